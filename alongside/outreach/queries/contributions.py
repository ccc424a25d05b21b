"""What the service gave beyond the trust: the list, one of them, and a year of it to print and to publish."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from alongside.core import clock
from alongside.core.actors import Actor
from alongside.core.errors import NotAllowed
from alongside.outreach.models import Contribution, Contributor
from alongside.outreach.policies import (
    may_change_contribution,
    may_see_contributions,
    may_show_contribution,
    public_contributions,
    visible_contributions,
    visible_contributors,
)
from alongside.outreach.queries.talks import Given, talks_given
from alongside.workforce import queries as workforce

Kind = Contribution.Kind
BACK = 15  # years offered


@dataclass(frozen=True)
class PersonRow:
    """Somebody who took part. `is_me` is the reader."""

    id: str
    name: str
    named: bool
    is_me: bool


@dataclass(frozen=True)
class ContributionRow:
    """One line of the record. `names` are of those who said yes to theirs; `others` took part and are not named."""

    id: str
    kind: str
    kind_words: str
    title: str
    with_whom: str
    about: str
    began_on: date
    ended_on: date | None
    ongoing: bool
    link: str
    outcome: str
    minutes: int | None
    shown_public: bool
    names: tuple[str, ...]
    others: int


@dataclass(frozen=True)
class ContributionPage:
    row: ContributionRow
    contribution: Contribution
    people: tuple[PersonRow, ...]
    may_change: bool
    may_show: bool


@dataclass(frozen=True)
class KindOfYear:
    """One kind in a year, with its rows."""

    words: str
    rows: tuple[ContributionRow, ...]


@dataclass(frozen=True)
class Year:
    """A year as it is read aloud. `given` are the talks given to each audience; empty on the public page."""

    year: int
    kinds: tuple[KindOfYear, ...]
    minutes: int
    given: tuple[Given, ...]

    @property
    def count(self) -> int:
        return sum(len(kind.rows) for kind in self.kinds)

    @property
    def outcomes(self) -> int:
        return sum(bool(row.outcome) for kind in self.kinds for row in kind.rows)


def contributions(actor: Actor, kind: str = "", year: int | None = None, mine: bool = False) -> QuerySet[Contribution]:
    """The newest first. For `contribution_rows`."""
    if not may_see_contributions(actor):
        raise NotAllowed("contributions")
    rows = visible_contributions(actor)
    if kind:
        rows = rows.filter(kind=kind)
    if year:
        rows = rows.filter(_in(year))
    if mine:
        rows = rows.filter(people__worker__user=actor.user_id or None)
    return _with_people(rows)


def contribution_rows(found: Iterable[Any]) -> list[ContributionRow]:
    return [_row(one) for one in found]


def get_contribution(actor: Actor, contribution_id: str) -> Contribution:
    return visible_contributions(actor).get(pk=contribution_id)


def contribution_page(actor: Actor, contribution_id: str) -> ContributionPage:
    """Two queries, and one more for a peer worker."""
    found: Any = _with_people(visible_contributions(actor)).get(pk=contribution_id)
    people = tuple(
        PersonRow(row.pk, row.worker.full_name, row.named, row.worker.user_id == actor.user_id)
        for row in found.took_part
    )
    may_change = may_change_contribution(actor, found)
    return ContributionPage(_row(found), found, people, may_change, may_show_contribution(actor))


def get_contributor(actor: Actor, person_id: str) -> Contributor:
    return visible_contributors(actor).select_related("worker", "contribution").get(pk=person_id)


def year_page(actor: Actor, year: int) -> Year:
    """Everything of a year, and the talks given in it. Three queries."""
    if not may_see_contributions(actor):
        raise NotAllowed("contributions")
    given = talks_given(actor, date(year, 1, 1), date(year, 12, 31))
    return _year(year, _with_people(visible_contributions(actor).filter(_in(year))), given)


def public_year(year: int) -> Year:
    """What is shown to everybody of a year. Two queries."""
    return _year(year, _with_people(public_contributions().filter(_in(year))), ())


def newest_public_year() -> int | None:
    """The newest year of which something is shown to everybody, for a link to its page. One query."""
    began = public_contributions().order_by("-began_on").values_list("began_on", flat=True).first()
    return began.year if began else None


def years() -> list[int]:
    """Years to choose from, this one first."""
    this = clock.today().year
    first = Contribution.objects.filter(taken_back_at=None).order_by("began_on").values_list("began_on", flat=True)[:1]
    begun = max(this - BACK, min([this, *(day.year for day in first)]))
    return list(range(this, begun - 1, -1))


def _in(year: int) -> Q:
    """Began, ended or went on in that year."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    return Q(began_on__lte=last) & (
        Q(ended_on__gte=first) | Q(ended_on=None, ongoing=True) | Q(ended_on=None, began_on__gte=first)
    )


def _with_people(rows: QuerySet[Contribution]) -> QuerySet[Contribution]:
    people = Contributor.objects.select_related("worker").order_by("worker__first_name", "worker__last_name", "pk")
    return rows.prefetch_related(Prefetch("people", people, to_attr="took_part"))


def _year(year: int, found: Iterable[Any], given: tuple[Given, ...]) -> Year:
    rows = contribution_rows(found)
    kinds = [
        KindOfYear(str(kind.label), tuple(row for row in reversed(rows) if row.kind == kind.value)) for kind in Kind
    ]
    minutes = sum(row.minutes or 0 for row in rows)
    return Year(year, tuple(kind for kind in kinds if kind.rows), minutes, tuple(row for row in given if row.talks))


def _row(one: Any) -> ContributionRow:
    names = tuple(row.worker.full_name for row in one.took_part if row.named)
    return ContributionRow(
        id=one.pk,
        kind=one.kind,
        kind_words=one.get_kind_display(),
        title=one.title,
        with_whom=one.with_whom,
        about=one.about,
        began_on=one.began_on,
        ended_on=one.ended_on,
        ongoing=one.ongoing,
        link=one.link,
        outcome=one.outcome,
        minutes=one.minutes,
        shown_public=one.shown_public,
        names=names,
        others=len(one.took_part) - len(names),
    )


def who_could_be_named(actor: Actor, contribution: Contribution) -> list[tuple[Any, str]]:
    """Peer workers here who are not written down with it yet: (worker, name). One query."""
    if not may_change_contribution(actor, contribution):
        raise NotAllowed("contributor.added")
    there = contribution.people.values("worker")
    return [(row, row.full_name) for row in workforce.workers_at_work("peer", clock.today()).exclude(pk__in=there)]
