"""What the service gave beyond the trust: the list, one of them, and the page of a year, to print and in public."""

from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from alongside.core import clock
from alongside.outreach import commands, queries
from alongside.outreach.forms import contributions as forms
from alongside.outreach.views.asks import pills_of
from alongside.ui.pages import Request, do_now, form_page, public
from alongside.ui.sheets import Columns, list_page

SHOWN = {"": "All", "mine": "I took part"}
FIELDS = ("kind", "title", "with_whom", "about", "began_on", "ended_on", "ongoing", "minutes", "outcome", "link")
COLUMNS: Columns = {
    "What": "kind_words",
    "Title": "title",
    "With": "with_whom",
    "From": "began_on",
    "To": "ended_on",
    "What came of it": "outcome",
    "Minutes": "minutes",
    "Named": "names",
    "Public": lambda row: "Yes" if row.shown_public else "No",
}


def contributions(request: Request) -> HttpResponse:
    show = request.GET.get("show", "")
    narrow = forms.FilterContributions(request.GET or None, years=queries.years())
    chosen = narrow.cleaned_data if narrow.is_valid() else {}
    year = int(chosen["year"]) if chosen.get("year") else None
    return list_page(
        request,
        "outreach/contributions.jinja",
        queries.contributions(request.actor, chosen.get("kind") or "", year, mine=show == "mine"),
        COLUMNS,
        called="Beyond the trust",
        aloud=queries.contribution_rows,
        pill_links=pills_of(request, SHOWN, show, {}),
        filter_form=narrow,
        year=year or clock.today().year,
    )


def contribution(request: Request, contribution_id: str) -> HttpResponse:
    return render(
        request, "outreach/contribution.jinja", {"page": queries.contribution_page(request.actor, contribution_id)}
    )


def add_contribution(request: Request) -> HttpResponse:
    return form_page(
        request,
        "outreach/add_contribution.jinja",
        form=forms.WriteContribution,
        do=commands.add_contribution,
        then=lambda made: _page(made.pk),
        done="Written down. Thank you.",
        draft="contribution:new",
    )


def change_contribution(request: Request, contribution_id: str) -> HttpResponse:
    found = queries.get_contribution(request.actor, contribution_id)
    return form_page(
        request,
        "outreach/change_contribution.jinja",
        form=forms.WriteContribution,
        do=commands.change_contribution,
        to=found,
        then=_page(found.pk),
        done="Saved.",
        initial={name: getattr(found, name) for name in FIELDS},
        contribution=found,
    )


def take_back_contribution(request: Request, contribution_id: str) -> HttpResponse:
    found = queries.get_contribution(request.actor, contribution_id)
    then = reverse("outreach:contributions")
    return do_now(request, commands.take_back_contribution, found, then=then, done="Taken back.")


def show_contribution(request: Request, contribution_id: str) -> HttpResponse:
    found = queries.get_contribution(request.actor, contribution_id)
    show = request.POST.get("public") == "yes"
    done = "It is on the public page of its year." if show else "It is off the public page."
    return do_now(request, commands.show_contribution, found, then=_page(found.pk), done=done, public=show)


def add_contributor(request: Request, contribution_id: str) -> HttpResponse:
    found = queries.get_contribution(request.actor, contribution_id)
    return form_page(
        request,
        "outreach/add_contributor.jinja",
        form=partial(forms.AddContributor, workers=queries.who_could_be_named(request.actor, found)),
        do=commands.add_contributor,
        to=found,
        then=_page(found.pk),
        done="Added. Their name is shown once they say so.",
        contribution=found,
    )


def say_named(request: Request, person_id: str) -> HttpResponse:
    found = queries.get_contributor(request.actor, person_id)
    named = request.POST.get("named") == "yes"
    done = "Your name goes with it." if named else "Your name does not go with it."
    return do_now(request, commands.say_named, found, then=_page(found.contribution_id), done=done, named=named)


def leave_contribution(request: Request, person_id: str) -> HttpResponse:
    found = queries.get_contributor(request.actor, person_id)
    return do_now(request, commands.leave_contribution, found, then=_page(found.contribution_id), done="Taken off.")


def year(request: Request, year: int) -> HttpResponse:
    """A year, to read and to print."""
    page = queries.year_page(request.actor, _real(year))
    shown = any(row.shown_public for kind in page.kinds for row in kind.rows)
    return render(request, "outreach/year.jinja", {"page": page, "years": queries.years(), "is_public": shown})


@public
def public_year(request: Request, year: int) -> HttpResponse:
    """What of a year is shown to everybody. A year of which nothing is shown has no page."""
    request.audience = "public"
    page = queries.public_year(_real(year))
    if not page.count:
        raise Http404
    return render(request, "outreach/public_year.jinja", {"page": page})


def _real(year: int) -> int:
    if not 1900 <= year <= clock.today().year + 1:
        raise Http404
    return year


def _page(contribution_id: str) -> str:
    return reverse("outreach:contribution", args=[contribution_id])
