"""What logins are called at a clinic."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Value

from patients.models import Guardianship
from restartix.core.identity.models import User

Names = dict[UUID | None, str]


def names_of(users: set[UUID]) -> Names:
    """As their login says; a guardian without a name as they were named to the clinic. One query, or none."""
    if not users:
        return {}
    named = Guardianship.objects.filter(user__in=users).exclude(guardian_name="").order_by()
    own = User.objects.filter(pk__in=users).exclude(name="").order_by()
    found = named.values_list("user_id", "guardian_name", Value(1)).union(
        own.values_list("pk", "name", Value(2)), all=True
    )
    return {user: name for user, name, _rank in sorted(found, key=lambda one: one[2])}
