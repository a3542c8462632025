from django.apps import AppConfig


class FlowsConfig(AppConfig):
    """Imports the modules with effect handlers, so that they are registered at start-up."""

    name = "restartix.flows"

    def ready(self) -> None:
        from restartix.flows import guardian_invitations, login_provisioning, reminders, waitlist  # noqa: F401
        from restartix.flows.export import archive  # noqa: F401
