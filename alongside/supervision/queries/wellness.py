"""A worker's own wellness plan, and what somebody is shown of others', for the one it is shown to."""

from dataclasses import dataclass
from datetime import date

from alongside.accounts.profiles import part_of
from alongside.accounts.queries import current_service
from alongside.core.actors import Actor
from alongside.core.errors import NotAllowed
from alongside.supervision import policies
from alongside.supervision.models import CheckIn, PlanSection, PlanShare, Portfolio
from alongside.supervision.queries.check_ins import CheckInRow, check_in_rows, own_check_ins
from alongside.workforce.policies import own_worker

LATELY = 30  # check-ins in the picture


@dataclass(frozen=True)
class SectionRow:
    """One part of one's own plan. `shown`: (id of the share, name), for each who is shown it."""

    id: str
    heading: str
    words: str
    shown: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class WellAtWork:
    """A worker's own page: how they were lately, the plan, and whether nothing new is put to them this week.
    `check_ins`: how often they said how they were."""

    lately: tuple[CheckInRow, ...]
    check_ins: int
    sections: int
    not_this_week_until: date | None


@dataclass(frozen=True)
class ShownToMe:
    """What the actor alone is shown: parts of plans by worker, check-ins, things of portfolios."""

    sections: tuple[PlanShare, ...]
    check_ins: tuple[CheckIn, ...]
    portfolio: tuple[Portfolio, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.sections or self.check_ins or self.portfolio)


def well_at_work(actor: Actor) -> WellAtWork:
    """A peer worker's own. NotAllowed for anybody else. Four queries."""
    check_ins, worker = own_check_ins(actor), own_worker(actor).first()
    return WellAtWork(
        lately=tuple(check_in_rows(check_ins[:LATELY])),
        check_ins=check_ins.count(),
        sections=policies.own_plan(actor).count(),
        not_this_week_until=worker.not_this_week_until if worker and worker.wants_nothing_new else None,
    )


def my_plan(actor: Actor) -> list[SectionRow]:
    """Two queries."""
    if not policies.may_see_own(actor):
        raise NotAllowed("see their own plan")
    found = policies.own_plan(actor).prefetch_related("shares__user")
    return [
        SectionRow(one.pk, one.heading, one.words, tuple((share.pk, share.user.name) for share in one.shares.all()))
        for one in found
    ]


def own_section(actor: Actor, section_id: str) -> PlanSection:
    return policies.own_plan(actor).select_related("worker").get(pk=section_id)


def own_share(actor: Actor, share_id: str) -> PlanShare:
    return policies.own_shares(actor).select_related("section__worker").get(pk=share_id)


def headings(actor: Actor) -> list[str]:
    """What the service suggests a plan may hold, that is not in the actor's yet."""
    service = current_service()
    suggested = part_of(service.profile, "well_at_work").get("headings", []) if service else []
    has = set(policies.own_plan(actor).values_list("heading", flat=True))
    return [heading for heading in suggested if heading not in has]


def shown_to_me(actor: Actor) -> ShownToMe:
    """Three queries."""
    if not policies.may_supervise(actor):
        raise NotAllowed("be shown anything")
    shares = policies.shown_shares(actor).select_related("section__worker")
    return ShownToMe(
        sections=tuple(shares.order_by("section__worker__first_name", "section__worker", "section__position")),
        check_ins=tuple(policies.sent_check_ins(actor).select_related("worker")[:50]),
        portfolio=tuple(policies.shown_portfolio(actor).select_related("worker")[:50]),
    )
