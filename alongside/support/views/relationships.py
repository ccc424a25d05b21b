"""Who I walk with, the story so far, what we agreed, and stopping."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import redirect, render
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
    "Due": lambda row: [queries.DUE[key].name for key in row.due],
    "Planned ending": "planned_end_on",
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
    """Those I walk with; the lead and coordinators are shown everyone in their reach, unless they ask for their own."""
    queries.needs_to_walk(request.actor)
    if queries.sees_team(request.actor) and request.GET.get("whose") != "mine":
        return redirect("support:everyone")
    rows = queries.my_people(request.actor)
    speak_to = queries.news_to_hear(request.actor)
    return list_page(request, "support/my_people.jinja", rows, PEOPLE, called="My people", speak_to=speak_to)


def everyone(request: Request) -> HttpResponse:
    """Everyone who has a peer worker now, in the actor's reach: by pathway, peer worker, how it stands, what is due."""
    actor = request.actor
    queries.needs_team(actor)
    asked = forms.FilterPeople(request.GET or None, workers=queries.worker_choices(actor))
    chosen = asked.cleaned_data if asked.is_valid() else {}
    sort = request.GET.get("sort", "last")
    return list_page(
        request,
        "support/everyone.jinja",
        queries.everyone(actor, sort=sort, **chosen),
        PEOPLE,
        called="People with a peer worker",
        aloud=partial(queries.people_rows, actor),
        filter_form=asked,
        sort=sort,
        key=queries.DUE.get(chosen.get("key", "")),
    )


def relationship(request: Request, relationship_id: str) -> HttpResponse:
    """The story so far. Opening it is logged, and the person can see that it was opened."""
    page = queries.open_relationship(request.actor, relationship_id, printed="print" in request.GET)
    context = {
        "page": page,
        "relationship": page.relationship,
        "passage": queries.passage(request.actor, page.relationship),
        "replies": queries.replies_about(page.relationship),
    }
    return render(request, "support/relationship.jinja", context)


def contacts(request: Request, relationship_id: str) -> HttpResponse:
    """Every contact, the newest first."""
    found = queries.get_relationship(request.actor, relationship_id)
    person, rows = found.referral.person, queries.current_contacts(found)
    with_whom = [f"With {person.full_name}"]
    return list_page(
        request,
        "support/contacts.jinja",
        rows,
        CONTACTS,
        called="Contacts",
        aloud=queries.contact_rows,
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
