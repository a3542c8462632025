from django.apps import AppConfig


class LimitsConfig(AppConfig):
    name = "restartix.core.limits"
    label = "limits"

    def ready(self) -> None:
        from restartix.core.limits import checks  # noqa: F401 - registers itself
