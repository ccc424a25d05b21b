"""Pages of the directory for those at work, and the one that anybody may read."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from alongside.partners import commands, forms, queries
from alongside.ui.pages import Request, do_now, form_page, page_of, public
from alongside.ui.sheets import Columns, list_page

COLUMNS: Columns = {heading: name for name, heading in forms.HEADINGS.items()}
TO_CHECK: Columns = {"Name": "name", "Kept by": "owner", "Last checked": "checked_on", "Phone": "phone"}
A_PAGE = 20
ON_PAPER = 500  # all that anybody would print


def directory(request: Request) -> HttpResponse:
    """Who else can help: by words, postcode, topic and more."""
    queries.needs_to_read(request.actor)
    narrow = forms.NarrowDirectory(request.GET or None, topics=queries.topics(), languages=queries.language_choices())
    chosen = narrow.chosen if request.GET else {}
    keeps = queries.may_keep_any(request.actor)
    return list_page(
        request,
        "partners/directory.jinja",
        queries.directory(request.actor, **chosen),
        COLUMNS,
        called="Directory",
        size=ON_PAPER if "print" in request.GET else A_PAGE,
        aloud=queries.entry_rows,
        filter_form=narrow,
        narrowed=bool(chosen),
        odd_postcode=_odd(chosen),
        may_add=queries.may_add(request.actor),
        counts=queries.stale_counts(request.actor) if keeps else None,
        mine=0 if keeps else queries.mine_to_check(request.actor),
    )


@public
def places_that_help(request: Request) -> HttpResponse:
    """What of it anybody may read, on the public site."""
    request.audience = "public"
    narrow = forms.NarrowDirectory(
        request.GET or None, topics=queries.topics(public=True), languages=queries.language_choices()
    )
    chosen = narrow.chosen if request.GET else {}
    page = page_of(request, queries.public_directory(**chosen), ON_PAPER if "print" in request.GET else A_PAGE)
    page.object_list = queries.entry_rows(page.object_list)
    context = {"page": page, "filter_form": narrow, "narrowed": bool(chosen), "odd_postcode": _odd(chosen)}
    return render(request, "partners/places_that_help.jinja", context)


def entry(request: Request, entry_id: str) -> HttpResponse:
    found = queries.get_entry(request.actor, entry_id)
    context = {
        "entry": queries.entry_row(found),
        "may_keep": commands.change_entry.allowed(request.actor, found),
        "may_bring_back": commands.bring_back_entry.allowed(request.actor, found),
        "checked_by": found.checked_by,
        "partner_id": found.organisation_id if queries.may_keep_any(request.actor) else "",
        "usefulness": queries.usefulness(request.actor, found),
        "origin": found.origin,
    }
    return render(request, "partners/entry.jinja", context)


def add_entry(request: Request) -> HttpResponse:
    return form_page(
        request,
        "partners/add_entry.jinja",
        form=_about(),
        do=commands.add_entry,
        then=lambda made: _page(made.pk),
        done="Added. Thank you: somebody will be glad of it.",
        initial={"joining": "self", "owner": request.actor.user_id, "shown_public": True},
        draft="partners:add_entry",
    )


def change_entry(request: Request, entry_id: str) -> HttpResponse:
    found = queries.get_entry(request.actor, entry_id)
    return form_page(
        request,
        "partners/change_entry.jinja",
        form=_about(found),
        do=commands.change_entry,
        to=found,
        then=_page(found.pk),
        done="Changed.",
        initial=forms.answers_of(found),
        entry=found,
    )


def check_entry(request: Request, entry_id: str) -> HttpResponse:
    """One press: I made sure of it today."""
    found = queries.get_entry(request.actor, entry_id)
    done = "Thank you. It says that it was checked today."
    return do_now(request, commands.check_entry, found, then=_page(found.pk), done=done)


def end_entry(request: Request, entry_id: str) -> HttpResponse:
    found = queries.get_entry(request.actor, entry_id)
    done = "Ended. Nobody is shown it any more. The lead or a coordinator can bring it back."
    return do_now(request, commands.end_entry, found, then=reverse("partners:directory"), done=done)


def bring_back_entry(request: Request, entry_id: str) -> HttpResponse:
    found = queries.get_entry(request.actor, entry_id)
    return do_now(request, commands.bring_back_entry, found, then=_page(found.pk), done="It is in the directory again.")


def to_check(request: Request) -> HttpResponse:
    """For lead and coordinators: what nobody made sure of lately, what nobody keeps, and what ended."""
    only = request.GET.get("only", "")
    rows, here = queries.to_check(request.actor, only), reverse("partners:to_check")
    counts = queries.stale_counts(request.actor)
    pills = [
        {"text": "Not checked lately", "url": here, "count": counts.stale, "current": only not in ("nobody", "ended")},
        {"text": "Nobody keeps", "url": f"{here}?only=nobody", "count": counts.nobody, "current": only == "nobody"},
        {"text": "Ended", "url": f"{here}?only=ended", "count": counts.ended, "current": only == "ended"},
    ]
    return list_page(
        request,
        "partners/to_check.jinja",
        rows,
        TO_CHECK,
        called="To check in the directory",
        aloud=queries.entry_rows,
        pill_links=pills,
        only=only,
    )


def _about(entry: Any = None) -> Any:
    """The form, with an organisation and an owner it has already among those offered."""
    organisations, owners = queries.organisation_choices(), queries.owner_choices()
    if entry and entry.organisation and entry.organisation not in [row for row, _ in organisations]:
        organisations = [*organisations, (entry.organisation, entry.organisation.name)]
    if entry and entry.owner and entry.owner not in [row for row, _ in owners]:
        owners = [*owners, (entry.owner, entry.owner.name)]
    return partial(forms.AboutEntry, organisations=organisations, owners=owners)


def _odd(chosen: dict[str, str]) -> str:
    """What was typed as a postcode and is none."""
    postcode = chosen.get("postcode", "")
    return "" if queries.areas_of(postcode) else postcode


def _page(entry_id: str) -> str:
    return reverse("partners:entry", args=[entry_id])
