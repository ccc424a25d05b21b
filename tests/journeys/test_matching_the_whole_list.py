"""The whole list at once: the coordinator reads what is suggested and why, leaves some out, and offers the rest."""

import re


def test_suggestions_are_read_some_left_out_and_the_rest_offered(visit):
    ines = visit("coordinator")
    ines.menu("Waiting")
    ines.press("Match the whole list")
    ines.is_at("The whole list at once")
    suggested = ines.page.get_by_role("table", name="People and the peer workers suggested")
    boxes = suggested.get_by_role("checkbox")
    before = boxes.count()
    assert before > 3
    offered = ines.card("Offered, waiting for an answer").get_by_role("listitem").count()
    ines.sees("Every “must” is kept. Always.", "Nobody fits yet")

    ines.page.get_by_label("Faye Rowntree").uncheck()
    ines.page.get_by_label("Bronwen Achterberg").uncheck()
    ines.press("Update")
    ines.sees(f"If you offer these {before - 2}")
    ines.press(f"Offer these {before - 2} profiles")
    ines.sees(f"{before - 2} peer workers asked. Nobody sees a profile before they say yes.")

    waiting = ines.card("Offered, waiting for an answer")
    assert waiting.get_by_role("listitem").count() == before - 2 + offered
    assert boxes.count() >= 2
    ines.sees("Faye Rowntree", "Bronwen Achterberg")


def test_with_nobody_chosen_nothing_is_sent_and_the_page_says_so(visit):
    ines = visit("coordinator")
    ines.menu("Matching")
    for box in ines.page.get_by_role("checkbox").all():
        box.uncheck()
    ines.press(re.compile("^Offer these"))
    ines.sees("Tick at least one person, or leave this page")
