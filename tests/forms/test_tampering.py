"""Signed is frozen: for the web, for the tables' owner; and whoever passes by the triggers is found out."""

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from forms.models import Form, FormStatus, PrivateAnswers, SignatureMethod
from forms.signature import is_intact, seal_of
from tests.forms.test_signing import sign_it


@pytest.fixture
def report(made, design, specialist):
    made_here = made(design("Report", "report", findings={"required": True}, secret={"private": True}))
    return sign_it(made_here, specialist, private=True, findings="Better", secret="Tired")


CHANGES = [
    "UPDATE forms_form SET answers = '{}' WHERE id = %(id)s",
    "UPDATE forms_form SET content_hash = 'x' WHERE id = %(id)s",
    "UPDATE forms_form SET status = 'in_progress' WHERE id = %(id)s",
    "UPDATE forms_privateanswers SET answers = '{}' WHERE form_id = %(id)s",
]
REMOVALS = [
    "DELETE FROM forms_form WHERE id = %(id)s",
    "DELETE FROM forms_privateanswers WHERE form_id = %(id)s",
    "TRUNCATE forms_privateanswers",
]


@pytest.mark.django_db
@pytest.mark.parametrize("change", CHANGES)
def test_the_webs_role_changes_nothing_of_it(report, admin, change):
    with admin.scope(), pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change, {"id": report.pk})


@pytest.mark.django_db
def test_nothing_is_signed_in_anothers_name(made, design, specialist, cast):
    unsigned = made(design("Report", "report", findings={}))
    said = {
        "status": FormStatus.SIGNED,
        "signed_at": timezone.now(),
        "signer_name": "Ana",
        "signed_how": SignatureMethod.CONFIRMED,
    }

    with specialist.scope(), pytest.raises(IntegrityError, match="no signature"), transaction.atomic():
        Form.objects.filter(pk=unsigned.pk).update(**said, signed_by_id=cast.ana.pk)


@pytest.mark.django_db
def test_nothing_is_signed_while_a_required_question_is_open(made, design, specialist, cast):
    unsigned = made(design("Report", "report", findings={"required": True}))
    said = {
        "status": FormStatus.SIGNED,
        "signed_at": timezone.now(),
        "signer_name": cast.ioana.member.user.name,
        "signed_how": SignatureMethod.CONFIRMED,
    }

    with specialist.scope(), pytest.raises(IntegrityError, match="not answered"), transaction.atomic():
        Form.objects.filter(pk=unsigned.pk).update(**said, signed_by_id=cast.ioana.member.user_id)


@pytest.mark.django_db
def test_private_answers_are_not_added_later(made, design, specialist):
    signed = sign_it(made(design("Report", "report", findings={})), specialist, findings="Better")

    with specialist.scope(), pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        PrivateAnswers.objects.create(form=signed, organisation_id=signed.organisation_id, answers={"x": "y"})


def signed_one(owner):
    row = owner.execute(
        "SELECT f.id FROM forms_form f JOIN forms_privateanswers p ON p.form_id = f.id WHERE f.status = 'signed'"
    ).fetchone()
    return {"id": row[0]}


@pytest.fixture
def owner(committed):
    connection = committed.connect("owner", autocommit=False)
    connection.execute("SELECT set_config('app.system_context', 'on', false)")
    return connection


def test_the_owner_is_refused_too_and_who_passes_by_the_triggers_is_found_out(owner, cast, admin):
    signed = signed_one(owner)
    for change in (*CHANGES, *REMOVALS):
        with pytest.raises(psycopg.errors.IntegrityError), owner.transaction():
            owner.execute(change, signed)
    assert owner.execute("SELECT * FROM broken_seals()").fetchall() == []

    owner.execute("ALTER TABLE forms_privateanswers DISABLE TRIGGER USER")
    owner.execute('UPDATE forms_privateanswers SET answers = \'{"x": "y"}\' WHERE form_id = %(id)s', signed)

    assert owner.execute("SELECT * FROM broken_seals()").fetchall() == [("form", signed["id"])]


@pytest.mark.django_db
def test_the_hash_stands_for_whoever_holds_it_at_this_clinic_alone(report, visitor, other_admin):
    with visitor.scope():
        assert seal_of(report.pk, report.content_hash).is_intact
        assert seal_of(report.pk, report.content_hash[:16].upper()).is_intact
        assert seal_of(report.pk, report.content_hash[:15]) is None
        assert seal_of(report.pk, "0" * 64) is None
        assert is_intact(report)
    with other_admin.scope():
        assert seal_of(report.pk, report.content_hash) is None


def test_the_command_says_what_is_broken_and_fails(owner, committed, capsys):
    signed = signed_one(owner)
    owner.commit()
    with committed.as_role("owner"):
        call_command("verify_signatures")
        assert "stands as it was signed" in capsys.readouterr().out

        owner.execute("ALTER TABLE forms_form DISABLE TRIGGER USER")
        owner.execute("UPDATE forms_form SET signer_name = 'Somebody else' WHERE id = %(id)s", signed)
        owner.commit()

        with pytest.raises(CommandError, match="1 of what was signed"):
            call_command("verify_signatures")
    assert str(signed["id"]) in capsys.readouterr().out
