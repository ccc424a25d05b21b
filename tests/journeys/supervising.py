"""A peer worker and a senior peer worker who supervises her, for stories of supervision: with words from before.

Run as a module beside a home, because a story has no database of its own: set-up writes what no page would.
"""

import json
import os
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from sqlite3 import connect
from typing import Any

from tests.browser import environment

BEFORE = "The café walk was too much that week."  # said before: read by the two only
AGREEMENT = "We begin with how each of us is."


def supervision_of_imani(home: Path) -> dict[str, str]:
    """Shireen supervises Imani; their team's manager is Owen. Returns the ids of what there is."""
    made = subprocess.run(
        [sys.executable, "-m", "tests.journeys.supervising"],
        env=environment(home) | {"DJANGO_SETTINGS_MODULE": "alongside.config.settings"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    found: dict[str, str] = json.loads(made.stdout.splitlines()[-1])
    return found


def look_again(home: Path) -> None:
    """The worker asks its hourly questions of supervision now, not in an hour."""
    with closing(connect(home / "alongside.sqlite3", timeout=30)) as database, database as written:
        written.execute("DELETE FROM core_jobrun WHERE name LIKE 'supervision.jobs.%'")


def _make() -> dict[str, str]:
    from alongside.core import clock
    from alongside.core.guard import unguarded
    from alongside.supervision.models import Here, Raised, Session, Supervisee, Supervision

    now = clock.now()
    with unguarded():
        imani, shireen = _worker("peer-worker"), _worker("second-peer-worker")
        _worker("bank-peer-worker")
        _manages("team-manager", imani)
        Raised.objects.all().delete()
        Supervision.objects.filter(people__worker=imani).update(status="ended", ended_on=clock.today())
        Supervisee.objects.filter(worker=imani).update(until=clock.today())
        since = clock.today() - timedelta(days=120)
        together = Supervision.objects.create(
            strand="peer", supervisor=shireen, began_on=since, agreement=AGREEMENT, agreement_changed_at=now
        )
        Supervisee.objects.create(supervision=together, worker=imani, since=since, agreed_at=now)
        held = Session.objects.create(
            supervision=together,
            starts_at=now - timedelta(days=70),
            led_by=shireen,
            status="held",
            held_at=now - timedelta(days=70),
            note=BEFORE,
        )
        Here.objects.create(session=held, worker=imani)
        Session.objects.create(
            supervision=together,
            starts_at=now - timedelta(days=14),
            led_by=shireen,
            status="cancelled",
            cancelled_at=now - timedelta(days=15),
            cancelled_by="supervisor",
        )
        begun = Session.objects.create(supervision=together, starts_at=now - timedelta(minutes=50), led_by=shireen)
        coming = Session.objects.create(supervision=together, starts_at=now + timedelta(days=2), led_by=shireen)
    return {"supervision": together.pk, "held": held.pk, "begun": begun.pk, "coming": coming.pk}


def _worker(key: str) -> Any:
    """The record of a persona who is a peer worker, here and not away, made where the demonstration has none."""
    from alongside.accounts.models import RoleHolding, User
    from alongside.core import clock
    from alongside.demo.personas import persona
    from alongside.workforce.models import Away, Worker

    one = persona(key)
    user, _ = User.objects.get_or_create(email=one.email, defaults={"name": one.name, "kind": User.Kind.STAFF})
    RoleHolding.objects.get_or_create(user=user, role="peer_worker", defaults={"starts_on": clock.today()})
    first, last = one.name.split(" ", 1)
    worker = Worker.objects.get_or_create(user=user, defaults={"first_name": first, "last_name": last})[0]
    Away.objects.filter(worker=worker).delete()
    return worker


def _manages(key: str, worker: Any) -> None:
    """This persona is the line manager of the worker, and looks after their team."""
    from alongside.accounts.models import RoleHolding, User
    from alongside.core import clock
    from alongside.demo.personas import persona

    user = User.objects.get(email=persona(key).email)
    worker.assignments.update(manager=user)
    for assignment in worker.assignments.all():
        RoleHolding.objects.get_or_create(
            user=user, role="team_manager", team=assignment.team, defaults={"starts_on": clock.today()}
        )


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.config.settings")
    django.setup()
    sys.stdout.write(json.dumps(_make()) + "\n")
