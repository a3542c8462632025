from django.apps import AppConfig


class MessagesConfig(AppConfig):
    """The effects' handlers that stand here are in the registry from the start on."""

    name = "restartix.messages"
    label = "restartix_messages"

    def ready(self) -> None:
        from restartix.messages import guardian_messages, patients, sms, staff, waitlist_mail  # noqa: F401
