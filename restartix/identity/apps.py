from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "restartix.identity"
    label = "identity"
