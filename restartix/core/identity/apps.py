from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "restartix.core.identity"
    label = "identity"

    def ready(self) -> None:
        # Their e-mails, and what they look for each minute, are in the registry from here on.
        from restartix.core.identity import clerk_sweep, code_messages, letters  # noqa: F401
