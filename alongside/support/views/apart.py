"""I know this person: for a worker, for the person themself, and written down by staff on their word."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from alongside.referrals import queries as referrals
from alongside.support import commands, forms
from alongside.support.queries import apart as queries
from alongside.support.queries import get_relationship
from alongside.ui.pages import Request, do_now, form_page

ONLY_YOU = "Kept. Nobody else sees it, and nobody is told why."
TAKEN_BACK = "Taken back. Nothing of it is left."


def apart(request: Request) -> HttpResponse:
    """What I said myself, or wrote down on somebody's word, and nothing that anybody else did."""
    return render(request, "support/apart.jinja", {"rows": queries.own_apart(request.actor)})


def i_know_them(request: Request, relationship_id: str) -> HttpResponse:
    """The worker, of somebody they walk with."""
    found = get_relationship(request.actor, relationship_id)
    person = found.referral.person
    return form_page(
        request,
        "support/i_know_them.jinja",
        form=forms.SayIKnow,
        do=commands.say_i_know,
        to=found.worker,
        details={"person": person},
        then=reverse("support:hand_over", args=[found.pk]),
        done=ONLY_YOU + " Would you like to put somebody else forward?",
        relationship=found,
        person=person,
    )


def keep_apart(request: Request, person_id: str) -> HttpResponse:
    """Staff, on the person's word."""
    person = referrals.get_person(request.actor, person_id)
    return form_page(
        request,
        "support/keep_apart.jinja",
        form=partial(
            forms.KeepApart,
            workers=queries.worker_choices(request.actor),
            teams=queries.team_choices(),
            wards=queries.ward_choices(),
        ),
        do=commands.keep_apart,
        to=person,
        then=reverse("support:keep_apart", args=[person.pk]),
        done=ONLY_YOU,
        person=person,
        rows=queries.own_apart(request.actor, person),
    )


def take_back_apart(request: Request, apart_id: str) -> HttpResponse:
    """Whoever said it, of their own row."""
    row = queries.get_own_apart(request.actor, apart_id)
    then = reverse("support:apart")
    if row.worker is not None and commands.take_back_i_know.allowed(request.actor, row.worker):
        return do_now(request, commands.take_back_i_know, row.worker, then=then, done=TAKEN_BACK, apart=row)
    return do_now(request, commands.take_back_apart, row.person, then=then, done=TAKEN_BACK, apart=row)


def my_apart(request: Request) -> HttpResponse:
    """The person themself: whom I would rather not meet here."""
    person = queries.own_person(request.actor)
    return form_page(
        request,
        "support/my_apart.jinja",
        form=partial(forms.KeepApart, teams=queries.team_choices(), wards=queries.ward_choices()),
        do=commands.keep_apart,
        to=person,
        then=reverse("support:my_apart"),
        done="Kept. Only you see this, and nobody is told why.",
        initial={"worker_name": request.GET.get("name", "")},
        rows=queries.own_apart(request.actor, person),
    )


def take_back_my_apart(request: Request, apart_id: str) -> HttpResponse:
    row = queries.get_own_apart(request.actor, apart_id)
    then = reverse("support:my_apart")
    return do_now(request, commands.take_back_apart, row.person, then=then, done=TAKEN_BACK, apart=row)
