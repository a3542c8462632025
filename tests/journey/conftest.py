"""A journey's people: each a browser of their own; and the post that reaches them."""

import os
import re
import time
from email import message_from_bytes, policy
from pathlib import Path

import pytest

PICTURES = os.environ.get("SCREENSHOTS")


class Post:
    """What the worker has mailed, as the demo's outbox keeps it."""

    def __init__(self, folder):
        self.folder = folder

    def wait_for(self, address, words, seconds=30):
        """The newest letter to `address` whose text has `words`."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            found = [
                letter for letter in self._letters() if letter["To"] == address and words in text_of(letter)
            ]
            if found:
                return found[-1]
            time.sleep(0.2)
        raise AssertionError(f"no letter with {words!r} came")

    def _letters(self):
        kept = sorted(self.folder.glob("*.eml"), key=lambda path: path.stat().st_mtime)
        return [message_from_bytes(path.read_bytes(), policy=policy.default) for path in kept]


def text_of(letter):
    return letter.get_body(("plain",)).get_content()


def link_in(letter, part):
    """The first address in the letter that has `part`."""
    return next(url for url in re.findall(r"https?://\S+", text_of(letter)) if part in url)


@pytest.fixture
def post(serving, worker):
    return Post(serving.outbox)


@pytest.fixture
def picture():
    """Keep a picture of a page when SCREENSHOTS names a folder."""

    def keep(page, name):
        if PICTURES:
            page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True, caret="initial")

    return keep
