"""What helps a candidate: asked, agreed by a day, in place, checked by them, and passed on only if they say so."""

from datetime import timedelta

from alongside.candidates import commands, queries
from alongside.candidates.models import Adjustment
from alongside.core import clock
from alongside.core.actors import process
from alongside.core.models import Notice
from tests.candidates.asserting import audited, refused_to, refuses

NOT_STAFF = ("trainer", "route_lead", "panel", "other_candidate", "peer_worker")


def ask(world, grace, **said):
    return commands.ask_adjustment(
        world.candidate, grace, **{"stage": "training", "words": "Questions before", "carry": True, **said}
    )


def agree(world, adjustment, **said):
    details = {"with_whom": world.users["coordinator"], "by": clock.today() + timedelta(days=3), **said}
    return commands.agree_adjustment(world.coordinator, adjustment, **details)


def test_asking_is_kept_once_and_tells_the_owner(world, grace):
    first, again = ask(world, grace), ask(world, grace, words="questions before ")
    assert first == again
    assert Notice.objects.filter(to="coordinator@example.org").count() == 1
    assert audited("adjustment.asked")
    assert "Say what" in refuses(world.candidate, commands.ask_adjustment, grace, stage="training", words=" ")
    refused_to(world, NOT_STAFF, commands.ask_adjustment, grace, stage="training", words="x")


def test_asking_for_them_tells_nobody_again(world, grace):
    commands.ask_adjustment(world.coordinator, grace, stage="interview", words="A quiet room")
    assert not Notice.objects.filter(to="coordinator@example.org").exists()


def test_agreeing_names_who_and_by_when_and_tells_them(world, grace):
    adjustment = agree(world, ask(world, grace), agreed_words="Sent three days before")
    row = queries.adjustments_for(grace, "training")[0]
    assert (row.state, row.whose, row.with_whom, row.late) == ("agreed", "us", "Ines Okafor", False)
    assert grace.messages.count() == 1
    assert audited("adjustment.agreed")
    assert agree(world, adjustment, by=clock.today()).by == clock.today()  # a new day, the same state
    assert "from today" in refuses(
        world.coordinator,
        commands.agree_adjustment,
        adjustment,
        with_whom=world.users["lead"],
        by=clock.today() - timedelta(days=1),
    )
    details = {"with_whom": world.users["lead"], "by": clock.today()}
    refused_to(world, (*NOT_STAFF, "candidate"), commands.agree_adjustment, adjustment, **details)


def test_in_place_is_checked_by_the_candidate(world, grace):
    adjustment = agree(world, ask(world, grace))
    refuses(world.candidate, commands.say_it_is_there, adjustment)
    refused_to(world, (*NOT_STAFF, "candidate"), commands.put_in_place, adjustment)
    commands.put_in_place(world.coordinator, adjustment)
    assert queries.adjustments_for(grace)[0].whose == "you"
    refused_to(world, ("other_candidate", "coordinator"), commands.say_it_is_there, adjustment)
    commands.say_it_is_there(world.candidate, adjustment)
    row = queries.adjustments_for(grace)[0]
    assert (row.whose, row.checked) == ("", True)
    assert audited("adjustment.put_in_place")
    assert audited("adjustment.checked")


def test_not_there_after_all_is_our_turn_again_today(world, grace):
    adjustment = agree(world, ask(world, grace))
    commands.put_in_place(world.coordinator, adjustment)
    commands.say_it_is_there(world.candidate, adjustment, there=False)
    assert (adjustment.status, adjustment.by) == ("agreed", clock.today())
    assert Notice.objects.get(subject="Something that helps is not in place").to == "coordinator@example.org"


def test_put_in_place_needs_an_agreement_first(world, grace):
    assert "cannot become in place" in refuses(world.coordinator, commands.put_in_place, ask(world, grace))


def test_not_possible_says_what_instead(world, grace):
    adjustment = ask(world, grace)
    assert "instead" in refuses(world.coordinator, commands.say_not_possible, adjustment, instead=" ")
    refused_to(world, (*NOT_STAFF, "candidate"), commands.say_not_possible, adjustment, instead="x")
    commands.say_not_possible(world.coordinator, adjustment, instead="The lift is out. We meet downstairs.")
    row = queries.adjustments_for(grace)[0]
    assert (row.state_words, row.agreed) == ("Something else instead", "The lift is out. We meet downstairs.")
    assert audited("adjustment.not_possible")


def test_taken_back_is_shown_no_more_and_may_be_asked_again(world, grace):
    adjustment = ask(world, grace)
    refused_to(world, NOT_STAFF, commands.withdraw_adjustment, adjustment)
    commands.withdraw_adjustment(world.candidate, adjustment)
    assert queries.adjustments_for(grace) == []
    assert ask(world, grace) != adjustment
    assert audited("adjustment.withdrawn")
    refuses(world.candidate, commands.withdraw_adjustment, adjustment)


def test_only_what_they_said_to_pass_on_is_carried_and_once(world, grace):
    kept, back = ask(world, grace), ask(world, grace, words="A lift", carry=False)
    for _ in range(2):
        commands.carry_adjustments(world.recruiter, grace, to="application")
    rows = queries.adjustments_for(grace, "application")
    assert [(row.words, row.state, row.carry) for row in rows] == [("Questions before", "asked", True)]
    assert Adjustment.objects.get(stage="application").follows == kept
    commands.say_carry(world.candidate, back, carry=True)
    commands.carry_adjustments(process("Work"), grace, to="work")
    assert {row.words for row in queries.adjustments_for(grace, "work")} == {"Questions before", "A lift"}
    commands.carry_adjustments(world.recruiter, grace, to="application")  # a second application: said already
    assert {row.words for row in queries.adjustments_for(grace, "application")} == {"Questions before", "A lift"}
    assert audited("adjustments.carried")
    assert audited("adjustment.carry_changed")
    refused_to(world, NOT_STAFF, commands.carry_adjustments, grace, to="work")
    refused_to(world, ("other_candidate", "lead"), commands.say_carry, back, carry=False)


def test_adjustments_of_several_are_one_query(world, grace, django_assert_num_queries):
    ask(world, grace)
    with django_assert_num_queries(1):
        assert list(queries.adjustments_of([grace.pk], "training")) == [grace.pk]
