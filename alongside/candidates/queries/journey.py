"""The first steps of somebody's journey: hello, talking with us, ways to get ready, and being ready to apply."""

from django.urls import reverse
from django.utils import timezone

from alongside.candidates.models import Candidate, Route
from alongside.candidates.queries.known import qualification_of
from alongside.candidates.queries.steps import Step
from alongside.core import clock
from alongside.ui import dates

Status, On = Candidate.Status, Route.Status
HELLO, TALK, ROUTES, WORK = 10, 20, 30, 900


def steps_of(candidate: Candidate) -> list[Step]:
    """This slice's steps, in order. Two queries."""
    said = dates.full_date(candidate.interested_at)
    steps = [Step("hello", "You said hello", "done", note=said, order=HELLO), _talk(candidate)]
    found = candidate.routes.exclude(status=On.STOPPED).exclude(kind__is_training=True)
    routes = list(found.select_related("kind", "in_charge"))
    steps += [_route(route) for route in routes]
    qualified = qualification_of(candidate)
    if not routes and not qualified:
        steps.append(
            Step(
                "routes",
                "Ways to get ready",
                "optional",
                note="A placement, volunteering or something else. Your choice.",
                url=reverse("candidates:my_routes"),
                order=ROUTES,
            )
        )
    if candidate.status == Status.IN_POST:
        since = dates.full_date(candidate.in_post_at)
        steps.append(Step("work", "You work as a peer support worker", "done", note=f"Since {since}", order=WORK))
    return steps


def _talk(candidate: Candidate) -> Step:
    """Whether we have been in touch, as we said we would."""
    if candidate.in_touch_at:
        note = dates.full_date(candidate.in_touch_at)
        return Step("talk", "We were in touch", "done", note=note, order=TALK)
    return Step(
        "talk",
        "We get in touch",
        "now" if candidate.status == Status.NEW else "coming",
        whose="us",
        who=candidate.owner.name.split()[0] if candidate.owner else "",
        by=candidate.reply_by,
        note="A friendly talk. You can ask anything.",
        late=candidate.reply_by < clock.today(),
        order=TALK,
    )


def _route(route: Route) -> Step:
    title, url = route.kind.name, reverse("candidates:my_route", args=[route.pk])
    key, today = f"route-{route.pk}", clock.today()
    who = route.in_charge.name.split()[0] if route.in_charge else ""
    if route.status == On.ASKED:
        late = route.reply_by < today
        note = "We see what is possible, and tell you."
        return Step(key, title, "now", "us", who, route.reply_by, note, url, late, ROUTES)
    if route.status == On.ARRANGED:
        note = f"With {route.host}. It starts on {dates.day(route.starts_on)}."
        return Step(key, title, "coming", note=note, url=url, order=ROUTES)
    if route.status == On.UNDER_WAY:
        note = f"With {route.host}." + (
            f" We look at it together on {dates.day(route.review_on)}." if route.review_on else ""
        )
        return Step(key, title, "now", "shared", note=note, url=url, order=ROUTES)
    if route.status == On.NOT_NOW:
        return Step(key, title, "not_this_time", note=route.outcome, url=url, order=ROUTES)
    ended = dates.full_date(timezone.localdate(route.ended_at)) if route.ended_at else ""
    return Step(key, title, "done", note=f"{ended}. With {route.host}", url=url, order=ROUTES)
