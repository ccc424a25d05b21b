"""The board's pages: who reads them, what they show, the filters, and an offer from the panel."""

import re
from datetime import UTC, datetime
from html import unescape
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from alongside.bank.models import ShiftOffer
from alongside.core import clock
from tests.bank.setting_up import make_bank_worker, make_shift
from tests.groups.setting_up import make_date, make_group
from tests.world import worker_of

TUESDAY = datetime(2026, 11, 17, 12, 40, tzinfo=UTC)
READ = ("bank", "lead", "coordinator", "other_coordinator", "team_manager", "ward", "other_ward")
NOT = ("peer_worker", "person", "referrer", "governance", "administrator", "nobody")


@pytest.fixture(autouse=True)
def _tuesday():
    with clock.at(TUESDAY):
        yield


def text(page) -> str:
    assert page.status_code == 200
    return " ".join(page.content.decode().split())


@pytest.mark.parametrize("path", ["/bank/", "/bank/table/"])
def test_board_is_for_those_who_see_it(world, sign_in, path):
    make_shift(world)
    for name in READ:
        assert sign_in(name).get(path).status_code == 200, name
    for name in NOT:
        assert sign_in(name).get(path).status_code == 404, name


def test_board_shows_a_table_with_headings_and_the_panel_of_what_presses_most(world, sign_in):
    make_bank_worker(world, "Sam Dorn")
    make_shift(world, days=3, what_for="Games")
    page = text(sign_in("bank").get("/bank/"))
    assert "<h1>Week of 16 to 22 November" in page
    assert '<th scope="col" class="bank-week__today" aria-current="date">Tue 17 <small>today</small>' in page
    assert '<th scope="row">Willow Ward<small>Acute</small>' in page
    assert "Why is this empty? Willow Ward, Friday 20 November, 1pm to 4pm" in page
    assert "1 could do it" in page
    assert "Sam D" in page
    assert "Dorn" not in page


def test_board_of_a_ward_shows_its_row_and_not_why_nobody_could(world, sign_in):
    make_bank_worker(world, "Sam Dorn")
    shift = make_shift(world, days=3, what_for="Games")
    page = text(sign_in("ward").get(f"/bank/?shift={shift.pk}"))
    assert "Games" in page
    assert "Why is this empty?" not in page
    assert "Sam D" not in page


@pytest.mark.parametrize("name", ["bank", "lead", "other_coordinator", "ward"])
def test_board_when_its_cards_are_followed_leads_to_pages_they_may_see(world, sign_in, name):
    make_shift(world, days=3, what_for="Games")
    make_shift(world, days=4, what_for="Asked", status="asked")
    make_shift(world, days=5, what_for="Filled", status="filled", worker=worker_of(world))
    make_date(make_group(world), days=2)
    client = sign_in(name)
    for path in ("/bank/", "/bank/table/"):
        page = text(client.get(path))
        links = {unescape(link) for link in re.findall(r'<a class="app-shift[^>]*href="([^"]+)"', page)}
        links |= {unescape(link) for link in re.findall(r'<th scope="row"><a href="([^"]+)"', page)}
        assert links
        for link in links:
            where = link.split("#")[0] if link.startswith("/") else f"{path}{link.split('#')[0]}"
            assert client.get(where).status_code == 200, link


def test_board_of_another_week_and_of_one_state(world, sign_in):
    make_shift(world, days=9, what_for="Games")
    bank = sign_in("bank")
    assert "Games" not in text(bank.get("/bank/"))
    assert "Games" in text(bank.get("/bank/?week=2026-11-25"))
    assert "Games" in text(bank.get("/bank/?week=2026-11-25&state=empty"))
    filled = text(bank.get("/bank/?week=2026-11-25&state=filled"))
    assert "Games" not in filled.split("Why is this empty?")[0]
    assert "Nothing here is “filled” this week." in filled
    for odd in ("week=soon", "week=9999-12-31", "state=odd"):
        assert bank.get(f"/bank/?{odd}").status_code == 200


def test_board_when_everything_is_covered_says_so(world, sign_in):
    make_shift(world, days=3, status="filled", worker=worker_of(world))
    assert "Everything is covered." in text(sign_in("bank").get("/bank/"))


def test_board_table_narrows_sorts_and_is_taken_as_a_spreadsheet(world, sign_in):
    make_shift(world, days=3, what_for="Games")
    make_shift(world, days=4, what_for="Music", status="filled", worker=worker_of(world))
    bank = sign_in("bank")
    assert {"Games", "Music"} <= set(text(bank.get("/bank/table/?sort=-when")).replace(">", "<").split("<"))
    page = text(bank.get("/bank/table/?state=empty&ward=Willow+Ward&pathway=Acute&week=2026-11-16"))
    assert "Games" in page
    assert "Music" not in page
    assert "Nothing is asked for in these weeks" in text(bank.get("/bank/table/?week=2027-03-01"))
    sheet = bank.get("/bank/table/?state=filled&as=xlsx")
    book = CalamineWorkbook.from_filelike(BytesIO(sheet.content))
    cells = {cell for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for cell in row}
    assert "Music" in cells
    assert "Games" not in cells


def test_offer_to_from_the_panel_offers_it_and_comes_back(world, sign_in):
    sam, ana = make_bank_worker(world, "Sam Dorn"), make_bank_worker(world, "Ana Alder")
    shift = make_shift(world)
    bank = sign_in("bank")
    path = f"/bank/shifts/{shift.pk}/offer/"
    done = bank.post(path, {"worker": [sam.pk, ana.pk]})
    assert done.url == f"/bank/?week=2026-11-24&shift={shift.pk}#why"
    assert set(ShiftOffer.objects.values_list("worker", "status")) == {(sam.pk, "open"), (ana.pk, "open")}
    page = text(bank.get(done.url))
    assert "Asked, no answer yet" in page
    assert "Offered. The first yes gets it." in page
    assert bank.get(path).status_code == 404
    assert bank.post(path).status_code == 409
    for name in ("ward", "coordinator", "peer_worker", "other_coordinator"):
        assert sign_in(name).post(path, {"worker": [sam.pk]}).status_code == 404, name
