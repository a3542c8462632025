from django.apps import AppConfig


class DesignConfig(AppConfig):
    name = "restartix.core.design"
    label = "design"
