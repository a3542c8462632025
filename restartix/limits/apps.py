from django.apps import AppConfig


class LimitsConfig(AppConfig):
    name = "restartix.limits"
    label = "limits"

    def ready(self) -> None:
        from restartix.limits import checks  # noqa: F401 - registers itself
