"""Who I walk with, the story so far, what we agreed, and stopping."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from alongside.support import commands, forms, queries
from alongside.ui.pages import Request, form_page
from alongside.ui.sheets import Columns, list_page

PEOPLE: Columns = {
    "Person": "name",
    "Needs": "needs",
    "Peer worker": "worker",
    "Next meeting": "next_meeting_at",
    "Last met": "last_met_at",
    "Quiet, days": lambda row: row.quiet_days or None,
    "Now": "status_words",
    "Has an agreement": "has_agreement",
}
CONTACTS: Columns = {
    "When": "starts_at",
    "What happened": "what",
    "Minutes": "minutes",
    "With": "with_workers",
    "Also there": "others",
    "Words": "words",
    "Whose words": lambda row: row.whose if row.words else "",
    "Their side": lambda row: [f"{side.words} ({side.said_by})" for side in row.theirs],
    "Not in place": "needs_not_met",
    "Corrected": lambda row: row.corrects or None,
}


def my_people(request: Request) -> HttpResponse:
    """Those I walk with; for the lead and coordinators, everyone in reach who walks with somebody."""
    queries.needs_to_walk(request.actor)
    whole_team = queries.sees_team(request.actor) and request.GET.get("whose") != "mine"
    rows = queries.my_people(request.actor, whole_team=whole_team)
    called = "People with a peer worker" if whole_team else "My people"
    return list_page(request, "support/my_people.jinja", rows, PEOPLE, called=called, whole_team=whole_team)


def relationship(request: Request, relationship_id: str) -> HttpResponse:
    """The story so far. Opening it is logged, and the person can see that it was opened."""
    page = queries.open_relationship(request.actor, relationship_id, printed="print" in request.GET)
    return render(request, "support/relationship.jinja", {"page": page})


def contacts(request: Request, relationship_id: str) -> HttpResponse:
    """Every contact, the newest first."""
    found = queries.get_relationship(request.actor, relationship_id)
    person, rows = found.referral.person, queries.contacts_of(found)
    with_whom = [f"With {person.full_name}"]
    return list_page(
        request,
        "support/contacts.jinja",
        rows,
        CONTACTS,
        called="Contacts",
        about=person,
        showing=with_whom,
        relationship=found,
        person=person,
    )


def agreement(request: Request, relationship_id: str) -> HttpResponse:
    """What was agreed now, and what was agreed before."""
    found = queries.get_relationship(request.actor, relationship_id)
    context = {
        "relationship": found,
        "person": found.referral.person,
        "agreements": queries.agreements_of(found),
        "may_change": queries.may_change(request.actor, found),
    }
    return render(request, "support/agreement.jinja", context)


def agree(request: Request, relationship_id: str) -> HttpResponse:
    """Write down what the two agreed, the limits of confidentiality first."""
    found = queries.get_relationship(request.actor, relationship_id)
    person = found.referral.person
    return form_page(
        request,
        "support/agree.jinja",
        form=partial(forms.Agreement, called=person.called, lengths=queries.lengths()),
        do=commands.agree,
        to=found,
        then=reverse("support:relationship", args=[found.pk]),
        done="What you agreed is saved.",
        initial=queries.last_agreement(found),
        draft=f"agree:{found.pk}",
        relationship=found,
        person=person,
    )


def stop_support(request: Request, relationship_id: str) -> HttpResponse:
    """On the person's word. No reason is asked."""
    found = queries.get_relationship(request.actor, relationship_id)
    person = found.referral.person
    return form_page(
        request,
        "support/stop_support.jinja",
        form=partial(forms.Stop, called=person.called),
        do=commands.stop_support,
        to=found,
        then=reverse("support:relationship", args=[found.pk]),
        done=f"Stopped. {person.called} can come back at any time.",
        relationship=found,
        person=person,
    )
