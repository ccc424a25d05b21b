"""What helped me: under its owner's yes and no longer, shown to a person, who keeps it meanwhile or lets it go."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from alongside.core import clock
from alongside.core.actors import process
from alongside.core.errors import NotAllowed, Refused
from alongside.core.guard import unguarded
from alongside.core.models import AuditEvent, Notice
from alongside.support import commands, jobs
from alongside.support.models import Strategy, StrategyShown
from alongside.support.queries import strategies as queries
from tests.world import World, make_relationship, worker_of

pytestmark = pytest.mark.django_db
WORDS = "I put the kettle on and count the tiles."


def make_strategy(world: World, user: str = "peer_worker", **fields: Any) -> Strategy:
    """In the library for a month, unless said otherwise."""
    with unguarded():
        return Strategy.objects.create(
            **{
                "worker": worker_of(world, user),
                "status": "shown",
                "title": "When I cannot sleep",
                "words": WORDS,
                "topics": ["sleep"],
                "yes_at": clock.now(),
                "shown_until": clock.today() + timedelta(days=30),
                "changed_at": clock.now(),
                **fields,
            }
        )


def make_shown(strategy: Strategy, person: Any) -> StrategyShown:
    with unguarded():
        return StrategyShown.objects.create(
            strategy=strategy, person=person, shown_by="Imani Calder", shown_at=clock.now()
        )


def yes(strategy: Strategy, days: int = 365) -> dict[str, Any]:
    until = clock.today() + timedelta(days=days)
    return {"yes": True, "shown_until": until, "seen": strategy.changed_at.isoformat()}


def events(action: str) -> int:
    return AuditEvent.objects.filter(action=action).count()


def titles(actor: Any, **looked: str) -> list[str]:
    return [row.title for row in queries.looked_for(queries.strategies(actor), **looked)]


def test_it_is_written_and_nobody_else_sees_it(world: World) -> None:
    worker = worker_of(world)
    made = commands.write_strategy(world.peer_worker, worker, title="Sleep", words=WORDS, topics=["sleep"])
    assert (made.status, made.named, made.topics) == ("draft", False, ["sleep"])
    assert not queries.strategies(world.peer_worker)
    for who in ("other_peer_worker", "lead"):
        with pytest.raises(Strategy.DoesNotExist):
            queries.strategy_page(world.actor(who), made.pk)
    assert AuditEvent.objects.get(action="strategy.written").changes["worker_id"] == "changed"


@pytest.mark.parametrize("who", ["other_peer_worker", "lead", "person", "governance"])
def test_it_is_its_owners_alone(world: World, who: str) -> None:
    strategy, actor = make_strategy(world), world.actor(who)
    for do, to, facts in (
        (commands.write_strategy, worker_of(world), {"title": "No", "words": "No"}),
        (commands.change_strategy, strategy, {"title": "No", "words": "No"}),
        (commands.show_strategy, strategy, yes(strategy)),
        (commands.take_back_strategy, strategy, {}),
        (commands.say_strategy_ending, strategy, {}),
        (commands.end_strategy, strategy, {}),
    ):
        with pytest.raises(NotAllowed):
            do(actor, to, **facts)


def test_their_yes_is_to_these_words_until_a_day(world: World) -> None:
    strategy, me = make_strategy(world, status="draft", yes_at=None, shown_until=None), world.peer_worker
    for changes, words in (
        ({"yes": False}, "without your yes"),
        ({"seen": "2020-01-01"}, "words have changed"),
        ({"shown_until": clock.today()}, "not more than a year"),
        ({"shown_until": clock.today() + timedelta(days=366)}, "not more than a year"),
    ):
        with pytest.raises(Refused, match=words):
            commands.show_strategy(me, strategy, **{**yes(strategy), **changes})
    commands.show_strategy(me, strategy, **yes(strategy))
    assert titles(world.lead) == ["When I cannot sleep"]
    assert (strategy.ending_said_at, events("strategy.shown")) == (None, 1)
    commands.show_strategy(me, strategy, **yes(strategy, 7))
    assert strategy.ending_said_at  # so short a time was their own choice


def test_changed_words_or_a_name_need_a_new_yes(world: World) -> None:
    strategy, me = make_strategy(world), world.peer_worker
    commands.change_strategy(me, strategy, title=strategy.title, words=WORDS, topics=["nights"])
    assert (strategy.status, strategy.topics) == ("shown", ["nights"])
    commands.change_strategy(me, strategy, title=strategy.title, words=WORDS, named=True)
    assert (strategy.status, strategy.yes_at, strategy.shown_until) == ("draft", None, None)
    assert not titles(me)
    commands.change_strategy(me, strategy, title=strategy.title, words="I count sheep.")
    assert (strategy.status, events("strategy.changed")) == ("draft", 3)


def kept(world: World, **fields: Any) -> tuple[Strategy, StrategyShown]:
    """One that Leona keeps."""
    strategy = make_strategy(world, **fields)
    shown = make_shown(strategy, make_relationship(world).referral.person)
    commands.keep_strategy(world.person, shown)
    return strategy, shown


def mine(world: World) -> list[tuple[str, str, bool]]:
    """Leona's page: the words, whose they are, and whether they have gone back."""
    return [(row.words, row.by, row.gone) for row in queries.shown_to_me(world.person)]


