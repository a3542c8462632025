from django.apps import AppConfig


class EffectsConfig(AppConfig):
    name = "restartix.core.effects"
    label = "effects"
