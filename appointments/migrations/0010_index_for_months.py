from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("appointments", "0009_search")]

    operations = [
        migrations.RemoveIndex(model_name="appointment", name="visits_of_clinic"),
        migrations.AddIndex(
            model_name="appointment",
            index=models.Index(
                fields=["organisation", "started_at"],
                include=["status", "specialist", "patient_person", "service", "link_hash", "deleted_at"],
                name="visits_of_clinic",
            ),
        ),
    ]
