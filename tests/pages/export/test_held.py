"""Where the archive holds each table that the access table lets a patient read, and which it leaves out."""

from tests.access.test_table import ASKERS, EXPECTED

HELD = {
    "appointments_appointment": "visits",
    "appointments_patientserviceplan": "plans",
    "forms_consent": "consents",
    "forms_document": "visits/forms/document",
    "forms_form": "visits/forms",
    "forms_formfile": "visits/forms/files",
    "forms_signedpaper": "visits/forms/papers",
    "forms_waiver": "visits/forms/waived",
    "identity_user": "person/signs_in_with",
    "patients_guardianship": "acted_for_by",
    "patients_patient": "person/known_here_since",
    "patients_patientperson": "person",
    "patients_patientprofile": "profile",
    "patients_profilechange": "profile_history",
    "patients_confirmedphone": "person/confirmed_phones",
    "reviews_review": "visits/review",
    "videocall_devicetest": "visits/device_tests",
    "videocall_participant": "visits/call",
}
NOT_ABOUT_THEM = {
    "appointments_export": "the archives themselves",
    "videocall_videoroom": "an address that is gone with the visit",
}


def test_nothing_that_the_access_table_lets_a_patient_read_is_forgotten():
    theirs = {
        table
        for table, line in EXPECTED.items()
        for who in ("patient", "guardian")
        if line.split()[ASKERS.index(who)][0] in "os"
    }

    assert theirs == set(HELD) | set(NOT_ABOUT_THEM)
