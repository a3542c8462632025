"""B6. A number is stored as it was meant or never: 8,5 is 8.5 in every language, and doubt is asked back."""

from decimal import Decimal

import pytest
from django.utils import translation
from playwright.sync_api import expect

from appointments.models import Product, Service
from forms.models import Form
from tests.cast import Seat
from tests.forms.conftest import answer_of, design, key_of, made, now, type_in, visit  # noqa: F401 (fixtures)

WEIGHT = {"kind": "number", "least": Decimal(2), "most": Decimal(300)}


@pytest.fixture
def weighing(made, design, admin):  # noqa: F811
    """A patient's form that asks for a weight in kg."""
    template = design("Measures", weight=WEIGHT, note={})
    with admin.scope():
        field = template.uses.get(position=0).field
        field.unit = "kg"
        field.save()
    return made(template)


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["8,5", "8.5", " 8,50", "٨٫٥"])
def test_a_comma_is_a_decimal_separator(weighing, type_in, by_link, typed):  # noqa: F811
    answer = type_in(weighing, weight=typed)

    assert answer_of(now(by_link, weighing), "weight") == "8.5"
    assert "Saved" in answer.text


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["1,250", "1.250", "85kg", "²", "1e2", "1000", "1,9999"])
def test_what_is_not_saved_is_never_called_saved_and_erases_nothing(weighing, type_in, by_link, typed):  # noqa: F811
    type_in(weighing, weight="8,5")

    answer = type_in(weighing, weight=typed, note="Tired")

    kept = now(by_link, weighing)
    assert (answer_of(kept, "weight"), answer_of(kept, "note")) == ("8.5", "Tired")
    assert "Saved" not in answer.text
    assert "Not saved" in answer.text
    assert "weight (kg)" in answer.text.split("Not saved")[1]


@pytest.mark.django_db
def test_three_digits_after_the_separator_are_asked_back_beside_the_field(weighing, type_in, by_link):  # noqa: F811
    answer = type_in(weighing, weight="1,250")
    name = key_of(weighing, "weight")

    assert "Did you mean 1.25 or 1250?" in answer.text
    assert answer.text.count(f'name="{name}-meant"') == 2

    type_in(weighing, weight="1,250")
    assert answer_of(now(by_link, weighing), "weight") is None


@pytest.mark.django_db
@pytest.mark.parametrize(("meant", "stored"), [("12.125", "12.125"), ("12125", None), ("99", None)])
def test_the_answer_to_the_question_is_stored_within_the_range(weighing, by_link, meant, stored):
    page = by_link.at(f"visits/{weighing.appointment_id}/forms/{weighing.pk}/")
    name = key_of(weighing, "weight")

    typed = {name: "12,125", f"{name}-meant": meant, "revision": "0"}
    answer = by_link.client().post(f"{page}?auto=1", typed, headers={"HX-Request": "true"})

    assert answer_of(now(by_link, weighing), "weight") == stored
    assert ("Please write a number between 2 and 300 kg." in answer.text) is (meant == "12125")
    assert ("Did you mean 12.125 or 12125?" in answer.text) is (meant == "99")


@pytest.mark.django_db
def test_the_page_without_script_asks_back_too_and_keeps_what_was_typed(weighing, by_link):
    page = by_link.at(f"visits/{weighing.appointment_id}/forms/{weighing.pk}/")
    name = key_of(weighing, "weight")

    answer = by_link.client().post(page, {name: "1,250", "revision": "0"}, headers={"Accept-Language": "ro"})

    assert answer.status_code == 422
    assert 'value="1,250"' in answer.text
    assert answer.text.count(f'name="{name}-meant"') == 2


@pytest.mark.django_db
def test_a_number_is_shown_as_its_reader_writes_it(weighing, type_in, by_link, admin):  # noqa: F811
    type_in(weighing, weight="8.5")

    for language, shown in (("en", "8.5"), ("ro", "8,5")):
        with by_link.scope(), translation.override(language):
            from forms.answer_form import AnswerForm, read

            form = Form.objects.get(pk=weighing.pk)
            assert f'value="{shown}"' in str(AnswerForm(form, shows_private=False)[key_of(form, "weight")])
            assert read(form, shows_private=False)[0]["answer"] == f"{shown} kg"


