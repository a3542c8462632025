"""What an admin sets up and changes, and what patients find of it at once."""

import pytest

from appointments.models import Appointment, Calendar, Product, Service

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def save(admin):
    """Send a settings form; answer the page that came back."""
    client = admin.client()

    def post(path, **fields):
        return client.post(admin.at(f"settings/{path}"), fields)

    return post


@pytest.fixture
def public(visitor):
    def get(path=""):
        return visitor.client().get(visitor.at(path))

    return get


def service_fields(cast, **changed):
    return {
        "name": "Sleep advice",
        "description": "An hour about how you sleep.",
        "duration": "60",
        "price": "75.50",
        "notice": "120",
        "cutoff": "1440",
        "horizon": "30",
        "specialists": [str(cast.ioana.pk)],
    } | changed


def test_a_new_service_is_on_the_public_page_with_its_price_and_length(save, public, cast):
    saved = save("services/new/", **service_fields(cast))

    assert saved.status_code == 302
    page = public().content.decode()
    assert "Sleep advice" in page
    assert "75.50" in page
    assert "60 minutes" in page


def test_changing_a_service_changes_what_can_be_booked(save, public, cast, admin):
    save("services/new/", **service_fields(cast))
    with admin.scope():
        service = Service.objects.get(name="Sleep advice")
    last_day = public(f"services/{service.pk}/").context["strip"]["next_url"]
    assert last_day

    save(f"services/{service.pk}/", **service_fields(cast, name="Good sleep", horizon="3", price="0"))

    page = public(f"services/{service.pk}/")
    assert "Good sleep" in page.content.decode()
    assert "Free of charge" in page.content.decode()
    assert not page.context["strip"]["next_url"]


def test_a_service_that_nobody_gives_has_no_times(save, public, cast, admin):
    save("services/new/", **service_fields(cast))
    with admin.scope():
        service = Service.objects.get(name="Sleep advice")
    assert any(day["free"] for day in public(f"services/{service.pk}/").context["strip"]["days"])

    fields = service_fields(cast)
    del fields["specialists"]
    save(f"services/{service.pk}/", **fields)

    assert not any(day["free"] for day in public(f"services/{service.pk}/").context["strip"]["days"])


def test_the_forms_a_service_brings_are_kept(save, cast, admin):
    template = cast.aurora.templates["intake"]
    save("services/new/", **service_fields(cast, templates=[str(template.pk)]))

    with admin.scope():
        service = Service.objects.get(name="Sleep advice")
        assert [link.template_id for link in service.form_links.filter(is_active=True)] == [template.pk]


def test_a_retired_service_is_gone_for_patients_and_stays_on_its_visits(save, public, cast, admin):
    service = cast.aurora.services["first-visit"]

    save(f"services/{service.pk}/retirement/")

    assert service.name not in [one["name"] for one in public().context["services"]]
    assert public(f"services/{service.pk}/").status_code == 404
    with admin.scope():
        assert Appointment.objects.filter(service=service).exists()
    save(f"services/{service.pk}/retirement/")
    assert public(f"services/{service.pk}/").status_code == 200


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": ""}, "name"),
        ({"duration": "7"}, "duration"),
        ({"duration": "0"}, "duration"),
        ({"duration": "9999"}, "duration"),
        ({"price": "-1"}, "price"),
        ({"price": "a lot"}, "price"),
        ({"horizon": "0"}, "horizon"),
        ({"notice": "17"}, "notice"),
        ({"specialists": ["00000000-0000-0000-0000-000000000000"]}, "specialists"),
    ],
)
def test_what_can_not_be_is_said_beside_its_field_with_the_rest_still_there(save, cast, changed, field):
    page = save("services/new/", **service_fields(cast, **changed))

    assert page.status_code == 422
    assert page.context["form"].errors[field]
    assert "An hour about how you sleep." in page.content.decode()


def calendar_fields(cast, **changed):
    service = cast.aurora.services["first-visit"]
    return {"service": str(service.pk), "name": "Spring weeks", "slug": "spring", "price": "19.00"} | changed


def test_a_calendar_has_a_public_page_at_its_address_price_and_people(save, public, cast):
    save("calendars/new/", **calendar_fields(cast, specialists=[str(cast.andrei.pk)]))

    page = public("c/spring/")

    assert page.status_code == 200
    assert "Spring weeks" in page.content.decode()
    assert "19.00" in page.content.decode()
    assert [one.pk for one in page.context["channel"].specialists] == [cast.andrei.pk]


def test_two_calendars_never_share_an_address(save, cast, admin):
    save("calendars/new/", **calendar_fields(cast))

    page = save("calendars/new/", **calendar_fields(cast, name="Summer weeks"))

    assert page.status_code == 422
    assert page.context["form"].errors["slug"]
    with admin.scope():
        assert Calendar.objects.filter(slug="spring").count() == 1


def test_a_calendar_ends_after_it_begins(save, cast):
    page = save("calendars/new/", **calendar_fields(cast, starts_on="2030-05-02", ends_on="2030-05-01"))

    assert page.status_code == 422
    assert page.context["form"].errors["ends_on"]


def test_products_are_added_and_retired(save, admin):
    save("products/new/", name="Sleep mask", price="9.90")

    with admin.scope():
        product = Product.objects.get(name="Sleep mask")
    save(f"products/{product.pk}/retirement/")
    with admin.scope():
        assert not Product.objects.get(pk=product.pk).is_active


def test_another_clinics_service_answers_as_a_made_up_one(save, cast):
    foreign = cast.riverside.services["sports"]

    assert save(f"services/{foreign.pk}/retirement/").status_code == 404
    assert save(f"services/{foreign.pk}/").status_code == 404


def test_the_catalogue_is_for_admins(specialist, cast):
    service = cast.aurora.services["first-visit"]
    for path in (
        "services/",
        "services/new/",
        f"services/{service.pk}/",
        "calendars/",
        "products/",
        "team/",
        "clinic/",
        "plans/",
        "start/",
    ):
        assert specialist.client().get(specialist.at(f"settings/{path}")).status_code == 404, path
