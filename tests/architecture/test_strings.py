"""The Romanian catalogue is whole, with nothing left over, and the templates say nothing outside it."""

import re
from html.parser import HTMLParser

from django.template.base import Lexer, TokenType

from restartix.tools.local import strings
from restartix.tools.local.processes import ROOT
from tests.architecture.source import modules, read

BLANK = re.compile(r"%\(\w+\)[a-z]|%[a-z%]")
TAG = re.compile(r"<[^>]*>")
LETTERS = re.compile(r"[A-Za-z]{2,}")
BARE_WORDS = re.compile(r"""\b(?:label|title|text|action|link_text|caption)=(?:"[^"]+"|'[^']+')""")
SPOKEN = {"aria-label", "alt", "placeholder", "title"}
NAME = re.compile(r"RestartiX?")
STATUSES = {
    "Booked": "Rezervată",
    "Upcoming": "Programată",
    "Confirmed": "Confirmată",
    "In progress": "În lucru",
    "Done": "Realizată",
    "Cancelled": "Anulată",
    "No-show": "Neprezentare",
}
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
KEPT = strings.existing_catalogue()


def names(catalogue):
    return {(message.context, message.id) for message in catalogue if message.id}


def translations():
    """Each source string with each of its Romanian forms; plural forms are held against the source's plural."""
    for message in KEPT:
        if isinstance(message.id, tuple):
            yield from ((message.id[1], said) for said in message.string)
        elif message.id:
            yield message.id, message.string


def test_every_string_that_people_read_is_in_the_catalogue():
    assert names(strings.gather()) - names(KEPT) == set()


def test_the_catalogue_keeps_no_string_that_is_gone():
    assert names(KEPT) - names(strings.gather()) == set()
    assert not KEPT.obsolete


def test_every_string_of_the_catalogue_is_in_romanian():
    assert strings.missing_translations(KEPT) == []
    assert [message.id for message in KEPT if message.id and message.fuzzy] == []


def test_every_count_has_the_three_forms_of_romanian():
    counts = {message.id: message.string for message in KEPT if isinstance(message.id, tuple)}

    assert {said: len(forms) for said, forms in counts.items()} == dict.fromkeys(counts, 3)


def test_a_translation_has_the_blanks_of_its_source():
    wrong = [
        said for said in translations() if sorted(BLANK.findall(said[0])) != sorted(BLANK.findall(said[1]))
    ]

    assert wrong == []


def test_a_translation_has_the_tags_of_its_source():
    assert [said for said in translations() if TAG.findall(said[0]) != TAG.findall(said[1])] == []


def test_romanian_is_written_with_commas_below_and_not_with_cedillas():
    assert [said for _source, said in translations() if set("şţŞŢ") & set(said)] == []


def test_a_visits_statuses_have_the_clinics_words():
    assert {status: KEPT.get(status).string for status in STATUSES} == STATUSES


def test_the_catalogue_names_nobody():
    head = strings.CATALOGUE.read_text().split("\n\n")[0]

    assert "Project-Id-Version: RestartiX\\n" in head
    assert "@" not in head


class Said(HTMLParser):
    """Collects the words of a page: its text, and the attributes that are read out."""

    def __init__(self):
        super().__init__()
        self.words = []

    def handle_starttag(self, tag, attrs):
        self.words += [value for name, value in attrs if name in SPOKEN and value]

    def handle_data(self, data):
        if self.cdata_elem is None:
            self.words.append(data)


def words_outside_gettext(source):
    """What is left to read when what Django fills in, comments and translated blocks are taken away."""
    kept, within = "", ""
    for token in Lexer(source).tokenize():
        name = token.contents.split(" ")[0] if token.token_type == TokenType.BLOCK else ""
        if name in {"blocktranslate", "comment", "blocktrans"}:
            within = name
        elif within and name == f"end{within}":
            within = ""
        elif not within and token.token_type == TokenType.TEXT:
            kept += token.contents
    page = Said()
    page.feed(kept)
    return [" ".join(word.split()) for word in page.words if LETTERS.search(NAME.sub("", word))]


def test_a_template_says_nothing_outside_gettext():
    bare = {}
    for template in TEMPLATES:
        source = template.read_text()
        said = words_outside_gettext(source)
        said += BARE_WORDS.findall(" ".join(re.findall(r"\{%.*?%\}", source)))
        if said:
            bare[template.relative_to(ROOT).as_posix()] = said

    assert bare == {}
    assert len(TEMPLATES) > 100, "these are all of them"


def test_translations_are_asked_for_by_the_names_that_are_gathered():
    """One called by another name would stay English, and no other test would miss it."""
    named = re.compile(r"\b(n?p?gettext(?:_lazy|_noop)?) as (\w+)")
    renamed = {
        path: found[2]
        for path in modules()
        for found in named.finditer(read(path))
        if found[2] not in strings.KEYWORDS
    }

    assert renamed == {}
