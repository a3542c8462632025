from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "restartix.organisations"
    label = "organisations"

    def ready(self) -> None:
        from restartix import database_log  # noqa: F401 - registers its check
