"""A place shown to a person: kept only with their yes; what came of it, in their words; and taken away as easily."""

from datetime import date
from typing import Any

from alongside.core import clock
from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.support import policies
from alongside.support.models import Relationship, Signpost

Status = Signpost.Status


@command("signpost.shown", "showed a person a place that helps", allow=policies.may_record)
def show_signpost(
    act: Act,
    relationship: Relationship,
    *,
    entry: Any,
    kept: bool,
    said_by: str = "",
    helped: bool = False,
    words: str = "",
) -> Signpost:
    """`kept`: their yes to its being written down; without it nothing is. `helped`: the two got in touch together."""
    if not kept:
        raise Refused("Nothing was kept. A place may be shown without writing it down.")
    if relationship.status == Relationship.Status.ENDED:
        raise Refused("This has ended, so nothing more is added.")
    if entry.ended_on:
        raise Refused("This is not in the directory any more. Look for another place.")
    if not entry.shown_public:
        raise Refused("This is for colleagues only, so it is not shown to people we support.")
    referral = relationship.referral
    if referral.signposts.filter(entry=entry).exists():
        raise Refused(f"{entry.name} was shown already. Say there what came of it.")
    return Signpost.objects.create(
        referral=referral,
        entry=entry,
        status=Status.HELPED if helped else Status.SHOWN,
        shown_on=clock.today(),
        shown_by=act.actor.name,
        helped_on=clock.today() if helped else None,
        words=words,
        said_by=said_by or referral.person.called,
        written_by=act.actor.name,
        changed_at=act.at,
    )


@command("signpost.said", "wrote down what came of a place that was shown", allow=policies.may_change_signpost)
def say_signpost(
    act: Act,
    signpost: Signpost,
    *,
    status: str,
    went_on: date | None = None,
    useful: str = "",
    words: str = "",
    may_tell: bool = False,
) -> Signpost:
    """`useful` and `words` are the person's own; `may_tell` their yes to its being counted, without a name."""
    if went_on and went_on > clock.today():
        raise Refused("The day they went must be today or in the past.")
    if status != signpost.status:
        signpost.move_to(Status(status))
    if status == Status.HELPED:
        signpost.helped_on = signpost.helped_on or clock.today()
    signpost.went_on = (went_on or signpost.went_on or clock.today()) if status == Status.WENT else None
    signpost.useful, signpost.words = useful, words
    signpost.may_tell = may_tell and bool(useful)
    signpost.written_by, signpost.changed_at = act.actor.name, act.at
    signpost.save()
    return signpost


@command("signpost.taken_away", "took away what was kept of a place shown", allow=policies.may_change_signpost)
def remove_signpost(act: Act, signpost: Signpost) -> Any:
    """It goes for good, and out of the counts: it was kept only because they said yes. No reason is asked."""
    person = signpost.referral.person
    signpost.delete()
    return person
