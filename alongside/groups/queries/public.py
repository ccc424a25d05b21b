"""Groups as anybody may read about them on the public site."""

from dataclasses import dataclass
from datetime import datetime

from alongside.core import clock
from alongside.groups import policies
from alongside.groups.models import Group, GroupDate
from alongside.groups.queries.dates import where


@dataclass(frozen=True)
class PublicDate:
    starts_at: datetime
    ends_at: datetime
    where: str
    words: str
    off: bool


@dataclass(frozen=True)
class PublicGroup:
    """One group in plain words. `how` says how to come; `dates` are the next few, those left out among them."""

    id: str
    name: str
    purpose: str
    for_whom: str
    where: str
    pathway: str
    how: str
    drop_in: bool
    online: bool
    minutes: int
    together: str
    dates: tuple[PublicDate, ...]


def public_groups() -> list[PublicGroup]:
    """Running groups shown to the public, by pathway and name. Two queries."""
    found = policies.public_groups().select_related("pathway", "ward").order_by("pathway__position", "name", "pk")
    return _rows(list(found), most=3)


def public_group(id: str) -> PublicGroup:  # noqa: A002
    """One of them. Raises DoesNotExist for any other."""
    return _rows([policies.public_groups().select_related("pathway", "ward").get(pk=id)], most=8)[0]


def _rows(found: list[Group], most: int) -> list[PublicGroup]:
    dates: dict[str, list[GroupDate]] = {}
    coming = GroupDate.objects.filter(group__in=[row.pk for row in found], ends_at__gt=clock.now())
    for date in coming.order_by("starts_at"):
        dates.setdefault(date.group_id, []).append(date)
    return [_row(group, dates.get(group.pk, [])[:most]) for group in found]


def _row(group: Group, dates: list[GroupDate]) -> PublicGroup:
    drop_in = group.pattern == Group.Pattern.DROP_IN
    if group.joining == Group.Joining.CLOSED:
        how = "The same people meet each time. Ask us whether there is a place."
    else:
        how = "Just come along. You do not need to say." if drop_in else "Tell us you would like to come."
    return PublicGroup(
        id=group.pk,
        name=group.name,
        purpose=group.purpose,
        for_whom=group.for_whom,
        where=where(group),
        pathway=group.pathway.name,
        how=how,
        drop_in=drop_in,
        online=bool(group.link),
        minutes=group.minutes,
        together=group.together,
        dates=tuple(
            PublicDate(
                date.starts_at,
                date.ends_at,
                where(group, date.place),
                date.words,
                date.status == GroupDate.Status.CANCELLED,
            )
            for date in dates
        ),
    )
