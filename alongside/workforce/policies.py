"""Who may see workers, and who may change what about them."""

from typing import Any

from django.db.models import Q, QuerySet

from alongside.accounts.roles import BANK, COORDINATOR, LEAD, PEER_WORKER, RECRUITER, TEAM_MANAGER
from alongside.core import clock
from alongside.core.actors import PROCESS, Actor, Reach
from alongside.core.policies import allow
from alongside.workforce.models import Assignment, Away, Credential, KeptAway, Offering, Post, Worker


def in_reach(actor: Actor, worker: Worker) -> bool:
    """workers with a team they hold the role for, now or soon, and workers who have never had a team"""
    return visible_workers(actor).filter(pk=worker.pk).exists()


def assigned_in_reach(actor: Actor, assignment: Assignment) -> bool:
    """an assignment to a team they hold the role for"""
    return may_assign_to(actor, assignment.team)


def is_theirs(actor: Actor, worker: Worker) -> bool:
    """their own record"""
    return bool(actor.user_id) and worker.user_id == actor.user_id


def post_in_reach(actor: Actor, post: Post) -> bool:
    """posts of a pathway or team they hold the role for"""
    return may_keep_posts_of(actor, post.pathway_id, post.team_id)


may_see_posts = allow(LEAD, COORDINATOR, RECRUITER)
may_add_post = allow(LEAD, COORDINATOR)
may_change_post = allow(LEAD, COORDINATOR, when=post_in_reach)
may_fund_post = allow(LEAD, when=post_in_reach)
may_advertise_post = allow(LEAD, RECRUITER, when=post_in_reach)
may_fill_post = allow(LEAD, COORDINATOR, RECRUITER, when=post_in_reach) | allow(PROCESS)

may_see_workers = allow(LEAD, COORDINATOR, TEAM_MANAGER)
may_add = allow(LEAD, COORDINATOR)
may_change = allow(LEAD, COORDINATOR, when=in_reach)
may_assign = allow(LEAD, COORDINATOR, TEAM_MANAGER, when=in_reach)
may_end_assignment = allow(LEAD, COORDINATOR, TEAM_MANAGER, when=assigned_in_reach)
may_change_own = allow(PEER_WORKER, when=is_theirs)
may_see_offerings = allow(LEAD, COORDINATOR, when=in_reach)


def may_assign_to(actor: Actor, team: Any) -> bool:
    """Whether the actor may put anybody in this team. A recruiter does it when somebody they recruited starts."""
    return actor.reach(LEAD, COORDINATOR, TEAM_MANAGER, RECRUITER).covers(pathway=team.pathway_id, team=team.pk)


def may_keep_posts_of(actor: Actor, pathway: str, team: str | None) -> bool:
    """Whether posts of this pathway and team are within the actor's part of the service."""
    return actor.reach(LEAD, COORDINATOR, RECRUITER).covers(pathway=pathway, team=team)


def visible_posts(actor: Actor) -> QuerySet[Post]:
    """Lead, coordinators and recruiters: the posts of the pathways and teams they hold the role for."""
    return _posts_of(actor.reach(LEAD, COORDINATOR, RECRUITER))


def posts_within(actor: Actor) -> QuerySet[Post]:
    """The posts that whoever assigns workers may assign them to: team managers too."""
    return _posts_of(actor.reach(LEAD, COORDINATOR, RECRUITER, TEAM_MANAGER))


def _posts_of(reach: Reach) -> QuerySet[Post]:
    within = Q() if reach.everything else Q(pathway__in=reach.pathways) | Q(team__in=reach.teams)
    return Post.objects.filter(within)


