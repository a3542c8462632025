"""The agenda's first and last day, as they are typed or stand in an address."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from restartix.core.forms.days import DayField

LONGEST = timedelta(days=92)
FORTNIGHT = timedelta(days=13)


class PeriodForm(forms.Form):
    """Both days under their names in the URL: `from` and `until`. An invalid one gets its error beside its boxes, and
    the list falls back to today."""

    use_required_attribute = False

    def __init__(self, said: QueryDict | None = None, **more: Any) -> None:
        super().__init__(said, **more)
        self.fields["from"] = DayField(label=gettext_lazy("From"))
        self.fields["until"] = DayField(label=gettext_lazy("Until"))

    @classmethod
    def from_query(cls, said: QueryDict) -> PeriodForm | None:
        """None where the address speaks of no such days. The last one may be left out of it."""
        if not {"from", "from_day"} & said.keys():
            return None
        form = cls(said)
        form.fields["until"].required = "until_day" in said
        return form

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        since, until = told.get("from"), told.get("until")
        if since and until and until < since:
            self.add_error("until", _("The last day is before the first."))
        elif since and until and until - since > LONGEST:
            words = ngettext(
                "At most %(count)s day at a time.", "At most %(count)s days at a time.", LONGEST.days
            )
            self.add_error("until", words % {"count": LONGEST.days})
        return told

    def days(self, today: date) -> tuple[date, date]:
        """The days to show."""
        right = {} if "from" in self.errors else self.cleaned_data
        since = right.get("from", today)
        return since, right.get("until") or since + FORTNIGHT
