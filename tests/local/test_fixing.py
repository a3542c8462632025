"""bin/test --fix: runs every fix, also after one that failed, and names what is left."""

import sys

from restartix.tools.local import fixes


def test_every_fix_is_tried_and_the_failed_are_named(monkeypatch, capfd):
    fails, works = [sys.executable, "-c", "exit(1)"], [sys.executable, "-c", "print('done')"]
    monkeypatch.setattr(fixes, "FIXES", {"layout": fails, "strings": works})

    assert fixes.fix() == "bin/test --fix: left to do by hand: layout"
    assert "done" in capfd.readouterr().out


def test_nothing_is_left_when_every_fix_worked(monkeypatch):
    monkeypatch.setattr(fixes, "FIXES", {"strings": [sys.executable, "-c", ""]})

    assert fixes.fix() == ""
