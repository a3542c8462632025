"""Hypothesis makes up the same every time, until somebody gives it another seed; a failure says which it was."""

from hypothesis import core

SEED = 1904


def seed_hypothesis(config):
    given = config.getoption("--hypothesis-seed", default=None)
    core.global_force_seed = SEED if given is None else given  # type: ignore[assignment]  # untyped there


def add_seed(item, report):
    """Say in the report of a failed test with which seed its examples were made up."""
    made_up = any(
        getattr(one, "__module__", "").startswith("hypothesis") for one in vars(item.module).values()
    )
    if made_up:
        seed = core.global_force_seed
        report.sections.append(("Hypothesis", f"made up with the seed {seed}: --hypothesis-seed={seed}"))
