"""Who supervises whom: named, joined, left, ended; the agreement and its yeses; cover; a session asked for."""

from datetime import timedelta

import pytest

from alongside.core import clock
from alongside.core.errors import NotAllowed, Refused
from alongside.core.guard import unguarded
from alongside.core.models import AuditEvent, Notice
from alongside.supervision import commands, imports, queries
from alongside.supervision.models import Cover, Preparation, Rhythm, Session, Supervisee, Supervision
from tests.supervision.setting_up import (
    actions,
    make_away,
    make_rhythms,
    make_session,
    make_supervision,
    make_supervisor,
    moment,
    subjects,
)
from tests.world import make_user, worker_of

IMANI, SEFA, JUNO = "imani@example.org", "supervisor@example.org", "senior@example.org"
NAMERS = ["lead", "coordinator", "team_manager"]
NOT_NAMERS = ["peer_worker", "supervisor", "governance", "administrator", "referrer", "nobody", "person"]


# Naming --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMERS)
def test_start_supervision_by_who_looks_after_the_worker_tells_both(world, name):
    giver = make_supervisor(world)
    made = commands.start_supervision(world.actor(name), strand="peer", supervisor=giver, people=[worker_of(world)])
    assert (made.status, made.began_on, made.people.get().worker) == ("running", clock.today(), worker_of(world))
    assert subjects(SEFA) == ["You are named to supervise"]
    assert subjects(IMANI) == ["Your supervision is arranged"]
    assert AuditEvent.objects.get(action="supervision.started").subject_id == made.pk


@pytest.mark.parametrize("name", [*NOT_NAMERS, "other_coordinator"])
def test_start_supervision_by_whoever_does_not_look_after_the_worker_is_not_allowed(world, name):
    giver = make_supervisor(world)
    with pytest.raises(NotAllowed):
        commands.start_supervision(world.actor(name), strand="peer", supervisor=giver, people=[worker_of(world)])


def test_start_supervision_that_cannot_be_is_refused(world):
    imani, bethan = worker_of(world), worker_of(world, "other_peer_worker")
    giver = make_supervisor(world)
    start = commands.start_supervision
    with pytest.raises(Refused, match="name"):
        start(world.lead, strand="peer", supervisor=giver, people=[imani, bethan])
    with pytest.raises(Refused, match="Choose who"):
        start(world.lead, strand="peer", supervisor=giver, people=[], group_name="Circle")
    with pytest.raises(Refused, match="themself"):
        start(world.lead, strand="peer", supervisor=imani, people=[imani])
    with pytest.raises(Refused, match="weeks"):
        start(world.lead, strand="peer", supervisor=giver, people=[imani], weeks=40)
    start(world.lead, strand="peer", supervisor=giver, people=[imani])
    with pytest.raises(Refused, match="already"):
        start(world.lead, strand="peer", supervisor=giver, people=[imani])
    with unguarded():
        giver.user = None
        giver.save()
    with pytest.raises(Refused, match="no account"):
        start(world.lead, strand="line", supervisor=giver, people=[imani])


def test_start_supervision_with_another_supervisor_ends_the_one_before(world):
    old = make_supervision(world)
    make_session(old, days=5)
    juno = make_supervisor(world, "other_supervisor")
    new = commands.start_supervision(world.lead, strand="peer", supervisor=juno, people=[worker_of(world)])
    old.refresh_from_db()
    assert (old.status, old.ended_on, old.people.get().until) == ("ended", clock.today(), clock.today())
    assert Session.objects.get().status == "cancelled"
    assert Notice.objects.filter(to=SEFA, calendar__contains="METHOD:CANCEL").count() == 1
    assert [row.supervision_id for row in queries.own_standing(world.peer_worker)] == [new.pk]


def test_end_supervision_by_another_or_twice_is_not_possible(world):
    together = make_supervision(world)
    for name in [*NOT_NAMERS, "other_coordinator"]:
        with pytest.raises(NotAllowed):
            commands.end_supervision(world.actor(name), together)
    commands.end_supervision(world.team_manager, together)
    assert subjects(IMANI) == ["A supervision has ended"]
    with pytest.raises((Refused, NotAllowed)):
        commands.end_supervision(world.lead, together)
    assert "supervision.ended" in actions()


