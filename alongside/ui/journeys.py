"""A journey: a list of small forms, answers kept on the way, "check your answers", and one command at the end."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from alongside.core.errors import NotAllowed, Refused
from alongside.ui import dates, drafts
from alongside.ui.pages import Request

CHECK = "check"
Answers = dict[str, Any]


@dataclass(frozen=True)
class Step:
    """One page. `form` is called like a form class; `when` sees the answers so far and may leave the page out."""

    name: str
    form: Callable[..., forms.Form]
    heading: str
    template: str = "ui/step.jinja"
    when: Callable[[Answers], bool] = lambda answers: True


@dataclass(frozen=True)
class Journey:
    """`finish(request, answers)` does the one command and returns where to go. `url` names a route with a step."""

    name: str
    url: str
    steps: tuple[Step, ...]
    finish: Callable[[Request, Answers], str]
    button: str
    check_heading: str = "Check your answers"
    done: str = ""

    def address(self, step: str) -> str:
        return reverse(self.url, args=[step])


@dataclass(frozen=True)
class Answered:
    """One line of "check your answers"."""

    question: str
    answer: str
    change: str


def journey_page(request: Request, journey: Journey, step: str, **context: Any) -> HttpResponse:
    """Show or take one step of a journey; the step "check" is the page that ends it."""
    kept = drafts.load(request, journey.name)
    walked, answers, unanswered = _walk(journey, kept)
    context |= {"journey": journey}
    if step == CHECK:
        return _check(request, journey, walked, answers, unanswered, context)
    here = next((s for s in walked if s.name == step), None)
    if here is None:
        return _begin_again(request, journey, step, kept, unanswered or walked[-1])
    if request.method == "POST":
        asked = here.form(request.POST)
        if drafts.LATER in request.POST or asked.is_valid():
            kept[here.name] = drafts.answers_of(request.POST)
            drafts.keep(request, journey.name, kept)
            if drafts.LATER in request.POST:
                messages.success(request, "Kept for you. Come back when you like.")
                return redirect(reverse("pages:home"))
            return redirect(_after(journey, kept, here))
    else:
        asked = drafts.filled(here.form, kept[here.name]) if here.name in kept else here.form()
    names = [s.name for s in walked]
    before = names.index(step)
    context |= {
        "form": asked,
        "step": here,
        "title": here.heading,
        "number": before + 1,
        "back": journey.address(names[before - 1]) if before else context.get("start"),
    }
    return render(request, here.template, context, status=422 if asked.errors else 200)


def _begin_again(request: Request, journey: Journey, step: str, kept: dict[str, Any], at: Step) -> HttpResponse:
    """To the first question without an answer: what was typed may have expired, or been forgotten by leaving."""
    if step not in {each.name for each in journey.steps}:
        raise Http404
    if not kept:
        messages.info(request, "What you typed before is no longer kept. You can start again here.")
    return redirect(journey.address(at.name))


def _walk(journey: Journey, kept: dict[str, Any]) -> tuple[list[Step], Answers, Step | None]:
    """The steps up to the first without a good answer, the answers so far, and that first step if there is one."""
    walked: list[Step] = []
    answers: Answers = {}
    for step in journey.steps:
        if not step.when(answers):
            continue
        walked.append(step)
        asked = _bound(step, kept)
        if asked is None or not asked.is_valid():
            return walked, answers, step
        answers |= asked.cleaned_data
    return walked, answers, None


def _bound(step: Step, kept: dict[str, Any]) -> forms.Form | None:
    if step.name not in kept:
        return None
    data = QueryDict(mutable=True)
    for name, values in kept[step.name].items():
        data.setlist(name, values)
    return step.form(data)


def _after(journey: Journey, kept: dict[str, Any], here: Step) -> str:
    """The next step that has no good answer yet, or the check."""
    _, _, unanswered = _walk(journey, kept)
    return journey.address(unanswered.name if unanswered else CHECK)


def _check(
    request: Request,
    journey: Journey,
    walked: list[Step],
    answers: Answers,
    unanswered: Step | None,
    context: dict[str, Any],
) -> HttpResponse:
    if unanswered:
        return redirect(journey.address(unanswered.name))
    refusal = ""
    if request.method == "POST":
        try:
            where = journey.finish(request, answers)
        except NotAllowed:
            raise
        except Refused as problem:
            refusal = str(problem)
        else:
            drafts.forget(request, journey.name)
            if journey.done:
                messages.success(request, journey.done)
            return redirect(where)
    kept = drafts.load(request, journey.name)
    rows = [row for step in walked for row in _answered(journey, step, kept)]
    context |= {
        "rows": rows,
        "refusal": refusal,
        "title": journey.check_heading,
        "back": journey.address(walked[-1].name),
    }
    return render(request, "ui/check.jinja", context, status=422 if refusal else 200)


def _answered(journey: Journey, step: Step, kept: dict[str, Any]) -> list[Answered]:
    asked = _bound(step, kept)
    assert asked is not None
    asked.is_valid()
    return [
        Answered(str(field.label), said, journey.address(step.name))
        for field in asked.visible_fields()
        if (said := spoken(asked, field.name))
    ]


def spoken(form: forms.Form, name: str) -> str:
    """An answer in the words of its question: the label of a choice, a day in full, a list with commas."""
    value, field = form.cleaned_data.get(name), form.fields[name]
    if value in (None, "", [], ()):
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if hasattr(value, "strftime"):
        return dates.day(value) if hasattr(value, "year") else dates.time(value)
    labels = {str(key): str(label) for key, label in getattr(field, "choices", [])}
    values = value if isinstance(value, list | tuple) else [value]
    return ", ".join(labels.get(str(v), str(v)) for v in values)
