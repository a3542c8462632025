"""What the scripts of the call and of the device test say, by the state they are in."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

HEADS = {
    "waiting": _("Waiting"),
    "door": _("Waiting room"),
    "connected": _("Connected"),
    "silent": _("Connected, the sound is off"),
    "failed": _("Not connected"),
}
WAITING_FOR_PATIENT = _("Nobody has joined yet. You will see it here when %(name)s does.")
WAITING_FOR_STAFF = _("You have been let in. Waiting for %(name)s.")
CALL = {
    "preparing": _("Opening your camera and microphone…"),
    "expected": _("%(name)s is here and knows that you are waiting."),
    "unexpected": _("Waiting for %(name)s, who is not in the room yet."),
    "door": _("%(name)s is in the waiting room. Let them in when you are ready."),
    "connecting": _("Connecting with %(name)s…"),
    "again": _("The connection to %(name)s is interrupted. It will come back by itself."),
    "entering": _(
        "The video room is open. Press “Join” to enter. It can take a minute until you see here who is in "
        "the room."
    ),
    "connected": _("Connected"),
    "failed": _("The picture is not coming through. We keep trying."),
    "offline": _("Your connection is interrupted. We keep trying."),
    "refused": _("You are no longer signed in here. Sign in again to get back into the call."),
    "silent": _("Connected, but your browser plays no sound until you turn it on."),
    "unable": _("This browser can’t make video calls."),
    "over": _("The call is over."),
    "rings": _("Somebody is in the waiting room."),
    "letIn": _("You can now join your visit."),
    "full": _("This visit is open in too many windows. Please close the others and wait a minute."),
    "frame": _("Video call"),
    "you": _("You"),
    "heard": _("Until then, others can hear you but not see you."),
    "seen": _("Until then, others can see you but not hear you."),
}
TROUBLES = {
    "refused": _(
        "Your browser does not let us use the camera or the microphone. Allow them in the address bar, "
        "then try again."
    ),
    "missing": _("No camera or no microphone found on this device."),
    "busy": _("Another program seems to be using your camera or microphone. Close it, then try again."),
    "silenced": _("Your device has switched the microphone or the camera off. Switch it on there again."),
}

PARTS = {
    "camera": {
        "underway": _("Your browser may ask whether we may use it. Please allow it."),
        "ok": _("Your camera works."),
        "failed": _("There is no picture."),
    },
    "microphone": {
        "underway": _("Say something: the bar moves when we hear you."),
        "ok": _("Your microphone works."),
        "failed": _("We can’t hear you. Is the right microphone selected, and is it unmuted?"),
        "unmeasured": _("Your microphone is open. This browser can’t measure how loud it is."),
    },
    "speaker": {
        "underway": _("Do you hear the tone?"),
        "ok": _("Your speaker works."),
        "failed": _("Turn the volume up, or use headphones; then try again."),
        "silent": _("This browser plays no sound. Is a loudspeaker or a pair of headphones connected?"),
    },
    "network": {
        "underway": _("Checking your connection…"),
        "ok": _("Your connection works."),
        "failed": _("Calls don’t get through on this network. Try another one, your phone’s for example."),
        "unable": _("This browser can’t make video calls."),
    },
}
PART_TROUBLES = {
    "refused": _("Your browser does not let us use it. Allow it in the address bar, then try again."),
    "missing": _("None found on this device."),
    "busy": _("Another program seems to be using it. Close that program, then try again."),
}
TEST = {
    "untried": _("not tested"),
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
