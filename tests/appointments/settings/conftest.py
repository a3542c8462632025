import pytest


@pytest.fixture
def page_of(cast):
    """The path of Ioana's hours."""
    return f"settings/hours/{cast.ioana.pk}/"
