"""Who asks in the access table, and which rows are theirs: their visits, their people, their login."""

from dataclasses import dataclass

from restartix.core.clinics.scope import link_hash
from tests.cast import Seat


@dataclass(frozen=True)
class Asker:
    """Somebody in scope on a connection of their role's, and what of the clinic's concerns them."""

    name: str
    seat: Seat | None
    role: str = "app"
    visits: frozenset = frozenset()
    persons: frozenset = frozenset()
    users: frozenset = frozenset()
    specialists: frozenset = frozenset()
    before: tuple = ()

    def sits_down(self, connection):
        for seat, statement, values in self.before:
            enter(connection, seat)
            connection.execute(statement, values)
        if self.role == "worker":
            connection.execute("SELECT set_config('app.organisation_id', %s, true)", [self.seat.slug])
        elif self.seat:
            enter(connection, self.seat)


def enter(connection, seat):
    said = [str(seat.user_id or ""), seat.nonce, seat.slug, link_hash(seat.link), str(seat.client_id)]
    connection.execute("SELECT * FROM public.enter_scope(%s, %s, %s, %s, %s)", said)


def askers(cast):
    """Everybody at Aurora's address: no row of another clinic is ever theirs there."""
    theirs = {
        "patient": [cast.elena],
        "guardian": [cast.maria, cast.luca],
        "former guardian": [cast.maria],
    }
    admin = cast.signed_in(cast.ana)
    revoked = (
        admin,
        "UPDATE patients_guardianship SET revoked_at = now() WHERE user_id = %s",
        (cast.maria.user_id,),
    )
    yield Asker("nothing set", None)
    yield Asker("visitor", Seat("aurora", link="made up just now"))
    yield Asker("private link", Seat("aurora", link=cast.soon.link_token), visits=frozenset([cast.soon.pk]),
                persons=frozenset([cast.elena.pk]))  # fmt: skip
    elenas = Seat("aurora", link="unproven")
    yield Asker("unproven link", elenas, visits=frozenset([990001]))
    mothers = Seat("aurora", link="mothers")
    limited = "UPDATE patients_guardianship SET rights = '{book}' WHERE user_id = %s"
    whose = {"visits": frozenset([990002]), "persons": frozenset([cast.luca.pk])}
    yield Asker(
        "guardian's link to book", mothers, before=((admin, limited, (cast.maria.user_id,)),), **whose
    )
    yield Asker("former guardian's link", mothers, before=(revoked,), **whose)
    for name, persons in theirs.items():
        yield Asker(
            name,
            cast.signed_in(persons[0].user),
            persons=frozenset(one.pk for one in persons),
            users=frozenset([persons[0].user_id]),
            before=(revoked,) if name == "former guardian" else (),
        )
    stranger = next(one for one in cast.riverside.persons if one.user_id)
    yield Asker("another clinic's patient", cast.signed_in(stranger.user), persons=frozenset([stranger.pk]),
                users=frozenset([stranger.user_id]))  # fmt: skip
    for name, who in (("their specialist", cast.ioana), ("other specialist", cast.andrei)):
        yield Asker(name, cast.signed_in(who.member.user), users=frozenset([who.member.user_id]),
                    specialists=frozenset([who.pk]))  # fmt: skip
    yield Asker("admin", admin, users=frozenset([cast.ana.pk]))
    yield Asker("another clinic's admin", cast.signed_in(cast.grace), users=frozenset([cast.grace.pk]))
    yield Asker("worker", Seat(str(cast.aurora.organisation.pk)), role="worker")