# Groups --------------------------------------------------------------------------------------------------------------


@pytest.fixture
def group(world):
    return make_supervision(world, group_name="Tuesday circle")


def test_join_supervision_takes_a_worker_into_a_group_from_today(world, group):
    bethan = worker_of(world, "other_peer_worker")
    place = commands.join_supervision(world.lead, group, worker=bethan)
    assert (place.since, subjects("bethan@example.org")) == (clock.today(), ["A group for supervision"])
    with pytest.raises(Refused, match="already"):
        commands.join_supervision(world.lead, group, worker=bethan)
    assert "supervision.joined" in actions()


def test_join_supervision_by_another_or_one_to_one_is_not_possible(world, group):
    bethan = worker_of(world, "other_peer_worker")
    for name in ("coordinator", "supervisor", "peer_worker"):  # Bethan is in none of their teams
        with pytest.raises(NotAllowed):
            commands.join_supervision(world.actor(name), group, worker=bethan)
    with pytest.raises(Refused, match="Only a group"):
        commands.join_supervision(world.lead, make_supervision(world), worker=bethan)


def test_leave_supervision_takes_a_worker_out_from_today(world, group):
    place = group.people.get()
    with pytest.raises(NotAllowed):
        commands.leave_supervision(world.supervisor, place)
    commands.leave_supervision(world.lead, place)
    assert (place.until, subjects(SEFA)) == (clock.today(), ["A group for supervision"])
    with pytest.raises((Refused, NotAllowed)):
        commands.leave_supervision(world.lead, place)
    with pytest.raises(Refused, match="one to one"):
        commands.leave_supervision(world.lead, make_supervision(world).people.get())
    assert "supervision.left" in actions()


# Rhythm and agreement ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["supervisor", "peer_worker", "lead"])
def test_agree_rhythm_for_one_person_counts_in_place_of_the_services(world, name):
    make_rhythms()
    together = make_supervision(world)
    commands.agree_rhythm(world.actor(name), together, weeks=2)
    assert queries.own_standing(world.peer_worker)[0].weeks == 2
    commands.agree_rhythm(world.actor(name), together, weeks=None)
    assert queries.own_standing(world.peer_worker)[0].weeks == 4
    assert "supervision.rhythm_agreed" in actions()


def test_agree_rhythm_by_another_or_of_too_many_weeks_is_not_possible(world):
    together = make_supervision(world)
    for name in ("other_coordinator", "other_supervisor", "other_peer_worker", "nobody"):
        with pytest.raises(NotAllowed):
            commands.agree_rhythm(world.actor(name), together, weeks=2)
    with pytest.raises(Refused, match="from 1 to 26"):
        commands.agree_rhythm(world.supervisor, together, weeks=27)


def test_write_agreement_by_either_asks_the_other_to_say_yes_afresh(world):
    together = make_supervision(world)
    commands.write_agreement(world.peer_worker, together, agreement="We begin with how I am.")
    together.refresh_from_db()
    assert together.agreed_at is None
    assert together.people.get().agreed_at is not None
    assert subjects(SEFA) == ["What you agreed was changed"]
    commands.agree_to_agreement(world.supervisor, together)
    assert together.agreed_at is not None
    commands.write_agreement(world.supervisor, together, agreement="We end with how I am.")
    assert together.people.get().agreed_at is None
    page = queries.supervision_page(world.peer_worker, together.pk)
    assert page.may_say_yes
    commands.agree_to_agreement(world.peer_worker, together)
    assert not queries.supervision_page(world.peer_worker, together.pk).may_say_yes
    assert "begin" not in str(list(AuditEvent.objects.values_list("changes", flat=True)))
    assert {"supervision.agreement_written", "supervision.agreement_agreed"} <= set(actions())


