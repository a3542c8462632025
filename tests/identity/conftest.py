from tests.pages.desk.conftest import booking, press  # noqa: F401 - fixtures
