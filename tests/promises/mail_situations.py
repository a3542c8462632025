"""How each e-mail that the product sends comes about, for tests that look at all of them."""

from datetime import timedelta
from functools import wraps
from uuid import uuid4

from django.utils import timezone

from appointments.models import Appointment, Status, WaitlistEntry
from forms.models import Side
from patients.models import Guardianship, LoginInvitation
from restartix.core.clinics.models import Event, Member
from restartix.core.clinics.scope import link_hash
from restartix.core.effects.models import Effect, Kind
from restartix.core.identity.codes import Purpose, request_code
from restartix.messages import patient_wording, patients, staff
from restartix.tools.sample.loader import as_owner
from reviews.models import Review

VISIT_MAILS = patients.LETTERS | staff.LETTERS
NEEDS = {
    "forms": patient_wording.count_unfinished_forms,
    "named-signer": lambda visit: visit.forms.filter(filled_by=Side.SPECIALIST, status="pending").exists(),
    "review": lambda visit: not Review.objects.filter(appointment=visit).exists(),
    "low-rating-staff": lambda visit: not Review.objects.filter(appointment=visit).exists(),
}
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
                "invitation": self._invitation,
                "portal": self._portal,
                "booked-for-you": self._booked_for_you,
                "new-guardian": self._new_guardian,
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
            was = {"was": visit.started_at.isoformat(), "was_with": str(self.cast.andrei.pk)}
            details = was | {"sequence": visit.sequence}
            Event.objects.create(
                organisation_id=self.clinic.pk, appointment=visit, verb="moved", details=details
            )
        if code == "low-rating-staff":
            Review.objects.create(organisation_id=self.clinic.pk, appointment=visit, rating=2)
        visit.tell(code)
        if code == "named-signer":
            named = self.cast.andrei.member.user_id
            visit.effects.filter(code=code).update(user_id=named)

    def _visit(self, code):
        ahead = Appointment.objects.filter(
            organisation_id=self.clinic.pk,
            started_at__gt=timezone.now(),
            status__in=[Status.BOOKED, Status.UPCOMING, Status.CONFIRMED, Status.CANCELLED, Status.DONE],
            deleted_at=None,
        ).order_by("started_at", "pk")
        return next(visit for visit in ahead if NEEDS.get(code, bool)(visit))

    def _sign_in(self, code):
        self.visitor.client().post(self.visitor.at("sign-in/"), {"email": self.cast.ana.email})

    @owned
    def _invitation(self, code):
        """Of a colleague who has not come yet."""
        Member.objects.filter(user=self.cast.ana).update(joined_at=None)
        self._require(code, subject=f"mail:invitation:{uuid4()}", user_id=self.cast.ana.pk)

    @owned
    def _portal(self, code):
        invitation = LoginInvitation.objects.create(
            organisation_id=self.clinic.pk,
            person=self.cast.luca,
            email=READER,
            rights=["book"],
            invited_by=self.cast.ana,
        )
        self._require(code, subject=f"mail:portal:{invitation.pk}", user_id=self.cast.maria.user_id)

    @owned
    def _booked_for_you(self, code):
        self._tell_elena(code, self._visit(code).pk)

    @owned
    def _new_guardian(self, code):
        self._tell_elena(code, Guardianship.objects.in_force().filter(person=self.cast.luca).first().pk)

    def _tell_elena(self, code, about):
        user = self.cast.elena.user_id
        self._require(code, subject=f"mail:{code}:{user.hex[:8]}:{about}", user_id=user)

    def _require(self, code, **about):
        Effect.require(Kind.MAIL, code=code, organisation_id=self.clinic.pk, **about)

    @owned
    def _waitlist(self, code):
        now = timezone.now()
        today = self.cast.today
        about = {"earliest": today, "latest": today + timedelta(days=9), "privacy_version": 1}
        if code == "waitlist-offer":
            until = {"offered_at": now + timedelta(days=2), "offered_until": now + timedelta(hours=2)}
            about |= {"state": "offered", "offer_id": uuid4(), "offered_with": self.cast.ioana, **until}
        nonce = uuid4().hex
        entry = WaitlistEntry.objects.create(
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
        once = entry.offer_key if code == "waitlist-offer" else None
        self._require(code, subject=f"wish:{entry.pk}", once=once)

    def _code(self, code):
        with self.visitor.scope():
            request_code(Purpose.BOOKING, organisation_id=self.clinic.pk, subject=uuid4().hex, email=READER)
