"""What is done outside, how far it is, and what a provider reports of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

NOT_NEEDED = "not needed"
"""The reference of what events had overtaken."""
HANDED_ON = "handed on"
"""The reference of a message with several readers, which became one for each."""


class Kind(models.TextChoices):
    ACCOUNT = "account", _("Account")
    ROOM = "room", _("Video room")
    MAIL = "mail", _("E-mail")
    DOCUMENT = "document", _("Documents")
    SMS = "sms", _("Text message")


class State(models.TextChoices):
    PENDING = "pending", _("queued")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")


class Delivery(models.TextChoices):
    """What the provider has reported of a message it took; what it says last in this order stands."""

    SENT = "sent", _("sent")
    DELIVERED = "delivered", _("delivered")
    FAILED = "failed", _("did not arrive")
