"""What an offer to somebody on the waitlist is known by."""

from __future__ import annotations

from appointments.models import WaitingWish


def offer_word(wish: WaitingWish) -> str:
    """What this one offer is known by, so that it is mailed once and only while it stands.

    Its own id: two offers of one night are both kept until the same hour of the morning.
    """
    assert wish.offer_id
    return f"waitlist-offer:{wish.pk}:{wish.offer_id}"
