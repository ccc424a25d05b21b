"""What helps a candidate take part: asked, agreed with a named person by a day, in place, and checked by them."""

from datetime import date

from alongside.accounts.models import User
from alongside.accounts.queries import current_service
from alongside.candidates import notices, policies
from alongside.candidates.commands.messages import tell_candidate
from alongside.candidates.models import Adjustment, Candidate
from alongside.candidates.queries.days import working_days_after
from alongside.core import clock
from alongside.core.commands import Act, command
from alongside.core.errors import Refused

Status, Stage = Adjustment.Status, Adjustment.Stage


@command("adjustment.asked", "asked for something that helps", allow=policies.may_ask_adjustment)
def ask_adjustment(act: Act, candidate: Candidate, *, stage: str, words: str, carry: bool = False) -> Adjustment:
    """One thing that helps, for one stage. `carry`: the candidate says it may be passed on to the next stage.

    Asked again in the same words while it stands, it is the same one.
    """
    if not words.strip():
        raise Refused("Say what would help.")
    found = _standing(candidate, stage, words)
    if found:
        return found
    adjustment = Adjustment.objects.create(
        candidate=candidate, stage=stage, words=words.strip(), carry=carry, asked_at=act.at, by=_answer_by()
    )
    if policies.is_own(act.actor, candidate):
        notices.tell_owner(act, candidate, "Something that would help a candidate", "It waits for your answer.")
    return adjustment


@command("adjustment.agreed", "agreed what will help", allow=policies.may_agree_adjustment)
def agree_adjustment(
    act: Act,
    adjustment: Adjustment,
    *,
    with_whom: User,
    by: date,
    agreed_words: str = "",
    talked_on: date | None = None,
) -> Adjustment:
    """A named person spoke with them, and it will be in place by a day."""
    if by < clock.today():
        raise Refused("Choose a day from today on.")
    if adjustment.status != Status.AGREED:  # a new day, or another person, is no new state
        adjustment.move_to(Status.AGREED)
    adjustment.with_whom, adjustment.by, adjustment.agreed_words = with_whom, by, agreed_words
    adjustment.talked_on = talked_on or clock.today()
    adjustment.in_place_at = adjustment.checked_at = None
    adjustment.save()
    _tell(act, adjustment, "We agreed something that helps you, and by which day. See “What helps me”.")
    return adjustment


@command("adjustment.put_in_place", "said that it is in place", allow=policies.may_agree_adjustment)
def put_in_place(act: Act, adjustment: Adjustment) -> Adjustment:
    adjustment.move_to(Status.IN_PLACE)
    adjustment.in_place_at, adjustment.checked_at = act.at, None
    adjustment.save()
    _tell(act, adjustment, "Something that helps you is in place. Look at “What helps me”, and tell us if it is not.")
    return adjustment


@command("adjustment.not_possible", "said what is possible instead", allow=policies.may_agree_adjustment)
def say_not_possible(act: Act, adjustment: Adjustment, *, instead: str) -> Adjustment:
    """It cannot be done: why, and what instead. The candidate reads the words."""
    if not instead.strip():
        raise Refused("Say why it is not possible, and what can be done instead.")
    adjustment.move_to(Status.NOT_POSSIBLE)
    adjustment.agreed_words = instead
    adjustment.by = None
    adjustment.save()
    _tell(act, adjustment, "We cannot do one thing you asked for. We say why, and what instead, in “What helps me”.")
    return adjustment


@command("adjustment.checked", "said whether it really is there", allow=policies.may_check_adjustment)
def say_it_is_there(act: Act, adjustment: Adjustment, *, there: bool = True) -> Adjustment:
    """The candidate says whether it really is there. If it is not, it is our turn again, from today."""
    if adjustment.status != Status.IN_PLACE:
        raise Refused("This is not in place yet, so there is nothing to check.")
    if there:
        adjustment.checked_at = act.at
    else:
        adjustment.move_to(Status.AGREED)
        adjustment.in_place_at = adjustment.checked_at = None
        adjustment.with_whom_id = adjustment.with_whom_id or adjustment.candidate.owner_id
        adjustment.by = clock.today()
        notices.tell_who_agreed(act, adjustment)
    adjustment.save()
    return adjustment


@command("adjustment.withdrawn", "took back something that helps", allow=policies.may_withdraw_adjustment)
def withdraw_adjustment(act: Act, adjustment: Adjustment) -> Adjustment:
    adjustment.move_to(Status.WITHDRAWN)
    adjustment.withdrawn_at = act.at
    adjustment.save()
    return adjustment


@command("adjustment.carry_changed", "said whether it may be passed on", allow=policies.may_check_adjustment)
def say_carry(act: Act, adjustment: Adjustment, *, carry: bool) -> Adjustment:
    """The candidate says whether the next stage may know of it."""
    adjustment.carry = carry
    adjustment.save()
    return adjustment


@command("adjustments.carried", "passed on what helps, as they said", allow=policies.may_carry_adjustments)
def carry_adjustments(act: Act, candidate: Candidate, *, to: str) -> None:
    """At the start of a stage: ask again for what helped at the one before, where they said to pass it on."""
    carried = candidate.adjustments.filter(carry=True, followed_by=None).exclude(stage=to)
    for before in carried.exclude(status=Status.WITHDRAWN):
        if not _standing(candidate, to, before.words):
            said = {"words": before.words, "carry": True, "follows": before}
            Adjustment.objects.create(candidate=candidate, stage=to, asked_at=act.at, by=_answer_by(), **said)


@command("adjustment.raised", "was told of something not yet in place", allow=policies.may_raise)
def raise_adjustment(act: Act, adjustment: Adjustment) -> None:
    """Not answered or not in place by its day: the lead and whoever agreed it are told, once for each day set."""
    if notices.was_raised(name := f"adjustment:{adjustment.pk}:{adjustment.by}"):
        raise Refused("This was raised already.")
    notices.raise_adjustment(act, adjustment, name)


def _answer_by() -> date:
    """By when somebody talks with them about what they asked for."""
    service = current_service()
    return working_days_after(clock.today(), service.enquiry_days if service else 3)


def _standing(candidate: Candidate, stage: str, words: str) -> Adjustment | None:
    same = candidate.adjustments.filter(stage=stage, words__iexact=words.strip())
    return same.exclude(status=Status.WITHDRAWN).first()


def _tell(act: Act, adjustment: Adjustment, words: str) -> None:
    tell_candidate(act, adjustment.candidate, words=words, once=f"{adjustment.pk}:{adjustment.status}:{act.id}")
