"""The whole story, told on awkward days: only by commands, never in the future, with everybody in it."""

import functools
import gc
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from alongside.accounts.profiles import load_profile
from alongside.accounts.queries import actor_for, current_service
from alongside.bank.models import BankWorker, PayLine, PayWeek, Shift
from alongside.core import clock
from alongside.core.commands import COMMANDS
from alongside.core.models import AuditEvent, Draft, Notice, Opening
from alongside.core.nhs.number import clean_nhs_number
from alongside.demo import story
from alongside.demo.personas import personas
from alongside.demo.story.asking import nhs_number
from alongside.demo.story.people import read_tale
from alongside.groups.models import Cover, Feedback, GroupDate, Membership, Register
from alongside.matching import queries as matching
from alongside.outreach.models import Ask, Contribution, Talk
from alongside.pages.queries import openings
from alongside.partners.models import PartnerAgreement
from alongside.referrals import queries as referrals
from alongside.referrals.models import Need, Person, Referral
from alongside.supervision import queries as supervision
from alongside.supervision.models import Raised, Session
from alongside.support import queries as support
from alongside.support.models import Contact, Goal, Meeting, Relationship
from alongside.workforce.models import KeptAway, Offering, Worker

LONDON = ZoneInfo("Europe/London")
NAMED_BY_CHANCE = {"id", "act_id", "once", "needs_met", "text", "calendar", "recorded_by_user", "written_by_user"}
NAMED_BY_CHANCE |= {"about_id", "origin"}
SMALL = 0.05  # of the chorus; test_full_size holds all of it
AWKWARD = {  # which service, when, and how much of the chorus
    "a Saturday at noon": ("lpt", datetime(2026, 11, 21, 12, 0, tzinfo=LONDON), SMALL),
    "a Friday just before midnight": ("kmpt", datetime(2026, 11, 20, 23, 30, tzinfo=LONDON), 0),
    "a leap day": ("lpt", datetime(2028, 2, 29, 9, 15, tzinfo=LONDON), 0),
    "the Sunday the clocks go back": ("kmpt", datetime(2026, 10, 25, 1, 30, fold=1, tzinfo=LONDON), 0),
}


@pytest.fixture(params=AWKWARD, ids=str)
def told(request, db):
    """A service told at one of the awkward moments."""
    profile, moment, size = AWKWARD[request.param]
    with clock.at(moment):
        yield tell(profile, size)


def tell(profile: str, size: float) -> SimpleNamespace:
    """The story told now: its profile, the moment, and those who sign in."""
    load_profile(profile)
    list(story.tell(size))
    actors = {p.key: actor_for(get_user_model().objects.get(email=p.email)) for p in personas()}
    return SimpleNamespace(profile=profile, now=clock.now(), actors=actors)


def test_story_when_told_on_an_awkward_day_then_holds_together(told):
    _holds_together(told)


def test_story_when_told_twice_just_after_midnight_on_a_monday_then_holds_together_and_is_the_same(db):
    found = []
    for _ in range(2):
        with clock.at(datetime(2026, 11, 23, 0, 30, tzinfo=LONDON)), transaction.atomic():
            told = tell("kmpt", SMALL)
            if not found:
                _holds_together(told)
            found.append(_facts())
            transaction.set_rollback(True)
    assert len(found[0]["support.Contact"]) > 200
    assert found[0] == found[1]


def _holds_together(told):
    """All that is asked of a telling, at once, because telling it takes seconds."""
    assert story.told()
    for holds in (
        _everything_came_from_a_command,
        _nothing_is_in_the_future,
        _meetings_are_on_working_days,
        _personas_hold_their_roles,
        _every_kind_of_request_is_there,
        _contacts_of_every_kind,
        _the_peer_worker_has_a_full_day,
        _the_referrer_sees_every_step,
        _the_two_with_accounts_see_their_own,
        _someone_can_be_matched,
        _messages_have_gone,
        _groups_are_held_by_two_and_counted,
        _the_bank_has_every_kind_of_shift,
        _supervision_is_held_and_slips,
        _voices_and_links_are_there,
        _openings_are_asked_about,
    ):
        holds(told)


