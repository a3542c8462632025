"""Which tests are about dates, so that bin/test runs them at one more moment (restartix/tools/local/suite.py).

A folder or file stands here, or a test says so itself: `pytest.mark.dates`. tests/architecture/test_dates_marked.py
refuses a test of open times, holds, reminders, cut-offs, calendars or feeds that is neither.
"""

from tests.architecture.source import ROOT

DATES = (
    *("tests/appointments/booking/", "tests/appointments/schedule/", "tests/appointments/waiting/"),
    *("tests/appointments/settings/test_days.py", "tests/appointments/settings/test_effects.py"),
    *("tests/appointments/settings/test_brought.py", "tests/appointments/settings/test_hours.py"),
    *(
        "tests/appointments/test_feed.py",
        "tests/appointments/test_reminders.py",
        "tests/appointments/test_texts.py",
    ),
    *(
        "tests/appointments/visits/",
        "tests/appointments/desk/test_amends.py",
        "tests/appointments/desk/test_sick_day.py",
    ),
    *("tests/appointments/desk/test_reminding.py", "tests/appointments/desk/test_dashboard.py"),
    *("tests/appointments/desk/test_registration.py", "tests/appointments/desk/test_acts.py"),
    *("tests/appointments/test_letters.py", "tests/lifecycle/test_plans.py", "tests/lifecycle/test_race.py"),
    *("tests/reviews/", "tests/access/test_guardians.py", "tests/patients/test_family.py", "tests/sample/"),
    *("tests/access/test_particulars.py", "tests/appointments/settings/test_clinic.py"),
    *("tests/appointments/test_log.py", "tests/appointments/test_words.py"),
    *("tests/promises/test_no_link_comes_too_late.py", "tests/promises/test_no_message_comes_too_late.py"),
    "tests/promises/test_every_provider_takes_our_mail.py",
    "tests/promises/test_past_its_limit_a_booking_asks_for_a_code.py",
    *(
        "tests/promises/test_nobody_locks_anybody_out.py",
        "tests/test_hostile_input.py",
        "tests/test_reloading.py",
    ),
    *("tests/test_clock.py", "tests/identity/test_sessions.py", "tests/local/test_moment.py"),
)


def is_about_dates(item):
    path = item.path.relative_to(ROOT).as_posix()
    return path.startswith(DATES) or item.get_closest_marker("dates") is not None
