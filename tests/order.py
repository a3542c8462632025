"""The order of the tests: the slowest modules first."""

LONG = [
    "test_every_page_after_a_verb_opens.py",
    "test_a_worker_that_stands_still_is_started_anew.py",
    "test_routes.py",
    "test_table.py",
    "test_onboarding_killed.py",
    "test_every_provider_takes_our_mail.py",
    "test_hosted.py",
    "test_onboarding_trouble.py",
    "test_demo.py",
    "test_compose.py",
]
"""Modules, the longest first."""


def sort_key(item):
    """The long modules in their order, then what needs a browser, then all others."""
    if item.path.name in LONG:
        return LONG.index(item.path.name)
    return len(LONG) + (item.get_closest_marker("browser") is None)
