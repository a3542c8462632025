"""What the tests of planning at the desk share."""


def words(answer):
    return " ".join(answer.content.decode().split())


def local(cast, at):
    return at.astimezone(cast.aurora.organisation.zone)