def _everything_came_from_a_command(told):
    events = AuditEvent.objects.all()
    assert {event.action for event in events} <= set(COMMANDS)
    named = {(event.subject_type, event.subject_id) for event in events}
    for model in (Referral, Relationship, Meeting, Contact, Goal, Worker):
        assert {(model._meta.label_lower, row) for row in model.objects.values_list("pk", flat=True)} <= named
    order = list(events.exclude(actor_name="The first start").order_by("pk").values_list("at", flat=True))
    assert order == sorted(order), "told in the order in which it happened"


def _nothing_is_in_the_future(told):
    for model, *fields in (
        (AuditEvent, "at"),
        (Referral, "received_at", "accepted_at", "matched_at", "declined_at", "closed_at"),
        (Contact, "starts_at", "recorded_at", "copied_at"),
        (Relationship, "introduced_at", "first_met_at", "ended_at"),
        (Notice, "written_at", "sent_at"),
        (Draft, "kept_at"),
        (Opening, "at"),
    ):
        for field in fields:
            assert not model.objects.filter(**{f"{field}__gt": told.now}).exists(), f"{model.__name__}.{field}"
    late = Meeting.objects.filter(status="planned", starts_at__lt=told.now - timedelta(hours=2))
    assert 2 <= late.count() <= 8, "only those that are owed"


def _meetings_are_on_working_days(told):
    starts = {timezone.localdate(start) for start in Meeting.objects.values_list("starts_at", flat=True)}
    assert {day for day in starts if day.weekday() > 4} <= {told.now.date()}


def _personas_hold_their_roles(told):
    for persona in personas():
        user = get_user_model().objects.get(email=persona.email)
        assert user.name == persona.name
        assert actor_for(user).roles == {persona.role}
        assert user.kind == ("own" if persona.role in ("person", "candidate") else "staff")


def _groups_are_held_by_two_and_counted(told):
    assert Register.objects.filter(contacts__gt=0).exists()
    assert not Register.objects.filter(date__starts_at__gt=told.now).exists()
    held = GroupDate.objects.filter(status="held", group__name="Making things")
    assert {kind for date in held for kind in date.workers.values_list("worker__kind", flat=True)} == {
        "peer",
        "clinician",
    }
    assert GroupDate.objects.filter(status="cancelled", cancelled_by="ward").exists()
    assert GroupDate.objects.filter(status="planned", starts_at__gt=told.now + timedelta(days=20)).exists()
    assert Cover.objects.filter(status="open").count() == 1
    assert {"joined", "waiting"} <= set(Membership.objects.values_list("status", flat=True))
    assert Feedback.objects.exists()


def _the_bank_has_every_kind_of_shift(told):
    kinds = Counter(Shift.objects.values_list("status", flat=True))
    assert kinds["confirmed"] >= 4
    assert Shift.objects.filter(status="filled", starts_at__gt=told.now).exists()
    assert Shift.objects.filter(status="offered", starts_at__gt=told.now).exists()
    assert PayWeek.objects.exists()
    assert PayLine.objects.exists()
    member = BankWorker.objects.get(worker__user_id=told.actors["bank-peer-worker"].user_id)
    assert member.worker.credentials.filter(kind__for_ward=True).exists()


def _supervision_is_held_and_slips(told):
    held = Session.objects.filter(status="held")
    assert set(held.values_list("supervision__strand", flat=True)) == {"line", "clinical", "peer"}
    assert not held.filter(starts_at__gt=told.now).exists()
    assert not Session.objects.filter(status="planned", starts_at__lt=told.now - timedelta(hours=2)).exists()
    strands = supervision.slips()
    what = Counter(slip.what for slip in strands)
    assert all(what[one] for one in ("overdue", "cancelled_twice", "no_cover"))
    assert len(strands) <= 8, "the rest is as it should be"
    assert {"overdue", "new_starter"} <= {row.what for row in Raised.objects.filter(closed_at=None)}
    assert told.actors["supervisor"].user_id in set(Session.objects.values_list("led_by__user", flat=True))


def _voices_and_links_are_there(told):
    assert {"asked", "talking", "agreed", "not_this", "done"} == set(Ask.objects.values_list("status", flat=True))
    given = Talk.objects.get(status="given")
    assert given.feedback.count() == 4
    assert Talk.objects.filter(status="planned", starts_at__gt=told.now).exists()
    assert Contribution.objects.filter(shown_public=True).exists()
    assert referrals.my_referrals(told.actors["partner"])
    assert set(PartnerAgreement.objects.values_list("status", flat=True)) == {"draft", "in_force"}


