"""The web application. Outside the demo it doesn't start without a way to send mail."""

import os

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

from restartix.core.web.readable import as_utf8

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "restartix.config.settings")
application = as_utf8(get_wsgi_application())

if not (settings.EMAIL_URL or settings.DEMO):
    raise ImproperlyConfigured(
        "Set EMAIL_URL: without it nobody would get their confirmation or sign-in link."
    )
