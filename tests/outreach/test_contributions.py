"""What was given beyond the trust: written, changed, taken back, published; and whose name goes with it."""

from datetime import date

import pytest

from alongside.core import clock
from alongside.core.actors import process
from alongside.core.errors import NotAllowed, Refused
from alongside.outreach import commands, queries
from alongside.outreach.models import Contribution, Contributor
from tests.outreach.setting_up import actions, change, make_contribution, make_talk
from tests.world import worker_of

GAVE = {"kind": "visit", "title": "A visit from the coast", "began_on": date(2026, 3, 1)}


@pytest.fixture
def imani(world):
    return worker_of(world)


def test_add_by_a_peer_worker_has_them_in_it_unnamed(world, imani):
    made = commands.add_contribution(world.peer_worker, **GAVE, ongoing=True)
    assert [(row.worker, row.named) for row in made.people.all()] == [(imani, False)]
    assert (made.written_by, made.ongoing) == ("Imani Calder", True)
    done = commands.add_contribution(world.lead, **GAVE, ended_on=date(2026, 3, 2), ongoing=True)
    assert (done.people.count(), done.ongoing) == (0, False)
    assert actions() == ["contribution.added"] * 2
    with pytest.raises(Refused):
        commands.add_contribution(world.lead, **GAVE, ended_on=date(2026, 2, 1))
    for name in ("team_manager", "editor", "person"):
        with pytest.raises(NotAllowed):
            commands.add_contribution(world.actor(name), **GAVE)


def test_change_and_take_back_by_those_who_took_part_and_planners(world, imani):
    made = make_contribution(imani)
    commands.change_contribution(world.peer_worker, made, **GAVE, outcome="They come again.")
    assert (made.title, made.outcome) == ("A visit from the coast", "They come again.")
    with pytest.raises(Refused):
        commands.change_contribution(world.lead, made, **GAVE, ended_on=date(2026, 2, 1))
    for do, more in ((commands.change_contribution, GAVE), (commands.take_back_contribution, {})):
        with pytest.raises(NotAllowed):
            do(world.other_peer_worker, made, **more)
    commands.take_back_contribution(world.peer_worker, made)
    assert made.taken_back_at
    assert not queries.contributions(world.lead)
    for do, more in (
        (commands.change_contribution, GAVE),
        (commands.take_back_contribution, {}),
        (commands.show_contribution, {"public": True}),
        (commands.add_contributor, {"worker": imani}),
    ):
        with pytest.raises(Refused, match="taken back"):
            do(world.lead, made, **more)
    assert actions() == ["contribution.changed", "contribution.taken_back"]


def test_show_is_for_planners_and_once(world, imani):
    made = make_contribution(imani)
    with pytest.raises(NotAllowed):
        commands.show_contribution(world.peer_worker, made, public=True)
    commands.show_contribution(world.coordinator, made, public=True)
    with pytest.raises(Refused, match="already"):
        commands.show_contribution(world.coordinator, made, public=True)
    commands.show_contribution(world.lead, made, public=False)
    assert not made.shown_public
    assert actions() == ["contribution.shown"] * 2


def test_a_name_goes_with_it_only_by_their_own_yes_and_off_again(world, imani):
    made = make_contribution(shown_public=True)
    row = commands.add_contributor(world.lead, made, worker=imani)
    with pytest.raises(Refused, match="there already"):
        commands.add_contributor(world.lead, made, worker=imani)
    for name in ("lead", "other_peer_worker"):
        with pytest.raises(NotAllowed):
            commands.say_named(world.actor(name), row, named=True)
    with pytest.raises(NotAllowed):
        commands.add_contributor(world.other_peer_worker, made, worker=imani)

    def names() -> tuple[tuple[str, ...], int]:
        ((one,),) = [kind.rows for kind in queries.public_year(clock.today().year).kinds]
        return one.names, one.others

    assert names() == ((), 1)
    commands.say_named(world.peer_worker, row, named=True)
    assert names() == (("Imani Calder",), 0)
    commands.say_named(world.peer_worker, row, named=False)
    assert names() == ((), 1)
    with pytest.raises(NotAllowed):
        commands.leave_contribution(world.other_peer_worker, row)
    commands.leave_contribution(world.peer_worker, row)
    assert not Contributor.objects.exists()
    assert actions() == ["contributor.added", "contributor.named", "contributor.named", "contributor.left"]


def test_a_year_holds_what_began_ended_or_went_on_in_it(world):
    def gave(title: str, began_on: date, ended_on: date | None = None, **more) -> Contribution:
        return make_contribution(title=title, began_on=began_on, ended_on=ended_on, **more)

    gave("Before", date(2024, 5, 1))
    gave("Going on", date(2024, 5, 1), ongoing=True, minutes=30)
    gave("Until spring", date(2024, 5, 1), date(2025, 3, 1), kind="research")
    gave("That day", date(2025, 6, 1), outcome="They listened.", minutes=60)
    gave("After", date(2026, 1, 1))
    change(gave("A mistake", date(2025, 6, 1)), taken_back_at=clock.now())
    with clock.at(clock.noon(date(2025, 6, 1))):
        make_talk(world, hours=-3, status="given")
    page = queries.year_page(world.lead, 2025)
    assert [(kind.words, [row.title for row in kind.rows]) for kind in page.kinds] == [
        ("A network", ["Going on", "That day"]),
        ("Research", ["Until spring"]),
    ]
    assert (page.count, page.outcomes, page.minutes) == (3, 1, 90)
    assert [(row.words, row.talks) for row in page.given] == [("Students", 1)]
    assert queries.public_year(2025).count == 0
    assert queries.year_page(world.peer_worker, 2025).given == ()
    with pytest.raises(NotAllowed):
        queries.year_page(process("job"), 2025)
    with clock.at(clock.noon(date(2026, 3, 1))):
        assert queries.years() == [2026, 2025, 2024]


def test_the_list_by_kind_year_and_mine(world, imani):
    mine = make_contribution(imani, began_on=date(2025, 6, 1))
    other = make_contribution(kind="visit", began_on=date(2024, 6, 1))
    actor = world.peer_worker
    assert [row.id for row in queries.contribution_rows(queries.contributions(actor))] == [mine.pk, other.pk]
    assert list(queries.contributions(actor, mine=True)) == [mine]
    assert list(queries.contributions(actor, kind="visit")) == [other]
    assert list(queries.contributions(actor, year=2025)) == [mine]
    with pytest.raises(NotAllowed):
        queries.contributions(world.team_manager)
    with pytest.raises(NotAllowed):
        queries.who_could_be_named(world.other_peer_worker, mine)
    assert [name for _, name in queries.who_could_be_named(actor, mine)] == ["Bethan Osei"]


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_ask_the_same_for_three_as_for_one(world, imani, rows, django_assert_num_queries):
    for _ in range(rows):
        made = make_contribution(imani, shown_public=True)
    lead, actor, year = world.lead, world.peer_worker, clock.today().year
    with django_assert_num_queries(2):
        assert len(queries.contribution_rows(queries.contributions(actor))) == rows
    with django_assert_num_queries(3):
        assert queries.year_page(lead, year).count == rows
    with django_assert_num_queries(2):
        assert queries.public_year(year).count == rows
    with django_assert_num_queries(2):
        assert queries.contribution_page(lead, made.pk).may_change
    with django_assert_num_queries(3):
        assert queries.contribution_page(actor, made.pk).may_change
