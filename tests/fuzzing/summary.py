"""How many requests the fuzzer made, said at the end of the run."""

from typing import Any

from tests.fuzzing.hostile import SEED

PROPERTY = "hostile requests"


def pytest_terminal_summary(terminalreporter: Any) -> None:
    reports = [one for kind in ("passed", "failed") for one in terminalreporter.stats.get(kind, [])]
    made = sum(count for one in reports for name, count in one.user_properties if name == PROPERTY)
    if made:
        failed = sum(
            count for one in reports for name, count in one.user_properties if name == "answered with 5xx"
        )
        terminalreporter.write_line(f"fuzzer: {made} hostile requests (seed {SEED}), {failed} × 5xx")
