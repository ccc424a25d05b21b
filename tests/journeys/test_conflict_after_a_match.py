"""A peer worker finds that they know somebody they walk with: they say so in one press, nobody is told why, and another
takes up the walk with the person's own yes."""

import re

from tests.journeys.conftest import with_scripts
from tests.journeys.walks import address_of

HINTS = (re.compile(r"kept apart|keep (us|them) apart|I know this person|conflict", re.IGNORECASE),)
OTHERS = ("lead", "coordinator", "team-manager", "second-peer-worker", "governance")


def said(visit) -> str:
    """What a page says, but for who opened the record."""
    opened = visit.page.locator(".app-card").filter(has_text="Who has opened my record")
    return visit.page.locator("main").inner_text().replace(opened.inner_text(), "")


@with_scripts
def test_a_worker_knows_somebody_they_walk_with_and_the_two_are_parted_without_a_word_of_why(visit):
    imani, leona, marcia = visit("peer-worker"), visit("person"), visit("lead")
    page = address_of(imani, "Leona")
    before = said(leona)

    imani.follow(re.compile("I know this person"))
    imani.is_at("I know this person")
    imani.sees("No reason is asked, and none is kept.", "Nothing ends today.")
    imani.press("Keep us apart")
    imani.is_at("Hand over to another peer worker")
    imani.sees("Kept. Nobody else sees it, and nobody is told why.")

    leona.go("/my/")
    assert said(leona) == before  # until there is somebody else, nothing is different
    marcia.is_sent("Someone else is needed")
    marcia.does_not_see("Leona", *HINTS)
    marcia.go(page)
    marcia.does_not_see(*HINTS)

    marcia.follow("Hand over to another peer worker")
    marcia.sees("Why is theirs, and is never shown.")
    first = marcia.page.get_by_role("radio").first
    name = marcia.page.locator("label").filter(visible=True).first.inner_text().split()[0]
    first.check()
    marcia.choose("Something else")
    marcia.press("Put forward")
    marcia.sees("is put forward to Leona")

    leona.go("/my/")
    leona.sees("Someone else could walk with you", "Nothing changes unless you say yes.")
    leona.does_not_see(*HINTS)
    leona.press("Read more and choose")
    leona.choose("Yes, please")
    leona.page.get_by_role("radio", name=re.compile("Nothing")).first.check()
    leona.press("Send my answer")
    leona.sees("You said yes.")
    leona.go("/my/")
    leona.sees(name)

    imani.menu("My people")
    imani.does_not_see("Leona Marsh")
    imani.go("/kept-apart/")
    imani.sees("Leona Marsh", "Only you see this.")
    for other in OTHERS:
        somebody = marcia if other == "lead" else visit(other)
        somebody.go("/openings/" if other == "governance" else "/today/")
        somebody.does_not_see(*HINTS)
    marcia.go("/kept-apart/")
    marcia.does_not_see("Leona Marsh")
    imani.press(re.compile("Take it back"))
    imani.sees("Taken back. Nothing of it is left.")
