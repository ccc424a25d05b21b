"""`alongside import`: a service's own workbook checked at the terminal, and brought in whole or not at all."""

import argparse
import json
import sys
from functools import partial
from pathlib import Path
from typing import Any

from alongside.core import clock
from alongside.core.actors import process
from alongside.core.errors import Refused
from alongside.core.imports.report import Overrides, SheetReport
from alongside.spreadsheets import commands, queries
from alongside.spreadsheets.imports import Applied, Checked, NotReadable, apply, check

DONE, REFUSED, NOT_READ = 0, 1, 2  # exit codes
SHOWN = 20  # problems of a sheet, in words
WIDE = 30  # characters of the bar


def run(words: argparse.Namespace) -> int:
    """Check a file, and with `apply` bring it in. 0: checked, or brought in; 1: refused; 2: the file cannot be read."""
    actor = process("The import")
    try:
        said = overrides(words.map or [])
        read = partial(
            check,
            actor,
            words.file,
            name=words.file.name,
            today=words.today or clock.today(),
            progress=_bar("Reading", quiet=words.json),
        )
        checked = read(overrides=said)
        if known := queries.remembered(checked.sheets, said):
            checked = read(overrides=known)
    except NotReadable as problem:
        return _say({"file": words.file.name, "not_readable": str(problem)}, str(problem), words.json, NOT_READ)
    if words.what == "check":
        report = checked.as_json()
        return _say(report, in_words(checked), words.json, DONE)
    try:
        done = apply(
            actor, checked, skip_problem_rows=words.skip_problem_rows, progress=_bar("Bringing in", quiet=words.json)
        )
    except Refused as refusal:
        told = (
            f"{refusal}" if words.json else f"{in_words(checked)}\n\n{refusal}\nTo leave them out: --skip-problem-rows"
        )
        return _say({**checked.as_json(), "applied": None, "refused": str(refusal)}, told, words.json, REFUSED)
    commands.remember_sheets(actor, queries.to_keep(checked.sheets, {})["sheets"], {*said.kinds, *said.columns})
    return _say({**checked.as_json(), "applied": done.counts}, _done(checked, done), words.json, DONE)


def overrides(said: list[str]) -> Overrides:
    """What `--map` said: a JSON file {"kinds", "columns", "values"}, "Sheet=kind" or "Sheet.Header=field", each again
    and again. An empty kind or field leaves the sheet or the column out."""
    kinds: dict[str, str | None] = {}
    columns: dict[str, dict[str, str | None]] = {}
    values: dict[str, dict[str, dict[str, str]]] = {}
    for each in said:
        if "=" not in each:
            kept = _read_map(Path(each))
            kinds |= kept.get("kinds", {})
            columns |= kept.get("columns", {})
            values |= kept.get("values", {})
            continue
        left, right = each.rsplit("=", 1)
        sheet, dot, header = left.partition(".")
        if dot:
            columns.setdefault(sheet, {})[header] = right or None
        else:
            kinds[sheet] = right or None
    return Overrides(kinds, columns, values)


def _read_map(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text())
    except (OSError, ValueError):
        raise NotReadable(
            f"{path.name} is not a map: write a JSON file, or Sheet=kind, or Sheet.Header=field."
        ) from None
    return found if isinstance(found, dict) else {}


def in_words(checked: Checked) -> str:
    """The report for the terminal."""
    lines = [f"{checked.name}, checked. Nothing has been changed."]
    for sheet in checked.sheets:
        lines += ["", *_sheet(sheet)]
    return "\n".join(lines)


def _sheet(sheet: SheetReport) -> list[str]:
    if sheet.kind is None:
        return [f"{sheet.name}: left out. {sheet.why}"]
    looks = sheet.problem_rows
    counts = [
        f"{len(rows):,} {label}"
        for rows, label in (
            (sheet.ready, "ready"),
            (sheet.already, "already here"),
            (sheet.changed, "told differently here (left as they are)"),
            (sheet.repeated, "the same row again (taken once)"),
            (looks, "need a look"),
        )
        if rows
    ]
    lines = [f"{sheet.name}: {sheet.kind}, {_rows(sheet.rows)}. {', '.join(counts)}."]
    lines += [
        f"  {sheet.name} {problem.place.letter}{problem.place.row}  “{problem.value}”  {problem.message}"
        for problem in sheet.problems[:SHOWN]
    ]
    if len(sheet.problems) > SHOWN:
        lines.append(f"  and {len(sheet.problems) - SHOWN:,} more: --json shows all")
    if sheet.warnings:
        lines.append(f"  {len(sheet.warnings):,} things that may be right but look odd: --json shows them")
    return lines


def _done(checked: Checked, done: Applied) -> str:
    counts = ", ".join(f"{_rows(count)} of {kind}" for kind, count in done.counts.items())
    left = f" Left out: {_rows(checked.problems)} to look at." if checked.problems else ""
    return f"Brought in from {checked.name}: {counts or 'nothing, because all of it is here'}.{left}"


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count:,} rows"


def _say(report: dict[str, Any], words: str, as_json: bool, code: int) -> int:
    if as_json:
        print(json.dumps(report, indent=1, ensure_ascii=False))
    else:
        print(words, file=sys.stderr if code == NOT_READ else sys.stdout)
    return code


def _bar(label: str, *, quiet: bool) -> Any:
    """A line that fills up, at a terminal; nothing elsewhere."""

    def show(done: int, total: int) -> None:
        if quiet or not sys.stderr.isatty() or not total:
            return
        filled = WIDE * done // total
        end = "\n" if done >= total else ""
        print(
            f"\r{label} {'█' * filled}{'·' * (WIDE - filled)} {done:,} of {total:,}",
            end=end,
            file=sys.stderr,
            flush=True,
        )

    return show
