"""The booker's contact data: correcting it themselves, and confirming their number."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from appointments.models.conditions import contact_can_change, texts_can_change
from appointments.models.corrections import Corrections
from appointments.models.lifecycle import staff
from appointments.models.status import Status
from appointments.models.visit import Visit
from patients.contact_data import ConfirmedPhone, confirm_phone
from restartix.core.clinics.actor import Actor
from restartix.core.clinics.scope import use_link
from restartix.core.identity.codes import CodeResult, Purpose, check_code, request_code
from restartix.core.masks import mask_email, mask_phone
from restartix.core.refusals import NotNow
from restartix.core.verbs import verb


def booker(actor: Actor, visit: Visit) -> bool:
    """Who books for the patient, signed in or by the private link."""
    return actor.books_for(visit)


class OwnContact(Corrections):
    """The verbs about contact data that the patient's side may use, and the desk's word that a number is theirs."""

    class Meta(Visit.Meta):
        abstract = True

    @verb(may=booker, conditions=[contact_can_change])
    def correct_own_contact(self, *, by: Actor, phone: str = "", email: str = "", was: str = "") -> None:
        """The number (in international form; `was` is the one before) while the visit is ahead; the address until the
        clinic has taken the booking on, since afterwards mail for an older record may go there.

        Another address gets a new private link, and the one before opens nothing any more.
        """
        told: dict[str, Any] = {}
        if phone and phone != was:
            self._correct_phone(phone)
            told["phone"] = [mask_phone(was), mask_phone(phone)]
        if email and email != self.contact_email:
            told["email"] = [mask_email(self.contact_email), mask_email(email)]
            self._move_mail(email, by=by)
        if told:
            self.record("own contact corrected", by=by, **told)

    def send_phone_code(self, phone: str, *, by: Actor) -> None:
        """A code goes to the number, so that its owner can show that it is theirs; one in ten minutes."""
        about: dict[str, Any] = {"organisation_id": self.organisation_id, "subject": self._code_subject}
        if request_code(Purpose.PHONE, phone=phone, **about):
            self.record("phone code sent", by=by, to=mask_phone(phone))

    def check_phone_code(self, typed: str, *, phone: str) -> CodeResult:
        """Is it the code that was sent to this number? Each try counts."""
        return check_code(Purpose.PHONE, subject=self._code_subject, typed=typed, address=phone)

    @verb(may=booker)
    def confirm_own_phone(self, *, by: Actor, phone: str) -> None:
        """The right code was typed, which went to this number."""
        self._confirm_phone(phone, by=by, how=ConfirmedPhone.How.CODE)

    @verb(may=booker)
    def stop_texts(self, *, by: Actor) -> None:
        """No more text messages about this visit; what was asked for and not sent yet is not sent either."""
        if self.wants_sms:
            self.wants_sms = False
            self.record("texts stopped", by=by)

    @verb(may=booker, conditions=[texts_can_change])
    def want_texts(self, *, by: Actor) -> None:
        """Text messages about this visit too, once its number is confirmed."""
        if not self.wants_sms:
            self.wants_sms = True
            self.record("texts wanted", by=by)

    @verb(may=staff)
    def confirm_phone_at_the_desk(self, *, by: Actor, phone: str) -> None:
        """The patient, whom staff have before them or on this very phone, says that it is theirs."""
        self._confirm_phone(phone, by=by, how=ConfirmedPhone.How.DESK)

    @property
    def _code_subject(self) -> str:
        return f"visit:{self.pk}"

    def _confirm_phone(self, phone: str, *, by: Actor, how: ConfirmedPhone.How) -> None:
        if not confirm_phone(self.pk, phone, how=how):
            raise NotNow(_("This number can’t be confirmed for this visit."))
        self.record("phone confirmed", by=by, how=how, phone=["", mask_phone(phone)])

    def _correct_phone(self, phone: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT public.correct_booked_phone(%s, %s)", [self.pk, phone])
            if not cursor.fetchone()[0]:
                raise NotNow(_("This number belongs to a profile. Please sign in and change it there."))

    def _move_mail(self, email: str, *, by: Actor) -> None:
        """The transaction holds the new link from here on, if it held the old one."""
        if self.status != Status.BOOKED:
            raise NotNow(
                _("The clinic has accepted your booking. Please ask the clinic to change the address.")
            )
        self.contact_email = email
        self._replace_link()
        with connection.cursor() as cursor:
            moved = [self.pk, email, self.link_nonce, self.link_hash]
            cursor.execute("SELECT public.move_mail(%s, %s, %s, %s)", moved)
        if by.link_appointment_id == self.pk:
            use_link(self.link_hash)
        # The database has settled who else still opens the visit: the booking browser, if it was that one which asked.
        now_is = type(self).objects.values("browser_hash", "link_holder_id").get(pk=self.pk)  # type: ignore[attr-defined]
        self.browser_hash, self.link_holder_id = now_is["browser_hash"], now_is["link_holder_id"]
        self.tell("link")
