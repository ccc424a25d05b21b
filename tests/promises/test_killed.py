"""The server is killed with -9 in the middle of writes: what was confirmed is kept, and nothing is half there."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser import environment

ENOUGH, RECORDERS, SECRET = 40, 8, "k" * 32
FILL = """
import django; django.setup()
import json
from importlib import import_module
from django.conf import settings
from django.core.management import call_command
from alongside.accounts.middleware import SECOND_FACTOR
call_command("migrate", verbosity=0); call_command("createcachetable", verbosity=0)
from tests.world import make_relationship, make_world
world = make_world(); relationship = make_relationship(world); user = world.users["peer_worker"]
session = import_module(settings.SESSION_ENGINE).SessionStore()
session["_auth_user_id"] = user.pk
session["_auth_user_backend"] = settings.AUTHENTICATION_BACKENDS[0]
session["_auth_user_hash"] = user.get_session_auth_hash()
session[SECOND_FACTOR] = "test"
session.save()
print(json.dumps([session.session_key, relationship.pk]))
"""
COUNT = """
import django; django.setup()
import json
from alongside.core.models import AuditEvent
from alongside.support.models import Contact, ContactStaff
print(json.dumps([
    list(Contact.objects.values_list("once", flat=True)),
    AuditEvent.objects.filter(action="contact.recorded").count(),
    ContactStaff.objects.count(),
]))
"""


@pytest.fixture
def home(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a service of its own, on the database that this run is about."""
    found = {**environment(tmp_path), "DJANGO_SETTINGS_MODULE": "alongside.config.settings"}
    if os.environ.get("ALONGSIDE_TEST_DB") != "postgres":
        yield found
        return
    import psycopg

    server = os.environ["ALONGSIDE_TEST_POSTGRES_URL"]
    name = f"killed_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    parts = urllib.parse.urlsplit(server)
    yield {**found, "ALONGSIDE_DATABASE_URL": parts._replace(path=f"/{name}").geturl()}
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def run(script: str, home: dict[str, str]) -> list:
    done = subprocess.run([sys.executable, "-c", script], env=home, capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


@contextlib.contextmanager
def server(home: dict[str, str]) -> Iterator[tuple[subprocess.Popen, str]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (Path(home["ALONGSIDE_HOME"]) / "assets").mkdir(exist_ok=True)
    words = [sys.executable, "-m", "alongside", "serve", "--port", str(port)]
    started = subprocess.Popen(words, env=home, start_new_session=True, stdout=subprocess.DEVNULL)
    try:
        for _ in range(300):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            time.sleep(0.1)
        yield started, f"http://127.0.0.1:{port}"
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(started.pid, signal.SIGKILL)
        started.wait()


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args):
        return None


def record(address: str, session: str, relationship: str, once: str) -> int:
    """Send the form of one contact, as a browser would; the status that came back."""
    yesterday = time.localtime(time.time() - 86400)
    answers = {
        "csrfmiddlewaretoken": SECRET,
        "once": once,
        "attendance": "5",
        "met_on_day": yesterday.tm_mday,
        "met_on_month": yesterday.tm_mon,
        "met_on_year": yesterday.tm_year,
        "met_at": "10:00",
        "mechanism": "02",
        "minutes": "30",
        "words_are": "none",
    }
    request = urllib.request.Request(
        f"{address}/record/{relationship}/",
        data=urllib.parse.urlencode(answers).encode(),
        headers={"Cookie": f"sessionid={session}; csrftoken={SECRET}"},
    )
    try:
        return urllib.request.build_opener(NoRedirect).open(request, timeout=20).status
    except urllib.error.HTTPError as answer:
        return answer.code


def test_server_when_killed_has_kept_everything_it_confirmed(home):
    session, relationship = run(FILL, home)
    confirmed: list[str] = []
    stop = threading.Event()

    with server(home) as (process, address):

        def keep_recording(recorder: int) -> None:
            number = 0
            while not stop.is_set():
                once = f"r{recorder}n{number}"
                number += 1
                try:
                    status = record(address, session, relationship, once)
                except OSError:
                    return
                assert status == 302, status
                confirmed.append(once)

        recorders = [threading.Thread(target=keep_recording, args=(n,)) for n in range(RECORDERS)]
        for recorder in recorders:
            recorder.start()
        deadline = time.monotonic() + 60
        while len(confirmed) < ENOUGH and time.monotonic() < deadline and any(r.is_alive() for r in recorders):
            time.sleep(0.02)
        os.killpg(process.pid, signal.SIGKILL)
        stop.set()
        for recorder in recorders:
            recorder.join()

    kept, audited, staffed = run(COUNT, home)
    assert len(confirmed) >= ENOUGH
    assert set(confirmed) <= set(kept)
    assert len(kept) == audited == staffed
    assert len(kept) <= len(confirmed) + RECORDERS
