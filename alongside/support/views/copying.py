"""Not yet in the trust's own record: copy a line, tick it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from alongside.core.commands import Command
from alongside.core.errors import NotAllowed, Refused
from alongside.support import commands, queries
from alongside.support.queries import about_person as about
from alongside.ui.pages import Request
from alongside.ui.sheets import Columns, list_page
from alongside.ui.words import plural

COLUMNS: Columns = {
    "Person": "name",
    "When": "starts_at",
    "What": "what",
    "Peer worker": "worker",
    "The line to copy": "line",
    "Ticked by": "copied_by",
    "Ticked at": "copied_at",
}


def to_copy(request: Request) -> HttpResponse:
    queries.needs_to_walk(request.actor)
    sees_team = queries.sees_team(request.actor)
    whole_team, copied = sees_team and request.GET.get("whose") != "mine", request.GET.get("show") == "copied"
    of_whom = {"whole_team": whole_team, "copied": copied}
    rows = sorted(
        [*queries.to_copy(request.actor, **of_whom), *about.about_to_copy(request.actor, **of_whom)],
        key=lambda row: row.copied_at or row.starts_at,
        reverse=copied,
    )
    return list_page(
        request,
        "support/to_copy.jinja",
        rows,
        COLUMNS,
        called="Copied" if copied else "To copy",
        size=25,
        showing=["Everyone’s"] if whole_team else ["Mine"],
        sees_team=sees_team,
        whole_team=whole_team,
        copied=copied,
        record_name=queries.trust_record_name(),
    )


def tick_copied(request: Request) -> HttpResponse:
    do, do_about = commands.tick_copied, commands.tick_about_copied
    return _each(request, do, do_about, "ticked as copied", reverse("support:to_copy"))


def untick_copied(request: Request) -> HttpResponse:
    do, do_about = commands.untick_copied, commands.untick_about_copied
    return _each(request, do, do_about, "back on the list", reverse("support:to_copy") + "?show=copied")


def _each(request: Request, do: Command, do_about: Command, said: str, then: str) -> HttpResponse:
    """Every chosen contact, and work about a person, by itself: one refusal never stops the rest, and is said."""
    if request.method != "POST":
        raise Http404
    actor, contacts, works = request.actor, request.POST.getlist("contact"), request.POST.getlist("about")
    done = sum(_one(request, do, queries.get_contact_to_copy(actor, contact_id)) for contact_id in contacts)
    done_about = sum(_one(request, do_about, about.get_about_to_copy(actor, about_id)) for about_id in works)
    counted = [plural(done, "contact")] * bool(done) + [plural(done_about, "line about a person")] * bool(done_about)
    if counted:
        messages.success(request, f"{' and '.join(counted)} {said}.")
    elif not contacts and not works:
        messages.warning(request, "Tick at least one contact first.")
    return redirect(then)


def _one(request: Request, do: Command, row: Any) -> bool:
    try:
        do(request.actor, row)
    except NotAllowed:
        raise
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return False
    return True
