"""The numbers of groups for a period, each of which opens the dates behind it."""

from django.http import HttpResponse

from alongside.core import clock
from alongside.core.errors import NotAllowed
from alongside.groups import forms, policies, queries
from alongside.ui.pages import Request
from alongside.ui.sheets import Columns, list_page

COLUMNS: Columns = {
    "Group": "group",
    "Where": "where",
    "When": "starts_at",
    "How it stands": "said",
    "Came": "came",
    "By name": "named",
    "Without a name": "unnamed",
    "Contacts": "contacts",
    "In the group session (MHS301)": "participants",
    "Minutes": "minutes",
    "Who ran it": "credited",
}


def counts(request: Request) -> HttpResponse:
    """`?show=` is the key of a number: only the dates behind it."""
    if not policies.may_count(request.actor):
        raise NotAllowed("count groups")
    periods, choices = queries.periods(clock.today()), queries.count_choices(request.actor)
    asked = {"groups": choices.groups, "wards": choices.wards, "pathways": choices.pathways}
    narrow = forms.CountWhat(
        request.GET, periods=periods, choices={name.removesuffix("s"): found for name, found in asked.items()}
    )
    chosen = {name: said or "" for name, said in narrow.cleaned_data.items()} if narrow.is_valid() else {}
    words, start, end = periods.get(chosen.pop("period", ""), next(iter(periods.values())))
    rows = queries.counted_rows(request.actor, start, end, **chosen)
    show = request.GET.get("show", "")
    found = queries.numbers(rows)
    opened = next((each for each in found if each.number.key == show), None)
    return list_page(
        request,
        "groups/counts.jinja",
        queries.rows_behind(rows, show),
        COLUMNS,
        called="Groups counted",
        showing=[words, *([f"{opened.value} {opened.name}"] if opened else [])],
        filter_form=narrow,
        period=words,
        found=found,
        opened=opened,
    )
