"""Reading, scoring, talking, settling and finishing: by number, until it is decided."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from alongside.core import audit, clock
from alongside.recruitment import commands, queries
from alongside.recruitment.forms import shortlisting as forms
from alongside.ui.pages import Request, do_now, form_page
from alongside.ui.sheets import list_page


def my_reading(request: Request) -> HttpResponse:
    """What I am asked to read or settle, whom I meet, and what candidates asked us to write with them."""
    return render(
        request,
        "recruitment/my_reading.jinja",
        {
            "vacancies": queries.to_read(request.actor),
            "settling": queries.to_settle(request.actor),
            "meeting": queries.to_meet(request.actor),
            "writing": queries.applications_we_write(request.actor),
        },
    )


def begin_reading(request: Request, vacancy_id: str) -> HttpResponse:
    vacancy = queries.get_shortlisted(request.actor, vacancy_id)
    then = reverse("recruitment:shortlist", args=[vacancy.pk])
    return do_now(request, commands.begin_reading, vacancy, then=then, done="Every application has its readers.")


def shortlist(request: Request, vacancy_id: str) -> HttpResponse:
    """All applications of a vacancy: those that need a talk first. For readers, mine and the second reader's."""
    vacancy = queries.get_shortlisted(request.actor, vacancy_id)
    found = queries.shortlist(request.actor, vacancy)
    columns: dict[str, Any] = {
        "Application": "number",
        **{row.words: partial(_cell, row.pk) for row in found.criteria},
        "Trained": "trained",
        "Where it stands": lambda row: queries.ANSWERS[row.answer],
    }
    return list_page(
        request,
        "recruitment/shortlist.jinja",
        found.rows,
        columns,
        called="Shortlisting",
        about=vacancy,
        found=found,
        vacancy=vacancy,
        answers=queries.ANSWERS,
        tags=TAGS,
        may_finish=commands.finish_shortlisting.allowed(request.actor, vacancy),
    )


TAGS = {"talk": "your_turn", "waiting": "their_turn", "meet": "done", "not_this_time": "on_hold"}


def _cell(criterion_id: str, row: queries.Row) -> str:
    """Both scores as the page shows them: mine, then the second reader's once both are in."""
    said = [row.mine.get(criterion_id), row.theirs.get(criterion_id)]
    return " and ".join(str(score) for score in said if score is not None)


def read_application(request: Request, application_id: str) -> HttpResponse:
    """One application by its number: read it, score it alone, then talk about it together."""
    application = queries.get_to_read(request.actor, application_id)
    page = queries.read_page(request.actor, application)
    if request.method == "GET":
        audit.opened(request.actor, application, "opened", at=clock.now())
    context: dict[str, Any] = {"page": page, "vacancy": page.vacancy}
    if page.can_score:
        then = (
            reverse("recruitment:read_application", args=[page.next_id])
            if page.next_id
            else reverse("recruitment:shortlist", args=[page.vacancy.pk])
        )
        return form_page(
            request,
            "recruitment/read_application.jinja",
            form=partial(forms.ScoreApplication, criteria=page.criteria),
            do=commands.score_application,
            to=page.reading,
            initial=forms.initial_scores(page.criteria),
            then=then,
            done=f"Application {application.number} is saved.",
            draft=f"score:{application.pk}",
            **context,
        )
    return render(request, "recruitment/read_application.jinja", context)


def finish_reading(request: Request, vacancy_id: str) -> HttpResponse:
    vacancy = queries.get_shortlisted(request.actor, vacancy_id)
    then = reverse("recruitment:shortlist", args=[vacancy.pk])
    return do_now(request, commands.finish_reading, vacancy, then=then, done="You are done. Thank you for reading.")


def step_aside(request: Request, application_id: str) -> HttpResponse:
    """One tap, no reason."""
    application = queries.get_to_read(request.actor, application_id)
    reading = queries.get_reading(request.actor, application)
    done = "You stepped aside. Somebody else is asked."
    return do_now(request, commands.step_aside, reading, then=reverse("recruitment:my_reading"), done=done)


def agree_score(request: Request, application_id: str, criterion_id: str) -> HttpResponse:
    """The words, both scores with their reasons, and the one they agree on."""
    application = queries.get_to_read(request.actor, application_id)
    page = queries.read_page(request.actor, application)
    row = _row(page, criterion_id)
    return form_page(
        request,
        "recruitment/agree_score.jinja",
        form=forms.AgreeScore,
        do=commands.agree_score,
        to=application,
        details={"criterion": row.criterion},
        initial={"score": str(row.agreed.score), "words": row.agreed.words} if row.agreed else None,
        then=reverse("recruitment:shortlist", args=[application.vacancy_id]),
        done=f"Application {application.number}: saved what you agreed.",
        page=page,
        row=row,
        vacancy=page.vacancy,
    )


def ask_third(request: Request, application_id: str, criterion_id: str) -> HttpResponse:
    application = queries.get_to_read(request.actor, application_id)
    row = _row(queries.read_page(request.actor, application), criterion_id)
    then = reverse("recruitment:shortlist", args=[application.vacancy_id])
    done = "A third person is asked. They see the words and both reasons, not the scores."
    return do_now(request, commands.ask_third, application, then=then, done=done, criterion=row.criterion)


def settle_score(request: Request, application_id: str, criterion_id: str) -> HttpResponse:
    """For a third person: the words and both reasons, without the scores."""
    application = queries.get_to_read(request.actor, application_id)
    page = queries.read_page(request.actor, application)
    if not page.settles:
        raise Http404
    row = _row(page, criterion_id)
    return form_page(
        request,
        "recruitment/agree_score.jinja",
        form=forms.SettleScore,
        do=commands.settle_score,
        to=page.reading,
        details={"criterion": row.criterion},
        then=reverse("recruitment:my_reading"),
        done="Settled. Thank you.",
        page=page,
        row=row,
        vacancy=page.vacancy,
    )


def _row(page: queries.ReadPage, criterion_id: str) -> queries.CriterionPage:
    found = next((row for row in page.criteria if row.criterion.pk == criterion_id), None)
    if found is None:
        raise Http404
    return found


def finish_shortlisting(request: Request, vacancy_id: str) -> HttpResponse:
    """The last look: who is met, who is not, and that everybody hears now."""
    vacancy = queries.get_shortlisted(request.actor, vacancy_id)
    found = queries.shortlist(request.actor, vacancy)
    if not found.rows:
        messages.info(request, "Shortlisting is finished. Everybody has heard.")
        return redirect("recruitment:my_reading")
    return form_page(
        request,
        "recruitment/finish_shortlisting.jinja",
        form=forms.Finish,
        do=commands.finish_shortlisting,
        to=vacancy,
        then=reverse("recruitment:my_reading"),
        done="Finished. Everybody hears now, with the reasons you agreed.",
        found=found,
        vacancy=vacancy,
    )


def equality(request: Request) -> HttpResponse:
    """Counts of equality answers: of one vacancy that closed, or of all of them; small numbers hidden."""
    chosen = request.GET.get("vacancy", "")
    page = queries.equality_page(request.actor, chosen)
    return render(request, "recruitment/equality.jinja", {"page": page})