def _every_kind_of_request_is_there(told):
    requests = Referral.objects.all()
    status = Counter(requests.values_list("status", flat=True))
    assert status["received"] >= 4
    assert status["asked"]
    assert status["declined"]
    assert status["closed"]
    assert status["accepted"] >= 15
    assert status["matched"] >= 20
    assert {"self", "carer", "professional"} == set(requests.values_list("asked_by", flat=True))
    assert requests.filter(support_for="carer", status="received").exists()
    assert requests.filter(read_at=None, unread_raised_at__isnull=False).count() == 1
    assert not referrals.unread_too_long().exists(), "nobody else waits too long"
    assert requests.filter(on_hold_until__gt=told.now.date()).exists()
    numbers = Counter(Person.objects.exclude(nhs_number="").filter(same_as=None).values_list("nhs_number", flat=True))
    assert [count for count in numbers.values() if count > 1] == [2], "one possible repeat"
    assert {number[:3] for number in numbers} == {"999"}
    lead = told.actors["lead"]
    unasked = [row for row in referrals.waiting(lead) if not row.said_yes]
    assert len(unasked) >= 2
    assert Need.objects.filter(review_on__lt=told.now.date()).exists()


def _contacts_of_every_kind(told):
    assert 180 <= Contact.objects.filter(is_current=True).count() <= 900
    assert set(Contact.objects.values_list("attendance", flat=True)) >= {"5", "6", "2", "3", "4"}
    assert set(Contact.objects.values_list("words_are", flat=True)) == {"none", "together", "read_back", "not_seen"}
    assert Contact.objects.filter(replaces__isnull=False).exists()
    assert Contact.objects.filter(copied_at=None, is_current=True).exists()
    assert Contact.objects.exclude(copied_at=None).exists()
    assert Contact.objects.filter(others__isnull=False).exists()
    assert Contact.objects.filter(their_words__isnull=False).exists()
    assert set(Goal.objects.values_list("status", flat=True)) == {"working", "reached", "dropped"}
    assert set(Relationship.objects.values_list("status", flat=True)) >= {"introduced", "meeting", "ended"}
    themes = {theme["name"] for theme in current_service().themes}
    assert set(Offering.objects.values_list("theme", flat=True)) <= themes
    assert {want["theme"] for row in Referral.objects.all() for want in row.wants} <= themes
    assert KeptAway.objects.count() == 3
    assert {"bfi", "pa"} <= {language for worker in Worker.objects.all() for language in worker.languages}
    assert 7 <= Worker.objects.filter(kind="clinician").count() <= 8
    assert Worker.objects.filter(taking_on=False).exists()


def _the_peer_worker_has_a_full_day(told):
    worker, now = told.actors["peer-worker"], told.now
    midnight = now.replace(hour=0, minute=0)
    today = support.meetings_between(worker, midnight, midnight + timedelta(days=1))
    if now.hour >= 9:
        assert any(row.starts_at < now for row in today)
    if now.hour < 19:
        coming = [row for row in today if row.starts_at > now]
        assert len(coming) >= 2
        assert any(row.needs for row in coming)
    assert len(support.owed(worker)) == 2
    assert sum("quiet" in row.due for row in support.my_people(worker)) == 1
    assert support.to_copy(worker)
    assert Draft.objects.filter(owner=f"user:{worker.user_id}", key__startswith="record:").count() == 1
    assert {row.name for row in support.owed(worker)} <= {
        row.name for row in support.my_people(worker) if row.next_meeting_at
    }


def _the_referrer_sees_every_step(told):
    rows = referrals.my_referrals(told.actors["referrer"])
    now = {step.text for row in rows for step in row.steps if step.state == "now"}
    assert now == {"Talking", "Choosing someone", "First meeting", "Meeting"}
    assert any(all(step.state == "done" for step in row.steps) for row in rows if row.finished and row.steps)
    assert [row.question for row in rows if row.question], "one question to answer"


def _the_two_with_accounts_see_their_own(told):
    person = told.actors["person"]
    mine = support.own_support(person)
    assert mine is not None
    lead, worker = (told.actors[key].name for key in ("lead", "peer-worker"))
    assert {opening.actor_name for opening in Opening.objects.all()} >= {lead, worker}
    assert Goal.objects.filter(person__user_id=told.actors["person"].user_id).count() == 3
    assert matching.offers_for_person(told.actors["person-choosing"])
    assert matching.offers_for_worker(told.actors["second-peer-worker"]).asked


