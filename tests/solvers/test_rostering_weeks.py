"""Proposals for small weeks, each held against trying everything and against an independent reading of the rules."""

from datetime import datetime, timedelta
from itertools import product
from random import Random
from zoneinfo import ZoneInfo

import pytest

from alongside.solvers import hours
from alongside.solvers.hours import Limits, Spell
from alongside.solvers.rostering import weeks
from alongside.solvers.rostering.search import Stopped
from alongside.solvers.rostering.weeks import FEWEST, NOBODY, TAKEN, Line, Need, Peer, propose

ZONE = ZoneInfo("Europe/London")
MONDAY = datetime(2026, 11, 23, tzinfo=ZONE)
LIMITS = Limits()


def need(name: str, day: int, hour: int, length: float = 3, weight: int = 1) -> Need:
    start = MONDAY + timedelta(days=day, hours=hour)
    return Need(name, Spell(start, start + timedelta(hours=length)), weight)


def who(lines: tuple[Line, ...]) -> dict[str, str]:
    return {line.need_id: line.worker_id for line in lines}


def can(*needs: Need, because: str = "Knows the ward") -> dict[str, tuple[str, ...]]:
    return {need.id: (because,) for need in needs}


def test_propose_when_nothing_is_asked_has_no_lines():
    assert propose([], [Peer("ada", {})], LIMITS) == ()


def test_propose_when_one_could_says_why_them():
    art = need("art", 0, 13)
    told = []
    lines = propose(
        [art],
        [Peer("ada", can(art)), Peer("ben", can(art), so_far=600)],
        LIMITS,
        tell=lambda doing, of_hundred: told.append((doing, of_hundred)),
    )
    assert lines == (Line("art", "ada", ("Knows the ward", FEWEST)),)
    assert told[0] == ("Looking at 2 people", 25)
    assert [far for _, far in told] == [25, 40, 80, 95]


def test_propose_when_nobody_could_says_what_is_in_the_way_without_names_and_counts():
    art, walk = need("art", 0, 13), need("walk", 0, 14)
    peers = [
        Peer("ada", can(art, walk)),
        Peer("ben", {}, {"art": ("Not available",), "walk": ("Not available",)}),
        Peer("cai", {}, {"art": ("Not available",), "walk": ("Not shown round yet",)}),
    ]
    lines = propose([art, Need("walk", walk.spell, weight=3)], peers, LIMITS)
    assert lines[0] == Line("art", "", ("Not available", TAKEN))
    assert lines[1].worker_id == "ada"
    far = Peer("dee", {}, {"art": ("Not trained yet", "A check is not clear")})
    near = Peer("eli", {}, {"art": ("Needs: Makaton",)})
    assert propose([art], [far, near], LIMITS)[0].reasons == ("Needs: Makaton",)
    assert propose([art], [], LIMITS) == (Line("art", "", (NOBODY,)),)


def test_propose_when_rest_is_short_leaves_the_lighter_empty():
    late, early = need("late", 0, 18, 4), need("early", 1, 7, 4, weight=2)
    assert who(propose([late, early], [Peer("ada", can(late, early))], LIMITS)) == {"late": "", "early": "ada"}


def test_propose_when_they_work_already_keeps_its_rest_too():
    early = need("early", 1, 7, 4)
    held = (need("held", 0, 18, 4).spell,)
    assert who(propose([early], [Peer("ada", can(early), held=held)], LIMITS)) == {"early": ""}


def test_propose_when_their_own_limit_is_near_stays_within_it():
    days = [need(str(day), day, 13, 4) for day in range(4)]
    peer = Peer("ada", can(*days), weekly_hours=7.5, own_limit=16)
    assert sum(bool(worker) for worker in who(propose(days, [peer], LIMITS)).values()) == 2


def test_propose_when_the_average_is_near_stays_within_it():
    days = [need(str(day), day, 9, 8) for day in range(3)]
    held = tuple(need("x", -day, 9, 8).spell for day in range(3, 7))
    limits = Limits(average_hours=3, average_weeks=17)  # 51 hours in any 17 weeks; 32 are worked
    assert (
        sum(bool(worker) for worker in who(propose(days, [Peer("ada", can(*days), held=held)], limits)).values()) == 2
    )
    opted = Peer("ada", can(*days), held=held, opted_out=True)
    assert all(who(propose(days, [opted], limits)).values())


def test_propose_when_fourteen_days_leave_no_weekly_rest_gives_it():
    days = [need(f"{day:02}", day, 9 if day % 2 else 12, 6) for day in range(14)]
    lines = propose(days, [Peer("ada", can(*days))], LIMITS)
    assert 0 < sum(not line.worker_id for line in lines) < 3
    assert wrong(days, [Peer("ada", can(*days))], LIMITS, who(lines)) == []


