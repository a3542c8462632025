"""E-mails to staff: changes of a visit, to its specialist; what needs attention, to the admins too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils.translation import gettext as _

from appointments.models import Appointment, Status
from appointments.models.status import AHEAD, LIVE
from restartix.core.clinics.addresses import address_of
from restartix.core.effects.mail import Letter, send
from restartix.core.effects.models import HANDED_ON, NOT_NEEDED, Effect, Kind, State
from restartix.core.effects.registry import handles
from restartix.core.region import in_language
from restartix.messages.batches import STAFFS
from restartix.messages.compose import MailContent, to_staff, visit_of, when
from restartix.messages.staff_readers import (
    Reader,
    Readers,
    the_specialist,
    the_team,
    whoever_had_it,
    whoever_was_named,
)
from restartix.messages.timeliness import came_too_late, is_repeated, is_still_wanted


@dataclass(frozen=True)
class StaffLetter:
    """A subject that says when, a sentence, in which statuses it is sent, and to whom."""

    subject: Callable[[], str]
    sentence: Callable[[], str]
    while_in: tuple[Status, ...]
    readers: Readers = the_specialist
    opens: str = ""
    """The page of the clinic that the button opens, when it is another one than the visit's."""
    after_it_too: bool = False
    for_admins: str = ""
    """The page on which admins deal with it, when that is another one than the visit's."""

    def to(self, reader: Reader, visit: Appointment, *, after: StaffLetter | None = None) -> Letter:
        """In the reader's language; the specialist's on their own clock. `after` is what it tells as well, first."""
        visit = reader.had or visit
        is_theirs = bool(reader.had) or reader.user.pk == visit.specialist.member.user_id
        zone = visit.specialist.zone if is_theirs else visit.organisation.zone
        with in_language(reader.user.language or visit.organisation.language, visit.organisation):
            action, url = self._button(reader, visit, zone)
            subject = self.subject() % {"when": when(visit, zone)}
            more = (after.sentence(),) if after else ()
            words = MailContent(subject, (*more, self.sentence()), action, url)
            return to_staff(visit, words, reader=reader.user, zone=zone)

    def _button(self, reader: Reader, visit: Appointment, zone: ZoneInfo) -> tuple[str, str]:
        """A specialist who no longer has the visit is led to its day, since the visit itself is closed to them."""
        if reader.had:
            day = f"{visit.started_at.astimezone(zone):%Y-%m-%d}"
            return _("Open the calendar"), f"{address_of(visit.organisation, 'calendar')}?day={day}"
        if self.for_admins and reader.is_admin:
            return _("Answer it"), address_of(visit.organisation, self.for_admins)
        if self.opens:
            return _("Open your dashboard"), address_of(visit.organisation, self.opens)
        return _("Open the visit"), address_of(visit.organisation, "appointment", visit.pk)


LETTERS = {
    "new-booking-staff": StaffLetter(
        lambda: _("New booking: %(when)s"),
        lambda: _("Somebody has booked a visit. Please check and accept it."),
        (Status.BOOKED,),
        readers=the_team,
    ),
    "confirmed": StaffLetter(
        lambda: _("Confirmed: %(when)s"),
        lambda: _("The patient has confirmed that they will come."),
        (Status.CONFIRMED, Status.INPROGRESS),
    ),
    "moved-staff": StaffLetter(
        lambda: _("Moved: %(when)s"), lambda: _("This visit has a new time or a new specialist."), AHEAD
    ),
    "moved-away": StaffLetter(
        lambda: _("Moved: %(when)s"),
        lambda: _("This visit is with another specialist now; your time is free again."),
        AHEAD,
        readers=whoever_had_it,
    ),
    "reinstated-staff": StaffLetter(
        lambda: _("Reinstated: %(when)s"), lambda: _("This visit takes place after all."), AHEAD
    ),
    "cancelled-staff": StaffLetter(
        lambda: _("Cancelled: %(when)s"),
        lambda: _("This visit is cancelled; the time is free again."),
        (Status.CANCELLED,),
    ),
    "named-signer": StaffLetter(
        lambda: _("A form waits for your signature"),
        lambda: _("An admin has asked you to sign a form of this visit instead of its specialist."),
        LIVE,
        readers=whoever_was_named,
        after_it_too=True,
        opens="dashboard",
    ),
    "low-rating-staff": StaffLetter(
        lambda: _("A rating needs an answer"),
        lambda: _("A patient has rated their visit below five stars."),
        (Status.DONE,),
        readers=the_team,
        after_it_too=True,
        for_admins="alerts",
    ),
}


