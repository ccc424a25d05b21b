"""Who speaks: asked, answering, what they share and who reads it, its emptying, their debrief and their thanks."""

from datetime import timedelta

import pytest

from alongside.core import clock
from alongside.core.actors import VISITOR, process
from alongside.core.errors import NotAllowed, Refused
from alongside.core.guard import unguarded
from alongside.core.models import AuditEvent, Notice
from alongside.outreach import commands, jobs, policies, queries
from alongside.outreach.models import Speaker
from alongside.workforce.models import Away, KeptAway
from tests.outreach.setting_up import actions, change, make_ask, make_speaker, make_talk
from tests.world import make_user, make_worker, worker_of

JOB = process("job")


@pytest.fixture
def imani(world):
    return worker_of(world)


@pytest.fixture
def bethan(world):
    return worker_of(world, "other_peer_worker")


def fresh(row):
    row.refresh_from_db()
    return row


def could(world, talk) -> set[str]:
    return {name for _, name in queries.who_could_speak(world.lead, talk)}


def test_ask_speakers_asks_each_once_by_email(world, imani, bethan):
    talk = make_talk(world)
    commands.ask_speakers(world.lead, talk, workers=[imani, bethan])
    assert {row.status for row in talk.speakers.all()} == {"asked"}
    assert {notice.to for notice in Notice.objects.all()} == {"imani@example.org", "bethan@example.org"}
    assert "Say no as often as you like" in Notice.objects.first().text
    assert not any("What helps" in notice.subject + notice.text for notice in Notice.objects.all())
    assert actions() == ["talk.speakers_asked"]
    with pytest.raises(Refused, match="cannot be asked just now"):
        commands.ask_speakers(world.lead, talk, workers=[imani])
    with pytest.raises(Refused, match="not to come"):
        commands.ask_speakers(world.lead, make_talk(world, hours=-2), workers=[imani])


@pytest.mark.parametrize("why", ["away", "not this week", "team", "ward", "name"])
def test_who_could_speak_leaves_out_whoever_is_not_available_and_says_nothing_of_why(
    world, imani, bethan, why, django_assert_num_queries
):
    talk = make_talk(world, team=world.willow, ask=make_ask("agreed"))
    lead = world.lead
    with django_assert_num_queries(4):
        assert {name for _, name in queries.who_could_speak(lead, talk)} == {"Imani Calder", "Bethan Osei"}
    day = clock.today()
    with unguarded():
        if why == "away":
            Away.objects.create(
                worker=imani, starts_on=day, ends_on=day + timedelta(days=9), written_by="x", written_at=clock.now()
            )
        elif why == "not this week":
            change(imani, not_this_week_until=day)
        else:
            kept = {
                "team": {"team": world.willow},
                "ward": {"ward": world.willow_ward},
                "name": {"name": "Dana Whitlow"},
            }
            KeptAway.objects.create(worker=imani, **kept[why])
    with django_assert_num_queries(4):
        assert {name for _, name in queries.who_could_speak(lead, talk)} == {"Bethan Osei"}
    with pytest.raises(Refused, match="Imani cannot be asked just now"):
        commands.ask_speakers(lead, talk, workers=[imani])
    with pytest.raises(NotAllowed):
        queries.who_could_speak(world.peer_worker, talk)


def test_who_could_speak_of_a_team_kept_from_is_asked_elsewhere(world, imani, bethan):
    with unguarded():
        KeptAway.objects.create(worker=imani, team=world.willow)
    assert could(world, make_talk(world, team=world.thanet)) == {"Imani Calder", "Bethan Osei"}
    assert could(world, make_talk(world)) == {"Imani Calder", "Bethan Osei"}


def test_answer_yes_puts_it_in_their_calendar_and_tells_whoever_plans(world, imani):
    row = make_speaker(make_talk(world), imani)
    commands.answer_talk(world.peer_worker, row, answer="yes", sharing="My first ward.", needs="A quiet room")
    assert (fresh(row).status, row.sharing, row.needs) == ("yes", "My first ward.", "A quiet room")
    told = {notice.to: notice for notice in Notice.objects.all()}
    assert set(told) == {"imani@example.org", "lead@example.org"}
    assert "METHOD:REQUEST" in told["imani@example.org"].calendar
    assert not any("first ward" in notice.text for notice in told.values())
    commands.answer_talk(world.peer_worker, row, answer="yes", sharing="Only the work.")
    assert fresh(row).sharing == "Only the work."
    assert Notice.objects.count() == 2  # another word is nobody's news


