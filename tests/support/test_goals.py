"""Goals with small steps: the person's own words, their own number, undone as easily as done."""

from datetime import timedelta

import pytest

from alongside.core import clock
from alongside.core.errors import NotAllowed, Refused
from alongside.core.models import AuditEvent
from alongside.support import commands, queries
from tests.pages.story import said
from tests.world import make_relationship


@pytest.fixture
def goal(world):
    return commands.add_goal(world.person, make_relationship(world).referral.person, words="Order in a café")


def test_steps_when_added_stand_in_the_order_they_were_named(world, goal):
    commands.add_step(world.peer_worker, goal, words="With Imani there")
    commands.add_step(world.person, goal, words="With a friend")
    row = queries.goal_row(goal)
    assert [(step.words, step.done_on, step.next) for step in row.steps] == [
        ("With Imani there", None, True),
        ("With a friend", None, False),
    ]


def test_step_when_taken_unticked_and_taken_away_leaves_audit_rows(world, goal):
    step = commands.add_step(world.person, goal, words="With a friend")
    yesterday = clock.today() - timedelta(days=1)
    commands.take_step(world.peer_worker, step, done_on=yesterday)
    assert step.done_on == yesterday
    commands.untake_step(world.person, step)
    commands.take_step(world.person, step)
    assert step.done_on == clock.today()
    assert commands.remove_step(world.person, step) == goal
    assert not goal.steps.exists()
    events = AuditEvent.objects.filter(action__startswith="step.").order_by("pk").values_list("action", flat=True)
    assert list(events) == ["step.added", "step.taken", "step.not_taken", "step.taken", "step.removed"]


def test_step_when_already_so_refuses(world, goal):
    step = commands.add_step(world.person, goal, words="With a friend")
    with pytest.raises(Refused, match="in the same words"):
        commands.add_step(world.person, goal, words="With a friend")
    with pytest.raises(Refused, match="not ticked"):
        commands.untake_step(world.person, step)
    with pytest.raises(Refused, match="today or in the past"):
        commands.take_step(world.person, step, done_on=clock.today() + timedelta(days=1))
    commands.take_step(world.person, step)
    with pytest.raises(Refused, match="ticked already"):
        commands.take_step(world.person, step)


def test_own_number_when_said_twice_on_a_day_keeps_the_second(world, goal):
    june = clock.today() - timedelta(days=120)
    commands.say_number(world.person, goal, number=2, said_on=june)
    commands.say_number(world.peer_worker, goal, number=5)
    again = commands.say_number(world.person, goal, number=6)
    assert [number for _, number in queries.goal_row(goal).numbers] == [2, 6]
    assert (again.said_by, again.written_by) == ("Leona", "Leona Marsh")
    assert AuditEvent.objects.filter(action="own_number.said").count() == 3


def test_own_number_when_senseless_refuses(world, goal):
    with pytest.raises(Refused, match="from 0 to 10"):
        commands.say_number(world.person, goal, number=11)
    with pytest.raises(Refused, match="today or in the past"):
        commands.say_number(world.person, goal, number=3, said_on=clock.today() + timedelta(days=1))


def test_steps_and_number_when_the_goal_was_let_go_refuse(world, goal):
    step, other = (commands.add_step(world.person, goal, words=words) for words in ("One", "Two"))
    commands.take_step(world.person, other)
    commands.drop_goal(world.person, goal)
    step.refresh_from_db()
    for do, subject, details in (
        (commands.add_step, goal, {"words": "Three"}),
        (commands.take_step, step, {}),
        (commands.untake_step, other, {}),
        (commands.remove_step, step, {}),
        (commands.say_number, goal, {"number": 3}),
    ):
        with pytest.raises(Refused, match="Take it up again first"):
            do(world.person, subject, **details)


