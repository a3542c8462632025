from django.apps import AppConfig


class PatientsConfig(AppConfig):
    name = "patients"

    def ready(self) -> None:
        from patients import account, changes, invitations  # noqa: F401 - tables and handlers of their own
