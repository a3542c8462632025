"""What Daily accepts: property names, room names, times. Each rule says what is wrong, or None."""

import re
import time

ROOM = "name privacy properties"
ROOM_PROPERTIES = """
    nbf exp max_participants eject_at_room_exp eject_after_elapsed enable_knocking enable_prejoin_ui
    enable_chat enable_screenshare enable_people_ui enable_network_ui enable_pip_ui
    enable_emoji_reactions enable_hand_raising enable_noise_cancellation_ui enable_video_processing_ui
    enable_live_captions_ui enable_breakout_rooms enable_advanced_chat enable_shared_chat_history
    start_video_off start_audio_off enable_recording enforce_unique_user_ids enable_hidden_participants
    enable_terse_logging geo lang permissions meeting_join_hook recordings_bucket
    enable_transcription_storage auto_transcription_settings
"""
TOKEN_PROPERTIES = """
    room_name user_name user_id is_owner nbf exp eject_at_token_exp eject_after_elapsed knocking
    enable_prejoin_ui enable_screenshare start_video_off start_audio_off enable_recording
    enable_recording_ui start_cloud_recording auto_start_transcription close_tab_on_exit
    redirect_on_meeting_exit lang permissions enable_live_captions_ui enable_terse_logging
"""
LANGUAGES = "da de en es fi fr it jp ka nl no pt pt-BR pl ru sv tr user"


def wrong_room(sent, *, hipaa=False):
    if hipaa and "name" in sent:
        return "custom room names are not allowed for this domain"
    return (
        unknown(sent, ROOM) or wrong_name(sent.get("name")) or wrong_properties(sent.get("properties") or {})
    )


def wrong_token(properties):
    if len(properties.get("user_id", "")) > 36:
        return "user_id is longer than 36 characters"
    return unknown(properties, TOKEN_PROPERTIES) or past(properties)


def wrong_name(name):
    if name and not re.fullmatch(r"[A-Za-z0-9_-]+", name):
        return f"{name} contains invalid characters (room names can contain A-Z, a-z, 0-9, '-', and '_')"
    return "room name is too long" if len(name or "") > 128 else None


def wrong_properties(properties):
    language = properties.get("lang", "user")
    if language not in LANGUAGES.split():
        return f"lang was '{language}', which is not a language we know"
    return unknown(properties, ROOM_PROPERTIES) or past(properties)


def unknown(sent, known):
    return next((f"invalid property name '{key}'" for key in sent if key not in known.split()), None)


def past(properties):
    for key in ("exp", "nbf"):
        moment = properties.get(key)
        if moment is not None and not (isinstance(moment, int) and moment > time.time()):
            return f"{key} was '{moment}', which is in the past rather than in the future"
    return None
