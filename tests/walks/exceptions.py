"""Who walks where by what is declared: each side of the lifecycle's table, each audience; and what is left out, why."""

SIDES = {
    "link": {"link"},
    "guardian": {"patient", "guardian", "guardian: book"},
    "assigned": {"specialist", "admin who treats"},
    "admin": {"admin"},
}
FOR = {
    "everyone": {"visitor"},
    "anyone anywhere": {"visitor"},
    "patients": {"link", "patient", "guardian"},
    "signed in": {"patient", "guardian", "specialist", "admin", "admin who treats"},
    "members": {"specialist", "admin", "admin who treats"},
    "admins": {"admin", "admin who treats"},
}
BY_A_SERVICE = "Another service's server sends it, signed: no page, no person."
BY_THE_CALL = "The call's script sends it and reads JSON: tests/videocall walks it in browsers."
NOT_WALKED = {
    "mail_report": BY_A_SERVICE,
    "sms_report": BY_A_SERVICE,
    "sms_answer": BY_A_SERVICE,
    "clerk_report": BY_A_SERVICE,
    "daily_report": BY_A_SERVICE,
    "clerk_session": "Clerk's own component sends it: tests/identity walks it beside a stand-in.",
    "device_test": "The test's script reports how it went: tests/videocall and the session's tests walk it.",
    **dict.fromkeys(("call", "call_seat", "call_notes", "call_lines", "call_admission"), BY_THE_CALL),
    **dict.fromkeys(("call_departure", "visit_call", "visit_call_seat", "visit_call_notes"), BY_THE_CALL),
    **dict.fromkeys(("visit_call_lines", "visit_call_departure"), BY_THE_CALL),
}
NO_LOGIN = "Needs a login: a private link is for its visit alone."
SIGNED_IN = "Their login is their proof."
THEIR_OWN = "Only for somebody who sees patients."
NOT_BY = {
    "visit_new_link": {"link": "Whoever holds a link could keep the patient out with it."},
    "form_correction": {"link": "What is signed is corrected after signing in."},
    "visit_identity": dict.fromkeys(("patient", "guardian"), SIGNED_IN),
    "visit_identity_code": dict.fromkeys(("patient", "guardian"), SIGNED_IN),
    "my_export": {"link": NO_LOGIN},
    "my_profile": {"link": NO_LOGIN},
    "my_sharing": {"link": NO_LOGIN},
    "my_family": dict.fromkeys(("specialist", "admin", "admin who treats"), "They care for nobody here."),
    "my_guardianship_rights": dict.fromkeys(
        ("guardian", "specialist", "admin", "admin who treats"), "Nobody acts for them."
    ),
    "my_guardianship_end": dict.fromkeys(
        ("guardian", "specialist", "admin", "admin who treats"), "Nobody acts for them."
    ),
    "desk_form_signature": {"admin": "A specialist's form is signed by the visit's specialist."},
    "desk_correction": {"admin": "As is its correction."},
    "sign_out": {"visitor": "They are not signed in."},
    "feed_renewal": {"admin": THEIR_OWN},
    "feed_revocation": {"admin": THEIR_OWN},
}
