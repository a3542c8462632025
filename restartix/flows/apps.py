from django.apps import AppConfig


class FlowsConfig(AppConfig):
    """The effects' handlers that stand here are in the registry from the start on."""

    name = "restartix.flows"

    def ready(self) -> None:
        from restartix.flows import guardian_invitations, login_provisioning, reminders, waitlist  # noqa: F401
        from restartix.flows.export import archive  # noqa: F401
