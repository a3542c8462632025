"""Death at the right moment: between the worker and the stand-ins, at each boundary between two steps."""

import threading
import time
from collections import Counter, defaultdict
from contextlib import suppress

import psutil

from restartix.core.effects.models import Kind
from tests.standins.exchange import Reply
from videocall.rooms import room_name

MOMENTS = {
    "when the outside is asked": ("GET", "before"),
    "when it has made the thing": ("POST", "after"),
    "when that has been noted": ("POST", "noted"),
}
BOUNDARIES = {(kind, moment) for kind in (Kind.ACCOUNT, Kind.ROOM, Kind.MAIL) for moment in MOMENTS}
REFUSED = "Clerk refuses"


class Reaper:
    """Between the worker and the stand-ins: kills the process that stands at a visit's boundary, once."""

    def __init__(self, committed, visits):
        self.committed, self.visits = committed, visits
        self.killed = set()
        self.made: Counter[str] = Counter()
        self.letters = defaultdict(list)
        self.refuses = True
        self.worker = None

    def watch(self, kind, standin):
        answer = standin.reply

        def reply(asked):
            named, visit = self.of(kind, asked)
            if kind == Kind.ACCOUNT and named == REFUSED and self.refuses:
                return Reply(422, standin.error(422))
            moment = self.moment(kind, named, asked)
            if moment == "before":
                return self.kill((kind, named), asked.client)
            given = answer(asked)
            if named and asked.method == "POST" and given.status == 200:  # not what a sweep sees to besides
                self.made[kind, named] += 1
            if moment == "after":
                return self.kill((kind, named), asked.client)
            if moment == "noted":
                self.stop_at_the_end_of((kind, named), visit)
            return given

        standin.reply = reply

    def take(self, letter, port):
        """What the mail server does with a letter: by its visit's moment, the worker dies or the letter is kept."""
        named = next(
            (name for name, visit in self.visits.items() if visit.contact_email == letter["To"]), None
        )
        boundary = Kind.MAIL, named
        moment = MOMENTS[named][1] if named in MOMENTS and boundary not in self.killed else None
        if moment != "before":
            self.letters[named].append(letter["Message-ID"])
        if moment in {"before", "after"}:
            return self.kill(boundary, port)
        if moment == "noted":
            self.stop_at_the_end_of(boundary, self.visits[named])
        return True

    def of(self, kind, asked):
        """The visit that is spoken of, by its address or by its room's name."""
        sent = asked.json or {}
        said = [*asked.query.get("email_address", sent.get("email_address", [])), sent.get("name")]
        for named, visit in self.visits.items():
            called = visit.contact_email if kind == Kind.ACCOUNT else room_name(visit)
            if called in [*said, asked.path.rpartition("/")[2]]:
                return named, visit
        return None, None

    def moment(self, kind, named, asked):
        """At which moment of this request its process is to die, if at any."""
        method, moment = MOMENTS.get(named, (None, None))
        return moment if asked.method == method and (kind, named) not in self.killed else None

    def kill(self, boundary, port):
        """Whoever of the worker's speaks from this port is gone at once."""
        for process in self._parts():
            with suppress(psutil.NoSuchProcess, psutil.AccessDenied):
                if any(one.laddr.port == port for one in process.net_connections("tcp")):
                    process.kill()
                    self.killed.add(boundary)

    def stop_at_the_end_of(self, boundary, visit):
        """Its effect can't be ended while this lock is held: who waits for that has noted everything else."""
        lock = self.committed.connect("superuser", autocommit=False)
        lock.execute(
            "SELECT 1 FROM effects_effect WHERE appointment_id = %s AND kind = %s FOR UPDATE",
            [visit.pk, boundary[0]],
        )
        threading.Thread(target=self.kill_who_waits_for, args=(boundary, lock), daemon=True).start()

    def kill_who_waits_for(self, boundary, lock):
        with self.committed.connect("superuser") as look:
            while boundary not in self.killed:
                waiting = look.execute(
                    "SELECT client_port FROM pg_stat_activity WHERE %s = ANY(pg_blocking_pids(pid))",
                    [lock.info.backend_pid],
                ).fetchone()
                if waiting:
                    self.kill(boundary, waiting[0])
                time.sleep(0.05)
        lock.rollback()

    def kill_the_rest(self):
        """The whole worker, from the top so that nobody is born again."""
        for process in [self.worker.process, *self._parts()]:
            with suppress(psutil.NoSuchProcess):
                process.kill()
        self.worker.process.wait()

    def _parts(self):
        """The worker's processes below the first; none when it has ended."""
        try:
            return psutil.Process(self.worker.process.pid).children(recursive=True)
        except psutil.NoSuchProcess:
            return []
