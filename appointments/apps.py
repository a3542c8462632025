from django.apps import AppConfig


class AppointmentsConfig(AppConfig):
    name = "appointments"

    def ready(self) -> None:
        """Let the worker know the letters."""
        from appointments.letters import patients, specialists  # noqa: F401
