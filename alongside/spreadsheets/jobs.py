"""What the timer does with workbooks: reads them, brings them in, and deletes what is no longer needed.

The row is the queue (adr/0001, adr/0008). A worker that is lost in the middle leaves the row as it was and nothing half
brought in, so the next one begins again; after three times it is said to have failed.
"""

from collections.abc import Callable
from functools import partial

from django.db import transaction
from django.db.models import F

from alongside.core import clock, progress
from alongside.core.actors import Actor
from alongside.core.commands import Command
from alongside.core.errors import Refused
from alongside.core.jobs import each, every
from alongside.spreadsheets import commands, queries
from alongside.spreadsheets.imports import Checked, NotReadable, apply, check
from alongside.spreadsheets.imports.check import Progress, no_progress
from alongside.spreadsheets.models import Workbook

TRIES = 3
STOPPED = "It stopped on the way three times. Tell whoever runs the service, and try a smaller file meanwhile."
STUMBLED = "We stumbled over something that we did not expect. Tell whoever runs the service which file it was."


@every(seconds=2)
def read_workbooks(actor: Actor) -> None:
    """One at a time, so that nothing else on the timer waits for long."""
    if workbook := queries.to_read(actor).first():
        _work(actor, workbook, _read, commands.say_not_readable)


@every(seconds=2)
def bring_workbooks_in(actor: Actor) -> None:
    if workbook := queries.to_bring_in(actor).first():
        _work(actor, workbook, _bring_in, commands.say_failed)


@every(hours=6)
def throw_workbooks_away(actor: Actor) -> None:
    """A file is kept for a week, and so are the rows that stayed out."""
    each(queries.to_leave_out(actor), commands.leave_out, actor)
    each(queries.to_throw_away(actor), commands.throw_away, actor)


def _work(actor: Actor, workbook: Workbook, do: Callable[[Actor, Workbook], None], give_up: Command) -> None:
    """Try again what was lost, but not for ever; whatever goes wrong is said on the page, and to the operator.

    What somebody left out or settled meanwhile is settled.
    """
    began_as = workbook.status
    if workbook.tries >= TRIES:
        give_up(actor, workbook, words=STOPPED)
        return
    Workbook.objects.filter(pk=workbook.pk).update(tries=F("tries") + 1)
    try:
        do(actor, workbook)
    except Exception as problem:
        workbook.refresh_from_db(fields=["status"])
        if workbook.status != began_as:
            return
        expected = isinstance(problem, NotReadable | Refused)
        give_up(actor, workbook, words=str(problem) if expected else STUMBLED)
        if not expected:
            raise
    finally:
        progress.forget(workbook.pk)


def _check(workbook: Workbook, tell: Progress) -> Checked:
    """As it was explained; and as sheets with the same headers were explained before."""
    who, content = queries.sender_of(workbook), bytes(workbook.content.data)
    read = partial(check, who, content, name=workbook.name, today=clock.today(), progress=tell)
    said = queries.overrides_of(workbook)
    checked = read(overrides=said)
    known = queries.remembered(checked.sheets, said)
    return read(overrides=known) if known else checked


def _read(actor: Actor, workbook: Workbook) -> None:
    checked = _check(workbook, progress.teller(workbook.pk))
    commands.say_checked(actor, workbook, report=queries.to_keep(checked.sheets, checked.kinds))


def _bring_in(actor: Actor, workbook: Workbook) -> None:
    """Checked afresh; brought in only if that says what the lead said yes to; all of it and the word that it is done
    in one transaction, under the row's lock, so that two workers cannot both do it."""
    checked = _check(workbook, no_progress)
    report = queries.to_keep(checked.sheets, checked.kinds)
    if queries.seen(report) != queries.seen(workbook.report):
        commands.say_changed_since(actor, workbook, report=report)
        return
    taken = frozenset((sheet, row) for sheet, row in workbook.taken)
    left = queries.stayed_out(workbook)
    tell = progress.teller(workbook.pk)
    with transaction.atomic():
        if queries.to_bring_in(actor).select_for_update(of=("self",)).filter(pk=workbook.pk).first() is None:
            return
        done = apply(queries.sender_of(workbook), checked, skip_problem_rows=True, take_changed=taken, progress=tell)
        commands.say_brought_in(actor, workbook, counts=done.counts, stayed_out=left)
