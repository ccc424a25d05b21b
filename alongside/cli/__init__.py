"""`alongside`: everything an operator does, as one command with --help that teaches."""

import argparse
import os
import sys
from datetime import date
from pathlib import Path

HELP = """Alongside runs a peer support service.

The data live in one folder, the home: $ALONGSIDE_HOME, or var/<profile> here.

  a first look       alongside migrate && alongside demo && alongside serve
  a new service      alongside migrate --profile lpt && alongside serve
  its first account  alongside administrator ada.quill@example.org "Ada Quill"
  its spreadsheet    alongside import check tracker.xlsx, then alongside import apply tracker.xlsx
  every night        alongside backup /safe/place/alongside.backup
  what it can do     alongside describe commands
  a roster problem   alongside roster solve Instance1.txt --seconds 60 --out roster.csv
"""

VERBS = {"import": "bring_in"}  # where the function cannot be called as the verb is


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser("alongside", description=HELP, formatter_class=argparse.RawTextHelpFormatter)
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")

    def verb(name: str, does: str) -> argparse.ArgumentParser:
        return verbs.add_parser(name, help=does, description=does)

    serve = verb("serve", "start the pages and the worker, and say who can sign in")
    serve.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
    serve.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: this machine only)")
    serve.add_argument("--prepare", action="store_true", help="prepare the database first, as migrate does")
    migrate = verb("migrate", "prepare the database; at the first start also load the profile of the service")
    migrate.add_argument("--profile", help="kmpt or lpt: the description a new service starts from")
    administrator = verb("administrator", "open the first account, which then opens the others on its own pages")
    administrator.add_argument("email")
    administrator.add_argument("name", help='in quotes, like "Ada Quill"')
    verb("demo", "fill an empty service with a believable story, by the same commands the pages use")
    work = verb("work", "send messages and do what is due, again and again (serve starts one)")
    work.add_argument("--once", action="store_true", help="do what is due now, and stop")
    describe = verb("describe", "print what the code itself knows: one register, as text or JSON")
    describe.add_argument("register", choices=["commands", "roles", "states", "urls", "personas"])
    describe.add_argument("--json", action="store_true")
    docs = verb("docs", "write docs/commands.md, roles.md and states.md from the code")
    docs.add_argument("--check", action="store_true", help="only say whether they are current")
    backup = verb("backup", "write a consistent copy of everything to one file, while the service runs")
    backup.add_argument("file", type=Path)
    restore = verb("restore", "put a backup back; stop the service first")
    restore.add_argument("file", type=Path)
    restore.add_argument("--replace", action="store_true", help="the service here has records: replace them all")
    bring_in = verb("import", "check a service's own workbook, and bring it in: all of it or none of it")
    whats = bring_in.add_subparsers(dest="what", required=True, metavar="check|apply")
    for what, does in (
        ("check", "say how each sheet and row is understood and what needs a look; change nothing"),
        ("apply", "bring in what is ready: rows already here are left alone, so it can be repeated"),
    ):
        how = whats.add_parser(what, help=does, description=f"{does}. Exit code: 0 done, 1 refused, 2 not read.")
        how.add_argument("file", type=Path, help="an Excel workbook (.xlsx)")
        how.add_argument("--json", action="store_true", help="print the whole report as JSON, and nothing else")
        how.add_argument("--today", type=date.fromisoformat, help="read the file as if today were this day: 2026-11-20")
        how.add_argument("--skip-problem-rows", action="store_true", help="leave out the rows that need a look")
        how.add_argument(
            "--map",
            action="append",
            metavar="MAP",
            help='how to read it: "Sheet=people", "Sheet.Header=field" (nothing after = leaves it out), or a JSON file',
        )
    roster = verb("roster", "solve a shift-scheduling instance of schedulingbenchmarks.org")
    solve = roster.add_subparsers(dest="what", required=True, metavar="solve").add_parser(
        "solve",
        help="print the penalty and whether it is proven best",
        description="Exit code: 0 solved, 1 not, 2 not read.",
    )
    solve.add_argument("file", type=Path, help="the instance, as text")
    solve.add_argument("--seconds", type=float, default=60, metavar="N", help="how long to look at most (default: 60)")
    solve.add_argument("--out", type=Path, metavar="ROSTER.csv", help="write the roster here")

    asked = parser.parse_args(argv)
    if getattr(asked, "profile", None):
        os.environ["ALONGSIDE_PROFILE"] = asked.profile
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.config.settings")
    import django

    django.setup()
    from alongside.cli import operate

    try:
        return getattr(operate, VERBS.get(asked.verb, asked.verb))(asked) or 0
    except operate.Stop as stop:
        print(stop, file=sys.stderr)
        return 1
