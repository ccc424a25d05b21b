"""Send a workbook, say how it is to be read, bring it in or leave it out; and what the timer writes down of it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from alongside.accounts.models import User
from alongside.core.actors import Actor
from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.core.imports.report import signature
from alongside.spreadsheets import policies, queries
from alongside.spreadsheets.models import Content, KnownSheet, Workbook

Status = Workbook.Status


@command("workbook.sent", "sent a spreadsheet to be checked", allow=policies.may_send)
def send_workbook(act: Act, *, name: str, content: bytes) -> Workbook:
    """`name` is the file's own; `content` was looked at before and can be opened without harm."""
    workbook = Workbook.objects.create(
        name=name[-200:], size=len(content), sent_at=act.at, sent_by=User.objects.get(pk=act.actor.user_id)
    )
    Content.objects.create(workbook=workbook, data=content)
    return workbook


@command("workbook.asked_again", "asked for a spreadsheet to be checked again", allow=policies.may_send)
def check_again(act: Act, workbook: Workbook) -> Workbook:
    return _read_again(workbook)


@command("workbook.sheet_explained", "said how a sheet of a spreadsheet is to be read", allow=policies.may_send)
def explain_sheet(
    act: Act, workbook: Workbook, *, sheet: str, kind: str | None, columns: Mapping[str, str | None]
) -> Workbook:
    """`columns` is {header: field, or None to leave it out}; empty to let them be recognised. Remembered when read."""
    _needs_report(workbook)
    workbook.overrides = queries.overriding(workbook, "kinds", sheet, kind)
    workbook.overrides = queries.overriding(workbook, "columns", sheet, dict(columns) or None)
    return _read_again(workbook)


@command("workbook.value_explained", "said what a cell of a spreadsheet means", allow=policies.may_send)
def explain_value(act: Act, workbook: Workbook, *, sheet: str, header: str, value: str, instead: str) -> Workbook:
    """Every cell of that column which holds `value` is read as `instead`. The file itself stays as it is."""
    _needs_report(workbook)
    said = workbook.overrides.get("values", {}).get(sheet, {})
    said = {**said, header: {**said.get(header, {}), value: instead}}
    workbook.overrides = queries.overriding(workbook, "values", sheet, said)
    return _read_again(workbook)


@command("workbook.rows_chosen", "chose which changed rows of a spreadsheet to take", allow=policies.may_send)
def choose_rows(act: Act, workbook: Workbook, *, taken: Sequence[tuple[str, int]]) -> Workbook:
    """(sheet, row) of those to take from the file; of all the others what is here stays."""
    _needs_report(workbook)
    changed = {(sheet["name"], row) for sheet in workbook.report["sheets"] for row in sheet["changed"]}
    workbook.taken = sorted([sheet, row] for sheet, row in changed.intersection(taken))
    workbook.save()
    return workbook


@command("workbook.asked_for", "asked for a spreadsheet to be brought in", allow=policies.may_send)
def bring_in(act: Act, workbook: Workbook) -> Workbook:
    """The ready rows and the chosen ones go in together, or none do. The timer does it, in this actor's name."""
    if workbook.status in (Status.BRINGING_IN, Status.BROUGHT_IN) and workbook.asked_by:
        raise Refused(f"{workbook.asked_by.name} asked for this already. It is not done twice.")
    _needs_report(workbook)
    if queries.is_stale(workbook):
        raise Refused("This was checked more than a day ago, and things may have changed since. Check it again first.")
    if not queries.to_go_in(workbook):
        raise Refused("There is nothing in it to bring in. Correct the file, and check that.")
    workbook.move_to(Status.BRINGING_IN)
    workbook.asked_at, workbook.asked_by = act.at, User.objects.get(pk=act.actor.user_id)
    workbook.tries, workbook.words = 0, ""
    workbook.save()
    return workbook


@command("workbook.left", "left a spreadsheet out", allow=policies.may_leave)
def leave_out(act: Act, workbook: Workbook) -> Workbook:
    """Nothing of it is brought in, and the file is deleted. The timer does so after seven days."""
    workbook.move_to(Status.LEFT)
    workbook.finished_at = act.at
    return _thrown_away(workbook)


