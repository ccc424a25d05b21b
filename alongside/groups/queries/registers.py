"""The register of one date: whom to tap, who runs it, what is saved already, and keys for a device without signal."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac

from alongside.accounts.queries import current_service
from alongside.core import clock
from alongside.core.actors import Actor
from alongside.core.names import searchable
from alongside.groups import policies
from alongside.groups.models import Attendance, DateWorker, GroupDate, Membership, Register
from alongside.groups.queries.keeping import hidden_from
from alongside.referrals import queries as referrals
from alongside.referrals.policies import knowable, visible_people
from alongside.support.queries.names import short_names
from alongside.ui.words import plural

Joined = Membership.Status.JOINED
LATELY = timedelta(days=60)
OPENS_BEFORE = timedelta(hours=1)
WINDOW = 12 * 60 * 60  # seconds: marks on a device can be read for one such window and the next
OPEN_REQUESTS = ("accepted", "matched")
MOST_FOUND = 8


@dataclass(frozen=True)
class Tile:
    """One person to tap."""

    id: str
    name: str
    by_hand: bool = False  # put on this page by whoever fills it in


@dataclass(frozen=True)
class RunsIt:
    """Somebody who runs the date. `name` is "you" for whoever asks."""

    id: str
    name: str


@dataclass(frozen=True)
class Saved:
    """The register as it stands. `said` is one sentence: people, minutes and who ran it."""

    id: str
    by: str
    at: datetime
    came: int
    contacts: int
    said: str
    reflection: str
    may_take_back: bool


@dataclass(frozen=True)
class RegisterPage:
    """What the page of a register shows. `came` are ids of those marked before; `found` were looked for by name;
    `not_coming` said that they cannot, this time."""

    date: GroupDate
    tiles: tuple[Tile, ...]
    found: tuple[Tile, ...]
    not_named: tuple[str, ...]
    not_coming: tuple[str, ...]
    workers: tuple[RunsIt, ...]
    there: tuple[str, ...]
    came: tuple[str, ...]
    unnamed: int
    planned: int
    minutes: int
    saved: Saved | None
    opens: bool

    @property
    def is_today(self) -> bool:
        return timezone.localdate(self.date.starts_at) == clock.today()

    @property
    def run_by(self) -> str:
        """ "Run by you and Nia. Both are counted." """
        if not self.workers:
            return "Nobody is down to run this date yet."
        names = joined(worker.name for worker in self.workers)
        all_of_them = {1: f"{names} {'are' if names == 'you' else 'is'} counted.", 2: "Both are counted."}
        return f"Run by {names}. " + _capital(all_of_them.get(len(self.workers), "All of them are counted."))


def joined(names: Iterable[str]) -> str:
    """ "you", "you and Nia", "you, Nia and Bo"."""
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


def register_opens(date: GroupDate) -> datetime:
    """From when its register may be filled in: an hour before it begins."""
    return date.starts_at - OPENS_BEFORE


def get_registered_date(actor: Actor, id: str) -> GroupDate:  # noqa: A002
    """A date whose register this actor may fill in. Raises DoesNotExist."""
    return policies.registered_dates(actor).select_related("group__ward", "group__team", "group__pathway").get(pk=id)


def get_register(actor: Actor, id: str) -> Register:  # noqa: A002
    """A register of such a date. Raises DoesNotExist."""
    found = Register.objects.filter(date__in=policies.registered_dates(actor).values("pk"))
    return found.select_related("date__group").get(pk=id)


def sent_before(date: GroupDate, once: str) -> bool:
    """Whether this very page was saved already."""
    return bool(once) and Register.objects.filter(date=date, once=once).exists()


def register_page(actor: Actor, date: GroupDate, *, added: Iterable[str] = (), find: str = "") -> RegisterPage:
    """`date` comes from get_registered_date. `added` are ids of people put on this page by hand; `find` is a name that
    is looked for. A constant number of
    queries, and those of the search."""
    saved = date.registers.filter(is_current=True).prefetch_related("attendances").first()
    marked = tuple(each.person_id for each in saved.attendances.all()) if saved else ()
    runs = list(date.workers.filter(status=DateWorker.Status.ON).select_related("worker").order_by("since", "pk"))
    workers = tuple(RunsIt(each.worker_id, _called(actor, each.worker)) for each in _me_first(actor, runs))
    to_tap = list(_to_tap(date, marked).select_related("person"))
    hidden = hidden_from(actor, (member.person_id for member in to_tap))  # counted, and not named
    members = [member for member in to_tap if member.person_id not in hidden]
    came = tuple(person for person in marked if person not in hidden)
    people = {member.person_id: member.person for member in members}
    by_hand = {person.pk: person for person in _nameable(actor, date, set(added) - set(people) - hidden)}
    people |= by_hand
    found, not_named = _find(actor, date, find, set(people) | hidden) if find.strip() else ([], ())
    short = short_names([*people.values(), *found])
    planned = round((date.ends_at - date.starts_at).total_seconds() / 60)
    return RegisterPage(
        date=date,
        tiles=_tiles(people.values(), short, by_hand),
        found=_tiles(found, short, [person.pk for person in found]),
        not_named=not_named,
        not_coming=tuple(sorted(short[each.person_id] for each in members if each.not_at_id == date.pk)),
        workers=workers,
        there=tuple(each.worker_id for each in runs if not saved or each.was_there),
        came=came,
        unnamed=saved.unnamed + len(marked) - len(came) if saved else 0,
        planned=planned,
        minutes=saved.minutes if saved else planned,
        saved=_saved(actor, saved, [each for each in runs if each.was_there]) if saved else None,
        opens=clock.now() >= register_opens(date),
    )


def saved_page(actor: Actor, date: GroupDate) -> Saved | None:
    """What was saved of a date from get_registered_date; None before anything was. Three queries at most."""
    saved = date.registers.filter(is_current=True).first()
    if saved is None:
        return None
    there = date.workers.filter(was_there=True).select_related("worker").order_by("since", "pk")
    return _saved(actor, saved, list(there))


def open_requests(members: Iterable[Membership]) -> dict[str, Any]:
    """The open request of each of these people, by person; the newest where somebody has two. Three queries."""
    ids = [member.pk for member in members]
    found = Membership.objects.filter(pk__in=ids).select_related("person").prefetch_related("person__referrals")
    requests: dict[str, Any] = {}
    for member in found:
        open_ones = [each for each in member.person.referrals.all() if each.status in OPEN_REQUESTS]
        if open_ones:
            requests[member.person_id] = max(open_ones, key=lambda each: (each.accepted_at, each.pk))
    return requests


@dataclass(frozen=True)
class DeviceKeys:
    """What a page needs to keep marks on a device: under which name, and with which keys (hexadecimal, 256 bits), the
    one of this window of twelve hours and the one before. They are in the page only, and nobody else is given them."""

    name: str
    now: str
    before: str


def device_keys(actor: Actor, date_id: str) -> DeviceKeys:
    """Made from the installation's secret, so that nothing needs to be stored to read the same marks again."""
    window = int(clock.now().timestamp() // WINDOW)
    return DeviceKeys(
        name=_secret("name", actor.user_id, date_id)[:32],
        now=_secret("key", actor.user_id, date_id, str(window)),
        before=_secret("key", actor.user_id, date_id, str(window - 1)),
    )


def _secret(*parts: str) -> str:
    return salted_hmac("alongside.groups.register", "\n".join(parts), algorithm="sha256").hexdigest()


def _to_tap(date: GroupDate, came: tuple[str, ...]) -> QuerySet[Membership]:
    """Those in the group who may be named, those who came lately, and those named when it was saved."""
    lately = Attendance.objects.filter(
        register__is_current=True,
        register__date__group=date.group_id,
        register__date__starts_at__gte=date.starts_at - LATELY,
    )
    gone = (Membership.Status.LEFT, Membership.Status.NOT_THIS)
    usual = Q(status=Joined) | Q(person__in=lately.values("person")) & ~Q(status__in=gone)
    living = Q(person__died_on=None)
    return date.group.members.filter(Q(person__in=came) | usual & Q(on_list=True) & living)


def _nameable(actor: Actor, date: GroupDate, ids: set[str]) -> list[Any]:
    """Of these people, those the actor knows by name: on their own lists, or in this group and willing to be named."""
    if not ids:
        return []
    members = date.group.members.filter(knowable(actor, "person"), person__in=ids, on_list=True)
    known = {member.person_id: member.person for member in members.select_related("person")}
    return [*known.values(), *visible_people(actor).filter(pk__in=ids - set(known))]


def _find(actor: Actor, date: GroupDate, words: str, shown: set[str]) -> tuple[list[Any], tuple[str, ...]]:
    """People of that name who are not on the page yet; and the names of those who would rather not be named."""
    begins = Q()
    for part in searchable(words).split():
        begins &= Q(person__search_name__contains=part)
    mine = (
        date.group.members.filter(begins, knowable(actor, "person"), person__died_on=None)
        .exclude(person__in=shown)
        .select_related("person")
    )
    members = list(mine.order_by("person__search_name", "pk")[:MOST_FOUND])
    others = {row.id for row in referrals.find_people(actor, words, MOST_FOUND) if not row.died_on}
    theirs = date.group.members.filter(person__in=others, on_list=False).select_related("person")
    silent = {each.person_id: each.person for each in [*members, *theirs] if not each.on_list}
    found = [each.person for each in members if each.on_list]
    more = others - shown - set(silent) - {person.pk for person in found}
    names = short_names(silent.values())
    return [*found, *visible_people(actor).filter(pk__in=more)], tuple(sorted(names.values()))


def _tiles(people: Iterable[Any], short: dict[str, str], by_hand: Iterable[str]) -> tuple[Tile, ...]:
    added = set(by_hand)
    tiles = (Tile(person.pk, short[person.pk], person.pk in added) for person in people)
    return tuple(sorted(tiles, key=lambda tile: (tile.name.casefold(), tile.id)))


def _me_first(actor: Actor, runs: list[DateWorker]) -> list[DateWorker]:
    return sorted(runs, key=lambda each: each.worker.user_id != (actor.user_id or None))


def _called(actor: Actor, worker: Any) -> str:
    return "you" if actor.user_id and worker.user_id == actor.user_id else worker.first_name


def _saved(actor: Actor, saved: Register, there: list[DateWorker]) -> Saved:
    people = plural(saved.came, "person", "people")
    who = joined(_called(actor, each.worker) for each in _me_first(actor, there)) if there else ""
    service = current_service()
    until = saved.saved_at + timedelta(minutes=service.undo_minutes if service else 10)
    mine = bool(actor.user_id) and saved.saved_by_user == actor.user_id
    return Saved(
        id=saved.pk,
        by="you" if mine else saved.saved_by,
        at=saved.saved_at,
        came=saved.came,
        contacts=saved.contacts,
        said=", ".join(filter(None, (people, f"{saved.minutes} minutes", who))),
        reflection=saved.reflection,
        may_take_back=not saved.replaces_id and clock.now() <= until and policies.may_take_back_register(actor, saved),
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