def _send(effect: Effect, letter: StaffLetter) -> str:
    """To the one reader it is for; what has several readers becomes a mail for each, with a state of its own."""
    with visit_of(effect) as visit:
        readers = _readers_of(effect, letter, visit)
        if len(readers) != 1:
            return _hand_on(effect, readers)
        letter = LETTERS[STAFFS.code_to_tell(effect, visit)]
        mail = letter.to(readers[0], visit, after=_told_with(effect, visit))
        STAFFS.note_told(effect, visit)
    return send(mail, effect=effect)


def _is_of_use(effect: Effect, letter: StaffLetter) -> bool:
    with visit_of(effect) as visit:
        if visit.deleted_at or visit.status not in letter.while_in:
            return False
        if not letter.after_it_too and came_too_late(effect, visit):
            return False
        if not is_still_wanted(effect.code, visit):
            return False
        readers = _readers_of(effect, letter, visit)
        return bool(readers) and not _is_told_anew(effect, letter, visit, readers)


def _told_with(effect: Effect, visit: Appointment) -> StaffLetter | None:
    """A move that was confirmed before it was told is told with the confirmation."""
    moves = visit.effects.filter(kind=effect.kind, code=STAFFS.moved, created_at__lt=effect.created_at)
    is_untold = moves.filter(sequence=visit.sequence).filter(
        ~Q(state=State.DONE) | Q(provider_ref=NOT_NEEDED)
    )
    return LETTERS[STAFFS.moved] if effect.code == "confirmed" and is_untold.exists() else None


def _readers_of(effect: Effect, letter: StaffLetter, visit: Appointment) -> list[Reader]:
    readers = letter.readers(visit, effect)
    return [reader for reader in readers if effect.user_id in (None, reader.user.pk)]


def _is_told_anew(effect: Effect, letter: StaffLetter, visit: Appointment, readers: list[Reader]) -> bool:
    """By a later one, or told already. But each move takes the visit away from somebody else, unless it came back,
    or they know that it was cancelled."""
    if letter.readers is whoever_had_it:
        has_come_back = all(reader.user.pk == visit.specialist.member.user_id for reader in readers)
        return has_come_back or STAFFS.is_after_cancellation(effect, visit)
    if is_repeated(effect, visit) or STAFFS.is_overtaken(effect, visit):
        return True
    return len(readers) == 1 and STAFFS.is_known(effect, visit, reader=readers[0].user.pk)


def _hand_on(effect: Effect, readers: list[Reader]) -> str:
    for reader in readers:
        Effect.require_once(
            f"{effect.pk}:{reader.user.pk}",
            Kind.MAIL,
            code=effect.code,
            subject=f"mail:{effect.appointment_id}:{effect.code}:{reader.user.pk.hex[:12]}",
            organisation_id=effect.organisation_id,
            appointment_id=effect.appointment_id,
            user_id=reader.user.pk,
            sequence=effect.sequence,
            created_at=effect.created_at,
        )
    return HANDED_ON if readers else NOT_NEEDED


for code, letter in LETTERS.items():
    of_use = partial(_is_of_use, letter=letter)
    handles(Kind.MAIL, code, while_of_use=of_use)(partial(_send, letter=letter))