@command("sheet.remembered", "said how sheets with these headings are read", allow=policies.may_remember)
def remember_sheet(
    act: Act, *, headers: Sequence[str], kind: str | None, columns: Mapping[str, str | None]
) -> KnownSheet:
    """For the next file with the same headers, in any order."""
    known, _ = KnownSheet.objects.update_or_create(
        signature=queries.short(signature(headers)),
        defaults={"kind": kind, "columns": dict(columns), "said_at": act.at},
    )
    return known


def remember_sheets(who: Actor | Act, sheets: Iterable[Mapping[str, Any]], said: Collection[str]) -> None:
    """Those sheets of a report (as `queries.to_keep` makes it) of which somebody said how they are read."""
    for sheet in sheets:
        if sheet["name"] in said and sheet["columns"]:
            columns = {column["header"]: column["field"] for column in sheet["columns"]}
            remember_sheet(who, headers=list(columns), kind=sheet["kind"], columns=columns)


# What the timer writes down ------------------------------------------------------------------------------------------


@command("workbook.checked", "read a spreadsheet", allow=policies.may_settle)
def say_checked(act: Act, workbook: Workbook, *, report: dict[str, Any]) -> Workbook:
    workbook.move_to(Status.CHECKED)
    said = {*workbook.overrides.get("kinds", {}), *workbook.overrides.get("columns", {})}
    remember_sheets(act, report["sheets"], said)
    return _checked(act, workbook, report, "")


@command("workbook.changed_since", "found that what is here had changed after the check", allow=policies.may_settle)
def say_changed_since(act: Act, workbook: Workbook, *, report: dict[str, Any]) -> Workbook:
    workbook.move_to(Status.CHECKED)
    words = "Something here changed after this was checked, so nothing was brought in. This is how it is now."
    return _checked(act, workbook, report, words)


@command("workbook.not_readable", "could not read a spreadsheet", allow=policies.may_settle)
def say_not_readable(act: Act, workbook: Workbook, *, words: str) -> Workbook:
    workbook.move_to(Status.NOT_READABLE)
    workbook.finished_at, workbook.words = act.at, words
    return _thrown_away(workbook)


@command("workbook.brought_in", "brought a spreadsheet in", allow=policies.may_settle)
def say_brought_in(act: Act, workbook: Workbook, *, counts: dict[str, int], stayed_out: bytes) -> Workbook:
    """`stayed_out` is a workbook of the rows that were not taken, kept for seven days in place of the file."""
    workbook.move_to(Status.BROUGHT_IN)
    workbook.finished_at, workbook.counts = act.at, counts
    workbook.stayed_out = queries.need_a_look(workbook)
    if stayed_out:
        workbook.report = {}
        workbook.save()
        Content.objects.filter(workbook=workbook).update(data=stayed_out)
        return workbook
    return _thrown_away(workbook)


@command("workbook.failed", "could not bring a spreadsheet in", allow=policies.may_settle)
def say_failed(act: Act, workbook: Workbook, *, words: str) -> Workbook:
    workbook.move_to(Status.FAILED)
    workbook.finished_at, workbook.words = act.at, words
    workbook.save()
    return workbook


@command("workbook.thrown_away", "deleted the rows of a spreadsheet that had stayed out", allow=policies.may_settle)
def throw_away(act: Act, workbook: Workbook) -> Workbook:
    return _thrown_away(workbook)


def _needs_report(workbook: Workbook) -> None:
    if workbook.status != Status.CHECKED:
        now = workbook.get_status_display().lower()
        raise Refused(f"This spreadsheet is {now}. Go back and look at it as it is now.")


def _read_again(workbook: Workbook) -> Workbook:
    workbook.move_to(Status.WAITING)
    workbook.finished_at, workbook.tries, workbook.words = None, 0, ""
    workbook.save()
    return workbook


def _checked(act: Act, workbook: Workbook, report: dict[str, Any], words: str) -> Workbook:
    """Choices made before stand, where the row still differs."""
    changed = {(sheet["name"], row) for sheet in report["sheets"] for row in sheet["changed"]}
    workbook.taken = [list(row) for row in sorted(changed.intersection(map(tuple, workbook.taken)))]
    workbook.report, workbook.checked_at, workbook.words = report, act.at, words
    workbook.save()
    return workbook


def _thrown_away(workbook: Workbook) -> Workbook:
    """The file and all that was quoted from it are gone; who sent it, when, and how many rows came in stay."""
    Content.objects.filter(workbook=workbook).delete()
    workbook.report, workbook.overrides, workbook.taken = {}, {}, []
    workbook.save()
    return workbook
