"""A register without signal: kept on the device where only one user can read it, sent when the signal is back, once."""

import json

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import with_scripts
from tests.journeys.wards import ward_group

pytestmark = with_scripts


@pytest.fixture
def register(address, service):
    return f"/groups/dates/{ward_group(service[1])['date']}/register/"


def kept(window) -> dict[str, str]:
    """What the device keeps of registers."""
    found = json.loads(window.page.evaluate("JSON.stringify({...localStorage})"))
    return {name: value for name, value in found.items() if name.startswith("register:")}


def signal(window, *, lost: bool) -> None:
    """What a browser says of a lost signal is no complaint of the page."""
    window.page.context.set_offline(lost)
    window.complaints[:] = [said for said in window.complaints if "ERR_INTERNET_DISCONNECTED" not in said]


def marked_without_signal(window, register: str) -> None:
    window.go(register)
    signal(window, lost=True)
    window.choose("Alfie B", "Bea C")
    window.sees("No signal.", "Your 2 marks are safe here.")
    window.page.get_by_role("button", name="Save (sends when signal is back)").click()
    window.sees("No signal. Keep this page open.", "They go by themselves when the signal is back.")


def came_back(window) -> None:
    """Closed while there was no signal, and opened again with one."""
    window.page.close()
    window.page = window.page.context.new_page()
    signal(window, lost=False)


def test_saved_without_signal_goes_by_itself_and_sent_twice_counts_once(visit, register):
    imani = visit("peer-worker")
    marked_without_signal(imani, register)
    (secret,) = kept(imani).values()
    token = imani.page.locator("input[name=once]").input_value()
    assert token not in secret
    with imani.page.expect_request(lambda request: request.method == "POST") as sending:
        signal(imani, lost=False)
    imani.sees("Back. Saved at")
    assert kept(imani) == {}
    sent = sending.value
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    again = imani.page.request.post(sent.url, data=sent.post_data, headers=form)
    assert again.url.endswith("/saved/")
    assert "Saved. 2 people, 60 minutes, you and Freya." in again.text()
    signal(imani, lost=False)
    imani.follow("See what was saved")
    imani.is_at("Saved. 2 people")
    assert "2 people</b> came" in imani.go(register.replace("register/", "")).content()


def test_a_page_closed_without_signal_is_sent_when_its_user_comes_back(visit, register):
    imani = visit("peer-worker")
    marked_without_signal(imani, register)
    came_back(imani)
    imani.page.goto(imani.address + register)
    imani.sees("Back. Saved at")
    assert kept(imani) == {}


def test_another_user_of_the_device_cannot_read_what_is_kept(visit, register):
    imani = visit("peer-worker")
    marked_without_signal(imani, register)
    before = kept(imani)
    came_back(imani)
    imani.sign_in("lead")  # the same device, handed over without signing out
    imani.go(register)
    expect(imani.page.get_by_label("Alfie B", exact=True)).not_to_be_checked()
    assert kept(imani) == before
    page = imani.page.content()
    (name,) = before
    assert name.removeprefix("register:") not in page
    imani.sign_in("peer-worker")
    imani.page.goto(imani.address + register)
    imani.sees("Back. Saved at")


def test_marks_not_yet_saved_are_there_again_and_gone_after_signing_out(visit, register):
    imani = visit("peer-worker")
    imani.go(register)
    imani.choose("Carol D")
    imani.page.wait_for_function("Object.keys(localStorage).some((name) => name.startsWith('register:'))")
    imani.go(register)
    expect(imani.page.get_by_label("Carol D", exact=True)).to_be_checked()
    imani.press("Sign out", within=imani.page.locator(".app-footer"))
    assert kept(imani) == {}


@pytest.mark.parametrize("hours", [-1, 1])
def test_what_is_kept_with_another_moment_on_it_is_not_read_and_gone(visit, register, hours):
    imani = visit("peer-worker")
    marked_without_signal(imani, register)
    moved = "([name, said]) => localStorage.setItem(name, said)"
    ((name, said),) = kept(imani).items()
    at, rest = said.split(" ", 1)
    imani.page.evaluate(moved, [name, f"{int(at) + hours * 3600 * 1000} {rest}"])
    came_back(imani)
    imani.go(register)
    imani.page.wait_for_function("Object.keys(localStorage).every((name) => !name.startsWith('register:'))")
    expect(imani.page.get_by_label("Alfie B", exact=True)).not_to_be_checked()


def test_a_save_that_is_refused_is_not_sent_again_by_itself(visit, register):
    imani = visit("peer-worker")
    marked_without_signal(imani, register)
    imani.page.evaluate("document.querySelector('[name=minutes]').value = '900'")
    signal(imani, lost=False)
    imani.sees("Minutes must be between 1 and 720")
    imani.complaints.clear()
    imani.go(register)
    expect(imani.page.get_by_label("Alfie B", exact=True)).to_be_checked()  # nothing marked is lost
    imani.sees("Tap everyone who came. That is all we need.")


def test_what_is_kept_is_gone_after_twelve_hours(visit, register):
    imani = visit("peer-worker")
    marked_without_signal(imani, register)
    imani.page.evaluate(
        "for (const name of Object.keys(localStorage)) {"
        " const [at, ...rest] = localStorage.getItem(name).split(' ');"
        " localStorage.setItem(name, [Number(at) - 12 * 3600 * 1000, ...rest].join(' ')); }"
    )
    came_back(imani)
    imani.go("/")  # any page of the service
    assert kept(imani) == {}
    imani.go(register)
    expect(imani.page.get_by_label("Alfie B", exact=True)).not_to_be_checked()
