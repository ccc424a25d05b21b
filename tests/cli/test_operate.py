"""What an operator does: a first start, a second one, the demonstration, the worker, and serving."""

import argparse
import signal
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from alongside.accounts.models import Service
from alongside.cli import main, operate
from alongside.core.models import AuditEvent, JobRun


def test_help_when_asked_then_teaches(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    said = capsys.readouterr().out
    for verb in ("serve", "migrate", "demo", "work", "describe", "docs", "backup", "restore"):
        assert verb in said
    assert "a first look" in said


def test_migrate_when_started_twice_then_the_second_changes_nothing(db, capsys, monkeypatch):
    monkeypatch.setattr(operate, "_collect_static", lambda: None)
    assert main(["migrate"]) == 0
    assert "A new service, described by the profile kmpt" in capsys.readouterr().out
    before = (AuditEvent.objects.count(), Service.objects.get().pk)
    assert before[0] > 10
    assert main(["migrate"]) == 0
    assert "A new service" not in capsys.readouterr().out
    assert (AuditEvent.objects.count(), Service.objects.get().pk) == before


def test_migrate_when_static_files_are_as_they_were_then_they_are_not_copied_again(settings, tmp_path, monkeypatch):
    settings.STATIC_ROOT = tmp_path
    calls = []
    monkeypatch.setattr(operate, "call_command", lambda *words, **rest: calls.append(words[0]))
    operate._collect_static()
    operate._collect_static()
    assert calls == ["collectstatic"]
    (tmp_path / ".collected").write_text("long ago")
    operate._collect_static()
    assert calls == ["collectstatic"] * 2


@pytest.fixture
def told(monkeypatch):
    """A story of two lines."""
    from alongside.demo import story

    monkeypatch.setattr(story, "tell", lambda: iter(["March 2026", "2 people"]))


def test_demo_when_the_service_is_empty_then_told_and_marked(world, told, settings, tmp_path, capsys):
    settings.HOME = tmp_path
    assert main(["demo"]) == 0
    said = capsys.readouterr().out
    assert "  March 2026\n  2 people\nThe story is told, in 0 seconds." in said
    assert (tmp_path / "demonstration").exists()


def test_demo_when_there_are_people_then_refused(world, told, settings, tmp_path, capsys):
    from tests.world import make_person

    make_person(world)
    settings.HOME = tmp_path
    assert main(["demo"]) == 1
    assert "has people in it already" in capsys.readouterr().err
    assert not (tmp_path / "demonstration").exists()


def test_demo_when_in_production_then_refused(world, told, settings, tmp_path, capsys):
    settings.HOME, settings.PRODUCTION = tmp_path, True
    assert main(["demo"]) == 1
    assert "This is a production service" in capsys.readouterr().err
    assert not (tmp_path / "demonstration").exists()


def test_work_when_once_then_what_is_due_is_done_and_said(db, capsys):
    assert main(["work", "--once"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert "core.notices.deliver_notices: done" in said
    assert len(said) == JobRun.objects.count()
    assert main(["work", "--once"]) == 0
    assert capsys.readouterr().out == "", "nothing is due again so soon"


@pytest.fixture
def signals():
    """Whatever a verb listens for, the tests' own handlers come back."""
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def test_work_when_told_to_stop_then_stops(monkeypatch, signals):
    rounds = []

    def work(until):
        while not until():
            rounds.append(1)
            signal.raise_signal(signal.SIGTERM)

    monkeypatch.setattr(operate.jobs, "work", work)
    assert main(["work"]) == 0
    assert rounds == [1]


class Child:
    """A process that ends by itself after so many looks, or when told to."""

    def __init__(self, looks: int, code: int = 0) -> None:
        self.looks, self.code = looks, code
        self.returncode: int | None = None

    def poll(self) -> int | None:
        self.looks -= 1
        if self.looks < 0 and self.returncode is None:
            self.returncode = self.code
        return self.returncode

    def terminate(self) -> None:
        if self.returncode is None:
            self.returncode = -signal.SIGTERM

    def wait(self) -> int | None:
        return self.returncode


@pytest.fixture
def served(monkeypatch, signals, settings):
    """`served(pages, *workers)` serves with these children; returns (exit code, how many workers were started)."""

    def serve(pages: Child, *workers: Child, prepare: bool = False) -> tuple[int, int]:
        children = iter([pages, *workers])
        started = []

        def start(words, env):
            started.append(words)
            assert env["ALONGSIDE_HOME"] == str(settings.HOME)
            return next(children)

        monkeypatch.setattr(operate.subprocess, "Popen", start)
        monkeypatch.setattr(operate.time, "sleep", lambda seconds: None)
        monkeypatch.setattr(operate, "_answers", lambda address, pages: False)
        code = operate.serve(argparse.Namespace(host="127.0.0.1", port=8765, prepare=prepare))
        assert "gunicorn" in started[0]
        assert "127.0.0.1:8765" in started[0]
        assert all(words[-1] == "work" for words in started[1:])
        return code, len(started) - 1

    return serve


def test_serve_when_asked_to_prepare_then_the_database_is_prepared_first(served, monkeypatch):
    prepared = []
    monkeypatch.setattr(operate, "migrate", prepared.append)
    served(Child(looks=1), Child(looks=99), prepare=True)
    assert len(prepared) == 1


def test_serve_when_a_worker_dies_then_another_is_started(served):
    assert served(Child(looks=4), Child(looks=1, code=1), Child(looks=99)) == (0, 2)


def test_serve_when_the_pages_fail_then_says_so_and_stops_the_worker(served):
    worker = Child(looks=99)
    assert served(Child(looks=2, code=3), worker) == (1, 1)
    assert worker.returncode == -signal.SIGTERM


def test_serve_when_told_to_stop_then_both_stop(served):
    class Pages(Child):
        def poll(self):
            if self.looks == 2:
                signal.raise_signal(signal.SIGTERM)
            return super().poll()

    worker = Child(looks=99)
    assert served(Pages(looks=4), worker) == (0, 1)
    assert worker.returncode == -signal.SIGTERM


@pytest.fixture
def address():
    """A server on this machine that knows no page at all."""

    class Nothing(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_error(200 if self.path == "/" else 404)

        def log_message(self, *words):
            pass

    server = HTTPServer(("127.0.0.1", 0), Nothing)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_answers_when_the_pages_answer_anything_then_yes(address):
    alive = Child(looks=99)
    assert operate._answers(f"{address}/", alive)
    assert operate._answers(f"{address}/missing/", alive)


def test_answers_when_nobody_listens_then_no_after_a_while(monkeypatch):
    waited = []
    monkeypatch.setattr(operate.time, "sleep", waited.append)
    assert not operate._answers("http://127.0.0.1:9/", Child(looks=99), tries=3)
    assert len(waited) == 3


def test_answers_when_the_pages_have_stopped_then_no_at_once():
    assert not operate._answers("http://127.0.0.1:9/", Child(looks=0))


def test_where_when_a_demonstration_then_who_you_can_sign_in_as(world, capsys):
    operate._say_where("http://localhost:8000")
    said = capsys.readouterr().out
    assert "Alongside is at http://localhost:8000" in said
    assert "Marcia Thornby" in said


def test_where_when_a_real_service_then_no_more_than_the_address(settings, capsys):
    settings.DEMONSTRATION = False
    operate._say_where("http://localhost:8000")
    assert "/demo/" not in capsys.readouterr().out


def test_administrator_when_first_then_may_sign_in_and_open_accounts(world, capsys):
    from alongside.accounts.models import User
    from alongside.accounts.queries import actor_for

    assert main(["administrator", "First@Example.org", "Perry Noakes"]) == 0
    assert "Perry Noakes can sign in with a code" in capsys.readouterr().out
    user = User.objects.get(email="first@example.org")
    assert actor_for(user).roles == {"administrator"}
    assert {e.action for e in AuditEvent.objects.filter(actor_name="The installer")} == {"account.opened", "role.given"}


def test_administrator_when_the_address_is_taken_then_said_and_nothing_given(world, capsys):
    assert main(["administrator", "lead@example.org", "Somebody Else"]) == 1
    assert capsys.readouterr().err
    assert not AuditEvent.objects.filter(action="role.given").exists()
