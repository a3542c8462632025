"""A mail server that keeps what it is given, unless whoever takes the letters says otherwise."""

import socketserver
import threading
from email import message_from_bytes


class Postbox(socketserver.ThreadingTCPServer):
    """`with Postbox(take) as box:` at `box.url`. `take(letter, port)`: false closes the connection without a word."""

    daemon_threads = True

    def __init__(self, take):
        super().__init__(("127.0.0.1", 0), Conversation)
        self.take = take
        self.url = f"smtp://127.0.0.1:{self.server_address[1]}"

    def __enter__(self):
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_error):
        self.shutdown()
        self.server_close()


class Conversation(socketserver.StreamRequestHandler):
    def handle(self):
        self.say("220 listening")
        for line in self.rfile:
            said = line[:4].upper()
            if said == b"DATA":
                self.say("354 go on")
                if not self.server.take(message_from_bytes(self.letter()), self.client_address[1]):
                    return
            self.say("221 goodbye" if said == b"QUIT" else "250 well")

    def letter(self):
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line)
        return b"".join(lines)

    def say(self, words):
        self.wfile.write(f"{words}\r\n".encode())
