"""Messages between a candidate and us: kept once, read by the other side, and never in an email."""

import pytest

from alongside.candidates import commands
from alongside.candidates.models import Message
from alongside.core.actors import process
from alongside.core.models import Notice
from tests.candidates.asserting import audited, refused_to, refuses, set_up

STRANGERS = ("trainer", "route_lead", "panel", "other_candidate", "peer_worker", "editor")


def test_telling_writes_on_their_page_and_emails_only_that_there_is_news(world, grace):
    message = commands.tell_candidate(world.recruiter, grace, words="Your place is yours.", once="place:1")
    notice = Notice.objects.get(to=grace.email)
    assert (message.words, message.author, message.from_candidate) == ("Your place is yours.", "Rhona Pike", False)
    assert "place" not in notice.text
    assert "Grace" not in notice.subject + notice.text
    assert "/journey/" in notice.text
    assert audited("candidate.told")


def test_telling_twice_under_one_name_says_it_once(world, grace):
    for _ in range(2):
        commands.tell_candidate(process("A job"), grace, words="News", once="a-very-long-name-of-what-is-said" * 2)
    assert Message.objects.get().author == "Peer support"
    assert Notice.objects.filter(to=grace.email).count() == 1


def test_the_same_news_reaches_each_candidate(world, grace):
    from tests.world import make_candidate

    joel = make_candidate(world, "other_candidate")
    for candidate in (grace, joel):
        commands.tell_candidate(world.lead, candidate, words="A date has moved", once="moved")
    assert Message.objects.count() == 2


def test_news_goes_by_text_when_they_like_texts_and_not_at_all_once_they_stopped(world, grace):
    set_up(grace, phone="07700 900222", contact_by="text")
    commands.tell_candidate(world.lead, grace, words="News", once="one")
    assert Notice.objects.get(to="07700 900222").channel == "text"
    commands.leave(world.candidate, grace)
    commands.tell_candidate(world.lead, grace, words="More", once="two")
    assert Notice.objects.filter(about_id=grace.pk).count() == 1


def test_telling_is_refused_to_who_does_not_see_them(world, grace):
    refused_to(world, (*STRANGERS, "candidate"), commands.tell_candidate, grace, words="x", once="x")
    refused_to(world, (*STRANGERS, "candidate"), commands.send_message, grace, words="x", once="x")


def test_a_candidate_writes_and_the_owner_is_told(world, grace):
    for _ in range(2):
        commands.write_message(world.candidate, grace, words="May I bring my sister?", once="token")
    message = Message.objects.get()
    assert (message.author, message.from_candidate) == ("Grace Ashby", True)
    notice = Notice.objects.get(to="coordinator@example.org")
    assert "sister" not in notice.text
    assert audited("message.written")


def test_a_candidate_without_an_owner_is_heard_by_the_lead(world, grace):
    set_up(grace, owner=None)
    commands.write_message(world.candidate, grace, words="Hello", once="token")
    assert Notice.objects.filter(to="lead@example.org").exists()


def test_writing_nothing_is_refused_and_nobody_writes_as_another(world, grace):
    assert "Write something" in refuses(world.candidate, commands.write_message, grace, words="  ", once="t")
    refused_to(world, ("other_candidate", "lead"), commands.write_message, grace, words="Hello", once="t")


def test_staff_write_and_their_message_is_kept_once(world, grace):
    for _ in range(2):
        commands.send_message(world.coordinator, grace, words="Ring me if you like.", once="form")
    assert Message.objects.get().author == "Ines Okafor"
    assert audited("message.sent")


@pytest.mark.parametrize(("reader", "read"), [("candidate", False), ("coordinator", True)])
def test_reading_marks_what_the_other_side_wrote(world, grace, reader, read):
    commands.write_message(world.candidate, grace, words="Mine", once="a")
    commands.send_message(world.coordinator, grace, words="Theirs", once="b")
    commands.read_messages(world.actor(reader), grace)
    assert {m.from_candidate: m.read_at is not None for m in Message.objects.all()} == {True: read, False: not read}
    refused_to(world, STRANGERS, commands.read_messages, grace)
