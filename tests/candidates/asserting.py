"""What every test of a command asks: who may not, what the rules refuse, and what the audit holds."""

import pytest

from alongside.core.errors import NotAllowed, Refused
from alongside.core.guard import unguarded
from alongside.core.models import AuditEvent


def refused_to(world, names, command, subject=None, **details):
    """Each of these actors may not do it."""
    for name in names:
        with pytest.raises(NotAllowed):
            command(world.actor(name), subject, **details)


def refuses(actor, command, subject=None, **details) -> str:
    """The rules say no; the words they say it in."""
    with pytest.raises(Refused) as problem:
        command(actor, subject, **details)
    return str(problem.value)


def audited(action: str) -> bool:
    return AuditEvent.objects.filter(action=action).exists()


def set_up(row, **fields):
    """Give a row of the test's set-up these values."""
    with unguarded():
        for name, value in fields.items():
            setattr(row, name, value)
        row.save()
