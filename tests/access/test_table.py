"""Who may do what with each guarded table, counted against PostgreSQL: a rule that is wrong fails quietly.

Everybody asks at Aurora's address. One letter for each of select, insert, update and delete: - nothing, a all that is
the clinic's, o all that is their own, c and s some of these. No row of another clinic is ever among them.
"""

from pathlib import Path

import pytest

from tests.access.catalogue import TABLES, UNGUARDED
from tests.access.people import askers
from tests.access.rows import Attempts
from tests.access.whole import Whole
from tests.database import copy_of

# In this order; specialist: the one who treats Elena.
ASKERS = (
    *("nothing set", "visitor", "private link", "patient", "guardian", "former guardian"),
    *(
        "another clinic's patient",
        "their specialist",
        "other specialist",
        "admin",
        "another clinic's admin",
        "worker",
    ),
)
EXPECTED = {
    "appointments_appointment": "---- ---- o-o- o-s- o-s- o-s- ---- oso- oso- a-a- ---- a---",
    "appointments_block": "---- ---- ---- ---- ---- ---- ---- oooo oooo aaaa ---- ----",
    "appointments_calendar": "---- a--- a--- a--- a--- a--- a--- a--- a--- aaa- a--- a---",
    "appointments_calendarfeed": "---- ---- ---- ---- ---- ---- ---- ooo- ooo- ---- ---- ----",
    "appointments_calendarform": "---- a--- a--- a--- a--- a--- a--- a--- a--- aaa- a--- a---",
    "appointments_calendarspecialist": "---- a--- a--- a--- a--- a--- a--- a--- a--- aaaa a--- a---",
    "appointments_claim": "---- ---- ---- ---- ---- ---- ---- ---- ---- ---- ---- ----",
    "appointments_closing": "---- a--- a--- a--- a--- a--- a--- a--- a--- aaaa a--- a---",
    "appointments_dateoverride": "---- a--- a--- a--- a--- a--- a--- aooo aooo aaaa a--- a---",
    "appointments_export": "---- ---- ---- ooo- ooo- ooo- ---- ---- ---- ---- ---- a-a-",
    "appointments_hold": "---- ---- ---- ---- ---- ---- ---- ---- ---- ---- ---- aa--",
    "appointments_identityproof": "---- ---- ---- ---- ---- ---- ---- sc-- sc-- aa-- ---- a---",
    "appointments_patientserviceplan": "---- ---- ---- o--- o--- o--- ---- ooo- ooo- aaa- ---- a---",
    "appointments_product": "---- a--- a--- a--- a--- a--- a--- a--- a--- aaa- a--- a---",
    "appointments_service": "---- a--- a--- a--- a--- a--- a--- a--- a--- aaa- a--- a---",
    "appointments_serviceform": "---- a--- a--- a--- a--- a--- a--- a--- a--- aaa- a--- a---",
    "appointments_servicespecialist": "---- a--- a--- a--- a--- a--- a--- a--- a--- aaaa a--- a---",
    "appointments_specialist": "---- a--- a--- a--- a--- a--- a--- a-o- a-o- aaa- a--- a---",
    "appointments_waitingwish": "---- ---- ---- ---- ---- ---- ---- ---- ---- a-c- ---- a-a-",
    "appointments_weeklyhours": "---- a--- a--- a--- a--- a--- a--- aooo aooo aaaa a--- a---",
    "effects_effect": "---- ---- ---- ---- ---- ---- ---- ooo- ooo- aaa- ---- aaa-",
    "forms_clinicsigning": "---- ---- ---- ---- ---- ---- ---- oso- oso- aca- ---- ----",
    "forms_consent": "---- ---- ---- oo-- oo-- oo-- ---- sc-- sc-- aa-- ---- a---",
    "forms_document": "---- ---- ---- s--- s--- s--- ---- o--- o--- a--- ---- aa--",
    "forms_field": "---- ---- ---- ---- ---- ---- ---- a--- a--- aaa- ---- ----",
    "forms_form": "---- ---- s-s- sss- sss- sss- ---- oss- oss- acc- ---- a---",
    "forms_formfile": "---- ---- sss- sss- sss- sss- ---- oss- oss- acc- ---- a---",
    "forms_formtemplate": "---- ---- ---- ---- ---- ---- ---- a--- a--- aaa- ---- ----",
    "forms_namedsigner": "---- ---- ---- ---- ---- ---- ---- o--- o--- ac-- ---- a---",
    "forms_privateanswers": "---- ---- ---- ---- ---- ---- ---- o--- o--- a--- ---- a---",
    "forms_signedpaper": "---- ---- ---- s--- s--- s--- ---- os-- os-- ac-- ---- a---",
    "forms_templatefield": "---- ---- ---- ---- ---- ---- ---- a--- a--- aaa- ---- ----",
    "forms_templateversion": "---- ---- ---- ---- ---- ---- ---- a--- a--- aa-- ---- ----",
    "forms_waiver": "---- ---- s--- s--- s--- s--- ---- os-- os-- ac-- ---- a---",
    "identity_clerksignin": "---- ---- ---- ---- ---- ---- ---- ---- ---- ---- ---- ----",
    "identity_onetimecode": "---- ---- ---- ---- ---- ---- ---- ---- ---- ---- ---- a---",
    "identity_signinlink": "---- ---- ---- ---- ---- ---- ---- ---- ---- ---- ---- a---",
    "identity_user": "---- ---- o--- o-o- o-o- o-o- o-o- c-s- c-s- c-s- o-o- a---",
    "organisations_audit": "---- ---- ---- ---- ---- ---- ---- ---- ---- a--- ---- ----",
    "organisations_event": "---- ---- -s-- ---- ---- ---- ---- os-- os-- ac-- ---- aa--",
    "organisations_logo": "---- a--- a--- a--- a--- a--- a--- a--- a--- aaa- a--- ----",
    "organisations_member": "---- ---- ---- ---- ---- ---- ---- o--- o--- aaa- ---- a---",
    "organisations_organisation": "---- a--- a--- a--- a--- a--- a--- a--- a--- a-a- a--- a---",
    "patients_confirmedphone": "---- ---- s--- o--- o--- o--- ---- o--- o--- a--- ---- a---",
    "patients_contactproposal": "---- ---- ---- ---- ---- ---- ---- o--- o--- a--- ---- ----",
    "patients_guardianship": "---- ---- ---- ---- o--- o--- ---- o--- o--- aca- ---- ac--",
    "patients_logininvitation": "---- ---- ---- ---- ---- ---- ---- ---- ---- aa-- ---- a-a-",
    "patients_patient": "---- ---- ---- ooo- ooo- ooo- ---- oa-- oa-- aa-- ---- a---",
    "patients_patientperson": "---- ---- o--- o-o- o-o- o-o- o-o- oc-- oc-- aca- ---- a-a-",
    "patients_patientprofile": "---- ---- ---- ooo- ooo- ooo- ooo- ooo- ooo- aaa- ---- a---",
    "patients_profilechange": "---- ---- ---- o--- o--- o--- o--- s--- s--- c--- ---- ----",
    "reviews_alert": "---- ---- ---- ---- ---- ---- ---- ---- ---- a-a- ---- a---",
    "reviews_review": "---- ---- ---- ss-- ss-- ss-- ---- o--- o--- a--- ---- a---",
    "videocall_devicetest": "---- ---- ---- oo-- oo-- oo-- ---- o--- o--- a--- ---- ----",
    "videocall_participant": "---- ---- o-o- o--- o--- o--- ---- o-o- o-o- a-a- ---- ----",
    "videocall_signal": "---- ---- oo-o ---- ---- ---- ---- ---- ---- ---- ---- ----",
    "videocall_videoroom": "---- ---- o--- o--- o--- o--- ---- ooo- ooo- aaa- ---- aaa-",
}  # fmt: skip
# A link in other states, each as the asker beside it but for these tables.
LINKS = {
    "unproven link": (
        "private link",
        dict.fromkeys(("forms_form", "forms_formfile", "identity_user", "patients_patientperson"), "----"),
    ),
    "guardian's link to book": (
        "private link",
        dict.fromkeys(("forms_form", "forms_formfile", "identity_user"), "----"),
    ),
    "former guardian's link": ("visitor", {}),
}
SEEDS = Path(__file__).with_name("seeds.sql")


