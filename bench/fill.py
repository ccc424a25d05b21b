"""A large service, made straight in the tables of an empty one: three years of it, in about two minutes."""

import base64
import json
import sqlite3
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import django
from django.db import connection
from django.utils import timezone

if __name__ == "__main__":
    django.setup()

from alongside.accounts.models import RoleHolding, Team, User
from alongside.core.guard import unguarded
from alongside.core.ids import ALPHABET
from alongside.core.models import AuditEvent
from alongside.core.names import searchable
from alongside.referrals.models import Choice, Identifier, Need, Person, Referral
from alongside.support.models import RHYTHMS, Agreement, Contact, ContactStaff, Goal, Meeting, Relationship, Step
from alongside.workforce.models import Assignment, Offering, Worker
from bench import applications, at_work, links

WORKERS, OPEN_EACH, CLOSED_EACH, CONTACTS_EACH = 250, 20, 80, 40  # closed: of each worker; contacts: of each person
WAITING = 300
YEARS = 3
DAY = timedelta(days=1)

FIRST = (  # noqa: SIM905
    "Amara Anya Aoife Arjun Asha Bea Blessing Callum Chidi Clara Dai Dele Ebony Edie Efe Elif Esme Ewan Farah "
    "Femi Finn Freya Gita Gwen Hana Harri Idris Imogen Ines Iona Jamal Jia Jude Kaya Kofi Lena Leo Lowri Mabel "
    "Maeve Marek Marta Milan Mina Nadia Niamh Noor Nuno Olu Orla Owen Petra Priya Quinn Ravi René Rhys Rosa Sadia "
    "Samir Saoirse Selin Siân Sina Tariq Tess Tomos Uma Viktor Wren Yara Yusuf Zadie Zara Zoë"
).split()
LAST = (  # noqa: SIM905
    "Abbott Achebe Adeyemi Ahmed Akhtar Amos Appiah Ashdown Asante Bains Barlow Begum Bell Bhatt Boateng Brook "
    "Byrne Chand Choi Clarke Cobb Cole Collier Cooper Dale Das Diaz Doyle Drew Dunn Dyer Eaves Egan Ellis Evans "
    "Farrow Fenn Flint Ford Frost Gale Garcia Ghosh Grant Hale Hart Hassan Hayes Holt Hussain Ito Jain James "
    "Jensen Kaur Keane Khan Kowal Lamb Lane Larsen Lee Lister Lowe Mahon Malik Mann Marsh Mensah Mistry Moss Nair "
    "Ndlovu Novak O’Brien O’Neill Obi Okafor Okoye Osei Park Patel Penn Pike Quill Rahman Rai Reed Rowe Saleh "
    "Sandhu Shaw Silva Singh Stone Sykes Tan Tate Thorne Udo Vale Varga Wade Walsh Webb West Wood Wren Wyatt "
    "Yates Young Zaman"
).split()
THEMES = ("Psychosis", "Being a parent", "Gardening", "Leaving hospital", "Voices", "Work", "Walking", "Music", "Faith")
WORDS = (
    "We walked by the sea and talked about the week.",
    "A hard week. We made a plan for the weekend and they rang their sister.",
    "Looked at the course together and filled in the form.",
    "Coffee, and a long talk about sleep.",
)
SLOTS = "mon-am mon-pm tue-am tue-pm wed-am wed-pm thu-am thu-pm fri-am fri-pm".split()  # noqa: SIM905


def fill(scale: float) -> Iterator[str]:
    """Fill an empty SQLite service to `scale` of the full size, and say how far it is."""
    random, now = Random(2026), timezone.now().replace(microsecond=0)
    raw = connection.connection or _connected()
    for pragma in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-600000"):
        raw.execute(f"PRAGMA {pragma}")
    with unguarded():
        workers = _workers(random, round(WORKERS * scale), now)
        yield f"{len(workers)} workers"
        pairs = list(_people(random, workers, now, round(WAITING * scale)))
        yield f"{len(pairs)} people with a peer worker, now or before"
        made = 0
        with _without_indexes(raw, Contact, ContactStaff, AuditEvent):
            for batch in _contacts(random, pairs, now):
                for model, rows in batch:
                    _insert(raw, model, rows)
                made += len(batch[0][1])
                if made % 200_000 < len(batch[0][1]):
                    yield f"{made:,} contacts"
        yield f"{made:,} contacts, and their indexes"
        raw.execute("ANALYZE")
    raw.commit()
    connection.close()


