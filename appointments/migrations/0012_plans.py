"""Plans number their sessions, and end; specialists keep their own hours; arrangements can be taken back."""

from django.db import migrations, models

from restartix.organisations.guards import sql


class Migration(migrations.Migration):
    dependencies = [
        ("appointments", "0011_reminders"),
        ("identity", "0006_colleagues"),
        ("organisations", "0004_memberships"),
    ]
    operations = [
        migrations.AddField(
            model_name="patientserviceplan", name="ended_at", field=models.DateTimeField(null=True)
        ),
        migrations.AddConstraint(
            model_name="patientserviceplan",
            constraint=models.CheckConstraint(
                condition=models.Q(("sessions__gt", 0)), name="plan_has_sessions"
            ),
        ),
        sql(__file__, "plans.sql"),
        sql(__file__, "arrangements.sql"),
    ]
