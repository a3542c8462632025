"""What Clerk's Frontend API says of an instance, a browser's client, its sessions and an attempt to sign in, in the
shapes that clerk-js reads. Sign-up is open, as it is at Clerk unless it is switched off."""

import uuid

from tests.standins.clerk_shapes import milliseconds

OFF = {
    "enabled": False,
    "required": False,
    "used_for_first_factor": False,
    "first_factors": [],
    "used_for_second_factor": False,
    "second_factors": [],
    "verifications": [],
    "verify_at_sign_up": False,
    "immutable": False,
}
ATTRIBUTES = """
    phone_number username first_name last_name web3_wallet authenticator_app backup_code passkey ticket
"""


def environment(site):
    email = OFF | {
        "enabled": True,
        "required": True,
        "used_for_first_factor": True,
        "first_factors": ["email_code"],
        "verifications": ["email_code"],
        "verify_at_sign_up": True,
    }
    return {
        "object": "environment",
        "id": "env_standin",
        "auth_config": {
            "object": "auth_config",
            "id": "aconf_standin",
            "single_session_mode": True,
            "claimed_at": None,
            "reverification": False,
            "preferred_channels": None,
        },
        "display_config": _display(site),
        "user_settings": {
            "attributes": dict.fromkeys(ATTRIBUTES.split(), OFF)
            | {"email_address": email, "password": OFF | {"enabled": True, "required": True}},
            "social": {},
            "saml": {"enabled": False},
            "enterprise_sso": {"enabled": False},
            "sign_in": {"second_factor": {"required": False, "enabled": False}},
            "sign_up": {
                "captcha_enabled": False,
                "captcha_widget_type": "smart",
                "custom_action_required": False,
                "progressive": True,
                "mode": "public",
                "legal_consent_enabled": False,
            },
            "actions": {"delete_self": True, "create_organization": False},
            "attack_protection": {"enumeration_protection": {"enabled": False}},
            "passkey_settings": {"allow_autofill": False, "show_sign_in_button": False},
            "password_settings": {"min_length": 8, "max_length": 72, "allowed_special_characters": ""},
            "username_settings": {"min_length": 4, "max_length": 64},
        },
        "organization_settings": {
            "enabled": False,
            "max_allowed_memberships": 5,
            "force_organization_selection": False,
            "actions": {"admin_delete": True},
            "domains": {"enabled": False, "enrollment_modes": [], "default_role": None},
            "slug": {"disabled": True},
        },
        "commerce_settings": {
            "billing": {
                "user": {"enabled": False, "has_paid_plans": False},
                "organization": {"enabled": False, "has_paid_plans": False},
            }
        },
        "api_keys_settings": {"enabled": False},
        "maintenance_mode": False,
        "client_debug_mode": False,
        "partitioned_cookies": False,
    }


def _display(site):
    here = f"{site}/"
    pages = "sign_in sign_up user_profile after_sign_in after_sign_up after_sign_out_one after_sign_out_all"
    pages += " after_switch_session home organization_profile create_organization after_leave_organization"
    pages += " after_create_organization waitlist"
    return {name + "_url": here for name in pages.split()} | {
        "object": "display_config",
        "id": "dcfg_standin",
        "instance_environment_type": "development",
        "application_name": "Aurora",
        "theme": {"buttons": {}, "general": {}, "accounts": {}},
        "preferred_sign_in_strategy": "password",
        "logo_image_url": None,
        "favicon_image_url": None,
        "branded": False,
        "captcha_public_key": None,
        "captcha_widget_type": None,
        "captcha_provider": "turnstile",
        "captcha_oauth_bypass": [],
        "clerk_js_version": "6",
        "show_devmode_warning": False,
        "support_email": None,
        "privacy_policy_url": None,
        "terms_url": None,
        "google_one_tap_client_id": None,
    }


def client(client_id, sessions, sign_in):
    return {
        "object": "client",
        "id": client_id,
        "sessions": sessions,
        "sign_in": sign_in,
        "sign_up": None,
        "last_active_session_id": sessions[-1]["id"] if sessions else None,
        "last_authentication_strategy": None,
        "captcha_bypass": False,
        "cookie_expires_at": None,
        "created_at": milliseconds(),
        "updated_at": milliseconds(),
    }


def session(row, user, jwt):
    address = user["email_addresses"][0]["email_address"]
    return row | {
        "actor": None,
        "tasks": None,
        "factor_verification_age": None,
        "last_active_organization_id": None,
        "last_active_token": {"object": "token", "jwt": jwt},
        "user": user | {"image_url": "", "organization_memberships": []},
        "public_user_data": {
            "first_name": None,
            "last_name": None,
            "image_url": "",
            "has_image": False,
            "identifier": address,
        },
    }


def sign_in(email, address_id):
    return {
        "object": "sign_in_attempt",
        "id": f"sia_{uuid.uuid4().hex}",
        "status": "needs_first_factor",
        "supported_identifiers": ["email_address"],
        "supported_first_factors": [
            {"strategy": "password"},
            {
                "strategy": "email_code",
                "safe_identifier": email,
                "email_address_id": address_id,
                "primary": True,
            },
        ],
        "supported_second_factors": None,
        "first_factor_verification": None,
        "second_factor_verification": None,
        "identifier": email,
        "user_data": None,
        "created_session_id": None,
        "abandon_at": milliseconds() + 86_400_000,
    }
