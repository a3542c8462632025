"""How gunicorn serves RestartiX, here and on a clinic's own server; the command says where."""

from typing import Any

worker_class = "gthread"
workers = 2
# Read once, then forked; nothing is connected to before.
preload_app = True
threads = 4
keepalive = 5
timeout = 30
graceful_timeout = 5
control_socket_disable = True
# No access log: addresses hold ids, and a proxy in front keeps one if a clinic wants it.
accesslog = None
errorlog = "-"
loglevel = "warning"


def when_ready(_server: Any) -> None:
    """Before the first fork: look once at what the database would log."""
    from restartix.core.database_log import warn_at_start

    warn_at_start()