def test_it_is_taken_back_at_once_and_from_those_who_kept_it(world: World) -> None:
    strategy, shown = kept(world, named=True)
    assert mine(world) == [(WORDS, "Imani", False)]
    commands.take_back_strategy(world.peer_worker, strategy)
    assert not titles(world.lead)
    (row,) = queries.shown_to_me(world.person)
    assert (row.title, row.words, row.by, row.why, row.kept, row.gone) == ("", "", "", "", True, True)
    with pytest.raises(Refused, match="Only you read this"):
        commands.take_back_strategy(world.peer_worker, strategy)
    assert (events("strategy.taken_back"), events("strategy.kept")) == (1, 1)
    commands.show_strategy(world.peer_worker, strategy, **yes(strategy))
    assert mine(world) == [(WORDS, "Imani", False)]  # shared again, it is here again
    commands.take_back_strategy(world.peer_worker, strategy)
    commands.let_go_strategy(world.person, shown)
    assert mine(world) == []


def test_words_being_changed_are_read_by_nobody_else_and_come_back_changed(world: World) -> None:
    strategy, _ = kept(world)
    commands.change_strategy(world.peer_worker, strategy, title=strategy.title, words="I count sheep.")
    assert mine(world) == [("", "", True)]
    commands.show_strategy(world.peer_worker, strategy, **yes(strategy))
    assert mine(world) == [("I count sheep.", "", False)]


def test_what_is_over_in_the_library_stays_with_who_kept_it_until_taken_back(world: World) -> None:
    strategy, _ = kept(world, shown_until=clock.today())
    with unguarded():
        Strategy.objects.update(shown_until=clock.today() - timedelta(days=1))
    for _ in range(2):  # before the job, and after it
        assert not titles(world.lead)
        assert mine(world) == [(WORDS, "", False)]
        (row,) = queries.my_strategies(world.peer_worker)
        assert (row.status, row.asks, row.still_read) == ("resting", True, True)
        jobs.end_strategies(process("support.jobs.end_strategies"))
    assert "Whoever kept it can still read it" in Notice.objects.get().text
    strategy.refresh_from_db()
    commands.take_back_strategy(world.peer_worker, strategy)
    assert mine(world) == [("", "", True)]
    (row,) = queries.my_strategies(world.peer_worker)
    assert (row.asks, row.still_read) == (False, False)


def test_a_kept_one_goes_when_its_writer_can_no_longer_take_it_back(world: World) -> None:
    kept(world)
    with unguarded():
        type(world.users["lead"]).objects.filter(pk=world.users["peer_worker"].pk).update(is_active=False)
    assert mine(world) == [("", "", True)]


