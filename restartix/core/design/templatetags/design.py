"""Tags for the components in templates/components/; docs/design-system.md shows each in use."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy

from restartix.core.design.icons import icon as drawing
from restartix.core.forms.number_field import number_question

register = template.Library()

STATUSES = {
    "booked": ("inbox", gettext_lazy("Booked")),
    "upcoming": ("calendar", gettext_lazy("Upcoming")),
    "confirmed": ("check", gettext_lazy("Confirmed")),
    "inprogress": ("play", gettext_lazy("In progress")),
    "done": ("check-double", gettext_lazy("Done")),
    "cancelled": ("close", gettext_lazy("Cancelled")),
    "noshow": ("user-off", gettext_lazy("No-show")),
}
STEP_ICONS = {"pending": "minus", "underway": "", "done": "check", "failed": "warning"}


@register.simple_tag
def icon(name: str, label: str = "", size: str = "") -> SafeString:
    """One of our drawings; decorative unless `label` is given."""
    return drawing(name, str(label), size)


@register.filter
def initials(name: str) -> str:
    """At most two letters for a person: of the first and the last of their names."""
    words = [word for word in name.replace("-", " ").split() if word[0].isalpha() and not word.endswith(".")]
    return "".join(word[0] for word in [*words[:1], *words[1:][-1:]]).upper() or "?"


@register.filter
def tel_digits(phone: str) -> str:
    """A number as a tel: link holds it (RFC 3966): digits, perhaps a plus. Safari dials nothing past a space."""
    digits = "".join(sign for sign in str(phone) if sign in "0123456789")
    return f"+{digits}" if str(phone).strip().startswith("+") else digits


@register.filter
def tone(name: str) -> int:
    """A colour, 1 to 6, that stays with this name."""
    return sum(map(ord, name)) % 6 + 1


@register.filter
def fives(minutes: int) -> int:
    """Minutes in whole fives, the steps that the week's table knows."""
    return int(minutes) // 5 * 5


@register.inclusion_tag("components/avatar.html")
def avatar(name: str, photo_url: str = "", size: str = "") -> dict[str, Any]:
    """A person's photo or initials. The name must stand beside it: screen readers skip the avatar."""
    return {"name": name, "photo_url": photo_url, "size": size}


@register.inclusion_tag("components/status_badge.html")
def status_badge(status: str, label: str = "") -> dict[str, Any]:
    """Where an appointment stands: colour, edge, icon and word. Raises KeyError for no such status."""
    drawing_name, word = STATUSES[str(status)]
    return {"status": str(status), "icon": drawing_name, "label": label or word}


@register.filter
def status_word(status: str) -> str:
    """The status in words, for a sentence."""
    return str(STATUSES[str(status)][1])


@register.inclusion_tag("components/field.html")
def field(bound: BoundField, icon: str = "", private: bool = False, asks_back: bool = True) -> dict[str, Any]:
    """A form's field with its label, help and error, tied together for screen readers.

    A number that can be read in two ways is asked back below it, unless the page does that elsewhere.
    """
    kind = bound.widget_type
    return {
        "field": bound,
        "icon": icon,
        "private": private,
        "number_question": number_question(bound) if asks_back and bound.errors else None,
        "kind": kind if kind in ("checkbox", "dayboxes") else "choices" if bound.use_fieldset else "line",
    }


@register.inclusion_tag("components/star_rating.html")
def star_rating(bound: BoundField) -> dict[str, Any]:
    """One to five stars as radios: arrow keys, no script."""
    words = (gettext("Poor"), gettext("Fair"), gettext("Good"), gettext("Very good"), gettext("Excellent"))
    return {
        "field": bound,
        "value": str(bound.value() or ""),
        "stars": zip("12345", words, strict=True),
        "first": first_control(bound),
    }


@register.inclusion_tag("components/rating.html")
def rating(stars: int) -> dict[str, Any]:
    """Stars already given."""
    return {"stars": stars, "lit": [number <= stars for number in range(1, 6)]}


@register.inclusion_tag("components/error_summary.html")
def error_summary(form: BaseForm) -> dict[str, Any]:
    """What needs another look, each entry a link to its field. Empty when nothing does."""
    fields = [(bound, first_control(bound)) for bound in form if bound.errors] if form.is_bound else []
    return {"form": form, "fields": fields}


@register.filter
def first_control(bound: BoundField) -> str:
    """The id that a link to this field leads to: of the control itself, or the first of several."""
    return f"{bound.auto_id}_0" if bound.use_fieldset and not bound.id_for_label else bound.id_for_label


@register.inclusion_tag("components/post_button.html", takes_context=True)
def post_button(
    context: template.Context, url: str, label: str, kind: str = "", icon: str = "", **hidden: Any
) -> dict[str, Any]:
    """A verb as one button: a POST form of its own. Other keyword arguments become hidden fields."""
    return {
        "csrf_token": context.get("csrf_token"),
        "url": url,
        "label": label,
        "kind": kind,
        "icon": icon,
        "hidden": hidden,
    }


@register.inclusion_tag("components/steps.html", takes_context=True)
def steps(context: template.Context, steps: Iterable[Any], poll_url: str = "") -> dict[str, Any]:
    """What is done, under way, or failed with its reason; asks `poll_url` each second while it is given."""
    return {"csrf_token": context.get("csrf_token"), "steps": steps, "poll_url": poll_url}


@register.filter
def step_icon(state: str) -> str:
    """The drawing for a step's state; none while it is under way, when the mark itself turns."""
    return STEP_ICONS[state]


@register.simple_tag(takes_context=True)
def address(context: template.Context, name: str) -> str:
    """The named page of this clinic or of the installation; empty where there is none."""
    slug = getattr(context.get("organisation"), "slug", None) or ""
    return _address(name, slug, get_urlconf(), get_script_prefix())


@lru_cache(maxsize=1024)
def _address(name: str, slug: str, _urlconf: str | None, _prefix: str) -> str:
    for args in ([slug], []) if slug else ([],):
        try:
            return reverse(name, args=args)
        except NoReverseMatch:
            continue
    return ""


@register.inclusion_tag("components/nav_link.html", takes_context=True)
def nav_link(
    context: template.Context, name: str, label: str, icon: str, count: int | None = None, exact: bool = False
) -> dict[str, Any]:
    """One entry of the staff's navigation; current at its own address and, unless `exact`, below it."""
    url = address(context, name)
    path = getattr(context.get("request"), "path", "")
    here = path == url if exact else bool(url) and path.startswith(url)
    current = here or context.get("section") == name
    return {"url": url, "label": label, "icon": icon, "count": count, "current": current}
