"""Say whether one worker could walk with one person, how well they fit, and why.

Every theme, trait, language and place comes in the words a page would show ("gardening", "Punjabi", "Thanet"), because
they go out again in sentences.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

Words = frozenset[str]
NONE: Words = frozenset()
DAYS = {"mon": "Mon", "tue": "Tues", "wed": "Wednes", "thu": "Thurs", "fri": "Fri", "sat": "Satur", "sun": "Sun"}
TIMES = {"am": "mornings", "pm": "afternoons", "eve": "evenings"}
SLOTS = {f"{day}-{time}": f"{DAYS[day]}day {TIMES[time]}" for day in DAYS for time in TIMES}
"""Every day and time in the order of the week, such as "tue-am", with the words for it."""


@dataclass(frozen=True)
class Need:
    """One person waiting, and what they asked for."""

    id: str
    name: str = "this person"
    urgent: bool = False
    waited_days: int = 0
    pathway: str = ""
    place: str = ""
    """Where they can meet; empty is anywhere."""
    wants: Words = NONE
    """Experience, interests or traits they would like in a worker."""
    musts: Words = NONE
    """The same, where only a worker who says so will do."""
    ruled_out: Words = NONE
    """The same, where they would not like a worker who says so."""
    languages: Words = NONE
    """Any one of these is enough."""
    language_must: bool = False
    days: Words = NONE
    """Slots, see SLOTS; any one of these is enough."""
    days_must: bool = False
    known: Words = NONE
    """Ids of workers they have met before and would like again."""
    traits: Words = NONE
    """What a worker may have ruled out."""
    not_with: Words = NONE
    """Private: ids of workers not to suggest, whatever the reason."""


@dataclass(frozen=True)
class Peer:
    """One peer worker, and what they offer to share."""

    id: str
    name: str = "Another peer worker"
    room: int = 0
    """Free places; less than 0 when someone has more people than agreed."""
    pathways: Words = NONE
    places: Words = NONE
    """Empty: they have not said, so anywhere."""
    languages: Words = NONE
    experience: Words = NONE
    interests: Words = NONE
    traits: Words = NONE
    days: Words = NONE
    """Slots, see SLOTS."""
    rules_out: Words = NONE
    """Private: traits of people they would rather not support."""
    not_available_for: Words = NONE
    """Private: ids of people they are not available for: leave, a conflict, a kept-away list, all alike."""

    @property
    def themes(self) -> Words:
        return self.experience | self.interests | self.traits


@dataclass(frozen=True)
class Like:
    """A preference: what a pair shares, its points (for each thing shared, or once for all), and how to say it."""

    shared: Callable[[Need, Peer], Words]
    points: int
    why: Callable[[Words], str]
    once: bool = False

    def worth(self, need: Need, peer: Peer) -> int:
        found = self.shared(need, peer)
        return self.points * (bool(found) if self.once else len(found))


LIKES = (
    Like(lambda n, p: n.wants & p.experience, 3, lambda words: f"Shares experience of {listed(words)}"),
    Like(lambda n, p: n.wants & p.interests - p.experience, 2, lambda words: f"Both enjoy {listed(words)}"),
    Like(lambda n, p: n.wants & p.traits - p.interests - p.experience, 2, lambda words: f"As hoped: {listed(words)}"),
    Like(lambda n, p: n.languages & p.languages, 3, lambda words: f"Speaks {listed(words)}", once=True),
    Like(lambda n, p: n.days & p.days, 2, lambda words: f"Free on {slots(words)}", once=True),
    Like(lambda n, p: frozenset({n.place}) & p.places - {""}, 1, lambda words: f"Meets people in {listed(words)}"),
    Like(lambda n, p: n.known & {p.id}, 2, lambda words: "They have met before"),
)


def bars(need: Need, peer: Peer) -> Iterator[tuple[str, str]]:
    """Each hard rule this pair would break, in words, with what would help where it is the person's to ease."""
    if need.pathway and need.pathway not in peer.pathways:
        yield f"Must work in {need.pathway}", ""
    if need.place and peer.places and need.place not in peer.places:
        yield f"Must meet in {need.place}", "Meeting somewhere else"
    for theme in sorted(need.musts - peer.themes):
        yield f"Must: {theme}", f"If “{theme}” were a wish and not a must"
    for theme in sorted(need.ruled_out & peer.themes):
        yield f"Not: {theme}", f"If “not {theme}” were a wish and not a must"
    if need.language_must and need.languages and not need.languages & peer.languages:
        language = listed(need.languages, "or")
        yield f"Must speak {language}", f"If speaking {language} were a wish and not a must"
    if need.days_must and need.days and not need.days & peer.days:
        yield f"Must be free on {slots(need.days, 'or')}", "Other days or times"
    if peer.room < 1:
        yield "Must have a place free", "A place with someone who is full today"


def kept_apart(need: Need, peer: Peer) -> bool:
    """Private bars, all alike: never worded, never counted, and as if the worker were not there."""
    return need.id in peer.not_available_for or peer.id in need.not_with or bool(peer.rules_out & need.traits)


def fits(need: Need, peer: Peer) -> bool:
    return not kept_apart(need, peer) and not any(bars(need, peer))


def points(need: Need, peer: Peer) -> int:
    """How well a pair that fits would fit: 0 or more. It puts suggestions in order and is never shown."""
    return sum(like.worth(need, peer) for like in LIKES)


def because(need: Need, peer: Peer) -> tuple[str, ...]:
    """Why they fit, in sentences."""
    as_asked = (f"As asked: {listed(need.musts)}",) if need.musts else ()
    return as_asked + tuple(like.why(found) for like in LIKES if (found := like.shared(need, peer)))


def worth_knowing(need: Need, peer: Peer) -> Iterator[str]:
    """What is not known or not met: never held against anyone, who may not wish to say."""
    if unsaid := need.wants - peer.themes:
        yield f"Does not say: {listed(unsaid, 'or')}. They may not wish to"
    if need.languages and not need.languages & peer.languages:
        yield f"Does not say whether they speak {listed(need.languages, 'or')}"
    if need.days and not peer.days:
        yield "Does not say which days and times are free"
    elif need.days and not need.days & peer.days:
        yield f"Not free on {slots(need.days, 'or')}"
    if need.place and not peer.places:
        yield "Does not say where they can meet"


def musts(need: Need) -> int:
    """How many musts a person has: whoever is suggested meets all of them."""
    languages, days = need.language_must and need.languages, need.days_must and need.days
    return len(need.musts) + len(need.ruled_out) + bool(languages) + bool(days)


def likes(need: Need, peer: Peer) -> tuple[int, int]:
    """How many of a person's wishes a worker meets, and how many they have."""
    met = [theme in peer.themes for theme in need.wants]
    if need.languages and not need.language_must:
        met.append(bool(need.languages & peer.languages))
    if need.days and not need.days_must:
        met.append(bool(need.days & peer.days))
    return sum(met), len(met)


def listed(words: Iterable[str], last: str = "and") -> str:
    """At least one word, as "a, b and c"."""
    return _joined(sorted(words), last)


def slots(chosen: Words, last: str = "and") -> str:
    """At least one slot, in the order of the week, as "Monday mornings and Tuesday evenings"."""
    return _joined([words for slot, words in SLOTS.items() if slot in chosen] + sorted(chosen - SLOTS.keys()), last)


def _joined(words: list[str], last: str) -> str:
    *most, end = words
    return f"{', '.join(most)} {last} {end}" if most else end
