from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "restartix.identity"
    label = "identity"

    def ready(self) -> None:
        # Their letters, and what they look for each minute, are in the registry from here on.
        from restartix.identity import clerk_watch, letters  # noqa: F401
