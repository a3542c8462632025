from django.apps import AppConfig


class FormsConfig(AppConfig):
    name = "forms"

    def ready(self) -> None:
        from forms import documents  # noqa: F401 - its handler is in the registry from here on
