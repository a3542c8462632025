"""People found again by what they typed, and whose login an address is."""

import django.db.models.functions.text
from django.db import migrations, models

from restartix.organisations.guards import sql


class Migration(migrations.Migration):
    dependencies = [
        ("appointments", "0004_policies"),
        ("organisations", "0002_guards"),
        ("patients", "0003_likely_matches"),
    ]

    operations = [
        migrations.AddField(
            model_name="appointment",
            name="booked_by",
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.AddField(
            model_name="appointment",
            name="login_of",
            field=models.CharField(
                choices=[
                    ("patient", "the patient’s own"),
                    ("guardian", "of somebody who cares for them"),
                    ("nobody", "nobody’s: they get no login"),
                ],
                default="patient",
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="appointment",
            name="relationship",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddIndex(
            model_name="appointment",
            index=models.Index(
                models.F("organisation"),
                django.db.models.functions.text.Lower("contact_email"),
                name="visits_by_address",
            ),
        ),
        sql(__file__, "likely.sql"),
    ]
