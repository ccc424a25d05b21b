"""Staff pages about the people in a group: the list, one of them, and asking with somebody for a group."""

from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from alongside.core import audit, clock
from alongside.core.commands import Command
from alongside.groups import commands
from alongside.groups import queries as groups
from alongside.groups.forms import members as forms
from alongside.groups.queries import members as queries
from alongside.groups.queries import my_groups as own
from alongside.referrals import queries as referrals
from alongside.ui.pages import Request, do_now, form_page
from alongside.ui.sheets import Columns, list_page

FOUND = 20
SHOWING = {"everyone": "All", "asked": "Asked to join", "waiting": "Waiting", "joined": "In it", "left": "Left"}
COLUMNS: Columns = {
    "Name": "name",
    "Where they are": "status_words",
    "Since": "since",
    "How they came": "how_words",
    "Agreed how we are together": lambda row: row.agreed or None,
    "Name on the list": lambda row: "Yes" if row.on_list else "Counted only",
    "In their record": "as_contact",
    "Has an open request": lambda row: row.supported or None,
}
# What one press does, by the word in the address: the command, and what is said afterwards.
ANSWERS: dict[str, tuple[Command, str]] = {
    "place": (commands.give_place, "They have a place, and are told in the way they chose."),
    "wait": (commands.put_on_waiting_list, "They are on the waiting list. It moves by itself."),
    "not-this-group": (commands.say_not_this_group, "Written down. They are told kindly, in the way they chose."),
    "leave": (commands.leave_group, "They have left. No reason is kept."),
    "after-all": (commands.say_coming_after_all, "Written down: they come after all."),
    "agree": (commands.agree_together, "Written down: they said yes to how we are together."),
}


def members(request: Request, group_id: str) -> HttpResponse:
    """Who is in the group, who waits, and who asked."""
    group = queries.get_members_group(request.actor, group_id)
    asked = request.GET.get("showing", "everyone")
    showing = asked if asked in SHOWING else "everyone"
    counts = queries.member_counts(request.actor, group)
    everyone = sum(counts.get(status, 0) for status in queries.LIVE)
    here = reverse("groups:members", args=[group_id])
    pills = [
        {
            "text": words,
            "url": f"{here}?showing={key}",
            "count": everyone if key == "everyone" else counts.get(key, 0),
            "current": key == showing,
        }
        for key, words in SHOWING.items()
    ]
    return list_page(
        request,
        "groups/members.jinja",
        queries.members(request.actor, group, showing=queries.LIVE if showing == "everyone" else (showing,)),
        COLUMNS,
        called=f"People in {group.name}",
        about=group,
        aloud=queries.member_rows,
        pill_links=pills,
        group=group,
        free=queries.free_places(group),
        taken=counts.get("joined", 0),
        may_add=referrals.may_list(request.actor) or referrals.may_search(request.actor),
    )


def member(request: Request, member_id: str) -> HttpResponse:
    """One of them: what they chose, and what can be written down on their word."""
    found = queries.get_member(request.actor, member_id)
    audit.opened(request.actor, found.person, "opened", at=clock.now(), words="Their place in a group")
    [row] = queries.member_rows([found])
    shown = {"member": found, "row": row, "group": found.group, "free": queries.free_places(found.group)}
    shown |= {"next_date": queries.next_date(found.group)}
    shown |= {"number": queries.waiting_number(found), "opens": queries.may_open(request.actor, found.person)}
    return render(request, "groups/member.jinja", shown)


def answer_member(request: Request, member_id: str, answer: str) -> HttpResponse:
    """A place, the waiting list, not this group, or what they said themself."""
    found = queries.get_member(request.actor, member_id)
    if answer == "not-this-time" and (date := queries.next_date(found.group)):
        done = "Written down. Their place stays theirs."
        return do_now(request, commands.say_not_this_time, found, then=_member(found.pk), done=done, date=date)
    if answer not in ANSWERS:
        raise Http404
    do, done = ANSWERS[answer]
    return do_now(request, do, found, then=_member(found.pk), done=done)


def about_member(request: Request, member_id: str) -> HttpResponse:
    """What they chose, on their word."""
    found = queries.get_member(request.actor, member_id)
    return form_page(
        request,
        "groups/about_member.jinja",
        form=partial(forms.AboutMember, group=found.group),
        do=commands.say_about_me,
        to=found,
        then=_member(found.pk),
        done="Written down on their word.",
        initial=queries.said_already(found),
        member=found,
    )


def add_member(request: Request, group_id: str) -> HttpResponse:
    """Find somebody whose record I may open, to ask with them for this group."""
    group = groups.get_group(request.actor, group_id)
    asked = forms.FindSomebody(request.GET) if "who" in request.GET else forms.FindSomebody()
    words = (asked.cleaned_data["who"] if asked.is_bound and asked.is_valid() else "").strip()
    found = queries.find_for(request.actor, group, words, FOUND) if words else None
    back = reverse("groups:members", args=[group_id])
    shown = {"group": group, "form": asked, "found": found, "asked": words, "back_to": back}
    shown |= {"sees_members": queries.sees_members(request.actor, group)}
    return render(request, "groups/add_member.jinja", shown)


def refer_to_group(request: Request, group_id: str, person_id: str) -> HttpResponse:
    """Ask with somebody for a place."""
    group, person = groups.get_group(request.actor, group_id), referrals.get_person(request.actor, person_id)

    def then(membership: Any) -> str:
        sees = queries.sees_member(request.actor, membership)
        return _member(membership.pk) if sees else reverse("groups:person_groups", args=[person_id])

    return form_page(
        request,
        "groups/refer_to_group.jinja",
        form=forms.Refer,
        do=commands.refer_to_group,
        to=person,
        then=then,
        done="Written down on their word.",
        details={"group": group},
        group=group,
        person=person,
        joins_as=queries.joins_as_now(group, person),
    )


def person_groups(request: Request, person_id: str) -> HttpResponse:
    """The groups somebody is in, and those they could be asked about."""
    person = referrals.get_person(request.actor, person_id)
    audit.opened(request.actor, person, "opened", at=clock.now(), words="Their groups")
    rows = own.groups_for(request.actor, person)
    may_refer = not person.died_on and commands.refer_to_group.allowed(request.actor, person)
    shown = {"person": person, "rows": rows, "came": own.came_in_record(person), "may_refer": may_refer}
    return render(request, "groups/person_groups.jinja", shown)


def _member(member_id: str) -> str:
    return reverse("groups:member", args=[member_id])
