"""Asks a served service for its pages, each beside its floor: `python -m bench.measure FILE`."""

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from bench import lists

WARM = 6  # two processes serve: each has seen the page before it counts


@dataclass
class Page:
    """A workload: whose browsers ask, for which addresses in turn, and what is the floor of each."""

    name: str
    browsers: list[Any]
    addresses: list[str]
    floors: list[str]


def pages(port: int) -> Iterator[Page]:
    from django.urls import reverse

    from alongside.accounts.models import Pathway, User
    from alongside.recruitment.models import Application
    from alongside.referrals.models import Person
    from alongside.support.models import Relationship
    from bench.browser import Browser

    chance = random.Random(7)
    lead = Browser(User.objects.get(email="lead@example.org"), port)
    users = {user.pk: user for user in User.objects.filter(email__startswith="worker-").order_by("email")[:20]}
    workers = [Browser(user, port) for user in users.values()]
    theirs = [
        Relationship.objects.select_related("referral__person").filter(worker__user=pk, status="meeting").first()
        for pk in users
    ]
    anyone = list(Relationship.objects.exclude(status="ended").select_related("referral").order_by("pk")[:20])
    people = list(Person.objects.exclude(nhs_number="").order_by("pk")[:20])
    pathways = [str(pk) for pk in Pathway.objects.values_list("pk", flat=True)]
    most = max(pathways, key=lambda pk: Relationship.objects.filter(status="meeting", referral__pathway=pk).count())
    parts = [chance.choice(person.search_name.split())[:4] for person in people]
    find, everyone = reverse("pages:find"), reverse("support:everyone")

    def of(name: str, rows: list[Any]) -> list[str]:
        return [reverse(f"support:{name}", args=[row.pk]) for row in rows]

    yield Page("Today, a peer worker", workers, [reverse("pages:today")], ["/floor/today/"])
    yield Page("A caseload of 20", workers, [reverse("support:my_people")], ["/floor/my-people/"])
    yield Page(
        "The whole-service list, filtered, by last contact",
        [lead],
        [f"{everyone}?pathway={most}&sort=last"],
        [f"/floor/everyone/?q={most}"],
    )
    yield Page(
        "Find a person by part of a name",
        [lead],
        [f"{find}?q={part}" for part in parts],
        [f"/floor/find-name/?q={part}" for part in parts],
    )
    yield Page(
        "Find a person by number",
        [lead],
        [f"{find}?q={person.nhs_number}" for person in people],
        [f"/floor/find-number/?q={person.nhs_number}" for person in people],
    )
    yield Page(
        "Find a person by part of a name, a peer worker",
        workers,
        [f"{find}?q={row.referral.person.search_name[:3]}" for row in theirs],
        [f"/floor/find-name/?q={row.referral.person.search_name[:3]}" for row in theirs],
    )
    yield Page(
        "Open a person: the story of the support",
        workers,
        of("relationship", theirs),
        [f"/floor/relationship/?q={row.pk}" for row in theirs],
    )
    yield Page(
        "Open a person: the record",
        [lead],
        [reverse("referrals:person", args=[row.referral.person_id]) for row in anyone],
        [f"/floor/person/?q={row.referral.person_id}" for row in anyone],
    )
    yield Page(
        "Every contact of a person", workers, of("contacts", theirs), [f"/floor/contacts/?q={r.pk}" for r in theirs]
    )
    yield Page(
        "The form of a contact", workers, of("record_contact", theirs), [f"/floor/form/?q={row.pk}" for row in theirs]
    )
    yield Page("The lead’s overview", [lead], [reverse("pages:overview")], ["/floor/overview/"])
    yield Page("The lead’s Today", [lead], [reverse("pages:today")], ["/floor/overview/"])
    yield Page("Who is waiting", [lead], [reverse("referrals:waiting")], ["/floor/waiting/"])
    reader = Browser(User.objects.get(email="reader-0@example.org"), port)
    unread = list(Application.objects.order_by("-number")[:20])
    vacancy = unread[0].vacancy_id
    yield Page(
        "The shortlist of 500 applications",
        [lead],
        [reverse("recruitment:shortlist", args=[vacancy])],
        [f"/floor/shortlist/?q={vacancy}"],
    )
    yield Page(
        "Read one application of 500",
        [reader],
        [reverse("recruitment:read_application", args=[row.pk]) for row in unread],
        [f"/floor/application/?q={row.pk}" for row in unread],
    )
    yield Page("What I have to read, of 500", [reader], [reverse("recruitment:my_reading")], ["/floor/reading/"])
    yield Page("To copy, a peer worker", workers, [reverse("support:to_copy")], ["/floor/to-copy/"])
    for name, browsers, address, beside, asked in lists.pages(port, lead, workers):
        word = urlencode({"q": f"|t:{asked['topic']}|" if "topic" in asked else ""})
        yield Page(name, browsers, [f"{reverse(address)}?{urlencode(asked)}"], [f"/floor/{beside}/?{word}"])