@pytest.mark.parametrize("name", ["lead", "coordinator", "team_manager", "other_supervisor", "administrator"])
def test_write_agreement_by_whoever_is_not_in_it_is_not_allowed(world, name):
    together = make_supervision(world, agreement="Ours")
    with pytest.raises(NotAllowed):
        commands.write_agreement(world.actor(name), together, agreement="x")
    with pytest.raises(NotAllowed):
        commands.agree_to_agreement(world.actor(name), together)


def test_agreement_when_nothing_is_written_or_nothing_changed_is_refused(world):
    together = make_supervision(world)
    with pytest.raises(Refused, match="Nothing is written"):
        commands.agree_to_agreement(world.supervisor, together)
    commands.write_agreement(world.supervisor, together, agreement="Ours")
    with pytest.raises(Refused, match="Nothing has changed"):
        commands.write_agreement(world.supervisor, together, agreement="Ours ")


# Asked for at any time -----------------------------------------------------------------------------------------------


def test_ask_for_session_tells_the_supervisor_now_and_once_more_until_a_date_is_planned(world):
    make_rhythms()
    together = make_supervision(world)
    place = together.people.get()
    commands.ask_for_session(world.peer_worker, place, words="It was a hard week")
    now, later = Notice.objects.filter(to=SEFA).order_by("next_try_at")
    assert now.next_try_at == place.asked_at
    assert later.next_try_at == place.asked_at + timedelta(days=3)
    assert "hard" not in now.text + later.text
    assert queries.people_i_supervise(world.supervisor)[0].asked_words == "It was a hard week"
    with pytest.raises(Refused, match="already"):
        commands.ask_for_session(world.peer_worker, place)
    commands.plan_session(world.supervisor, together, starts_at=moment(2))
    later.refresh_from_db()
    place.refresh_from_db()
    assert later.stopped_at is not None
    assert (place.asked_at, place.asked_words) == (None, "")
    assert "supervision.asked" in actions()


def test_ask_for_session_is_theirs_alone_to_ask_and_to_take_back(world):
    place = make_supervision(world).people.get()
    for name in ("supervisor", "lead", "other_peer_worker"):
        with pytest.raises(NotAllowed):
            commands.ask_for_session(world.actor(name), place)
        with pytest.raises(NotAllowed):
            commands.take_back_asking(world.actor(name), place)
    with pytest.raises(Refused, match="not asked"):
        commands.take_back_asking(world.peer_worker, place)
    commands.ask_for_session(world.peer_worker, place)
    commands.take_back_asking(world.peer_worker, place)
    assert place.asked_at is None
    assert "supervision.not_asked" in actions()


# Cover ---------------------------------------------------------------------------------------------------------------


def cover(world, together, who="lead", first=1, last=20, by="other_supervisor"):
    return commands.name_cover(
        world.actor(who),
        together,
        by=make_supervisor(world, by),
        starts_on=clock.today() + timedelta(days=first),
        ends_on=clock.today() + timedelta(days=last),
    )


@pytest.mark.parametrize("name", [*NAMERS, "supervisor"])
def test_name_cover_hands_on_the_sessions_of_those_days_and_hides_what_was_shown(world, name):
    together = make_supervision(world)
    inside, after = make_session(together, days=7), make_session(together, days=35)
    with unguarded():
        Preparation.objects.create(session=inside, worker=worker_of(world), words="For Sefa", shown_at=clock.now())
    cover(world, together, name)
    for session in (inside, after):
        session.refresh_from_db()
    assert (inside.led_by.user, after.led_by.user) == (world.users["other_supervisor"], world.users["supervisor"])
    assert Preparation.objects.get().shown_at is None
    assert "You cover a supervision" in subjects(JUNO)
    assert Notice.objects.filter(to=SEFA, calendar__contains="METHOD:CANCEL").count() == 1
    assert Notice.objects.filter(to=JUNO, calendar__contains="METHOD:REQUEST").count() == 1
    assert "supervision_cover.named" in actions()


