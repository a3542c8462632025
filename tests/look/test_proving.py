"""The pages on which a patient shows who they are, which only a visit in that state has, are right to look at."""

import pytest

from tests.look.looking import Eye
from tests.promises.booker import texts_can_be_sent  # noqa: F401 (a fixture)
from tests.promises.strangers import (  # noqa: F401 (fixtures)
    booking_in_a_known_name,
    linking_to_a_record,
    mailed_link,
)

pytestmark = pytest.mark.browser


def test_proving_a_link_and_a_number(chromium, serving, cast, book, take_on, texts_can_be_sent):  # noqa: F811
    visit, _browser = book(cast.elena, wants_sms=True)
    mailed = mailed_link(take_on(visit, cast.elena))
    eye = Eye(chromium, serving.site)

    pages = ("identity/", "identity/?sent=1", "phone/", "phone/?sent=1")
    found = [fault for page in pages for fault in eye.faults(mailed, f"visits/{visit.pk}/{page}")]

    assert not found, "\n".join(found)