def _connected() -> sqlite3.Connection:
    connection.ensure_connection()
    return connection.connection


# Workers and people, by Django's own bulk inserts ---------------------------------------------------------------------


def _workers(random: Random, count: int, now: datetime) -> list[Worker]:
    teams, began = list(Team.objects.order_by("name")), now.date() - timedelta(days=365 * YEARS)
    users = [User(email=f"worker-{n}@example.org", name=_name(random), kind="staff") for n in range(count)]
    lead = User(email="lead@example.org", name="Lena Marsh", kind="staff")
    User.objects.bulk_create([lead, *users])
    held = [RoleHolding(user=lead, role="lead", starts_on=began)]
    RoleHolding.objects.bulk_create(
        [*held, *(RoleHolding(user=user, role="peer_worker", starts_on=began) for user in users)]
    )
    workers = [
        Worker(
            user=user,
            first_name=user.name.split(" ", 1)[0],
            last_name=user.name.split(" ", 1)[1],
            about="I have been where you may be now. We go at your pace.",
            profile_shown_at=now,
            languages=["en"],
            days=sorted(random.sample(SLOTS, 6)),
            agreed_caseload=OPEN_EACH + random.randint(0, 3),
        )
        for user in users
    ]
    Worker.objects.bulk_create(workers)
    Assignment.objects.bulk_create(
        Assignment(worker=worker, team=teams[n % len(teams)], hours=30, starts_on=began)
        for n, worker in enumerate(workers)
    )
    Offering.objects.bulk_create(
        Offering(worker=worker, theme=theme, shown_to=Offering.ShownTo.values[0])
        for worker in workers
        for theme in random.sample(THEMES, 3)
    )
    for n, worker in enumerate(workers):
        worker.team = teams[n % len(teams)]  # type: ignore[attr-defined]
    return workers


def _name(random: Random) -> str:
    return f"{random.choice(FIRST)} {random.choice(LAST)}"


def _people(random: Random, workers: list[Worker], now: datetime, waiting: int) -> Iterator["Pair"]:
    """Everybody who was ever supported, and those who wait, with all that is kept of them but the contacts."""
    numbers = _nhs_numbers()
    plan = [(worker, n < OPEN_EACH) for worker in workers for n in range(OPEN_EACH + CLOSED_EACH)]
    random.shuffle(plan)
    counts = [CONTACTS_EACH + offset for offset in _spread(random, len(plan))]
    today: date = timezone.localdate(now)
    for start in range(0, len(plan), 5000):
        batch = [
            _pair(random, worker, now, open_now, count, next(numbers))
            for (worker, open_now), count in zip(plan[start : start + 5000], counts[start : start + 5000], strict=True)
        ]
        _save(random, batch, now, today)
        yield from batch
    people = [_person(random, next(numbers), now) for _ in range(waiting)]
    teams = [worker.team for worker in workers]  # type: ignore[attr-defined]
    asked = [
        _referral(random, person, teams[n % len(teams)], now - timedelta(days=random.randint(3, 120)))
        for n, person in enumerate(people)
    ]
    Person.objects.bulk_create(people)
    Referral.objects.bulk_create(asked)
    Choice.objects.bulk_create(_yes(referral, now) for referral in asked)


class Pair:
    """A person and their worker while the tables are filled: the records, and when they met."""

    def __init__(self, worker: Worker, relationship: Relationship, moments: list[datetime]) -> None:
        self.worker, self.relationship, self.moments = worker, relationship, moments
        self.referral: Referral = relationship.referral
        self.person: Person = relationship.referral.person


