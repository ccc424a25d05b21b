"""People on the way to becoming peer workers: how they say hello, what helps them, and the ways they try."""

import random
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from alongside.accounts.queries import actor_for
from alongside.candidates import commands as candidates
from alongside.candidates.models import Route, RouteKind
from alongside.core.actors import VISITOR, Actor
from alongside.core.ids import new_id
from alongside.demo.personas import email_of
from alongside.demo.story.days import at, workdays
from alongside.demo.story.telling import Life, Telling

NAMES = ("english", "celtic", "african", "slavic", "punjabi")
AGO = (26, 24, 19, 16, 15, 12)  # days ago that people said hello this month
HOSTS = ("The garden group", "The day room on Willow Ward", "The welcome desk", "The involvement office")


@dataclass
class Joining:
    """Who is on the way, by name. Everything is chosen by a chance that is the same every time."""

    telling: Telling
    candidates: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.chance = random.Random(f"on the way in {self.telling.service.profile}")
        self.words = tomllib.loads(Path(__file__).with_name("joining.toml").read_text(encoding="utf-8"))
        self.names = self._names()
        self.days = self.telling.days

    def _names(self) -> Iterator[str]:
        """Names that nobody else in the story has."""
        chorus, tale = self.telling.chorus, self.telling.tale
        taken = {who.name for who, _ in chorus.walks} | {row[0] for row in (*tale.staff, *tale.clinicians)}
        taken |= {who.name for who in (*tale.people, *chorus.people)} | {
            peer.name for peer in self.telling.peers.values()
        }
        while True:
            names = self.telling.words["names"][self.chance.choice(NAMES)]
            name = f"{self.chance.choice(names['first'])} {self.chance.choice(names['last'])}"
            if name not in taken:
                taken.add(name)
                yield name

    def some(self, number: int) -> list[str]:
        """So many new names; fewer, and at least three, in a smaller story."""
        return [next(self.names) for _ in range(max(3, round(number * self.telling.size)))]

    def persona(self, key: str) -> str:
        return self.telling.cast[key]

    def actor(self, name: str) -> Actor:
        """A candidate, signed in to their own account."""
        return actor_for(self.candidates[name].user)

    def one(self, pool: str) -> Any:
        return self.chance.choice(self.words[pool])

    def hello(self, name: str, **more: Any) -> Any:
        """Somebody says hello on the website, with an account of their own from that moment."""
        first, last = name.split(" ", 1)
        said = {"heard_from": self.one("heard"), "words": self.one("hello"), "contact_words": self.one("contact")}
        found = candidates.express_interest(
            VISITOR,
            once=new_id(),
            first_name=first,
            last_name=last,
            email=email_of(name),
            phone=f"07700 900{self.chance.randrange(1000):03}",
            **{**said, **more},
        )
        self.candidates[name] = found
        return found

    def in_touch(self, name: str) -> None:
        """Whoever looks after them has rung."""
        candidates.say_in_touch(self.telling.actor("lead"), self.candidates[name])


def says_hello(joining: Joining, name: str, ago: int, *, answered: bool = True, **more: Any) -> Life:
    """Hello; and a few days later a call, unless nobody has rung yet."""
    moment = joining.days.ago(ago, f"{joining.chance.randint(9, 19):02}:{joining.chance.randrange(60):02}")
    yield moment
    joining.hello(name, **more)
    if answered:
        yield at(workdays(moment.date(), joining.chance.randint(1, 4)), "14:30")
        joining.in_touch(name)


def newly_here(joining: Joining) -> list[Life]:
    """Those who said hello this month: some called back, one longer ago than we said, two only just."""
    helps: dict[str, Any] = {"helps": [joining.one("helps")], "carry": True}
    lives = [says_hello(joining, name, ago, **helps) for name, ago in zip(joining.some(6), AGO, strict=False)]
    late, yesterday, today = (next(joining.names) for _ in range(3))
    lives += [says_hello(joining, late, 12, answered=False), says_hello(joining, yesterday, 2, answered=False)]
    return [*lives, says_hello(joining, today, 1, answered=False, trained_elsewhere=True)]


def on_routes(joining: Joining) -> list[Life]:
    """A few on each way in: asked, arranged, under way, finished, not now."""
    kinds = list(RouteKind.objects.filter(is_open=True, is_training=False))
    return [
        tries(joining, name, kinds[place % len(kinds)], 150 - 14 * place) for place, name in enumerate(joining.some(9))
    ]


def tries(joining: Joining, name: str, kind: RouteKind, ago: int) -> Life:
    """One candidate on one way in, as far as they have come by now."""
    yield from says_hello(joining, name, ago, routes=[kind.slug], with_cmht=True)
    route = Route.objects.get(candidate=joining.candidates[name], kind=kind)
    keeper = joining.telling.actor(
        "route-lead" if route.in_charge_id == joining.telling.user("route-lead").pk else "lead"
    )
    arranged = joining.days.ago(ago - 8, "11:20")
    yield arranged
    starts = workdays(arranged.date(), 6)
    candidates.arrange_route(
        keeper,
        route,
        host=joining.chance.choice(HOSTS),
        agreement="One morning a week, always beside somebody. Stop or rest at any time, no reason needed.",
        agreed_on=arranged.date(),
        starts_on=starts,
        ends_on=starts + timedelta(weeks=10),
        hours=Decimal(4),
        review_on=starts + timedelta(weeks=5),
        payment=(kind.payments or [""])[0],
    )
    yield at(starts, "09:30")
    candidates.start_route(keeper, route)
    for week in range(10):
        yield at(workdays(starts + timedelta(weeks=week), 1), "13:00")
        candidates.add_route_day(keeper, route, day=starts + timedelta(weeks=week), hours=Decimal(4))
        if week == 5:
            candidates.review_route(keeper, route, review_words="Goes well. They would like to try a second group.")
    yield at(workdays(starts + timedelta(weeks=10), 1), "16:00")
    candidates.finish_route(
        keeper, route, outcome="Ten mornings. They found that they like groups more than they thought."
    )


def questions(joining: Joining) -> Life:
    """What people asked, by form, phone and email, and what became of it."""
    for about, how, name, reach, words, ago, answer in joining.words["questions"]:
        moment = joining.days.ago(ago, "10:40")
        yield moment
        lead = joining.telling.actor("lead")
        given = {"about": about, "name": name, "words": words, "once": new_id()}
        given["email" if "@" in reach else "phone"] = reach
        asked = (
            candidates.ask_question(VISITOR, **given)
            if how == "form"
            else candidates.write_enquiry(lead, how=how, **given)
        )
        if answer:
            yield at(workdays(moment.date(), 2), "15:10")
            candidates.answer_enquiry(lead, asked, words=answer, how="email" if "@" in reach else "phone")
