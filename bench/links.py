"""The directory, partners, what helped, talks, and what is kept apart or sealed, made straight in the tables."""

from datetime import datetime, timedelta
from random import Random

from django.utils import timezone

from alongside.accounts.models import Organisation, RoleHolding, User
from alongside.core.guard import unguarded
from alongside.core.ids import new_id
from alongside.core.names import searchable
from alongside.outreach.models import Ask, AwarenessWeek, Contribution, Contributor, Speaker, Talk, TalkFeedback
from alongside.partners.models import Entry, PartnerAction, PartnerAgreement, PartnerMeeting
from alongside.partners.queries.directory import text_of
from alongside.referrals.models import Person, Referral, Seal, SealOpened
from alongside.support.models import Apart, Signpost, Strategy, StrategyShown
from alongside.workforce.models import Worker

ENTRIES, PARTNERS, STRATEGIES, TALKS, ASKS, GIVEN, APART, SEALED = 2000, 200, 500, 800, 500, 500, 2000, 200
TOPICS = ("money", "housing", "parents", "voices", "work", "sleep", "grief", "food", "courses", "walking")
AREAS = ("CT", "ME", "TN", "DA", "BR")
BATCH = 2000
WORDS = "A warm room, tea, and people who have been there. Come as you are, and leave when you like. " * 3


def fill(scale: float) -> str:
    """For the workers and people there are. `partner@example.org` refers for the first partner. Says how many."""
    random, now = Random(66), timezone.now().replace(microsecond=0)
    workers = list(
        Worker.objects.filter(user__email__startswith="worker-").select_related("user").order_by("user__email")
    )
    people = list(Person.objects.order_by("pk")[: round(20_000 * scale)])
    lead = User.objects.get(email="lead@example.org")

    def many(number: int) -> range:
        return range(max(10, round(number * scale)))

    with unguarded():
        partners = [Organisation(name=f"Partner {n}", kind="charity") for n in many(PARTNERS)]
        Organisation.objects.bulk_create(partners, BATCH)
        _agreed(random, partners, lead, now)
        entries = _directory(random, many(ENTRIES), partners, lead, now)
        _signposts(random, people, entries, now)
        _strategies(random, many(STRATEGIES), workers, people, now)
        _talks(random, many(ASKS), many(TALKS), workers, lead, now)
        _given(random, many(GIVEN), workers, now)
        Apart.objects.bulk_create(
            [
                Apart(person=random.choice(people), worker=worker, declared_by=worker.user)
                for worker in (random.choice(workers) for _ in many(APART))
            ],
            BATCH,
        )
        sealed = random.sample(people, len(many(SEALED)))
        Seal.objects.bulk_create(Seal(person=one, sealed_at=now, said_by="Them", written_by="Lena") for one in sealed)
        SealOpened.objects.bulk_create(
            SealOpened(person=one, user=lead, reason="A call", opened_at=at, until=at + timedelta(hours=4))
            for one in sealed
            for at in (now - timedelta(days=random.randint(1, 900)) for _ in range(3))
        )
    return f"{len(entries):,} entries of the directory, {len(partners)} partners, {len(many(TALKS))} talks"


def _agreed(random: Random, partners: list[Organisation], lead: User, now: datetime) -> None:
    user = User.objects.create(email="partner@example.org", name="Dana Whitlow", kind=User.Kind.STAFF)
    RoleHolding.objects.create(user=user, role="partner", starts_on="2024-01-01", organisation=partners[0])
    sent = list(Referral.objects.order_by("-received_at").values_list("pk", flat=True)[:300])
    Referral.objects.filter(pk__in=sent).update(referrer=user)
    today = now.date()
    PartnerAgreement.objects.bulk_create(
        PartnerAgreement(
            organisation=one, status="in_force", title="Working together", purpose=WORDS, what_is_shared=WORDS,
            our_contact=lead, starts_on=today - timedelta(days=400), agreed_at=now,
            ends_on=today + timedelta(days=random.randint(-30, 700)),
        )
        for one in partners
        for _ in range(2)
    )  # fmt: skip
    meetings = [
        PartnerMeeting(
            organisation=one, held_on=today - timedelta(days=90 * back), who="Us and them", words=WORDS,
            written_by="Lena Marsh", written_at=now,
        )
        for one in partners
        for back in range(12)
    ]  # fmt: skip
    PartnerMeeting.objects.bulk_create(meetings, BATCH)
    actions = [PartnerAction(meeting=meeting, words="Send the leaflet", who="Us", ours=lead) for meeting in meetings]
    for action in actions[::3]:
        action.done_at = now
    PartnerAction.objects.bulk_create(actions, BATCH)


