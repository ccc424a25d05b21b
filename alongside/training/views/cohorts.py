"""Pages of courses for those who run them: the list, one course, its dates and its trainers."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from alongside.core.commands import Command
from alongside.training import commands, forms, queries
from alongside.ui.pages import Request, do_now, form_page
from alongside.ui.sheets import Columns, as_spreadsheet, list_page, wanted

COLUMNS: Columns = {
    "Course": "name", "Programme": "programme", "State": "state_words", "How": "how", "Begins": "starts_on",
    "Ends": "finishes_on", "Places": "size", "Taken or offered": "held", "Asked": "asked", "Waiting": "waiting",
    "Trainers": "trainers",
}  # fmt: skip
PEOPLE: Columns = {
    "Name": "name", "State": "state_words", "Since": "since", "Asked": "asked_at", "On the waiting list": "number",
    "Answer by": "answer_by", "Points": "points", "Lot": "lot", "Why": "because",
}  # fmt: skip
PLAN = (
    *("name", "mode", "where", "size", "opens_on", "closes_on", "answered_by", "starts_on", "finishes_on"),
    "access_words",
)


def cohorts(request: Request) -> HttpResponse:
    shown = request.GET.get("show", "")
    shown = shown if shown in queries.SHOWN else ""
    return list_page(
        request,
        "training/cohorts.jinja",
        queries.cohorts(request.actor, shown),
        COLUMNS,
        called="Courses",
        showing=[queries.SHOWN[shown][0]],
        show=shown,
        ways=[(value, words) for value, (words, _) in queries.SHOWN.items()],
    )


def cohort(request: Request, cohort_id: str) -> HttpResponse:
    page = queries.cohort_page(request.actor, cohort_id)
    if wanted(request):
        return as_spreadsheet(request, page.rows, PEOPLE, called=f"People of {page.cohort.name}", about=page.cohort)
    pieces = queries.shared_pieces(request.actor, page.cohort)
    shown = {"page": page, "pieces": pieces, "later": queries.later_courses(page.cohort)}
    return render(request, "training/cohort.jinja", shown)


def add_cohort(request: Request) -> HttpResponse:
    return form_page(
        request,
        "training/change_cohort.jinja",
        form=partial(forms.NewCohort, programmes=queries.programme_choices(request.actor)),
        do=commands.add_cohort,
        then=lambda made: _page(made.pk),
        done="Planned. Now give it its dates and its trainers.",
        draft="course",
        cohort=None,
    )


def change_cohort(request: Request, cohort_id: str) -> HttpResponse:
    found = queries.get_cohort(request.actor, cohort_id)
    return form_page(
        request,
        "training/change_cohort.jinja",
        form=forms.Plan,
        initial={name: getattr(found, name) for name in PLAN},
        do=commands.change_cohort,
        to=found,
        then=_page(found.pk),
        done="Saved.",
        cohort=found,
    )


def open_cohort(request: Request, cohort_id: str) -> HttpResponse:
    return _now(request, cohort_id, commands.open_cohort, "Open. People can ask for a place from now on.")


def close_interest(request: Request, cohort_id: str) -> HttpResponse:
    return _now(request, cohort_id, commands.close_interest, "Closed. Now read what everyone wrote.")


def start_cohort(request: Request, cohort_id: str) -> HttpResponse:
    return _now(request, cohort_id, commands.start_cohort, "The course has begun. Whoever still waited has an answer.")


def finish_cohort(request: Request, cohort_id: str) -> HttpResponse:
    return _now(request, cohort_id, commands.finish_cohort, "The course has finished.")


def _now(request: Request, cohort_id: str, do: Command, done: str) -> HttpResponse:
    return do_now(request, do, queries.get_cohort(request.actor, cohort_id), then=_page(cohort_id), done=done)


def cancel_cohort(request: Request, cohort_id: str) -> HttpResponse:
    found = queries.get_cohort(request.actor, cohort_id)
    to = next(iter(queries.later_courses(found)), None)
    return form_page(
        request,
        "training/cancel_cohort.jinja",
        form=forms.CallOff,
        do=commands.cancel_cohort,
        to=found,
        details={"to": to},
        then=_page(found.pk),
        done="Called off. Everyone has been told.",
        cohort=found,
        later=to,
    )


# Its dates -----------------------------------------------------------------------------------------------------------


def add_sessions(request: Request, cohort_id: str) -> HttpResponse:
    found = queries.get_cohort(request.actor, cohort_id)
    modules = queries.open_modules(found.programme)
    now = {"mode": found.mode, "where": found.where, "names": "order", "every": "7", "how_many": len(modules) or None}
    return form_page(
        request,
        "training/add_sessions.jinja",
        form=partial(forms.SomeDates, trainers=queries.trainers_of(found), modules=modules),
        initial={**now, "first": found.starts_on},
        do=commands.add_sessions,
        to=found,
        then=_page(found.pk),
        done="Added. Those with a place and the trainers have an invitation for each.",
        cohort=found,
        modules=modules,
    )


def change_session(request: Request, session_id: str) -> HttpResponse:
    found = queries.get_session(request.actor, session_id)
    starts, ends = timezone.localtime(found.starts_at), timezone.localtime(found.ends_at)
    now = {name: getattr(found, name) for name in ("title", "mode", "where", "join_link")}
    now |= {"day": starts.date(), "starts": starts.time(), "ends": ends.time()}
    now |= {"module": found.module_id, "trainer": found.trainer_id}
    modules = queries.open_modules(found.cohort.programme)
    return form_page(
        request,
        "training/change_session.jinja",
        form=partial(forms.OneDate, trainers=queries.trainers_of(found.cohort), modules=modules),
        initial=now,
        do=commands.change_session,
        to=found,
        then=_page(found.cohort_id),
        done="Saved. Where a calendar holds it, it changes there too.",
        session=found,
    )


def cancel_session(request: Request, session_id: str) -> HttpResponse:
    found = queries.get_session(request.actor, session_id)
    done = "Called off. It leaves everyone’s calendar."
    return do_now(request, commands.cancel_session, found, then=_page(found.cohort_id), done=done)


# Its trainers --------------------------------------------------------------------------------------------------------


def add_trainer(request: Request, cohort_id: str) -> HttpResponse:
    found = queries.get_cohort(request.actor, cohort_id)
    return form_page(
        request,
        "training/add_trainer.jinja",
        form=partial(forms.AddTrainer, users=queries.trainer_choices(found)),
        do=commands.add_trainer,
        to=found,
        then=_page(found.pk),
        done="Added. The dates are on their way to their calendar.",
        cohort=found,
    )


def end_trainer(request: Request, trainer_id: str) -> HttpResponse:
    found = queries.get_trainer(request.actor, trainer_id)
    here = _page(found.cohort_id)
    mine = found.user_id == request.actor.user_id and not request.actor.has("lead")
    then = reverse("training:cohorts") if mine else here
    return do_now(request, commands.end_trainer, found, then=then, done="Done.")


def _page(cohort_id: str) -> str:
    return reverse("training:cohort", args=[cohort_id])
