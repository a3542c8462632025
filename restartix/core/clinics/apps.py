from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "restartix.core.clinics"
    label = "organisations"

    def ready(self) -> None:
        from restartix.core import database_log  # noqa: F401 - registers its check
