"""What somebody is told of their place: always on their own page, and by email only that there is news."""

from alongside.candidates.commands import tell_candidate
from alongside.core.commands import Act
from alongside.training.models import Cohort, Place
from alongside.ui import dates

NOBODYS_MEASURE = "It says nothing about what you could give as a peer worker."


def tell(act: Act, place: Place, what: str, words: str) -> None:
    """`what` names it, so that nothing is said twice."""
    tell_candidate(act, place.candidate, words=words, once=f"{what}:{place.pk}", subject="News about your training")


def tell_asked(act: Act, place: Place) -> None:
    cohort = place.cohort
    by = f" You will hear by {dates.day(cohort.answered_by)}." if cohort.answered_by else ""
    tell(act, place, "asked", f"You asked for a place on {_name(cohort)}. It is our turn now.{by}")


def tell_offered(act: Act, place: Place) -> None:
    tell(
        act,
        place,
        f"offered-{place.offered_at:%y%m%d}",
        f"There is a place for you on {_name(place.cohort)}. Please say yes or no by {dates.day(place.answer_by)}. If "
        "that is too soon, ring us.",
    )


def tell_waiting(act: Act, place: Place, number: int) -> None:
    """Why they wait, what number they are, and what happens next."""
    cohort = place.cohort
    chosen = (
        "Everyone was read against the same list, and where two were equal we drew lots. "
        if cohort.programme.criteria and place.read_by
        else ""
    )
    tell(
        act,
        place,
        f"waiting-{number}",
        f"Every place on {_name(cohort)} is taken for now. {chosen}You are number {number} on the waiting list. "
        "It moves by itself: when a place comes free we offer it to whoever is next, and you will hear at once. "
        f"{NOBODYS_MEASURE}",
    )


def tell_not_this_time(act: Act, place: Place, later: Cohort | None) -> None:
    tell(
        act,
        place,
        "not-this-time",
        f"It will not be {_name(place.cohort)} this time. {place.because} {_next(later)} {NOBODYS_MEASURE}",
    )


def tell_taken(act: Act, place: Place) -> None:
    tell(
        act,
        place,
        "taken",
        f"You have a place on {_name(place.cohort)}. We begin on {dates.day(place.cohort.starts_on)}. The dates are on "
        "your training page, and come to your email for your calendar.",
    )


def tell_lapsed(act: Act, place: Place) -> None:
    tell(
        act,
        place,
        "lapsed",
        f"We did not hear from you in time, so your place on {_name(place.cohort)} went to the next person. If you "
        "still want one, you can go on the waiting list from your training page. You do not have to say why.",
    )


def tell_moved(act: Act, old: Place, new: Place) -> None:
    """Moved to a later course: because they asked, or because theirs will not happen."""
    called_off = old.cohort.status == Cohort.Status.CANCELLED
    sorry = f"We are sorry: {_name(old.cohort)} will not happen. {old.cohort.cancelled_because} " if called_off else ""
    stands = {
        Place.Status.TAKEN: "Your place there is kept.",
        Place.Status.OFFERED: f"There is a place for you. Please say yes or no by {dates.day(new.answer_by)}.",
        Place.Status.WAITING: "It is full now, so you are on its waiting list.",
        Place.Status.ASKED: "You are among those who asked for a place.",
    }[Place.Status(new.status)]
    words = f"{sorry}You are moved to {_name(new.cohort)}, which begins on {dates.day(new.cohort.starts_on)}. {stands}"
    tell(act, new, "moved", words)


def tell_stopped(act: Act, place: Place) -> None:
    """Only when somebody else wrote it down for them."""
    words = f"You have stopped on {_name(place.cohort)}. No reason is asked. You can come back any day."
    tell(act, place, "stopped", words)


def tell_finished(act: Act, place: Place) -> None:
    words = f"You have come to the end of {_name(place.cohort)}. Thank you for all you brought."
    tell(act, place, f"finished-{place.finished_at:%y%m%d}", words)


def _name(cohort: Cohort) -> str:
    return f"{cohort.programme.name}, {cohort.name}"


def _next(later: Cohort | None) -> str:
    """What to do next: never nothing."""
    if later:
        return f"The next course begins on {dates.day(later.starts_on)}: you can ask for a place on it."
    return "We will tell you when the next dates come out. Until then you can talk with us any day."
