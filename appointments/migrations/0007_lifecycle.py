"""Every move there is, links that lapse, holds that are kept longer or let go, and what staff ask of holds."""

from django.db import migrations, models
from django.db.models import Q

from restartix.organisations.guards import sql


class Migration(migrations.Migration):
    dependencies = [
        ("appointments", "0006_form_links"),
        ("reviews", "0002_guards"),
    ]
    operations = [
        migrations.AddConstraint(
            "appointment",
            models.CheckConstraint(
                condition=Q(deleted_at=None) | Q(status__in=("cancelled", "noshow")),
                name="only_what_was_called_off_is_removed",
            ),
        ),
        sql(__file__, "lifecycle.sql"),
    ]