def test_what_was_only_shown_goes_with_it(world: World) -> None:
    strategy = make_strategy(world)
    shown = make_shown(strategy, make_relationship(world).referral.person)
    commands.take_back_strategy(world.peer_worker, strategy)
    assert not queries.shown_to_me(world.person)
    with pytest.raises(Refused, match="not here any more"):
        commands.keep_strategy(world.person, shown)


def test_the_lead_takes_it_out_and_its_owner_reads_why(world: World) -> None:
    strategy = make_strategy(world)
    for who in ("coordinator", "other_peer_worker", "person"):
        with pytest.raises(NotAllowed):
            commands.take_out_strategy(world.actor(who), strategy, why="No")
    commands.take_out_strategy(world.lead, strategy, why="It names a tablet.")
    assert not titles(world.peer_worker)
    (mine,) = queries.my_strategies(world.peer_worker)
    assert (mine.status, mine.why) == ("resting", "It names a tablet.")
    told = Notice.objects.get()
    assert (told.to, "tablet" in told.text) == ("imani@example.org", False)
    assert events("strategy.taken_out") == 1
    with pytest.raises(Refused, match="not in the library any more"):
        commands.take_out_strategy(world.lead, strategy, why="Again")
    with pytest.raises(Refused, match="The lead took this out"):
        commands.show_strategy(world.peer_worker, strategy, **yes(strategy))
    commands.change_strategy(world.peer_worker, strategy, title=strategy.title, words="I put the kettle on.")
    commands.show_strategy(world.peer_worker, strategy, **yes(strategy))
    assert titles(world.lead) == ["When I cannot sleep"]


def test_it_ends_by_itself_with_a_message_a_fortnight_before(world: World) -> None:
    soon = make_strategy(world, shown_until=clock.today() + timedelta(days=14))
    over = make_strategy(world, title="Over", shown_until=clock.today() - timedelta(days=1))
    later = make_strategy(world, title="Later", shown_until=clock.today() + timedelta(days=15))
    assert titles(world.lead) == ["Later", "When I cannot sleep"]  # gone before any job ran
    assert [row.status for row in queries.my_strategies(world.peer_worker)] == ["shown", "resting", "shown"]
    actor = process("support.jobs.end_strategies")
    for _ in range(2):
        jobs.end_strategies(actor)
    said = set(Notice.objects.values_list("subject", flat=True))
    assert said == {"Something of yours soon leaves the library", "Something of yours left the library"}
    for strategy in (soon, over, later):
        strategy.refresh_from_db()
    assert (soon.status, over.status, later.status) == ("shown", "resting", "shown")
    assert (later.ending_said_at, events("strategy.ending_said"), events("strategy.ended")) == (None, 1, 1)
    with pytest.raises(Refused, match="nothing to say"):
        commands.say_strategy_ending(actor, soon)
    for lasting in (later, over):
        with pytest.raises(Refused, match="The yes to this lasts"):
            commands.end_strategy(actor, lasting)


def test_whoever_has_left_is_in_no_library_and_told_nothing(world: World) -> None:
    made = make_strategy(world, shown_until=clock.today())
    with unguarded():
        type(world.users["lead"]).objects.filter(pk=world.users["peer_worker"].pk).update(is_active=False)
    assert not titles(world.lead)
    commands.say_strategy_ending(process("support.jobs.end_strategies"), Strategy.objects.get(pk=made.pk))
    assert not Notice.objects.exists()


