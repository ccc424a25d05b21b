"""Suggestions are compared with trying everything, and private reasons must leave no trace."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.solvers import fit
from alongside.solvers.matching import Need, Peer, Plan, propose, shortlist


def words(choices: str, most: int = 2) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from(choices.split()), max_size=most)


def lists_of(what: type, ids: str, most: int, **fields: st.SearchStrategy) -> st.SearchStrategy[list]:
    one = st.builds(what, id=st.just(""), **fields)
    return st.lists(one, max_size=most).map(lambda items: [replace(x, id=i) for i, x in zip(ids, items, strict=False)])


needs = lists_of(
    Need,
    "vwxyz",
    5,
    urgent=st.booleans(),
    waited_days=st.integers(0, 2),
    pathway=st.sampled_from(["", "Acute"]),
    place=st.sampled_from(["", "North"]),
    wants=words("chess parent ward"),
    musts=words("parent", 1),
    ruled_out=words("ward", 1),
    languages=words("Polish Urdu"),
    language_must=st.booleans(),
    days=words("mon-am sat-eve"),
    days_must=st.booleans(),
    known=words("1 2", 1),
    traits=words("smokes", 1),
    not_with=words("1 2 3", 1),
)
peers = lists_of(
    Peer,
    "123",
    3,
    room=st.integers(-1, 2),
    pathways=st.sampled_from([frozenset(), frozenset({"Acute"})]),
    places=words("North South"),
    languages=words("Polish Urdu"),
    experience=words("parent ward"),
    interests=words("chess"),
    days=words("mon-am sat-eve"),
    rules_out=words("smokes", 1),
    not_available_for=words("v w", 1),
)


def chosen(plan: Plan, ns: list[Need]) -> list[str]:
    """Each person's worker in order of person id; "~" comes after every id and stands for nobody."""
    by_need = {proposal.need: proposal.peer for proposal in plan.proposals}
    return [by_need.get(need.id, "~") for need in sorted(ns, key=lambda need: need.id)]


def how_good(at: tuple[Peer | None, ...], ns: list[Need]) -> tuple:
    """The four criteria of `propose` as it is documented: the larger the better, the last the smaller the better."""
    pairs = [(need, peer) for need, peer in zip(ns, at, strict=True) if peer]
    turns = sorted(((need.urgent, need.waited_days) for need, _ in pairs), reverse=True)
    return (
        -len(pairs),
        [(not urgent, -days) for urgent, days in turns],
        -sum(fit.points(need, peer) for need, peer in pairs),
        [peer.id if peer else "~" for peer in at],
    )


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(needs, peers)
def test_propose_is_never_beaten_by_trying_everything(ns, ps):
    everything = product(*[[None, *(p for p in ps if fit.fits(n, p))] for n in ns])
    possible = [at for at in everything if all(at.count(p) <= max(0, p.room) for p in ps)]
    best = min(possible, key=lambda at: how_good(at, ns))
    plan = propose(ns, ps)
    assert chosen(plan, ns) == [peer.id if peer else "~" for peer in best]
    assert sorted([p.need for p in plan.proposals] + [u.need for u in plan.unmatched]) == [n.id for n in ns]


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(needs, peers, st.randoms(use_true_random=False))
def test_answers_are_the_same_in_any_order(ns, ps, random):
    plan, lists = propose(ns, ps), [shortlist(n, ps) for n in ns]
    shuffled_needs, shuffled_peers = random.sample(ns, len(ns)), random.sample(ps, len(ps))
    assert propose(shuffled_needs, shuffled_peers) == plan
    assert [shortlist(n, shuffled_peers) for n in ns] == lists


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(needs, peers)
def test_trade_off_is_told_when_someone_else_fits_better_and_only_then(ns, ps):
    by_id = {peer.id: peer for peer in ps}
    for proposal in propose(ns, ps).proposals:
        need = next(n for n in ns if n.id == proposal.need)
        best = max(fit.points(need, p) for p in ps if fit.fits(need, p))
        assert fit.fits(need, by_id[proposal.peer])
        assert bool(proposal.instead_of) == (best > proposal.points)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(needs, peers, st.sampled_from(["not_available_for", "not_with", "rules_out"]))
def test_private_bars_look_like_the_worker_not_being_there(ns, ps, how):
    if not ps:
        return
    kept, *others = ps
    if how == "not_available_for":
        barred_needs, barred = ns, replace(kept, not_available_for=frozenset(n.id for n in ns))
    elif how == "not_with":
        barred_needs, barred = [replace(n, not_with=n.not_with | {kept.id}) for n in ns], kept
    else:
        barred_needs = [replace(n, traits=n.traits | {"has a dog"}) for n in ns]
        barred = replace(kept, rules_out=kept.rules_out | {"has a dog"})
    assert propose(barred_needs, [barred, *others]) == propose(barred_needs, others)
    for need in barred_needs:
        told, without = shortlist(need, [barred, *others]), shortlist(need, others)
        assert replace(told, some_not_available=True) == replace(without, some_not_available=True)
        assert told.some_not_available


