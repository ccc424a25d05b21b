"""What registers add up to, for a group, a ward or a pathway and a period: each number with the dates behind it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Prefetch, Q
from django.utils import timezone

from alongside.core import clock
from alongside.core.actors import Actor
from alongside.groups import policies
from alongside.groups.models import DateWorker, Group, GroupDate, Register
from alongside.ui import dates
from alongside.ui.words import plural

Status, By = GroupDate.Status, GroupDate.CancelledBy
MONTHS = 12
FINANCIAL_YEAR = 4  # it begins in April


@dataclass(frozen=True)
class CountRow:
    """One date. `state` is held, missing (over, and no register), or cancelled with a hyphen and by whom."""

    id: str
    group: str
    where: str
    starts_at: datetime
    state: str
    said: str
    came: int
    unnamed: int
    contacts: int
    participants: int
    minutes: int
    credited: tuple[str, ...]

    @property
    def named(self) -> int:
        return self.came - self.unnamed


@dataclass(frozen=True)
class Number:
    """One number of the page: what of each date adds up to it, and what it means in plain words."""

    key: str
    one: str
    many: str
    means: str
    of: Callable[[CountRow], int]


@dataclass(frozen=True)
class Counted:
    """A number worked out. `value` is the sum of `number.of` over the dates."""

    number: Number
    value: int

    @property
    def name(self) -> str:
        return self.number.one if self.value == 1 else self.number.many


def _when(state: str) -> Callable[[CountRow], int]:
    return lambda row: row.state == state


NUMBERS = (
    Number("held", "date held", "dates held", "Dates with a register.", _when("held")),
    Number("came", "person came", "people came", "Each time somebody came, by name or without.", lambda row: row.came),
    Number("named", "by name", "by name", "Those ticked on the register.", lambda row: row.named),
    Number("unnamed", "without a name", "without a name", "Counted only, as they wished.", lambda row: row.unnamed),
    Number(
        "contacts",
        "contact",
        "contacts",
        "Named people with an open request who said yes to it. Sent as contacts, therapy mode 3.",
        lambda row: row.contacts,
    ),
    Number(
        "participants",
        "in group sessions",
        "in group sessions",
        "Sent as participants of the session (MHS301). Nobody who is a contact is among them, nor anybody of a group "
        "that another team counts.",
        lambda row: row.participants,
    ),
    Number("minutes", "minute", "minutes", "How long the dates held took, added up.", lambda row: row.minutes),
    Number(
        "credited",
        "time somebody ran one",
        "times somebody ran one",
        "Peer workers and clinical colleagues. Each who was there is counted.",
        lambda row: len(row.credited),
    ),
    Number(
        "missing",
        "register missing",
        "registers missing",
        "Dates that are over, with no register. They are in none of the other numbers.",
        _when("missing"),
    ),
    *(
        Number(f"cancelled-{by}", words, words, means, _when(f"cancelled-{by}"))
        for by, words, means in (
            (By.WARD, "cancelled by the ward", "The ward or the place could not have it."),
            (By.US, "cancelled by us", "We could not run it."),
            (By.NOBODY, "to which nobody came", "Nobody could come. Counted as cancelled, not as zero people."),
            (By.SKIPPED, "left out", "Left out of the series beforehand, such as for a holiday."),
        )
    ),
)


def counted_rows(
    actor: Actor, start: date, end: date, *, group: str = "", ward: str = "", pathway: str = ""
) -> list[CountRow]:
    """Dates from `start` to `end`, both in, of the groups the actor plans, the newest first. Three queries."""
    found = policies.counted_dates(actor).filter(
        starts_at__gte=timezone.make_aware(datetime.combine(start, time())),
        starts_at__lt=timezone.make_aware(datetime.combine(end + timedelta(days=1), time())),
    )
    for name, chosen in (("group", group), ("group__ward", ward), ("group__pathway", pathway)):
        if chosen:
            found = found.filter(**{name: chosen})
    over = Q(ends_at__lte=clock.now()) | ~Q(status=Status.PLANNED)
    there = DateWorker.objects.filter(was_there=True).select_related("worker").order_by("since", "pk")
    current = Register.objects.filter(is_current=True)
    rows = found.filter(over).select_related("group__ward", "group__pathway").order_by("-starts_at", "pk")
    return [
        _row(each)
        for each in rows.prefetch_related(
            Prefetch("registers", current, to_attr="standing"), Prefetch("workers", there, to_attr="there")
        )
    ]


def numbers(rows: Sequence[CountRow]) -> list[Counted]:
    """Every number of these dates."""
    return [Counted(number, sum(number.of(row) for row in rows)) for number in NUMBERS]


def rows_behind(rows: Sequence[CountRow], key: str) -> list[CountRow]:
    """The dates that add something to a number; all of them when no such number is named."""
    number = next((each for each in NUMBERS if each.key == key), None)
    return [row for row in rows if number is None or number.of(row)]


def periods(today: date) -> dict[str, tuple[str, date, date]]:
    """By key: the words, the first and the last day. This month first, then eleven before it, and financial years."""
    first = today.replace(day=1)
    found: dict[str, tuple[str, date, date]] = {}
    for back in range(MONTHS):
        year, month = divmod(first.year * 12 + first.month - 1 - back, 12)
        start = date(year, month + 1, 1)
        end = (start + timedelta(days=32)).replace(day=1) - timedelta(days=1)
        found[f"{start:%Y-%m}"] = (f"{start:%B %Y}", start, end)
    year = today.year if today.month >= FINANCIAL_YEAR else today.year - 1
    for each in (year, year - 1):
        start, end = date(each, FINANCIAL_YEAR, 1), date(each + 1, FINANCIAL_YEAR, 1) - timedelta(days=1)
        found[f"{each}"] = (f"April {each} to March {each + 1}", start, end)
    return found


@dataclass(frozen=True)
class CountChoices:
    groups: list[tuple[str, str]]
    wards: list[tuple[str, str]]
    pathways: list[tuple[str, str]]


def count_choices(actor: Actor) -> CountChoices:
    """What the numbers can be narrowed to. One query."""
    planned = policies.kept_groups(actor) if policies.may_count(actor) else Group.objects.none()
    found = list(planned.select_related("ward", "pathway").order_by("name", "pk"))
    return CountChoices(
        groups=[(each.pk, each.name) for each in found],
        wards=sorted({(each.ward.pk, each.ward.name) for each in found if each.ward}, key=lambda pair: pair[1]),
        pathways=sorted({(each.pathway.pk, each.pathway.name) for each in found}, key=lambda pair: pair[1]),
    )


def _row(each: GroupDate) -> CountRow:
    register = next(iter(getattr(each, "standing", [])), None)
    state, said = _state(each, register)
    return CountRow(
        id=each.pk,
        group=each.group.name,
        where=each.group.ward.name if each.group.ward else each.place or each.group.place,
        starts_at=each.starts_at,
        state=state,
        said=said,
        came=register.came if register else 0,
        unnamed=register.unnamed if register else 0,
        contacts=register.contacts if register else 0,
        participants=register.participants if register else 0,
        minutes=register.minutes if register else 0,
        credited=tuple(one.worker.full_name for one in getattr(each, "there", [])) if register else (),
    )


def _state(each: GroupDate, register: Register | None) -> tuple[str, str]:
    if each.status == Status.CANCELLED:
        return f"cancelled-{each.cancelled_by}", By(each.cancelled_by).label
    if register is None:
        return "missing", "No register yet"
    return "held", f"Held, {plural(register.came, 'person', 'people')}, {dates.minutes(register.minutes)}"
