from django.apps import AppConfig


class AppointmentsConfig(AppConfig):
    name = "appointments"

    def ready(self) -> None:
        """Let the worker know the letters, and what to look for each minute."""
        from appointments import reminders  # noqa: F401
        from appointments.export import packing  # noqa: F401
        from appointments.letters import patients, staff, texts  # noqa: F401
        from appointments.waiting import letter, offering  # noqa: F401
