from tests.promises.outages import ask, at_work, clinic, is_of_use, now_is, pass_time  # noqa: F401 (fixtures)
