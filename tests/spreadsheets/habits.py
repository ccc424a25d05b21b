"""Workbooks as services keep them: the same facts under other headers, in other orders, with other habits.

`make_workbook(seed)` gives the bytes and what a check must say: kinds, header rows, ready rows, and each wrong cell.
"""

import io
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import xlsxwriter

TODAY = date(2026, 11, 20)
FIRST = [
    "Ada",
    "Bea",
    "Cal",
    "Dev",
    "Elin",
    "Femi",
    "Gus",
    "Hana",
    "Idris",
    "Jude",
    "Kemi",
    "Liam",
    "Mina",
    "Noor",
    "Zoë",
]
LAST = ["Stone", "O'Rourke", "Marsh", "Holt-Frost", "Wilde", "Penn", "Da", "Quill", "Osei", "Vale", "Iqbal", "Ng"]
WORKERS = ["Priya Jones", "Gareth Young", "Zara Patel", "Sam O'Neill", "Xi Iqbal", "Hope Reid"]
TEAMS = ["Thanet CMHT", "Ashford CMHT", "Willow Ward", "Low Secure Unit", "Medway Early Intervention"]

WORKER_HEADERS = {
    "name": ["Name", "PSW name", "Peer worker", "Staff name", "Worker", "Full name", "Peer Support Worker"],
    "email": ["Email", "E-mail address", "Work email", "NHS email", "EMAIL"],
    "team": ["Team", "Base", "CMHT / Ward", "Locality", "Ward/Team"],
    "hours": ["Hours per week", "Hrs", "WTE", "Contracted hours", "Weekly hours", "Hours pw"],
    "starts_on": ["Started", "Start date", "In post since", "Date joined", "Date started"],
}
PEOPLE_HEADERS = {
    "nhs_number": ["NHS Number", "NHS No.", "NHS", "NHSNo", "Hospital no", "NHS num", "Nhs number"],
    "name": ["Client", "Name", "Service user", "SU", "Person", "Client name", "Full Name", "Patient"],
    "first_name": ["First name", "Forename", "Given name", "FIRST NAME"],
    "last_name": ["Surname", "Last name", "Family name", "SURNAME"],
    "birth_date": ["DoB", "D.O.B.", "Date of birth", "Birth date", "DOB"],
    "team": ["Team", "CMHT", "Ward", "Locality", "Care team", "CMHT / Ward", "Base"],
    "worker": ["PSW", "Peer worker", "Worker", "Supported by", "Allocated to", "Peer support worker"],
    "received_on": ["Ref date", "Referral received", "Date referred", "Referred", "Referral date", "Referred on"],
    "standing": ["Status", "Open/Closed", "Active?", "Open?", "Current status"],
    "ended_on": ["Ended on", "D/C date", "Discharge date", "Closed on", "End date", "Date closed"],
    "closure": ["Reason ended", "D/C reason", "Outcome", "Reason", "Discharge reason", "Reason for closure"],
}
CONTACT_HEADERS = {
    "date": ["Date", "When", "Session date", "Contact date", "Date of contact", "Date seen"],
    "nhs_number": PEOPLE_HEADERS["nhs_number"],
    "name": ["Client", "Service user", "SU", "Person", "Name", "Client name"],
    "birth_date": PEOPLE_HEADERS["birth_date"],
    "worker": ["PSW", "Peer worker", "Worker", "Seen by", "Staff", "Supported by"],
    "therapy_mode": ["Type", "1:1 or group", "Session type", "Individual/Group"],
    "mechanism": ["How", "F2F / Tel", "Method", "Mode", "Medium", "Contact method"],
    "minutes": ["Minutes", "Mins", "Duration", "Length", "Time spent"],
    "attendance": ["Attended?", "Seen?", "Outcome", "Attended", "DNA/Attended", "Attendance"],
}


@dataclass
class Expected:
    """What a check says of one sheet."""

    kind: str | None
    header_row: int = 0
    fields: dict[str, str] = field(default_factory=dict)
    ready: list[int] = field(default_factory=list)
    repeated: list[int] = field(default_factory=list)
    ignored: list[int] = field(default_factory=list)
    wrong: set[tuple[int, str]] = field(default_factory=set)


def nhs_number(seed: int) -> str:
    """A number kept for tests (999 …) that adds up."""
    while True:
        digits = f"999{seed:06d}"
        check = 11 - sum(int(d) * (10 - at) for at, d in enumerate(digits)) % 11
        if check != 10:
            return f"{digits}{0 if check == 11 else check}"
        seed += 1