def test_one_is_shown_to_a_person_with_a_line_why(world: World) -> None:
    relationship, strategy = make_relationship(world), make_strategy(world, "other_peer_worker")
    for who in ("other_peer_worker", "lead", "person"):
        with pytest.raises(NotAllowed):
            commands.show_strategy_to(world.actor(who), relationship, strategy=strategy)
    commands.show_strategy_to(world.peer_worker, relationship, strategy=strategy, why="Your nights.")
    (row,) = queries.shown_to_me(world.person)
    assert (row.by, row.shown_by, row.kept, row.why) == ("", "Imani Calder", False, "Your nights.")
    assert AuditEvent.objects.get(action="strategy.shown_to_person").changes["strategy_id"] == "changed"
    with pytest.raises(Refused, match="was shown this already"):
        commands.show_strategy_to(world.peer_worker, relationship, strategy=strategy)
    hidden = make_strategy(world, status="resting", yes_at=None, shown_until=None)
    with pytest.raises(Refused, match="not in the library"):
        commands.show_strategy_to(world.peer_worker, relationship, strategy=hidden)
    with unguarded():
        relationship.status, relationship.ended_at, relationship.ended_by = "ended", clock.now(), "person"
        relationship.save()
    with pytest.raises(Refused, match="has ended"):
        commands.show_strategy_to(world.peer_worker, relationship, strategy=strategy)


def test_a_person_keeps_it_and_lets_it_go(world: World) -> None:
    strategy = make_strategy(world)
    shown = make_shown(strategy, make_relationship(world).referral.person)
    for who in ("peer_worker", "lead", "other_person"):
        for do in (commands.keep_strategy, commands.let_go_strategy):
            with pytest.raises(NotAllowed):
                do(world.actor(who), shown)
    commands.keep_strategy(world.person, shown)
    with pytest.raises(Refused, match="already"):
        commands.keep_strategy(world.person, shown)
    commands.let_go_strategy(world.person, shown)
    assert not queries.shown_to_me(world.person)
    assert (shown.kept_at, events("strategy.let_go")) == (None, 1)
    with pytest.raises(Refused, match="already"):
        commands.let_go_strategy(world.person, shown)
    commands.keep_strategy(world.person, shown)  # let go by mistake
    assert mine(world) == [(WORDS, "", False)]


def test_the_library_is_looked_through_by_words_and_topics(world: World) -> None:
    make_strategy(world, named=True)
    make_strategy(world, "other_peer_worker", title="A crowded café", words="I sit by the door.", topics=["crowds"])
    lead = world.lead
    assert titles(lead) == ["A crowded café", "When I cannot sleep"]
    assert titles(lead, words="CAFE door") == ["A crowded café"]
    assert titles(lead, words="imani") == ["When I cannot sleep"]
    assert titles(lead, words="bethan") == []  # she did not say her name may be shown
    assert titles(lead, topic="sleep") == ["When I cannot sleep"]
    assert queries.topics_of(queries.strategies(lead)) == [("crowds", 1), ("sleep", 1)]


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_ask_as_often_for_three_as_for_one(world: World, rows: int, django_assert_num_queries: Any) -> None:
    relationship = make_relationship(world)
    me, leona = world.peer_worker, world.person
    for n in range(rows):
        make_shown(make_strategy(world, title=f"No {n}"), relationship.referral.person)
    fresh = make_strategy(world, title="Fresh")
    with django_assert_num_queries(1):
        assert len(queries.strategies(me)) == rows + 1
    with django_assert_num_queries(1):
        assert len(queries.my_strategies(me)) == rows + 1
    with django_assert_num_queries(3):
        assert len(queries.shown_to_me(leona)) == rows
    with django_assert_num_queries(2):
        assert len(queries.looking_for(me, relationship.pk)[1]) == rows
    with django_assert_num_queries(0):
        assert queries.looking_for(me, "") == (None, frozenset())
    with django_assert_num_queries(1):
        assert len(queries.people_to_show(me, fresh)) == 1
    with django_assert_num_queries(1):
        assert queries.strategy_page(me, fresh.pk).may_show


