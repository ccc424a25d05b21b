"""Referring someone, and what became of it."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate

from alongside.accounts.queries import open_teams
from alongside.core.errors import NotAllowed
from alongside.referrals import commands, queries
from alongside.referrals.forms import ask as ask_forms
from alongside.referrals.forms import refer as forms
from alongside.referrals.forms import triage as triage_forms
from alongside.referrals.views.ask import tidy
from alongside.ui.journeys import Answers, Journey, Step, journey_page
from alongside.ui.pages import Request, form_page
from alongside.ui.sheets import Columns, as_spreadsheet, wanted

FIRST = "who"
TEMPLATE = "referrals/refer_step.jinja"
COLUMNS: Columns = {
    "Name": "name",
    "Referred": lambda row: localdate(row.referred_at),
    "Whose turn": lambda row: row.turn[1],
    "Now": "now",
    "We asked you": "question",
    "Finished": "finished",
}


def refer(request: Request) -> HttpResponse:
    """The first page: has the person said yes, who they are, how to reach them."""
    return refer_step(request, FIRST)


def refer_step(request: Request, step: str) -> HttpResponse:
    """One page of the referral, or the answers to check."""
    if not commands.refer_person.allowed(request.actor):
        raise NotAllowed("person.referred")
    return journey_page(request, _journey(request), step)


def _journey(request: Request) -> Journey:
    hopes = partial(forms.Hopes, teams=open_teams(), initial=queries.usual_place(request.actor))
    return Journey(
        name="refer",
        url="referrals:refer_step",
        steps=(
            Step(FIRST, forms.Who, "Who would like peer support?", TEMPLATE),
            Step("not-yet", ask_forms.never(), "Please ask them first", "referrals/refer_not_yet.jinja", _not_asked),
            Step("hopes", hopes, "What do they hope for?", TEMPLATE),
        ),
        finish=_finish,
        button="Send the referral",
        check_heading="Check and send",
        done="Sent. We read it, then we get in touch with them. You see each step here.",
    )


def _not_asked(answers: Answers) -> bool:
    return answers.get("told_consent") == ask_forms.NOT_ASKED


def _finish(request: Request, answers: Answers) -> str:
    given = tidy({**answers, "host_team_id": answers.get("host_team")})
    given.pop("host_team", None)
    given["support_for"] = "carer" if given.pop("for_carer") else "person"
    commands.refer_person(request.actor, **given)
    return reverse("referrals:my_referrals")


def my_referrals(request: Request) -> HttpResponse:
    """What became of my referrals: what needs something of me first."""
    if not commands.refer_person.allowed(request.actor):
        raise NotAllowed("person.referred")
    rows = queries.my_referrals(request.actor)
    if wanted(request):
        return as_spreadsheet(request, rows, COLUMNS, called="My referrals")
    return render(
        request,
        "referrals/my_referrals.jinja",
        {
            "asked": [(row, triage_forms.Answer(prefix=row.question_id)) for row in rows if row.question],
            "going_on": [row for row in rows if not row.question and not row.finished],
            "finished": [row for row in rows if row.finished],
            "total": len(rows),
        },
    )


def answer_question(request: Request, question: str) -> HttpResponse:
    """The answer box on the card leads here; a mistake is shown here with the question beside it."""
    asked = queries.get_question(request.actor, question)
    return form_page(
        request,
        "referrals/answer_question.jinja",
        form=partial(triage_forms.Answer, prefix=question),
        do=commands.answer_question,
        to=asked,
        then=reverse("referrals:my_referrals"),
        done="Thank you. It is with us again.",
        question=asked,
    )
