"""Not yet in the trust's own record: copy a line, tick it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from alongside.core.commands import Command
from alongside.core.errors import NotAllowed, Refused
from alongside.support import commands, queries
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
    rows = queries.to_copy(request.actor, whole_team=whole_team, copied=copied)
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
    return _each(request, commands.tick_copied, "ticked as copied", reverse("support:to_copy"))


def untick_copied(request: Request) -> HttpResponse:
    return _each(request, commands.untick_copied, "back on the list", reverse("support:to_copy") + "?show=copied")


def _each(request: Request, do: Command, said: str, then: str) -> HttpResponse:
    """Every chosen contact, by itself: one refusal never stops the rest, and is said."""
    if request.method != "POST":
        raise Http404
    done = 0
    for contact_id in request.POST.getlist("contact"):
        contact = queries.get_contact(request.actor, contact_id)
        try:
            do(request.actor, contact)
            done += 1
        except NotAllowed:
            raise
        except Refused as refusal:
            messages.warning(request, str(refusal))
    if done:
        messages.success(request, f"{plural(done, 'contact')} {said}.")
    elif not request.POST.getlist("contact"):
        messages.warning(request, "Tick at least one contact first.")
    return redirect(then)
