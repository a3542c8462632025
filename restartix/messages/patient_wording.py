"""What each e-mail to the patient says."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from appointments.models import Appointment, Status
from forms.models import Side
from patients.models import LoginOf
from restartix.core.clinics.addresses import address_of
from restartix.core.phone import format_phone
from restartix.messages.compose import Facts, MailContent, private_link, when


def booking_mail(visit: Appointment) -> MailContent:
    return MailContent(
        subject=_("Your booking: %(when)s") % {"when": when(visit)},
        paragraphs=(
            _("We have your booking. The clinic will check it and e-mail you."),
            *_phone_as_understood(visit),
            _("With your private link you can see the visit or cancel it. Please don’t share this e-mail.")
            if visit.is_cancellable
            else _("With your private link you can see the visit. Please don’t share this e-mail."),
        ),
        action=_("See your visit"),
        url=private_link(visit),
    )


def _phone_as_understood(visit: Appointment) -> tuple[str, ...]:
    """With its country code: a number without one may have been meant for another country."""
    if not visit.booked_as.phone:
        return ()
    words = _("We read your phone number as %(phone)s. If that is wrong, correct it with your private link.")
    return (words % {"phone": format_phone(visit.booked_as.phone)},)


def acceptance_mail(visit: Appointment) -> MailContent:
    asked = [_("The clinic expects you. Please confirm that you will come.")]
    if visit.forms.filter(filled_by=Side.PATIENT).exists():
        asked.append(_("Your forms are ready to be filled in, and you join the visit from the same page."))
    return MailContent(
        subject=_("Your visit is planned: %(when)s") % {"when": when(visit)},
        paragraphs=tuple(asked),
        action=_("Confirm and prepare your visit"),
        url=private_link(visit),
        more=(*_try_devices(visit), *_all_visits(visit)),
    )


def reminder_mail(visit: Appointment) -> MailContent:
    said = [_("Your visit is coming up.")]
    if visit.status == Status.UPCOMING:
        said.append(_("Please confirm that you will come, or tell us that you can’t."))
    if count := count_unfinished_forms(visit):
        said.append(_still_to_fill_in(count))
    return MailContent(
        subject=_("Reminder: %(when)s") % {"when": when(visit)},
        paragraphs=tuple(said),
        action=_("See your visit"),
        url=private_link(visit),
        more=_try_devices(visit),
    )


def forms_mail(visit: Appointment) -> MailContent:
    return MailContent(
        subject=_("Your forms for %(when)s") % {"when": when(visit)},
        paragraphs=(
            _still_to_fill_in(count_unfinished_forms(visit)),
            _("It takes a few minutes and leaves more time for you at the visit."),
        ),
        action=_("Fill in your forms"),
        url=private_link(visit),
    )


def reschedule_mail(visit: Appointment) -> MailContent:
    return MailContent(
        subject=_("New time: %(when)s") % {"when": when(visit)},
        paragraphs=(
            _("Your visit has a new time. The attached file moves it in your calendar."),
            _("Please confirm that the new time suits you."),
        ),
        action=_("See your visit"),
        url=private_link(visit),
    )


def reinstatement_mail(visit: Appointment) -> MailContent:
    return MailContent(
        subject=_("Your visit takes place: %(when)s") % {"when": when(visit)},
        paragraphs=(
            _("Your visit takes place after all. The attached file puts it back into your calendar."),
            _("Please confirm that you will come."),
        ),
        action=_("See your visit"),
        url=private_link(visit),
    )


def cancellation_mail(visit: Appointment) -> MailContent:
    return MailContent(
        subject=_("Cancelled: %(when)s") % {"when": when(visit)},
        paragraphs=(
            _("This visit is cancelled. The attached file removes it from your calendar."),
            _("You can book another one whenever you like."),
        ),
        action=_("Book a visit"),
        url=address_of(visit.organisation, "clinic"),
    )


def review_mail(visit: Appointment) -> MailContent:
    return MailContent(
        subject=_("How was your visit?"),
        paragraphs=(
            _("Thank you for coming. Your opinion helps us do better: how was it?"),
            _("The link works for 30 days."),
        ),
        action=_("Say how it went"),
        url=private_link(visit),
    )


def new_link_mail(visit: Appointment) -> MailContent:
    return MailContent(
        subject=_("Your new private link"),
        paragraphs=(_("Here is a new private link to your visit. The previous one no longer works."),),
        action=_("See your visit"),
        url=private_link(visit),
    )


def count_unfinished_forms(visit: Appointment) -> int:
    """How many required forms the patient still has to finish."""
    return visit.forms.unsigned_required().filter(filled_by=Side.PATIENT, replaced_by=None).count()


def _still_to_fill_in(count: int) -> str:
    return ngettext(
        "%(count)s form is still to be filled in before the visit.",
        "%(count)s forms are still to be filled in before the visit.",
        count,
    ) % {"count": count}


def _all_visits(visit: Appointment) -> Facts:
    """For whoever has a login: their own pages, where all their visits are."""
    if visit.login_of == LoginOf.NOBODY:
        return ()
    return ((_("Sign in and see all your visits"), address_of(visit.organisation, "my_visits")),)


def _try_devices(visit: Appointment) -> Facts:
    """By the private link too: the test is a page of the visit's own."""
    return ((_("Try your camera and microphone"), f"{private_link(visit)}?to=device_test"),)
