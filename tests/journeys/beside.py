"""Set-up for a story, run beside a home: a story has no database of its own, and set-up writes what no page would."""

import importlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests.browser import environment

Made = dict[str, str]


def made_beside(home: Path, make: Callable[..., Made], *words: str) -> Made:
    """What `make` answers, called with these words by a process of its own that has this home's database."""
    done = subprocess.run(
        [sys.executable, "-m", __name__, make.__module__, make.__name__, *words],
        env=environment(home) | {"DJANGO_SETTINGS_MODULE": "alongside.config.settings"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    made: Made = json.loads(done.stdout.splitlines()[-1])
    return made


def _call(module: str, make: str, *words: str) -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.config.settings")
    django.setup()
    sys.stdout.write(json.dumps(getattr(importlib.import_module(module), make)(*words)) + "\n")


if __name__ == "__main__":
    _call(*sys.argv[1:])
