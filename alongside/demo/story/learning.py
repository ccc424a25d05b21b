"""Courses of the training, each from its plan to the day it has come to: places, sessions, pieces, certificates."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from alongside.candidates import commands as candidates
from alongside.core.actors import VISITOR
from alongside.demo.story.days import at, working
from alongside.demo.story.joining import Joining, says_hello
from alongside.demo.story.telling import Life
from alongside.training import commands, queries
from alongside.training.models import Place, Programme

LINK = "https://teams.example.net/l/meetup-join/peer-support-training"


@dataclass(frozen=True)
class Course:
    """`first` is the day of its first session, counted from today (below 0: ago). `not_yet` and `drifts` are names."""

    name: str
    first: int
    size: int
    members: tuple[str, ...]
    not_yet: str = ""
    drifts: str = ""


def courses(joining: Joining) -> list[Course]:
    """Two that are over, one under way, one to come."""
    grace, joel = joining.persona("candidate"), joining.persona("trainee")
    first, second, third, fourth = (joining.some(number) for number in (11, 9, 10, 7))
    second[0], third[0] = grace, joel
    return [
        Course("The first course", -430, max(2, len(first) - 1), tuple(first), not_yet=first[-2]),
        Course("The spring course", -190, len(second), tuple(second)),
        Course("The autumn course", -40, max(3, len(third) - 2), tuple(third), drifts=third[1]),
        Course("The new year course", 47, 12, tuple(fourth)),
    ]


def teaches(joining: Joining, course: Course) -> Life:
    """One course, by its trainers and everyone on it."""
    programme = Programme.objects.get()
    first = working(joining.days.today + timedelta(days=course.first))
    modules = list(programme.modules.filter(is_open=True))
    days = [first + timedelta(weeks=week) for week in range(len(modules))]
    opens, closes = first - timedelta(days=70), first - timedelta(days=26)
    yield at(working(opens), "09:10")
    trainer, other = joining.telling.actor("trainer"), joining.telling.user("second trainer")
    cohort = commands.add_cohort(
        trainer,
        programme=programme,
        name=course.name,
        mode=programme.mode,
        size=course.size,
        opens_on=opens,
        closes_on=closes,
        answered_by=first - timedelta(days=19),
        starts_on=first,
        finishes_on=days[-1],
        access_words="Captions are on. The room has a ramp, a quiet corner and a hearing loop.",
    )
    commands.add_trainer(trainer, cohort, user=other)
    commands.add_sessions(
        trainer, cohort, days=days, starts=time(10), ends=time(15), modules=modules, join_link=LINK, mode="online"
    )
    commands.open_cohort(trainer, cohort)
    for number, name in enumerate(course.members):
        yield at(working(opens + timedelta(days=3 + 2 * number)), f"{8 + number}:15".zfill(5))
        _asks(joining, name, cohort)
    yield at(working(closes), "16:00")
    commands.close_interest(trainer, cohort)
    yield at(working(closes + timedelta(days=3)), "11:00")
    for number, place in enumerate(cohort.places.order_by("asked_at")):
        points = 3 - min(3, max(0, number + 1 - course.size))  # so that no lot is drawn for the last place
        meets = {row["name"]: points for row in programme.criteria}
        commands.read_place(trainer, place, meets=meets)
    commands.choose_places(trainer, cohort)
    yield at(working(closes + timedelta(days=5)), "18:00")
    for place in cohort.places.filter(status=Place.Status.OFFERED).order_by("asked_at"):
        commands.take_place(joining.actor(place.candidate.full_name), place)
    yield at(first, "09:00")
    commands.start_cohort(trainer, cohort)
    for number, session in enumerate(cohort.sessions.order_by("starts_at")):
        yield session.ends_at
        _registers(joining, course, session, number)
    yield at(days[-1], "17:00")
    commands.finish_cohort(trainer, cohort)
    yield from _shows(joining, course, cohort, days[-1])


def _asks(joining: Joining, name: str, cohort: Any) -> None:
    """Hello and a call, if they are not here yet; and a place is asked for."""
    joining.hello(name)
    joining.in_touch(name)
    commands.ask_for_place(
        joining.actor(name),
        joining.candidates[name],
        cohort=cohort,
        words=joining.one("wants"),
        helps=joining.one("helps") if joining.chance.random() < 0.4 else "",
        carry=True,
    )


def _registers(joining: Joining, course: Course, session: Any, number: int) -> None:
    """Most are here; somebody drifts, and is told kindly what they missed."""
    trainer = joining.telling.actor("trainer")
    marks = {}
    for place in queries.on_the_register(session):
        name = place.candidate.full_name
        missed = name == course.drifts and number in (2, 3)
        marks[place.pk] = (
            "away_untold"
            if missed
            else joining.chance.choices(("here", "late", "away_told"), (20, 2, 0 if number == 0 else 1))[0]
        )
    commands.save_register(trainer, session, marks=marks, seen={})
    for place in queries.on_the_register(session):
        if session.module and joining.chance.random() < 0.3:
            piece = commands.write_reflection(
                joining.actor(place.candidate.full_name),
                place,
                module=session.module,
                words=joining.one("reflections"),
                share=True,
            )
            if joining.chance.random() < 0.5:
                commands.reply_reflection(trainer, piece, reply=joining.one("replies"))


def _shows(joining: Joining, course: Course, cohort: Any, last: date) -> Life:
    """Everyone catches up what they missed, and shows what they understood; two trainers look, and say so."""
    trainer = joining.telling.actor("trainer")
    for place in cohort.places.filter(status=Place.Status.FINISHED):
        for mark in place.attendances.filter(mark="away").select_related("session"):
            commands.catch_up(trainer, place, session=mark.session, words="An hour with a trainer")
    principles = queries.principles_of(cohort.programme)
    places = list(cohort.places.filter(status=Place.Status.FINISHED).order_by("asked_at"))
    pieces = []
    for number, place in enumerate(places):
        yield at(working(last + timedelta(days=4)), f"{8 + number}:25".zfill(5))
        own = joining.actor(place.candidate.full_name)
        pieces.append(commands.send_understanding(own, place, words=" ".join(joining.words["pieces"])))
    for number, (place, piece) in enumerate(zip(places, pieces, strict=True)):
        yield at(working(last + timedelta(days=12)), f"{8 + number}:45".zfill(5))
        name = place.candidate.full_name
        unsure = name == course.not_yet
        for user in (trainer, joining.telling.actor("second trainer")):
            found = {row.pk: (True, joining.one("shown")) for row in principles}
            if unsure:
                found[principles[-1].pk] = (False, joining.words["not_yet"])
            commands.judge(user, piece, found=found)
        feedback = joining.words["feedback_not_yet" if unsure else "feedback_met"]
        commands.agree_result(trainer, piece, feedback=feedback)
        commands.tell_result(trainer, piece)
        if not unsure and joining.chance.random() < 0.8:
            candidates.want_alerts(joining.actor(name), joining.candidates[name])


def claims(joining: Joining) -> list[Life]:
    """Trained elsewhere: one whose course counts, one not yet who asks again, one that is being read."""
    counts, declined, waiting = (next(joining.names) for _ in range(3))
    return [
        claim(joining, counts, 95, "accepted"),
        claim(joining, declined, 60, "declined"),
        claim(joining, waiting, 9, ""),
    ]


def claim(joining: Joining, name: str, ago: int, decision: str) -> Life:
    yield from says_hello(joining, name, ago + 6, trained_elsewhere=True)
    moment = joining.days.ago(ago, "19:30")
    yield moment
    own, programme = joining.actor(name), Programme.objects.get()
    made = commands.start_claim(
        own, joining.candidates[name], programme=programme, course="Peer support, level 3", provider="Northmoor College"
    )
    commands.save_claim(
        own,
        made,
        course="Peer support, level 3",
        provider="Northmoor College",
        finished_on=moment.date() - timedelta(days=200),
        framework="HEE competence framework",
        words=" ".join(joining.words["pieces"][:2]),
    )
    commands.send_claim(own, made)
    if not decision:
        return
    yield at(working(moment.date() + timedelta(days=10)), "10:30")
    trainer = joining.telling.actor("trainer")
    found = {row.pk: (True, joining.one("shown")) for row in queries.claim_principles(made)}
    if decision == "declined":
        found[list(found)[-1]] = (False, joining.words["not_yet"])
    reasons = (
        "What you wrote covers every principle."
        if decision == "accepted"
        else "One principle is not shown in what you sent."
    )
    commands.decide_claim(trainer, made, decision=decision, findings=found, reasons=reasons)
    if decision == "declined":
        yield at(working(moment.date() + timedelta(days=14)), "20:10")
        commands.appeal_claim(
            own, made, words="The last part is in the second half of my reflection. Please read it again."
        )
        yield at(working(moment.date() + timedelta(days=24)), "11:15")
        found = {key: (True, joining.one("shown")) for key in found}
        commands.decide_appeal(
            joining.telling.actor("lead"), made, decision="accepted", findings=found,
            reasons="Read again by somebody else: the last principle is shown in your reflection.",
        )  # fmt: skip


def watchers(joining: Joining) -> Life:
    """Visitors who asked to be told of dates and of jobs, and said so again from their mailbox."""
    for number, about in enumerate(("jobs", "training", "jobs")):
        yield joining.days.ago(90 - 20 * number, "21:05")
        alert = candidates.ask_for_alert(VISITOR, email=f"watching{number}@example.net", about=about)
        if number < 2:
            candidates.confirm_alert(VISITOR, alert)
