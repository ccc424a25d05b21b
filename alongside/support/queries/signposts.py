"""Places shown to a person: what came of each, for whoever walks with them and for themself; and how many it helped."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet

from alongside.accounts.roles import PERSON
from alongside.core.actors import Actor
from alongside.core.errors import NotAllowed
from alongside.partners import queries as partners
from alongside.support import policies
from alongside.support.models import Relationship, Signpost

FOUND = 12  # places offered at once


@dataclass(frozen=True)
class SignpostRow:
    """One place shown. `entry` is how the directory has it today; `gone` says that it is not there any more."""

    id: str
    entry: partners.EntryRow
    gone: bool
    status: str
    status_words: str
    means: str
    shown_on: date
    shown_by: str
    helped_on: date | None
    went_on: date | None
    useful: str
    words: str
    may_tell: bool
    said_by: str


MEANS = {"shown": "your_turn", "helped": "going_on", "went": "done", "not_this": "on_hold"}


def needs_own_pages(actor: Actor) -> None:
    if not actor.has(PERSON):
        raise NotAllowed("have pages of their own")


def signposts_of(relationship: Relationship) -> list[SignpostRow]:
    """What this person was shown for this request, the newest first. One query."""
    return _rows(Signpost.objects.filter(referral=relationship.referral_id))


def own_signposts(actor: Actor) -> list[SignpostRow]:
    """The person's own, of every request of theirs. One query."""
    return _rows(policies.own_signposts(actor))


def get_own_signpost(actor: Actor, id: str) -> Signpost:  # noqa: A002
    return _with_entry(policies.own_signposts(actor)).get(pk=id)


def get_signpost(actor: Actor, id: str) -> tuple[Signpost, Relationship]:  # noqa: A002
    """One, and the relationship through which the actor knows of it."""
    seen = policies.visible_relationships(actor)
    found = _with_entry(Signpost.objects.filter(referral__in=seen.values("referral"))).get(pk=id)
    together = seen.filter(referral=found.referral_id).select_related("referral__person", "worker")
    relationship = together.order_by("-introduced_at", "-pk").first()
    assert relationship is not None
    return found, relationship


def places_to_show(actor: Actor, relationship: Relationship, words: str) -> list[partners.EntryRow]:
    """Places that fit the words, but for those shown already or kept among colleagues; none before words are typed."""
    if not words.strip():
        return []
    shown = Signpost.objects.filter(referral=relationship.referral_id).values("entry")
    found = partners.directory(actor, words=words).filter(shown_public=True).exclude(pk__in=shown)
    return partners.entry_rows(found[:FOUND])


def _with_entry(found: QuerySet[Signpost]) -> QuerySet[Signpost]:
    return found.select_related("entry__organisation", "entry__owner", "referral__person")


def _rows(found: QuerySet[Signpost]) -> list[SignpostRow]:
    rows: list[Any] = list(_with_entry(found).order_by("-shown_on", "-pk"))
    entries = partners.entry_rows(row.entry for row in rows)
    return [
        SignpostRow(
            id=row.pk,
            entry=entry,
            gone=row.entry.ended_on is not None,
            status=row.status,
            status_words=row.get_status_display(),
            means=MEANS[row.status],
            shown_on=row.shown_on,
            shown_by=row.shown_by,
            helped_on=row.helped_on,
            went_on=row.went_on,
            useful=row.get_useful_display() if row.useful else "",
            words=row.words,
            may_tell=row.may_tell,
            said_by=row.said_by,
        )
        for row, entry in zip(rows, entries, strict=True)
    ]


@partners.counted_from
def said_of(entry: str) -> dict[str, int]:
    """How many said that this entry helped, only of those who let it be counted: a person is counted once."""
    told = Signpost.objects.filter(entry=entry, may_tell=True).exclude(useful="")
    counts = told.order_by().values_list("useful").annotate(Count("referral__person", distinct=True))
    return {str(useful): number for useful, number in counts}
