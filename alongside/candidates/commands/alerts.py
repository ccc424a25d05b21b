"""News of jobs and dates: for candidates by a word on their page, for visitors by an address said twice."""

import secrets

from alongside.candidates import notices, policies
from alongside.candidates.models import Alert, Candidate
from alongside.core.commands import Act, command
from alongside.core.errors import Refused

Status = Alert.Status


@command("alerts.wanted", "wants to be told of jobs", allow=policies.may_want_alerts)
def want_alerts(act: Act, candidate: Candidate) -> Candidate:
    if candidate.status == Candidate.Status.LEFT:
        raise Refused("They have stopped. They can come back first.")
    candidate.alerts_since = candidate.alerts_since or act.at
    candidate.save()
    return candidate


@command("alerts.not_wanted", "wants no more news of jobs", allow=policies.may_want_alerts)
def no_alerts(act: Act, candidate: Candidate) -> Candidate:
    candidate.alerts_since = None
    candidate.save()
    return candidate


@command("alert.asked", "asked to be told of jobs or dates", allow=policies.may_ask_for_alert)
def ask_for_alert(act: Act, *, email: str, about: str) -> Alert:
    """A visitor's address. It hears nothing until it says yes by the link we send there, at most once a day."""
    alert, _ = Alert.objects.get_or_create(
        email=email.strip().lower(), about=about, defaults={"token": secrets.token_urlsafe(32), "asked_at": act.at}
    )
    if alert.status == Status.OFF:
        alert.move_to(Status.ASKED)
        alert.asked_at, alert.token = act.at, secrets.token_urlsafe(32)
        alert.save()
    notices.ask_to_confirm(act, alert)
    return alert


@command("alert.confirmed", "said yes from their own mailbox", allow=policies.may_ask_for_alert)
def confirm_alert(act: Act, alert: Alert) -> Alert:
    """By the link in the email: the second yes. Said again, it stays so."""
    if alert.status != Status.ON:
        alert.move_to(Status.ON)
        alert.confirmed_at = act.at
        alert.save()
    return alert


@command("alert.ended", "wants no more news", allow=policies.may_ask_for_alert)
def end_alert(act: Act, alert: Alert) -> Alert:
    """One press, from any of the emails. Said again, it stays so."""
    if alert.status != Status.OFF:
        alert.move_to(Status.OFF)
        alert.ended_at = act.at
        alert.save()
    return alert