def _pair(random: Random, worker: Worker, now: datetime, open_now: bool, count: int, number: str) -> Pair:
    person = _person(random, number, now)
    gap = random.choice((5, 6, 7, 7, 7, 8))
    if open_now:
        quiet = random.random() < 0.08
        last = now - timedelta(days=random.randint(30, 80) if quiet else random.randint(1, 12))
    else:
        last = now - timedelta(days=random.randint(20, 365 * YEARS - gap * count))
    last = last.replace(hour=random.randint(9, 16), minute=random.choice((0, 15, 30, 45)), second=0)
    moments = [last - timedelta(days=gap * n) for n in reversed(range(count))]
    met = moments[0]
    referral = _referral(random, person, worker.team, met - timedelta(days=random.randint(20, 60)))  # type: ignore[attr-defined]
    referral.status, referral.matched_at = "matched", met - 3 * DAY
    relationship = Relationship(
        referral=referral,
        worker=worker,
        status="meeting",
        introduced_at=met - 3 * DAY,
        first_met_at=met,
        last_met_at=last,
    )
    if not open_now:
        ended = last + 2 * DAY
        referral.status, referral.closed_at, referral.closure_code = "closed", ended, "02"
        relationship.status, relationship.ended_at = "ended", ended
        relationship.ended_by, relationship.ended_as = "both", "well"
        relationship.ended_said_by = relationship.ended_written_by = worker.full_name
    return Pair(worker, relationship, moments)


def _person(random: Random, number: str, now: datetime) -> Person:
    first, last = random.choice(FIRST), random.choice(LAST)
    return Person(
        first_name=first,
        last_name=last,
        search_name=searchable(f"{first} {last}"),
        birth_date=date(1940 + random.randint(0, 66), random.randint(1, 12), random.randint(1, 28)),
        nhs_number=number,
        phone=f"07700 9{random.randint(0, 99999):05}",
        contact_by=random.choice(("phone", "text", "")),
        needs_asked_on=now.date() - timedelta(days=random.randint(10, 500)),
    )


def _referral(random: Random, person: Person, team: Team, received: datetime) -> Referral:
    return Referral(
        person=person,
        status="accepted",
        pathway_id=team.pathway_id,
        host_team=team,
        asked_by="professional",
        source="P1",
        asker_name="A care co-ordinator",
        hopes="To get out more, and to meet people who understand.",
        hopes_by=person.first_name,
        wants=[{"theme": theme, "must": False} for theme in random.sample(THEMES, 2)],
        received_at=received,
        read_at=received + DAY,
        accepted_at=received + 2 * DAY,
    )


def _yes(referral: Referral, now: datetime, about: str = "peer_support") -> Choice:
    said = referral.accepted_at or now
    return Choice(
        referral=referral, about=about, answer="yes", how="phone", said_on=said.date(), said_by="They themself",
        written_by="A coordinator", written_at=said,
    )  # fmt: skip


def _save(random: Random, batch: list[Pair], now: datetime, today: date) -> None:
    Person.objects.bulk_create(pair.person for pair in batch)
    Referral.objects.bulk_create(pair.referral for pair in batch)
    Choice.objects.bulk_create(
        _yes(pair.referral, now, about) for pair in batch for about in ("peer_support", "first_meeting")
    )
    agreements = [_agreement(random, pair) for pair in batch if random.random() < 0.9]
    Relationship.objects.bulk_create(pair.relationship for pair in batch)
    Agreement.objects.bulk_create(agreements)
    Identifier.objects.bulk_create(
        Identifier(person=pair.person, number=f"R{random.randint(0, 9_999_999):07}", issuer="The trust’s own record")
        for pair in batch
    )
    Need.objects.bulk_create(
        Need(
            person=pair.person,
            kind="communication",
            words="Text before a call, please",
            review_on=today + timedelta(days=random.randint(-30, 300)),
        )
        for pair in batch
        if random.random() < 0.3
    )
    goals = [
        Goal(
            person=pair.person,
            words=random.choice(("Swim once a week", "Go to the shop on my own", "Finish the course", "See my sister")),
            said_by=pair.person.first_name,
            written_by=pair.worker.full_name,
            written_at=pair.moments[0],
            changed_at=pair.moments[0],
        )
        for pair in batch
        if random.random() < 0.6
    ]
    Goal.objects.bulk_create(goals)
    Step.objects.bulk_create(
        Step(goal=goal, words=words, position=n, written_by=goal.written_by)
        for goal in goals
        for n, words in enumerate(("Find out when", "Go with someone", "Go alone"))
    )
    Meeting.objects.bulk_create(
        Meeting(
            relationship=pair.relationship, starts_at=moment, minutes=60, mechanism="01", location="N02", status=status
        )
        for pair in batch
        if pair.relationship.status == "meeting"
        for moment, status in _meetings(random, pair, now)
    )


