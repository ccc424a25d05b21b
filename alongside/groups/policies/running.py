"""Who runs a date, who may say so, who looks for cover and who answers."""

from typing import Any

from django.db.models import QuerySet

from alongside.accounts.roles import PEER_WORKER, WARD
from alongside.core.actors import PROCESS, Actor
from alongside.core.policies import allow
from alongside.groups.models import After, CoverAsk, DateWorker
from alongside.groups.policies.groups import KEEPERS, group_in_reach, runs_date


def is_them(actor: Actor, subject: Any) -> bool:
    """what they are asked, or said, themself"""
    return bool(actor.user_id) and subject.worker.user_id == actor.user_id


may_put_on_date = allow(*KEEPERS, when=group_in_reach) | allow(PROCESS)
may_say_cannot_come = allow(PEER_WORKER, WARD, when=is_them) | allow(*KEEPERS, when=group_in_reach)
may_ask_cover = allow(*KEEPERS, when=group_in_reach)
may_answer_cover = allow(PEER_WORKER, WARD, when=is_them)
may_prepare = allow(PEER_WORKER, WARD, when=runs_date)
may_say_after = allow(PEER_WORKER, WARD, when=runs_date)
may_say_gap = allow(PROCESS)


def own_asks(actor: Actor) -> QuerySet[CoverAsk]:
    """What a worker was asked to cover."""
    asks = CoverAsk.objects.filter(worker__user=actor.user_id)
    return asks if actor.user_id and actor.has(PEER_WORKER, WARD) else asks.none()


def own_date_workers(actor: Actor) -> QuerySet[DateWorker]:
    """The dates a worker runs, or said they cannot come to."""
    mine = DateWorker.objects.filter(worker__user=actor.user_id)
    return mine if actor.user_id and actor.has(PEER_WORKER, WARD) else mine.none()


def own_afters(actor: Actor) -> QuerySet[After]:
    """What a worker said of how they were after it. There is no `visible_` of these: nobody else reads them."""
    mine = After.objects.filter(worker__user=actor.user_id)
    return mine if actor.user_id and actor.has(PEER_WORKER, WARD) else mine.none()
