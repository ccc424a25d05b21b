"""Choosing who has a place: everyone read against the same criteria, lots where they are equal, everyone answered."""

from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.training import notices, policies, queries
from alongside.training.commands.places import offer_place, put_in_line
from alongside.training.models import Cohort, Place
from alongside.training.queries.places import MOST

Status = Place.Status


@command("place.read", "read what somebody wrote against the criteria", allow=policies.may_teach, locks=("cohort",))
def read_place(act: Act, place: Place, *, meets: dict[str, int]) -> None:
    """`meets` gives every criterion of the programme, by name, 0 to 3."""
    if place.status != Status.ASKED:
        raise Refused("This is answered already, so it is not read again.")
    names = {row["name"] for row in place.cohort.programme.criteria}
    if set(meets) != names or not all(0 <= points <= MOST for points in meets.values()):
        raise Refused("Say of each point how far it is met.")
    place.meets, place.read_by = meets, act.actor.name
    place.save()


@command("place.not_this_time", "said not this time", allow=policies.may_teach, locks=("cohort",))
def say_not_this_time(act: Act, place: Place, *, because: str) -> None:
    """With a reason that they read, and what they can do next."""
    if not because.strip():
        raise Refused("Say why. They read it.")
    end_with(act, place, because)


@command("cohort.chosen", "chose who is offered a place", allow=policies.may_teach)
def choose_places(act: Act, cohort: Cohort) -> None:
    """Offer the places in order of what was read, by lot where that is equal; all others wait in that same order."""
    if left := queries.unread(cohort):
        raise Refused(f"{left} of those who asked {'is' if left == 1 else 'are'} not read yet. Read everyone first.")
    cohort.move_to(Cohort.Status.OFFERING)
    cohort.chosen_at = act.at
    cohort.save()
    asked = list(cohort.places.filter(status=Status.ASKED).select_related("candidate"))
    free = queries.free_places(cohort)
    for number, row in enumerate(queries.in_order(cohort, asked)):
        row.place.cohort = cohort
        (offer_place if number < free else put_in_line)(act, row.place)


def end_with(act: Act, place: Place, because: str) -> None:
    """Not this time: the reason, and the next course if there is one."""
    place.move_to(Status.NOT_THIS_TIME)
    place.because, place.ended_at = because, act.at
    place.save()
    notices.tell_not_this_time(act, place, next(iter(queries.later_courses(place.cohort)), None))
