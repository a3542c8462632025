"""What the oldest browsers of the README (Safari 15.4, Firefox 104, Chrome 97) lack is used with a way out only."""

import re

from tests.architecture.source import ROOT, files, read

# In the script: what it needs, where it may stand without a question before it.
YOUNG = re.compile(
    r"\.(findLast(Index)?|toSorted|toReversed|toSpliced|isSubsetOf|groupBy|fromAsync|withResolvers)\("
    r"|\bstructuredClone\(|\bObject\.groupBy|\bPromise\.try|\bstatic\s*\{|AbortSignal\.(any|timeout)"
)
GUARDED = re.compile(r"\brequestSubmit\b|\bshowPicker\b")
OLDEST = "Safari 15.4, Firefox 104, Chrome 97"


def scripts():
    return [path for path in files(".js") if path.startswith("static/js/")]


def code(path):
    return re.sub(r"/\*.*?\*/|//[^\n]*", "", read(path), flags=re.DOTALL)


def test_no_script_calls_what_the_oldest_browsers_lack():
    found = {path: YOUNG.search(code(path)) for path in scripts()}
    assert {path: hit[0] for path, hit in found.items() if hit} == {}


def test_what_some_of_them_lack_is_asked_for_first():
    for path in scripts():
        for name in set(GUARDED.findall(code(path))):
            asked = re.search(rf"\.{name} \?|\?\.{name}|{name}\?\.|\"{name}\" in ", code(path))
            assert asked, f"{path} calls {name} without asking whether it is there"


def test_dialogs_have_their_stand_in():
    """On every page that opens one."""
    openers = [path for path in scripts() if re.search(r"\.showModal\(", code(path))]
    assert openers
    for template in files(".html"):
        page = read(template)
        for opener in openers:
            name = opener.removeprefix("static/")
            if f"'{name}'" in page and "dialogs" not in opener:
                assert "'js/dialogs.js'" in page.split(f"'{name}'")[0], (
                    f"{template}: js/dialogs.js before {name}"
                )


def test_colours_are_mixed_and_windows_measured_in_one_place():
    """A declaration with a variable in it has no fallback: base.css gives these names, each with a plain stand-in."""
    for path in files(".css"):
        text = re.sub(r"@supports[^{]*\{.*?\n\}|@supports[^\n]*\n", "", read(path), flags=re.DOTALL)
        assert not re.search(r"color-mix\(|\d[dsl]v[hw]\b", text), path


def test_the_readme_and_the_page_name_the_same_oldest_browsers():
    assert OLDEST in (ROOT / "README.md").read_text()
    assert "Safari 15.4, Firefox 104, Chrome or Edge 97" in read("templates/videocall/_able.html")


def test_numbers_to_dial_hold_no_spaces():
    """Safari dials nothing past a space."""
    for path in files(".html"):
        for number in re.findall(r"tel:\{\{(.*?)\}\}", read(path)):
            assert number.strip() == "dial" or number.strip().endswith("|tel_digits"), path