def visible_workers(actor: Actor) -> QuerySet[Worker]:
    """Lead, coordinators and team managers: workers with a team in reach, now or soon, or who never had one."""
    if not actor.has(LEAD, COORDINATOR, TEAM_MANAGER):
        return Worker.objects.none()
    reach = actor.reach(LEAD, COORDINATOR, TEAM_MANAGER)
    if reach.everything:
        return Worker.objects.all()
    lasting = Assignment.objects.filter(Q(ends_on=None) | Q(ends_on__gte=clock.today()))
    theirs = lasting.filter(Q(team__in=reach.teams) | Q(team__pathway__in=reach.pathways)).values("worker")
    return Worker.objects.filter(Q(pk__in=theirs) | ~Q(pk__in=Assignment.objects.values("worker")))


def own_worker(actor: Actor) -> QuerySet[Worker]:
    """A peer worker's own record."""
    return Worker.objects.filter(user_id=actor.user_id) if actor.has(PEER_WORKER) else Worker.objects.none()


def own_offerings(actor: Actor) -> QuerySet[Offering]:
    """What a peer worker offers to share, shown or not."""
    return Offering.objects.filter(worker__in=own_worker(actor))


def own_kept_away(actor: Actor) -> QuerySet[KeptAway]:
    """A peer worker's own private list. There is no `visible_` of these: nobody else reads them."""
    return KeptAway.objects.filter(worker__in=own_worker(actor))


def visible_assignments(actor: Actor) -> QuerySet[Assignment]:
    """The assignments of the workers that the actor may see."""
    return Assignment.objects.filter(worker__in=visible_workers(actor))


# What workers hold, and when they are away ----------------------------------------------------------------------------


def credential_in_reach(actor: Actor, credential: Credential) -> bool:
    """of workers with a team they hold the role for"""
    return in_reach(actor, credential.worker)


def away_in_reach(actor: Actor, away: Away) -> bool:
    """days they wrote down themself, of workers with a team they hold the role for"""
    return away.written_by == actor.name and in_reach(actor, away.worker)


def wrote_away(actor: Actor, away: Away) -> bool:
    """days they wrote down themself"""
    return away.written_by == actor.name


def away_is_theirs(actor: Actor, away: Away) -> bool:
    """their own days"""
    return is_theirs(actor, away.worker)


may_see_readiness = allow(LEAD, COORDINATOR, TEAM_MANAGER, BANK)
may_keep_kinds = allow(LEAD) | allow(PROCESS)
may_write_credential = allow(LEAD, COORDINATOR, TEAM_MANAGER, when=in_reach) | allow(BANK)
may_take_back_credential = allow(LEAD, COORDINATOR, TEAM_MANAGER, when=credential_in_reach) | allow(BANK)
may_say_ending = allow(PROCESS)
may_say_away = allow(PEER_WORKER, when=is_theirs) | allow(LEAD, COORDINATOR, TEAM_MANAGER, when=in_reach) | allow(BANK)
may_take_back_away = (
    allow(PEER_WORKER, when=away_is_theirs)
    | allow(LEAD, COORDINATOR, TEAM_MANAGER, when=away_in_reach)
    | allow(BANK, when=wrote_away)
)


def away_workers(actor: Actor) -> QuerySet[Worker]:
    """Whose days away the actor may write down: those in reach; whoever runs the bank, everybody's."""
    return Worker.objects.all() if actor.has(BANK) else visible_workers(actor)


def readable_workers(actor: Actor) -> QuerySet[Worker]:
    """Of whom the actor may read what they hold: themself, those in reach; whoever runs the bank, everybody."""
    if actor.has(BANK):
        return Worker.objects.all()
    mine = own_worker(actor).values("pk")
    return Worker.objects.filter(Q(pk__in=mine) | Q(pk__in=visible_workers(actor).values("pk")))


def managed_workers(actor: Actor) -> QuerySet[Worker]:
    """Whose line manager the actor is today: a new one from the first day of the assignment."""
    today = clock.today()
    now = Assignment.objects.filter(Q(ends_on=None) | Q(ends_on__gte=today), starts_on__lte=today)
    mine = now.filter(manager=actor.user_id).values("worker")
    return Worker.objects.filter(pk__in=mine) if actor.user_id else Worker.objects.none()
