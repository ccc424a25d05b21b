"""What each verb of `alongside` does. A verb takes the parsed words and returns an exit code or nothing."""

import argparse
import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from types import FrameType
from urllib.error import HTTPError

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

from alongside.cli import backups, registers
from alongside.core import jobs
from alongside.core.actors import process
from alongside.core.errors import Refused

Words = argparse.Namespace


class Stop(Exception):
    """Something the operator has to put right first, in words."""


def migrate(words: Words) -> None:
    from alongside.accounts import profiles
    from alongside.accounts.queries import current_service

    print(f"Preparing {settings.HOME}")
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    _collect_static()
    is_new = current_service() is None
    profiles.load_profile(settings.PROFILE)
    if is_new:
        print(f"A new service, described by the profile {settings.PROFILE}. From now on it is edited on its own pages.")


def _collect_static() -> None:
    """Copy and compress the static files, unless they are as they were."""
    newest = max(
        (file.stat().st_mtime for file in (Path(__file__).parent.parent / "ui/static").rglob("*") if file.is_file()),
        default=0.0,
    )
    mark = settings.STATIC_ROOT / ".collected"
    if not mark.exists() or mark.read_text() != str(newest):
        call_command("collectstatic", interactive=False, verbosity=0)
        mark.write_text(str(newest))


def demo(words: Words) -> None:
    from alongside.demo import story

    if settings.PRODUCTION:
        raise Stop("This is a production service. The demonstration cannot be loaded here.")
    if story.told():
        raise Stop("This service has people in it already. Use a new, empty ALONGSIDE_HOME for a demonstration.")
    started = time.monotonic()
    for line in story.tell():
        print(f"  {line}", flush=True)
    (settings.HOME / "demonstration").touch()
    print(f"The story is told, in {time.monotonic() - started:.0f} seconds.")


def administrator(words: Words) -> None:
    from alongside.accounts import commands as accounts
    from alongside.accounts.roles import ADMINISTRATOR

    installer = process("The installer")
    try:
        with transaction.atomic():
            user = accounts.open_account(installer, name=words.name, email=words.email)
            accounts.give_role(installer, user, role=ADMINISTRATOR)
    except Refused as refusal:
        raise Stop(str(refusal)) from None
    print(f"{words.name} can sign in with a code sent to {words.email}, and open the other accounts.")


def work(words: Words) -> None:
    if words.once:
        for run in jobs.run_due():
            print(f"{run.name}: {run.problem or 'done'}")
        return
    stopped: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, frame: stopped.append(number))
    jobs.work(until=lambda: bool(stopped))


def serve(words: Words) -> int:
    """gunicorn and one worker as children. A worker that dies is started again; when the pages stop, all stops."""
    if words.prepare:
        migrate(words)
    environment = {**os.environ, "PORT": str(words.port), "ALONGSIDE_HOME": str(settings.HOME)}
    pages = subprocess.Popen(pages_command(words.host, words.port), env=environment)
    worker = _start_worker(environment)

    def stop(number: int, frame: FrameType | None) -> None:
        pages.terminate()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    try:
        if _answers(f"http://{words.host}:{words.port}/", pages):
            _say_where(f"http://localhost:{words.port}")
        while pages.poll() is None:
            if worker.poll() is not None:
                worker = _start_worker(environment)
            time.sleep(0.5)
    finally:
        for child in (pages, worker):
            child.terminate()
            child.wait()
    return 0 if pages.returncode in (0, -signal.SIGTERM) else 1


def pages_command(host: str, port: int) -> list[str]:
    """What serves the pages."""
    return [
        *(sys.executable, "-m", "gunicorn", "alongside.config.wsgi:application"),
        *("--bind", f"{host}:{port}", "--workers", "2", "--threads", "4", "--preload"),
        *("--no-control-socket", "--log-level", "warning", "--timeout", "60"),
    ]


def _start_worker(environment: dict[str, str]) -> subprocess.Popen:
    return subprocess.Popen([sys.executable, "-m", "alongside", "work"], env=environment)


def _answers(address: str, pages: subprocess.Popen, tries: int = 150) -> bool:
    for _ in range(tries):
        if pages.poll() is not None:
            return False
        try:
            urllib.request.urlopen(address, timeout=2)
            return True
        except HTTPError:
            return True
        except OSError:
            time.sleep(0.1)
    return False


def _say_where(address: str) -> None:
    print(f"\nAlongside is at {address}  (stop it with Ctrl+C)")
    if settings.DEMONSTRATION:
        from alongside.demo.personas import personas

        print(f"Sign in as anyone at {address}/demo/")
        for persona in personas():
            print(f"  {persona.name:<18} {persona.title}")
    sys.stdout.flush()


def describe(words: Words) -> None:
    register = registers.REGISTERS[words.register]()
    print(json.dumps(register, indent=2) if words.json else registers.as_text(register))


def docs(words: Words) -> int:
    stale = registers.write_docs(check=words.check)
    for name in stale:
        print(f"{name} {'is out of date: run `make docs`' if words.check else 'written'}")
    return 1 if words.check and stale else 0


def bring_in(words: Words) -> int:
    from alongside.cli import workbooks

    if "accounts_service" not in connection.introspection.table_names():
        raise Stop("There is no service here yet. Prepare one first: alongside migrate")
    return workbooks.run(words)


def roster(words: Words) -> int:
    from alongside.cli import roster

    return roster.run(words)


def backup(words: Words) -> None:
    try:
        size = backups.backup(words.file)
    except backups.Problem as problem:
        raise Stop(str(problem)) from None
    print(f"Everything is in {words.file} ({size:,} bytes). Keep it as safe as the service itself.")


def restore(words: Words) -> None:
    try:
        backups.restore(words.file, replace=words.replace)
    except backups.Problem as problem:
        raise Stop(str(problem)) from None
    call_command("migrate", verbosity=0)
    print(f"The service is as it was in {words.file}.")
