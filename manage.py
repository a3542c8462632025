#!/usr/bin/env python
"""RestartiX's commands. Each runs as the database role that it needs and knows no other's address."""

import os
import sys

AS_OWNER = {
    *("migrate", "makemigrations", "create_clinic", "load_sample_clinic", "who_signs_in"),
    "verify_signatures",
}
AS_WORKER = {"work", "qcluster", "worker_alive"}


def role_for(command: str) -> str:
    if command in AS_OWNER:
        return "owner"
    return "worker" if command in AS_WORKER else "web"


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "restartix.config.settings")
    os.environ.setdefault("RESTARTIX_AS", role_for(sys.argv[1] if len(sys.argv) > 1 else ""))
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