def _directory(random: Random, many: range, partners: list[Organisation], lead: User, now: datetime) -> list[Entry]:
    entries = []
    for n in many:
        name = f"{random.choice(('The Harbour', 'Open Door', 'Kettle', 'Fern', 'Tideway'))} {n}"
        entry = Entry(
            name=name, search_name=searchable(name), kind=random.choice(Entry.Kind.values), what=WORDS,
            organisation=random.choice(partners) if n % 3 == 0 else None, topics=random.sample(TOPICS, 3),
            postcode_areas=random.sample(AREAS, 2), everywhere=n % 10 == 0, phone="01632 960000", cost="Free",
            joining=random.choice(Entry.Joining.values), languages=["en"], for_crisis=n % 25 == 0,
            owner=lead if n % 4 else None, added_at=now,
            checked_on=now.date() - timedelta(days=random.randint(1, 300)), checked_by="Lena Marsh",
        )  # fmt: skip
        entry.search_text = text_of(entry)
        entries.append(entry)
    Entry.objects.bulk_create(entries, BATCH)
    return entries


def _signposts(random: Random, people: list[Person], entries: list[Entry], now: datetime) -> None:
    today = now.date()
    referrals = dict(Referral.objects.filter(person__in=[one.pk for one in people[:800]]).values_list("person", "pk"))
    Signpost.objects.bulk_create(
        [
            Signpost(
                referral_id=referral, entry=entry, status="went", shown_on=today, went_on=today, useful="yes",
                shown_by="A peer worker", may_tell=True, said_by="Them", written_by="A peer worker", changed_at=now,
            )
            for referral in referrals.values()
            for entry in random.sample(entries, min(6, len(entries)))
        ],
        BATCH,
    )  # fmt: skip


def _strategies(random: Random, many: range, workers: list[Worker], people: list[Person], now: datetime) -> None:
    rows = [
        Strategy(
            worker=random.choice(workers), status="shown" if n % 5 else "draft", title=f"When I cannot sleep {n}",
            words=WORDS, topics=random.sample(TOPICS, 2), named=n % 2 == 0, yes_at=now,
            shown_until=now.date() + timedelta(days=random.randint(5, 300)), changed_at=now,
        )
        for n in many
    ]  # fmt: skip
    Strategy.objects.bulk_create(rows, BATCH)
    StrategyShown.objects.bulk_create(
        [
            StrategyShown(strategy=row, person=one, shown_by="A peer worker", shown_at=now, kept_at=now)
            for row in rows
            for one in random.sample(people, min(8, len(people)))
        ],
        BATCH,
    )


def _talks(random: Random, asks: range, talks: range, workers: list[Worker], lead: User, now: datetime) -> None:
    asked = [
        Ask(
            once=new_id(), status="asked" if n % 20 == 0 else "done", kind="teaching", audience="students",
            organisation_name=f"University {n}", asked_by="Dana Whitlow", email="dana@example.net", about=WORDS,
            asked_at=now - timedelta(days=2 * n), reply_by=now.date() - timedelta(days=2 * n - 3), taken_by=lead,
        )
        for n in asks
    ]  # fmt: skip
    Ask.objects.bulk_create(asked, BATCH)
    weeks = [
        AwarenessWeek(name=f"Week {n}", starts_on=first, ends_on=first + timedelta(days=6))
        for n in range(12)
        for first in [now.date() + timedelta(days=30 * n)]
    ]
    AwarenessWeek.objects.bulk_create(weeks)
    made = []
    for n in talks:
        starts_at = now + timedelta(days=40 - n)
        given = starts_at < now - timedelta(days=5)
        made.append(
            Talk(
                ask=asked[n % len(asked)], week=weeks[n % 12], status="given" if given else "planned", kind="teaching",
                title="What helps on the ward", audience=random.choice(("students", "colleagues", "carers")),
                starts_at=starts_at, ends_at=starts_at + timedelta(hours=1), planned_by=lead,
                given_at=starts_at if given else None, head_count=random.randint(5, 80) if given else None,
            )
        )  # fmt: skip
    Talk.objects.bulk_create(made, BATCH)
    Speaker.objects.bulk_create(
        [
            Speaker(
                talk=talk, worker=worker, status="spoke" if talk.status == "given" else "asked", asked_at=now,
                thanks="payment", thanks_pence=4000, thanks_given_at=now if talk.head_count else None,
                debriefed_at=now if n % 5 else None,
            )
            for n, talk in enumerate(made)
            for worker in random.sample(workers, 2)
        ],
        BATCH,
    )  # fmt: skip
    TalkFeedback.objects.bulk_create(
        [
            TalkFeedback(talk=talk, useful=random.randint(3, 5), words="It stayed with me.", given_on=now.date())
            for talk in made
            if talk.head_count
            for _ in range(8)
        ],
        BATCH,
    )


def _given(random: Random, many: range, workers: list[Worker], now: datetime) -> None:
    rows = [
        Contribution(
            kind=random.choice(Contribution.Kind.values), title=f"The regional network {n}", about=WORDS,
            outcome="They changed the guide." if n % 2 else "", began_on=now.date() - timedelta(days=n * 2),
            minutes=120, shown_public=n % 3 == 0, written_by="Lena Marsh", written_at=now,
        )
        for n in many
    ]  # fmt: skip
    Contribution.objects.bulk_create(rows, BATCH)
    Contributor.objects.bulk_create(
        [Contributor(contribution=row, worker=one, named=True) for row in rows for one in random.sample(workers, 2)],
        BATCH,
    )
