"""The video call. Its effect's handler is registered when the app is ready."""

from django.apps import AppConfig


class VideocallConfig(AppConfig):
    name = "videocall"

    def ready(self) -> None:
        from videocall import meetings, rooms, sweep  # noqa: F401
