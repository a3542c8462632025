"""How each e-mail that the product sends comes about, for tests that look at all of them."""

from datetime import timedelta
from functools import wraps
from uuid import uuid4

from django.utils import timezone

from appointments.letters import patients, staff, words
from appointments.models import Appointment, Status, WaitingWish
from appointments.waiting.offering import offer_word
from restartix.effects.models import Effect, Kind
from restartix.identity.codes import Purpose, request_code
from restartix.organisations.models import Event
from restartix.organisations.scope import link_hash
from restartix.sample.loader import as_owner

VISIT_MAILS = patients.LETTERS | staff.LETTERS
READER = "reader@patients.example"


def owned(situation):
    """Its rows are written as the owner of the tables may."""

    @wraps(situation)
    def write(self, code):
        with self.committed.as_role("owner"), as_owner():
            situation(self, code)

    return write


class Situations:
    """Each asks for one e-mail, by a page's own code where that needs no more than a line."""

    def __init__(self, committed, cast, visitor):
        self.committed, self.cast, self.visitor = committed, cast, visitor
        self.clinic = cast.aurora.organisation

    def request(self, code):
        """Ask for the e-mail with this code; KeyError when nobody has written down how it comes about."""
        self._finish_the_rest(code)
        if code in VISIT_MAILS:
            self._about_visit(code)
        else:
            {
                "sign-in": self._sign_in,
                "invitation": self._about_user,
                "portal": self._about_user,
                "waitlist": self._waitlist,
                "waitlist-offer": self._waitlist,
                "code": self._code,
            }[code](code)

    @owned
    def _finish_the_rest(self, _code):
        Effect.objects.filter(organisation_id=self.clinic.pk).update(state="done")

    @owned
    def _about_visit(self, code):
        visit = self._visit(code)
        changes = {"status": VISIT_MAILS[code].while_in[0], "contact_email": READER, "sequence": 3}
        Appointment.objects.filter(pk=visit.pk).update(**changes)
        visit = Appointment.objects.get(pk=visit.pk)
        if code == "moved-away":
            details = {"sequence": visit.sequence, "was_with": str(self.cast.andrei.pk)}
            Event.objects.create(
                organisation_id=self.clinic.pk, appointment=visit, verb="moved", details=details
            )
        visit.tell(code)

    def _visit(self, code):
        ahead = Appointment.objects.filter(
            organisation_id=self.clinic.pk,
            started_at__gt=timezone.now(),
            status__in=[Status.BOOKED, Status.UPCOMING, Status.CONFIRMED, Status.CANCELLED, Status.DONE],
            deleted_at=None,
        )
        return next(visit for visit in ahead if code != "forms" or words.unfinished(visit))

    def _sign_in(self, code):
        self.visitor.client().post(self.visitor.at("sign-in/"), {"email": self.cast.ana.email})

    @owned
    def _about_user(self, code):
        subject = f"mail:{code}:{uuid4()}"
        Effect.require(
            Kind.MAIL,
            code=code,
            subject=subject,
            organisation_id=self.clinic.pk,
            user_id=self.cast.ana.pk,
        )

    @owned
    def _waitlist(self, code):
        now = timezone.now()
        about = {"earliest": now.date(), "latest": now.date() + timedelta(days=9), "privacy_version": 1}
        if code == "waitlist-offer":
            until = {"offered_at": now + timedelta(days=2), "offered_until": now + timedelta(hours=2)}
            about |= {"state": "offered", "offer_id": uuid4(), "offered_with": self.cast.ioana, **until}
        nonce = uuid4().hex
        wish = WaitingWish.objects.create(
            organisation=self.clinic,
            service=self.cast.aurora.services["first-visit"],
            name="Sorin Dinu",
            email=READER,
            phone="+40721234567",
            time_zone="Europe/Bucharest",
            link_nonce=nonce,
            link_hash=link_hash(nonce),
            **about,
        )
        once = offer_word(wish) if code == "waitlist-offer" else None
        Effect.require(
            Kind.MAIL, code=code, subject=f"wish:{wish.pk}", organisation_id=self.clinic.pk, once=once
        )

    def _code(self, code):
        with self.visitor.scope():
            request_code(Purpose.BOOKING, organisation_id=self.clinic.pk, subject=uuid4().hex, email=READER)