def test_answer_no_and_stepping_back_leave_no_word_and_no_count(world, imani):
    no, back = (
        make_speaker(make_talk(world), imani),
        make_speaker(make_talk(world), imani, "yes", sharing="x", needs="y"),
    )
    commands.answer_talk(world.peer_worker, no, answer="no", sharing="Typed all the same")
    commands.answer_talk(world.peer_worker, back, answer="no")
    assert {(row.status, row.sharing, row.needs) for row in (fresh(no), fresh(back))} == {("no", "", "")}
    calendars = [notice.calendar for notice in Notice.objects.filter(to="imani@example.org")]
    assert len(calendars) == 1
    assert "METHOD:CANCEL" in calendars[0]
    commands.answer_talk(world.peer_worker, back, answer="yes")
    assert fresh(back).status == "yes"


def test_answer_leaves_the_same_audit_row_whatever_it_was(world, imani):
    for answer in ("yes", "no"):
        commands.answer_talk(world.peer_worker, make_speaker(make_talk(world), imani), answer=answer)
    events = AuditEvent.objects.filter(action="speaker.answered")
    assert [set(event.changes) for event in events] == [{"status", "answered_at"}] * 2
    assert {event.changes["status"] for event in events} == {"changed"}


def test_answer_by_others_or_too_late_is_refused(world, imani, bethan):
    row = make_speaker(make_talk(world), imani)
    for name in ("other_peer_worker", "lead", "coordinator", "person"):
        with pytest.raises(NotAllowed):
            commands.answer_talk(world.actor(name), row, answer="yes")
    for talk in (make_talk(world, hours=-0.5), make_talk(world, status="cancelled")):
        with pytest.raises(Refused):
            commands.answer_talk(world.peer_worker, make_speaker(talk, imani, "yes"), answer="no")


def test_answer_when_nobody_plans_it_any_more_tells_only_the_speaker(world, imani):
    commands.answer_talk(world.peer_worker, make_speaker(make_talk(world, planned_by=None), imani), answer="yes")
    assert [notice.to for notice in Notice.objects.all()] == ["imani@example.org"]


def test_whoever_has_no_account_any_more_is_sent_nothing(world, imani, bethan):
    talk = make_talk(world)
    make_speaker(talk, imani, "yes")
    make_speaker(talk, bethan, "yes")
    change(imani, user=None)
    change(world.users["other_peer_worker"], is_active=False)
    commands.cancel_talk(world.lead, talk, because="Snow.")
    assert not Notice.objects.exists()
    assert not policies.read_sharing(VISITOR).exists()


def test_what_is_shared_is_read_by_the_one_who_plans_and_those_who_speak_beside_them_only(world, imani, bethan):
    world.users["third"] = make_user("third@example.org", "Teo Lamb", "peer_worker", team=world.thanet)
    third = make_worker(world, "third", world.thanet)
    talk, other = make_talk(world), make_talk(world)
    mine = make_speaker(talk, imani, "yes", sharing="My first ward.")
    make_speaker(talk, bethan, "yes")
    make_speaker(talk, third)  # asked, and has not answered
    make_speaker(other, third, "yes")

    def reads(name: str) -> bool:
        return policies.read_sharing(world.actor(name)).filter(pk=mine.pk).exists()

    assert {name for name in world.users if reads(name)} == {"lead", "peer_worker", "other_peer_worker"}
    shown = {
        name: {row.name: row.sharing for row in queries.talk_page(world.actor(name), talk.pk).speakers}
        for name in ("lead", "coordinator", "other_peer_worker", "third")
    }
    assert shown["lead"]["Imani Calder"] == shown["other_peer_worker"]["Imani Calder"] == "My first ward."
    assert shown["coordinator"]["Imani Calder"] == shown["third"]["Imani Calder"] == ""
    assert queries.talk_page(world.peer_worker, talk.pk).mine.sharing == "My first ward."
    assert not queries.talk_page(world.third, talk.pk).reads_sharing


def test_a_talk_shows_a_peer_worker_who_speaks_and_never_who_does_not(world, imani, bethan):
    talk = make_talk(world)
    make_speaker(talk, imani)
    make_speaker(talk, bethan, "no")
    assert queries.talk_page(world.peer_worker, talk.pk).speakers == ()
    assert len(queries.talk_page(world.lead, talk.pk).speakers) == 2