def test_some_not_available_does_not_tell_full_from_kept_apart():
    need = Need("p")
    full = shortlist(need, [Peer("1", room=0), Peer("2", room=1)])
    apart = shortlist(need, [Peer("1", room=1, not_available_for=frozenset({"p"})), Peer("2", room=1)])
    assert full == apart
    assert full.some_not_available
    assert not shortlist(need, [Peer("2", room=1)]).some_not_available


MAEVE = Need(
    "maeve",
    "Maeve",
    waited_days=34,
    pathway="Community",
    place="Thanet",
    wants=frozenset({"staying on a ward", "gardening", "in their 40s", "sewing"}),
    musts=frozenset({"a woman"}),
    ruled_out=frozenset({"Eastfield"}),
    languages=frozenset({"Urdu"}),
    days=frozenset({"tue-eve", "sat-am", "mon-pm"}),
    days_must=True,
    known=frozenset({"shireen"}),
)
SHIREEN = Peer(
    "shireen",
    "Shireen",
    room=1,
    pathways=frozenset({"Community"}),
    places=frozenset({"Thanet"}),
    languages=frozenset({"Urdu"}),
    experience=frozenset({"staying on a ward", "being a parent"}),
    interests=frozenset({"gardening"}),
    traits=frozenset({"a woman", "in their 40s"}),
    days=frozenset({"sat-am", "tue-eve"}),
)
BETHAN = replace(SHIREEN, id="bethan", name="Bethan", room=3, places=frozenset(), languages=frozenset())


def test_shortlist_says_why_and_what_is_worth_knowing():
    first, second = shortlist(MAEVE, [BETHAN, SHIREEN]).proposals
    assert first.peer == "shireen"
    assert first.because == (
        "As asked: a woman",
        "Shares experience of staying on a ward",
        "Both enjoy gardening",
        "As hoped: in their 40s",
        "Speaks Urdu",
        "Free on Tuesday evenings and Saturday mornings",
        "Meets people in Thanet",
        "They have met before",
    )
    assert first.worth_knowing == ("Does not say: sewing. They may not wish to", "Would be full after this")
    assert (first.musts_met, first.likes_met, first.likes_asked) == (3, 4, 5)
    assert first.points == 3 + 2 + 2 + 3 + 2 + 1 + 2
    assert second.worth_knowing == (
        "Does not say: sewing. They may not wish to",
        "Does not say whether they speak Urdu",
        "Does not say where they can meet",
    )


def test_shortlist_when_days_are_only_a_wish_says_when_they_are_not_free():
    need = replace(MAEVE, days_must=False)
    free, unsaid = replace(SHIREEN, days=frozenset({"sun-am"})), replace(BETHAN, days=frozenset())
    knowing = {p.peer: p.worth_knowing for p in shortlist(need, [free, unsaid]).proposals}
    assert "Not free on Monday afternoons, Tuesday evenings or Saturday mornings" in knowing["shireen"]
    assert "Does not say which days and times are free" in knowing["bethan"]


def test_shortlist_is_at_most_the_limit_and_equals_go_by_id():
    ps = [Peer(str(i), room=1) for i in range(5)]
    assert [p.peer for p in shortlist(Need("p"), reversed(ps)).proposals] == ["0", "1", "2"]
    assert [p.peer for p in shortlist(Need("p"), ps, limit=1).proposals] == ["0"]


@pytest.mark.parametrize(
    ("change", "reason", "help_with"),
    [
        ({"pathways": frozenset({"Acute"})}, "Must work in Community", ()),
        ({"places": frozenset({"Medway"})}, "Must meet in Thanet", ("Meeting somewhere else",)),
        ({"traits": frozenset()}, "Must: a woman", ("If “a woman” were a wish and not a must",)),
        ({"interests": frozenset({"Eastfield"})}, "Not: Eastfield", ("If “not Eastfield” were a wish and not a must",)),
        ({"languages": frozenset()}, "Must speak Urdu", ("If speaking Urdu were a wish and not a must",)),
        (
            {"days": frozenset({"fri-am"})},
            "Must be free on Monday afternoons, Tuesday evenings or Saturday mornings",
            ("Other days or times",),
        ),
        ({"room": 0}, "Must have a place free", ("A place with someone who is full today",)),
    ],
)
def test_nobody_fits_says_which_must_and_what_would_help(change, reason, help_with):
    need = replace(MAEVE, language_must=True)
    told = shortlist(need, [replace(SHIREEN, **change)])
    assert (told.proposals, told.nobody_because, told.would_help) == ((), (reason,), help_with)
    (unmatched,) = propose([need], [replace(SHIREEN, **change)]).unmatched
    assert (unmatched.because, unmatched.would_help) == ((reason,), help_with)


def test_nobody_fits_says_first_what_rules_out_most():
    ps = [
        replace(SHIREEN, id="1", traits=frozenset()),
        replace(SHIREEN, id="2", traits=frozenset(), room=0),
        replace(SHIREEN, id="3", places=frozenset({"Medway"}), traits=frozenset(), room=0),
    ]
    assert shortlist(MAEVE, ps).nobody_because == ("Must: a woman", "Must have a place free", "Must meet in Thanet")
    assert shortlist(MAEVE, ps).would_help == ("If “a woman” were a wish and not a must",)


