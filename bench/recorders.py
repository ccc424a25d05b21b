"""Fifty peer workers who record at once: how long each waits, and whether any contact was lost or doubled."""

import random
import threading
import time
from collections import Counter
from datetime import timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from alongside.accounts.models import User
from alongside.support.models import Contact, Relationship
from bench.browser import Browser, Wrong

MANY = 50


class Recorder:
    """One worker with one of their people: opens the form, fills it in, sends it."""

    def __init__(self, browser: Browser, relationship: str, seed: int) -> None:
        self.browser, self.relationship, self.chance = browser, relationship, random.Random(seed)
        self.address, self.page, self.sent = f"/record/{relationship}/", "", {}

    def open(self) -> None:
        self.page = self.browser.get(self.address)
        moment = timezone.localtime() - timedelta(days=self.chance.randint(1, 3), minutes=self.chance.randint(1, 400))
        self.sent = {
            **self.browser.tokens(self.page),
            "attendance": "5",
            "met_on_day": moment.day,
            "met_on_month": moment.month,
            "met_on_year": moment.year,
            "met_at": f"{moment:%H:%M}",
            "mechanism": "02",
            "minutes": "45",
            "words_are": "not_seen",
            "words": "A short walk, and a plan for the weekend.",
        }

    def send(self) -> str:
        """The token of the contact that the service confirmed."""
        self.browser.post(self.address, self.sent)
        return str(self.sent["once"])

    def send_again(self) -> None:
        """A second tap on Save: the page says that it is saved already."""
        self.browser.post(self.address, self.sent, wanted=200)


def recorders_of(port: int, many: int) -> list[Recorder]:
    users = list(User.objects.filter(email__startswith="worker-").order_by("email")[:many])
    pairs = Relationship.objects.filter(status="meeting").order_by("pk")
    found = []
    for number in range(many):  # a small service has fewer workers than there are recorders: some have two browsers
        user = users[number % len(users)]
        theirs = list(pairs.filter(worker__user=user).values_list("pk", flat=True)[:5])
        found.append(Recorder(Browser(user, port), theirs[number // len(users) % len(theirs)], number))
    return found


def fifty(port: int, seconds: int, *, pause: float = 0.0) -> dict[str, Any]:
    """All at once for so long, with so long a pause after each; one in ten taps twice. Then the rows are counted."""
    from bench.measure import told

    recorders, took, confirmed, problems = recorders_of(port, MANY), [], [], Counter[str]()
    before = Contact.objects.count()
    until = time.monotonic() + seconds

    def record(recorder: Recorder) -> None:
        time.sleep(recorder.chance.random() * pause)
        while time.monotonic() < until:
            try:
                recorder.open()
                started = time.perf_counter()
                confirmed.append(recorder.send())
                took.append((time.perf_counter() - started) * 1000)
                if recorder.chance.random() < 0.1:
                    recorder.send_again()
            except (Wrong, OSError) as problem:
                problems[str(problem)[:120]] += 1
            time.sleep(pause)

    threads = [threading.Thread(target=record, args=[recorder]) for recorder in recorders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    connection.close()
    added = Contact.objects.count() - before
    known = set()
    for start in range(0, len(confirmed), 500):
        known |= set(Contact.objects.filter(once__in=confirmed[start : start + 500]).values_list("once", flat=True))
    name = f"{MANY} recorders for {seconds} seconds" + (
        f", one contact each every {pause:.0f} seconds" if pause else ""
    )
    return told(
        name,
        took or [0.0],
        confirmed=len(confirmed),
        rows=added,
        lost=len(set(confirmed) - known),
        doubled=added - len(known),
        per_second=round(len(confirmed) / seconds, 1),
        problems=dict(problems),
    )
