"""Two ask and one place is there. Whoever cannot come says so without a reason, and the other is offered it at once."""

from datetime import timedelta

from tests.journeys.conftest import today

COURSE = "Evenings"


def test_a_waiting_list_moves_by_itself(visit):
    trainer = visit("trainer")
    a_course_of_one_place(trainer)

    both = [visit("candidate"), visit("trainee")]
    for one in both:
        one.go("/my-training/")
        one.go(address_of_course(trainer))
        one.sees("Ask for a place", "We draw lots.")
        one.press("Ask for a place")
        one.fill("Why would you like to come?", "Somebody walked with me once. I would like to do that for others.")
        one.press("Ask for a place")
        one.sees("Our turn", "There is nothing you need to do.")

    trainer.go(trainer.course)
    trainer.press("Close asking now")
    trainer.press("See the order, and choose")
    trainer.sees("2 people asked. 1 place.")
    trainer.press("Choose, and tell everyone")
    trainer.sees("Offered, we wait for their answer", "number 1, since")

    for one in both:
        one.page.reload()
    first, second = sorted(
        both, key=lambda one: one.page.get_by_text("There is a place for you.").count(), reverse=True
    )
    second.sees("You are number 1 on the waiting list.", "It moves by itself")
    first.sees("Your turn", "There is a place for you.")
    first.press("No, not now")
    first.sees("Thank you for saying.")

    second.page.reload()
    second.sees("Your turn", "There is a place for you.")
    second.press("Yes, I would like the place")
    second.sees("You have a place.", "Sharing with care")

    trainer.page.reload()
    trainer.sees("On the course", "Said no to the place")


def a_course_of_one_place(trainer) -> None:
    """A new programme that chooses by lot, one course of it with one place and one date, open to ask."""
    trainer.menu("Training")
    trainer.press("Programmes")
    trainer.press("Add a programme")
    trainer.fill("What is it called?", "Telling your story")
    trainer.fill("What is it, in plain words?", "One evening about what to share, and what to keep.")
    trainer.fill("Who teaches it?", "Peer trainers")
    trainer.choose("Online")
    trainer.press("Save")
    trainer.is_at("Telling your story")
    trainer.menu("Training")
    trainer.press("Plan a course")
    trainer.select("Which programme is it?", "Telling your story")
    trainer.fill("What is this course called?", COURSE)
    trainer.choose("Online")
    trainer.fill("How many places are there?", "1")
    trainer.fill_day(today() + timedelta(days=30), "When does it begin?")
    trainer.fill_day(today() + timedelta(days=30), "When does it end?")
    trainer.press("Plan it")
    trainer.is_at(COURSE)
    trainer.course = trainer.page.url.removeprefix(trainer.address)
    trainer.follow("Add dates")
    trainer.choose("Something else", "Once")
    trainer.fill("If something else, what is it called?", "Sharing with care")
    trainer.fill_day(today() + timedelta(days=30))
    trainer.fill("What time do they start?", "6pm")
    trainer.fill("What time do they end?", "8pm")
    trainer.press("Add the dates")
    trainer.sees("1. Sharing with care")
    trainer.press("Open it now")
    trainer.sees("People can ask for a place.")


def address_of_course(trainer) -> str:
    """What anybody reads about it."""
    trainer.go(trainer.course)
    trainer.follow("What people read about it")
    return trainer.page.url.removeprefix(trainer.address)
