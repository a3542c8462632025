from django.apps import AppConfig


class SampleConfig(AppConfig):
    name = "restartix.tools.sample"

    def ready(self) -> None:
        from restartix.pages.system import demo
        from restartix.tools.sample.logins import sample_clinics

        demo.register(sample_clinics)
