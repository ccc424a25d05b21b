"""Somebody says hello: from the public pages, with an account by emailed code, or by phone to one of us."""

from collections.abc import Iterable
from typing import Any

from alongside.accounts import roles
from alongside.accounts.commands import AddressTaken, open_own_account
from alongside.accounts.queries import current_service
from alongside.candidates import notices, policies
from alongside.candidates.commands.adjustments import ask_adjustment
from alongside.candidates.commands.routes import ask_route
from alongside.candidates.models import Adjustment, Candidate, RouteKind
from alongside.candidates.queries.days import working_days_after
from alongside.candidates.queries.owners import next_owner
from alongside.core import clock
from alongside.core.actors import Actor
from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.core.models import Notice
from alongside.core.names import searchable
from alongside.ui.dates import day

Status = Candidate.Status


def express_interest(actor: Actor, *, email: str, **answers: Any) -> Candidate | None:
    """A visitor says hello, with the answers of `_begin`. Whatever is so of the address, they see the same page.

    An address that has an account of another kind gets an email that asks for another address, and nothing is kept:
    None. Somebody known already is found again.
    """
    try:
        return receive_interest(actor, email=email, **answers)
    except AddressTaken:
        ask_for_own_address(actor, email=email)
        return None


@command("interest.received", "said hello", allow=policies.may_say_interest)
def receive_interest(
    act: Act,
    *,
    email: str,
    routes: Iterable[str] = (),
    with_cmht: bool | None = None,
    helps: Iterable[str] = (),
    carry: bool = False,
    **answers: Any,
) -> Candidate:
    """What `express_interest` does once. `routes` are slugs of kinds; `helps` are things that help, in their words.

    `with_cmht` opens a route that asks for it, for this moment only; it is not kept.
    """
    known = _known(email)
    candidate, is_new = (known, False) if known else _begin(act, email=email, **answers)
    if candidate.user_id is None:  # new, or written down by us when they rang
        _give_account(act, candidate)
    if not is_new:
        _back(act, candidate)
        notices.tell_known(act, candidate)
        return candidate
    for kind in RouteKind.objects.filter(slug__in=list(routes), is_open=True):
        if with_cmht or not kind.asks_cmht:
            ask_route(act, candidate, kind=kind, with_cmht=bool(with_cmht))
    _ask_helps(act, candidate, helps, carry)
    notices.tell_hello(act, candidate)
    notices.tell_owner(act, candidate, "Somebody says hello", f"They hear from us by {day(candidate.reply_by)}.")
    return candidate


@command("interest.asked_for_own_address", "used a staff address to say hello", allow=policies.may_say_interest)
def ask_for_own_address(act: Act, *, email: str) -> Notice:
    """To a staff address: use one of your own."""
    return notices.ask_for_own_address(act, email)


@command("candidate.written", "wrote down somebody who is interested", allow=policies.may_write_candidate)
def write_candidate(
    act: Act, *, email: str, with_account: bool = False, helps: Iterable[str] = (), carry: bool = False, **answers: Any
) -> Candidate:
    """Somebody who rang or came by, with the answers of `_begin`: in touch from this moment, in the writer's hands.

    `with_account` opens their own account now, and sends the way to sign in.
    """
    if known := _known(email, but=answers["once"]):
        raise Refused(f"There is a candidate with this address already: {known.full_name}.")
    candidate, is_new = _begin(act, email=email, **answers)
    if not is_new:
        return candidate
    candidate.owner_id = act.actor.user_id or candidate.owner_id
    candidate.move_to(Status.IN_TOUCH)
    candidate.in_touch_at = act.at
    candidate.save()
    if with_account:
        open_candidate_account(act, candidate)
    _ask_helps(act, candidate, helps, carry)
    return candidate


@command("candidate.account_opened", "opened a candidate’s own account", allow=policies.may_look_after)
def open_candidate_account(act: Act, candidate: Candidate) -> Candidate:
    """For somebody written down by us: their own page, by emailed code."""
    if candidate.user_id:
        raise Refused("They have an account already.")
    _give_account(act, candidate)
    return candidate


def _begin(
    act: Act,
    *,
    once: str,
    first_name: str,
    last_name: str,
    email: str,
    phone: str = "",
    contact_by: str = "email",
    contact_words: str = "",
    heard_from: str = "",
    trained_elsewhere: bool = False,
    words: str = "",
) -> tuple[Candidate, bool]:
    """The candidate of this form, and whether they are new. Only what is needed; nothing about health."""
    service = current_service()
    given = {
        "first_name": first_name,
        "last_name": last_name,
        "search_name": searchable(f"{first_name} {last_name}"),
        "email": email.strip().lower(),
        "phone": phone,
        "contact_by": contact_by or "email",
        "contact_words": contact_words,
        "heard_from": heard_from,
        "trained_elsewhere": bool(trained_elsewhere),
        "words": words,
        "interested_at": act.at,
        "reply_by": working_days_after(clock.today(), service.interest_days if service else 5),
        "owner": next_owner(),
    }
    return Candidate.objects.get_or_create(once=once, defaults=given)


def _give_account(act: Act, candidate: Candidate) -> None:
    """Their own page, by emailed code. Raises AddressTaken: accounts of other kinds stay apart."""
    candidate.user = open_own_account(act, name=candidate.full_name, email=candidate.email, role=roles.CANDIDATE)
    candidate.save()


def _known(email: str, but: str = "") -> Candidate | None:
    """The candidate of this address, if there is one; leaving out the one of the form `but`."""
    return Candidate.objects.filter(email=email.strip().lower()).exclude(once=but).select_related("owner").first()


def _back(act: Act, candidate: Candidate) -> None:
    """Somebody who had stopped, and says hello again."""
    if candidate.status == Status.LEFT:
        candidate.move_to(Status.IN_TOUCH)
        candidate.in_touch_at = act.at
        candidate.save()
        notices.tell_owner(act, candidate, "A candidate is back", "Somebody who had stopped says hello again.")


def _ask_helps(act: Act, candidate: Candidate, helps: Iterable[str], carry: bool) -> None:
    for words in helps:
        ask_adjustment(act, candidate, stage=Adjustment.Stage.INTEREST, words=words, carry=carry)