def _meetings(random: Random, pair: Pair, now: datetime) -> Iterator[tuple[datetime, str]]:
    """The last eight that were recorded; for most one to come; for some one that nobody has recorded yet."""
    yield from ((moment, "recorded") for moment in pair.moments[-8:])
    if random.random() < 0.7:
        coming = now + timedelta(days=random.randint(0, 9))
        yield max(now + timedelta(minutes=30), coming.replace(hour=random.randint(9, 16), minute=0)), "planned"
    if random.random() < 0.05:
        yield now - timedelta(days=random.randint(1, 4), hours=1), "planned"


def _agreement(random: Random, pair: Pair) -> Agreement:
    """What the two agreed; what counts of it is kept with them, as `agree` does."""
    agreed, how_often = pair.moments[0].date(), random.choice(("Every week", "Every two weeks"))
    end = agreed + timedelta(days=random.choice((270, 365, 540)))
    pair.relationship.agreed_on, pair.relationship.planned_end_on = agreed, end
    pair.relationship.rhythm_days = RHYTHMS[how_often]
    return Agreement(
        relationship=pair.relationship,
        agreed_on=agreed,
        purpose="To do more of what matters to me",
        limits_told=True,
        how_often=how_often,
        where="A café or the park",
        length_name="Nine months",
        planned_end_on=end,
        ending_talk_on=end - timedelta(days=28),
        said_by=pair.person.first_name,
        written_by=pair.worker.full_name,
        written_at=pair.moments[0],
    )


