"""Signing in as it really is: a code by email, a second step for whoever sees records, and signing out everywhere."""

import re
import time

from allauth.mfa.totp.internal import auth as totp

PERIOD = 30  # seconds that a code of an authenticator app is good for
CODE = re.compile(r"^[A-Z0-9]{3,}(-[A-Z0-9]{3,})*$")


def test_somebody_with_a_peer_worker_needs_only_the_code(visit):
    leona = visit()
    with_a_code(leona, "leona.marsh@example.org")
    leona.is_at("Hello Leona")


def test_a_wrong_code_opens_nothing(visit):
    somebody = visit()
    somebody.go("/my/")
    somebody.is_at("Sign in")
    somebody.press("Send me a code")
    somebody.fill("Email address", "leona.marsh@example.org")
    somebody.press("Send me a code")
    somebody.fill("The code we sent", "WRONG1")
    somebody.press("Sign in")
    somebody.is_at("Check your email")
    somebody.go("/my/")
    somebody.does_not_see("Hello Leona")


def test_whoever_sees_records_sets_up_a_second_step_first_and_can_sign_out_everywhere(visit):
    ines = visit()
    with_a_code(ines, "ines.okafor@example.org")
    ines.is_at("Your second step")
    ines.page.goto(ines.address + "/requests/")
    ines.is_at("Your second step")
    ines.press("Set up an app")
    ines.page.get_by_text("I cannot use the camera").click()
    secret = ines.page.locator("details code").inner_text()
    ines.press("Finish")
    ines.sees("Enter the 6 digits your app shows")
    ines.fill("The 6 digits your app shows now", app_code(secret))
    ines.press("Finish")
    ines.is_at("Your recovery codes")
    on_paper = ines.page.locator("main li code").first.inner_text()
    ines.press("I have them, go on")
    ines.menu("Requests")
    ines.is_at("Requests")

    at_home = visit()
    with_a_code(at_home, "ines.okafor@example.org")
    at_home.is_at("Your second step")
    at_home.fill("Code from your app", on_paper)
    at_home.press("Sign in")
    at_home.menu("Requests")
    at_home.is_at("Requests")

    at_home.go("/my-account/")
    at_home.press("See them, or sign out everywhere")
    at_home.press("Sign out everywhere else")
    ines.go("/requests/")
    ines.is_at("Sign in")


def with_a_code(window, email: str) -> None:
    """From the sign-in page to wherever the code from the email leads."""
    window.go("/accounts/login/")
    window.press("Send me a code")
    window.fill("Email address", email)
    window.press("Send me a code")
    window.is_at("Check your email")
    outbox = window.page.context.new_page()
    outbox.goto(window.address + "/demo/outbox/")
    code = outbox.locator(".app-card").filter(has_text="Your code to sign in").first.get_by_text(CODE).inner_text()
    outbox.close()
    window.fill("The code we sent", code)
    window.press("Sign in")


def app_code(secret: str) -> str:
    """What an authenticator app shows, with time left to type it."""
    if time.time() % PERIOD > PERIOD - 5:
        time.sleep(5)
    return totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // PERIOD))
