"""What triage does with a request: read, ask, accept, decline, hold; and the moves that matching and support make."""

from datetime import date

from alongside.accounts.models import Pathway, Team
from alongside.core import clock
from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.referrals import notices, policies
from alongside.referrals.models import Question, Referral

Status = Referral.Status
OPEN = (Status.RECEIVED, Status.ASKED, Status.ACCEPTED)


def _read(act: Act, referral: Referral) -> None:
    if referral.read_at is None:
        referral.read_at, referral.read_by = act.at, act.actor.name


@command("referral.read", "is reading the request for peer support", allow=policies.may_triage)
def read_request(act: Act, referral: Referral) -> Referral:
    """Somebody has it in hand. Whoever does anything else with a request has read it too."""
    if referral.read_at:
        raise Refused(f"{referral.read_by or 'Somebody'} is reading this already.")
    _read(act, referral)
    referral.save()
    return referral


@command("referral.accepted", "accepted the request for peer support", allow=policies.may_triage)
def accept_referral(
    act: Act,
    referral: Referral,
    *,
    pathway: Pathway,
    host_team: Team | None = None,
    urgent_reason: str = "",
    urgent_by: date | None = None,
) -> Referral:
    """Take the request on: from here the person waits for a peer worker, in this pathway."""
    if host_team and host_team.pathway_id != pathway.pk:
        raise Refused(f"{host_team.name} is not a team of {pathway.name}. Choose another team, or none.")
    referral.move_to(Status.ACCEPTED)
    referral.pathway = pathway
    referral.host_team = host_team
    referral.urgent_reason, referral.urgent_by = urgent_reason, urgent_by
    referral.accepted_at = act.at
    _read(act, referral)
    referral.save()
    notices.tell_accepted(act, referral)
    return referral


@command("question.asked", "asked the referrer a question", allow=policies.may_triage)
def ask_referrer(act: Act, referral: Referral, *, words: str) -> Question:
    """Ask whoever made the request. A new request waits for the answer; one that was accepted keeps its place."""
    if referral.status not in OPEN:
        raise Refused("This request is not waiting any more, so there is nothing to ask about it.")
    if referral.status == Status.RECEIVED:
        referral.move_to(Status.ASKED)
    _read(act, referral)
    referral.save()
    question = Question.objects.create(referral=referral, words=words, asked_at=act.at, asked_by=act.actor.name)
    notices.tell_asked(act, referral)
    return question


@command("question.answered", "answered a question about a request", allow=policies.may_answer, locks=("referral",))
def answer_question(act: Act, question: Question, *, answer: str) -> Question:
    """From the referrer on their page, or written down by triage when they rang. Then it is our turn again."""
    if question.answered_at:
        raise Refused("This question was answered already.")
    question.answer, question.answered_at, question.answered_by = answer, act.at, act.actor.name
    question.save()
    referral = question.referral
    if referral.status == Status.ASKED and not referral.questions.filter(answered_at=None).exists():
        referral.move_to(Status.RECEIVED)
        referral.save()
    return question


@command("referral.declined", "did not take the request on", allow=policies.may_triage)
def decline_referral(act: Act, referral: Referral, *, words: str, elsewhere: str = "", code: str = "") -> Referral:
    """Say no kindly: `words` and `elsewhere` go to whoever asked; `code` is the national rejection reason, or none."""
    referral.move_to(Status.DECLINED)
    referral.declined_at = act.at
    referral.declined_words, referral.elsewhere, referral.declined_code = words, elsewhere, code
    referral.on_hold_until = None
    _read(act, referral)
    referral.save()
    notices.tell_declined(act, referral)
    return referral


@command("referral.reopened", "opened the request again", allow=policies.may_triage)
def reopen_referral(act: Act, referral: Referral) -> Referral:
    """Back to the beginning, as if it had just been read. What was said when it was declined is taken back."""
    if referral.status == Status.CLOSED:
        raise Refused("This request is finished. They can ask again at any time.")
    referral.move_to(Status.RECEIVED)
    referral.declined_at = None
    referral.declined_words = referral.elsewhere = referral.declined_code = ""
    referral.save()
    return referral


@command("referral.held", "put the request on hold, as the person asked", allow=policies.may_write_choice)
def hold_referral(act: Act, referral: Referral, *, until: date) -> Referral:
    """They asked to wait; no reason is asked. It comes back by itself on the day."""
    if referral.status not in OPEN:
        raise Refused("This request is not waiting, so it cannot be put on hold.")
    if until <= clock.today():
        raise Refused("Choose a day that has not come yet.")
    referral.on_hold_until = until
    _read(act, referral)
    referral.save()
    return referral


@command("referral.resumed", "took the request off hold", allow=policies.may_write_choice)
def resume_referral(act: Act, referral: Referral) -> Referral:
    if not referral.on_hold_until:
        raise Refused("This request is not on hold.")
    referral.on_hold_until = None
    referral.save()
    return referral


@command("referral.matched", "matched the person with a peer worker", allow=policies.may_triage)
def mark_matched(act: Act, referral: Referral) -> Referral:
    """Someone walks with them now. Part of an introduction."""
    referral.move_to(Status.MATCHED)
    referral.matched_at = act.at
    referral.on_hold_until = None
    referral.save()
    return referral


@command("referral.returned", "put the person back on the waiting list", allow=policies.may_triage)
def return_to_waiting(act: Act, referral: Referral) -> Referral:
    """They would like another peer worker. Their wait still counts from the day they asked."""
    referral.move_to(Status.ACCEPTED)
    referral.matched_at = None
    referral.save()
    return referral


@command("referral.closed", "closed the request", allow=policies.may_triage)
def close_referral(act: Act, referral: Referral, *, closure_code: str) -> Referral:
    """The end of it, with the national reason."""
    referral.move_to(Status.CLOSED)
    referral.closed_at = act.at
    referral.closure_code = closure_code
    referral.on_hold_until = None
    referral.save()
    return referral


@command("referral.closing_taken_back", "took back the closing of a request", allow=policies.may_triage)
def take_back_closing(act: Act, referral: Referral, *, matched: bool) -> Referral:
    """It was closed by mistake: back to where it was. `matched`: somebody walks with them again."""
    referral.move_to(Status.RECEIVED)
    if referral.accepted_at:
        referral.move_to(Status.ACCEPTED)
    if matched:
        referral.move_to(Status.MATCHED)
    else:
        referral.matched_at = None
    referral.closed_at, referral.closure_code = None, ""
    referral.save()
    return referral


@command("request.raised", "told somebody about an unread request", allow=policies.may_raise_unread)
def raise_unread(act: Act, referral: Referral) -> Referral:
    """Nobody read it in time: the lead and the coordinators are told, once."""
    if referral.read_at or referral.unread_raised_at or referral.status != Status.RECEIVED:
        raise Refused("This request was read, or raised, a moment ago.")
    referral.unread_raised_at = act.at
    referral.save()
    notices.tell_unread(act, referral)
    return referral