def test_the_library_page_is_for_colleagues(world: World, sign_in: Any) -> None:
    here, lead = reverse("support:strategies"), sign_in("lead")
    assert "Nothing is in the library yet" in lead.get(here).content.decode()
    one = reverse("support:strategy", args=[make_strategy(world).pk])
    for who in ("other_peer_worker", "coordinator"):
        page = sign_in(who).get(here).content.decode()
        assert "When I cannot sleep" in page
        assert ("Write one" in page) == (who == "other_peer_worker")
        assert "Imani" not in page
        assert sign_in(who).get(one).status_code == 200
    for who in ("person", "team_manager"):
        assert sign_in(who).get(here).status_code == 404, who
        assert sign_in(who).get(one).status_code == 404, who
    assert "Nothing here fits “zebra”" in lead.get(here, {"words": "zebra"}).content.decode()
    assert "When I cannot sleep" in lead.get(here, {"topic": "sleep"}).content.decode()
    assert lead.get(reverse("support:my_strategies")).status_code == 404
    assert lead.get(reverse("support:write_strategy")).status_code == 404


def test_it_is_written_shown_changed_and_taken_back_on_pages(world: World, sign_in: Any) -> None:
    imani, mine, write = sign_in("peer_worker"), reverse("support:my_strategies"), reverse("support:write_strategy")
    assert "You have not written one" in imani.get(mine).content.decode()
    assert imani.get(write).status_code == 200
    answer = imani.post(write, {"title": "", "words": WORDS, "topics": "a, b, c, d, e, f"})
    assert answer.status_code == 422
    for words in (WORDS, "up to 5 topics"):
        assert words in answer.content.decode()
    imani.post(write, {"title": "When I cannot sleep", "words": WORDS, "topics": "Sleep, , sleep,  Night  time"})
    strategy = Strategy.objects.get()
    assert strategy.topics == ["sleep", "night time"]
    show, page, change = (
        reverse(f"support:{name}", args=[strategy.pk]) for name in ("show_strategy", "strategy", "change_strategy")
    )
    assert "Only you see it" in imani.get(page).content.decode()
    assert WORDS in imani.get(show).content.decode()
    until = clock.today() + timedelta(days=100)
    day = {"shown_until_day": until.day, "shown_until_month": until.month, "shown_until_year": until.year}
    said = {"seen": strategy.changed_at.isoformat(), **day}
    assert "Tick the box if you say yes" in imani.post(show, said).content.decode()
    assert "not more than a year" in imani.post(show, {**said, "yes": "on", "shown_until_year": 2099}).content.decode()
    answer = imani.post(show, {**said, "yes": "on"}, follow=True).content.decode()
    assert "Take it back" in answer
    assert "Say yes until another day" in answer
    with unguarded():
        Strategy.objects.update(shown_until=clock.today() - timedelta(days=1))
    for address in (mine, page):
        old = imani.get(address).content.decode()
        assert "Whoever kept it can still read it" in old
        assert "Say yes again" in old
    assert "it leaves the library" in imani.get(change).content.decode()
    imani.post(change, {"title": "When I cannot sleep", "words": WORDS, "topics": "sleep"})
    strategy.refresh_from_db()
    assert (strategy.status, strategy.topics) == ("shown", ["sleep"])
    imani.post(reverse("support:take_back_strategy", args=[strategy.pk]))
    strategy.refresh_from_db()
    assert strategy.status == "resting"
    for address in (show, page, change):
        assert sign_in("other_peer_worker").get(address).status_code == 404


def test_the_lead_takes_one_out_on_a_page(world: World, sign_in: Any) -> None:
    strategy = make_strategy(world)
    page = reverse("support:strategy", args=[strategy.pk])
    lead, here = sign_in("lead"), reverse("support:take_out_strategy", args=[strategy.pk])
    assert here in lead.get(page).content.decode()
    assert lead.post(here, {"why": ""}).status_code == 422
    assert sign_in("coordinator").get(here).status_code == 404
    lead.post(here, {"why": "It names a tablet."})
    for address in (page, reverse("support:my_strategies")):
        assert "It names a tablet." in sign_in("peer_worker").get(address).content.decode()
    assert lead.get(page).status_code == 404


