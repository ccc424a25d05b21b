"""A voice beyond the service: asks and talks, what was given to peer support elsewhere, and what helped somebody."""

import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any

from alongside.core import clock
from alongside.core.actors import VISITOR
from alongside.core.ids import new_id
from alongside.demo.story.telling import Life, Telling
from alongside.outreach import commands
from alongside.outreach.commands.feedback import SOMEBODY
from alongside.outreach.models import Ask, Speaker, Talk
from alongside.support import commands as support
from alongside.support.models import Relationship

WORDS = tomllib.loads(Path(__file__).with_name("voicing.toml").read_text(encoding="utf-8"))
SAID = ("kind", "audience", "organisation_name", "asked_by", "email", "about")
SAYS = "second-peer-worker"


def voicing(telling: Telling) -> list[Life]:
    return [
        *(asked(telling, said) for said in WORDS["asks"]),
        *(contributes(telling, said, number) for number, said in enumerate(WORDS["contributions"])),
        helped(telling),
        with_the_team(telling),
    ]


def _speakers(telling: Telling) -> list[Any]:
    """Two who speak: the persona, and one more of the cast."""
    return [telling.workers[telling.cast[SAYS]], telling.workers[telling.tale.peers[6].name]]


def asked(telling: Telling, said: dict[str, Any]) -> Life:
    """Somebody asks for a peer's voice, and what becomes of it."""
    days, then = telling.days, said["then"]
    yield days.ago(-said["asked"], "10:50")
    lead = telling.actor("lead")
    extra = {key: said[key] for key in ("thanks_offered", "head_count", "where") if key in said}
    ask = commands.ask_for_voice(VISITOR, once=new_id(), **{key: said[key] for key in SAID}, **extra)
    if then == "asked":
        return
    yield days.ago(-said["asked"] - 2, "15:30")
    commands.take_ask(lead, ask)
    if then == "talking":
        commands.talk_it_through(lead, ask, words=said["answer"])
    elif then == "not_this":
        commands.say_not_this_time(lead, ask, words=said["answer"])
    else:
        commands.agree_ask(lead, ask, words="Two of us would like to come.")
        yield from _is_given(telling, said, ask)


def _is_given(telling: Telling, said: dict[str, Any], ask: Ask) -> Life:
    """Planned with two who speak: one has said yes and what they share; the other, of a talk to come, not yet."""
    lead, days = telling.actor("lead"), telling.days
    starts = days.ago(-said["on"], "14:00")
    talk = commands.plan_talk(
        lead,
        title=said["title"],
        audience=said["audience"],
        kind=said["kind"],
        starts_at=starts,
        ends_at=starts + timedelta(hours=1),
        organisation_name=said["organisation_name"],
        where=said["where"],
        plan=said.get("plan", ""),
        ask=ask,
    )
    workers = _speakers(telling)
    commands.ask_speakers(lead, talk, workers=workers)
    for worker in workers if said["then"] == "given" else workers[:1]:
        yield clock.now() + timedelta(hours=20)
        own = telling.actor(worker.user.name)
        speaker = talk.speakers.get(worker=worker)
        speaks = WORDS["speaks"]
        commands.answer_talk(own, speaker, answer="yes", sharing=speaks["sharing"], needs=speaks["needs"])
    for speaker in talk.speakers.all():
        commands.agree_thanks(lead, speaker, thanks="voucher", pence=4000)
    if said["then"] == "given":
        yield starts + timedelta(hours=2)
        yield from _was_given(telling, said, talk)


def _was_given(telling: Telling, said: dict[str, Any], talk: Talk) -> Life:
    """How many came and what they said; the thanks are given, and one of two was asked how it was."""
    lead = telling.actor("lead")
    for row in WORDS["feedback"]:
        commands.give_feedback(SOMEBODY, talk=talk, **row)
    yield clock.now() + timedelta(hours=20)
    commands.give_talk(lead, talk, head_count=said["came"], outcome=said["outcome"])
    spoke = Speaker.objects.filter(talk=talk, status="spoke").order_by("worker__first_name")
    for number, speaker in enumerate(spoke):
        commands.give_thanks(lead, speaker)
        if number == 0:
            commands.say_debriefed(lead, speaker)


