"""Who else may sign a specialist's form."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone

from forms.models.instances import Form
from restartix.core.clinics.models import Organisation


class NamedSigner(models.Model):
    """An admin names the specialist who signs one open form, because the visit's own is absent or gone.

    The latest naming of a form holds. One that names the visit's own specialist takes the earlier ones back.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    form = models.ForeignKey(Form, models.PROTECT, related_name="named_signers")
    specialist = models.ForeignKey("appointments.Specialist", models.PROTECT, related_name="+")
    reason = models.TextField()
    named_at = models.DateTimeField(default=timezone.now)
    named_by = models.ForeignKey("identity.User", models.PROTECT, related_name="+")
    namer_name = models.CharField(max_length=120)

    class Meta:
        ordering = ["-named_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "id"], name="named_signer_of_organisation")
        ]

    def __str__(self) -> str:
        return f"signer named for {self.form_id}"

    @staticmethod
    def of(form: Form) -> NamedSigner | None:
        """The naming that holds, unless it names the visit's own specialist."""
        latest: NamedSigner | None = next(iter(form.named_signers.all()), None)
        if latest is None or latest.specialist_id == form.appointment.specialist_id:
            return None
        return latest
