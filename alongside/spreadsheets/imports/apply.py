"""Bring a checked workbook in: all of it or none of it, by the bring_in_… commands, each saying which row it came from."""

from dataclasses import dataclass, field

from alongside.core.actors import Actor
from alongside.core.errors import Refused
from alongside.spreadsheets.imports.check import Checked, Progress, no_progress


@dataclass(frozen=True)
class Applied:
    """How many rows of each kind are in, and the ids of their records: {"people": 3}, {"people": ("…", …)}."""

    counts: dict[str, int] = field(default_factory=dict)
    ids: dict[str, tuple[str, ...]] = field(default_factory=dict)


def apply(
    actor: Actor,
    checked: Checked,
    *,
    skip_problem_rows: bool = False,
    take_changed: frozenset[tuple[str, int]] = frozenset(),
    progress: Progress = no_progress,
) -> Applied:
    """Bring in what is ready, and the changed rows named in `take_changed` as (sheet, row).

    Refused, and nothing is brought in, while rows need a look and may not be skipped.
    """
    if not skip_problem_rows and any(sheet.problems for sheet in checked.sheets):
        raise Refused("Some rows need a look. Correct them, or leave them out.")
    return Applied()
