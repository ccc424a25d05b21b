"""Somebody is looking over a shoulder: one tap leaves, and nothing that was typed is left behind."""

from playwright.sync_api import expect


def test_one_tap_leaves_and_forgets_what_was_typed(visit):
    dawn = visit()
    dawn.go("/ask/who/")
    dawn.choose("Me")
    dawn.press("Continue")
    dawn.fill("First name", "Dawn")
    dawn.fill("Last name", "Everett")
    dawn.press("Continue")

    dawn.page.route(lambda url: not url.startswith(dawn.address), lambda route: route.fulfill(body="The weather"))
    dawn.page.get_by_role("link", name="Leave this page quickly").click()
    expect(dawn.page.get_by_text("The weather")).to_be_visible()

    dawn.go("/ask/name/")
    dawn.is_at("Who would like peer support?")
    dawn.sees("What you typed before is no longer kept. You can start again here.")
    dawn.choose("Me")
    dawn.press("Continue")
    expect(dawn.page.get_by_label("First name")).to_have_value("")


def test_help_is_one_tap_away_on_every_public_page(visit):
    dawn = visit()
    for path in ("/", "/ask/", "/ask/who/", "/ask/sent/"):
        dawn.go(path)
        expect(dawn.page.get_by_role("link", name="Need help now?")).to_be_visible()
        assert dawn.page.locator("#help-now").count() == 1
