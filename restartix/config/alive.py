"""The web container's health check: does it answer on /healthz as it would to the proxy in front of it?"""

import os
import sys
import urllib.request
from urllib.parse import urlsplit


def main(port: str = "8000") -> None:
    site = urlsplit(os.environ.get("SITE_URL", "http://127.0.0.1"))
    headers = {"Host": site.netloc, "X-Forwarded-Proto": site.scheme}
    asked = urllib.request.Request(f"http://127.0.0.1:{port}/healthz", headers=headers)
    straight = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    straight.open(asked, timeout=5).close()


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except OSError as failure:
        sys.exit(f"no healthy answer: {failure}")