def bad_number(number: str) -> str:
    return number[:-1] + str((int(number[-1]) + 1) % 10)


class Habits:
    """One way of writing things, chosen by a seed."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)

    def day(self, day: date) -> Any:
        forms = [
            day,
            float((day - date(1899, 12, 30)).days),
            f"{day:%d/%m/%Y}",
            f"{day.day}/{day.month}/{day:%y}",
            f"{day:%d.%m.%Y}",
            f"{day.day}-{day:%b}-{day:%y}",
            f"{day:%A} {day.day} {day:%B} {day:%Y}",
            f"{day.day}{_th(day.day)} {day:%B} {day:%Y}",
            f"{day:%Y-%m-%d}",
            f"{day:%d/%m/%Y} 14:30",
            f" {day:%d-%m-%Y} ",
        ]
        return self.dice.choice(forms)

    def number(self, number: str) -> Any:
        return self.dice.choice(
            [
                number,
                float(number),
                f"{number[:3]} {number[3:6]} {number[6:]}",
                f" {number[:3]}-{number[3:6]}-{number[6:]} ",
            ]
        )

    def name(self, first: str, last: str) -> str:
        return self.dice.choice(
            [f"{first} {last}", f"{last.upper()}, {first}", f"{last}, {first}", f" {first}  {last} "]
        )

    def worker(self, name: str) -> str:
        first, last = name.split(" ", 1)
        forms = [
            name,
            name.upper(),
            first,
            f"{first[0]}. {last}",
            f"{last}, {first}",
            f" {name} ",
            name.replace("'", "’"),
        ]
        return self.dice.choice([*forms, f"{first} {last[0]}"])

    def team(self, name: str) -> str:
        return self.dice.choice([name, name.lower(), f"{name} ", name.replace(" ", "  "), name.upper()])

    def minutes(self, minutes: int) -> Any:
        hours, rest = divmod(minutes, 60)
        forms: list[Any] = [minutes, f"{minutes} mins", f"{minutes}min", f"{hours}:{rest:02}", f"{minutes} minutes"]
        if rest == 0:
            forms += [f"{hours}hr", f"{hours} hour{'s' if hours > 1 else ''}"]
        elif hours:
            forms += [f"{hours}hr {rest}", f"{hours}h{rest}m", f"{minutes / 60:g} hours"]
        return self.dice.choice(forms + (["half hour", "half an hour", "0.5 hrs"] if minutes == 30 else []))

    def of(self, *forms: str) -> str:
        return self.dice.choice(forms)


def _th(day: int) -> str:
    return "th" if 4 <= day % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


class Book:
    """A workbook in the making, sheet by sheet, with what is expected of each."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.habits = Habits(seed + 1)
        self.sheets: list[tuple[str, list[list[Any]], bool]] = []
        self.expected: dict[str, Expected] = {}

    def headers(self, choices: dict[str, list[str]], fields: list[str]) -> dict[str, str]:
        used: set[str] = set()
        chosen = {}
        for each in fields:
            free = [header for header in choices[each] if header not in used]
            chosen[each] = self.dice.choice(free)
            used.add(chosen[each])
        return chosen

    def table(
        self,
        name: str,
        kind: str,
        headers: dict[str, str],
        records: list[tuple[dict[str, Any], str]],
        extra: tuple[str, ...] = (),
    ) -> None:
        """Lay records out. Each comes with the field that is wrong in it, "" when none, "=" for the last again."""
        order = [*headers, *extra]
        self.dice.shuffle(order)
        rows: list[list[Any]] = []
        if self.dice.random() < 0.5:
            rows.append([f"{name} - do not share"])
            rows += [[]] * self.dice.randrange(2)
        pad = [""] if self.dice.random() < 0.2 else []
        rows.append([*pad, *(headers.get(each, each) for each in order)])
        expected = Expected(kind, len(rows), {headers[each]: each for each in headers})
        for record, wrong in records:
            if self.dice.random() < 0.04:
                rows.append([])
            if wrong == "=":
                rows.append(list(rows[-1]) if rows[-1] else list(rows[-2]))
                expected.repeated.append(len(rows))
                continue
            rows.append([*pad, *(record.get(each, "") for each in order)])
            if wrong:
                expected.wrong.add((len(rows), headers[wrong]))
            else:
                expected.ready.append(len(rows))
        if self.dice.random() < 0.7:
            rows += [
                [],
                [self.dice.choice(["TOTAL", "Total", f"{len(records)} in total", "Grand total:"]), len(records)],
            ]
            expected.ignored.append(len(rows))
        if self.dice.random() < 0.3:
            rows += [[], ["Please do not sort this sheet"]]
            expected.ignored.append(len(rows))
        self.sheets.append((name, rows, False))
        self.expected[name] = expected

    def other(self, name: str, rows: list[list[Any]], *, hidden: bool = False) -> None:
        self.sheets.append((name, rows, hidden))
        self.expected[name] = Expected(None)

    def as_bytes(self) -> bytes:
        self.dice.shuffle(self.sheets)
        self.sheets.sort(key=lambda sheet: sheet[2])  # a workbook opens on a sheet that can be seen
        return workbook(
            {name: rows for name, rows, _ in self.sheets}, hidden=[name for name, _, hid in self.sheets if hid]
        )


