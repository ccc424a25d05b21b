"""Questions people ask: in somebody's hands, with a day by when, answered, raised once when late."""

from datetime import date, timedelta

import pytest

from alongside.candidates import commands, jobs
from alongside.candidates.models import Enquiry
from alongside.candidates.queries import enquiries as queries
from alongside.core import clock
from alongside.core.actors import VISITOR, process
from alongside.core.errors import NotAllowed, Refused
from alongside.core.guard import unguarded
from alongside.core.ids import new_id
from alongside.core.models import AuditEvent, Notice

JOB = process("job")
FRIDAY = clock.noon(date(2026, 3, 6))


def ask(**said) -> Enquiry:
    return commands.ask_question(
        VISITOR,
        **{
            "once": new_id(),
            "about": "becoming",
            "words": "Do I need GCSEs?",
            "name": "Robin Vale",
            "email": "robin@example.net",
            **said,
        },
    )


def write(actor, **said) -> Enquiry:
    known = {"once": new_id(), "how": "phone", "about": "jobs", "words": "Are there jobs?", "name": "Sam"}
    return commands.write_enquiry(actor, **{**known, "phone": "01632 960001", **said})


def leave(world, *names: str) -> None:
    for name in names:
        world.users[name].is_active = False
        with unguarded():
            world.users[name].save()


def actions() -> list[str]:
    return list(AuditEvent.objects.order_by("id").values_list("action", flat=True))


def test_asking_when_sent_comes_into_somebodys_hands_with_a_day(world):
    with clock.at(FRIDAY):
        enquiry = ask()
    assert enquiry.owner == world.users["recruiter"]
    assert enquiry.reply_by == date(2026, 3, 11)  # three working days
    told = {notice.to: notice for notice in Notice.objects.all()}
    assert set(told) == {"robin@example.net", "recruiter@example.org"}
    assert "Wednesday 11 March" in told["robin@example.net"].text
    assert not any("GCSE" in notice.text or "Robin" in notice.text + notice.subject for notice in told.values())
    assert actions() == ["enquiry.asked"]


def test_asking_when_sent_twice_is_kept_once(world):
    once = new_id()
    assert ask(once=once) == ask(once=once)
    assert Notice.objects.count() == 2


def test_asking_when_many_use_one_address_sends_it_one_email_a_day(world):
    for _ in range(3):
        ask()
    assert Notice.objects.filter(to="robin@example.net").count() == 1


def test_asking_when_there_is_no_way_to_answer_is_refused(world):
    with pytest.raises(Refused, match="email address or a phone"):
        ask(email="")


def test_asking_when_only_a_phone_is_given_writes_no_email_to_them(world):
    ask(email="", phone="01632 960001")
    assert [notice.to for notice in Notice.objects.all()] == ["recruiter@example.org"]


@pytest.mark.parametrize(("about", "whose"), [("support", "Cy Marlowe"), ("other", "Marcia Thornby")])
def test_asking_when_about_something_else_comes_to_whoever_answers_that(world, about, whose):
    assert ask(about=about).owner.name == whose


def test_asking_when_two_could_answer_comes_to_the_one_with_fewer(world):
    owners = {ask(about="support").owner.name for _ in range(2)}
    assert owners == {"Cy Marlowe", "Ines Okafor"}


def test_writing_when_somebody_rang_is_in_the_writers_hands(world):
    enquiry = write(world.coordinator)
    assert enquiry.owner == world.users["coordinator"]
    assert enquiry.status == "open"
    assert not Notice.objects.exists()
    assert write(world.lead, reply_by=clock.today()).reply_by == clock.today()
    with pytest.raises(Refused, match="day to come"):
        write(world.lead, reply_by=clock.today() - timedelta(days=1))
    with pytest.raises(Refused, match="email address or a phone"):
        write(world.lead, phone="")
    assert actions() == ["enquiry.written", "enquiry.written"]


def test_writing_when_answered_already_leaves_nothing_to_do(world):
    once = new_id()
    enquiry = write(world.lead, phone="", answer="Yes, two.", once=once)
    assert (enquiry.status, enquiry.answered_by, enquiry.answered_how) == ("answered", "Marcia Thornby", "phone")
    assert write(world.lead, phone="", answer="Yes, two.", once=once).answer == "Yes, two."


def test_answering_when_by_email_sends_the_answer_from_here(world):
    enquiry = ask()
    commands.answer_enquiry(world.recruiter, enquiry, words="No, you do not.", how="email")
    notice = Notice.objects.get(subject="An answer to your question")
    assert notice.to == "robin@example.net"
    assert "No, you do not." in notice.text
    assert "01632 960000" in notice.text
    assert (enquiry.status, enquiry.answered_by) == ("answered", "Rhona Pike")
    with pytest.raises(Refused):
        commands.answer_enquiry(world.recruiter, enquiry, words="Again", how="email")
    assert actions() == ["enquiry.asked", "enquiry.answered"]


def test_answering_when_they_gave_no_email_is_by_phone(world):
    enquiry = write(world.lead)
    with pytest.raises(Refused, match="no email"):
        commands.answer_enquiry(world.lead, enquiry, words="Yes.", how="email")
    commands.answer_enquiry(world.lead, enquiry, words="Yes.", how="phone")
    assert not Notice.objects.exists()