def test_propose_when_all_could_shares_by_what_they_had_so_far():
    days = [need(str(day), day, 13) for day in range(3)]
    peers = [Peer("ada", can(*days), so_far=360), Peer("ben", can(*days)), Peer("cai", can(*days), so_far=180)]
    assert sorted(who(propose(days, peers, LIMITS)).values()) == ["ben", "ben", "cai"]


def test_propose_when_equally_fair_gives_what_they_like_and_leaves_what_they_were_offered():
    one, two = need("one", 0, 13), need("two", 1, 13)
    liking = [Peer("ada", can(one, two), likes=frozenset({"two"})), Peer("ben", can(one, two))]
    assert who(propose([one, two], liking, LIMITS)) == {"one": "ben", "two": "ada"}
    offered = [Peer("ada", can(one, two)), Peer("ben", can(one, two), has=frozenset({"one"}))]
    assert who(propose([one, two], offered, LIMITS)) == {"one": "ben", "two": "ada"}


def test_propose_when_asked_to_stop_stops():
    hard = [need(f"{d}/{w}", d, 13, weight=w + 1) for d in range(28) for w in range(12)]
    peers = [Peer(f"p{i}", can(*hard[i % 5 :: 3]), so_far=30 * i) for i in range(30)]
    with pytest.raises(Stopped):
        propose(hard, peers, LIMITS, stop=lambda: True)


def some_week(seed: int) -> tuple[list[Need], list[Peer], Limits]:
    random = Random(seed)
    needs = [
        need(f"n{i}", random.randrange(3), random.choice([7, 9, 13, 18, 21]), random.choice([2, 3, 4.5]), i % 3 + 1)
        for i in range(random.randint(2, 5))
    ]
    peers = []
    for i in range(random.randint(1, 3)):
        could = [need for need in needs if random.random() < 0.8]
        held = [need("", random.randrange(-1, 4), 13, 3).spell] if random.random() < 0.4 else []
        could = [n for n in could if not hours.problems(n.spell, held, LIMITS)]
        peers.append(
            Peer(
                f"p{i}",
                can(*could),
                held=tuple(held),
                weekly_hours=random.choice([0, 7.5]),
                own_limit=random.choice([None, 14]),
                likes=frozenset(n.id for n in could if random.random() < 0.5),
                so_far=random.choice([0, 90, 180]),
                has=frozenset(n.id for n in could if random.random() < 0.2),
            )
        )
    return needs, peers, LIMITS


def wrong(needs: list[Need], peers: list[Peer], limits: Limits, plan: dict[str, str]) -> list[str]:
    """An independent reading: each of a worker's spells held against all their others, by the rules of hours alone."""
    found = []
    for peer in peers:
        mine = [need for need in needs if plan[need.id] == peer.id]
        found += [need.id for need in mine if need.id not in peer.good]
        for at, one in enumerate(mine):
            others = [*peer.held, *(other.spell for i, other in enumerate(mine) if i != at)]
            found += [
                problem.words
                for problem in hours.problems(
                    one.spell, others, limits, weekly_hours=peer.weekly_hours, own_limit=peer.own_limit
                )
            ]
    return found


def worth(needs: list[Need], peers: list[Peer], plan: dict[str, str]) -> tuple[int, int, int, int]:
    """What is empty, how uneven, wishes not met, offers lost: the lower the better, in this order."""
    given = {peer.id: {n for n, worker in plan.items() if worker == peer.id} for peer in peers}
    length = {n.id: n.spell.length // timedelta(minutes=30) for n in needs}
    return (
        sum(need.weight for need in needs if not plan[need.id]),
        sum((peer.so_far // 30 + sum(length[n] for n in given[peer.id])) ** 2 for peer in peers),
        sum(len(peer.likes - given[peer.id]) for peer in peers),
        sum(len(peer.has - given[peer.id]) for peer in peers),
    )


@pytest.mark.parametrize("seed", range(12))
def test_propose_when_held_against_trying_everything_is_the_best_and_lawful(seed):
    needs, peers, limits = some_week(seed)
    best = min(
        worth(needs, peers, plan)
        for choice in product(["", *(peer.id for peer in peers)], repeat=len(needs))
        if not wrong(needs, peers, limits, plan := dict(zip((n.id for n in needs), choice, strict=True)))
    )
    found = who(propose(needs, peers, limits))
    assert wrong(needs, peers, limits, found) == []
    assert worth(needs, peers, found) == best


@pytest.mark.parametrize("seed", [3, 4])
def test_propose_when_the_input_comes_in_another_order_is_the_same(seed):
    needs, peers, limits = some_week(seed)
    assert propose(needs[::-1], peers[::-1], limits) == propose(needs, peers, limits)


def test_the_constants_are_words_for_people():
    assert all(words[0].isupper() and not words.endswith(".") for words in (TAKEN, NOBODY, FEWEST))
    assert set(hours.RULES) >= weeks.ALONE
