"""A field keeps what was typed and says what is wrong, to eyes and to screen readers."""

import re

from django import forms
from django.utils.safestring import mark_safe

from tests.design.rendering import show


class Details(forms.Form):
    email = forms.EmailField(label="E-mail", help_text="Your link goes here.")
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea)
    way = forms.ChoiceField(label="How", widget=forms.RadioSelect, choices=[("v", "Video"), ("p", "Here")])
    agreed = forms.BooleanField(label="I agree")
    stars = forms.ChoiceField(label="Rating", choices=[(n, n) for n in range(1, 6)])


def test_a_field_with_an_error_is_tied_to_it():
    html = show("{% field form.email %}", form=Details({"email": "ana@"}))

    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_email_helptext id_email_error"' in html
    assert re.search(r'<p class="field-error" id="id_email_error">.*Enter a valid email', html, re.DOTALL)


def test_a_field_keeps_what_was_typed():
    assert 'value="ana@"' in show("{% field form.email %}", form=Details({"email": "ana@"}))


def test_only_optional_fields_say_so():
    assert "(optional)" in show("{% field form.note %}", form=Details())
    assert "(optional)" not in show("{% field form.email %}", form=Details())


def test_radios_stand_in_a_fieldset_named_by_their_question():
    html = show("{% field form.way %}", form=Details({}))

    assert html.count("<legend>") == 1
    assert html.count('type="radio"') == 2
    assert 'aria-describedby="id_way_error"' in html


def test_a_tick_has_its_words_as_its_label():
    html = show("{% field form.agreed %}", form=Details())

    assert re.search(r'<label class="choice" for="id_agreed">.*I agree', html)


def test_the_summary_leads_to_each_field_in_error():
    html = show("{% error_summary form %}", form=Details({"email": "ana@"}))

    assert 'href="#id_email"' in html
    assert 'href="#id_note"' not in html


def test_the_summary_leads_to_the_first_radio():
    assert 'href="#id_way_0"' in show("{% error_summary form %}", form=Details({}))


def test_the_summary_leads_to_the_first_star():
    form = Details({})

    assert 'href="#id_stars"' in show("{% error_summary form %}", form=form)
    assert re.search(r'value="1"\s+id="id_stars"', show("{% star_rating form.stars %}", form=form))


def test_the_summary_says_a_label_with_a_link_in_its_words_alone():
    form = Details({})
    form.fields["agreed"].label = mark_safe('Am citit și accept <a href="/privacy/">politica clinicii</a>.')

    html = show("{% error_summary form %}", form=form)

    assert "Am citit și accept politica clinicii.: " in html
    assert html.count("<a ") == html.count("</a>") == 4


def test_an_untouched_form_has_no_summary():
    assert show("{% error_summary form %}", form=Details()).strip() == ""


def test_stars_are_five_radios_and_keep_the_chosen_one():
    html = show("{% star_rating form.stars %}", form=Details({"stars": "3"}))

    assert html.count('type="radio"') == 5
    assert re.search(r'value="3"[^>]* checked', html)
    assert "3 stars: Good" in html
