from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "restartix.organisations"
    label = "organisations"