@pytest.mark.parametrize("name", ["peer_worker", "other_supervisor", "other_coordinator", "governance", "nobody"])
def test_name_cover_by_whoever_may_not_is_not_allowed(world, name):
    with pytest.raises(NotAllowed):
        cover(world, make_supervision(world), name)


def test_name_cover_that_cannot_be_is_refused(world):
    together = make_supervision(world)
    with pytest.raises(Refused, match="two dates"):
        cover(world, together, first=5, last=2)
    with pytest.raises(Refused, match="not available"):
        cover(world, together, by="supervisor")
    make_away(make_supervisor(world, "other_supervisor"), 3, 4)
    with pytest.raises(Refused, match="not available"):
        cover(world, together)
    cover(world, together, first=10, last=12)
    with pytest.raises(Refused, match="already"):
        cover(world, together, first=12, last=14)


def test_cover_or_joining_of_what_has_ended_is_refused_and_the_rest_of_the_calendar_stays(world):
    together = make_supervision(world)
    done = make_session(together, days=-3, status="held")
    made = cover(world, together, first=1, last=3)
    commands.take_back_cover(world.lead, made)  # nothing was planned on these days: nothing moves
    done.refresh_from_db()
    assert done.led_by == together.supervisor
    commands.end_supervision(world.lead, together)
    with pytest.raises(Refused, match="has ended"):
        cover(world, together, who="supervisor")
    with pytest.raises(Refused, match="has ended"):
        commands.agree_rhythm(world.supervisor, together, weeks=3)


def test_take_back_cover_gives_the_sessions_back(world):
    together = make_supervision(world)
    session = make_session(together, days=7)
    made = cover(world, together)
    with pytest.raises(NotAllowed):
        commands.take_back_cover(world.peer_worker, made)
    commands.take_back_cover(world.supervisor, made)
    session.refresh_from_db()
    assert session.led_by == together.supervisor
    with pytest.raises(Refused, match="already"):
        commands.take_back_cover(world.lead, made)
    assert "supervision_cover.taken_back" in actions()
    with pytest.raises(Session.DoesNotExist):
        queries.get_session(world.other_supervisor, session.pk)


def test_a_session_planned_while_somebody_covers_is_led_by_them(world):
    make_rhythms()
    together = make_supervision(world)
    cover(world, together)
    session = commands.plan_session(world.peer_worker, together, starts_at=moment(3))
    assert session.led_by.user == world.users["other_supervisor"]
    moved = commands.move_session(world.peer_worker, session, starts_at=moment(40), minutes=60)
    assert moved.led_by == together.supervisor


# Whose words they are ------------------------------------------------------------------------------------------------


def test_whoever_covers_reads_what_they_lead_and_nothing_from_before(world):
    together = make_supervision(world, agreement="Ours alone")
    before = make_session(together, days=-20, status="held", note="Before")
    during = make_session(together, days=7)
    cover(world, together)
    page = queries.supervision_page(world.other_supervisor, together.pk)
    assert (page.part, page.reads_agreement, page.yeses, page.past) == ("covers", False, (), ())
    assert [row.id for row in page.coming] == [during.pk]
    with pytest.raises(Session.DoesNotExist):
        queries.get_session(world.other_supervisor, before.pk)


def test_whoever_has_covered_still_reads_what_they_led_and_nothing_since(world):
    together = make_supervision(world)
    juno = make_supervisor(world, "other_supervisor")
    led = make_session(together, days=-5, status="held", led_by=juno, note="With Juno")
    make_session(together, days=-1, status="held", where="Elsewhere")
    with unguarded():
        Cover.objects.create(
            supervision=together,
            by=juno,
            starts_on=clock.today() - timedelta(days=6),
            ends_on=clock.today() - timedelta(days=4),
            written_by="x",
            written_at=clock.now(),
        )
    page = queries.supervision_page(world.other_supervisor, together.pk)
    assert (page.part, page.people, page.standing, page.may_plan) == ("was_in", (), (), False)
    assert [row.id for row in page.past] == [led.pk]
    assert queries.last_read(world.other_supervisor, together) == led