def test_one_is_shown_kept_and_let_go_on_pages(world: World, sign_in: Any) -> None:
    relationship, strategy = make_relationship(world), make_strategy(world, "other_peer_worker", named=True)
    imani, leona = sign_in("peer_worker"), sign_in("person")
    here, mine = reverse("support:show_strategy_to", args=[strategy.pk]), reverse("support:shown_to_me")
    assert mine in leona.get(reverse("pages:my_peer_support")).content.decode()
    assert "Leona M" in imani.get(here).content.decode()
    assert imani.post(here, {"why": "Your nights"}).status_code == 422
    assert sign_in("lead").get(here).status_code == 404
    answer = imani.post(here, {"relationship": relationship.pk, "why": "Your nights"}, follow=True)
    assert "Leona finds it on their own pages." in answer.content.decode()
    assert "Everyone you walk with was shown this" in imani.get(here).content.decode()
    page = leona.get(mine).content.decode()
    for words in (WORDS, "Bethan", "Your nights", "Imani Calder showed you this"):
        assert words in page
    keep, let_go = (
        reverse(f"support:{do}", args=[StrategyShown.objects.get().pk]) for do in ("keep_strategy", "let_go_strategy")
    )
    assert "You keep this." in leona.post(keep, follow=True).content.decode()
    assert sign_in("other_person").post(let_go).status_code == 404
    answer = leona.post(let_go, follow=True).content.decode()
    assert "Nothing is here" in answer
    assert keep in answer  # undo
    assert "You keep this." in leona.post(keep, follow=True).content.decode()
    assert imani.get(mine).status_code == 404
    sign_in("other_peer_worker").post(reverse("support:take_back_strategy", args=[strategy.pk]))
    page = leona.get(mine).content.decode()
    assert "These words have gone back to whoever wrote them" in page
    for words in (WORDS, "Bethan", strategy.title):
        assert words not in page
    answer = leona.post(let_go, follow=True).content.decode()
    assert "Nothing is here" in answer
    assert keep not in answer
    assert "nothing is wrong" in leona.post(keep).content.decode()


def test_a_worker_looks_through_the_library_for_one_person(world: World, sign_in: Any) -> None:
    relationship, strategy = make_relationship(world), make_strategy(world, "other_peer_worker")
    imani, here = sign_in("peer_worker"), reverse("support:strategies")
    asked = {"for": relationship.pk}
    link = f"{here}?for={relationship.pk}"
    assert link in imani.get(reverse("support:relationship", args=[relationship.pk])).content.decode()
    page = imani.get(here, asked).content.decode()
    assert "Something for Leona" in page
    assert f"?for={relationship.pk}" in page
    assert "Leona was shown this" not in page
    one, show = (reverse(f"support:{name}", args=[strategy.pk]) for name in ("strategy", "show_strategy_to"))
    assert "Show it to Leona" in imani.get(one, asked).content.decode()
    assert "checked" in imani.get(show, asked).content.decode()
    answer = imani.post(show, {"relationship": relationship.pk}, follow=True)
    assert answer.redirect_chain == [(link, 302)]
    for address in (here, one):
        page = imani.get(address, asked).content.decode()
        assert "Leona was shown this" in page
    assert "Show it to Leona" not in page
    for other in ("lead", "other_peer_worker"):
        assert "Leona" not in sign_in(other).get(here, asked).content.decode()


def test_a_refusal_while_showing_is_said_on_the_page(world: World, sign_in: Any, monkeypatch: Any) -> None:
    relationship, strategy = make_relationship(world), make_strategy(world)
    monkeypatch.setattr(queries, "people_to_show", lambda *_: [(relationship.pk, "Leona M")])
    make_shown(strategy, relationship.referral.person)
    here = reverse("support:show_strategy_to", args=[strategy.pk])
    answer = sign_in("peer_worker").post(here, {"relationship": relationship.pk})
    assert answer.status_code == 422
    assert "was shown this already" in answer.content.decode()