def _someone_can_be_matched(told):
    coordinator = told.actors["coordinator"]
    assert 12 <= len(referrals.ready_to_match(coordinator)) <= 24
    assert matching.whole_list(coordinator).rows


def _messages_have_gone(told):
    assert Notice.objects.count() > 100
    assert not Notice.objects.exclude(problem="").exists()
    waiting = Notice.objects.filter(sent_at=None, stopped_at=None)
    texts_of_the_night = waiting.filter(channel=Notice.Channel.TEXT, next_try_at__gt=told.now, written_at=told.now)
    assert not waiting.filter(next_try_at__lte=told.now).exists()
    assert waiting.exclude(pk__in=texts_of_the_night).count() <= 2, "reminders of what was asked lately"


def test_tales_when_compared_then_nobody_and_nothing_is_the_same():
    kent, leicester = read_tale("kmpt"), read_tale("lpt")
    for part in (lambda t: {p.name for p in t.people}, lambda t: {p.name for p in t.peers}, lambda t: set(t.said)):
        assert not part(kent) & part(leicester)
    everyone = [p.name for tale in (kent, leicester) for p in (*tale.people, *tale.peers)]
    assert len(everyone) == len(set(everyone))
    assert not {p.team for p in kent.peers} & {p.team for p in leicester.peers}


def test_nhs_number_when_counted_then_each_is_valid_and_another():
    numbers = [nhs_number(number) for number in range(1, 60)]
    assert len(set(numbers)) == len(numbers)
    assert [clean_nhs_number(number) for number in numbers] == numbers
    assert {number[:3] for number in numbers} == {"999"}


def test_tale_when_there_is_none_for_a_profile_then_says_so():
    with pytest.raises(FileNotFoundError):
        read_tale("elsewhere")


@pytest.fixture
def short_tale(monkeypatch):
    """Only the first five people, so that it is told in a moment."""
    whole = read_tale("kmpt")
    few = replace(whole, people=whole.people[:5], worries=(), visits=())
    monkeypatch.setattr(story, "read_tale", functools.partial(lambda tale, profile: tale, few))


def _openings_are_asked_about(told):
    waiting = openings.own_questions(told.actors["coordinator"])
    answered = openings.own_questions(told.actors["lead"])
    assert [(row.status, row.records) for row in (*waiting, *answered)] == [("asked", 1), ("answered", 1)]
    asked = openings.question_rows(openings.opening_questions(told.actors["governance"]))
    assert {row.status: row.unanswered for row in asked} == {"asked": False, "answered": False}


def _facts():
    """Everything that was told, but for what chance alone names: ids, and the tokens of forms."""
    return {
        model._meta.label: sorted(map(str, model.objects.values_list(*names)))
        for model in apps.get_models()
        if model._meta.label.startswith(("referrals.", "support.", "matching.", "workforce.", "core.Notice"))
        if (names := [f.name for f in model._meta.concrete_fields if not (f.is_relation or f.name in NAMED_BY_CHANCE)])
    }


def test_story_when_it_fails_half_way_then_nothing_of_it_is_left(db, short_tale, monkeypatch):
    load_profile("kmpt")
    monkeypatch.setattr(story, "_post", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        list(story.tell(0))
    assert gc.isenabled()
    assert not story.told()


def test_story_when_there_is_no_service_then_says_so(db):
    with pytest.raises(LookupError):
        next(story.tell())


def test_messages_when_sent_then_dated_as_in_the_story(db, short_tale, mailoutbox):
    with clock.at(datetime(2026, 11, 17, 12, 7, tzinfo=LONDON)):
        load_profile("kmpt")
        list(story.tell(0))
    dates = [parsedate_to_datetime(message.extra_headers["Date"]) for message in mailoutbox]
    assert len(dates) > 20
    sent = Notice.objects.exclude(sent_at=None).order_by("-sent_at").values_list("sent_at", flat=True)
    newest = [int(moment.timestamp()) for moment in sent[: len(dates)]]
    assert [date.timestamp() for date in dates] == newest[::-1]
