"""Work about a person with others: in words for who wrote it, for the person, and as a line for the trust's record."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, QuerySet, Sum
from django.utils import timezone

from alongside.accounts.queries import current_service
from alongside.core import clock
from alongside.core.actors import Actor
from alongside.core.errors import NotAllowed
from alongside.core.nhs import codes
from alongside.support.models import AboutPerson, Relationship
from alongside.support.policies import team_work as policies
from alongside.support.policies import visible_relationships, walked_relationships
from alongside.support.queries import names
from alongside.support.queries.copying import SHOWN_AFTER, CopyRow, who
from alongside.support.queries.team_work import Total
from alongside.ui import dates

Knew = AboutPerson.Knew
THEY = {
    Knew.THERE: "{called} was there.",
    Knew.INVITED: "{called} was invited, and chose not to come.",
    Knew.TOLD_BEFORE: "{called} was told before{on}.",
    Knew.TOLD_AFTER: "{called} was told afterwards{on}.",
    Knew.NOT_YET: "{called} has not been told yet.",
}
YOU = {
    Knew.THERE: "You were there.",
    Knew.INVITED: "You were invited, and chose not to come.",
    Knew.TOLD_BEFORE: "You were told before{on}.",
    Knew.TOLD_AFTER: "You were told afterwards{on}.",
    Knew.NOT_YET: "Nobody has talked with you about it yet. {worker} will. You can ask at any time.",
}


@dataclass(frozen=True)
class AboutRow:
    """One piece of work about a person. `knew` in words, about them or (on their own pages) to them."""

    id: str
    relationship_id: str
    called: str
    worker: str
    at: datetime
    minutes: int
    with_whom: str
    knew: str
    not_told: bool
    there: bool
    said_for_them: str
    words: str
    their_words: str
    their_words_at: datetime | None
    consulted: str
    written_by: str
    written_at: datetime
    corrects: bool
    is_current: bool
    taken_back: bool
    copied_at: datetime | None


@dataclass(frozen=True)
class ToTell:
    """Somebody who does not know yet that they were spoken about."""

    id: str
    name: str
    with_whom: str
    at: datetime


def about_of(relationship: Relationship) -> QuerySet[AboutPerson]:
    """What counts, the newest first. For `about_rows`."""
    found = _current(AboutPerson.objects.filter(relationship=relationship))
    return _with_names(found).order_by("-at", "-pk")


def about_rows(found: Iterable[Any]) -> list[AboutRow]:
    return [_row(about, THEY) for about in found]


def own_about_rows(found: Iterable[Any]) -> list[AboutRow]:
    """The same said to the person themself."""
    return [_row(about, YOU) for about in found]


def own_about(actor: Actor) -> QuerySet[AboutPerson]:
    """What was done about the signed-in person, of every request of theirs. For `own_about_rows`."""
    if not actor.has("person"):
        raise NotAllowed("have pages of their own")
    return _with_names(_current(policies.own_about(actor))).order_by("-at", "-pk")


def get_own_about(actor: Actor, id: str) -> AboutPerson:  # noqa: A002
    return own_about(actor).get(pk=id)


def get_about(actor: Actor, id: str) -> AboutPerson:  # noqa: A002
    """One, through a relationship that the actor may see."""
    return _with_names(AboutPerson.objects.filter(relationship__in=visible_relationships(actor))).get(pk=id)


def about_page(actor: Actor, id: str) -> tuple[AboutPerson, list[AboutRow]]:  # noqa: A002
    """One, and every version of it: the newest first, the original last."""
    about = get_about(actor, id)
    versions = [about]
    while newer := _with_names(AboutPerson.objects.filter(replaces=versions[0])).first():
        versions.insert(0, newer)
    while versions[-1].replaces_id:
        versions.append(_with_names(AboutPerson.objects).get(pk=versions[-1].replaces_id))
    return about, [_row(version, THEY, is_current=version is versions[0]) for version in versions]


def may_undo(actor: Actor, about: AboutPerson, newest: AboutRow) -> bool:
    """Whether the actor may still take it back."""
    service = current_service()
    until = about.written_at + timedelta(minutes=service.undo_minutes if service else 10)
    fresh = newest.id == about.pk and not (about.replaces_id or about.copied_at or about.taken_back_at)
    return bool(fresh and policies.may_write_about(actor, about) and clock.now() <= until)


def to_tell(actor: Actor) -> list[ToTell]:
    """Those whom the signed-in worker has still to tell, the oldest first. Two queries at most."""
    mine = AboutPerson.objects.filter(relationship__in=walked_relationships(actor), knew=Knew.NOT_YET)
    open_ = _current(mine).exclude(relationship__status=Relationship.Status.ENDED)
    rows = list(_with_names(open_).order_by("at", "pk"))
    short = names.short_names(row.referral.person for row in rows) if rows else {}
    return [ToTell(row.pk, short[row.referral.person_id], row.with_whom, row.at) for row in rows]


def about_to_copy(actor: Actor, *, whole_team: bool = False, copied: bool = False) -> list[CopyRow]:
    """Those to be in the trust's own record too (MHS204), as the lines of `to_copy` are. Three queries at most."""
    found = indirect(AboutPerson.objects.filter(policies.about_to_copy(actor, whole_team=whole_team)))
    when = {"copied_at__gte": clock.now() - SHOWN_AFTER} if copied else {"copied_at": None}
    with_all = _with_names(found.filter(**when)).select_related("replaces")
    rows = list(with_all.prefetch_related("referral__person__identifiers").order_by("at", "pk"))
    short = names.short_names(row.referral.person for row in rows) if rows else {}
    return [_copy_row(row, short) for row in rows]


