"""One-time codes: sent once in ten minutes, tried five times, spent once, and readable by nobody but the worker."""

import re
from concurrent.futures import ThreadPoolExecutor
from email import message_from_bytes, policy

import pytest

from restartix.core.clinics.scope import scope
from restartix.core.effects.models import Effect
from restartix.core.effects.worker import run
from restartix.core.identity.codes import MOST_TRIES, CodeResult, Purpose, check_code, request_code

MARK = "mark.of.this.test@patients.example"


@pytest.fixture(autouse=True)
def outbox(settings, tmp_path):
    settings.DEMO, settings.EMAIL_URL, settings.OUTBOX_DIR = True, "", tmp_path / "outbox"
    return settings.OUTBOX_DIR


@pytest.fixture
def aurora(cast):
    return cast.aurora.organisation.pk


@pytest.fixture
def request_one(committed, visitor, aurora):
    def ask(**about):
        with visitor.scope():
            about = {"subject": "this", "email": MARK} | about
            return request_code(Purpose.BOOKING, organisation_id=aurora, **about)

    return ask


@pytest.fixture
def check(committed, visitor):
    def attempt(typed, **about):
        with visitor.scope():
            return check_code(Purpose.BOOKING, **({"subject": "this", "typed": typed} | about))

    return attempt


@pytest.fixture
def deliver(committed, aurora, outbox):
    """Let the worker send what is waiting; answer the text of what was sent."""

    def work():
        with committed.as_role("worker"):
            with scope(organisation_id=aurora):
                waiting = list(Effect.objects.filter(code="code", state="pending"))
            outcomes = [run(aurora, str(effect.pk)) for effect in waiting]
        assert outcomes == ["done"] * len(waiting)
        return [message_from_bytes(file.read_bytes(), policy=policy.default) for file in outbox.glob("*.eml")]

    return work


def code_in(message):
    body = (message.get_body(("plain",)) or message).get_content()
    return re.search(r"\b\d{6}\b", body)[0]


def other_than(code):
    return f"{(int(code) + 1) % 10**6:06}"


def test_the_mailed_code_is_right_once(request_one, check, deliver):
    assert request_one()
    (message,) = deliver()
    code = code_in(message)

    assert message["To"] == MARK
    assert code not in message["Subject"]
    assert check(other_than(code)) == CodeResult.WRONG
    assert check(f" {code[:3]} {code[3:]}\n") == CodeResult.RIGHT
    assert check(code) == CodeResult.EXPIRED


def test_a_code_may_stay_valid_when_its_purpose_wants_that(request_one, check, deliver):
    request_one()
    code = code_in(deliver()[0])

    assert check(code, spend=False) == CodeResult.RIGHT
    assert check(code) == CodeResult.RIGHT


def test_a_code_goes_by_text_message(request_one, check, deliver):
    request_one(email="", phone="+40721000001")
    (message,) = deliver()

    assert message["X-Text-To"] == "+40721000001"
    assert check(code_in(message), address="+40721000001") == CodeResult.RIGHT


def test_asking_again_sends_nothing_and_the_code_sent_before_works(request_one, check, deliver):
    assert request_one()
    assert not request_one(email=MARK.upper())
    (message,) = deliver()

    assert check(code_in(message)) == CodeResult.RIGHT
    assert not request_one(), "also when it was spent: one message in ten minutes"


def test_five_tries_are_counted_on_the_code_whoever_makes_them(request_one, check, deliver):
    request_one()
    code = code_in(deliver()[0])

    assert [check(other_than(code)) for _ in range(MOST_TRIES)] == [CodeResult.WRONG] * MOST_TRIES
    assert check(code) == CodeResult.EXPIRED


def test_ten_at_once_are_counted_too(request_one, visitor, check, deliver, committed):
    request_one()
    wrong = other_than(code_in(deliver()[0]))

    def attempt(_):
        with committed.connect("app") as connection, connection.transaction():
            connection.execute("SELECT set_config('app.organisation_id', %s, true)", [str(clinic)])
            return connection.execute("SELECT * FROM public.try_code('booking', 'this', '', 5)").fetchone()

    with visitor.scope() as actor:
        clinic = actor.organisation_id
    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(attempt, range(10)))

    assert sum(answer is not None for answer in answers) == MOST_TRIES
    assert check(wrong) == CodeResult.EXPIRED


@pytest.mark.parametrize(
    "about", [{"subject": "other"}, {"address": "somebody.else@patients.example"}], ids=["subject", "address"]
)
def test_a_code_is_good_for_what_it_was_sent_for(request_one, check, deliver, about):
    request_one()
    code = code_in(deliver()[0])

    assert check(code, **about) == CodeResult.EXPIRED


def test_a_code_of_another_clinic_does_not_count(request_one, deliver, other_admin):
    request_one()
    code = code_in(deliver()[0])

    with other_admin.scope():
        assert check_code(Purpose.BOOKING, subject="this", typed=code) == CodeResult.EXPIRED


def test_after_ten_minutes_it_is_over_and_a_new_one_is_sent(request_one, check, deliver, committed, outbox):
    request_one()
    (message,) = deliver()
    with committed.connect("owner") as owner:
        owner.execute("SELECT set_config('app.system_context', 'on', false)")
        owner.execute(
            "UPDATE identity_onetimecode SET created_at = created_at - interval '10 minutes',"
            " expires_at = expires_at - interval '10 minutes'"
        )

    assert check(code_in(message)) == CodeResult.EXPIRED
    assert request_one()
    for file in outbox.glob("*.eml"):
        file.unlink()
    assert check(code_in(deliver()[0])) == CodeResult.RIGHT


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "²²²²²²", "\x00", "9" * 5000])
def test_nonsense_is_a_wrong_code(request_one, check, typed):
    request_one()

    assert check(typed) == CodeResult.WRONG


def test_digits_of_other_scripts_are_read(request_one, check, deliver):
    request_one()
    code = code_in(deliver()[0])

    assert check(code.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))) == CodeResult.RIGHT


def test_what_is_asked_for_too_late_is_not_sent(request_one, deliver, committed):
    request_one()
    with committed.connect("owner") as owner:
        owner.execute("SELECT set_config('app.system_context', 'on', false)")
        owner.execute("UPDATE identity_onetimecode SET expires_at = now()")

    assert deliver() == []


def test_one_address_at_a_time(request_one):
    with pytest.raises(ValueError, match="one address"):
        request_one(phone="+40721000001")
