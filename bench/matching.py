"""How long the whole-list proposal takes at the size of a large service and of a very large one."""

from random import Random
from time import perf_counter

from alongside.solvers.matching import Need, Peer, propose

PATHWAYS = ["Acute", "Community", "Rehabilitation", "Forensic", "Mother and infant"]
PLACES = ["North", "South", "East", "West"]
LANGUAGES = ["Polish", "Punjabi", "Urdu", "Romanian", "Nepali"]
THEMES = [f"theme {i}" for i in range(30)]
SLOTS = [f"{day}-{time}" for day in ("mon", "tue", "wed", "thu", "fri", "sat") for time in ("am", "pm", "eve")]


def some(random: Random, words: list[str], least: int, most: int) -> frozenset[str]:
    return frozenset(random.sample(words, random.randint(least, most)))


def needs(random: Random, count: int, workers: int) -> list[Need]:
    return [
        Need(
            id=f"person {i:04}",
            urgent=random.random() < 0.1,
            waited_days=random.randint(0, 200),
            pathway=random.choice(PATHWAYS),
            place=random.choice(["", *PLACES]),
            wants=some(random, THEMES, 0, 5),
            musts=some(random, THEMES, 0, 1) if random.random() < 0.1 else frozenset(),
            ruled_out=some(random, THEMES, 0, 1),
            languages=some(random, LANGUAGES, 1, 2) if random.random() < 0.1 else frozenset(),
            language_must=random.random() < 0.5,
            days=some(random, SLOTS, 0, 6),
            days_must=random.random() < 0.2,
            known=frozenset({f"worker {random.randrange(workers):03}"}),
            not_with=frozenset({f"worker {random.randrange(workers):03}"}),
        )
        for i in range(count)
    ]


def peers(random: Random, count: int, room: int) -> list[Peer]:
    return [
        Peer(
            id=f"worker {i:03}",
            room=random.randint(0, 2 * room),
            pathways=some(random, PATHWAYS, 1, 3),
            places=some(random, PLACES, 0, 3),
            languages=some(random, LANGUAGES, 0, 2),
            experience=some(random, THEMES, 2, 8),
            interests=some(random, THEMES, 2, 6),
            days=some(random, SLOTS, 4, 12),
        )
        for i in range(count)
    ]


SIZES = ((300, 60), (1000, 120))


def seconds(people: int, workers: int) -> float:
    """How long the whole-list proposal takes, with about as many places as people."""
    random = Random(2026)
    waiting, team = needs(random, people, workers), peers(random, workers, round(people / workers))
    start = perf_counter()
    propose(waiting, team)
    return perf_counter() - start