def test_whoever_joins_a_group_later_or_left_it_before_reads_only_their_own_time(world, group):
    bethan = worker_of(world, "other_peer_worker")
    old = make_session(group, days=-20, status="held")
    new = make_session(group, days=-1, status="held")
    with unguarded():
        Supervisee.objects.create(supervision=group, worker=bethan, since=clock.today() - timedelta(days=5))
        group.people.filter(worker=worker_of(world)).update(until=clock.today() - timedelta(days=10))
    assert [row.id for row in queries.supervision_page(world.other_peer_worker, group.pk).past] == [new.pk]
    page = queries.supervision_page(world.peer_worker, group.pk)
    assert (page.part, [row.id for row in page.past], page.reads_agreement) == ("was_in", [old.pk], False)


def test_a_new_supervisor_reads_nothing_of_the_one_before(world):
    old = make_supervision(world, agreement="Ours")
    held = make_session(old, days=-9, status="held", note="Ours")
    juno = make_supervisor(world, "other_supervisor")
    commands.start_supervision(world.lead, strand="peer", supervisor=juno, people=[worker_of(world)])
    with pytest.raises(Session.DoesNotExist):
        queries.get_session(world.other_supervisor, held.pk)
    with pytest.raises(Supervision.DoesNotExist):
        queries.get_supervision(world.other_supervisor, old.pk)
    assert queries.get_session(world.supervisor, held.pk).note == "Ours"
    assert queries.get_session(world.peer_worker, held.pk).note == "Ours"


# Pages' questions ----------------------------------------------------------------------------------------------------


def test_supervisor_choices_are_workers_with_an_account_and_a_role_for_it(world):
    make_supervisor(world)
    with unguarded():
        make_supervisor(world, "governance")
    assert {worker.user.name for worker, _ in queries.supervisor_choices()} == {
        "Imani Calder",
        "Bethan Osei",
        "Sefa Lindqvist",
    }


def test_supervisor_choices_say_the_role_of_whoever_is_no_peer_worker(world, django_assert_num_queries):
    make_supervisor(world)
    with django_assert_num_queries(1):
        said = dict(words.rsplit(" (") for _, words in queries.supervisor_choices())
    assert said["Sefa Lindqvist"] == "supervisor)"
    assert said["Imani Calder"] == "peer worker)"


@pytest.mark.parametrize("how_many", [1, 3])
def test_lists_ask_the_same_number_of_queries_however_many_there_are(world, django_assert_num_queries, how_many):
    make_rhythms()
    for n in range(how_many):
        name = f"Ada Worker{n}"
        world.users[name] = make_user(f"ada{n}@example.org", name, "peer_worker", team=world.thanet)
        from tests.world import make_worker

        together = make_supervision(world, make_worker(world, name, world.thanet))
        make_session(together, days=-3, status="held")
        make_session(together, days=-2)
        make_session(together, days=3)
    supervisor, lead = world.supervisor, world.lead
    with django_assert_num_queries(11):
        assert len(queries.people_i_supervise(supervisor)) == how_many
    with django_assert_num_queries(5):
        assert len(queries.overview(lead)) == how_many + 2
    with django_assert_num_queries(8):
        queries.supervision_page(supervisor, together.pk)


# The profile ---------------------------------------------------------------------------------------------------------


def test_rhythms_of_the_profile_are_described_once(world):
    from alongside.core.actors import process

    said = {"rhythms": [{"strand": "peer", "weeks": 3, "minutes": 50, "grace_days": 2, "needed": False}]}
    for _ in range(2):
        imports.describe_rhythms(process("The first start"), said)
    rhythm = Rhythm.objects.get()
    assert (rhythm.weeks, rhythm.minutes, rhythm.grace_days, rhythm.needed) == (3, 50, 2, False)
    assert "rhythm.described" in actions()
    with pytest.raises(NotAllowed):
        commands.describe_rhythm(world.lead, strand="line", weeks=3)
    assert Cover.objects.count() == 0
