"""People found again by what they typed, and whose login an address is."""

import django.db.models.functions.text
from django.db import migrations, models

from restartix.organisations.guards import sql


class Migration(migrations.Migration):
    dependencies = [
        ("identity", "0003_guards"),
        ("organisations", "0002_guards"),
        ("patients", "0002_guards"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="patientperson",
            index=models.Index(fields=["phone"], name="person_by_phone_anywhere"),
        ),
        migrations.AddIndex(
            model_name="patientperson",
            index=models.Index(
                django.db.models.functions.text.Lower("name"),
                models.F("birth_date"),
                name="person_by_name_and_birth",
            ),
        ),
        sql(__file__, "families.sql"),
    ]