def contributes(telling: Telling, said: dict[str, Any], number: int) -> Life:
    """What the service gave to peer support beyond the trust; written down by the lead or by a peer worker."""
    days = telling.days
    yield days.ago(min(said["days"] - 3, 100 - number) if said["days"] > 100 else said["days"] - 3, "16:10")
    writes = telling.actor(SAYS if said.get("named") else "lead")
    extra = {key: said[key] for key in ("about", "outcome", "minutes", "ongoing") if key in said}
    made = commands.add_contribution(
        writes,
        kind=said["kind"],
        title=said["title"],
        with_whom=said["with_whom"],
        began_on=days.ago(said["days"]).date(),
        ended_on=days.ago(said["ends"]).date() if "ends" in said and said["ends"] > 100 else None,
        **extra,
    )
    if said.get("named"):
        commands.say_named(writes, made.people.get(), named=True)
    else:
        commands.add_contributor(telling.actor("lead"), made, worker=_speakers(telling)[1])
    if said.get("public"):
        commands.show_contribution(telling.actor("lead"), made, public=True)


def helped(telling: Telling) -> Life:
    """Ways of managing, in the library with a yes; one was shown to a person, who keeps it."""
    yield telling.days.ago(50, "18:10")
    made = []
    for number, said in enumerate(WORDS["strategies"]):
        worker = _speakers(telling)[number % 2]
        own = telling.actor(worker.user.name)
        strategy = support.write_strategy(
            own,
            worker,
            title=said["title"],
            words=said["words"],
            topics=said["topics"],
            named=said.get("named", False),
        )
        if said.get("draft"):
            continue
        strategy.refresh_from_db()
        seen = strategy.changed_at.isoformat()
        until = telling.days.today + timedelta(days=200 if number else 9)  # one ends soon
        support.show_strategy(own, strategy, yes=True, shown_until=until, seen=seen)
        made.append(strategy)
    yield telling.days.ago(11, "12:40")
    walk = _walk_of(telling, "peer-worker", but=telling.cast["person"])
    if walk:
        support.show_strategy_to(telling.actor("peer-worker"), walk, strategy=made[1], why="For your calls.")


def _walk_of(telling: Telling, name: str, but: str = "") -> Any:
    """Somebody whom this peer worker meets, first by name."""
    own = telling.actor(name).user_id
    walks = Relationship.objects.filter(worker__user_id=own, status="meeting").select_related("referral__person")
    for walk in walks.order_by("referral__person__search_name"):
        if walk.referral.person.full_name != but:
            return walk
    return None


def with_the_team(telling: Telling) -> Life:
    """Work with the team about nobody, and a meeting about one person, who had agreed to what was said for them."""
    for said in WORDS["team_work"]:
        yield telling.days.ago(said["days"], "16:45")
        own, worker = telling.actor(SAYS), telling.workers[telling.cast[SAYS]]
        support.record_team_work(
            own,
            worker,
            once=new_id(),
            kind=said["kind"],
            minutes=said["minutes"],
            on=clock.today(),
            words=said["words"],
        )
    yield telling.days.ago(5, "17:10")
    words = WORDS["about"]
    for name, told in ((SAYS, True), ("peer-worker", False)):
        walk = _walk_of(telling, name, but=telling.cast["person"])
        if walk is None:
            continue
        support.record_about_person(
            telling.actor(name),
            walk,
            once=new_id(),
            at=clock.now() - timedelta(hours=3),
            minutes=30,
            with_whom=words["with_whom"],
            knew="there" if told else "not_yet",
            said_for_them=words["said"] if told else "",
            agreed_first=told,
            words=words["words"],
        )
