from tests.appointments.desk.conftest import booking, press  # noqa: F401 - fixtures
