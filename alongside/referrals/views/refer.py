"""Referring someone, and what became of it."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate

from alongside.accounts.queries import open_teams
from alongside.core import audit, clock
from alongside.core.errors import NotAllowed
from alongside.referrals import commands, queries
from alongside.referrals.forms import ask as ask_forms
from alongside.referrals.forms import refer as forms
from alongside.referrals.forms import triage as triage_forms
from alongside.referrals.forms.lists import FindMine
from alongside.referrals.views.ask import tidy
from alongside.ui.journeys import Answers, Journey, Step, journey_page
from alongside.ui.pages import Request, for_partners, form_page
from alongside.ui.sheets import Columns, list_page

FIRST = "who"
SIZE = 20  # each is a card with its journey
TEMPLATE = "referrals/refer_step.jinja"
COLUMNS: Columns = {
    "Name": "name",
    "Referred": lambda row: localdate(row.referred_at),
    "By": lambda row: row.by or None,
    "Whose turn": lambda row: row.turn[1],
    "Now": "now",
    "We asked you": "question",
    "Finished": "finished",
}


@for_partners
def refer(request: Request) -> HttpResponse:
    """The first page: has the person said yes, who they are, how to reach them."""
    return refer_step(request, FIRST)


@for_partners
def refer_step(request: Request, step: str) -> HttpResponse:
    """One page of the referral, or the answers to check."""
    if not commands.refer_person.allowed(request.actor):
        raise NotAllowed("person.referred")
    return journey_page(request, _journey(request), step)


def _journey(request: Request) -> Journey:
    if queries.sent_from(request.actor):
        hopes: Any = forms.HopesFromPartner
    else:
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
    commands.refer_person(request.actor, **{**given, **queries.sent_from(request.actor)})
    return reverse("referrals:my_referrals")


@for_partners
def my_referrals(request: Request) -> HttpResponse:
    """What became of my referrals: what needs something of me first."""
    if not commands.refer_person.allowed(request.actor):
        raise NotAllowed("person.referred")
    actor, show, find = request.actor, request.GET.get("show", ""), FindMine(request.GET or None)
    name = (find.cleaned_data["name"] if find.is_valid() else "") or ""
    if name:
        audit.opened(actor, None, "searched", at=clock.now(), words=name[:200])
    counts, here = queries.referred_counts(actor), reverse("referrals:my_referrals")
    return list_page(
        request,
        "referrals/my_referrals.jinja",
        queries.referred(actor, show, name),
        COLUMNS,
        called="My referrals",
        size=SIZE,
        aloud=partial(queries.my_referrals, actor),
        pill_links=[
            {
                "text": words,
                "url": f"{here}?show={key}" if key else here,
                "count": counts[key],
                "current": key == show,
            }
            for key, words in queries.SHOWN.items()
        ],
        filter_form=find,
        counts=counts,
        many=counts[""] > SIZE,
        answer=lambda row: triage_forms.Answer(prefix=row.question_id),
    )


@for_partners
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
