"""Any list as a spreadsheet: what is in it, that it is logged, and that nobody gets more than the page gives."""

import io
import zipfile
from datetime import date, datetime, timedelta

import pytest
from python_calamine import CalamineWorkbook

from alongside.core import clock
from alongside.core.guard import unguarded
from alongside.core.models import AuditEvent, Opening
from alongside.support.models import Contact
from alongside.ui import sheets
from tests.support.moments import make_contact
from tests.world import make_person, make_referral, make_relationship, say_yes, worker_of

LISTS = {  # address: who may take it, the name of the sheet, its first heading
    "/waiting/": ("coordinator", "Waiting list", "Person"),
    "/requests/": ("coordinator", "Requests", "Person"),
    "/my-people/": ("peer_worker", "My people", "Person"),
    "/workers/": ("team_manager", "Team", "Name"),
    "/to-copy/": ("peer_worker", "To copy", "Person"),
    "/my-referrals/": ("referrer", "My referrals", "Name"),
    "/staff/": ("administrator", "Staff accounts", "Name"),
    "/told/": ("lead", "Worries", "Who told"),
    "/people-with-a-peer-worker/": ("coordinator", "People with a peer worker", "Person"),
    "/overview/waiting/": ("lead", "Waiting", "Name"),
    "/audit/": ("governance", "What changed", "When"),
    "/openings/": ("governance", "Records opened", "When"),
}


def read(response) -> dict[str, list[list]]:
    """Sheets by name, each its rows."""
    assert response["Content-Type"] == sheets.XLSX
    book = CalamineWorkbook.from_filelike(io.BytesIO(response.content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


@pytest.mark.parametrize("address", LISTS)
def test_list_when_taken_as_a_spreadsheet_says_what_it_is_and_is_logged(sign_in, world, address):
    who, called, heading = LISTS[address]
    client = sign_in(who)
    book = read(client.get(address, {"as": "xlsx"}))
    about = {row[0]: row[1] for row in book["About this list"]}
    assert about["This is"] == called
    assert about["By"] == world.users[who].name
    assert about["Downloaded"].date() == clock.today()
    assert book[called][0][0] == heading
    taken = Opening.objects.get()
    assert (taken.how, taken.actor_name) == ("exported", world.users[who].name)
    assert taken.words.startswith(f"{called} (")


@pytest.mark.parametrize("address", LISTS)
def test_list_when_it_is_not_theirs_is_not_found_as_a_spreadsheet_either(sign_in, world, address):
    for who in ("person", "nobody"):
        assert sign_in(who).get(address, {"as": "xlsx"}).status_code == 404, who
    assert not Opening.objects.exists()


def test_list_when_it_has_rows_offers_itself_and_keeps_filter_and_sort(sign_in, world):
    say_yes(make_referral(world, status="accepted"))
    page = sign_in("lead").get("/waiting/?only=ready&sort=-name&page=1").content.decode()
    assert 'href="/waiting/?only=ready&amp;sort=-name&amp;as=xlsx"' in page


def test_list_when_filtered_holds_only_those_and_says_so(sign_in, world):
    ready, not_asked = (make_person(world, user=None, first_name=name) for name in ("Ready", "Not"))
    say_yes(make_referral(world, ready, status="accepted"))
    make_referral(world, not_asked, status="accepted")
    address = f"/waiting/?only=ready&name=list&pathway={world.community.name}&as=xlsx"
    book = read(sign_in("lead").get(address))
    assert [row[0] for row in book["Waiting list"]] == ["Person", "Ready Lister"]
    assert ["Showing", "Ready to match, Name: list, Pathway: Community"] in book["About this list"]


def test_list_when_a_cell_looks_like_a_formula_is_only_text(sign_in, world):
    person = make_person(world, first_name="=HYPERLINK(1)", last_name="@Marsh")
    make_relationship(world, make_referral(world, person, status="matched"))
    response = sign_in("lead").get("/people-with-a-peer-worker/", {"as": "xlsx"})
    assert read(response)["People with a peer worker"][1][0].startswith("=HYPERLINK(1) @")
    sheet = zipfile.ZipFile(io.BytesIO(response.content)).read("xl/worksheets/sheet2.xml").decode()
    assert "<f>" not in sheet


def test_list_when_it_holds_days_gives_real_days(sign_in, world):
    with unguarded():
        worker = worker_of(world)
        worker.leaves_on = clock.today() + timedelta(days=9)
        worker.save()
    rows = read(sign_in("lead").get("/workers/", {"as": "xlsx"}))["Team"]
    leaves = rows[0].index("Leaves on")
    assert [row[leaves] for row in rows[1:] if row[leaves]] == [worker.leaves_on]
    assert isinstance(worker.leaves_on, date)


def test_contacts_when_taken_are_logged_on_the_person(sign_in, world):
    relationship = make_relationship(world)
    noon = clock.noon(clock.today() - timedelta(days=3))
    make_contact(relationship, noon, words="Ordered my own tea.", words_are=Contact.Words.TOGETHER)
    book = read(sign_in("peer_worker").get(f"/support/{relationship.pk}/contacts/", {"as": "xlsx"}))
    assert isinstance(book["Contacts"][1][0], datetime)
    assert "Ordered my own tea." in book["Contacts"][1]
    taken = Opening.objects.get(how="exported")
    assert taken.subject_id == relationship.referral.person_id
    other = sign_in("other_peer_worker")
    assert other.get(f"/support/{relationship.pk}/contacts/", {"as": "xlsx"}).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_list_when_it_grows_asks_the_database_as_often(sign_in, world, rows, django_assert_num_queries):
    for _ in range(rows):
        say_yes(make_referral(world, make_person(world, user=None), status="accepted"))
    client = sign_in("lead")
    client.get("/waiting/")
    with django_assert_num_queries(8):
        client.get("/waiting/", {"as": "xlsx"})


def test_list_when_it_is_very_long_is_cut_and_says_so(sign_in, world, monkeypatch):
    monkeypatch.setattr(sheets, "MOST", 2)
    with unguarded():
        AuditEvent.objects.bulk_create(
            AuditEvent(act_id="a" * 16, action="worker.added", at=clock.now(), subject_type="workforce.worker")
            for _ in range(3)
        )
    book = read(sign_in("governance").get("/audit/", {"as": "xlsx"}))
    assert len(book["What changed"]) == 3
    assert ["Rows", "The first 2: choose a filter for the others"] in book["About this list"]
