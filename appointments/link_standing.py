"""What the holder of a visit's private link may do now, as the database says it; and how they prove who they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Func, JSONField
from django.utils import translation

from appointments.models import Appointment, IdentityProof
from restartix.core.clinics.actor import Actor
from restartix.core.effects.models import Kind
from restartix.core.identity.codes import CodeResult, Purpose, check_code, request_code
from restartix.core.phone import sends_texts


@dataclass(frozen=True)
class Standing:
    """Of the link that is mailed to a visit's contact. Without any right the link opens nothing."""

    rights: frozenset[str] = frozenset()
    sees_record: bool = False
    is_proven: bool = False
    may_prove: bool = False

    @property
    def waits_for_proof(self) -> bool:
        """Is this a booking on an older record, by somebody who has not yet proved who they are?"""
        return self.may_prove and not self.sees_record


MAILED_LINK_STANDING = Func(
    F("pk"),
    template="(SELECT to_jsonb(s) FROM public.mailed_link_standing(%(expressions)s) s)",
    output_field=JSONField(),
)
"""The same for each visit of a query: what standing_from() reads."""


def standing_from(row: dict[str, Any] | None) -> Standing:
    facts = dict(row or {})
    rights = frozenset(facts.pop("rights", None) or ())
    return Standing(rights, **{name: bool(value) for name, value in facts.items()})


def mailed_link_standing(visit: Appointment) -> Standing:
    """For staff who steer the visit; for anybody else there is nothing to know."""
    return _standing("SELECT * FROM public.mailed_link_standing(%s)", visit)


def link_standing(visit: Appointment) -> Standing:
    """For the worker."""
    return _standing("SELECT * FROM public.link_standing(%s, false)", visit)


def send_identity_code(visit: Appointment) -> None:
    """Send a code to the contact that the record had before this visit, if there is one; the requester can't tell."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT email, phone FROM public.current_link_record_contact()")
        email, phone = cursor.fetchone() or ("", "")
    if email:
        to = {"email": email}
    elif phone and sends_texts():
        to = {"phone": phone}
    else:
        return
    request_code(
        Purpose.IDENTITY,
        organisation_id=visit.organisation_id,
        subject=_subject(visit),
        language=translation.get_language() or "",
        **to,
    )


def prove_by_code(visit: Appointment, typed: str, *, by: Actor) -> CodeResult:
    """A right code opens the record to the link it was typed with, and to no other."""
    with transaction.atomic():
        subject = _subject(visit)
        result = check_code(Purpose.IDENTITY, subject=subject, typed=typed)
        if result is not CodeResult.RIGHT:
            return result
        with connection.cursor() as cursor:
            cursor.execute("SELECT public.prove_by_code(%s)", [subject])
            (is_proven,) = cursor.fetchone()
        if not is_proven:
            return CodeResult.EXPIRED
        visit.record("identity proven", by=by, how="code")
        if subject.endswith("link"):
            visit.require(Kind.ACCOUNT)
    return result


def state_identity_check(visit: Appointment, note: str, *, by: Actor) -> None:
    """Staff have seen who it is, and say how. From here on the mailed link stands for the person."""
    with transaction.atomic():
        IdentityProof.objects.create(
            organisation_id=visit.organisation_id,
            appointment=visit,
            person_id=visit.patient_person_id,
            how=IdentityProof.How.DESK,
            note=note,
            stated_by_id=by.me,
        )
        visit.record("identity checked", by=by, reason=note)
        visit.require(Kind.ACCOUNT)


def _standing(asked: str, visit: Appointment) -> Standing:
    with connection.cursor() as cursor:
        cursor.execute(asked, [visit.pk])
        rights, *facts = cursor.fetchone()
    return Standing(frozenset(rights or ()), *(bool(fact) for fact in facts))


def _subject(visit: Appointment) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT public.current_link_is_browsers()")
        (is_browsers,) = cursor.fetchone()
    return f"visit:{visit.pk}:{'browser' if is_browsers else 'link'}"
