"""python -m bench: builds a large service and a tenth of it, on SQLite and on PostgreSQL, and measures both.

    --quick     a tenth only, and short: while something is being made faster
    --only      sqlite or postgres

Prints a table and writes var/bench.json. What fails is said, and the rest goes on.
"""

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from bench import matching
from tools import postgres

ROOT = Path(__file__).resolve().parent.parent
BUILT = ROOT / "var" / "bench"
SIZES = {"tenth": 0.1, "full": 1.0}
FAST, TIMES = 50, 4  # the aim: milliseconds at the median, and how many times its floor
NO_HASTE = "-c max_connections=200 -c shared_buffers=1GB -c work_mem=16MB -c max_wal_size=4GB"

Lines = list[dict[str, Any]]


def main() -> int:
    words = argparse.ArgumentParser(
        "python -m bench", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    words.add_argument("--quick", action="store_true")
    words.add_argument("--only", choices=["sqlite", "postgres"])
    words.add_argument("--seconds", type=int, help="how long 50 recorders record")
    asked = words.parse_args()
    seconds = asked.seconds or (10 if asked.quick else 60)
    sizes = ["tenth"] if asked.quick else ["tenth", "full"]
    failed: Lines = []
    lines: Lines = []
    for database in ["sqlite", "postgres"]:
        if asked.only in (None, database):
            found: dict[str, Lines] = {}
            for size in sizes:
                try:
                    runs = 15 if asked.quick else 40
                    found[size] = measured(database, size, runs, seconds if size == sizes[-1] else 0, failed)
                except Exception as problem:
                    print(f"  FAILED: {problem}", flush=True)
                    failed.append({"name": f"{size} on {database}", "problem": str(problem)[:400]})
            lines += grown(found.get(sizes[-1], []), found.get("tenth", []) if len(sizes) > 1 else [], database)
    lines += solved()
    file = BUILT.parent / "bench.json"
    file.write_text(json.dumps({"workloads": lines, "failed": failed}, indent=1, ensure_ascii=False) + "\n")
    show(lines, failed)
    print(f"\nWritten to {file.relative_to(ROOT)}")
    return 1 if failed else 0


def measured(database: str, size: str, runs: int, seconds: int, failed: Lines) -> Lines:
    """Serve a copy of the built service, so that the one that is kept stays as it was built."""
    built = build(size)
    print(f"\n{database}, {size} size", flush=True)
    home = BUILT / "run"
    shutil.rmtree(home, ignore_errors=True)
    try:
        if database == "sqlite":
            shutil.copytree(built, home)
            return ask(home, "", runs, seconds, failed)
        shutil.copytree(built, home, ignore=shutil.ignore_patterns("*.sqlite3*"))
        with postgres.server(NO_HASTE) as address:
            print("  carrying the rows over", flush=True)
            run("bench.carry", str(built / "alongside.sqlite3"), home=home, address=address)
            return ask(home, address, runs, seconds, failed)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def ask(home: Path, address: str, runs: int, seconds: int, failed: Lines) -> Lines:
    file = home / "found.json"
    run("bench.measure", str(file), f"--runs={runs}", f"--seconds={seconds}", home=home, address=address)
    found = json.loads(file.read_text())
    failed += found["failed"]
    return list(found["workloads"])


def build(size: str) -> Path:
    """The home of a service of this size, made today from the code as it is now, or kept from earlier today."""
    code = [*sorted(ROOT.glob("alongside/*/migrations/*.py")), ROOT / "bench/fill.py", ROOT / "profiles/kmpt.toml"]
    version = hashlib.sha256(b"".join(file.read_bytes() for file in code)).hexdigest()[:10]
    home = BUILT / f"{size}-{time.strftime('%Y%m%d')}-{version}"
    if (home / "built").exists():
        return home
    for old in BUILT.glob(f"{size}-*"):
        shutil.rmtree(old)
    home.mkdir(parents=True)
    print(f"Building a service of {size} size. It is kept for today in {home.relative_to(ROOT)}", flush=True)
    started = time.monotonic()
    run("alongside", "migrate", "--profile", "kmpt", home=home)
    run("bench.fill", str(SIZES[size]), home=home)
    (home / "built").touch()
    print(f"  built in {time.monotonic() - started:.0f} s", flush=True)
    return home


def run(module: str, *words: str, home: Path, address: str = "") -> None:
    """A step in a process of its own, because settings are read once."""
    environment = {
        **os.environ,
        "ALONGSIDE_HOME": str(home),
        "ALONGSIDE_DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "bench.settings",
        "PYTHONPATH": str(ROOT),
    }
    environment.pop("ALONGSIDE_PRODUCTION", None)
    subprocess.run([sys.executable, "-m", module, *words], cwd=ROOT, env=environment, check=True)


def grown(full: Lines, tenth: Lines, database: str) -> Lines:
    """The lines of the full size, each with how many times slower it is than at a tenth of it."""
    small = {line["name"]: line["median_ms"] for line in tenth}
    shown = {"sqlite": "SQLite", "postgres": "PostgreSQL"}[database]
    return [
        {
            **line,
            "name": f"{line['name']} ({shown})",
            "growth": round(line["median_ms"] / small[line["name"]], 2) if small.get(line["name"]) else None,
            "database": database,
        }
        for line in full
    ]


def solved() -> Lines:
    """The two sizes of matching, with the tightest of the three numbers of places."""
    found = []
    for people, workers in matching.SIZES:
        took = sorted(matching.seconds(people, workers) * 1000 for _ in range(5))
        found.append(
            {
                "name": f"Matching {people} people with {workers} workers",
                "median_ms": round(took[2], 1),
                "p95_ms": round(took[-1], 1),
            }
        )
    for line in found:
        line.update(
            floor_ms=None,
            ratio=None,
            growth=round(line["median_ms"] / found[0]["median_ms"], 2) if line is not found[0] else None,
        )
    return found


def show(lines: Lines, failed: Lines) -> None:
    print(f"\n{'':<72} {'median':>8} {'p95':>8} {'floor':>7} {'ratio':>6} {'growth':>7}")
    for line in lines:
        cells = [
            f"{line[key]:.{digits}f}" if line[key] is not None else "-"
            for key, digits in (("median_ms", 1), ("p95_ms", 1), ("floor_ms", 1), ("ratio", 1), ("growth", 2))
        ]
        print(f"{line['name'][:72]:<72} {cells[0]:>8} {cells[1]:>8} {cells[2]:>7} {cells[3]:>6} {cells[4]:>7}")
    for line in lines:
        if "confirmed" in line:
            counted = ", ".join(f"{line[key]} {key}" for key in ("confirmed", "rows", "lost", "doubled"))
            problems = f", problems {line['problems']}" if line["problems"] else ""
            print(f"{line['name']}: {counted}, {line['per_second']} a second{problems}")
    missed = [
        line for line in lines if line["ratio"] is not None and (line["median_ms"] >= FAST or line["ratio"] >= TIMES)
    ]
    print(
        f"\nThe aim, under {FAST} ms and under {TIMES} times its floor, is "
        + (f"missed by {len(missed)}:" if missed else "met by every page.")
    )
    for line in missed:
        print(f"  {line['name']}: {line['median_ms']} ms, {line['ratio']} times its floor")
    for problem in failed:
        print(f"FAILED  {problem['name']}: {problem['problem']}")


if __name__ == "__main__":
    sys.exit(main())
