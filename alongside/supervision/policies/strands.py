"""Who is in a supervision and reads its words; who names supervisors and sees its dates; who covers."""

from typing import Any

from django.db.models import Q, QuerySet

from alongside.accounts.roles import COORDINATOR, LEAD, PEER_WORKER, SUPERVISOR, TEAM_MANAGER
from alongside.core import clock
from alongside.core.actors import PROCESS, Actor
from alongside.core.policies import allow
from alongside.supervision.models import Cover, Supervisee, Supervision
from alongside.workforce.policies import visible_workers

# A supervisor may be a clinician, a senior peer worker, a manager, a coordinator or the lead: whoever has one of these.
INVOLVED = (PEER_WORKER, SUPERVISOR, TEAM_MANAGER, COORDINATOR, LEAD)
NAMES = (LEAD, COORDINATOR, TEAM_MANAGER)


def _of(subject: Any) -> Supervision:
    return subject.supervision if isinstance(subject, Supervisee | Cover) else subject


def supervises(actor: Actor, subject: Any) -> bool:
    """a supervision they give themself"""
    return bool(actor.user_id) and _of(subject).supervisor.user_id == actor.user_id


def is_supervised(actor: Actor, supervisee: Supervisee) -> bool:
    """their own supervision"""
    return bool(actor.user_id) and supervisee.worker.user_id == actor.user_id and supervisee.until is None


def is_in_it(actor: Actor, subject: Any) -> bool:
    """a supervision they give, or are in now"""
    if supervises(actor, subject):
        return True
    theirs = _of(subject).people.filter(until=None, worker__user_id=actor.user_id)
    return bool(actor.user_id) and theirs.exists()


def meets_in_it(actor: Actor, subject: Any) -> bool:
    """a supervision they give, are in now, or cover from now on"""
    if is_in_it(actor, subject):
        return True
    return bool(actor.user_id) and covers_now(actor).filter(supervision=_of(subject)).exists()


def in_reach(actor: Actor, subject: Any) -> bool:
    """of a worker with a team they hold the role for"""
    theirs = _of(subject).people.filter(until=None)
    return theirs.filter(worker__in=visible_workers(actor).values("pk")).exists()


def covers_now(actor: Actor) -> QuerySet[Cover]:
    """What the actor covers today or is to cover."""
    mine = Cover.objects.filter(by__user_id=actor.user_id, taken_back_at=None, ends_on__gte=clock.today())
    return mine if actor.user_id and actor.has(*INVOLVED) else mine.none()


may_start = allow(*NAMES)  # the command looks at each worker: they are in reach
may_name = allow(*NAMES, when=in_reach)
may_agree = allow(*INVOLVED, when=is_in_it)
may_set_weeks = may_agree | may_name
may_plan = allow(*INVOLVED, when=meets_in_it)
may_ask = allow(*INVOLVED, when=is_supervised)
may_cover = allow(*NAMES, when=in_reach) | allow(*INVOLVED, when=supervises)
may_see_overview = allow(*NAMES)
may_see_own = allow(PEER_WORKER)
may_supervise = allow(*INVOLVED)
may_describe = allow(PROCESS)


def own_supervisions(actor: Actor) -> QuerySet[Supervision]:
    """Those the actor gives, is or was in, covers or has covered."""
    if not (actor.user_id and actor.has(*INVOLVED)):
        return Supervision.objects.none()
    theirs = Supervisee.objects.filter(worker__user_id=actor.user_id).values("supervision")
    covered = Cover.objects.filter(by__user_id=actor.user_id, taken_back_at=None).values("supervision")
    mine = Q(supervisor__user_id=actor.user_id) | Q(pk__in=theirs) | Q(pk__in=covered)
    return Supervision.objects.filter(mine)


def dated_supervisions(actor: Actor) -> QuerySet[Supervision]:
    """Those of which a lead, coordinator or team manager sees the dates, and no words: of workers in reach, now."""
    if not actor.has(*NAMES):
        return Supervision.objects.none()
    reached = Supervisee.objects.filter(until=None, worker__in=visible_workers(actor).values("pk"))
    ended = Supervisee.objects.filter(
        supervision__status=Supervision.Status.ENDED, worker__in=visible_workers(actor).values("pk")
    )
    return Supervision.objects.filter(Q(pk__in=reached.values("supervision")) | Q(pk__in=ended.values("supervision")))


def visible_supervisions(actor: Actor) -> QuerySet[Supervision]:
    """Own ones, and those of which the actor sees the dates."""
    own, dated = own_supervisions(actor), dated_supervisions(actor)
    return Supervision.objects.filter(Q(pk__in=own.values("pk")) | Q(pk__in=dated.values("pk")))


def own_places(actor: Actor) -> QuerySet[Supervisee]:
    """The actor's own places in supervisions that go on."""
    mine = Supervisee.objects.filter(worker__user_id=actor.user_id, until=None, supervision__status="running")
    return mine if actor.user_id and actor.has(*INVOLVED) else mine.none()


def named_places(actor: Actor) -> QuerySet[Supervisee]:
    """The places, in supervisions that go on, of the workers in reach of whoever names supervisors."""
    if not actor.has(*NAMES):
        return Supervisee.objects.none()
    return Supervisee.objects.filter(
        worker__in=visible_workers(actor).values("pk"), until=None, supervision__status="running"
    )


def given_places(actor: Actor) -> QuerySet[Supervisee]:
    """The places in supervisions that the actor gives now."""
    mine = Supervisee.objects.filter(supervision__supervisor__user_id=actor.user_id, until=None)
    return mine.filter(supervision__status="running") if actor.user_id and actor.has(*INVOLVED) else mine.none()


def covered_places(actor: Actor) -> QuerySet[Supervisee]:
    """The places in supervisions that the actor covers now or is to cover."""
    covered = covers_now(actor).values("supervision")
    return Supervisee.objects.filter(supervision__in=covered, until=None, supervision__status="running")


def visible_covers(actor: Actor) -> QuerySet[Cover]:
    """Cover, named or to come, of the supervisions whose dates the actor sees."""
    return Cover.objects.filter(supervision__in=visible_supervisions(actor).values("pk"), taken_back_at=None)
