"""What helped me: written by its owner, in the library under their yes, shown to people and kept while it stands."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from alongside.core import clock
from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.support.models import Relationship, Strategy, StrategyShown
from alongside.support.notices import strategies as tell
from alongside.support.policies import strategies as policies

Status = Strategy.Status
LONGEST = timedelta(days=365)
NOTICE = timedelta(days=14)


@command("strategy.written", "wrote down what helped them", allow=policies.may_write_strategy)
def write_strategy(
    act: Act, worker: Any, *, title: str, words: str, topics: Iterable[str] = (), named: bool = False
) -> Strategy:
    """Only its owner sees it, until their yes."""
    return Strategy.objects.create(
        worker=worker, title=title, words=words, topics=list(topics), named=named, changed_at=act.at
    )


@command("strategy.changed", "changed what helped them", allow=policies.may_change_strategy)
def change_strategy(
    act: Act, strategy: Strategy, *, title: str, words: str, topics: Iterable[str] = (), named: bool = False
) -> Strategy:
    """Words that changed, or a name, need a new yes: until then nobody else reads it. Topics alone do not."""
    same = (strategy.title, strategy.words, strategy.named) == (title, words, named)
    strategy.title, strategy.words, strategy.named, strategy.topics = title, words, named, list(topics)
    if not same:
        if strategy.status != Status.DRAFT:
            strategy.move_to(Status.DRAFT)
        strategy.yes_at = strategy.shown_until = None
        strategy.taken_out_why = ""
        strategy.changed_at = act.at
    strategy.save()
    return strategy


@command("strategy.shown", "said yes to what helped them being in the library", allow=policies.may_change_strategy)
def show_strategy(act: Act, strategy: Strategy, *, yes: bool, shown_until: date, seen: str) -> Strategy:
    """Their yes, to exactly the words they read (`seen`: when those were written, ISO 8601), until a day."""
    if not yes:
        raise Refused("Nothing is shown without your yes.")
    if seen != strategy.changed_at.isoformat():
        raise Refused("The words have changed since you opened this page. Read them once more, and then say yes.")
    if strategy.taken_out_why:
        raise Refused("The lead took this out, and said why. Change it first, or talk with them.")
    if not clock.today() < shown_until <= clock.today() + LONGEST:
        raise Refused("Choose a day from tomorrow, and not more than a year away.")
    if strategy.status != Status.SHOWN:
        strategy.move_to(Status.SHOWN)
    strategy.yes_at, strategy.shown_until = act.at, shown_until
    soon = shown_until <= clock.today() + NOTICE
    strategy.ending_said_at = act.at if soon else None  # whoever chose so short a time needs no reminder
    strategy.save()
    return strategy


@command("strategy.taken_back", "took back what helped them", allow=policies.may_change_strategy)
def take_back_strategy(act: Act, strategy: Strategy) -> Strategy:
    """Gone at once, and no reason asked: from the library, and from the pages of those who kept it."""
    if not strategy.yes_at:
        raise Refused("Only you read this. There is nothing to take back.")
    return _rest(strategy, yes_stays=False)


@command("strategy.taken_out", "took a strategy out of the library", allow=policies.may_take_out_strategy)
def take_out_strategy(act: Act, strategy: Strategy, *, why: str) -> Strategy:
    """The lead says why, and its owner is told. It comes back only with changed words and a new yes."""
    if strategy.status != Status.SHOWN:
        raise Refused("This is not in the library any more.")
    _rest(strategy, yes_stays=False)
    strategy.taken_out_why = why
    strategy.save()
    tell.tell_taken_out(act, strategy)
    return strategy


@command("strategy.ending_said", "said that a strategy soon leaves the library", allow=policies.may_end_strategy)
def say_strategy_ending(act: Act, strategy: Strategy) -> Strategy:
    """A fortnight before the last day of their yes."""
    if strategy.status != Status.SHOWN or strategy.ending_said_at:
        raise Refused("There is nothing to say.")
    strategy.ending_said_at = act.at
    strategy.save()
    tell.tell_ending(act, strategy)
    return strategy


@command("strategy.ended", "a strategy left the library, as its yes was over", allow=policies.may_end_strategy)
def end_strategy(act: Act, strategy: Strategy) -> Strategy:
    """Its owner is asked again. Whoever kept it keeps it, until its owner takes it back."""
    if strategy.status != Status.SHOWN or strategy.shown_until is None or strategy.shown_until >= clock.today():
        raise Refused("The yes to this lasts.")
    _rest(strategy, yes_stays=True)
    tell.tell_ended(act, strategy)
    return strategy


@command("strategy.shown_to_person", "showed a person what helped somebody", allow=policies.may_show_strategy)
def show_strategy_to(act: Act, relationship: Relationship, *, strategy: Strategy, why: str = "") -> StrategyShown:
    """With a line why. It is on the person's own pages, theirs to keep or to let go."""
    person = relationship.referral.person
    if relationship.status == Relationship.Status.ENDED:
        raise Refused("This has ended, so nothing more is added.")
    if not policies.in_library().filter(pk=strategy.pk).exists():
        raise Refused("This is not in the library any more.")
    if StrategyShown.objects.filter(strategy=strategy, person=person).exists():
        raise Refused(f"{person.called} was shown this already.")
    return StrategyShown.objects.create(
        strategy=strategy, person=person, shown_by=act.actor.name, shown_at=act.at, why=why
    )


@command("strategy.kept", "kept what helped somebody", allow=policies.may_keep_strategy)
def keep_strategy(act: Act, shown: StrategyShown) -> StrategyShown:
    """On their own pages for as long as its writer lets it be read. What was let go by mistake comes back so."""
    if shown.kept_at:
        raise Refused("You keep this already.")
    if not policies.readable().filter(pk=shown.strategy_id).exists():
        raise Refused("This is not here any more. Whoever wrote it has taken it back, and nothing is wrong.")
    shown.kept_at, shown.let_go_at = act.at, None
    shown.save()
    return shown


@command("strategy.let_go", "let go what helped somebody", allow=policies.may_keep_strategy)
def let_go_strategy(act: Act, shown: StrategyShown) -> StrategyShown:
    """It is on no page of theirs, and nobody is told."""
    if shown.let_go_at:
        raise Refused("You let this go already.")
    shown.let_go_at, shown.kept_at = act.at, None
    shown.save()
    return shown


def _rest(strategy: Strategy, *, yes_stays: bool) -> Strategy:
    if strategy.status != Status.RESTING:
        strategy.move_to(Status.RESTING)
    strategy.shown_until = None
    if not yes_stays:
        strategy.yes_at = None
    strategy.save()
    return strategy