@pytest.mark.parametrize("who", ["other_person", "other_peer_worker", "other_coordinator", "governance"])
def test_steps_and_number_when_wrong_person_are_not_allowed(world, goal, who):
    step, actor = commands.add_step(world.person, goal, words="One"), world.actor(who)
    for do, subject, details in (
        (commands.add_step, goal, {"words": "Two"}),
        (commands.take_step, step, {}),
        (commands.untake_step, step, {}),
        (commands.remove_step, step, {}),
        (commands.say_number, goal, {"number": 3}),
    ):
        with pytest.raises(NotAllowed):
            do(actor, subject, **details)


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        ((2026, 6, 1), (2026, 10, 9), "Leona said 2 in June, 6 in October"),
        ((2026, 10, 1), (2026, 10, 9), "Leona said 2 on 1 October, 6 on 9 October"),
        ((2025, 6, 1), (2026, 10, 9), "Leona said 2 in June 2025, 6 in October 2026"),
    ],
)
def test_own_number_in_words_says_only_the_two(world, goal, first, second, words):
    def day(parts):
        return clock.today().replace(*parts)

    assert queries.goal_row(goal, "Leona").said == ""
    with clock.at(clock.now().replace(2026, 11, 17)):
        commands.say_number(world.person, goal, number=2, said_on=day(first))
        assert queries.goal_row(goal).said.startswith("You said 2 on 1 ")
        commands.say_number(world.person, goal, number=6, said_on=day(second))
    assert queries.goal_row(goal, "Leona").said == words


# Pages ---------------------------------------------------------------------------------------------------------------


def test_goal_page_adds_ticks_unticks_and_takes_away(world, goal, sign_in):
    worker, address = sign_in("peer_worker"), f"/goals/{goal.pk}/"
    assert worker.get(address).status_code == 200
    assert worker.post(address, {"words": ""}).status_code == 422
    assert worker.post(address, {"words": "With a friend"}).status_code == 302
    assert "already there" in said(worker.post(address, {"words": "With a friend"}))
    step = goal.steps.get()
    for move, seen in (("take", "Taken"), ("untake", "Next")):
        assert worker.get(f"/goals/steps/{step.pk}/{move}/").status_code == 404
        assert seen in said(worker.post(f"/goals/steps/{step.pk}/{move}/", follow=True))
    page = said(worker.get(f"/support/{make_known(goal)}/"))
    assert "With a friend : next" in page or "With a friend: next" in page
    worker.post(f"/goals/steps/{step.pk}/remove/")
    assert not goal.steps.exists()


def test_say_number_page_keeps_what_was_wrong_and_saves_what_is_right(world, goal, sign_in):
    worker, address = sign_in("peer_worker"), f"/goals/{goal.pk}/number/"
    assert "Where does Leona put themself?" in said(worker.get(address))
    assert worker.post(address, {}).status_code == 422
    today = clock.today()
    on = {"said_on_day": today.day, "said_on_month": today.month, "said_on_year": today.year}
    assert worker.post(address, {"number": "0", **on}).status_code == 302
    assert goal.numbers.get().number == 0


@pytest.mark.parametrize("page", ["", "number/", "change/"])
def test_goal_pages_for_anyone_else_are_not_found(world, goal, sign_in, page):
    assert sign_in("other_peer_worker").get(f"/goals/{goal.pk}/{page}").status_code == 404


def test_step_moves_for_anyone_else_are_not_found(world, goal, sign_in):
    step = commands.add_step(world.person, goal, words="One")
    assert sign_in("other_peer_worker").post(f"/goals/steps/{step.pk}/take/").status_code == 404


def test_my_goals_with_steps_and_a_number_are_mine(world, goal, sign_in):
    me = sign_in("person")
    address = f"/my/goals/{goal.pk}/steps/"
    assert me.post(address, {"words": " "}).status_code == 422
    assert me.post(address, {"words": "With a friend"}).status_code == 302
    step = goal.steps.get()
    assert "Taken" in said(me.post(f"/my/steps/{step.pk}/take/", follow=True))
    assert "Next" in said(me.post(f"/my/steps/{step.pk}/untake/", follow=True))
    assert me.post(f"/my/steps/{step.pk}/jump/").status_code == 404
    number = f"/my/goals/{goal.pk}/number/"
    assert me.get(number).status_code == 200
    assert me.post(number, {"number": "x"}).status_code == 422
    assert me.post(number, {"number": "7"}).status_code == 302
    page = said(me.get("/my/goals/"))
    assert "You said 7 on" in page
    assert "With a friend" in page
    me.post(f"/my/steps/{step.pk}/remove/")
    assert not goal.steps.exists()


def test_my_goals_steps_of_someone_else_are_not_found(world, goal, sign_in):
    step = commands.add_step(world.person, goal, words="One")
    other = sign_in("other_person")
    assert other.get(f"/my/goals/{goal.pk}/steps/").status_code == 404
    assert other.get(f"/my/goals/{goal.pk}/number/").status_code == 404
    assert other.post(f"/my/steps/{step.pk}/take/").status_code == 404


def make_known(goal) -> str:
    return goal.person.referrals.get().relationships.get().pk
