"""Session tokens as Clerk signs them, with a key made when the tests run."""

import time
import uuid
from functools import cache

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa


class SigningKey:
    """An instance's key pair: `public_pem` is what CLERK_JWT_KEY holds."""

    def __init__(self, *, number=0):
        self.private = private_key(number)

    @property
    def public_pem(self):
        form = serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        return self.private.public_key().public_bytes(*form).decode()

    def token(self, user_id, session_id, *, azp="https://clinic.example", life=60, **claims):
        """A token of one minute, as clerk-js hands out; a claim given as None is left out."""
        now = int(time.time())
        usual = {
            "azp": azp,
            "exp": now + life,
            "fva": [0, -1],
            "iat": now,
            "iss": "https://standin.clerk.accounts.dev",
            "jti": uuid.uuid4().hex,
            "nbf": now - 10,
            "sid": session_id,
            "sts": "active",
            "sub": user_id,
            "v": 2,
        }
        kept = {name: value for name, value in (usual | claims).items() if value is not None}
        return jwt.encode(kept, self.private, "RS256", headers={"kid": "ins_standin"})


@cache
def private_key(_number):
    """Making one takes a while, so a run makes each only once."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)
