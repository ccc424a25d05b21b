"""What the stories of a change share: where a peer worker and somebody walk together, found as a hand would find it."""

from typing import Any


def address_of(visit: Any, first: str = "") -> str:
    """The address of the signed-in peer worker's page with somebody, the next they meet unless a name is given."""
    visit.menu("My people")
    people = visit.page.locator("main").get_by_role("rowheader").get_by_role("link")
    wanted = people.filter(has_text=first).first if first else people.first
    with visit.page.expect_navigation():
        wanted.click()
    return visit.page.url.removeprefix(visit.address)
