"""Who plans talks, who speaks at them, who reads what a speaker is content to share, and who hears what was said."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from alongside.accounts.roles import PEER_WORKER
from alongside.core import clock
from alongside.core.actors import PROCESS, Actor
from alongside.core.policies import allow
from alongside.outreach.models import AwarenessWeek, Speaker, Talk, TalkFeedback
from alongside.outreach.policies.asks import PLANNERS

COMING = (Speaker.Status.YES, Speaker.Status.SPOKE)


def is_asked(actor: Actor, speaker: Speaker) -> bool:
    """a talk they are asked to speak at themself"""
    return bool(actor.user_id) and speaker.worker.user_id == actor.user_id


may_see_talks = allow(PEER_WORKER, *PLANNERS)
may_plan_talk = allow(*PLANNERS)
may_speak = allow(PEER_WORKER, when=is_asked)
may_empty_sharing = allow(PROCESS)
may_thank_speaker = allow(*PLANNERS)
may_keep_weeks = allow(*PLANNERS) | allow(PROCESS)
may_say_of_talk = allow(PROCESS)  # nobody by name: see commands.feedback


def visible_talks(actor: Actor) -> QuerySet[Talk]:
    """Every talk for the lead and coordinators; for peer workers those they were asked to speak at."""
    if actor.has(*PLANNERS):
        return Talk.objects.all()
    if not actor.user_id or not actor.has(PEER_WORKER):
        return Talk.objects.none()
    return Talk.objects.filter(Exists(Speaker.objects.filter(talk=OuterRef("pk"), worker__user=actor.user_id)))


def planned_talks(actor: Actor) -> QuerySet[Talk]:
    """Talks that the actor may plan, move and write the end of."""
    return Talk.objects.all() if actor.has(*PLANNERS) else Talk.objects.none()


def given_talks(actor: Actor) -> QuerySet[Talk]:
    """Talks that were given, to be counted by the lead and coordinators."""
    return planned_talks(actor).filter(status=Talk.Status.GIVEN)


def visible_speakers(actor: Actor) -> QuerySet[Speaker]:
    """Who was asked to speak, for the lead and coordinators. Not what they share: see `read_sharing`."""
    return Speaker.objects.all() if actor.has(*PLANNERS) else Speaker.objects.none()


def own_speaking(actor: Actor) -> QuerySet[Speaker]:
    """A peer worker's own part in talks."""
    mine = Speaker.objects.filter(worker__user=actor.user_id)
    return mine if actor.user_id and actor.has(PEER_WORKER) else mine.none()


def read_sharing(actor: Actor) -> QuerySet[Speaker]:
    """Of whom the actor reads what they are content to share: themself, those of a talk they plan themself, and those
    who speak at a talk at which they speak too. The role alone, a lead's too, opens nothing."""
    if not actor.user_id:
        return Speaker.objects.none()
    beside = Speaker.objects.filter(talk=OuterRef("talk"), worker__user=actor.user_id, status__in=COMING)
    return Speaker.objects.filter(
        Q(worker__user=actor.user_id)
        | Q(talk__planned_by=actor.user_id, status__in=COMING)
        | Q(Exists(beside), status__in=COMING)
    )


def visible_weeks(actor: Actor) -> QuerySet[AwarenessWeek]:
    """Awareness weeks that are kept, for whoever sees talks."""
    if not may_see_talks(actor):
        return AwarenessWeek.objects.none()
    return AwarenessWeek.objects.filter(Q(ended_on=None) | Q(ended_on__gt=clock.today()))


def visible_feedback(actor: Actor) -> QuerySet[TalkFeedback]:
    """What those who came said, for whoever planned and for those who spoke."""
    if actor.has(*PLANNERS):
        return TalkFeedback.objects.all()
    return TalkFeedback.objects.filter(talk__in=own_speaking(actor).filter(status__in=COMING).values("talk"))
