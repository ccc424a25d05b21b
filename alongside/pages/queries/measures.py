"""The numbers of the service: what each counts in a sentence, and the rows behind it, so that the two always agree."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from alongside.accounts.queries import open_pathways
from alongside.core.actors import Actor
from alongside.matching import queries as matching
from alongside.referrals import queries as referrals
from alongside.support import queries as support
from alongside.ui.dates import ago, day
from alongside.ui.words import plural
from alongside.workforce import queries as workforce


@dataclass(frozen=True)
class Row:
    """One row behind a number. `counts` is what it adds to it; `opens` is the name of its page, and `id` whose it is.

    `pathways` are names: a peer worker may be in more than one. `tag` is a tag's meaning and words.
    """

    id: str
    opens: str
    name: str
    note: str
    pathways: tuple[str, ...] = ()
    counts: int = 1
    days: int = 0
    says: str = ""
    tag: tuple[str, str] | None = None


@dataclass(frozen=True)
class Measure:
    """One number: its name, what it counts in a sentence, what it finds in the actor's reach (of one pathway, by id, or
    of all), and how a part of that reads. `opens` names the page that shows the same in full, where there is one."""

    key: str
    name: str
    sentence: str
    find: Callable[[Actor, str], Any]
    read: Callable[[Actor, Any], list[Row]] = lambda actor, rows: list(rows)
    opens: str = ""

    def definition(self, service: Any) -> str:
        return self.sentence.format(
            record=service.trust_record_name,
            read=service.requests_read,
            quiet=service.quiet_after_days,
            weeks=plural(service.ending_notice_weeks, "week"),
            again="3 months",
        )


def number_of(found: Any) -> int:
    """What the rows add up to: counted by the database where it can."""
    return found.count() if isinstance(found, QuerySet) else sum(row.counts for row in found)


# What each finds, and how it reads ------------------------------------------------------------------------------------


def _waiting(actor: Actor, pathway: str) -> Any:
    return referrals.waiting_found(actor, pathway=pathway)


def _waiting_rows(actor: Actor, ids: Sequence[str]) -> list[Row]:
    found = {row.id: row for row in referrals.waiting(actor, only=ids)}
    return [
        Row(
            row.id,
            "referrals:request",
            row.name,
            f"{row.turn[1]}: {row.happening}",
            (row.pathway,),
            days=row.days,
            says=plural(row.days, "day"),
        )
        for row in (found[pk] for pk in ids)
    ]


def _supported(actor: Actor, pathway: str) -> Any:
    return support.everyone(actor, pathway=pathway, sort="name")


def _supported_rows(actor: Actor, ids: Sequence[str]) -> list[Row]:
    return [
        Row(row.id, "support:relationship", row.name, f"with {row.worker}, {row.status_words.lower()}", (row.pathway,))
        for row in support.people_rows(actor, ids)
    ]


def _free(actor: Actor, pathway: str) -> list[Row]:
    """Peer workers who are taking people on: full ones too, who add nothing."""
    pathways = dict(open_pathways())
    peers = [peer for peer in workforce.taking_on(actor) if not pathway or pathway in peer.pathways]
    rooms = matching.room_of(peers)
    rows = [
        Row(
            peer.id,
            "workforce:worker",
            peer.name,
            f"{plural(rooms[peer.id].agreed, 'place')} agreed, {rooms[peer.id].used} taken or on offer",
            tuple(sorted(pathways[pk] for pk in peer.pathways if pk in pathways)),
            counts=rooms[peer.id].free,
            says=f"{rooms[peer.id].free} free" if rooms[peer.id].free else "Full",
        )
        for peer in peers
    ]
    return sorted(rows, key=lambda row: (-row.counts, row.name))


def _last_week(actor: Actor, pathway: str) -> Any:
    return support.contacts_in_week(actor, support.last_monday(), pathway)


def _contact_rows(actor: Actor, found: Any) -> list[Row]:
    """A contact made in a group has no page of its own: its row opens the person."""
    beside = ("referral__person", "referral__pathway", "relationship__worker")
    return [
        Row(
            row.pk if row.relationship else row.referral.person_id,
            "support:contact" if row.relationship else "referrals:person",
            row.referral.person.full_name,
            f"{_with(row)}, {_on(row.starts_at)}",
            (row.referral.pathway.name,),
        )
        for row in found.select_related(*beside).prefetch_related("staff__worker")
    ]


def _with(contact: Any) -> str:
    if contact.relationship:
        return f"with {contact.relationship.worker.full_name}"
    return f"in a group with {', '.join(sorted(there.worker.full_name for there in contact.staff.all()))}"


def _owed_rows(actor: Actor, found: Any) -> list[Row]:
    beside = ("relationship__referral__person", "relationship__referral__pathway", "relationship__worker")
    return [
        Row(
            row.relationship_id,
            "support:relationship",
            row.relationship.referral.person.full_name,
            f"with {row.relationship.worker.full_name}, {_on(row.starts_at)}",
            (row.relationship.referral.pathway.name,),
            says=ago(row.starts_at),
        )
        for row in found.select_related(*beside)
    ]


def _unread(actor: Actor, pathway: str) -> Any:
    found = referrals.unread_found(actor)
    return found.filter(pathway=pathway) if pathway else found


def _unread_rows(actor: Actor, found: Any) -> list[Row]:
    late = referrals.late_before()
    return [
        Row(
            row.pk,
            "referrals:request",
            row.person.full_name,
            f"asked {ago(row.received_at)}",
            (row.pathway.name,) if row.pathway else (),
            tag=("unconfirmed", "Unread too long") if row.received_at <= late else ("your_turn", "New"),
        )
        for row in found.select_related("person", "pathway")
    ]


def _needs(actor: Actor, pathway: str) -> Any:
    return referrals.needs_due(referrals.people_in_reach(actor, pathway=pathway))


def _needs_rows(actor: Actor, found: Any) -> list[Row]:
    return [
        Row(row.person_id, "referrals:person", row.person.full_name, row.words, says=f"Due {day(row.review_on)}")
        for row in found
    ]


def _due(key: str, actor: Actor, pathway: str) -> Any:
    return support.due_found(actor, key, pathway)


def _due_rows(key: str, actor: Actor, ids: Sequence[str]) -> list[Row]:
    return [
        Row(
            row.id,
            "support:relationship",
            row.name,
            f"with {row.worker}",
            (row.pathway,),
            days=row.days,
            says=row.says,
            tag=row.ending,
        )
        for row in support.due_rows(actor, ids, key)
    ]


def _on(moment: datetime) -> str:
    return day(timezone.localdate(moment))


def _named(*measures: Measure) -> Mapping[str, Measure]:
    return {measure.key: measure for measure in measures}


MEASURES = _named(
    Measure(
        "waiting",
        "waiting",
        "Taken on, and not yet with a peer worker. The days count from when they asked.",
        _waiting,
        _waiting_rows,
        opens="referrals:waiting",
    ),
    Measure(
        "supported",
        "with a peer worker",
        "They chose a peer worker and have not ended. Breaks count, and so does before the first meeting.",
        _supported,
        _supported_rows,
        opens="support:everyone",
    ),
    Measure(
        "free",
        "places free",
        "Places agreed with each peer worker who is taking people on, less those taken and those on offer.",
        _free,
        opens="workforce:workers",
    ),
    Measure(
        "contacts",
        "contacts last week",
        "Meetings, calls and messages that took place, Monday to Sunday.",
        _last_week,
        _contact_rows,
    ),
    Measure(
        "not-copied",
        "not yet copied",
        "Contacts that nobody has ticked as copied to {record}.",
        support.not_copied,
        _contact_rows,
        opens="support:to_copy",
    ),
    Measure(
        "unread",
        "requests unread",
        "New requests that nobody has read. We say they are read {read}.",
        _unread,
        _unread_rows,
        opens="referrals:requests",
    ),
    *(
        Measure(key, row.name, row.sentence, partial(_due, key), partial(_due_rows, key), opens="support:everyone")
        for key, row in support.DUE.items()
    ),
    Measure(
        "owed",
        "meetings to record",
        "Planned meetings that are over, with nothing recorded.",
        support.meetings_owed,
        _owed_rows,
    ),
    Measure(
        "unseen",
        "words they have not seen",
        "Contacts whose words the person has not read or heard yet. Read them together when you next meet.",
        support.unseen_words,
        _contact_rows,
    ),
    Measure(
        "needs",
        "needs to look at again",
        "What people with an open request need, whose day to be asked again has come.",
        _needs,
        _needs_rows,
    ),
)
