"""python -m bench.rostering: how long a proposal takes as wards, weeks and staff grow, and outside instances solved.

--seconds N     how long to look at each instance (default 60)
--instances DIR where Instance1.txt and its siblings are (default: $ALONGSIDE_NRP, or ../shared/nrp)
--only          weeks or instances
"""

import argparse
import os
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from time import perf_counter, process_time
from zoneinfo import ZoneInfo

from alongside.solvers.hours import Limits, Spell
from alongside.solvers.rostering import benchmark
from alongside.solvers.rostering.neighbourhoods import solve
from alongside.solvers.rostering.scorer import score
from alongside.solvers.rostering.weeks import Need, Peer, propose

ROOT = Path(__file__).resolve().parent.parent
MONDAY = datetime(2026, 11, 23, tzinfo=ZoneInfo("Europe/London"))
SIZES = ((10, 3, 1), (10, 3, 4), (20, 6, 2), (20, 6, 4), (40, 12, 1), (40, 12, 2), (40, 12, 4))
"""Workers, wards, weeks."""
BEST_KNOWN = {1: 607, 2: 828, 3: 1001, 4: 1716, 5: 1143, 6: 1950, 7: 1056, 8: 1300, 9: 439, 10: 4631, 11: 3443}


def week(workers: int, wards: int, weeks: int, seed: int = 2026) -> tuple[list[Need], list[Peer]]:
    """A need on four days in five of each ward; workers who know some wards and are free at some times."""
    random = Random(seed)
    needs = []
    for ward in range(wards):
        for day in range(7 * weeks):
            if random.random() < 0.8:
                start = MONDAY + timedelta(days=day, hours=random.choice([9, 10, 13, 14, 18]))
                spell = Spell(start, start + timedelta(hours=random.choice([2, 3, 3, 4])), 0, f"Ward {ward}")
                needs.append(Need(f"{ward:02}/{day:02}", spell, random.randint(1, 9)))
    return needs, [_peer(f"p{i:02}", needs, wards, random) for i in range(workers)]


def _peer(name: str, needs: list[Need], wards: int, random: Random) -> Peer:
    knows = set(random.sample(range(wards), random.randint(1, max(1, wards // 2))))
    free = {(day, part) for day in range(7) for part in range(3) if random.random() < 0.6}
    good, stops = {}, {}
    for need in needs:
        start = need.spell.starts
        part = (start.hour >= 12) + (start.hour >= 17)
        if int(need.id[:2]) not in knows:
            stops[need.id] = ("Not shown round this ward",)
        elif (start.weekday(), part) not in free:
            stops[need.id] = ("Not available",)
        else:
            good[need.id] = ("Knows this ward",)
    held = []
    for back in range(12):
        for _ in range(random.randint(0, 2)):
            start = MONDAY + timedelta(days=random.randrange(7) - 7 * (back + 1), hours=13)
            held.append(Spell(start, start + timedelta(hours=3)))
    return Peer(
        name,
        good,
        stops,
        tuple(held),
        weekly_hours=random.choice([0, 0, 15, 22.5]),
        own_limit=random.choice([None, None, 16, 30]),
        likes=frozenset(need for need in good if int(need[:2]) % 3 == 0),
        so_far=random.randrange(0, 3000, 30),
    )


def proposed() -> None:
    print(f"{'workers':>8} {'wards':>6} {'weeks':>6} {'needs':>6} {'filled':>7} {'seconds':>8} {'of a core':>10}")
    for size in SIZES:
        needs, peers = week(*size)
        start, worked = perf_counter(), process_time()
        lines = propose(needs, peers, Limits(local_cap_hours=48))
        took, worked = perf_counter() - start, process_time() - worked
        filled = sum(bool(line.worker_id) for line in lines)
        found = f"{len(needs):>6} {filled:>7} {took:>8.1f} {worked:>10.1f}"
        print("{:>8} {:>6} {:>6}".format(*size), found, flush=True)


def solved(folder: Path, seconds: float) -> None:
    print(f"{'instance':>8} {'best known':>10} {'found':>6} {'bound':>6} {'proven':>6} {'seconds':>8}")
    files = {number: folder / f"Instance{number}.txt" for number in range(1, 25)}
    for number, file in files.items():
        if not file.exists():
            continue
        text = file.read_text()
        problem = benchmark.read(text)
        start = perf_counter()
        found = solve(problem, seconds=seconds)
        took = perf_counter() - start
        checked = score(text, benchmark.as_csv(problem, found.roster)) if found.roster else None
        sound = "" if checked and not checked.broken and checked.penalty == found.value else "  NOT SOUND"
        best = BEST_KNOWN.get(number, "")
        print(
            f"{number:>8} {best:>10} {found.value:>6} {found.bound:>6} {found.proven!s:>6} {took:>8.1f}{sound}",
            flush=True,
        )


def main() -> None:
    words = argparse.ArgumentParser(
        "python -m bench.rostering", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    words.add_argument("--seconds", type=float, default=60)
    usual = os.environ.get("ALONGSIDE_NRP", ROOT.parent / "shared" / "nrp")
    words.add_argument("--instances", type=Path, default=Path(usual))
    words.add_argument("--only", choices=["weeks", "instances"])
    asked = words.parse_args()
    if asked.only != "instances":
        proposed()
    if asked.only != "weeks":
        solved(asked.instances, asked.seconds)


if __name__ == "__main__":
    main()