def test_what_was_shared_is_emptied_a_week_after(world, imani, bethan):
    old, new = make_talk(world, hours=-8 * 24, status="given"), make_talk(world, hours=-6 * 24, status="given")
    gone, kept = (
        make_speaker(old, imani, "spoke", sharing="x", needs="y"),
        make_speaker(new, imani, "spoke", sharing="x"),
    )
    jobs.empty_sharing(JOB)
    assert (fresh(gone).sharing, gone.needs, fresh(kept).sharing) == ("", "", "x")
    assert actions() == ["speaker.sharing_emptied"]
    jobs.empty_sharing(JOB)
    assert actions() == ["speaker.sharing_emptied"]
    with pytest.raises(Refused, match="less than a week"):
        commands.empty_sharing(JOB, kept)
    with pytest.raises(NotAllowed):
        commands.empty_sharing(world.lead, kept)


def test_thanks_are_agreed_owed_given_and_told(world, imani):
    row = make_speaker(make_talk(world, hours=-3, status="given"), imani, "spoke", debriefed_at=clock.now())
    assert list(queries.owed(world.lead)) == []
    commands.agree_thanks(world.lead, row, thanks="time_back", minutes=150, pence=900)
    assert (row.thanks_minutes, row.thanks_pence) == (150, None)
    commands.agree_thanks(world.lead, row, thanks="voucher", minutes=20, pence=2550)
    assert (row.thanks_minutes, row.thanks_pence) == (None, 2550)
    assert [(one.name, one.thanks, one.debrief) for one in queries.owed_rows(queries.owed(world.lead))] == [
        ("Imani Calder", "A voucher, £25.50", False)
    ]
    commands.give_thanks(world.coordinator, row)
    assert "£25.50" in Notice.objects.get(to="imani@example.org").text
    assert not queries.owed(world.lead).exists()
    for do in (commands.give_thanks, commands.agree_thanks):
        with pytest.raises(Refused):
            do(world.lead, row, **({"thanks": ""} if do is commands.agree_thanks else {}))
    assert actions() == ["speaker.thanks_agreed", "speaker.thanks_agreed", "speaker.thanked"]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"thanks": ""}, ""),
        ({"thanks": "payment", "thanks_pence": 4005}, "Paid, £40.05"),
        ({"thanks": "time_back", "thanks_minutes": 60}, "Time back, 1 hour"),
        ({"thanks": "time_back", "thanks_minutes": 150}, "Time back, 2 hours 30 minutes"),
        ({"thanks": "time_back", "thanks_minutes": 45}, "Time back, 45 minutes"),
        ({"thanks": "payment"}, "Paid"),
    ],
)
def test_thanks_in_words(fields, words):
    assert queries.thanks_in_words(Speaker(**fields)) == words


def test_thanks_and_debrief_in_the_wrong_state_or_by_others_are_refused(world, imani):
    asked, no = make_speaker(make_talk(world), imani), make_speaker(make_talk(world), imani, "no")
    spoke = make_speaker(make_talk(world, hours=-3, status="given"), imani, "spoke", debriefed_at=clock.now())
    for do, row, more in (
        (commands.agree_thanks, no, {"thanks": "payment", "pence": 100}),
        (commands.agree_thanks, asked, {"thanks": "payment"}),
        (commands.agree_thanks, asked, {"thanks": "time_back"}),
        (commands.give_thanks, asked, {}),
        (commands.give_thanks, spoke, {}),
        (commands.say_debriefed, asked, {}),
        (commands.say_debriefed, spoke, {}),
    ):
        with pytest.raises(Refused):
            do(world.lead, row, **more)
    for name in ("peer_worker", "other_peer_worker", "team_manager"):
        for do, more in (
            (commands.agree_thanks, {"thanks": ""}),
            (commands.give_thanks, {}),
            (commands.say_debriefed, {}),
        ):
            with pytest.raises(NotAllowed):
                do(world.actor(name), spoke, **more)
        with pytest.raises(NotAllowed):
            queries.owed(world.actor(name))


def test_debrief_says_that_they_were_asked(world, imani):
    row = make_speaker(make_talk(world, hours=-3, status="given"), imani, "spoke")
    assert [one.debrief for one in queries.owed_rows(queries.owed(world.lead, "debrief"))] == [True]
    assert list(queries.owed(world.lead, "thanks")) == []
    commands.say_debriefed(world.coordinator, row)
    assert fresh(row).debriefed_at
    assert actions() == ["speaker.debriefed"]


@pytest.mark.parametrize("rows", [1, 3])
def test_owed_asks_the_same_for_three_as_for_one(world, imani, rows, django_assert_num_queries):
    for n in range(rows):
        make_speaker(make_talk(world, hours=-3 - n, status="given"), imani, "spoke")
    actor = world.lead
    with django_assert_num_queries(1):
        assert len(queries.owed_rows(queries.owed(actor))) == rows
