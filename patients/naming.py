"""What logins are called at a clinic."""

from __future__ import annotations

from uuid import UUID

from patients.models import Guardianship
from restartix.identity.models import User


def names_of(users: set[UUID]) -> dict[UUID | None, str]:
    """As their login says; a guardian without a name as they were named to the clinic. Two queries, or none."""
    if not users:
        return {}
    named = Guardianship.objects.filter(user__in=users).exclude(guardian_name="")
    said: dict[UUID | None, str] = dict(named.values_list("user_id", "guardian_name"))
    own = User.objects.filter(pk__in=users).exclude(name="").values_list("pk", "name")
    return said | dict(own)
