"""Two read alone and score apart. They talk, or ask a third who sees no scores; and whoever applied reads the words."""

import contextlib
import re
import sqlite3
from pathlib import Path
from typing import Any

from playwright.sync_api import expect

from tests.journeys.test_signing_in import with_a_code

JOB = re.compile("Rehabilitation")
WHY = "Why, in a sentence the person could read"
APART = ("0 not shown", "3 shown well", "2 shown", "2 shown")  # far from whatever another says of two lines alike
AGREED = "You told us that you listened. Tell us next time what you left to them."


def test_two_score_apart_and_talk_before_anybody_hears(visit, service):
    piet = visit("panel")
    opens_the_shortlist(piet)
    piet.sees(
        "Hidden until you both finish", "Names, ages, addresses and equality answers are hidden until you finish."
    )
    piet.does_not_see(re.compile("^Second reader"), "I have finished reading")
    talk_is_offered(piet, times=0)
    read_now = reads_the_rest(piet)
    assert len(read_now) == 3
    piet.sees("You scored all 7. From here your scores stand.")
    talk_is_offered(piet, times=0)
    piet.press("I have finished reading")
    piet.sees("You are done. Thank you for reading.", "2 apart, or it changes the answer")
    piet.does_not_see("Hidden until you both finish")
    talk_is_offered(piet, times=4)

    recruiter = visit("recruiter")
    opens_the_shortlist(recruiter)
    recruiter.sees("4 left to settle.", "To talk about: application")
    shortlist = recruiter.page.url.removeprefix(recruiter.address)
    recruiter.go(shortlist + "finish/")
    recruiter.press("Finish, and tell everybody")
    recruiter.sees("Before you finish. To talk about: application")

    (apart_before,) = set(to_talk_about(piet)) - set(read_now)
    talks_about(piet, apart_before)
    piet.sees("You", "Second reader")
    says(piet, "1 partly", AGREED)
    piet.press("Save what we agreed")
    piet.sees(f"Application {apart_before}: saved what you agreed.")

    cannot_agree, *others = read_now
    talks_about(piet, cannot_agree)
    piet.press("We cannot agree: ask a third person")
    piet.sees("A third person is asked. They see the words and both reasons, not the scores.")

    ines = visit("coordinator")
    opens_the_shortlist(ines)
    for number in others:
        talks_about(ines, number)
        says(ines, "2 shown", "You showed it, in one example.")
        ines.press("Save what we agreed")
    assert to_talk_about(ines) == [cannot_agree]

    marcia = visit("lead")
    marcia.menu("To read")
    marcia.follow(f"Application {cannot_agree}")
    marcia.sees("First reader", "Second reader", "“I read it twice.”")
    assert marcia.page.locator(".app-disc").count() == 0
    marcia.press("Settle this")
    marcia.sees("You see the words and both reasons, not the scores, so that the answer is your own.")
    assert marcia.page.locator(".app-disc").count() == 0
    says(marcia, "2 shown", "You showed it, and could say more of what they chose.")
    marcia.press("Save my score")
    marcia.sees("Settled. Thank you.")

    recruiter.go(shortlist)
    recruiter.sees("All 7 are settled.")
    recruiter.press("Finish shortlisting")
    recruiter.press("Finish, and tell everybody")
    recruiter.sees("Finished. Everybody hears now, with the reasons you agreed.")

    applicant = visit()
    with_a_code(applicant, who_wrote(service[1], apart_before))
    applicant.menu("Messages")
    applicant.sees("Not this time.", AGREED)
    applicant.menu("My journey")
    applicant.sees(re.compile("Rehabilitation"), "Not this time")


def opens_the_shortlist(window: Any) -> None:
    """Readers find it where they read; whoever keeps the vacancy, on the vacancy."""
    keeps = window.page.get_by_label("Menu", exact=True).get_by_text("Vacancies", exact=True).count()
    window.menu("Vacancies" if keeps else "To read")
    window.follow(JOB, within=window.page.locator("main"))
    if keeps:
        window.press("Shortlisting")
    window.is_at("Shortlisting")


def talk_is_offered(window: Any, *, times: int) -> None:
    expect(window.page.get_by_role("link", name=re.compile("^Talk about"))).to_have_count(times)


def to_talk_about(window: Any) -> list[str]:
    """The numbers of the applications with something to talk about."""
    links = window.page.get_by_role("link", name=re.compile("^Talk about")).all_inner_texts()
    return [words.rsplit(" ", 1)[1] for words in links]


def talks_about(window: Any, number: str) -> None:
    window.follow(re.compile(f"^Talk about .* application {number}$"))
    window.is_at("Talk about")


def reads_the_rest(window: Any) -> list[str]:
    """Every application that has no score yet, one after the other; returns their numbers."""
    read = []
    window.press(re.compile("^Read application"))
    while window.page.get_by_label(APART[0], exact=True).count():
        read.append(window.page.get_by_role("heading", level=1).inner_text().rsplit(" ", 1)[1])
        window.sees("Nobody sees them until you both finish.", "What they wrote")
        groups = window.page.locator("main form").get_by_role("group").all()
        for group, mark in zip(groups, APART, strict=True):
            group.get_by_label(mark, exact=True).check()
        if len(read) == 1:
            window.press(re.compile("^Save"))
            window.sees("Write why, for")
        for reason in window.page.get_by_label(WHY).all():
            reason.fill("I read it twice.")
        window.press(re.compile("^Save"))
    return read


def says(window: Any, mark: str, why: str) -> None:
    window.choose(mark)
    window.fill(WHY, why)


def who_wrote(home: Path, number: str) -> str:
    """Their email address, which no page says to those who choose."""
    with contextlib.closing(sqlite3.connect(home / "alongside.sqlite3")) as db:
        find = (
            "SELECT c.email FROM candidates_candidate c JOIN recruitment_application a ON a.candidate_id = c.id"
            " JOIN recruitment_vacancy v ON v.id = a.vacancy_id WHERE a.number = ? AND v.title LIKE '%Rehabilitation'"
        )
        ((email,),) = db.execute(find, (number,)).fetchall()
    return email
