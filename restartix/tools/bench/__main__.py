"""bin/bench: how fast the pages are, beside floors measured in the same run, in a small clinic and in a large one.

It makes its own database server and clinics under var/bench, serves them by gunicorn with two workers, and stops and
removes what it made. Speeds are said as ratios; what is not reached is named at the end.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from itertools import count
from typing import Any

from restartix.tools.bench import race, report
from restartix.tools.bench.client import measure, warm
from restartix.tools.bench.load import BigClinic, load
from restartix.tools.bench.pages import booking, floor_insert, floor_row, late_slots, pages
from restartix.tools.bench.questions import bare_month, free_times
from restartix.tools.bench.report import Figure
from restartix.tools.local.cluster import Cluster
from restartix.tools.local.launch import LocalFailure
from restartix.tools.local.messages import compile_catalogues
from restartix.tools.local.processes import ROOT, Child
from restartix.tools.local.roles import drop_database, make_database, prepare
from restartix.tools.local.servers import start_web, stop_all, wait_until_served
from restartix.tools.local.surroundings import Surroundings

VAR = ROOT / "var" / "bench"
ABREAST = 16
PORTS = (8801, 8802)
OPEN_LIMITS = {
    f"LIMIT_{name}": "network=99999/1h client=99999/1h email=99999/1h phone=99999/1h"
    for name in ("HOLDS", "BOOKINGS")
}


class Bench:
    def __init__(self, sizes: list[int], requests: int) -> None:
        self.sizes = sizes
        self.requests = requests
        self.cluster = Cluster(VAR / "pg", durable=True)
        self.figures: list[Figure] = []
        self.more: dict[str, Any] = {"loads": {}}
        self.began = time.monotonic()

    def run(self) -> None:
        VAR.mkdir(parents=True, exist_ok=True)
        compile_catalogues()
        self.cluster.start()
        try:
            prepare(self.cluster)
            for size in self.sizes:
                self._one_clinic(size)
        finally:
            self.cluster.stop()

    def _one_clinic(self, visits: int) -> None:
        database = f"bench_{visits}"
        drop_database(self.cluster, database)
        make_database(self.cluster, database)
        surroundings = Surroundings.of(
            self.cluster,
            database,
            SECRET_KEY="for-the-bench-only",
            SITE_URL=f"http://127.0.0.1:{PORTS[0]}",
            RESTARTIX_DEMO="1",
            **OPEN_LIMITS,
        )
        try:
            clinic = self._load(database, surroundings, visits)
            children = [start_web(PORTS[0], surroundings, VAR), self._start_floor(surroundings)]
            try:
                for port in PORTS:
                    wait_until_served(f"http://127.0.0.1:{port}/healthz", children)
                self._measure(database, surroundings, clinic)
            finally:
                stop_all(children)
        finally:
            drop_database(self.cluster, database)

    def _load(self, database: str, surroundings: Surroundings, visits: int) -> BigClinic:
        environ = surroundings.for_("owner")
        for command in (["migrate", "--verbosity=0"], ["collectstatic", "--noinput", "--verbosity=0"]):
            subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=environ, check=True)
        began = time.monotonic()
        with self.cluster.connect("superuser", database) as connection:
            clinic = load(connection, visits)
        self.more["loads"][visits] = round(time.monotonic() - began, 1)
        self._say(f"{visits:,} visits loaded in {time.monotonic() - began:.0f} s")
        return clinic

    def _start_floor(self, surroundings: Surroundings) -> Child:
        command = [sys.executable, "-m", "gunicorn", "-c", "python:restartix.config.gunicorn"]
        command += ["restartix.tools.bench.floor", "--bind", f"127.0.0.1:{PORTS[1]}"]
        return Child("floor", command, environ=surroundings.for_("web"), log=VAR / "floor.log")

    def _measure(self, database: str, surroundings: Surroundings, clinic: BigClinic) -> None:
        site, floor = (f"http://127.0.0.1:{port}" for port in PORTS)
        visit = clinic.visits // 2
        admin, specialist = self._cookies(surroundings, clinic)
        floors = {"row": self._note("bare row", clinic, floor, floor_row(clinic, visit))}
        month = bare_month(self.cluster, database, clinic)
        self.figures.append(Figure("bare month, SQL alone", clinic.visits, month, month, grows=True))
        floors["month"] = month.p50
        for page in pages(clinic, admin, specialist, visit):
            bound: dict[str, Any] = {
                "floor": floors.get(page.floor, 0.0),
                "most": page.most,
                "grows": page.grows,
                "once": page.anew,
            }
            self._note(page.name, clinic, site, page.ask, **bound)
        self._measure_booking(database, clinic, site, floor)

    def _measure_booking(self, database: str, clinic: BigClinic, site: str, floor: str) -> None:
        insert = self._note("bare insert", clinic, floor, floor_insert(clinic, late_slots(clinic)), once=True)
        free = free_times(self.cluster, database, clinic, 400)
        each = min(self.requests, len(free) // 3)
        self._note(
            "booking", clinic, site, booking(site, clinic, free), each=each, once=True, floor=insert, most=3
        )
        raced = race.run(site, booking(site, clinic, free_times(self.cluster, database, clinic, race.TIMES)))
        self.more[f"race at {clinic.visits}"] = vars(raced) | {"clean": raced.is_clean}
        self._say(
            f"race: {raced.answers}, slowest {raced.slowest:.2f} s, {'clean' if raced.is_clean else 'NOT CLEAN'}"
        )

    def _note(
        self,
        name: str,
        clinic: BigClinic,
        site: str,
        ask: Any,
        *,
        each: int = 0,
        once: bool = False,
        **bound: Any,
    ) -> float:
        """Measure alone and abreast; `once` where every request needs a number of its own. Answers the p50 alone."""
        numbers = count()
        warm(site, ask, numbers)
        each = each or self.requests
        start = [next(numbers) if once else 0]

        def shifted(number: int) -> Any:
            return ask(start[0] + number)

        alone = measure(site, shifted, requests=each, abreast=1)
        start[0] += each if once else 0
        abreast = measure(site, shifted, requests=each, abreast=ABREAST)
        figure = Figure(name, clinic.visits, alone, abreast, **bound)
        self.figures.append(figure)
        self._say(
            f"{name}: {alone.p50 * 1000:.1f} ms" + (f", {figure.errors} errors" if figure.errors else "")
        )
        return alone.p50

    def _cookies(self, surroundings: Surroundings, clinic: BigClinic) -> list[str]:
        command = [sys.executable, "-m", "restartix.tools.bench.sign_in", clinic.nonce]
        command += [str(clinic.admin), str(clinic.specialist_user)]
        environ = surroundings.for_("web")
        told = subprocess.run(command, cwd=ROOT, env=environ, check=True, capture_output=True, text=True)
        return told.stdout.split()

    def _say(self, text: str) -> None:
        print(f"{time.monotonic() - self.began:7.1f} s  {text}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
    parser.add_argument("--visits", type=int, default=1_000_000, help="the large clinic's (1,000,000)")
    parser.add_argument("--small", type=int, default=10_000, help="the small clinic's (10,000)")
    parser.add_argument("--requests", type=int, default=200, help="for each figure (200)")
    options = parser.parse_args()
    os.environ.pop("SECRET_KEY", None)
    bench = Bench(sorted({options.small, options.visits}), options.requests)
    try:
        bench.run()
    except LocalFailure as failure:
        sys.exit(str(failure))
    print("\n" + report.table(bench.figures))
    missed = report.misses(bench.figures)
    print("\nNot reached:\n  " + "\n  ".join(missed) if missed else "\nAll that is wanted is reached.")
    report.write(VAR / "figures.json", bench.figures, bench.more)
    print(f"\nAs JSON: {VAR / 'figures.json'}")


if __name__ == "__main__":
    main()