def _spread(random: Random, count: int) -> list[int]:
    """Whole numbers around nought that add up to nought, so that the contacts are as many as was said."""
    offsets = [random.randint(0, CONTACTS_EACH - 12) for _ in range(count // 2)]
    spread = [*offsets, *(-offset for offset in offsets), *([0] * (count % 2))]
    random.shuffle(spread)
    return spread


def _nhs_numbers() -> Iterator[str]:
    """Numbers from the range kept for tests, with the digit that checks the others."""
    for n in range(999_000_000, 1_000_000_000):
        digits = str(n)
        check = 11 - sum(int(digit) * (10 - place) for place, digit in enumerate(digits)) % 11
        if check != 10:
            yield f"{digits}{check % 11}"


# Contacts, who was there and the audit of each: rows for SQLite itself -----------------------------------------------


def _contacts(random: Random, pairs: list[Pair], now: datetime) -> Iterator[list[tuple[type, list[tuple]]]]:
    """In the order in which they happened, as a table that grew would hold them."""
    order = sorted((moment, n) for n, pair in enumerate(pairs) for moment in pair.moments)
    firsts = {n: pair.moments[0] for n, pair in enumerate(pairs)}
    contact, staff, event = _Row(Contact), _Row(ContactStaff), _Row(AuditEvent)
    old = now - timedelta(days=14)
    for start in range(0, len(order), 20_000):
        contacts, theirs, events = [], [], []
        chunk = order[start : start + 20_000]
        ids = _ids(random, 4 * len(chunk))
        for moment, n in chunk:
            pair = pairs[n]
            pk, once, by, act = next(ids), next(ids), next(ids), next(ids)
            name, met = pair.worker.full_name, moment in (firsts[n], pair.moments[-1]) or random.random() < 0.88
            in_person, written = random.random() < 0.7, random.random() < 0.3
            at = str(moment.astimezone(UTC).replace(tzinfo=None))
            later = str((moment + timedelta(hours=2)).astimezone(UTC).replace(tzinfo=None))
            contacts.append(
                contact.of(
                    id=pk, referral_id=pair.referral.pk, relationship_id=pair.relationship.pk, starts_at=at,
                    minutes=random.choice((30, 45, 60, 60, 90)) if met else None,
                    attendance="5" if met else random.choice("234"), mechanism="01" if in_person else "02",
                    location="N02" if in_person else "", planned="Y", interpreter="4" if met else "",
                    words=random.choice(WORDS) if met and written else "",
                    words_are="read_back" if met and written else "none", recorded_at=later, recorded_by=name,
                    recorded_by_user=pair.worker.user_id, once=once, copied_at=later if moment < old else None,
                    copied_by=name if moment < old else "",
                )
            )  # fmt: skip
            theirs.append(staff.of(id=by, contact_id=pk, worker_id=pair.worker.pk, starts_at=at))
            events.append(
                event.of(
                    act_id=act, action="contact.recorded", at=later, actor_name=name, actor_id=pair.worker.user_id,
                    subject_type="support.contact", subject_id=pk,
                    changes=f'{{"starts_at": [null, "{at}Z"], "words": "changed"}}',
                )
            )  # fmt: skip
        yield [(Contact, contacts), (ContactStaff, theirs), (AuditEvent, events)]


class _Row:
    """Makes rows of a table: its defaults, as SQLite keeps them, and what is said."""

    def __init__(self, model: type) -> None:
        fields = [field for field in model._meta.concrete_fields if field.column != "id" or model is not AuditEvent]
        self.places = {field.column: place for place, field in enumerate(fields)}
        self.defaults = [_plain(field) for field in fields]

    def of(self, **said: Any) -> tuple:
        row = self.defaults.copy()
        for column, value in said.items():
            row[self.places[column]] = value
        return tuple(row)


def _plain(field: Any) -> Any:
    value = None if field.primary_key or field.is_relation else field.get_default()
    return json.dumps(value) if isinstance(value, list | dict) else value


def _insert(raw: sqlite3.Connection, model: type, rows: list[tuple]) -> None:
    columns = list(_Row(model).places)
    names, marks = ", ".join(f'"{column}"' for column in columns), ", ".join("?" * len(columns))
    raw.executemany(f"INSERT INTO {model._meta.db_table} ({names}) VALUES ({marks})", rows)


class _without_indexes:  # noqa: N801 (read as a statement)
    """Take the indexes of these tables off, and put them back when the rows are in: ten times as fast."""

    def __init__(self, raw: sqlite3.Connection, *models: type) -> None:
        self.raw, self.tables = raw, [model._meta.db_table for model in models]

    def __enter__(self) -> None:
        marks = ", ".join("?" * len(self.tables))
        found = (
            f"SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ({marks})"
        )
        self.kept = list(self.raw.execute(found, self.tables))
        for name, _ in self.kept:
            self.raw.execute(f'DROP INDEX "{name}"')
        self.raw.execute("BEGIN")

    def __exit__(self, *problem: Any) -> None:
        self.raw.execute("COMMIT")
        for _, sql in self.kept:
            self.raw.execute(sql)


def _ids(random: Random, count: int) -> Iterator[str]:
    """Many ids at once: the same 80 random bits in the same letters as `new_id`."""
    letters = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", ALPHABET)
    text = base64.b32encode(random.randbytes(10 * count)).decode().translate(letters)
    return (text[place : place + 16] for place in range(0, len(text), 16))


if __name__ == "__main__":
    for line in fill(float(sys.argv[1])):
        print(f"  {line}", flush=True)
    for beside in (applications, at_work, links):
        print(f"  {beside.fill(float(sys.argv[1]))}", flush=True)
