from django.apps import AppConfig


class EffectsConfig(AppConfig):
    name = "restartix.effects"
    label = "effects"