@pytest.mark.django_db
def test_prices_and_lengths_take_a_comma_and_ask_back(admin):
    browser, page = admin.client(), admin.at("settings/products/new/")

    asked_back = browser.post(page, {"name": "Splint", "price": "1.250"})
    assert asked_back.status_code == 422
    assert "Did you mean 1.25 or 1250?" in asked_back.text

    browser.post(page, {"name": "Splint", "price": "1.250", "price-meant": "1250"})
    browser.post(page, {"name": "Band", "price": "12,50"})
    with admin.scope():
        prices = dict(Product.objects.filter(name__in=["Splint", "Band"]).values_list("name", "price"))
    assert prices == {"Splint": Decimal(1250), "Band": Decimal("12.5")}

    with admin.scope():
        service = Service.objects.first()
    typed = {
        "name": service.name,
        "duration": "481",
        "price": "1",
        "notice": "60",
        "cutoff": "60",
        "horizon": "60",
    }
    refused = browser.post(admin.at(f"settings/services/{service.pk}/"), typed)
    assert "Please write a number between 5 and 480 minutes." in refused.text


@pytest.mark.django_db
@pytest.mark.parametrize("number", ["²", "٣", "1.0", "9" * 400])
def test_digits_that_are_none_to_int_break_no_page(weighing, by_link, admin, member_of_aurora, number):
    page = by_link.at(f"visits/{weighing.appointment_id}/forms/{weighing.pk}/")

    assert by_link.client().post(f"{page}?auto=1", {"revision": number}).status_code == 200
    assert admin.client().get(admin.at("settings/log/"), {"visit": number}).status_code == 200
    assert admin.client().get(admin.at("calendar/"), {"week": f"{number}-W{number}"}).status_code == 200


@pytest.fixture
def member_of_aurora(db, cast):
    return cast.aurora


@pytest.mark.browser
@pytest.mark.parametrize("language", ["en", "ro"])
def test_typed_in_a_browser_it_is_saved_by_itself_and_reads_the_same_afterwards(
    browse, admin, cast, language
):
    form = _weighing(admin, cast)
    seat = Seat("aurora", link=cast.soon.link_token)
    page = browse(seat, f"visits/{form.appointment_id}/forms/{form.pk}/", locale=language)
    field = page.locator(f"[name={key_of(form, 'weight')}]")

    field.fill("8,5")
    expect(page.locator(".kept .saved")).to_be_visible()
    field.hover()
    page.mouse.wheel(0, 400)
    page.reload()
    expect(field).to_have_value("8,5" if language == "ro" else "8.5")

    field.fill("1,250")
    choice = page.locator(".number-question")
    expect(choice.get_by_role("radio")).to_have_count(2)
    expect(page.locator(".kept .saved")).to_have_count(0)
    expect(page.locator(".kept")).to_contain_text("weight")
    choice.get_by_role("radio").last.check()
    expect(page.locator(".question .field-error")).to_contain_text("300")
    field.fill("12,125")
    expect(choice.get_by_role("radio").first).to_have_value("12.125")
    choice.get_by_role("radio").first.check()
    expect(page.locator(".kept .saved")).to_be_visible()
    page.reload()
    expect(field).to_have_value("12,1250" if language == "ro" else "12.1250")


def _weighing(admin, cast):
    from forms.generation import generate
    from forms.models import FormTemplate, FormType
    from tests.forms.conftest import fresh, use

    with admin.scope() as actor:
        organisation = cast.aurora.organisation
        template = FormTemplate.objects.create(
            organisation=organisation, name="Measures", type=FormType.SURVEY
        )
        use(template, "weight", 0, **WEIGHT)
        (form,) = generate(visit=fresh(cast.soon), templates=[template], by=actor)
    return form
