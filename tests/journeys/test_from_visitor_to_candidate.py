"""A visitor says hello, signs in with a code, asks for what helps, hears from us, rests and comes back."""

from datetime import timedelta

from tests.journeys.conftest import today
from tests.journeys.test_signing_in import with_a_code

EMAIL = "jo.bramble@example.net"


def test_somebody_says_hello_and_always_sees_whose_turn_it_is(visit):
    jo = visit()
    says_hello(jo, EMAIL)
    jo.sees("Look in your email.", "We get in touch by")
    with_a_code(jo, EMAIL)
    jo.is_at("Your journey")
    jo.sees("You said hello", "You are here", "We get in touch", "There is nothing you need to do.")
    jo.sees("My sister with me", "Voluntary work")
    jo.follow("Write to us")
    jo.fill("Your message", "Can we meet in the garden?")
    jo.press("Send")
    jo.sees("Can we meet in the garden?")

    marcia = visit("lead")
    marcia.menu("Candidates")
    marcia.sees("Jo B")
    marcia.does_not_see("Jo Bramble")
    marcia.follow("Jo B")
    marcia.sees("Can we meet in the garden?", "My sister with me")
    marcia.press("We are in touch")
    marcia.fill("Your message", "The garden it is.")
    marcia.press("Send to Jo")
    marcia.press("Agree a person and a day")
    marcia.select("Who puts it in place?", "Marcia Thornby")
    marcia.fill_day(today() + timedelta(days=3))
    marcia.press("Agree this")
    marcia.press("It is in place")

    jo.menu("My journey")
    jo.sees("We were in touch", "In place", "Is it really there?")
    jo.menu("Messages")
    jo.sees("The garden it is.")
    jo.menu("What helps me")
    jo.press("Yes, it is there")
    jo.sees("You said that it is really there.")

    jo.menu("My journey")
    jo.follow("pause or stop")
    jo.press("Rest for now")
    jo.sees("Rest as long as you like")
    jo.press("Start again")
    jo.sees("Welcome back.")


def test_a_staff_address_is_asked_for_another_and_the_page_says_nothing_of_it(visit):
    somebody = visit()
    says_hello(somebody, "ines.okafor@example.org")
    somebody.sees("Look in your email.", "We get in touch by")
    somebody.is_sent("Please use an address of your own")


def test_news_of_jobs_is_asked_for_twice_and_stopped_by_one_press(visit):
    wren = visit()
    wren.go("/tell-me/jobs/")
    wren.fill("Your email address", "wren@example.net")
    wren.press("Email me")
    wren.is_at("Look in your email")
    wren.is_sent("Please say yes once more")
    link = wren.page.get_by_text("/tell-me/yes/").first.inner_text().split("/tell-me/yes/")[1].split("/")[0]
    wren.go(f"/tell-me/yes/{link}/")
    wren.press("Yes, email me")
    wren.is_at("Done. We will tell you")
    wren.follow("Stop these emails")
    wren.press("Stop")
    wren.is_at("Stopped")


def says_hello(window, email: str) -> None:
    window.go("/interested/")
    window.sees("About 3 minutes. You are not signing up to anything.")
    window.fill("First name", "Jo")
    window.fill("Last name", "Bramble")
    window.press("Continue")
    window.fill("Your email address", email)
    window.choose("Email")
    window.press("Continue")
    window.choose("Voluntary work")
    window.press("Continue")
    window.sees("Things people have asked for:")
    window.fill("What would help you to talk with us?", "My sister with me")
    window.press("Continue")
    window.press("Continue")
    window.is_at("Check what you said, then send it")
    window.press("Say hello")
    window.is_at("Thank you for saying hello")
