"""Hypothesis makes up the same every time, until somebody gives it another seed; a failure says which it was."""

import pytest
from hypothesis import core

SEED = 1904


def seed_hypothesis(config):
    given = config.getoption("--hypothesis-seed", default=None)
    core.global_force_seed = SEED if given is None else given  # type: ignore[assignment]  # untyped there


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    made_up = any(
        getattr(one, "__module__", "").startswith("hypothesis") for one in vars(item.module).values()
    )
    if report.failed and made_up:
        seed = core.global_force_seed
        report.sections.append(("Hypothesis", f"made up with the seed {seed}: --hypothesis-seed={seed}"))
    return report
