"""Who signs in at the sample clinics, and as what."""

from __future__ import annotations

from restartix.tools.sample.people import LOGINS
from restartix.tools.sample.staff import ADMINS, CLINICS, POSTS

Login = tuple[str, str, str]


def logins(slug: str) -> list[Login]:
    """E-mail address, role and name of each: the admin, the specialists, the patients."""
    name, key = ADMINS[slug]
    staff = [(f"{key}@{slug}.example", "admin", name)]
    staff += [(f"{one.key}@{slug}.example", "specialist", one.name) for one in POSTS if one.clinic == slug]
    return staff + [(email, "patient", name) for name, email in LOGINS[slug]]


def sample_clinics() -> list[dict[str, object]]:
    return [
        {"slug": slug, "name": about["name"], "tagline": about["tagline"], "logins": logins(slug)}
        for slug, about in CLINICS.items()
    ]
