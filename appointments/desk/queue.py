"""Bookings that wait to be accepted: all of them, and which can be accepted in one press where they stand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.urls import reverse


def offer_accepting(lines: Iterable[dict[str, Any]]) -> None:
    """Give each line its `accept_url` where the booking matches nobody; any other asks something on its own page. One
    query however many there are, and none where nothing waits. The press itself judges anew."""
    waiting = {line["pk"]: line for line in lines}
    if not waiting:
        return
    with connection.cursor() as cursor:
        asks = (
            "SELECT v FROM unnest(%s::bigint[]) v WHERE NOT EXISTS (SELECT 1 FROM public.likely_persons(v))"
        )
        cursor.execute(asks, [list(waiting)])
        unmatched = [pk for (pk,) in cursor.fetchall()]
    for pk in unmatched:
        if not waiting[pk]["is_settled"]:
            waiting[pk]["accept_url"] = reverse("onboarding", args=[pk])
