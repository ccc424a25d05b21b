"""People in groups for tests, made without commands."""

from datetime import datetime, timedelta
from typing import Any

from alongside.core import clock
from alongside.core.guard import unguarded
from alongside.core.models import AuditEvent
from alongside.groups.models import Attendance, Group, GroupDate, Membership, Register, Runs
from alongside.workforce.models import Worker


def make_member(group: Group, person: Any, status: str = "joined", *, minutes: int = 0, **fields: Any) -> Membership:
    """In this state since so many minutes ago."""
    with unguarded():
        return Membership.objects.create(
            **{
                "group": group,
                "person": person,
                "status": status,
                "how": "self",
                "since": clock.now() - timedelta(minutes=minutes),
                "said_by": person.called,
                "written_by": "Marcia Thornby",
                **fields,
            }
        )


def make_runs(group: Group, worker: Worker) -> Runs:
    with unguarded():
        return Runs.objects.create(group=group, worker=worker, starts_on=clock.today())


def hold(date: GroupDate, *came: Any, unnamed: int = 0) -> Register:
    """The date was held, and these came by name."""
    with unguarded():
        date.status = "held"
        date.save()
        register = Register.objects.create(
            date=date,
            once=date.pk,
            minutes=60,
            unnamed=unnamed,
            came=len(came) + unnamed,
            participants=len(came) + unnamed,
            saved_at=clock.now(),
            saved_by="Imani Calder",
            saved_by_user="",
        )
        for person in came:
            Attendance.objects.create(register=register, person=person)
    return register


def change(row: Any, **fields: Any) -> Any:
    with unguarded():
        for name, value in fields.items():
            setattr(row, name, value)
        row.save()
    return row


def actions() -> list[str]:
    return list(AuditEvent.objects.order_by("pk").values_list("action", flat=True))


def states(group: Group) -> dict[str, str]:
    """{first name: state} of everybody who ever asked for the group."""
    return dict(Membership.objects.filter(group=group).values_list("person__first_name", "status"))


def moment(membership: Membership) -> datetime:
    return Membership.objects.get(pk=membership.pk).since