def visits(page: Page, runs: int) -> dict[str, Any]:
    """Both in turn, so that what else this machine does falls on both alike. Milliseconds."""
    took, floor = [], []
    browsers, addresses, floors = cycle(page.browsers), cycle(page.addresses), cycle(page.floors)
    for number in range(WARM + runs):
        browser = next(browsers)
        asked, beside = timed(browser.get, next(addresses)), timed(browser.get, next(floors))
        if number >= WARM:
            took.append(asked)
            floor.append(beside)
    return told(page.name, took, floor)


def saving(port: int, runs: int) -> dict[str, Any]:
    """The form is fetched outside the clock; what is measured is sending it until it is confirmed."""
    from bench.recorders import Recorder, recorders_of

    took, floor = [], []
    recorders: Any = cycle(recorders_of(port, 10))
    for number in range(WARM + runs):
        recorder: Recorder = next(recorders)
        recorder.open()
        asked = timed(recorder.send)
        token = {"csrfmiddlewaretoken": recorder.sent["csrfmiddlewaretoken"]}
        beside = timed(recorder.browser.post, f"/floor/save/?q={recorder.relationship}", token)
        if number >= WARM:
            took.append(asked)
            floor.append(beside)
    return told("Save a contact, its audit too", took, floor)


def timed(do: Callable[..., Any], *words: Any) -> float:
    """Milliseconds."""
    started = time.perf_counter()
    do(*words)
    return (time.perf_counter() - started) * 1000


def told(name: str, took: list[float], floor: list[float] | None = None, **more: Any) -> dict[str, Any]:
    """One line of the table: the median and the 95th of 100, beside the floor's median."""
    median = statistics.median(took)
    beside = statistics.median(floor) if floor else None
    return {
        "name": name,
        "median_ms": round(median, 1),
        "p95_ms": round(sorted(took)[min(len(took) - 1, int(len(took) * 0.95))], 1),
        "floor_ms": round(beside, 1) if beside else None,
        "ratio": round(median / beside, 2) if beside else None,
        "growth": None,
        **more,
    }


@contextmanager
def served() -> Iterator[int]:
    """The pages as `alongside serve` serves them, on a free port; without the worker, which would measure itself."""
    import socket

    from alongside.cli.operate import pages_command

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(pages_command("127.0.0.1", port), env=os.environ)
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5).close()
                break
            except OSError:
                time.sleep(0.2)
        yield port
    finally:
        process.terminate()
        process.wait()


def measure(asked: argparse.Namespace) -> dict[str, Any]:
    from bench.recorders import fifty

    lines, failed = [], []

    def attempt(name: str, do: Callable[[], Any]) -> None:
        try:
            found = do()
        except Exception as problem:
            failed.append({"name": name, "problem": f"{type(problem).__name__}: {problem}"})
            print(f"    {name}: FAILED, {failed[-1]['problem']}", flush=True)
        else:
            lines.append(found)
            print(f"    {found['name']}: {found['median_ms']} ms", flush=True)

    with served() as port:
        for page in pages(port):
            if asked.only.lower() in page.name.lower():
                attempt(page.name, lambda page=page: visits(page, asked.runs))
        if asked.only:
            return {"workloads": lines, "failed": failed}
        attempt("Save a contact", lambda: saving(port, asked.runs))
        if asked.seconds:
            attempt("50 recorders", lambda: fifty(port, asked.seconds))
            attempt("50 recorders at the pace of people", lambda: fifty(port, asked.seconds // 3, pause=3.0))
    return {"workloads": lines, "failed": failed}


def main() -> None:
    words = argparse.ArgumentParser()
    words.add_argument("file", type=Path)
    words.add_argument("--runs", type=int, default=40)
    words.add_argument("--seconds", type=int, default=0, help="how long 50 recorders record; 0: not at all")
    words.add_argument("--only", default="", help="measure pages whose name holds this, and save nothing")
    asked = words.parse_args()
    import django

    django.setup()
    asked.file.write_text(json.dumps(measure(asked)))


if __name__ == "__main__":
    sys.exit(main())
