"""PostgreSQL's catalogue, held to the design: nothing is open by oversight."""

from tests.access.catalogue import (
    DEFINERS,
    GRANTS,
    NEEDLESS,
    POLICIES,
    REFERENCES,
    TABLES,
    TRIGGERS_OWN,
    UNGUARDED,
)

# A signal lives as long as a call; hours, closed days, blocked time and who gives what until they are arranged anew (no
# record refers to them, and the log keeps who did it); the rest of what the web may delete holds no clinic's data.
ARRANGEMENTS = {
    *("weeklyhours", "dateoverride", "closing", "block"),
    *("servicespecialist", "calendarspecialist"),
}
MAY_DELETE = {
    "videocall_signal",
    "django_session",
    "identity_session",
    *(f"appointments_{name}" for name in ARRANGEMENTS),
}


def test_every_table_is_guarded_or_listed_with_a_reason(ask):
    unguarded = {name for name, enabled, forced in ask(TABLES) if not (enabled and forced)}

    assert unguarded == set(UNGUARDED)


def test_each_granted_command_has_a_policy_for_its_role(ask):
    policies = ask(POLICIES)
    missing = [
        (table, command, role)
        for table, command, role in ask(GRANTS)
        if table not in UNGUARDED
        and role in {"restartix_app", "restartix_worker", "restartix_lookup"}
        and not any(
            table == where and role in roles and cmd in {command, "all"} for where, _, roles, cmd in policies
        )
    ]

    assert missing == []


def test_tables_of_triggers_have_no_grant_to_the_web(ask):
    granted = {table for table, _, role in ask(GRANTS) if role == "restartix_app"}

    assert not granted & TRIGGERS_OWN


def test_no_policy_and_no_grant_is_for_everybody(ask):
    assert [name for _, name, roles, _ in ask(POLICIES) if "public" in roles] == []
    assert [table for table, _, role in ask(GRANTS) if role is None] == []


def test_nobody_but_the_owner_empties_a_table_and_the_web_hardly_deletes(ask):
    grants = [grant for grant in ask(GRANTS) if grant[2] != "restartix_owner"]
    strong = {"truncate", "references", "trigger"}

    assert [grant for grant in grants if grant[1] in strong] == []
    assert {
        table for table, command, role in grants if (command, role) == ("delete", "restartix_app")
    } == MAY_DELETE


def test_definer_functions_are_pinned_and_belong_to_the_look_up_role(ask):
    found = ask(DEFINERS)

    assert found
    for name, owner, settings, is_public in found:
        assert owner == "restartix_lookup", name
        assert settings == ["search_path=pg_catalog, pg_temp"], name
        assert not is_public, name


def test_references_inside_a_clinic_name_the_clinic(ask):
    loose = {(table, column) for table, column, is_paired in ask(REFERENCES) if not is_paired}

    assert loose == set()


def test_there_are_no_views_to_look_past_policies(ask):
    assert (
        ask(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('v', 'm')"
        )
        == []
    )


def test_the_serving_roles_own_nothing_and_become_nobody(ask):
    serving = "ARRAY['restartix_app', 'restartix_worker']::regrole[]"

    assert ask(f"SELECT relname FROM pg_class WHERE relowner = ANY ({serving})") == []
    assert ask(f"SELECT roleid::regrole::text FROM pg_auth_members WHERE member = ANY ({serving})") == []


def test_a_booking_writes_no_index_that_another_begins_with(ask):
    assert ask(NEEDLESS) == []
