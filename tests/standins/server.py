"""A stand-in for an outside service: a real HTTP server on loopback, with a memory, that fails when told.

In a test: `with DailyStandin() as daily: daily.next(status=429, retry_after=7)`. For other processes:
POST /_plan with the same words as JSON; GET /_requests shows what was asked, POST /_reset forgets all of it.
"""

import json
import signal
import socket
import sys
import threading
from argparse import ArgumentParser
from contextlib import suppress
from dataclasses import asdict
from email import message_from_bytes
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, parse_qsl, unquote, urlsplit

from tests.standins.exchange import Asked, Fault, Reply


class Standin:
    """Subclasses answer in `answer(asked)` (called under a lock) and word their errors in `error(status)`."""

    def __init__(self, *, port=0):
        self.asked: list[Asked] = []
        self.faults: list[Fault] = []
        self.lock = threading.RLock()
        self.stopping = threading.Event()
        self.server = Server(("127.0.0.1", port), Handler)
        self.server.standin = self
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True)

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server.server_port}/v1"

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.stopping.set()
        self.server.shutdown()
        self.server.hang_up()
        self.server.server_close()
        self.thread.join()

    def next(self, *, times=1, **wrong):
        """The next `times` fitting requests go wrong like this (see Fault)."""
        with self.lock:
            self.faults += [Fault(**wrong)] * times

    def reset(self):
        """As on the first day."""
        self.asked.clear()
        self.faults.clear()

    def answer(self, asked):
        raise NotImplementedError

    def error(self, status):
        raise NotImplementedError

    def reply(self, asked):
        """The answer with whatever is planned for it; None means: close the connection without one."""
        with self.lock:
            self.asked.append(asked)
            fault = next((each for each in self.faults if each.fits(asked)), None)
            if fault:
                self.faults.remove(fault)
            usual = self.answer(asked) if fault is None or fault.after else None
        if fault is None:
            return usual
        self.stopping.wait(fault.hang)
        return None if fault.drop else self._spoiled(fault, usual)

    def control(self, asked):
        with self.lock:
            if asked.path == "/_plan":
                self.next(**asked.json)
            elif asked.path == "/_reset":
                self.reset()
            return Reply(200, [asdict(each) for each in self.asked])

    def _spoiled(self, fault, usual):
        if fault.status is None and fault.body is None:
            return usual or Reply(503, self.error(503))
        status = fault.status or 200
        headers = {} if fault.retry_after is None else {"Retry-After": str(fault.retry_after)}
        return Reply(status, self.error(status) if fault.body is None else fault.body, headers)


def serve(kind):
    """Run one in a process of its own until it is stopped: `python -m tests.standins.daily --port 9001`."""
    parser = ArgumentParser(description=kind.__doc__)
    parser.add_argument("--port", type=int, default=0)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with kind(port=parser.parse_args().port) as standin, suppress(KeyboardInterrupt):
        sys.stdout.write(f"{standin.url}\n")
        sys.stdout.flush()
        signal.pause()


class Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    standin: Standin

    def __init__(self, *args):
        self.open = set()
        super().__init__(*args)

    def process_request(self, request, client_address):
        self.open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request):
        self.open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request, client_address):
        """A client that gave up waiting is part of the exercise."""

    def hang_up(self):
        """No kept connection outlives the stand-in, or this one would answer for the next one on its port."""
        for connection in list(self.open):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Server

    def handle_any(self):
        standin = self.server.standin
        asked = self._asked()
        reply = standin.control(asked) if asked.path.startswith("/_") else standin.reply(asked)
        if reply is None:
            self.close_connection = True
            return
        is_json = not isinstance(reply.body, str | bytes)
        body = json.dumps(reply.body) if is_json else reply.body
        body = body.encode() if isinstance(body, str) else body
        kind = {"Content-Type": "application/json" if is_json else "text/html"}
        self.send_response(reply.status)
        self.send_header("Content-Length", str(len(body)))
        for name, value in (kind | reply.headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = do_PATCH = do_DELETE = handle_any

    def log_message(self, *_):
        """Nothing: what was asked is kept in `asked`."""

    def _asked(self):
        parts = urlsplit(self.path)
        sent = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        is_form = self.headers.get_content_type() == "application/x-www-form-urlencoded"
        is_json = bool(sent) and not is_form and self.headers.get_content_maintype() != "multipart"
        return Asked(
            method=self.command,
            path=unquote(parts.path.removeprefix("/v1")),
            query=parse_qs(parts.query),
            json=json.loads(sent) if is_json else None,
            form=dict(parse_qsl(sent.decode())) if is_form else self._parts_of(sent),
            headers={name.lower(): value for name, value in self.headers.items()},
            client=self.client_address[1],
        )

    def _parts_of(self, sent):
        """The fields of multipart/form-data, files too, as text."""
        if self.headers.get_content_type() != "multipart/form-data":
            return {}
        whole = message_from_bytes(
            b"Content-Type: %s\r\n\r\n%s" % (self.headers["Content-Type"].encode(), sent)
        )
        return {
            part.get_param("name", header="content-disposition"): _text_of(part)
            for part in whole.get_payload()
        }


def _text_of(part):
    """A file that is a message itself was read as one."""
    return part.get_payload(0).as_string() if part.is_multipart() else part.get_payload(decode=True).decode()
