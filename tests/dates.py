"""Which tests are about dates, so that bin/test runs them at one more moment (restartix/tools/local/suite.py).

A folder or file stands here, or a test says so itself: `pytest.mark.dates`. tests/architecture/test_dates_marked.py
refuses a test of open times, holds, reminders, cut-offs, calendars or feeds that is neither.
"""

from tests.architecture.source import ROOT

DATES = (
    "tests/access/test_guardians.py",
    "tests/access/test_particulars.py",
    "tests/appointments/test_open_times.py",
    "tests/flows/test_reminders.py",
    "tests/identity/test_sessions.py",
    "tests/lifecycle/test_plans.py",
    "tests/lifecycle/test_race.py",
    "tests/local/test_moment.py",
    "tests/messages/test_letters.py",
    "tests/messages/test_patient_wording.py",
    "tests/messages/test_sms.py",
    "tests/pages/calendar/",
    "tests/pages/desk/test_absence_page.py",
    "tests/pages/desk/test_amends.py",
    "tests/pages/desk/test_dashboard.py",
    "tests/pages/desk/test_forms_reminder.py",
    "tests/pages/desk/test_registration_page.py",
    "tests/pages/desk/test_visit_actions.py",
    "tests/pages/feed/test_feed.py",
    "tests/pages/portal/",
    "tests/pages/public/",
    "tests/pages/settings/test_audit_log.py",
    "tests/pages/settings/test_brought.py",
    "tests/pages/settings/test_clinic.py",
    "tests/pages/settings/test_days.py",
    "tests/pages/settings/test_effects.py",
    "tests/pages/settings/test_hours.py",
    "tests/pages/waitlist/",
    "tests/patients/test_family.py",
    "tests/promises/test_every_provider_takes_our_mail.py",
    "tests/promises/test_no_link_comes_too_late.py",
    "tests/promises/test_no_message_comes_too_late.py",
    "tests/promises/test_nobody_locks_anybody_out.py",
    "tests/promises/test_past_its_limit_a_booking_asks_for_a_code.py",
    "tests/reviews/",
    "tests/sample/",
    "tests/test_clock.py",
    "tests/test_hostile_input.py",
    "tests/test_reloading.py",
)


def is_about_dates(item):
    path = item.path.relative_to(ROOT).as_posix()
    return path.startswith(DATES) or item.get_closest_marker("dates") is not None
