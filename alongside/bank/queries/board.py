"""The week's need and supply: wards by days, what is filled, offered, at risk and empty, and when to look again."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Q
from django.utils import timezone

from alongside.accounts.models import Ward
from alongside.accounts.roles import BANK
from alongside.bank import policies
from alongside.bank.models import BankRules, Shift, ShiftOffer
from alongside.bank.queries.rules import the_rules
from alongside.bank.queries.shifts import is_at_risk
from alongside.core import clock
from alongside.core.actors import Actor, process
from alongside.core.errors import NotAllowed
from alongside.groups import queries as groups
from alongside.ui.words import first_initial

Status = Shift.Status
STATES = {  # in the order in which the eye should meet them
    "empty": "Empty",
    "at_risk": "At risk",
    "asked": "To approve",
    "offered": "Offered",
    "filled": "Filled",
}
SHOWN = set(Status.values) - {Status.NOT_APPROVED, Status.CANCELLED}
ELSEWHERE = "Not on a ward"


@dataclass(frozen=True)
class Card:
    """One shift, or (`is_date`) one date of a group that nobody was asked for. `words` say the state, never a reason
    that is somebody's own."""

    id: str
    is_date: bool
    ward_id: str
    ward: str
    pathway: str
    day: date
    starts_at: datetime
    ends_at: datetime
    hours: str
    what: str
    state: str
    words: str
    closes_at: datetime | None = None

    @property
    def said(self) -> str:
        return STATES[self.state]

    @property
    def open(self) -> bool:
        """Whether somebody is still needed."""
        return self.state != "filled"


@dataclass(frozen=True)
class BoardRow:
    """One ward's week: its cards, a tuple for each of the seven days."""

    id: str
    name: str
    pathway: str
    days: tuple[tuple[Card, ...], ...]


@dataclass(frozen=True)
class Board:
    """One week, Monday to Sunday. `counts` are of the whole week, whatever is shown; `by_day` is the list for a phone,
    what is empty and at risk first; `closing` is (the first day on which offers close, how many)."""

    starts_on: date
    days: tuple[date, ...]
    rows: tuple[BoardRow, ...]
    counts: dict[str, int]
    by_day: tuple[tuple[date, tuple[Card, ...]], ...]
    closing: tuple[date, int] | None

    @property
    def covered(self) -> bool:
        """Nothing is empty, at risk or waiting to be approved."""
        return not any(self.counts[state] for state in ("empty", "at_risk", "asked"))

    @property
    def title(self) -> str:
        """Says "Week of 16 to 22 March", "Week of 30 March to 5 April"."""
        first, last = self.days[0], self.days[-1]
        begins = f"{first.day}" if first.month == last.month else f"{first.day} {first:%B}"
        year = f" {last.year}" if last.year != clock.today().year else ""
        return f"Week of {begins} to {last.day} {last:%B}{year}"


def week_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def most_pressing(found: Board) -> str:
    """The id of the next shift that is empty or at risk and can still be filled; "" when there is none."""
    pressing = [card for _, cards in found.by_day for card in cards if card.state in ("empty", "at_risk")]
    coming = (card for card in pressing if not card.is_date and card.starts_at > clock.now())
    return next((card.id for card in coming), "")


def board(actor: Actor, week: date, *, state: str = "") -> Board:
    """The week from Monday `week`, of the wards within the actor's reach; of one state only, where one is named.

    NotAllowed for whoever may not see it. A constant number of queries, whatever the wards and shifts.
    """
    _for_those_who_see(actor)
    wards = list(policies.board_wards(actor).select_related("team__pathway").order_by("name"))
    cards = _cards(actor, wards, week, week + timedelta(days=7))
    days = tuple(week + timedelta(days=number) for number in range(7))
    shown = [card for card in cards if not state or card.state == state]
    counted = Counter(card.state for card in cards)
    return Board(
        starts_on=week,
        days=days,
        rows=tuple(_rows(wards, shown, days, every_ward=not state)),
        counts={name: counted[name] for name in STATES},
        by_day=tuple((day, found) for day in days if (found := _of_day(shown, day))),
        closing=_closing(cards),
    )


def board_cards(actor: Actor, week: date, *, weeks: int = 1, sort: str = "") -> list[Card]:
    """The same, as rows of a table, from Monday `week`; sorted by "ward", "pathway", "what", "state" or "when"."""
    _for_those_who_see(actor)
    wards = list(policies.board_wards(actor).select_related("team__pathway"))
    cards = _cards(actor, wards, week, week + timedelta(weeks=weeks))
    by, backwards = sort.lstrip("-"), sort.startswith("-")
    order = list(STATES)
    keys = {
        "ward": lambda card: card.ward,
        "pathway": lambda card: card.pathway,
        "what": lambda card: card.what.lower(),
        "state": lambda card: order.index(card.state),
    }
    return sorted(cards, key=keys[by], reverse=backwards) if by in keys else cards[:: -1 if backwards else 1]


def _for_those_who_see(actor: Actor) -> None:
    if not policies.may_see_board(actor):
        raise NotAllowed("see the board")


