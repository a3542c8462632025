"""Opening a real clinic."""

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from restartix.core.clinics.models import Member, Organisation
from restartix.core.effects.models import Effect, State
from restartix.core.identity.models import User
from restartix.tools.sample.loader import as_owner

GIVEN = {"slug": "lumina", "name": "Lumina Clinic", "admin": "Dana@Lumina.example"}


def create(**changed):
    given = GIVEN | changed
    call_command("create_clinic", given["slug"], given["name"], given["admin"], *options(given), verbosity=0)


def options(given):
    return [part for name in ("zone", "language") if name in given for part in (f"--{name}", given[name])]


@pytest.fixture
def as_the_owner(shared):
    """On a connection of the owner's, whose work is undone."""
    with shared.as_role("owner"), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.usefixtures("as_the_owner")
def test_it_makes_the_clinic_and_invites_its_admin(capsys):
    create(language="ro", zone="Europe/Bucharest")

    with as_owner():
        clinic = Organisation.objects.get(slug="lumina")
        admin = User.objects.get(email="dana@lumina.example")
        assert Member.objects.get(organisation=clinic).user == admin
        asked = Effect.objects.get(organisation=clinic)
    assert (asked.kind, asked.code, asked.state) == ("mail", "invitation", State.PENDING)
    assert (clinic.language, clinic.email) == ("ro", "")
    assert "/lumina/" in capsys.readouterr().out


@pytest.mark.usefixtures("as_the_owner")
def test_somebody_with_a_login_elsewhere_keeps_it(cast):
    create(admin=cast.ana.email)

    with as_owner():
        assert Member.objects.filter(user=cast.ana).count() == 2


@pytest.mark.usefixtures("as_the_owner")
@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"slug": "outbox"}, "RestartiX's own"),
        ({"slug": "static"}, "RestartiX's own"),
        ({"slug": "aurora"}, "already"),
        ({"slug": "lu mina"}, "slug"),
        ({"slug": "x" * 41}, "at most 40"),
        ({"name": " "}, "blank"),
        ({"admin": "dana"}, "valid email"),
        ({"zone": "Mars/Olympus"}, "no time zone"),
        ({"language": "xx"}, "language"),
    ],
)
def test_nonsense_is_named_and_makes_nothing(wrong, said):
    with pytest.raises(CommandError, match=said):
        create(**wrong)

    with as_owner():
        assert Organisation.objects.count() == 2
        assert not Effect.objects.filter(code="invitation").exists()
