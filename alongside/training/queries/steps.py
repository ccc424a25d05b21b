"""The steps of training on somebody's journey: a place, the course, showing understanding, training elsewhere."""

from typing import Any

from django.urls import reverse

from alongside.candidates.queries import Step
from alongside.core import clock
from alongside.training.models import Assessment, Claim, Place
from alongside.training.queries.places import waiting_number
from alongside.training.queries.understanding import hear_by
from alongside.ui import dates

At, Go = Place.Status, Claim.Status
FIRST = 200  # where training's steps stand on the line
OVER = (At.NOT_THIS_TIME, At.TURNED_DOWN, At.LAPSED, At.WITHDRAWN)


def steps_of(candidate: Any) -> list[Step]:
    """Its steps in order, whatever their state. Three queries, and one on a waiting list."""
    told = candidate.qualifications.filter(withdrawn_at=None, told_at__lte=clock.now()).first()
    found = candidate.places.exclude(status=At.DEFERRED).select_related("cohort__programme")
    place = found.order_by("-asked_at", "-pk").first()
    claim = candidate.claims.exclude(status=Go.WITHDRAWN).select_related("decided_by").order_by("-started_at").first()
    page = reverse("training:my_training")
    if told and place is None:
        return [*([_claim(claim)] if claim else []), _told(told.title, told.reached_on)]
    steps = [_claim(claim)] if claim else []
    if place is None:
        note = "Ask when dates are open. They come out a few times a year."
        asked = Step(
            "training-place", "You ask for a place on the training", "coming", note=note, url=page, order=FIRST
        )
        return [*steps, asked, *_ahead(FIRST + 10)]
    steps.append(_place(place))
    if place.status in (At.TAKEN, At.FINISHED):
        steps += [_course(place), _understanding(place, bool(told))]
        return [*steps, _told(told.title, told.reached_on)] if told else steps
    return steps if place.status in OVER else [*steps, *_ahead(FIRST + 10)]


def _ahead(order: int) -> list[Step]:
    return [
        Step("training", "You take the training", "coming", order=order),
        Step("understanding", "You show what you have understood", "coming", order=order + 10),
    ]


def _place(place: Place) -> Step:
    """From asking to having one: whose turn it is, and by when."""
    cohort, today = place.cohort, clock.today()
    name, url = cohort.name, reverse("training:my_place", args=[place.pk])
    if place.status == At.ASKED:
        late = cohort.answered_by is not None and cohort.answered_by < today
        words = f"We read what everyone wrote for {name}."
        return Step(
            "training-place", "You asked for a place on the training", "now", "us", by=cohort.answered_by, note=words,
            url=url, late=late, order=FIRST,
        )  # fmt: skip
    if place.status == At.OFFERED and place.answer_by:
        words = f"A place on {name} is kept for you until then."
        title = "Say yes or no to your place on the training"
        day = dates._day(place.answer_by)
        return Step("training-place", title, "now", "you", by=day, note=words, url=url, order=FIRST)
    if place.status == At.WAITING:
        words = f"You are number {waiting_number(place)} on the waiting list for {name}. It moves by itself."
        title = "You wait for a place on the training"
        return Step("training-place", title, "now", "us", by=cohort.starts_on, note=words, url=url, order=FIRST)
    if place.status in OVER:
        words = place.because or f"{place.get_status_display()}. You can ask for a place on another course."
        title = f"A place on {name}"
        return Step("training-place", title, "not_this_time", note=words, url=url, order=FIRST)
    words = f"{name}, since {dates.short_day(place.taken_at)}"
    return Step("training-place", "You have a place on the training", "done", note=words, url=url, order=FIRST)


def _course(place: Place) -> Step:
    cohort, url = place.cohort, reverse("training:my_place", args=[place.pk])
    if place.status == At.FINISHED:
        words = dates.full_date(place.finished_at)
        return Step("training", "You took the training", "done", note=words, url=url, order=FIRST + 10)
    begun = cohort.starts_on <= clock.today()
    words = f"{dates.full_date(cohort.starts_on)} to {dates.full_date(cohort.finishes_on)}"
    title = "You take the training"
    whose, day = ("shared", cohort.finishes_on) if begun else ("", None)
    return Step("training", title, "now" if begun else "coming", whose, by=day, note=words, url=url, order=FIRST + 10)


def _understanding(place: Place, told: bool) -> Step:
    """One go after another; it counts once they are told."""
    go = place.assessments.order_by("-attempt").first()
    title, order = "You show what you have understood", FIRST + 20
    url = reverse("training:understanding", args=[place.pk])
    if told:
        return Step("understanding", "You showed what you have understood", "done", url=url, order=order)
    if go is None:
        state, whose = ("now", "you") if place.status == At.FINISHED else ("coming", "")
        note = "Written, spoken or drawn. Nobody fails here."
        return Step("understanding", title, state, whose, note=note, url=url, order=order)
    if go.status != Assessment.Status.TOLD:
        note = "Two trainers read what you sent, each on their own first."
        by = hear_by(go)
        late = by < clock.today()
        return Step("understanding", title, "now", "us", by=by, note=note, url=url, late=late, order=order)
    return Step("understanding", title, "now", "you", note=place.cohort.programme.not_yet_words, url=url, order=order)


def _claim(claim: Claim) -> Step:
    """Training elsewhere: the same line, whatever came of it."""
    title, order = "We look at your training elsewhere", FIRST - 10
    url, status = reverse("training:my_claim"), Go(claim.status)
    if status in (Go.STARTED, Go.MORE_ASKED, Go.GAP):
        by = claim.decide_by if status == Go.MORE_ASKED else None
        return Step("claim", title, "now", "you", by=by, note=status.label, url=url, order=order)
    if status in (Go.SENT, Go.APPEALED):
        late = claim.decide_by is not None and claim.decide_by < clock.today()
        return Step("claim", title, "now", "us", by=claim.decide_by, note=status.label, url=url, late=late, order=order)
    if status == Go.ACCEPTED:
        return Step("claim", "Your training elsewhere counts here", "done", note=claim.course, url=url, order=order)
    return Step("claim", title, "not_this_time", note=claim.reasons, url=url, order=order)


def _told(title: str, reached_on: object) -> Step:
    words = f"{title}, {dates.full_date(reached_on)}. You can apply for jobs now."  # type: ignore[arg-type]
    url = reverse("training:my_certificates")
    return Step("qualified", "You finished the training", "done", note=words, url=url, order=FIRST + 30)
