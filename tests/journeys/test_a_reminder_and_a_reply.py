"""A reminder goes by text the day before; an answer reaches the peer worker, and STOP is believed."""

import re

import pytest


@pytest.fixture
def address(texting):
    return texting.address


def test_leona_answers_a_reminder_and_imani_sees_to_it(texting, visit):
    reminder = texting.hears("Hello from Imani. We meet on", "reply CHANGE", "reply STOP")
    assert not re.search(r"leona|mental|peer support|nhs", reminder, re.IGNORECASE)
    texting.answers("Chnage please, I am at the dentist")
    texting.hears("Thank you. Imani will be in touch.", "ring 999")
    assert len(texting.notify.texts(texting.number)) == 2

    imani = visit("peer-worker")
    imani.menu("Messages")
    imani.sees(re.compile("Leona M would like to change"), "“Chnage please, I am at the dentist”")
    imani.follow("Leona M")
    imani.is_at("Leona")
    imani.menu("Messages")
    imani.press(re.compile("^Seen to.*Leona M"))
    imani.sees("Thank you. Seen to.")
    imani.does_not_see(re.compile("would like to change"))


def test_leona_wants_no_more_reminders(texting, visit):
    texting.hears("We meet on")
    texting.answers("STOP")
    texting.hears("We will not remind you of meetings any more.")

    leona = visit("person")
    leona.menu("My record")
    leona.follow("Change how to reach me")
    question = leona.page.get_by_role("group", name=re.compile("Remind you the day before"))
    assert question.get_by_label("No, do not remind me").is_checked()
    leona.choose("Yes, remind me")
    leona.press("Save")
    leona.sees("Changed. We will use this from now on.")

    lead = visit("lead")
    lead.menu("Messages")
    lead.sees(re.compile("Leona M wants no more reminders"))
