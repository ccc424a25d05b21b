"""One supervision: named, agreed, covered, joined, left, ended; and everybody's at a glance, in dates."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from alongside.core import clock
from alongside.supervision import commands, forms, queries
from alongside.ui.dates import full_date
from alongside.ui.pages import Request, do_now, form_page
from alongside.ui.sheets import list_page


def _page(supervision_id: str) -> str:
    return reverse("supervision:supervision", args=[supervision_id])


def overview(request: Request) -> HttpResponse:
    """Dates of everybody's supervision in reach, and no words."""
    show = request.GET.get("show", "")
    narrow = forms.Narrow(request.GET, teams=queries.team_choices(request.actor), strands=queries.STRANDS)
    chosen = narrow.cleaned_data if narrow.is_valid() else {}
    team, strand = chosen.get("team") or "", chosen.get("strand") or ""
    rows = queries.overview(request.actor, show=show, team=team, strand=strand)
    kinds = [(value, words) for value, words in queries.STRANDS if strand in ("", value)]
    columns: dict[str, Any] = {"Worker": "name", "Teams": "teams"}
    for value, words in kinds:
        columns |= {
            words: partial(_with_whom, value),
            f"{words}: last": partial(_last, value),
            f"{words}: next": partial(_next, value),
            f"{words}: overdue": partial(_overdue, value),
        }
    rest = f"&team={team}&strand={strand}"
    return list_page(
        request,
        "supervision/overview.jinja",
        rows,
        columns,
        called="Supervision",
        pill_links=[
            {"text": words, "url": f"{request.path}?show={value}{rest}", "current": value == show}
            for value, words in queries.SHOWS.items()
        ],
        filter_form=narrow,
        kinds=kinds,
        raised=queries.open_raised(request.actor),
    )


def _with_whom(strand: str, row: Any) -> str:
    return ", ".join(one.supervisor for one in row.strands[strand]) or "Nobody"


def _last(strand: str, row: Any) -> str:
    return ", ".join(full_date(one.last_on) if one.last_on else "Not yet" for one in row.strands[strand])


def _next(strand: str, row: Any) -> str:
    return ", ".join(full_date(one.next_at) if one.next_at else "No date" for one in row.strands[strand])


def _overdue(strand: str, row: Any) -> str:
    return "Yes" if any(one.is_overdue for one in row.strands[strand]) else "No"


def supervision(request: Request, supervision_id: str) -> HttpResponse:
    page = queries.supervision_page(request.actor, supervision_id)
    return render(request, "supervision/supervision.jinja", {"page": page})


def start_supervision(request: Request) -> HttpResponse:
    workers = queries.to_supervise(request.actor)
    asked = {worker.pk for worker, _ in workers} & {request.GET.get("worker", "")}
    initial = {"began_on": clock.today(), "worker": next(iter(asked), ""), "strand": request.GET.get("strand", "")}
    return form_page(
        request,
        "supervision/start_supervision.jinja",
        form=partial(forms.StartSupervision, workers=workers, supervisors=queries.supervisor_choices()),
        initial=initial,
        do=commands.start_supervision,
        then=lambda made: _page(made.pk),
        done="Both are told. They agree how they do it together, and plan the first date.",
    )


def end_supervision(request: Request, supervision_id: str) -> HttpResponse:
    """Asked once more on a page that says what happens next."""
    found = queries.get_supervision(request.actor, supervision_id)
    if request.method == "POST":
        done = "It has ended. Those who were in it are told, and still read what they wrote together."
        return do_now(request, commands.end_supervision, found, then=_page(supervision_id), done=done)
    page = queries.supervision_page(request.actor, supervision_id)
    return render(request, "supervision/end_supervision.jinja", {"page": page})


def join_supervision(request: Request, supervision_id: str) -> HttpResponse:
    found = queries.get_supervision(request.actor, supervision_id)
    return form_page(
        request,
        "supervision/join_supervision.jinja",
        form=partial(forms.JoinSupervision, workers=queries.to_join(request.actor, found)),
        do=commands.join_supervision,
        to=found,
        then=_page(supervision_id),
        done="They are in it from today, and are told.",
        title_of=queries.title_of(found),
        supervision=found,
    )


def leave_supervision(request: Request, place_id: str) -> HttpResponse:
    place = queries.named_place(request.actor, place_id)
    then = _page(place.supervision_id)
    return do_now(request, commands.leave_supervision, place, then=then, done="They are no longer in it.")


def write_agreement(request: Request, supervision_id: str) -> HttpResponse:
    found = queries.own_supervision(request.actor, supervision_id)
    return form_page(
        request,
        "supervision/write_agreement.jinja",
        form=forms.WriteAgreement,
        initial={"agreement": found.agreement},
        do=commands.write_agreement,
        to=found,
        then=_page(supervision_id),
        done="Kept. You have said yes to it; the others are asked to.",
        draft=f"supervision-agreement:{supervision_id}",
        title_of=queries.title_of(found),
        supervision=found,
    )


def agree_to_agreement(request: Request, supervision_id: str) -> HttpResponse:
    found = queries.own_supervision(request.actor, supervision_id)
    return do_now(request, commands.agree_to_agreement, found, then=_page(supervision_id), done="You have said yes.")


def agree_rhythm(request: Request, supervision_id: str) -> HttpResponse:
    found = queries.get_supervision(request.actor, supervision_id)
    return form_page(
        request,
        "supervision/agree_rhythm.jinja",
        form=forms.AgreeRhythm,
        initial={"weeks": found.weeks},
        do=commands.agree_rhythm,
        to=found,
        then=_page(supervision_id),
        done="Saved.",
        title_of=queries.title_of(found),
        supervision=found,
    )


def name_cover(request: Request, supervision_id: str) -> HttpResponse:
    found = queries.get_supervision(request.actor, supervision_id)
    first, last = queries.away_ahead(found) or (clock.today(), clock.today())
    first = max(first, clock.today())
    return form_page(
        request,
        "supervision/name_cover.jinja",
        form=partial(forms.NameCover, workers=queries.cover_choices(found, first, last)),
        initial={"starts_on": first, "ends_on": last},
        do=commands.name_cover,
        to=found,
        then=_page(supervision_id),
        done="They cover, and everybody in it is told.",
        title_of=queries.title_of(found),
        supervision=found,
        away=queries.away_ahead(found),
    )


def take_back_cover(request: Request, cover_id: str) -> HttpResponse:
    cover = queries.get_cover(request.actor, cover_id)
    then = _page(cover.supervision_id)
    return do_now(request, commands.take_back_cover, cover, then=then, done="Taken back. Everybody in it is told.")


def ask_for_session(request: Request, supervision_id: str) -> HttpResponse:
    place = queries.own_place(request.actor, supervision_id)
    return form_page(
        request,
        "supervision/ask_for_session.jinja",
        form=forms.AskForSession,
        do=commands.ask_for_session,
        to=place,
        then=reverse("supervision:my_supervision"),
        done="Asked. They are told now, and once more in three days if no date is planned.",
        title_of=queries.title_of(place.supervision),
        supervision=place.supervision,
    )


def take_back_asking(request: Request, supervision_id: str) -> HttpResponse:
    place = queries.own_place(request.actor, supervision_id)
    return do_now(
        request, commands.take_back_asking, place, then=reverse("supervision:my_supervision"), done="Taken back."
    )
