"""Add-ons: services and products that come on top of a visit, of this clinic alone, with their forms once."""

import uuid

import pytest
from django.db import IntegrityError, connection

from appointments.models import Appointment, Product, Service
from forms.models import Form
from restartix.core.clock import money
from restartix.core.refusals import NotNow, violated_constraint
from restartix.flows.addons import AddOns

pytestmark = pytest.mark.django_db
ARRAYS = ["additional_service_ids", "additional_product_ids"]


@pytest.fixture
def url(cast):
    return f"appointments/{cast.soon.pk}/session/add-ons/"


@pytest.fixture
def extra(cast):
    """A service with a form that the visit doesn't have yet."""
    own = {template.pk for template in cast.aurora.service_forms[cast.soon.service_id]}
    return next(
        service
        for service in cast.aurora.services.values()
        if any(template.pk not in own for template in cast.aurora.service_forms[service.pk])
    )


def visit_of(cast, seat):
    with seat.scope():
        return Appointment.objects.select_related("service").get(pk=cast.soon.pk)


def forms_of(cast, seat):
    with seat.scope():
        return list(Form.objects.filter(appointment=cast.soon).values_list("name", flat=True))


def test_what_was_added_stands_on_the_visits_pages_with_the_sum(specialist, patient, cast, url, extra):
    specialist.client().post(specialist.at(url), {"thing": f"service-{extra.pk}"})

    for seat, path in ((specialist, "appointments"), (patient, "visits")):
        facts = dict(seat.client().get(seat.at(f"{path}/{cast.soon.pk}/")).context["facts"])
        assert extra.name in facts["Added to the visit"]
        assert facts["Total"] == money(visit_of(cast, specialist).price + extra.price, "EUR")


def test_adding_a_service_brings_its_forms_once(specialist, cast, url, extra):
    browser, before = specialist.client(), forms_of(cast, specialist)
    wanted = {template.name for template in cast.aurora.service_forms[extra.pk]} | set(before)

    for _press in range(2):
        browser.post(specialist.at(url), {"thing": f"service-{extra.pk}"}, headers={"HX-Request": "true"})

    after = forms_of(cast, specialist)
    assert len(after) == len(set(after))
    assert set(after) == wanted != set(before)
    assert visit_of(cast, specialist).additional_service_ids == [extra.pk]


def test_what_is_added_is_listed_with_its_price_and_can_be_taken_off(specialist, cast, url, extra):
    browser = specialist.client()
    answer = browser.post(
        specialist.at(url), {"thing": f"service-{extra.pk}"}, headers={"HX-Request": "true"}
    )

    assert answer.headers["HX-Trigger"] == "papersChanged"
    assert f"Remove {extra.name}" in answer.text
    assert "Total" in answer.text

    browser.post(specialist.at(url), {"remove": f"service-{extra.pk}"}, headers={"HX-Request": "true"})
    assert visit_of(cast, specialist).additional_service_ids == []


def test_forms_of_a_service_taken_off_need_no_signature_until_it_is_back(specialist, cast, extra):
    with specialist.scope() as actor:
        visit = Appointment.objects.get(pk=cast.soon.pk)
        before = set(visit.forms.unsigned_required().values_list("name", flat=True))
        AddOns(visit).add(extra, by=actor)
        asked = set(visit.forms.unsigned_required().values_list("name", flat=True))
        AddOns(visit).remove(extra, by=actor)
        taken_off = set(visit.forms.unsigned_required().values_list("name", flat=True))
        AddOns(visit).add(extra, by=actor)

        assert before == taken_off
        assert asked == set(visit.forms.unsigned_required().values_list("name", flat=True))


def test_a_product_is_added_without_a_script(specialist, cast, url):
    with specialist.scope():
        product = Product.objects.filter(is_active=True).first()

    answer = specialist.client().post(specialist.at(url), {"thing": f"product-{product.pk}"})

    assert answer.status_code == 302
    assert visit_of(cast, specialist).additional_product_ids == [product.pk]


def test_another_clinics_id_and_a_made_up_one_are_refused_alike(specialist, cast, url):
    foreign = next(iter(cast.riverside.services.values())).pk
    answers = [
        specialist.client().post(
            specialist.at(url), {"thing": f"service-{key}"}, headers={"HX-Request": "true"}
        )
        for key in (foreign, uuid.uuid4())
    ]

    assert [answer.status_code for answer in answers] == [422, 422]
    assert all("Please choose one from the list." in answer.text for answer in answers)
    assert visit_of(cast, specialist).additional_service_ids == []


@pytest.mark.parametrize("column", ARRAYS)
@pytest.mark.parametrize("who", ["specialist", "admin"])
def test_the_database_refuses_another_clinics_ids_in_both_arrays(request, cast, other_admin, who, column):
    seat, riverside = request.getfixturevalue(who), cast.riverside.organisation
    with other_admin.scope():
        foreign = (Service if "service" in column else Product).objects.create(
            organisation=riverside, name="Theirs"
        )

    with pytest.raises(IntegrityError) as refused, seat.scope(), connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE appointments_appointment SET {column} = ARRAY[%s]::uuid[] WHERE id = %s",
            [foreign.pk, cast.soon.pk],
        )

    assert violated_constraint(refused.value) == "add_on_known_here"


def test_nothing_is_added_to_a_visit_that_is_over(specialist, admin, cast, extra):
    with admin.scope() as actor:
        visit = Appointment.objects.get(pk=cast.soon.pk)
        visit.cancel(by=actor, reason="ill")

        with pytest.raises(NotNow):
            AddOns(visit).add(extra, by=actor)


def test_the_session_shows_earlier_visits_and_the_patients_words(
    specialist, cast, django_assert_max_num_queries
):
    browser = specialist.client()
    page = specialist.at(f"appointments/{cast.soon.pk}/session/")
    browser.post(page)

    answer = browser.get(page)

    assert "Earlier visits" in answer.text
    assert answer.context["reasons"] == []  # the survey is not begun
    earlier = [
        visit
        for visit in cast.aurora.visits
        if visit.patient_person == cast.elena
        and visit.specialist == cast.ioana
        and visit.started_at < cast.soon.started_at
        and visit.status in {"done", "noshow", "cancelled"}
    ]
    assert len(answer.context["history"]) == min(10, len(earlier))


def test_the_patients_own_answers_are_the_reason_of_the_visit(specialist, cast):
    with specialist.scope():
        survey = Form.objects.get(appointment=cast.soon, type="survey")
        asked = survey.snapshot[0]
        survey.answers = {asked["id"]: "My back hurts."}
        survey.save(update_fields=["answers"])
    browser, page = specialist.client(), specialist.at(f"appointments/{cast.soon.pk}/session/")
    browser.post(page)

    assert browser.get(page).context["reasons"] == [(asked["label"], "My back hurts.")]
