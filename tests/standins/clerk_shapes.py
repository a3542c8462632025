"""Users and sessions with every field that Clerk's SDK requires. Times are milliseconds since 1970."""

import time
import uuid

NOBODY_YET = """
    username first_name last_name primary_phone_number_id primary_web3_wallet_id last_sign_in_at
    lockout_expires_in_seconds verification_attempts_remaining last_active_at mfa_enabled_at
    mfa_disabled_at legal_accepted_at
"""
FALSE = """
    has_image password_enabled two_factor_enabled totp_enabled backup_code_enabled banned locked
"""
NONE_OF = """
    phone_numbers web3_wallets passkeys external_accounts saml_accounts enterprise_accounts
"""


def full_user(*, email, external_id, proven=True):
    now, address = milliseconds(), full_address(email, proven=proven)
    return {
        **dict.fromkeys(NOBODY_YET.split()),
        **dict.fromkeys(FALSE.split(), False),
        **{name: [] for name in NONE_OF.split()},
        "id": f"user_{uuid.uuid4().hex}",
        "object": "user",
        "primary_email_address_id": address["id"],
        "email_addresses": [address],
        "public_metadata": {},
        "private_metadata": {},
        "unsafe_metadata": {},
        "external_id": external_id,
        "created_at": now,
        "updated_at": now,
        "delete_self_enabled": True,
        "create_organization_enabled": True,
    }


def full_address(email, *, proven):
    now = milliseconds()
    verification = {"object": "verification_admin", "status": "verified", "strategy": "admin"}
    if not proven:
        verification = {"object": "verification_otp", "status": "unverified", "strategy": "email_code"}
    return {
        "id": f"idn_{uuid.uuid4().hex}",
        "object": "email_address",
        "email_address": email.lower(),
        "reserved": False,
        "verification": verification | {"attempts": None, "expire_at": None},
        "linked_to": [],
        "matches_sso_connection": False,
        "created_at": now,
        "updated_at": now,
    }


def full_session(user_id):
    now = milliseconds()
    return {
        "object": "session",
        "id": f"sess_{uuid.uuid4().hex}",
        "user_id": user_id,
        "client_id": f"client_{uuid.uuid4().hex}",
        "status": "active",
        "last_active_at": now,
        "expire_at": now + 7 * 86_400_000,
        "abandon_at": now + 30 * 86_400_000,
        "created_at": now,
        "updated_at": now,
    }


def addresses(user):
    return [address["email_address"] for address in user["email_addresses"]]


def proven_addresses(user):
    held = [address for address in user["email_addresses"] if address["verification"]["status"] == "verified"]
    return [address["email_address"] for address in held]


def milliseconds():
    return int(time.time() * 1000)
