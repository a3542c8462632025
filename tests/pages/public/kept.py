"""What was kept, seen with the admin's eyes."""

from appointments.models import Appointment


def visits_at(admin, opening):
    with admin.scope():
        return list(
            Appointment.objects.filter(
                started_at=opening.started_at, specialist=opening.specialist
            ).select_related("patient_person")
        )
