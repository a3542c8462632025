"""A template can be read line by line: one element a line, at most 120 characters, and a page of lines at most.

No line opens two elements, but for short inline markup: a line that opens an element may open one inline element
(INLINE) within or beside it, and a line of running text may open two. No line draws two components either (DRAWN).
"""

import re

from tests.architecture.source import files, read

WIDEST_LINE = 120
LONGEST_TEMPLATE = 120
INLINE = {
    *("a", "abbr", "b", "br", "cite", "code", "em", "i", "kbd", "mark", "q", "small", "span"),
    *("strong", "sub", "sup", "time"),
}
DJANGO = re.compile(r"\{[{%#].*?[}%#]\}")
DRAWN = re.compile(
    r"\{% (?:include|field|post_button|status_badge|avatar|rating|steps|error_summary|nav_link) "
)
OPENED = re.compile(r"<([a-zA-Z][\w-]*)")


def templates():
    found = {path: read(path).splitlines() for path in files(".html") if path.startswith("templates/")}
    assert len(found) > 100, "these are all of them"
    return found


def lines_that(fault):
    return [
        f"{path}:{number}"
        for path, lines in templates().items()
        for number, line in enumerate(lines, 1)
        if fault(line)
    ]


def is_crowded(line):
    opened = OPENED.findall(DJANGO.sub("", line))
    return len(opened) > 2 or sum(name not in INLINE for name in opened) > 1 or len(DRAWN.findall(line)) > 1


def test_a_line_of_a_template_is_not_too_wide():
    assert lines_that(lambda line: len(line) > WIDEST_LINE) == []


def test_a_line_of_a_template_opens_one_element():
    assert lines_that(is_crowded) == []


def test_a_template_is_not_too_long():
    assert {path: len(lines) for path, lines in templates().items() if len(lines) > LONGEST_TEMPLATE} == {}
