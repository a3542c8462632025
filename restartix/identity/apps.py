from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "restartix.identity"
    label = "identity"

    def ready(self) -> None:
        # Their e-mails, and what they look for each minute, are in the registry from here on.
        from restartix.identity import clerk_watch, code_messages, letters  # noqa: F401