def _cards(actor: Actor, wards: list[Ward], first: date, until: date) -> list[Card]:
    """Everything that begins on these days, in order of time. Shifts, the bank's rules, and the groups' own need."""
    starts, ends = (timezone.make_aware(datetime.combine(day, time())) for day in (first, until))
    shifts = list(
        policies.board_shifts(actor)
        .filter(starts_at__gte=starts, starts_at__lt=ends, status__in=SHOWN)
        .select_related("ward__team__pathway", "worker", "handed_back_by")
        .annotate(waiting=Count("offers", filter=Q(offers__status=ShiftOffer.Status.OPEN)))
        .order_by("starts_at", "pk")
    )
    rules = the_rules()
    cards = [_card(shift, rules) for shift in shifts]
    served = {shift.group_date_id for shift in shifts}
    pathways = {ward.pk: ward.team.pathway.name for ward in wards}
    reader = process("The board of the bank") if actor.has(BANK) else actor
    needing = groups.dates_needing(reader, max(starts, clock.now()), ends)
    cards += [
        _date_card(need, pathways.get(need.ward_id or "", ""), rules) for need in needing if need.id not in served
    ]
    return sorted(cards, key=lambda card: (card.starts_at, card.ward, card.id))


def _card(shift: Shift, rules: BankRules) -> Card:
    state, words = _state(shift, rules)
    return Card(
        id=shift.pk,
        is_date=False,
        ward_id=shift.ward_id,
        ward=shift.ward.name,
        pathway=shift.ward.team.pathway.name,
        day=timezone.localdate(shift.starts_at),
        starts_at=shift.starts_at,
        ends_at=shift.ends_at,
        hours=hours_in_words(shift.starts_at, shift.ends_at),
        what=shift.what_for,
        state=state,
        words=words,
        closes_at=shift.round_ends_at if shift.status == Status.OFFERED else None,
    )


def _date_card(need: groups.DateNeeding, pathway: str, rules: BankRules) -> Card:
    """A date of a group that nobody was asked to work on the bank for."""
    near = need.starts_at - clock.now() < timedelta(hours=rules.at_risk_hours)
    return Card(
        id=need.id,
        is_date=True,
        ward_id=need.ward_id or "",
        ward=need.ward or ELSEWHERE,
        pathway=pathway,
        day=timezone.localdate(need.starts_at),
        starts_at=need.starts_at,
        ends_at=need.ends_at,
        hours=hours_in_words(need.starts_at, need.ends_at),
        what=need.group,
        state="at_risk" if near else "offered" if need.asked else "empty",
        words=f"Asked {need.asked} to cover" if need.asked and not near else need.words,
    )


def _state(shift: Shift, rules: BankRules) -> tuple[str, str]:
    """(state, its words). Why somebody cannot come, or was not there, is nowhere said."""
    if shift.status in Shift.HELD and shift.worker:
        name = first_initial(shift.worker.first_name, shift.worker.last_name)
        return "filled", f"{name}, asked about a new time" if shift.keep_by else name
    if shift.status == Status.NOT_WORKED:
        return "empty", "Not worked"
    if shift.status == Status.EMPTY or shift.starts_at <= clock.now():
        return "empty", "Nobody could" if shift.status == Status.EMPTY else "Nobody came"
    if shift.status == Status.ASKED:
        return "asked", "Waiting to be approved"
    if is_at_risk(shift, rules, clock.now()):
        back = shift.handed_back_by
        return "at_risk", f"{first_initial(back.first_name, back.last_name)} cannot come" if back else "Nobody yet"
    if shift.status == Status.OFFERED:
        waiting = getattr(shift, "waiting", 0)
        return "offered", f"Offered to {waiting}" if waiting else "Offered, no yes so far"
    return "empty", "Not offered yet"


def _rows(wards: Iterable[Ward], cards: list[Card], days: tuple[date, ...], *, every_ward: bool) -> Iterable[BoardRow]:
    """Each open ward, and each other place that has a card; of one state, only those that have one."""
    places = {ward.pk: (ward.name, ward.team.pathway.name) for ward in wards} if every_ward else {}
    for card in cards:
        places.setdefault(card.ward_id, (card.ward, card.pathway))
    for key, (name, pathway) in sorted(places.items(), key=lambda place: (place[0] == "", place[1])):
        theirs = [card for card in cards if card.ward_id == key]
        yield BoardRow(key, name, pathway, tuple(tuple(card for card in theirs if card.day == day) for day in days))


def _of_day(cards: list[Card], day: date) -> tuple[Card, ...]:
    order = list(STATES)
    found = [card for card in cards if card.day == day]
    return tuple(sorted(found, key=lambda card: (order.index(card.state), card.starts_at, card.ward)))


def _closing(cards: list[Card]) -> tuple[date, int] | None:
    closing = Counter(timezone.localdate(card.closes_at) for card in cards if card.closes_at)
    return min(closing.items()) if closing else None


def hours_in_words(starts_at: datetime, ends_at: datetime) -> str:
    """Says "2pm to 4:30pm"; a shift across midnight says "9pm to 7am, next day"."""
    starts, ends = timezone.localtime(starts_at), timezone.localtime(ends_at)
    later = ", next day" if ends.date() > starts.date() else ""
    return f"{_clock(starts)} to {_clock(ends)}{later}"


def _clock(moment: datetime) -> str:
    minutes = f":{moment:%M}" if moment.minute else ""
    return f"{moment.hour % 12 or 12}{minutes}{'am' if moment.hour < 12 else 'pm'}"
