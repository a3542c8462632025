"""What becomes of a run of hostile requests: counted, and each that broke something told in full."""

import pytest
from django.db import transaction

from tests.fuzzing.summary import PROPERTY


@pytest.fixture
def survives(record_property, settings):
    """Send them, undo what they changed, and fail with those that were answered by a 5xx or not at all."""
    settings.LIMITS = {}

    def send(requests, client_of):
        made, broken = 0, []
        for request in requests:
            client = client_of()
            client.raise_request_exception = False
            made += 1
            with transaction.atomic():
                answer = request.sent_by(client)
                transaction.set_rollback(True)
            if answer.status_code >= 500:
                failure = getattr(answer, "exc_info", None)
                broken.append((request, answer.status_code, repr(failure[1])[:300] if failure else ""))
        record_property(PROPERTY, made)
        record_property("answered with 5xx", len(broken))
        assert broken == []

    return send