def test_nothing_to_go_on():
    assert propose([], []) == propose([], [SHIREEN]) == Plan((), ())
    assert shortlist(MAEVE, []).nobody_because == ("Nobody is available",)
    assert [u.need for u in propose([MAEVE], []).unmatched] == ["maeve"]


def test_two_with_one_id_are_refused():
    with pytest.raises(ValueError, match="same id"):
        propose([MAEVE, MAEVE], [])
    with pytest.raises(ValueError, match="same id"):
        shortlist(MAEVE, [SHIREEN, SHIREEN])


# Hand-worked: who gives way to whom.

ANYONE, PARENT = Peer("a", "Bethan", room=1), Peer("b", "Shireen", room=1, experience=frozenset({"being a parent"}))
DARA = Need("dara", "Dara", waited_days=58, musts=frozenset({"being a parent"}))
WANTS_A_PARENT = Need("maeve", "Maeve", waited_days=90, wants=frozenset({"being a parent"}))


def test_more_people_come_before_the_better_fit_and_it_is_said():
    first, second = propose([DARA, WANTS_A_PARENT], [ANYONE, PARENT]).proposals
    assert (first.need, first.peer, first.instead_of) == ("dara", "b", "")
    assert (second.need, second.peer) == ("maeve", "a")
    assert second.instead_of == "Shireen fits Maeve better, but is the only one free who fits Dara"


def test_longest_wait_comes_before_the_better_fit():
    plan = propose([replace(DARA, waited_days=89), WANTS_A_PARENT], [PARENT])
    assert [p.need for p in plan.proposals] == ["maeve"]
    (unmatched,) = plan.unmatched
    assert unmatched.because == (
        "Those who fit are suggested to people who are urgent or have waited at least as long",
    )
    assert unmatched.would_help == ("One more place with Shireen",)


def test_urgent_comes_before_any_wait():
    urgent = Need("x", urgent=True, waited_days=0)
    plan = propose([urgent, replace(urgent, id="w", urgent=False, waited_days=400)], [ANYONE])
    assert [p.need for p in plan.proposals] == ["x"]


def test_more_people_come_before_the_urgent():
    """An urgent person who only fits a worker two others need as well still counts as one person."""
    urgent = Need("u", urgent=True, musts=frozenset({"being a parent"}))
    plan = propose([urgent, Need("v"), Need("w", musts=frozenset({"being a parent"}))], [ANYONE, PARENT])
    assert [(p.need, p.peer) for p in plan.proposals] == [("u", "b"), ("v", "a")]


def test_same_wait_goes_by_points_then_by_lowest_id():
    one, two = Need("1", waited_days=7), Need("2", waited_days=7)
    assert [p.need for p in propose([one, two], [PARENT]).proposals] == ["1"]
    two = replace(two, wants=frozenset({"being a parent"}))
    assert [p.need for p in propose([one, two], [PARENT]).proposals] == ["2"]


def test_places_are_filled_and_the_last_one_is_said():
    ns = [Need(i) for i in "xyz"]
    plan = propose(ns, [Peer("1", room=2), Peer("2", room=2)])
    assert [(p.need, p.peer, p.worth_knowing) for p in plan.proposals] == [
        ("x", "1", ("Would be full after this",)),
        ("y", "1", ("Would be full after this",)),
        ("z", "2", ()),
    ]


def test_trade_off_names_who_would_fit_less_well():
    chess, both = frozenset({"chess"}), frozenset({"chess", "sewing"})
    player = Peer("a", "Imani", room=1, interests=both)
    plan = propose([Need("k", "Kit", wants=both), Need("l", "Lowri", wants=chess)], [player, Peer("b", "Noor", room=1)])
    assert [(p.need, p.peer, p.instead_of) for p in plan.proposals] == [
        ("k", "a", ""),
        ("l", "b", "Imani fits Lowri better, but then Kit would have someone who fits less well"),
    ]


def test_trade_off_names_who_would_have_nobody():
    """Kit would move to Noor, and so the one left without is Tariq, who has waited least and whom only Noor fits."""
    chess, sewing = frozenset({"chess"}), frozenset({"sewing"})
    imani, noor = Peer("a", "Imani", room=1, interests=chess), Peer("b", "Noor", room=1, interests=sewing)
    spare = Peer("c", "Gethin", room=1, traits=frozenset({"a man"}))
    kit = Need("k", "Kit", waited_days=5, wants=chess, ruled_out=frozenset({"a man"}))
    lowri = Need("l", "Lowri", waited_days=5, wants=chess)
    tariq = Need("t", "Tariq", musts=sewing)
    plan = propose([kit, lowri, tariq], [imani, noor, spare])
    assert [(p.need, p.peer) for p in plan.proposals] == [("k", "a"), ("l", "c"), ("t", "b")]
    assert plan.proposals[1].instead_of == "Imani fits Lowri better, but then Tariq would have nobody"
