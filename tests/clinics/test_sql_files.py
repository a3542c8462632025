"""The database's rules stand in one file for each table and each function, and the database is what the files say."""

import re
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.db.utils import OperationalError

from restartix.core.clinics import sql_files
from restartix.core.clinics.sql_files import FileRefused, SqlFile, apply_sql_files
from restartix.tools.local.schema import SCHEMA, dump_schema
from tests.access.catalogue import TABLES, UNGUARDED

FILES = sql_files.sql_files()


def of(name):
    return next(file for file in FILES if file.name == name)


@pytest.fixture
def owned(committed):
    """A database of the test's own, with Django as its owner."""
    with committed.as_role("owner"):
        yield committed.connect("superuser")


def with_files(monkeypatch, *others, without=()):
    names = {file.name for file in others} | set(without)
    files = [file for file in FILES if file.name not in names] + list(others)
    monkeypatch.setattr(sql_files, "sql_files", lambda: sorted(files, key=lambda file: file.kind))


def test_the_schema_in_the_papers_is_the_databases(shared):
    with shared.connect("superuser") as connection:
        there = dump_schema(connection)

    assert SCHEMA.read_text() == there, "python -m restartix.tools.local.schema writes it anew"


def test_what_is_applied_is_not_applied_again(owned):
    assert apply_sql_files() == []


def test_applied_twice_is_applied_once(owned):
    before = dump_schema(owned)
    owned.execute("DELETE FROM organisations_sqlfile")

    assert apply_sql_files() == [file.path for file in FILES]
    assert dump_schema(owned) == before


def test_a_database_that_was_changed_comes_to_be_as_one_made_at_once(owned, monkeypatch):
    before = dump_schema(owned)
    named = SqlFile(
        of("forms_waiver").path,
        "GRANT DELETE ON public.forms_waiver TO restartix_worker;"
        "CREATE POLICY of_before ON public.forms_waiver TO restartix_app USING (true);",
    )
    added = SqlFile(
        "forms/functions/of_before.sql",
        "CREATE OR REPLACE FUNCTION public.of_before() RETURNS int LANGUAGE sql AS 'SELECT 1';",
    )
    with_files(monkeypatch, named, added, without=["forms_form"])
    assert set(apply_sql_files()) == {named.path, added.path, of("forms_form").path}
    assert dump_schema(owned) != before
    monkeypatch.undo()

    assert apply_sql_files() == [of("forms_form").path, named.path, added.path]
    assert dump_schema(owned) == before


def test_a_stopped_run_goes_on_where_it_was(owned, monkeypatch):
    before = dump_schema(owned)
    owned.execute("DELETE FROM organisations_sqlfile")
    broken = SqlFile(of("seal_form").path, "SELECT nonsense;")
    with_files(monkeypatch, broken)
    with pytest.raises(Exception, match="nonsense"):
        apply_sql_files()
    monkeypatch.undo()

    applied = apply_sql_files()

    assert of("seal_form").path in applied
    assert of("current_user_id").path not in applied
    assert dump_schema(owned) == before


def test_whoever_uses_the_table_goes_first(owned, committed, monkeypatch):
    monkeypatch.setattr(sql_files, "ATTEMPTS", 2)
    owned.execute("UPDATE organisations_sqlfile SET hash = '' WHERE path LIKE '%/forms_waiver.sql'")
    with committed.connect("app", autocommit=False) as reader:
        reader.execute("SELECT 1 FROM forms_waiver")
        with pytest.raises(FileRefused, match=r"forms_waiver\.sql waited"):
            apply_sql_files()

    assert apply_sql_files() == [of("forms_waiver").path]


def test_a_function_of_other_parameters_needs_the_old_one_dropped(owned, monkeypatch):
    text = "CREATE OR REPLACE FUNCTION public.of_before({}) RETURNS int LANGUAGE sql AS 'SELECT 1';"
    path = "forms/functions/of_before.sql"
    with_files(monkeypatch, SqlFile(path, text.format("")))
    apply_sql_files()
    with_files(monkeypatch, SqlFile(path, text.format("one int")))
    with pytest.raises(FileRefused, match="drop the old function at the top"):
        apply_sql_files()
    with_files(monkeypatch, SqlFile(path, "DROP FUNCTION IF EXISTS of_before();" + text.format("one int")))

    assert apply_sql_files() == [path]


def test_a_table_made_anew_gets_its_rules_again(owned):
    owned.execute("ALTER TABLE forms_waiver RENAME TO of_before")
    owned.execute("CREATE TABLE forms_waiver (LIKE of_before INCLUDING ALL)")
    owned.execute("ALTER TABLE forms_waiver OWNER TO restartix_owner")

    assert apply_sql_files() == [of("forms_waiver").path]


def test_every_function_can_be_compiled(owned):
    """migrate creates them unchecked, since one may call another that comes later: here all are there."""
    for file in FILES:
        if file.kind == "functions":
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("GRANT CREATE ON SCHEMA public TO restartix_lookup")
                cursor.execute(file.text)
                transaction.set_rollback(True)


def test_a_failure_that_is_no_lock_is_told_at_once(owned, monkeypatch):
    def refuse(cursor, file):
        raise OperationalError("no room left")

    monkeypatch.setattr(sql_files, "_apply", refuse)
    owned.execute("DELETE FROM organisations_sqlfile")

    with pytest.raises(OperationalError, match="no room left"):
        apply_sql_files()


def test_each_guarded_table_has_one_file_and_each_file_a_table(shared):
    with shared.connect("superuser") as connection:
        tables = {name for name, _enabled, _forced in connection.execute(TABLES)}
    named = [file.name for file in FILES if file.kind == "tables"]

    assert sorted(named) == sorted(set(named))
    assert tables - set(UNGUARDED) <= set(named) <= tables


def test_a_file_speaks_of_its_own_table_and_names_what_it_makes():
    """A search for a table finds its policies: nothing is made by loops, or by text put together."""
    for file in FILES:
        if file.kind == "functions":
            assert re.findall(r"CREATE OR REPLACE (?:FUNCTION|PROCEDURE) public\.(\w+)", file.text) == [
                file.name
            ]
            continue
        assert not re.search(r"\bDO\b\s+\$|\bEXECUTE\s+format", file.text), file.path
        about = r"(?:POLICY (?:IF EXISTS )?\w+|TRIGGER \w+ (?:BEFORE|AFTER)[^;]*?)\s+ON public\.(\w+)"
        assert set(re.findall(about, file.text)) <= {file.name}, file.path
        assert set(re.findall(r"^(?:GRANT|REVOKE) .*?\sON public\.(\w+)", file.text, re.M)) <= {file.name}


def test_migrations_make_no_rules():
    migrations = [path for path in Path().glob("**/migrations/*.py") if ".venv" not in path.parts]
    text = "".join(path.read_text() for path in migrations)

    assert len(migrations) - len([path for path in migrations if path.name == "__init__.py"]) <= 30
    assert not re.search(r"CREATE (OR REPLACE )?(POLICY|FUNCTION|TRIGGER)|\bGRANT\b", text)
