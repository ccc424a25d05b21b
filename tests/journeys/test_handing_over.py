"""A peer worker cannot go on: another is put forward, and the person says yes, and what may be read of before."""

from tests.journeys.walks import address_of


def test_another_peer_worker_takes_up_the_walk_with_their_yes(visit):
    imani = visit("peer-worker")
    page = address_of(imani, "Leona")

    lead = visit("lead")
    lead.go(page)
    lead.follow("Hand over to another peer worker")
    lead.is_at("Hand over to another peer worker")
    first = lead.page.get_by_role("radio").first
    name = lead.page.locator("label").filter(visible=True).first.inner_text().split()[0]
    first.check()
    lead.choose("Their peer worker is leaving")
    lead.press("Put forward")
    lead.sees("is put forward to Leona", "Nothing changes before that.")

    leona = visit("person")
    leona.sees("Someone else could walk with you", "Nothing changes unless you say yes.")
    leona.press("Read more and choose")
    leona.press("Send my answer")
    leona.sees("Choose yes or no")
    leona.choose("Yes, please", "What we agreed, and my goals")
    leona.press("Send my answer")
    leona.sees("You said yes.")
    leona.follow(f"What {name} can read of before")
    leona.choose("Nothing")
    leona.press("Save")
    leona.sees("Saved. It counts from now on.")

    imani.go(page)
    imani.sees("Handed over to", "with Leona’s yes")


def test_a_no_changes_nothing(visit):
    imani = visit("peer-worker")
    page = address_of(imani, "Leona")
    imani.follow("Hand over to another peer worker")
    imani.page.get_by_role("radio").first.check()
    imani.choose("Something else")
    imani.press("Put forward")

    leona = visit("person")
    leona.press("Read more and choose")
    leona.choose("No, thank you")
    leona.press("Send my answer")
    leona.sees("That is fine. Nothing changes.")
    imani.go(page)
    imani.does_not_see("is put forward")
