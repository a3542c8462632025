from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "restartix.identity"
    label = "identity"

    def ready(self) -> None:
        from restartix.identity import letters  # noqa: F401 - its letters are in the registry from here on
