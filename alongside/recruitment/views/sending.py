"""The end of applying: everything once more, the page that sends, a copy of it, and the ways back."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters

from alongside.recruitment import commands, queries
from alongside.recruitment.forms import applications as forms
from alongside.recruitment.views.applications import typed_in
from alongside.ui.pages import Request, do_now, form_page


def application_check(request: Request, application_id: str) -> HttpResponse:
    """Everything as it would be sent, and what is left to do."""
    found = queries.get_application_to_write(request.actor, application_id)
    if found.status != found.Status.STARTED:
        return redirect("recruitment:application_copy", found.pk)
    tasks = queries.task_list(found, typed=typed_in(request, found.pk))
    answers = queries.answers_of(found)
    return render(
        request,
        "recruitment/application_check.jinja",
        {"tasks": tasks, "application": found, "answers": answers, "items": list(found.history.all())},
    )


@sensitive_post_parameters()
def send_application(request: Request, application_id: str) -> HttpResponse:
    """The page that sends, with the equality questions: optional, counted, and never kept, so never in a draft."""
    found = queries.get_application_to_write(request.actor, application_id)
    if found.status != found.Status.STARTED:
        return redirect("recruitment:application_copy", found.pk)
    if left := queries.left_of(found):
        messages.info(request, f"{left[0].missing} first.")
        return redirect("recruitment:application_check", found.pk)
    asks = found.sent_at is None  # counted once: nobody can take an answer out again
    return form_page(
        request,
        "recruitment/send_application.jinja",
        form=partial(forms.SendIt, asks=asks),
        do=commands.send_application,
        to=found,
        then=reverse("recruitment:application_copy", args=[found.pk]),
        application=found,
        asks=asks,
    )


def application_copy(request: Request, application_id: str) -> HttpResponse:
    """A copy of what was sent, where it stands, and the ways back."""
    found = queries.get_application_to_write(request.actor, application_id)
    if found.sent_at is None:
        raise Http404
    return render(
        request,
        "recruitment/application_copy.jinja",
        {
            "application": found,
            "vacancy": found.vacancy,
            "answers": queries.answers_of(found),
            "items": list(found.history.all()),
            "is_open": queries.is_open(found.vacancy),
            "steps": [step for step in queries.steps_of(found.candidate) if step.key.endswith(found.pk)],
        },
    )


def take_back(request: Request, application_id: str) -> HttpResponse:
    found = queries.get_application_to_write(request.actor, application_id)
    then = reverse("recruitment:application", args=[found.pk])
    return do_now(request, commands.take_back, found, then=then, done="It is yours to change again.")


def withdraw(request: Request, application_id: str) -> HttpResponse:
    """Asked once, kindly: a withdrawn application cannot be sent again."""
    found = queries.get_application_to_write(request.actor, application_id)
    if request.method != "POST":
        return render(request, "recruitment/withdraw.jinja", {"application": found, "vacancy": found.vacancy})
    commands.withdraw(request.actor, found)
    messages.success(request, "Withdrawn. What you reached stays yours, and you are welcome to apply for other jobs.")
    return redirect(reverse("pages:home"))
