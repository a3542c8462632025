"""The key of an offer to somebody on the waitlist."""

from __future__ import annotations

from appointments.models import WaitingWish


def offer_key(wish: WaitingWish) -> str:
    """The key of this one offer, so that it is e-mailed once, and only while it stands.

    It holds the offer's own id: two offers made in one night are held until the same hour of the morning.
    """
    assert wish.offer_id
    return f"waitlist-offer:{wish.pk}:{wish.offer_id}"
