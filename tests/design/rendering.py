"""How these tests see a component: rendered as a page would."""

from django.template import Context, Template


def show(source, **context):
    return Template("{% load design %}" + source).render(Context(context))
