from django.apps import AppConfig


class DesignConfig(AppConfig):
    name = "restartix.design"
    label = "design"
