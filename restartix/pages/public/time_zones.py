"""The list of time zones to choose from, as options: four hundred lines that change with the language alone."""

from __future__ import annotations

from functools import lru_cache

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from restartix.core.clock import city, locale, zone_choices


def zone_options(chosen: str) -> SafeString:
    """Options by part of the world with this zone selected; one that isn't in the list stands before it."""
    options, mark = _options(locale()), f'value="{chosen}"'
    if mark in options:
        return mark_safe(options.replace(mark, f"{mark} selected", 1))
    return format_html('<option value="{}" selected>{}</option>{}', chosen, city(chosen) or chosen, options)


@lru_cache(maxsize=4)
def _options(_spoken: str) -> SafeString:
    return format_html_join(
        "",
        '<optgroup label="{}">{}</optgroup>',
        (
            (part, format_html_join("", '<option value="{}">{}</option>', places))
            for part, places in zone_choices()
        ),
    )
