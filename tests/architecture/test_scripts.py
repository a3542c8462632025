"""What pages' scripts may do."""

import re

from tests.architecture.source import files, read

SENDER = "static/js/send.js"
SENDS = re.compile(
    r"method:\s*[\"'](?!HEAD|GET)\w+|sendBeacon|XMLHttpRequest\(|\bWebSocket\(|\bEventSource\("
)


def scripts():
    return [path for path in files(".js") if path.startswith("static/js/")]


def test_one_function_sends_what_scripts_send():
    """It alone knows what to do when the form's token is old or nobody is signed in any more."""
    assert [path for path in scripts() if path != SENDER and SENDS.search(read(path))] == []
    assert SENDS.search(read(SENDER)), "this one is seen"
    assert len(scripts()) > 10, "these are all of them"


def test_the_form_token_is_handled_in_one_place():
    assert [
        path for path in scripts() if path != SENDER and re.search("csrf", read(path), re.IGNORECASE)
    ] == []
