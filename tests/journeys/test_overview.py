"""The lead reads the whole service on one page: each number opens as many rows as it says."""

import re

from playwright.sync_api import expect

NUMBERS = ("waiting", "with a peer worker", "places free", "contacts last week", "not yet copied")


def test_each_number_opens_its_rows(visit):
    marcia = visit("lead")
    for name in NUMBERS:
        marcia.menu("Overview")
        tile = marcia.page.get_by_role("link", name=re.compile(rf"^\d+ {name}$"))
        said = int(re.match(r"\d+", " ".join(tile.inner_text().split()))[0])
        marcia.follow(re.compile(rf"^\d+ {name}$"))
        expect(marcia.page.get_by_role("heading", level=1)).to_contain_text(str(said))
        assert said > 0
        assert counted(marcia) == said, name


def test_a_pathways_numbers_open_its_own_rows(visit):
    marcia = visit("lead")
    marcia.menu("Overview")
    cell = marcia.page.get_by_role("link", name=re.compile(r"^\d+ waiting, Community$"))
    said = int(cell.inner_text().split()[0])
    marcia.follow(re.compile(r"^\d+ waiting, Community$"))
    assert counted(marcia) == said


def counted(window) -> int:
    """What the rows add up to, over all their pages: a row of people counts one, a row of places says how many."""
    total = 0
    while True:
        rows = window.page.locator("tbody tr")
        total += sum(weight(row) for row in rows.all())
        more = window.page.get_by_role("link", name=re.compile("^Next"))
        if not more.count():
            return total
        window.follow(re.compile("^Next"))


def weight(row) -> int:
    said = row.get_by_role("cell").last.inner_text()
    if "Full" in said:
        return 0
    places = re.search(r"(\d+) free", said)
    return int(places[1]) if places else 1
