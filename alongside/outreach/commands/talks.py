"""Talks: planned, changed, called off, put back, given; and an ask that is taken back with all that hangs on it."""

from datetime import datetime, timedelta
from typing import Any

from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.outreach import notices, policies
from alongside.outreach.commands.asks import finish_ask
from alongside.outreach.models import Ask, Speaker, Talk

Status = Talk.Status
LONGEST = timedelta(hours=12)


@command("talk.planned", "planned a talk", allow=policies.may_plan_talk, locks=("ask",))
def plan_talk(
    act: Act,
    *,
    title: str,
    audience: str,
    kind: str,
    starts_at: datetime,
    ends_at: datetime,
    organisation_name: str = "",
    team: Any = None,
    where: str = "",
    plan: str = "",
    ask: Ask | None = None,
    week: Any = None,
) -> Talk:
    """From an ask that was agreed, for an awareness week, or by itself. Whoever asked hears of the day."""
    if ask is not None and ask.status != Ask.Status.AGREED:
        raise Refused("Agree to it first, so that they hear it from you.")
    _lasts(starts_at, ends_at)
    talk = Talk.objects.create(
        ask=ask,
        week=week,
        title=title,
        audience=audience,
        kind=kind,
        organisation_name=organisation_name,
        team=team,
        starts_at=starts_at,
        ends_at=ends_at,
        where=where,
        plan=plan,
        planned_by_id=act.actor.user_id or None,
    )
    notices.tell_asker_planned(act, talk)
    return talk


@command("talk.changed", "changed a talk", allow=policies.may_plan_talk)
def change_talk(
    act: Act,
    talk: Talk,
    *,
    title: str,
    audience: str,
    kind: str,
    starts_at: datetime,
    ends_at: datetime,
    organisation_name: str = "",
    team: Any = None,
    where: str = "",
    plan: str = "",
    because: str = "",
) -> Talk:
    """Those who speak and whoever asked hear of it when its time or its place is another. `because` is told to them."""
    if talk.status != Status.PLANNED:
        raise Refused("Only a talk that is planned can be changed. Put it back first.")
    _lasts(starts_at, ends_at)
    moved = (starts_at, ends_at, where) != (talk.starts_at, talk.ends_at, talk.where)
    talk.title, talk.audience, talk.kind, talk.plan = title, audience, kind, plan
    talk.organisation_name, talk.team = organisation_name, team
    talk.starts_at, talk.ends_at, talk.where = starts_at, ends_at, where
    talk.changes += moved
    talk.because = because
    talk.save()
    if moved:
        notices.tell_moved(act, talk)
        notices.tell_asker_moved(act, talk)
    return talk


@command("talk.cancelled", "called a talk off", allow=policies.may_plan_talk)
def cancel_talk(act: Act, talk: Talk, *, because: str) -> Talk:
    """With the reason, which whoever asked is told too. What speakers wrote to share is not kept any longer."""
    if talk.status != Status.PLANNED:
        raise Refused("Only a talk that is planned can be called off.")
    _call_off(act, talk, because)
    notices.tell_asker_cancelled(act, talk)
    return talk


@command("talk.put_back", "put a talk back", allow=policies.may_plan_talk)
def put_back_talk(act: Act, talk: Talk) -> Talk:
    """As it was planned, with those who said they speak."""
    if talk.status != Status.CANCELLED:
        raise Refused("This talk goes ahead already.")
    if talk.ask is not None and talk.ask.status != Ask.Status.AGREED:
        raise Refused("What it was planned for is not agreed any more. Talk to whoever asked first.")
    talk.move_to(Status.PLANNED)
    talk.cancelled_at, talk.because = None, ""
    talk.changes += 1
    talk.save()
    notices.tell_on_again(act, talk)
    notices.tell_asker_on_again(act, talk)
    return talk


@command("talk.given", "said how a talk went", allow=policies.may_plan_talk, locks=("ask",))
def give_talk(act: Act, talk: Talk, *, head_count: int, outcome: str = "") -> Talk:
    """It was given: how many came, and what came of it. Nobody who came is named. Whoever asked is thanked, and has the
    address for those who came; their ask is done when no other talk is planned for it."""
    if talk.starts_at > act.at:
        raise Refused("It has not begun yet. Say how it went once it has been.")
    talk.move_to(Status.GIVEN)
    talk.given_at, talk.head_count, talk.outcome = act.at, head_count, outcome
    talk.save()
    for speaker in talk.speakers.filter(status=Speaker.Status.YES):
        speaker.move_to(Speaker.Status.SPOKE)
        speaker.save()
    if talk.ask is not None:
        notices.thank_asker(act, talk)
        others = talk.ask.talks.filter(status=Status.PLANNED).exists()
        if not others and talk.ask.status == Ask.Status.AGREED:
            finish_ask(act, talk.ask)
    notices.ask_how_it_was(act, talk)
    return talk


@command("talk.not_given", "took back that a talk was given", allow=policies.may_plan_talk, locks=("ask",))
def take_back_given(act: Act, talk: Talk) -> Talk:
    """It was a mistake. What was agreed as thanks, and not given yet, stays."""
    if talk.status != Status.GIVEN:
        raise Refused("This talk is not written down as given.")
    if talk.speakers.filter(thanks_given_at__isnull=False).exists():
        raise Refused("Somebody has had their thanks for it already, so it was given.")
    talk.move_to(Status.PLANNED)
    talk.given_at, talk.head_count, talk.outcome = None, None, ""
    talk.save()
    for speaker in talk.speakers.filter(status=Speaker.Status.SPOKE):
        speaker.move_to(Speaker.Status.YES)
        speaker.debriefed_at = None
        speaker.save()
    if talk.ask is not None and talk.ask.status == Ask.Status.DONE:
        talk.ask.move_to(Ask.Status.AGREED)
        talk.ask.save()
    return talk


@command("ask.taken_back", "took back what they asked", allow=policies.may_take_back_ask)
def take_back_ask(act: Act, ask: Ask) -> Ask:
    """By the address that came with it, without a reason. What was planned for it is called off. Said again, it stays
    so; refused once it was given."""
    if ask.status == Ask.Status.WITHDRAWN:
        return ask
    ask.move_to(Ask.Status.WITHDRAWN)
    ask.save()
    for talk in ask.talks.filter(status=Status.PLANNED).order_by("starts_at", "pk"):
        _call_off(act, talk, "Whoever asked for it took it back.")
    notices.tell_taken_back(act, ask)
    return ask


def _call_off(act: Act, talk: Talk, because: str) -> None:
    talk.move_to(Status.CANCELLED)
    talk.cancelled_at, talk.because = act.at, because
    talk.changes += 1
    talk.save()
    talk.speakers.exclude(sharing="", needs="").update(sharing="", needs="")
    notices.tell_cancelled(act, talk)


def _lasts(starts_at: datetime, ends_at: datetime) -> None:
    if ends_at <= starts_at:
        raise Refused("It must end after it starts.")
    if ends_at - starts_at > LONGEST:
        raise Refused("That is more than 12 hours. Look at the times again.")
