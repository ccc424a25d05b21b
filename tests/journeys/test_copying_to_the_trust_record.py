"""Each contact has one line to copy into the trust's own record: ticked when done, and put back when it was a slip."""

import re

from playwright.sync_api import expect


def test_lines_are_copied_ticked_and_put_back(visit):
    imani = visit("peer-worker")
    imani.follow(re.compile("^Copy and tick"))
    lines = imani.page.get_by_role("checkbox")
    before = lines.count()
    assert before > 2
    imani.sees(re.compile(r"Attendance 5 We met, on time \| Mechanism 0"))

    lines.nth(1).check()
    lines.nth(2).check()
    imani.press("The ticked ones are copied")
    expect(lines).to_have_count(before - 2)

    imani.follow("Copied")
    lines.first.check()
    imani.press("Put the ticked ones back")
    imani.menu("To copy")
    expect(lines).to_have_count(before - 1)


def test_a_correction_puts_the_line_back_with_what_to_do(visit):
    imani = visit("peer-worker")
    imani.menu("My people")
    imani.follow("Kofi A")
    imani.follow(re.compile("."), within=imani.card("Contacts").get_by_role("listitem").nth(3))
    imani.press("Correct this contact")
    imani.choose("15")
    imani.press("Save the correction")
    imani.menu("To copy")
    imani.sees(re.compile("^Corrected since it was copied. Change the line in"))
