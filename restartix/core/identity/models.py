"""Logins, and the links by e-mail that sign people in where Clerk isn't used."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from restartix.core.clinics.models import Organisation
from restartix.core.clinics.scope import new_nonce, token_for
from restartix.core.identity.session_store import SessionStore


class User(models.Model):
    """A login: a person who can sign in, at one clinic or several."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    clerk_user_id = models.CharField(max_length=64, unique=True, null=True)  # noqa: DJ001 (several may have none)
    clerk_updated_at = models.BigIntegerField(default=0)
    language = models.CharField(max_length=8, blank=True)
    is_active = models.BooleanField(default=True)
    session_nonce = models.CharField(max_length=64, default=new_nonce)
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"user {self.id}"


class ClerkSignIn(models.Model):
    """A session at Clerk with which somebody signed in here; or, under its own id, a whole account that is gone there.
    The database keeps it; nobody reads it directly."""

    session_id = models.CharField(max_length=64, primary_key=True)
    clerk_user_id = models.CharField(max_length=64, blank=True)
    begun_at = models.DateTimeField(default=timezone.now)
    asked_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)
    to_revoke_at = models.DateTimeField(null=True)
    is_followed = models.BooleanField(default=False, db_default=False)
    """Our own session names it, so that it ends here once nobody's does (not so before version 0012)."""

    class Meta:
        indexes = [
            models.Index(fields=["asked_at"], condition=Q(ended_at=None), name="clerk_to_ask"),
            models.Index(
                fields=["to_revoke_at"], condition=Q(to_revoke_at__isnull=False), name="clerk_to_revoke"
            ),
        ]

    def __str__(self) -> str:
        return self.session_id


class SignInLink(models.Model):
    """One mailed chance to sign in: works once, for a quarter of an hour. Its token is derived, never stored."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    user = models.ForeignKey(User, models.PROTECT)
    nonce = models.CharField(max_length=64, default=new_nonce)
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "id"], name="sign_in_link_of_organisation")
        ]

    def __str__(self) -> str:
        return f"sign-in link {self.id}"

    @property
    def token(self) -> str:
        return token_for(self.nonce, purpose="sign-in")


class OneTimeCode(models.Model):
    """Six digits sent to an address; typing them back shows that one reads what arrives there.

    The digits are derived from the nonce, never stored. The database counts the tries and spends the code.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    purpose = models.CharField(max_length=16)
    subject = models.CharField(max_length=80)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=32, blank=True)
    language = models.CharField(max_length=8, blank=True)
    nonce = models.CharField(max_length=64, default=new_nonce)
    tries = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "id"], name="one_time_code_of_organisation")
        ]
        indexes = [
            models.Index(fields=["organisation", "purpose", "subject", "created_at"], name="codes_by_subject")
        ]

    def __str__(self) -> str:
        return f"one-time code {self.id}"


class Session(AbstractBaseSession):
    """Somebody signed in on one browser, or a visitor of whom little is remembered. Gone once it is over."""

    user_id = models.UUIDField(null=True, db_index=True)
    device = models.CharField(max_length=60, blank=True)
    began_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    clerk_session_id = models.CharField(max_length=64, blank=True, default="", db_default="")
    locked_for = models.UUIDField(null=True)
    """Given out of the hand of whoever is signed in (core.identity.locks); saving the session never writes it."""

    class Meta(AbstractBaseSession.Meta):
        abstract = False
        indexes = [
            models.Index(
                fields=["clerk_session_id"], condition=~Q(clerk_session_id=""), name="session_of_clerk"
            )
        ]

    def save(self, *args: Any, force_update: bool = False, **kwargs: Any) -> None:
        """A request that began before the lock was set must not undo it."""
        if force_update:
            names = [
                field.name for field in self._meta.fields if field.name not in {"session_key", "locked_for"}
            ]
            kwargs.setdefault("update_fields", names)
        super().save(*args, force_update=force_update, **kwargs)

    @classmethod
    def get_session_store_class(cls) -> type[SessionStore]:
        return SessionStore
