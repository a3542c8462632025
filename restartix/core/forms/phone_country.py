"""Of which country a phone number is, asked of whoever seems to be in another one than the clinic."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from babel.core import get_global
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.utils.translation.trans_real import parse_accept_lang_header

from restartix.core.clock import zones
from restartix.core.phone import countries, says_its_country, to_e164
from restartix.core.region import territory

# Browsers are set to English, and to American English, all over the world: these say nothing of where one is.
SPOKEN_EVERYWHERE = {"en", "en-us"}


class PhoneCountryForm(forms.Form):
    """A phone, and its country where that is in doubt: then a number without country code is never guessed."""

    phone = forms.CharField(
        label=gettext_lazy("Phone"),
        max_length=40,
        help_text=gettext_lazy("So that we can reach you if something changes."),
        error_messages={"required": gettext_lazy("Please enter your phone number.")},
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
    )
    phone_country = forms.ChoiceField(
        label=gettext_lazy("Country of this number"),
        required=False,
        widget=forms.Select(attrs={"autocomplete": "off"}),
    )
    browser_zone = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    seems_abroad = False
    """Does the browser's language or zone point to another country? See `look_abroad`."""

    def offer_countries(self, zone: str) -> None:
        """`zone` is the clinic's; its own country comes first."""
        self.clinic_zone = zone
        listed = countries()
        own = [pair for pair in listed if pair[0] == territory(zone)]
        nothing = ("", _("Choose a country"))
        self.fields["phone_country"].choices = [nothing, *own, *(pair for pair in listed if pair not in own)]  # type: ignore[attr-defined]

    def look_abroad(self, languages: str, shown_in: str) -> None:
        """Note whether the languages that the browser asks for (its Accept-Language), or the zone in which times are
        shown, point to another country than the clinic's."""
        home = territory(self.clinic_zone)
        language = next(iter(parse_accept_lang_header(languages)), ("", 0))[0]
        spoken_in = "" if language in SPOKEN_EVERYWHERE else _country_of(language)
        is_foreign = bool(spoken_in and home and spoken_in != home)
        self.seems_abroad = is_foreign or is_elsewhere(shown_in, self.clinic_zone)

    @property
    def asks_country(self) -> bool:
        """Is the country to be seen on the page?"""
        return self.seems_abroad or bool(self.errors.keys() & {"phone", "phone_country"}) or self._chosen()

    @property
    def zones_at_home(self) -> str:
        """The zones of the clinic's country, by which the page's script knows that nothing is to be asked."""
        return _zones_of(territory(self.clinic_zone))

    def check_phone(self, cleaned: dict[str, Any]) -> None:
        """The number in international form, or an error beside the field that can mend it."""
        typed, country = cleaned.get("phone"), cleaned.get("phone_country", "")
        if not typed:
            return
        if not (says_its_country(typed) or country) and self._is_abroad(cleaned.get("browser_zone", "")):
            words = _("Please choose the country of this number, or start it with + and the country code.")
            self.add_error("phone_country", words)
            return
        try:
            cleaned["phone"] = to_e164(typed, zone=self.clinic_zone, country=country)
        except ValidationError as error:
            self.add_error("phone", error)

    def _is_abroad(self, browser_zone: str) -> bool:
        return self.seems_abroad or is_elsewhere(browser_zone, self.clinic_zone)

    def _chosen(self) -> bool:
        return self.is_bound and bool(self.data.get("phone_country"))


def is_elsewhere(zone: str, clinic_zone: str) -> bool:
    """Is this the zone of another country? One of no country, such as UTC, says nothing."""
    there, home = territory(zone), territory(clinic_zone)
    return there not in {"", "001", "ZZ"} and bool(home) and there != home


@lru_cache(maxsize=64)
def _zones_of(country: str) -> str:
    return " ".join(sorted(name for name in zones() if territory(name) == country))


def _country_of(language: str) -> str:
    """fr-CA is spoken in CA, fr most likely in FR; empty for what is no language."""
    _spoken, *parts = language.replace("_", "-").split("-")
    region = next((part.upper() for part in parts if len(part) == 2), "")
    likely: str = get_global("likely_subtags").get(language.split("-")[0], "")
    return region or (likely.rpartition("_")[2] if likely else "")
