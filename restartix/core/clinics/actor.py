"""Who acts, as the database says it. A request names a user, a clinic and a link; the rights are derived there."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal, Protocol
from uuid import UUID

Kind = Literal["admin", "specialist", "patient", "link", "clinic", "visitor", "system"]


class VisitKeys(Protocol):
    """What an actor needs to know of an appointment to say what it is to them."""

    pk: int
    organisation_id: int
    specialist_id: UUID
    patient_person_id: UUID


@dataclass(frozen=True)
class Actor:
    """The one who acts at one clinic, for the length of one request or one piece of the worker's work."""

    organisation_id: int | None = None
    user_id: UUID | None = None
    user_name: str = ""
    is_admin: bool = False
    specialist_ids: frozenset[UUID] = frozenset()
    person_ids: frozenset[UUID] = frozenset()
    books_for_ids: frozenset[UUID] = frozenset()
    fills_in_for_ids: frozenset[UUID] = frozenset()
    reads_results_of_ids: frozenset[UUID] = frozenset()
    own_person_ids: frozenset[UUID] = frozenset()
    link_appointment_id: int | None = None
    review_appointment_id: int | None = None
    clinic_signing_visit_id: int | None = None
    """The visit whose patient forms are signed at the clinic (forms.clinic_signing)."""
    link_rights: frozenset[str] = frozenset()
    link_sees_record: bool = False
    link_is_proven: bool = False
    link_may_prove: bool = False
    client_id: UUID | None = None
    is_system: bool = False
    kind: Kind = field(init=False, compare=False)

    def __post_init__(self) -> None:
        vars(self).update(kind=self._kind())

    @property
    def here(self) -> int:
        """The clinic; only for pages that belong to one."""
        assert self.organisation_id is not None
        return self.organisation_id

    @property
    def me(self) -> UUID:
        """The login; only for pages of people who are signed in."""
        assert self.user_id is not None
        return self.user_id

    @property
    def is_member(self) -> bool:
        return self.is_admin or bool(self.specialist_ids)

    @property
    def is_signed_in(self) -> bool:
        return self.user_id is not None

    def _kind(self) -> Kind:
        if self.is_system:
            return "system"
        if self.is_member:
            return "admin" if self.is_admin else "specialist"
        if self.is_signed_in:
            return "patient"
        if self.clinic_signing_visit_id:
            return "clinic"
        return "link" if self.link_appointment_id or self.review_appointment_id else "visitor"

    @property
    def as_patient(self) -> Actor:
        """The same one without what they may as staff: on the patient's pages nobody is more than a patient."""
        return replace(self, is_admin=False, specialist_ids=frozenset()) if self.is_member else self

    def treats(self, visit: VisitKeys) -> bool:
        """Is this the specialist the visit is assigned to?"""
        return visit.specialist_id in self.specialist_ids

    def runs(self, visit: VisitKeys) -> bool:
        """Staff who may steer this visit: the clinic's admin or its assigned specialist."""
        return self.treats(visit) or (self.is_admin and visit.organisation_id == self.organisation_id)

    def speaks_for(self, visit: VisitKeys) -> bool:
        """The patient, who cares for them, or whoever holds the visit's private link."""
        return visit.patient_person_id in self.person_ids or visit.pk in (
            self.link_appointment_id,
            self.clinic_signing_visit_id,
        )

    def books_for(self, visit: VisitKeys) -> bool:
        """Of those, who may confirm, move and cancel the visit."""
        return visit.patient_person_id in self.books_for_ids or self._link_may("book", visit)

    def fills_in_for(self, visit: VisitKeys) -> bool:
        """Of those, who may fill in and sign the patient's forms."""
        return (
            visit.patient_person_id in self.fills_in_for_ids
            or visit.pk == self.clinic_signing_visit_id
            or self._link_may("forms", visit)
        )

    def reads_results_of(self, visit: VisitKeys) -> bool:
        """Of those, who may read what came of the visit, and say how it was."""
        return (
            visit.patient_person_id in self.reads_results_of_ids
            or visit.pk == self.review_appointment_id
            or self._link_may("results", visit)
        )

    def _link_may(self, right: str, visit: VisitKeys) -> bool:
        return visit.pk == self.link_appointment_id and right in self.link_rights


SYSTEM = Actor(is_system=True)
