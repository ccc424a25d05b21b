"""A list is taken out as a spreadsheet: what the page shows, under the same filter; governance reads that it was."""

import io
import re

from python_calamine import CalamineWorkbook


def taken(window) -> tuple[str, dict[str, list[list]]]:
    """What "Download as a spreadsheet" gives: its name, and its sheets."""
    link = window.page.get_by_role("link", name="Download as a spreadsheet")
    with window.page.expect_download() as waiting:
        link.click()
    book = CalamineWorkbook.from_filelike(io.BytesIO(waiting.value.path().read_bytes()))
    return waiting.value.suggested_filename, {
        name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names
    }


def test_the_waiting_list_is_taken_as_it_is_filtered_and_that_is_logged(visit):
    marcia = visit("lead")
    marcia.menu("Waiting")
    marcia.follow(re.compile(r"^\d+ Ready to match"))
    names = marcia.page.get_by_role("rowheader").get_by_role("link").all_inner_texts()
    assert names
    called, book = taken(marcia)
    assert re.fullmatch(r"waiting-list-\d{4}-\d{2}-\d{2}\.xlsx", called)
    assert [row[0] for row in book["Waiting list"][1:]][: len(names)] == names
    about = {row[0]: row[1] for row in book["About this list"]}
    assert (about["By"], about["Showing"]) == ("Marcia Thornby", "Ready to match")

    grace = visit("governance")
    grace.go("/openings/?how=exported")
    grace.sees("Marcia Thornby", re.compile(r"Waiting list \(ready to match\): \d+ rows"))


def test_my_own_people_are_taken_and_nobody_elses(visit):
    imani = visit("peer-worker")
    imani.menu("My people")
    names = imani.page.get_by_role("rowheader").get_by_role("link").all_inner_texts()
    _, book = taken(imani)
    assert [row[0] for row in book["My people"][1:]] == names


def test_a_referrer_takes_what_became_of_their_referrals(visit):
    nia = visit("referrer")
    nia.go("/my-referrals/")
    _, book = taken(nia)
    assert len(book["My referrals"]) > 1
