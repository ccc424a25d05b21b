"""Referees: only after an offer, chosen and changed by the candidate, and never what they say."""

import pytest

from alongside.core import clock
from alongside.core.errors import NotAllowed, Refused
from alongside.core.models import Notice
from alongside.recruitment import commands, queries
from alongside.recruitment.models import Referee
from tests.recruitment.choosing import check_of, clear, make_accepted, make_offered, was_done

SAID = {"name": "Sam Ode", "knows_how": "My manager at the shop", "email": "sam@example.net"}


@pytest.fixture
def application(world):
    application = make_accepted(world)
    clear(world, application, "identity", "right_to_work")
    return application


def test_name_referee_makes_it_our_turn_to_write(world, application):
    commands.name_referee(world.candidate, application, **SAID)
    assert check_of(application, "references").status == "us"
    clear(world, application, "registration")
    assert queries.tracker(world.recruiter).rows[0].next_words == "Write to 1 referee"
    assert was_done("referee.named")


def test_name_referee_while_the_check_waits_for_identity_leaves_it_waiting(world):
    application = make_accepted(world)
    commands.name_referee(world.candidate, application, **SAID)
    assert check_of(application, "references").status == "not_started"


def test_name_referee_before_an_offer_or_without_a_way_to_ask_or_too_many_is_refused(world, application):
    with pytest.raises(NotAllowed):
        commands.name_referee(world.other_candidate, application, **SAID)
    with pytest.raises(Refused, match="an email address or a phone number"):
        commands.name_referee(world.candidate, application, name="Sam", knows_how="My tutor")
    for _ in range(4):
        commands.name_referee(world.candidate, application, **SAID)
    with pytest.raises(Refused, match="enough people"):
        commands.name_referee(world.candidate, application, **SAID)
    offered = make_offered(world, user="other_candidate")
    with pytest.raises(Refused, match="only after you have said yes"):
        commands.name_referee(world.other_candidate, offered, **SAID)


def test_when_all_are_asked_it_is_with_them_and_when_all_came_with_us(world, application):
    first = commands.name_referee(world.candidate, application, **SAID)
    second = commands.name_referee(world.candidate, application, **SAID | {"name": "Ann Bell"})
    commands.ask_referee(world.recruiter, first, asked_on=clock.today())
    assert check_of(application, "references").status == "us"
    commands.ask_referee(world.recruiter, second, asked_on=clock.today())
    check = check_of(application, "references")
    assert (check.status, check.with_whom) == ("others", "your referees")
    commands.say_reference_came(world.recruiter, first, came_on=clock.today())
    assert check_of(application, "references").status == "others"
    commands.say_reference_came(world.recruiter, second, came_on=clock.today())
    assert check_of(application, "references").status == "us"
    assert was_done("referee.asked")
    assert was_done("referee.came")
    for again, named in ((commands.ask_referee, "asked_on"), (commands.say_reference_came, "came_on")):
        with pytest.raises(Refused, match="came already"):
            again(world.recruiter, first, **{named: clock.today()})
        with pytest.raises(NotAllowed):
            again(world.panel, second, **{named: clock.today()})


def test_a_different_person_takes_the_place_of_a_slow_one(world, application):
    first = commands.name_referee(world.candidate, application, **SAID)
    with pytest.raises(NotAllowed):
        commands.replace_referee(world.other_candidate, first, **SAID)
    commands.replace_referee(world.candidate, first, **SAID | {"name": "Ann Bell"})
    assert list(Referee.objects.filter(replaced_at=None).values_list("name", flat=True)) == ["Ann Bell"]
    assert Notice.objects.filter(subject="A different referee", to="recruiter@example.org").exists()
    assert was_done("referee.replaced")
    with pytest.raises(Refused, match="chose somebody else before"):
        commands.replace_referee(world.candidate, first, **SAID)
    with pytest.raises(Refused, match="chose a different person"):
        commands.ask_referee(world.recruiter, first, asked_on=clock.today())
