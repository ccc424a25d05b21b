"""How far a long piece of work has come: a small file beside the database, read by the page that waits for it.

Not a row: what is written inside the work's own transaction is seen by nobody until the work is done.
"""

import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings

OFTEN = 0.5  # seconds between two writes


def teller(name: str) -> Callable[[int, int], None]:
    """A function to call with (done, total), as often as one likes. `name` is the id of what is worked on."""
    told = 0.0

    def tell(done: int, total: int) -> None:
        nonlocal told
        if done < total and time.monotonic() - told < OFTEN:
            return
        told = time.monotonic()
        file = _file(name)
        file.parent.mkdir(exist_ok=True)
        new = file.with_suffix(".new")
        new.write_text(f"{done} {total}")
        new.replace(file)

    return tell


def read(name: str) -> tuple[int, int] | None:
    """(done, total), or None while nothing is known: the work has not begun, or goes on at another machine."""
    try:
        done, total = _file(name).read_text().split()
        return int(done), int(total)
    except (OSError, ValueError):
        return None


def forget(name: str) -> None:
    _file(name).unlink(missing_ok=True)


def _file(name: str) -> Path:
    return Path(settings.HOME) / "progress" / name