def test_opening_again_when_they_asked_again_keeps_what_was_said_before(world):
    enquiry = write(world.lead, answer="Yes.")
    commands.reopen_enquiry(world.lead, enquiry)
    assert (enquiry.status, enquiry.answered_at, enquiry.answer) == ("open", None, "Yes.")
    commands.answer_enquiry(world.lead, enquiry, words="On Monday.", how="phone")
    assert enquiry.answer == "Yes.\n\nOn Monday."
    assert actions()[-2:] == ["enquiry.reopened", "enquiry.answered"]


def test_closing_when_there_is_nothing_to_answer_says_why(world):
    enquiry = ask()
    commands.close_enquiry(world.lead, enquiry, because="An advert.")
    assert (enquiry.status, enquiry.answer) == ("closed", "An advert.")
    for command, said in ((commands.take_enquiry, {}), (commands.pass_enquiry, {"to": world.users["lead"]})):
        with pytest.raises(Refused, match="dealt with"):
            command(world.lead, enquiry, **said)


def test_passing_on_when_somebody_else_knows_tells_them(world):
    enquiry = ask()
    commands.pass_enquiry(world.recruiter, enquiry, to=world.users["trainer"])
    assert Notice.objects.filter(to="trainer@example.org").count() == 1
    with pytest.raises(Refused, match="already"):
        commands.pass_enquiry(world.trainer, enquiry, to=world.users["trainer"])
    commands.answer_enquiry(world.trainer, enquiry, words="No.", how="phone")
    assert actions() == ["enquiry.asked", "enquiry.passed", "enquiry.answered"]


def test_taking_when_it_was_somebody_elses_moves_it(world):
    enquiry = ask()
    commands.take_enquiry(world.coordinator, enquiry)
    assert enquiry.owner == world.users["coordinator"]
    assert actions()[-1] == "enquiry.taken"


@pytest.mark.parametrize("role", ["trainer", "route_lead", "editor", "peer_worker", "candidate", "nobody"])
def test_questions_when_in_nobody_elses_hands_are_not_theirs_to_see_or_answer(world, role):
    enquiry, who = ask(), world.actor(role)
    for command, said in (
        (commands.take_enquiry, {}),
        (commands.pass_enquiry, {"to": world.users["lead"]}),
        (commands.answer_enquiry, {"words": "x", "how": "phone"}),
        (commands.close_enquiry, {"because": "x"}),
        (commands.reopen_enquiry, {}),
        (commands.raise_enquiry, {}),
    ):
        with pytest.raises(NotAllowed):
            command(who, enquiry, **said)
    with pytest.raises(NotAllowed):
        write(who)
    with pytest.raises(Enquiry.DoesNotExist):
        queries.get_enquiry(who, enquiry.pk)


def test_a_question_when_late_is_raised_once_to_the_lead_and_its_owner(world):
    enquiry = ask()
    with pytest.raises(Refused, match="not late"):
        commands.raise_enquiry(JOB, enquiry)
    with clock.at(clock.now() + timedelta(days=10)):
        jobs.raise_late_questions(JOB)
        jobs.raise_late_questions(JOB)
        late = Notice.objects.filter(subject="A question is answered late")
        assert sorted(notice.to for notice in late) == ["lead@example.org", "recruiter@example.org"]
        commands.answer_enquiry(world.recruiter, Enquiry.objects.get(), words="Sorry.", how="phone")
        commands.reopen_enquiry(world.recruiter, Enquiry.objects.get())
    assert Enquiry.objects.get().raised_at is None
    assert "enquiry.raised" in actions()


def test_a_question_when_nobody_holds_the_role_comes_to_the_lead(world):
    leave(world, "recruiter")
    assert ask().owner == world.users["lead"]


def test_a_question_when_nobody_could_have_it_is_in_nobodys_hands(world):
    leave(world, "recruiter", "lead")
    assert ask(email="", phone="01632 960001").owner is None
    assert not Notice.objects.exists()


def test_the_list_when_filtered_shows_late_mine_open_and_answered(world):
    mine = ask(name="Mine")
    late = ask(name="Late", about="other")
    write(world.lead, name="Done", answer="Yes.")
    with clock.at(clock.now() - timedelta(days=20)):
        older = ask(name="Older", about="other")
    who = world.recruiter

    def names(**asked) -> list[str]:
        return [row.name for row in queries.enquiry_rows(queries.enquiries(who, **asked))]

    assert names() == ["Older", "Mine", "Late"]
    assert names(show="late") == ["Older"]
    assert names(show="mine") == ["Mine"]
    assert names(show="answered") == ["Done"]
    assert len(names(show="all")) == 4
    assert names(about="becoming") == ["Mine"]
    assert names(show="what?") == names()
    assert queries.enquiry_counts(who) == {"": 3, "late": 1, "mine": 1}
    assert {mine.status, late.status, older.status} == {"open"}


def test_the_list_when_there_are_more_asks_no_more(world, django_assert_num_queries):
    ask()
    who = world.recruiter
    with django_assert_num_queries(1):
        queries.enquiry_rows(queries.enquiries(who))
    ask()
    ask()
    with django_assert_num_queries(1):
        assert len(queries.enquiry_rows(queries.enquiries(who))) == 3
