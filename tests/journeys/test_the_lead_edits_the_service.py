"""The lead changes what the service says of itself, and the public page says it at once."""


def test_a_value_changed_on_settings_is_on_the_public_page(visit):
    marcia = visit("lead")
    marcia.menu("Settings")
    marcia.follow("Values (5)")
    marcia.follow("Change Mutual")
    marcia.fill("What it means here", "Nobody is above anybody. We both learn.")
    marcia.press("Save")
    marcia.sees("Saved.")
    marcia.press("Move up Trusting")

    anybody = visit()
    anybody.go("/about/peer-support/")
    anybody.sees("Nobody is above anybody. We both learn.")
    said = anybody.page.locator("main").inner_text()
    assert said.index("We do what we say") < said.index("Nobody is above anybody")


def test_when_requests_are_read_is_told_to_whoever_asks(visit):
    marcia = visit("lead")
    marcia.menu("Settings")
    marcia.follow("Name and contact")
    marcia.fill("When are requests read?", "")
    marcia.press("Save")
    marcia.fill("When are requests read?", "Every morning but Sunday")
    marcia.press("Save")

    anybody = visit()
    anybody.go("/ask/")
    anybody.sees("Every morning but Sunday. Nobody watches this page at night or at weekends.")