def workbook(sheets: dict[str, list[list[Any]]], *, hidden: Sequence[str] = (), from_1904: bool = False) -> bytes:
    """Sheets of rows as a file. Days are written as days; everything else as it is."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "date_1904": from_1904}) as book:
        form = book.add_format({"num_format": "dd/mm/yyyy"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if isinstance(cell, date):
                        sheet.write_datetime(at, column, cell, form)
                    elif cell != "":
                        sheet.write(at, column, cell)
            if name in hidden:
                sheet.hide()
    return out.getvalue()


def make_workbook(seed: int) -> tuple[bytes, dict[str, Expected]]:
    book = Book(seed)
    dice, habits = book.dice, book.habits
    _workers(book)
    people = _people(book)
    _contacts(book, people)
    if dice.random() < 0.6:
        book.other("Lists", [["Open", "Closed"], ["Yes", "No"]])
    if dice.random() < 0.5:
        book.other("Summary", [["PSW", "Contacts", "Hours"], *([habits.worker(w), 12, 9.5] for w in WORKERS)])
    if dice.random() < 0.3:
        book.other("Blank", [])
    if dice.random() < 0.3:
        book.other(
            "Old",
            [["Name", "Email", "Team", "Hours", "Started"], ["Old One", "o@example.org", TEAMS[0], 15, "1/1/20"]],
            hidden=True,
        )
    return book.as_bytes(), book.expected


def _workers(book: Book) -> None:
    habits, dice = book.habits, book.dice
    headers = book.headers(WORKER_HEADERS, ["name", "email", "team", "hours", "starts_on"])
    records: list[tuple[dict[str, Any], str]] = []
    for at, name in enumerate(WORKERS):
        hours = 0.6 if headers["hours"] == "WTE" else dice.choice([22.5, "22.5 hrs", "15", "0.6 WTE", 37.5, "30 hours"])
        records.append(
            (
                {
                    "name": name,
                    "email": f"worker{at}@example.nhs.uk",
                    "team": habits.team(dice.choice(TEAMS)),
                    "hours": hours,
                    "starts_on": habits.day(date(2023, 1, 9) + timedelta(days=40 * at)),
                    "Band": dice.choice(["Band 3", "3", 4]),
                },
                "",
            )
        )
    broken = dice.choice(
        [("hours", "lots"), ("email", "none at all"), ("team", "Atlantis Outreach"), ("starts_on", "31/02/2024")]
    )
    extra = {**records[0][0], "name": "Nadia Moss", "email": "nadia@example.nhs.uk", broken[0]: broken[1]}
    records.insert(dice.randrange(len(records)), (extra, broken[0]))
    book.table(dice.choice(["PSWs", "Peer workers", "Staff", "Our team"]), "workers", headers, records, ("Band",))


@dataclass
class Someone:
    first: str
    last: str
    number: str
    born: date
    worker: str


def _people(book: Book) -> list[Someone]:
    habits, dice = book.habits, book.dice
    names = dice.choice([["name"], ["first_name", "last_name"]])
    headers = book.headers(
        PEOPLE_HEADERS,
        ["nhs_number", *names, "birth_date", "team", "worker", "received_on", "standing", "ended_on", "closure"],
    )
    everybody = [(first, last) for first in FIRST for last in LAST]
    dice.shuffle(everybody)
    well: list[Someone] = []
    records: list[tuple[dict[str, Any], str]] = []
    start = dice.randrange(100_000)
    slips = [
        ("nhs_number", None),
        ("birth_date", "31/02/1980"),
        ("team", "Atlantis Outreach"),
        ("worker", "Nobody Known"),
        ("received_on", "next Tuesday"),
        ("received_on", "25/12/2027"),
        ("ended_on", None),
    ]
    for at, (first, last) in enumerate(everybody[:50]):
        one = Someone(
            first,
            last,
            nhs_number(start + at * 7),
            date(1950, 1, 2) + timedelta(days=dice.randrange(19_000)),
            dice.choice(WORKERS),
        )
        received = date(2024, 6, 1) + timedelta(days=dice.randrange(700))
        record: dict[str, Any] = {
            "nhs_number": habits.number(one.number),
            "name": habits.name(first, last),
            "first_name": first,
            "last_name": dice.choice([last, last.upper()]),
            "birth_date": habits.day(one.born),
            "team": habits.team(dice.choice(TEAMS)),
            "worker": habits.worker(one.worker),
            "received_on": habits.day(received),
            "standing": habits.of("Open", "Active", "Y", "open"),
            "Notes": habits.of("", "likes tea", "=SUM(A1)", "see email"),
        }
        closed = dice.random() < 0.3
        wrong, value = slips[(at // 7) % len(slips)] if at % 7 == 6 else ("", None)
        if closed or wrong == "ended_on":
            ended = received + timedelta(days=40) if wrong != "ended_on" else received - timedelta(days=20)
            reasons = ("Completed", "Moved away", "DNA'd", "Asked to stop", "Referred on", "SU request")
            record |= {
                "standing": habits.of("Closed", "Discharged", "N"),
                "ended_on": habits.day(ended),
                "closure": habits.of(*reasons),
            }
        if wrong == "nhs_number":
            record["nhs_number"] = bad_number(one.number)
        elif value:
            record[wrong] = value
        records.append((record, wrong))
        if not wrong:
            well.append(one)
    book.table(
        dice.choice(["Caseload", "Clients 2026", "Referrals", "People", "SUs"]), "people", headers, records, ("Notes",)
    )
    return well


def _contacts(book: Book, people: list[Someone]) -> None:
    habits, dice = book.habits, book.dice
    who = dice.choice([["nhs_number"], ["name", "birth_date"], ["name"]])
    headers = book.headers(
        CONTACT_HEADERS, ["date", *who, "worker", "therapy_mode", "mechanism", "minutes", "attendance"]
    )
    slips = [
        ("date", "25/12/2027"),
        (who[0], "9990000000" if who[0] == "nhs_number" else "Person Unknown"),
        ("minutes", "ages"),
        ("minutes", "2000 mins"),
        ("attendance", "???"),
        ("date", "30/02/2026"),
        ("worker", "Nobody Known"),
    ]
    sheets = 2 if dice.random() < 0.3 else 1
    for count in range(sheets):
        records: list[tuple[dict[str, Any], str]] = []
        for at in range(90):
            one = dice.choice(people)
            record: dict[str, Any] = {
                "date": habits.day(TODAY - timedelta(days=dice.randrange(1, 500))),
                "nhs_number": habits.number(one.number),
                "name": habits.name(one.first, one.last),
                "birth_date": habits.day(one.born),
                "worker": habits.worker(one.worker),
                "therapy_mode": habits.of("1:1", "121", "1-1", "One to one", "individual", "Grp", "Group"),
                "mechanism": habits.of(
                    "F2F", "Tel", "Teams", "phone call", "Face to face", "SMS", "In person", "Video"
                ),
                "minutes": habits.minutes(dice.choice([15, 30, 45, 60, 75, 90, 120])),
                "attendance": habits.of(
                    "Yes",
                    "Y",
                    "✓",
                    "Seen",
                    "Attended",
                    "DNA",
                    "Did not attend",
                    "Cancelled (SU)",
                    "Cancelled by us",
                    "No show",
                ),
                "Comments": f"{count} {at}",
            }
            wrong, value = slips[(at // 9) % len(slips)] if at % 9 == 8 else ("", None)
            if wrong:
                record[wrong] = value
            records.append((record, wrong))
            if not wrong and at % 20 == 3:
                records.append(({}, "="))
        names = (
            ["Contacts", "Activity log", "Sessions"] if sheets == 1 else [f"Contacts {word}" for word in ("Q1", "Q2")]
        )
        book.table(names[count] if sheets == 2 else dice.choice(names), "contacts", headers, records, ("Comments",))
