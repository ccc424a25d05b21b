"""An entry, an agreement and a workbook, made without commands."""

import io
from datetime import timedelta
from typing import Any

import xlsxwriter

from alongside.accounts.models import Organisation
from alongside.core import clock
from alongside.core.guard import unguarded
from alongside.core.names import searchable
from alongside.partners import queries
from alongside.partners.models import Entry, PartnerAction, PartnerAgreement, PartnerMeeting


def make_entry(name: str = "The Mending Shed", *, days: int | None = 10, **fields: Any) -> Entry:
    """An entry that was checked so many days ago, or never."""
    entry = Entry(
        **{
            "name": name,
            "search_name": searchable(name),
            "kind": "charity",
            "what": "A workshop by the allotments: wood, bikes and radios.",
            "topics": ["loneliness", "work"],
            "postcode_areas": ["TN23", "CT"],
            "phone": "01632 960 309",
            "cost": "Free",
            "languages": ["pl"],
            "checked_on": None if days is None else clock.today() - timedelta(days=days),
            "added_at": clock.now(),
            **fields,
        }
    )
    entry.search_text = queries.text_of(entry)
    with unguarded():
        entry.save()
    return entry


def charity() -> Organisation:
    return Organisation.objects.get(name="Harbour Peers")


def make_agreement(*, status: str = "in_force", ends_in: int | None = 300, **fields: Any) -> PartnerAgreement:
    """An agreement with Harbour Peers that began a month ago."""
    today = clock.today()
    with unguarded():
        return PartnerAgreement.objects.create(
            **{
                "organisation": charity(),
                "status": status,
                "title": "Working together in Thanet",
                "purpose": "To tell people about each other.",
                "what_is_shared": "Nothing about anybody.",
                "starts_on": today - timedelta(days=30),
                "ends_on": None if ends_in is None else today + timedelta(days=ends_in),
                "agreed_at": None if status == "draft" else clock.now(),
                "agreed_by": "" if status == "draft" else "Petra Onslow and Marcia Thornby",
                **fields,
            }
        )


def make_action(*, due_in: int | None = -3, **fields: Any) -> PartnerAction:
    """Something promised at a meeting with Harbour Peers ten days ago."""
    today = clock.today()
    with unguarded():
        meeting = PartnerMeeting.objects.create(
            organisation=charity(),
            held_on=today - timedelta(days=10),
            who="Petra and Marcia",
            words="We spoke about open days.",
            written_by="Marcia Thornby",
            written_at=clock.now(),
        )
        due_on = None if due_in is None else today + timedelta(days=due_in)
        return PartnerAction.objects.create(
            **{"meeting": meeting, "words": "Send the leaflet", "who": "Petra, theirs", "due_on": due_on, **fields}
        )


def workbook(*rows: list[Any], sheet: str = "Directory") -> bytes:
    """An Excel workbook with these rows on one sheet."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        page = book.add_worksheet(sheet)
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    return out.getvalue()
