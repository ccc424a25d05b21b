"""Who is on duty in a story, and minutes that pass in it: written into the story's own database, as set-up."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from alongside.core.ids import new_id
from tests.browser import PATIENCE, Visit

ALL_WEEK = '["mon", "tue", "wed", "thu", "fri", "sat", "sun"]'


def on_duty(home: Path, *names: str) -> None:
    """These and nobody else are on duty, day and night, in this order."""
    with closing(sqlite3.connect(home / "alongside.sqlite3", timeout=30)) as db, db:
        db.execute("DELETE FROM accounts_duty")
        for position, name in enumerate(names, 1):
            db.execute(
                "INSERT INTO accounts_duty (id, user_id, position, days, starts, ends) "
                "SELECT ?, id, ?, ?, '00:00:00', '00:00:00' FROM accounts_user WHERE name = ?",
                [new_id(), position, ALL_WEEK, name],
            )


def minutes_pass(home: Path, minutes: int) -> None:
    """As if what waits now had begun to wait that many minutes earlier; the timer looks at once."""
    with closing(sqlite3.connect(home / "alongside.sqlite3", timeout=30)) as db, db:
        for table, column in (("concern", "next_at"), ("concern", "told_at"), ("told", "told_at"), ("visit", "due_at")):
            for key, value in db.execute(f"SELECT id, {column} FROM support_{table}").fetchall():
                if value and datetime.fromisoformat(value).replace(tzinfo=UTC) > datetime.now(UTC) - timedelta(hours=1):
                    earlier = (datetime.fromisoformat(value) - timedelta(minutes=minutes)).isoformat(" ")
                    db.execute(f"UPDATE support_{table} SET {column} = ? WHERE id = ?", [earlier, key])
        db.execute("DELETE FROM core_jobrun WHERE name LIKE 'support.jobs.%'")


def until_seen(window: Visit, words: str, look: Callable[[], object]) -> None:
    """Look again until the words are on the page: the timer asks every minute."""
    for _ in range(PATIENCE // 500):
        look()
        if window.page.get_by_text(words).filter(visible=True).count():
            return
        window.page.wait_for_timeout(500)
    raise AssertionError(f"never seen: {words}")
