"""The letters about signing in, in both languages: where to go, and nothing about anybody."""

import pytest
from django.utils import translation

from restartix.core.identity.letters import compose_letter, invitation_words, link_words
from restartix.core.identity.models import SignInLink
from restartix.flows.guardian_invitations import portal_words

pytestmark = pytest.mark.django_db
LETTERS = {
    "link": lambda clinic: link_words(SignInLink(organisation=clinic)),
    "invitation": invitation_words,
    "portal": portal_words,
}


def said(cast, name, language):
    clinic = cast.aurora.organisation
    with translation.override(language):
        return compose_letter(LETTERS[name](clinic), to=cast.maria.user, clinic=clinic)


@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_about_signing_in_names_nobody_and_speaks_both_languages(cast, name):
    english, romanian = (said(cast, name, language) for language in ("en", "ro"))
    secrets = {part for person in cast.aurora.persons for part in person.name.split()}
    secrets |= {service.name for service in cast.aurora.services.values()}

    assert english.subject != romanian.subject
    assert not {line for line in english.text.splitlines() if len(line) > 40 and "http" not in line} & set(
        romanian.text.splitlines()
    )
    for language, letter in (("en", english), ("ro", romanian)):
        whole = f"{letter.subject}\n{letter.text}\n{letter.html}"
        assert f'lang="{language}"' in letter.html
        assert "/aurora/sign-in/" in letter.text
        assert "/aurora/sign-in/" in letter.html
        assert "http" not in letter.subject
        assert [secret for secret in secrets if secret in whole] == []
