"""A SQLite database is migrated once for these migrations, then copied: a run of the tests begins at once."""

import hashlib
import os
import shutil
import tempfile
from pathlib import Path

import django

ROOT = Path(__file__).parent.parent
MADE_OF = ("alongside/*/migrations/*.py", "alongside/core/triggers.py", "alongside/core/management/commands/migrate.py")


def kept() -> Path:
    """Where the database that these migrations make is kept, in the machine's folder for temporary files."""
    made_of = hashlib.sha256(django.__version__.encode())
    for file in sorted(file for pattern in MADE_OF for file in ROOT.glob(pattern)):
        made_of.update(str(file.relative_to(ROOT)).encode() + file.read_bytes())
    return Path(tempfile.gettempdir()) / f"alongside-migrated-{made_of.hexdigest()[:16]}.sqlite3"


def bring(database: Path) -> bool:
    """Put a copy at `database`. False when none is kept yet."""
    if not kept().exists():
        return False
    shutil.copyfile(kept(), database)
    return True


def keep(database: Path) -> None:
    """Keep a copy of `database`, whole or not at all: other runs may be looking."""
    if not kept().exists():
        part = kept().with_suffix(f".{os.getpid()}")
        shutil.copyfile(database, part).replace(kept())
