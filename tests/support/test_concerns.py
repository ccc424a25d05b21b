"""Telling someone: it is in a named person's hands until a person answers, and a private worry in nobody else's."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from alongside.accounts.models import Duty, User
from alongside.core import clock
from alongside.core.actors import process
from alongside.core.errors import NotAllowed, Refused
from alongside.core.guard import unguarded
from alongside.core.ids import new_id
from alongside.core.models import AuditEvent, Notice, Opening
from alongside.support import commands, jobs, queries
from alongside.support.models import Concern, Told
from tests.support.worries import moment, on_duty, tell, told
from tests.world import make_person, make_referral, make_relationship, make_user

WORK = process("support.jobs.tell_next")


@pytest.fixture(autouse=True)
def _noon():
    with clock.at(moment(12)):
        yield


def actions() -> list[str]:
    return list(AuditEvent.objects.order_by("pk").values_list("action", flat=True))


def later(concern: Concern, minutes: int) -> Concern:
    """What the job does at that many minutes after noon."""
    with clock.at(moment(12) + timedelta(minutes=minutes)):
        jobs.tell_next(WORK)
    concern.refresh_from_db()
    return concern


# Telling


def test_tell_someone_tells_the_chosen_person_by_email_and_text_and_leaves_its_audit_row(world):
    on_duty(world, "coordinator", "lead")
    with unguarded():
        world.users["coordinator"].phone = "07700 900456"
        world.users["coordinator"].save()
    relationship = make_relationship(world)
    concern = tell(world, about="person", relationship=relationship, chosen="coordinator")
    assert (concern.status, concern.private, concern.told_by) == ("told", False, "Imani Calder")
    assert (concern.pathway, concern.team) == (world.community, world.thanet)
    assert concern.next_at == moment(12, 15)
    assert told(concern) == ["Ines Okafor"]
    assert actions() == ["concern.told"]
    sent = {(notice.channel, notice.to, notice.urgent) for notice in Notice.objects.all()}
    assert sent == {("email", "coordinator@example.org", False), ("text", "07700 900456", True)}
    for notice in Notice.objects.all():
        assert f"/told/{concern.pk}/" in notice.text
        for never in ("Imani", "Leona", "landlord", "worr"):
            assert never not in notice.subject + notice.text


def test_tell_someone_when_nobody_is_chosen_tells_the_first_on_duty(world):
    on_duty(world, "coordinator", "lead")
    assert told(tell(world)) == ["Ines Okafor"]


def test_tell_someone_when_nobody_is_there_at_all_is_kept_and_told_when_somebody_is(world):
    with unguarded():
        User.objects.filter(email="lead@example.org").update(is_active=False)
    concern = tell(world)
    assert told(concern) == []
    on_duty(world, "coordinator")
    assert told(later(concern, 15)) == ["Ines Okafor"]


def test_tell_someone_when_sent_twice_is_kept_once(world):
    once = new_id()
    first = tell(world, once=once)
    with pytest.raises(commands.AlreadyTold) as already:
        tell(world, once=once)
    assert already.value.concern == first
    assert Concern.objects.count() == 1
    assert Notice.objects.count() == 1


@pytest.mark.parametrize("who", ["referrer", "person", "nobody"])
def test_tell_someone_when_not_staff_is_not_allowed(world, who):
    with pytest.raises(NotAllowed):
        tell(world, who)


def test_tell_someone_when_they_do_not_know_the_person_is_not_allowed(world):
    with pytest.raises(NotAllowed):
        tell(world, "other_peer_worker", about="person", relationship=make_relationship(world))
    assert actions() == []


def test_tell_someone_when_nobody_can_be_told_so_refuses(world):
    with pytest.raises(Refused, match="Choose somebody else: you know"):
        tell(world, chosen="peer_worker")
    with pytest.raises(Refused, match="can no longer sign in"):
        tell(world, chosen="nobody")
    with pytest.raises(Refused, match="Choose who should know"):
        tell(world, about="me")


def test_tell_someone_when_the_teller_is_on_duty_themself_tells_the_next(world):
    on_duty(world, "peer_worker", "coordinator")
    assert told(tell(world)) == ["Ines Okafor"]


# The ladder


def test_tell_next_asks_the_next_on_duty_then_the_leads_then_everybody_again(world):
    on_duty(world, "coordinator", "team_manager")
    concern = tell(world)
    assert told(later(concern, 14)) == ["Ines Okafor"]
    assert told(later(concern, 15)) == ["Ines Okafor", "Owen Sallis"]
    assert told(later(concern, 29)) == ["Ines Okafor", "Owen Sallis"]
    assert told(later(concern, 30)) == ["Ines Okafor", "Owen Sallis", "Marcia Thornby"]
    before = Notice.objects.count()
    later(concern, 45)
    assert Notice.objects.count() == before + 3
    assert {row.again_at for row in concern.told.all()} == {moment(12, 45)}
    assert concern.next_at == moment(13)
    assert actions() == ["concern.told", *["concern.next_told"] * 3]


def test_tell_next_asks_the_pathways_own_first(world):
    on_duty(world, "team_manager")
    on_duty(world, "coordinator", pathway=world.community)
    on_duty(world, "other_coordinator", pathway=world.acute)
    concern = tell(world, about="person", relationship=make_relationship(world))
    assert told(later(concern, 15)) == ["Ines Okafor", "Owen Sallis"]


def test_tell_next_when_somebody_new_comes_on_duty_asks_them_before_all_again(world):
    concern = tell(world)
    assert told(concern) == ["Marcia Thornby"]
    on_duty(world, "coordinator")
    assert told(later(concern, 15)) == ["Marcia Thornby", "Ines Okafor"]


def test_tell_next_when_there_are_two_leads_tells_both(world):
    make_user("second@example.org", "Sol Lead", "lead")
    on_duty(world, "coordinator")
    assert set(told(later(tell(world), 15))) == {"Ines Okafor", "Marcia Thornby", "Sol Lead"}


def test_tell_next_when_whoever_was_told_has_left_goes_on_without_them(world):
    on_duty(world, "coordinator")
    concern = tell(world)
    with unguarded():
        User.objects.filter(email="coordinator@example.org").update(is_active=False)
    later(concern, 15)
    before = list(Notice.objects.values_list("pk", flat=True))
    later(concern, 30)
    assert [n.to for n in Notice.objects.exclude(pk__in=before)] == ["lead@example.org"]


def test_tell_next_when_the_worker_was_lost_for_hours_tells_one_at_a_time(world):
    on_duty(world, "coordinator", "team_manager", "governance")
    concern = tell(world)
    assert len(told(later(concern, 200))) == 2
    assert len(told(later(concern, 200))) == 2
    assert len(told(later(concern, 215))) == 3


def test_tell_next_when_answered_or_not_yet_time_is_refused(world):
    concern = tell(world)
    with pytest.raises(Refused, match="not time"):
        commands.tell_next(WORK, concern)
    commands.answer_concern(world.lead, concern)
    with clock.at(moment(15)), pytest.raises(Refused, match="has answered"):
        commands.tell_next(WORK, concern)
    with pytest.raises(NotAllowed):
        commands.tell_next(world.lead, concern)


@pytest.mark.django_db(transaction=True)
def test_tell_next_when_two_workers_come_at_once_tells_the_next_once(world):
    on_duty(world, "coordinator", "team_manager", "governance")
    concern = tell(world)

    def work():
        with clock.at(moment(12, 16)):
            try:
                commands.tell_next(WORK, Concern.objects.get(pk=concern.pk))
            except Refused:
                pass
            finally:
                connection.close()

    both = [threading.Thread(target=work) for _ in range(2)]
    [one.start() for one in both]
    [one.join() for one in both]
    assert told(concern) == ["Ines Okafor", "Owen Sallis"]


# Answering


def test_answer_concern_says_who_has_it_and_tells_the_teller_and_the_others(world):
    on_duty(world, "coordinator", "team_manager")
    concern = later(tell(world), 15)
    before = list(Notice.objects.values_list("pk", flat=True))
    commands.answer_concern(world.coordinator, concern)
    assert (concern.status, concern.answered_by, concern.next_at) == ("answered", "Ines Okafor", None)
    assert concern.answered_by_user == world.users["coordinator"]
    sent = {n.to for n in Notice.objects.exclude(pk__in=before)}
    assert sent == {"imani@example.org", "manager@example.org"}
    assert actions()[-1] == "concern.answered"
    assert told(later(concern, 60)) == ["Ines Okafor", "Owen Sallis"]


@pytest.mark.parametrize("who", ["coordinator", "lead"])
def test_answer_concern_may_be_done_by_a_lead_or_coordinator_in_reach_who_was_not_told(world, who):
    on_duty(world, "team_manager")
    concern = tell(world, about="person", relationship=make_relationship(world))
    commands.answer_concern(world.actor(who), concern)
    assert concern.status == "answered"


@pytest.mark.parametrize("who", ["peer_worker", "other_peer_worker", "other_coordinator", "governance", "person"])
def test_answering_and_all_that_follows_when_not_told_is_not_allowed(world, who):
    on_duty(world, "team_manager")
    concern, actor = tell(world), world.actor(who)
    for do, said in ((commands.answer_concern, {}), (commands.hand_back, {}), (commands.reopen_concern, {}),
                     (commands.close_concern, {"what_was_done": "Rang."})):  # fmt: skip
        with pytest.raises(NotAllowed):
            do(actor, concern, **said)


def test_answer_concern_when_somebody_has_it_says_who_and_since_when(world):
    on_duty(world, "coordinator")
    concern = tell(world)
    commands.answer_concern(world.coordinator, concern)
    with pytest.raises(Refused, match=r"Ines Okafor has this already, since 12:00pm"):
        commands.answer_concern(world.lead, concern)
    with pytest.raises(Refused, match="You have this already"):
        commands.answer_concern(world.coordinator, concern)


@pytest.mark.django_db(transaction=True)
def test_answer_concern_when_two_answer_at_once_one_has_it_and_the_other_is_told_who(world):
    on_duty(world, "coordinator", "lead")
    concern = later(tell(world), 15)
    said = []

    def answer(name):
        try:
            commands.answer_concern(world.actor(name), Concern.objects.get(pk=concern.pk))
            said.append("has it")
        except Refused as refusal:
            said.append(str(refusal))
        finally:
            connection.close()

    both = [threading.Thread(target=answer, args=[name]) for name in ("coordinator", "lead")]
    [one.start() for one in both]
    [one.join() for one in both]
    concern.refresh_from_db()
    assert sorted(words.startswith("has it") for words in said) == [False, True]
    assert any(words.startswith(f"{concern.answered_by} has this already") for words in said)


def test_hand_back_asks_the_next_in_line_again(world):
    on_duty(world, "coordinator", "team_manager")
    concern = tell(world)
    commands.answer_concern(world.coordinator, concern)
    commands.hand_back(world.coordinator, concern)
    assert (concern.status, concern.answered_by, concern.answered_at) == ("told", "", None)
    assert told(later(concern, 1)) == ["Ines Okafor", "Owen Sallis"]
    assert "concern.handed_back" in actions()


def test_close_concern_keeps_what_was_done_and_the_numbers_and_tells_the_teller(world):
    concern = tell(world)
    with pytest.raises(Refused, match="Nobody has answered yet"):
        commands.close_concern(world.lead, concern, what_was_done="Rang her.")
    commands.answer_concern(world.lead, concern)
    commands.close_concern(
        world.lead, concern, what_was_done="Rang her.", safeguarding_reference="SG-1", incident_reference="INC-2"
    )
    assert (concern.status, concern.what_was_done, concern.closed_at) == ("closed", "Rang her.", moment(12))
    assert (concern.safeguarding_reference, concern.incident_reference) == ("SG-1", "INC-2")
    assert Notice.objects.filter(to="imani@example.org", subject__contains="seen to").exists()
    assert actions()[-1] == "concern.closed"
    with pytest.raises(Refused, match="done already"):
        commands.hand_back(world.lead, concern)
    with pytest.raises(Refused, match="done already"):
        commands.answer_concern(world.lead, concern)


def test_reopen_concern_when_it_was_a_mistake_gives_it_back_to_whoever_had_it(world):
    concern = tell(world)
    commands.answer_concern(world.lead, concern)
    with pytest.raises(Refused, match="open already"):
        commands.reopen_concern(world.lead, concern)
    commands.close_concern(world.lead, concern, what_was_done="Rang her.")
    commands.reopen_concern(world.lead, concern)
    assert (concern.status, concern.answered_by, concern.closed_at) == ("answered", "Marcia Thornby", None)
    assert actions()[-1] == "concern.reopened"


def test_tell_another_tells_one_more_and_gives_them_time(world):
    concern = tell(world)
    with clock.at(moment(12, 10)):
        commands.tell_another(world.peer_worker, concern, user=world.users["team_manager"])
    assert told(concern) == ["Marcia Thornby", "Owen Sallis"]
    assert concern.next_at == moment(12, 25)
    assert actions()[-1] == "concern.told_another"
    with pytest.raises(Refused, match="was told already"):
        commands.tell_another(world.peer_worker, concern, user=world.users["lead"])
    commands.answer_concern(world.team_manager, concern)
    with pytest.raises(Refused, match="Owen Sallis has this"):
        commands.tell_another(world.peer_worker, concern, user=world.users["coordinator"])
    with pytest.raises(NotAllowed):
        commands.tell_another(world.other_peer_worker, concern, user=world.users["coordinator"])


# About me


ME = {"about": "me", "words": "I cannot sleep since Tuesday.", "knows": ""}


def test_about_me_goes_to_the_chosen_person_only_however_long_nobody_answers(world):
    on_duty(world, "coordinator", "lead")
    concern = tell(world, chosen="team_manager", **ME)
    assert concern.private
    for minutes in (15, 30, 45, 60):
        assert told(later(concern, minutes)) == ["Owen Sallis"]
    sent = list(Notice.objects.values_list("to", flat=True))
    assert sorted(sent) == ["imani@example.org", *["manager@example.org"] * 5]
    assert Notice.objects.get(to="imani@example.org").subject == "Nobody has answered you yet"


def test_about_me_is_seen_by_the_two_and_by_no_other_role(world, sign_in):
    on_duty(world, "coordinator", "lead")
    concern = tell(world, chosen="team_manager", **ME)
    for name in world.users:
        actor, browser = world.actor(name), sign_in(name)
        knows = name in ("peer_worker", "team_manager")
        assert browser.get(f"/told/{concern.pk}/").status_code == (200 if knows else 404), name
        assert queries.concerns(actor).count() == 0, name
        assert bool(queries.open_concerns(actor)) == (name == "team_manager"), name
        assert bool(queries.my_concerns(actor)) == (name == "peer_worker"), name
        if not knows:
            for do, _said in ((commands.answer_concern, {}), (commands.hand_back, {}),
                             (commands.tell_another, {"user": world.users["lead"]}),
                             (commands.close_concern, {"what_was_done": "x"})):  # fmt: skip
                assert not do.allowed(actor, concern), (name, do.action)
            for page in ("answer", "done", "hand-back", "open-again", "tell"):
                assert browser.post(f"/told/{concern.pk}/{page}/").status_code == 404, (name, page)


def test_about_me_only_the_teller_can_tell_another(world):
    concern = tell(world, chosen="team_manager", **ME)
    with pytest.raises(NotAllowed):
        commands.tell_another(world.team_manager, concern, user=world.users["lead"])
    commands.tell_another(world.peer_worker, concern, user=world.users["lead"])
    assert [row.id for row in queries.open_concerns(world.lead)] == [concern.pk]
    assert not queries.concerns(world.lead).exists()


def test_the_audit_of_a_worry_about_me_reads_like_any_other(world):
    def read(concern):
        commands.answer_concern(world.team_manager, concern)
        commands.close_concern(world.team_manager, concern, what_was_done="Talked.")
        events = AuditEvent.objects.filter(subject_id=concern.pk).order_by("pk")
        return [(event.action, {k: v for k, v in event.changes.items() if k != "id"}) for event in events]

    private = read(tell(world, chosen="team_manager", **ME))
    other = read(tell(world, chosen="team_manager", about="else", knows=""))
    assert private == other
    assert "sleep" not in str(private)
    assert "about" in str(private)


# Reading


def test_open_concern_when_it_is_about_a_person_logs_the_opening_for_all_but_the_teller(world):
    relationship = make_relationship(world)
    concern = tell(world, about="person", relationship=relationship)
    queries.open_concern(world.peer_worker, concern.pk)
    assert not Opening.objects.exists()
    page = queries.open_concern(world.lead, concern.pk)
    assert (page.about, page.is_mine) == ("Leona Marsh", False)
    assert Opening.objects.get().subject_id == relationship.referral.person_id


def test_open_concern_names_who_is_asked_next(world):
    on_duty(world, "coordinator", "team_manager")
    concern = tell(world)
    assert queries.open_concern(world.peer_worker, concern.pk).next_in_line == ("Owen Sallis",)
    commands.answer_concern(world.coordinator, concern)
    assert queries.open_concern(world.peer_worker, concern.pk).next_in_line == ()


def test_concerns_lists_open_first_and_late_ones_within_reach(world):
    far = make_referral(
        world, make_person(world, user=None), status="matched", pathway=world.acute, host_team=world.willow
    )
    here = tell(world, about="person", relationship=make_relationship(world), chosen="coordinator")
    there = tell(world, "lead", about="person", relationship=make_relationship(world, far), chosen="other_coordinator")
    commands.answer_concern(world.coordinator, here)
    with clock.at(moment(12, 20)):
        assert [c.pk for c in queries.concerns(world.lead)] == [there.pk, here.pk]
        assert [c.pk for c in queries.concerns(world.coordinator)] == [here.pk]
        assert [c.pk for c in queries.concerns(world.lead, "late")] == [there.pk]
        assert [c.pk for c in queries.concerns(world.lead, "open")] == [there.pk, here.pk]
        assert [c.pk for c in queries.concerns(world.lead, "closed")] == []
        assert queries.concerns(world.peer_worker).count() == 0
        first, second = queries.concern_rows(world.lead, queries.concerns(world.lead))
        assert (first.late, second.late, second.about, second.told) == (True, False, "Leona M", ("Ines Okafor",))


def test_open_concerns_are_for_whoever_may_answer_and_my_concerns_for_the_teller(world):
    on_duty(world, "coordinator")
    concern = tell(world)
    assert [(row.id, row.told_me) for row in queries.open_concerns(world.coordinator)] == [(concern.pk, True)]
    assert [(row.id, row.told_me) for row in queries.open_concerns(world.lead)] == [(concern.pk, False)]
    for name in ("peer_worker", "other_coordinator", "team_manager", "governance", "person", "nobody"):
        assert queries.open_concerns(world.actor(name)) == []
    commands.answer_concern(world.coordinator, concern)
    assert queries.open_concerns(world.lead) == []
    assert [row.status for row in queries.open_concerns(world.coordinator)] == ["answered"]
    assert [row.answered_by for row in queries.my_concerns(world.peer_worker)] == ["Ines Okafor"]
    commands.close_concern(world.coordinator, concern, what_was_done="Rang.")
    assert queries.open_concerns(world.coordinator) == []
    assert [row.status for row in queries.my_concerns(world.peer_worker)] == ["closed"]
    with clock.at(moment(13, day=18)):
        assert queries.my_concerns(world.peer_worker) == []


@pytest.mark.parametrize("times", [1, 3])
def test_lists_of_worries_when_there_are_more_ask_as_often(world, times, django_assert_num_queries):
    on_duty(world, "coordinator")
    for number in range(times):
        who = make_person(world, user=None, first_name=f"Ana{number}")
        relationship = make_relationship(world, make_referral(world, who, status="matched"))
        tell(world, about="person", relationship=relationship)
    coordinator, worker = world.coordinator, world.peer_worker
    with django_assert_num_queries(4):
        assert len(queries.open_concerns(coordinator)) == times
    with django_assert_num_queries(4):
        assert len(queries.my_concerns(worker)) == times
    with django_assert_num_queries(5):
        assert len(queries.concern_rows(coordinator, queries.concerns(coordinator))) == times
    with django_assert_num_queries(7):
        assert queries.whom_to_tell(worker)
    with django_assert_num_queries(1):
        assert len(queries.whom_it_is_about(worker)) == times


def test_whom_to_tell_names_who_is_on_duty_the_leads_the_managers_and_whoever_was_chosen(world):
    on_duty(world, "coordinator")
    line = queries.whom_to_tell(world.peer_worker, chosen=world.users["governance"].pk)
    assert [(row.name, row.why) for row in line] == [
        ("Ines Okafor", "On duty until midnight"),
        ("Marcia Thornby", "Leads the service"),
        ("Grace Lund", ""),
        ("Owen Sallis", "Your manager"),
    ]
    assert next(row.name for row in queries.whom_to_tell(world.lead)) == "Ines Okafor"
    assert world.users["lead"].pk not in {row.id for row in queries.whom_to_tell(world.lead)}


def test_place_of_is_the_requests_else_where_the_worker_works(world):
    assert queries.place_of(world.peer_worker, None) == (world.community.pk, world.thanet.pk)
    assert queries.place_of(world.lead, None) == (None, None)


def test_told_once_is_held_by_the_database(world):
    concern = tell(world)
    row = concern.told.get()
    with unguarded(), pytest.raises(Exception, match=r"(?i)unique"):
        Told.objects.create(concern=concern, user=row.user, told_at=clock.now())


def test_a_turn_taken_off_the_list_is_asked_no_more(world):
    on_duty(world, "coordinator", "team_manager")
    concern = tell(world)
    with unguarded():
        Duty.objects.update(ended_on=clock.today())
    assert told(later(concern, 15)) == ["Ines Okafor", "Marcia Thornby"]
