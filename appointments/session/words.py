"""What the scripts of the call and of the device test say, by the state they are in."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

HEADS = {
    "waiting": _("Waiting"),
    "door": _("Waiting room"),
    "connected": _("Connected"),
    "failed": _("Not connected"),
}
WAITING_FOR_PATIENT = _("Nobody has come in yet. You see here when %(name)s does.")
WAITING_FOR_STAFF = _("You are let in. Waiting for %(name)s.")
CALL = {
    "preparing": _("Opening your camera and microphone…"),
    "expected": _("%(name)s is here and sees that you wait."),
    "unexpected": _("Waiting for %(name)s, who is not in the room yet."),
    "door": _("%(name)s is in the waiting room. Let them in when you are ready."),
    "connecting": _("Connecting with %(name)s…"),
    "again": _("The connection to %(name)s is interrupted. It comes back by itself."),
    "connected": _("Connected"),
    "failed": _("The picture does not come through. We keep trying."),
    "offline": _("Your connection is interrupted. We keep trying."),
    "refused": _("You are no longer signed in here. Sign in again, and you are back in the call."),
    "over": _("The call is over."),
    "frame": _("Video call"),
    "you": _("You"),
    "heard": _("Until then you are heard, but not seen."),
    "seen": _("Until then you are seen, but not heard."),
}
TROUBLES = {
    "refused": _(
        "Your browser keeps the camera or the microphone from us. Allow them beside the address, then try again."
    ),
    "missing": _("We find no camera or no microphone on this device."),
    "busy": _("Another program seems to use your camera or microphone. Close it, then try again."),
}

PARTS = {
    "camera": {
        "underway": _("Your browser may ask whether we may use it. Please allow it."),
        "ok": _("We see a picture."),
        "failed": _("No picture comes."),
    },
    "microphone": {
        "underway": _("Say something: the bar moves when we hear you."),
        "ok": _("We hear you."),
        "failed": _("We hear nothing. Is the right microphone chosen, and is it not muted?"),
    },
    "speaker": {
        "underway": _("Do you hear the tone?"),
        "ok": _("You hear us."),
        "failed": _("Turn the volume up, or use headphones; then try again."),
    },
    "network": {
        "underway": _("We try the way to us…"),
        "ok": _("Your connection reaches us."),
        "failed": _("Calls don’t come through here. Another network, the phone’s own for example, may do."),
    },
}
PART_TROUBLES = {
    "refused": _("Your browser keeps it from us. Allow it beside the address, then try again."),
    "missing": _("We find none on this device."),
    "busy": _("Another program seems to use it. Close that one, then try again."),
}
TEST = {
    "untried": _("not tried"),
    "again": _("Test again"),
    "kept": _("The clinic sees this result."),
    "not_kept": _("The result could not be sent. You can try again."),
}


def words_of_call(other: str, *, is_staff: bool) -> dict[str, Any]:
    """`other` is the name of the one who is waited for."""
    waiting = WAITING_FOR_PATIENT if is_staff else WAITING_FOR_STAFF
    said = {key: str(word) % {"name": other} for key, word in {**CALL, "waiting": waiting}.items()}
    return {**said, "heads": _spoken(HEADS), "troubles": _spoken(TROUBLES)}


def words_of_test() -> dict[str, Any]:
    parts = {part: _spoken(words) for part, words in PARTS.items()}
    return {**_spoken(TEST), "parts": parts, "troubles": _spoken(PART_TROUBLES)}


def _spoken(words: dict[str, Any]) -> dict[str, str]:
    return {key: str(word) for key, word in words.items()}