@pytest.fixture(scope="module")
def whole(template, cast, django_db_blocker):
    """A database with rows of every kind, and all of them as the superuser reads them."""
    with django_db_blocker.unblock(), copy_of(template) as database:
        superuser = database.connect("superuser")
        superuser.execute("SET session_replication_role = replica")
        superuser.execute(SEEDS.read_text())
        superuser.execute("ANALYZE")
        tables = [name for name, *_ in superuser.execute(TABLES) if name not in UNGUARDED]
        yield database, Whole(superuser, tables, cast.aurora.organisation.pk)


def test_every_guarded_table_has_its_line_and_rows(whole):
    _, rows = whole

    assert set(rows.rows) == set(EXPECTED)
    assert [table for table, found in rows.rows.items() if not found] == []


def expected(who, table):
    """The four letters."""
    if who in LINKS:
        like, others = LINKS[who]
        return others.get(table) or expected(like, table)
    return EXPECTED[table].split()[ASKERS.index(who)]


@pytest.mark.parametrize("who", [*ASKERS, *LINKS])
def test_each_may_do_just_this_much(who, whole, cast):
    database, rows = whole
    asker = next(one for one in askers(cast) if one.name == who)
    once = "-c plan_cache_mode=force_generic_plan"  # see Attempts.updated_alone
    with database.connect(asker.role, options=once).transaction(force_rollback=True) as undone:
        asker.sits_down(undone.connection)
        attempts = Attempts(undone.connection, asker, rows)
        found = [
            f"{table} {fault}" for table in EXPECTED for fault in attempts.faults(table, expected(who, table))
        ]

    assert found == []
