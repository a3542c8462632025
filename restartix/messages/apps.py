from django.apps import AppConfig


class MessagesConfig(AppConfig):
    """Imports the modules with effect handlers, so that they are registered at start-up."""

    name = "restartix.messages"
    label = "restartix_messages"

    def ready(self) -> None:
        from restartix.messages import guardian_messages, patients, sms, staff, waitlist_mail  # noqa: F401
