from appointments.models.appointment import Appointment
from appointments.models.blocks import Block
from appointments.models.catalogue import (
    Calendar,
    CalendarForm,
    CalendarSpecialist,
    PatientServicePlan,
    Product,
    Service,
    ServiceForm,
    ServiceSpecialist,
)
from appointments.models.closings import Closing
from appointments.models.export import Export
from appointments.models.feed import CalendarFeed
from appointments.models.hours import Claim, DateOverride, Hold, Specialist, WeeklyHours
from appointments.models.proof import IdentityProof
from appointments.models.status import Status
from appointments.models.waiting_status import PartOfDay, Waiting
from appointments.models.waitlist import WaitlistEntry

__all__ = [
    "Appointment",
    "Block",
    "Calendar",
    "CalendarFeed",
    "CalendarForm",
    "CalendarSpecialist",
    "Claim",
    "Closing",
    "DateOverride",
    "Export",
    "Hold",
    "IdentityProof",
    "PartOfDay",
    "PatientServicePlan",
    "Product",
    "Service",
    "ServiceForm",
    "ServiceSpecialist",
    "Specialist",
    "Status",
    "Waiting",
    "WaitlistEntry",
    "WeeklyHours",
]
