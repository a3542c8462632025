"""No figure is typed into a browser's number control: it drops the comma, or the value that stood there."""

import ast
import re

import django.forms as forms
import pytest
from django.urls import get_resolver

from forms.fields import control
from forms.models import FieldKind
from restartix.core.forms.number_field import NumberText
from tests.architecture.source import files, modules, nodes, read

BANNED = {"IntegerField", "DecimalField", "FloatField", "NumberInput", "DurationField"}
NUMBER_CONTROL = re.compile(r"""type\s*[=:]\s*["']?number\b|\.type\s*=\s*["']number""")


def test_no_template_script_or_style_has_a_number_control():
    found = {path for path in files(".html", ".js", ".css") if NUMBER_CONTROL.search(read(path))}

    assert found == set()


def test_no_form_field_or_widget_of_django_makes_one():
    """Hidden fields aside, which nobody types into."""
    found = {
        f"{path}:{node.lineno}"
        for path in modules()
        for node in nodes(path)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "forms"
        and node.func.attr in BANNED
        and "HiddenInput" not in ast.dump(node)
    }

    assert found == set()


def test_no_form_of_ours_has_such_a_widget():
    """A ModelForm makes one from its model by itself."""
    get_resolver().url_patterns
    ours = {one for one in _below(forms.BaseForm) if not one.__module__.startswith("django.")}
    widgets = {
        f"{form.__qualname__}.{name}"
        for form in ours
        for name, field in getattr(form, "base_fields", {}).items()
        if isinstance(field.widget, forms.NumberInput)
    }

    assert len(ours) > 20, "these are all of them"
    assert widgets == set()


@pytest.mark.parametrize("kind", FieldKind)
def test_no_question_of_a_form_is_asked_by_one(kind):
    question = {"id": "a", "kind": kind, "label": "How many", "help": "", "unit": "", "required": False}
    made = control(question | {"options": ["1", "2"], "least": None, "most": None, "bound_to": ""})

    assert made is None or not isinstance(made.widget, forms.NumberInput)
    assert kind != FieldKind.NUMBER or isinstance(made.widget, NumberText)


def _below(kind):
    for one in kind.__subclasses__():
        yield one
        yield from _below(one)
