"""What workers hold, for tests, made without commands."""

from datetime import date, timedelta
from typing import Any

from alongside.core import clock
from alongside.core.guard import unguarded
from alongside.workforce.models import Credential, CredentialKind, Worker
from tests.bank.setting_up import make_rules


def make_kinds() -> dict[str, CredentialKind]:
    """What every shift of the bank needs, by slug."""
    make_rules()
    return {kind.slug: kind for kind in CredentialKind.objects.all()}


def write(
    worker: Worker, kind: CredentialKind, *, days_ago: int = 10, until: date | None = None, ward: Any = None
) -> Credential:
    with unguarded():
        return Credential.objects.create(
            worker=worker,
            kind=kind,
            ward=ward,
            done_on=clock.today() - timedelta(days=days_ago),
            until=until,
            written_by="Marcia Thornby",
            written_at=clock.now(),
        )
