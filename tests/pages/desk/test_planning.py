"""Registering and moving without traps: looking, what is chosen beforehand, two places at once, whom to call."""

import pytest

from appointments.models import Appointment, PatientServicePlan, ServiceSpecialist, Status
from tests.making import night
from tests.pages.desk.planned import local, words

pytestmark = [pytest.mark.django_db, pytest.mark.dates]


class TestLooking:
    @pytest.mark.parametrize("button", ["look", "search"])
    def test_shows_nothing_as_wrong_before_somebody_saves(self, admin, press, button):
        page = press(admin, "appointments/new/", **{button: "1", "phone": "12", "day": "never", "email": "x"})

        assert page.status_code == 200
        assert "error-summary" not in words(page)
        assert "field-error" not in words(page)
        assert page.context["form"].errors == {}

    def test_looks_for_another_day_of_a_move_without_an_error(self, admin, make_visit, press):
        visit = make_visit(Status.UPCOMING, at=night(30))

        page = press(
            admin, f"appointments/{visit.pk}/time/", look="1", specialist=visit.specialist_id, day=""
        )

        assert (page.status_code, page.context["form"].errors) == (200, {})

    def test_selects_the_only_match(self, admin, press, cast):
        page = press(admin, "appointments/new/", find=cast.elena.name, search="1")

        assert page.context["known"] == cast.elena

    def test_names_the_day_of_the_times_and_takes_none_of_another(self, admin, press, wanted, cast):
        pressed = f"{night(31):%Y-%m-%dT%H:%MZ}|{cast.ioana.pk}"

        page = press(admin, "appointments/new/", **wanted | {"time": "", "slot": pressed})

        assert page.status_code == 200
        assert "Nothing has been saved yet: please choose a time again." in words(page)
        assert page.context["form"].day_to_show == local(cast, night(30)).date()
        with admin.scope():
            assert not Appointment.objects.filter(started_at=night(31)).exists()

    @pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "2100-12-31"])
    def test_opens_for_the_last_year_there_is(self, admin, press, make_visit, wanted, day):
        visit = make_visit(Status.UPCOMING, at=night(30))
        for path in ("appointments/new/", f"appointments/{visit.pk}/time/"):
            for button in ({"look": "1"}, {"typed": "1"}):
                far = wanted | {"day": day, "time": "23:59"} | button
                assert press(admin, path, **far).status_code in {200, 302, 409, 422}
        assert admin.client().get(admin.at(f"appointments/{visit.pk}/time/?day={day}")).status_code == 200
        assert admin.client().get(admin.at(f"appointments/new/?at={day}T23:59Z")).status_code == 200


class TestWhatIsChosen:
    def test_is_a_service_that_the_specialist_gives(self, admin, cast):
        first = cast.aurora.services["first-visit"]
        with admin.scope():
            ServiceSpecialist.objects.filter(service=first, specialist=cast.andrei).delete()

        page = admin.client().get(admin.at(f"appointments/new/?with={cast.andrei.pk}"))

        form = page.context["form"]
        assert cast.andrei in form.chosen_service.specialists.all()
        assert form["service"].value() == str(form.chosen_service.pk)

    def test_is_nobody_who_does_not_give_the_service(self, admin, press, cast, wanted):
        with admin.scope():
            first = ServiceSpecialist.objects.filter(service=wanted["service"], specialist=cast.ioana)
            first.delete()

        looked = press(admin, "appointments/new/", **wanted, look="1")
        saved = press(admin, "appointments/new/", **wanted)

        assert (
            cast.ioana.display_name not in dict(looked.context["form"].fields["specialist"].choices).values()
        )
        assert saved.status_code == 422
        assert "specialist" in saved.context["form"].errors

    def test_the_next_session_brings_plan_and_service_along(self, admin, press, cast, wanted):
        service = cast.aurora.services["first-visit"]
        with admin.scope():
            plan = PatientServicePlan.objects.create(
                organisation=cast.aurora.organisation, person=cast.elena, service=service, sessions=3
            )
        person = admin.client().get(admin.at(f"people/{cast.elena.pk}/"))
        link = next(url for one, url in person.context["plans"] if one.plan == plan)

        page = admin.client().get(link)
        assert "The next session of a plan" in words(page)
        assert [key for key, _name in page.context["form"].fields["service"].choices] == [str(service.pk)]
        assert page.context["known"] == cast.elena

        press(admin, "appointments/new/", **wanted, plan=str(plan.pk))
        with admin.scope():
            visit = Appointment.objects.get(started_at=night(30))
        assert (visit.patient_service_plan_id, visit.plan_session_number) == (plan.pk, 1)
