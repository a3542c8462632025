"""Pages and messages use the words of docs/glossary.md: none of those in words.toml comes back, in either language."""

import re
import tomllib

import pytest

from restartix.tools.local import strings
from restartix.tools.local.processes import ROOT

RULES = tomllib.loads((ROOT / "tests" / "architecture" / "words.toml").read_text())
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|\{\{.*?\}\}|<[^>]*>")


def texts(values):
    """Each plain text of a message, without its placeholders and tags."""
    for value in values:
        for text in (value,) if isinstance(value, str) else value:
            yield PLACEHOLDER.sub("…", text)


def english():
    return sorted(set(texts(message.id for message in strings.gather() if message.id)))


def romanian():
    return sorted(set(texts(message.string for message in strings.existing_catalogue() if message.id)))


def breaches(rule, sentences):
    """The sentences that a rule forbids, once the phrases in which its word is right are taken out."""
    never = re.compile(rule["never"], 0 if rule.get("exact") else re.IGNORECASE)
    allowed = [re.compile(re.escape(phrase), re.IGNORECASE) for phrase in rule.get("allowed", [])]
    for sentence in sentences:
        rest = sentence
        for phrase in allowed:
            rest = phrase.sub("…", rest)
        if never.search(rest):
            yield sentence


@pytest.mark.parametrize("language", ["english", "romanian"])
def test_words_that_were_given_up_never_come_back(language):
    sentences = {"english": english, "romanian": romanian}[language]()
    wrong = {
        f"{rule['never']} → {rule['instead']}": found
        for rule in RULES[language]
        if (found := list(breaches(rule, sentences)))
    }

    assert wrong == {}
    assert len(sentences) > 1500, "these are all of them"


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("english", "They get a letter with the sign-in page."),
        ("english", "4 of 6 behind, 1 planned"),
        ("english", "Take the booking on"),
        ("english", "Your answers are kept."),
        ("english", "Look into your mail"),
        ("english", "How late it can be booked"),
        ("romanian", "Rezervarea este făcută"),
        ("romanian", "Vizita dumneavoastră"),
        ("romanian", "Salvează"),
        ("romanian", "Nu mai sunteți conectat aici."),
        ("romanian", "Invitat(ă)"),
        ("romanian", "Timpul a fost blocat."),
    ],
)
def test_a_word_that_was_given_up_is_noticed(language, sentence):
    assert any(list(breaches(rule, [sentence])) for rule in RULES[language])


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("english", "Lower-case letters, digits and hyphens."),
        ("english", "A referral letter as a PDF"),
        ("english", "The mail server"),
        ("romanian", "Rezervată"),
        ("romanian", "Cod de rezervă"),
        ("romanian", "Un vizitator"),
    ],
)
def test_a_word_in_its_right_place_is_let_pass(language, sentence):
    assert not any(list(breaches(rule, [sentence])) for rule in RULES[language])


def test_every_rule_says_what_to_write_instead():
    assert [rule["never"] for rules in RULES.values() for rule in rules if not rule["instead"]] == []


def test_what_is_allowed_is_needed():
    """A phrase that no sentence has any more, and that no rule's word is in, leaves the list."""
    useless = [
        phrase
        for rules in RULES.values()
        for rule in rules
        for phrase in rule.get("allowed", [])
        if not list(breaches({**rule, "allowed": []}, [phrase]))
    ]

    assert useless == []