def number_about_to_copy(actor: Actor) -> int:
    """How many of a peer worker's own are waiting."""
    mine = policies.about_to_copy(actor, whole_team=False)
    return indirect(AboutPerson.objects.filter(mine, copied_at=None)).count()


def get_about_to_copy(actor: Actor, id: str) -> AboutPerson:  # noqa: A002
    """One that the actor may find on that list, their own or their team's. Raises DoesNotExist."""
    return AboutPerson.objects.get(policies.about_to_copy(actor, whole_team=True), pk=id)


def line_of(about: AboutPerson) -> Iterable[str]:
    """The parts of the line to copy (MHSDS v6: MHS204). The code of who was consulted stands only where it was said."""
    local = timezone.localtime(about.at)
    yield who(about.referral.person)
    if about.referral.host_referral_id:
        yield f"Referral {about.referral.host_referral_id}"
    yield "Indirect activity"
    yield f"{local:%d/%m/%Y} {local:%H:%M}"
    yield f"{about.minutes} min"
    if about.consulted:
        yield f"Consulted {about.consulted} {codes.PERSON_CONSULTED[about.consulted].plain}"
    yield f"With {about.with_whom}"
    yield f"Staff {about.worker.local_id or about.worker.full_name} ({about.worker.job_role})"


def indirect(found: QuerySet[AboutPerson]) -> QuerySet[AboutPerson]:
    """What counts as indirect activity: as it stands now, and the person was not there. If they were, it is counted as
    the contact that it was, so that no minute counts twice."""
    return _current(found).exclude(knew=Knew.THERE)


def about_total(actor: Actor, since: date | None = None) -> Total:
    """How often, and minutes in all, of work about people in the reach of the lead or a coordinator. One query."""
    found = indirect(AboutPerson.objects.filter(policies.about_to_copy(actor, whole_team=True)))
    if since:
        found = found.filter(at__date__gte=since)
    came = found.aggregate(times=Count("pk"), minutes=Sum("minutes"))
    return Total("About a person", came["times"], came["minutes"] or 0)


def _current(found: QuerySet[AboutPerson]) -> QuerySet[AboutPerson]:
    return found.filter(taken_back_at=None, replaced_by=None)


def _with_names(found: Any) -> QuerySet[AboutPerson]:
    return found.select_related("referral__person", "worker", "relationship__worker")


def _row(about: AboutPerson, says: dict[Any, str], *, is_current: bool = True) -> AboutRow:
    called, first = about.referral.person.called, about.worker.first_name
    knew = says[Knew(about.knew)].format(called=called, worker=first, on=_on(about.told_on))
    return AboutRow(
        id=about.pk,
        relationship_id=about.relationship_id or "",
        called=called,
        worker=first,
        at=about.at,
        minutes=about.minutes,
        with_whom=about.with_whom,
        knew=knew,
        not_told=about.knew == Knew.NOT_YET,
        there=about.knew == Knew.THERE,
        said_for_them=about.said_for_them,
        words=about.words,
        their_words=about.their_words,
        their_words_at=about.their_words_at,
        consulted=codes.PERSON_CONSULTED[about.consulted].plain if about.consulted else "",
        written_by=about.written_by,
        written_at=about.written_at,
        corrects=bool(about.replaces_id),
        is_current=is_current and not about.taken_back_at,
        taken_back=bool(about.taken_back_at),
        copied_at=about.copied_at,
    )


def _on(day: date | None) -> str:
    return f", on {dates.day(day)}" if day else ""


def _copy_row(about: AboutPerson, short: dict[str, str]) -> CopyRow:
    return CopyRow(
        id=about.pk,
        relationship_id=about.relationship_id or "",
        name=short[about.referral.person_id],
        worker=about.worker.full_name,
        starts_at=about.at,
        what=f"About them, with {about.with_whom}",
        line=" | ".join(line_of(about)),
        again=bool(about.replaces and about.replaces.copied_at),
        copied_at=about.copied_at,
        copied_by=about.copied_by,
        about=True,
    )
