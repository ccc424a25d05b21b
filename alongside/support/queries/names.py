"""What people, ways of meeting and needs are called on a list."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from alongside.core.nhs import codes
from alongside.support.models import HOW, IN_PERSON, WHERE
from alongside.ui.words import first_initial


def short_names(people: Iterable[Any]) -> dict[str, str]:
    """ "Leona M" by person id: phones are read on buses. Two who would look the same show the whole last name."""
    different = {person.pk: person for person in people}
    short = {pk: first_initial(person.called, person.last_name) for pk, person in different.items()}
    times = Counter(short.values())
    return {
        pk: f"{different[pk].called} {different[pk].last_name}" if times[name] > 1 else name
        for pk, name in short.items()
    }


def how(mechanism: str) -> str:
    """ "In person"; of a contact from a spreadsheet that did not say, only "Contact"."""
    return HOW.get(mechanism) or (codes.MECHANISM[mechanism].plain if mechanism else "Contact")


def where(location: str, place: str = "") -> str:
    """ "Riverside Park", or "Park or street" where the place has no name; nothing for a phone call."""
    if place or not location:
        return place
    return WHERE.get(location) or codes.LOCATION[location].plain


def how_and_where(row: Any) -> str:
    """ "Riverside Park", "Phone": how they meet, in the fewest words that say it."""
    return (row.mechanism == IN_PERSON and where(row.location, row.place)) or how(row.mechanism)


def needs_shown(person: Any, needs: Mapping[str, Iterable[Any]]) -> tuple[str, ...]:
    """What the person needs, in words, the interpreter first. `needs` is what `needs_of` answered."""
    asked = tuple(need.words for need in needs.get(person.pk, ()))
    if not person.interpreter or any("interpreter" in words.lower() for words in asked):
        return asked
    language = codes.LANGUAGE[person.language].plain if person.language in codes.LANGUAGE else ""
    return (f"{language} interpreter".strip(), *asked)
