"""Stand-ins for the APIs of Mailgun, Postmark, Brevo and Resend: each takes what its provider's reference takes,
refuses the rest, and keeps what it took as one kind of record."""

from tests.standins.mail_reading import MARKS, Refusal, Sent, entry, header, mailbox, read_mime
from tests.standins.server import Reply, Standin

EXTENSION_TYPES = {"ics": "text/calendar", "pdf": "application/pdf"}


class Mailer(Standin):
    """What is common to the four. `path` and `key` are the provider's own."""

    path = ""
    key = ("", "")

    def __init__(self):
        super().__init__()
        self.sent = []

    def answer(self, asked):
        name, value = self.key
        if asked.headers.get(name, "") != value:
            return Reply(401, self.error(401))
        if (asked.method, asked.path) != ("POST", self.path):
            return Reply(404, self.error(404))
        try:
            self.sent.append(self.read(asked))
        except Refusal as refusal:
            return Reply(422, {"message": str(refusal)})
        return self.accepted

    def error(self, status):
        return {"message": f"error {status}"}


class Mailgun(Mailer):
    url_for_anymail = "MAILGUN_API_URL"
    email_url = "mailgun://secret@mg.clinic.example"
    path = "/mg.clinic.example/messages.mime"
    key = ("authorization", "Basic YXBpOnNlY3JldA==")
    accepted = Reply(200, {"id": "<1@mailgun>", "message": "Queued. Thank you."})

    def read(self, asked):
        if not {"to", "message"} <= set(asked.form):
            raise Refusal("to and message are needed")
        return read_mime(asked.form["message"], reference=asked.form["v:effect"], to=asked.form["to"])


class Postmark(Mailer):
    url_for_anymail = "POSTMARK_API_URL"
    email_url = "postmark://secret@"
    path = "/email"
    key = ("x-postmark-server-token", "secret")

    @property
    def accepted(self):
        return Reply(
            200,
            {"ErrorCode": 0, "Message": "OK", "MessageID": "1", "To": self.sent[-1].to, "SubmittedAt": ""},
        )

    def read(self, asked):
        said = asked.json
        files = said.get("Attachments", [])
        for file in files:
            if not (file.get("Name") and file.get("Content") and file.get("ContentType")):
                raise Refusal("an attachment has Name, Content and ContentType")
        return Sent(
            sender=mailbox(said["From"]),
            reply_to=mailbox(said["ReplyTo"]),
            to=said["To"],
            subject=header(said["Subject"]),
            text=said["TextBody"],
            html=said["HtmlBody"],
            entries=tuple(entry(file["ContentType"], file["Content"]) for file in files),
            files=tuple(file["Name"] for file in files),
            reference=said["Metadata"]["effect"],
        )


class Brevo(Mailer):
    """It takes no type of a file: that follows from the extension of its name, which must be one that it knows. A name
    with letters and marks that it can't encode together is dropped."""

    url_for_anymail = "BREVO_API_URL"
    email_url = "brevo://secret@"
    path = "/smtp/email"
    key = ("api-key", "secret")
    accepted = Reply(201, {"messageId": "<1@brevo>"})

    def read(self, asked):
        said = asked.json
        if len(said["sender"].get("name", "")) > 70:
            raise Refusal("sender.name has 70 characters at most")
        for mailbox_ in (said["sender"], said["replyTo"]):
            if not mailbox_["name"].isascii() and MARKS.search(mailbox_["name"]):
                mailbox_["name"] = ""
        files = said.get("attachment", [])
        types = [self._type_of(file) for file in files]
        return Sent(
            sender=(header(said["sender"]["name"]), said["sender"]["email"]),
            reply_to=(header(said["replyTo"].get("name", "")), said["replyTo"]["email"]),
            to=said["to"][0]["email"],
            subject=header(said["subject"]),
            text=said["textContent"],
            html=said["htmlContent"],
            entries=tuple(entry(type_, file["content"]) for type_, file in zip(types, files, strict=True)),
            files=tuple(file["name"] for file in files),
            reference=said["headers"]["X-Mailin-custom"],
        )

    def _type_of(self, file):
        extension = file["name"].rpartition(".")[2]
        if set(file) != {"name", "content"} or extension not in EXTENSION_TYPES:
            raise Refusal("an attachment has a name of a known extension, and its content")
        return EXTENSION_TYPES[extension]


class Resend(Mailer):
    """A file whose name and type disagree is never delivered, so the stand-in refuses it."""

    url_for_anymail = "RESEND_API_URL"
    email_url = "resend://secret@"
    path = "/emails"
    key = ("authorization", "Bearer secret")
    accepted = Reply(200, {"id": "1"})

    def read(self, asked):
        said = asked.json
        if not all(isinstance(value, str) for value in said["headers"].values()):
            raise Refusal("headers are strings")
        files = said.get("attachments", [])
        for file in files:
            type_, extension = file["content_type"].partition(";")[0], file["filename"].rpartition(".")[2]
            if EXTENSION_TYPES.get(extension, type_) != type_:
                raise Refusal("the type is another one than the name's")
        return Sent(
            sender=mailbox(said["from"]),
            reply_to=mailbox(said["reply_to"][0]),
            to=said["to"][0],
            subject=header(said["subject"]),
            text=said["text"],
            html=said["html"],
            entries=tuple(entry(file["content_type"], file["content"]) for file in files),
            files=tuple(file["filename"] for file in files),
            reference=said["headers"]["X-Metadata"],
        )


MAILERS = {"mailgun": Mailgun, "postmark": Postmark, "brevo": Brevo, "resend": Resend}
