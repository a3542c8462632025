"""How a form is signed: by hand, by a typed name for those who can't draw, or by a name that confirms."""

import pytest

from forms.drawn_signature import is_drawn
from forms.models import Form, FormTemplate, FormType, SignatureMethod, Signing
from tests.forms.conftest import key_of
from tests.forms.test_pages import url

pytestmark = pytest.mark.django_db
WORDS = "I agree to the treatment."
DRAWN = "M10 10L50 60L90 20L120 80"


@pytest.fixture
def disclaimer(made, design):
    return made(design("Consent", "disclaimer", **{WORDS: {"kind": "consent", "required": True}}))


def post(seat, form, **said):
    data = {"revision": "0", key_of(form, WORDS): "on", "signer_name": "Elena"} | said
    return seat.client().post(url(seat, form, sign=True), data, follow=True)


@pytest.mark.parametrize(
    ("type_", "said", "wanted"),
    [
        (FormType.DISCLAIMER, "", Signing.DRAWN),
        (FormType.REPORT, "", Signing.CONFIRMED),
        (FormType.REPORT, Signing.DRAWN, Signing.DRAWN),
        (FormType.DISCLAIMER, Signing.CONFIRMED, Signing.CONFIRMED),
    ],
)
def test_the_template_says_how_else_its_type_does(type_, said, wanted):
    assert FormTemplate(type=type_, signing=said).is_signed_by == wanted


def test_a_disclaimer_wants_a_drawing_and_says_so_beside_it(disclaimer, by_link):
    answer = post(by_link, disclaimer)

    assert answer.status_code == 422
    assert "Please draw your signature" in answer.text
    assert f'href="#f{disclaimer.pk.hex[:8]}-signature"' in answer.text
    assert 'value="Elena"' in answer.text


def test_a_drawing_is_kept_as_it_was_drawn(disclaimer, by_link, admin):
    answer = post(by_link, disclaimer, signature=DRAWN)

    assert f'd="{DRAWN}"' in answer.text
    with admin.scope():
        signed = Form.objects.get(pk=disclaimer.pk)
    assert (signed.signed_how, signed.signature) == (SignatureMethod.DRAWN, DRAWN)


def test_who_cant_draw_signs_by_a_typed_name(disclaimer, by_link, admin):
    answer = post(by_link, disclaimer, cannot_draw="on")

    assert "typed name, instead of a drawing" in answer.text
    with admin.scope():
        assert Form.objects.get(pk=disclaimer.pk).signed_how == SignatureMethod.TYPED


@pytest.mark.parametrize("drawing", ['"><script>', "M1 1", "M1 2L3 4" * 9000])
def test_what_is_no_drawing_signs_nothing_and_stays(disclaimer, by_link, admin, drawing):
    answer = post(by_link, disclaimer, signature=drawing)

    assert answer.status_code == 422
    assert "field-error" in answer.text
    with admin.scope():
        assert not Form.objects.get(pk=disclaimer.pk).is_signed


def test_a_form_that_is_confirmed_asks_for_no_drawing(made, design, by_link):
    survey = made(design("Survey", pain={}))

    page = by_link.client().get(url(by_link, survey))

    assert "data-signature" not in page.text


@pytest.mark.parametrize("path", ["M10 10L11 10", "M600 200L599 200", "M1.5 2L3 4M5 6L7 8"])
def test_however_little_is_drawn_it_counts(path):
    assert is_drawn(path)


@pytest.mark.parametrize(
    "path", ["", " ", "M", "ML", "M10 10", "M10 10M20 20", "M601 10L10 10", "M1 999L2 999", "L1 2"]
)
def test_a_blank_does_not(path):
    assert not is_drawn(path)


def test_a_dot_signs(disclaimer, by_link, admin):
    post(by_link, disclaimer, signature="M300 100L301 100")

    with admin.scope():
        assert Form.objects.get(pk=disclaimer.pk).signed_how == SignatureMethod.DRAWN
