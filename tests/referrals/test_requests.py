"""The requests page, one request and what is done with it, possible repeats, and what is unread too long."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from alongside.core import clock
from alongside.core.actors import process
from alongside.core.errors import NotAllowed, Refused
from alongside.core.models import Opening
from alongside.referrals import commands, jobs, queries
from alongside.referrals.models import NotSame, Person
from tests.referrals.people import actions, need, number, other, question, sharing, somebody
from tests.world import make_person, make_referral, make_relationship, make_user, say_yes

LONDON = ZoneInfo("Europe/London")
BORN = datetime(1990, 4, 3, tzinfo=LONDON).date()
SAME = {"nhs_number": "9990123454"}


def at(day: int, hour: int) -> datetime:
    """A moment in June 2026, which begins on a Monday."""
    return datetime(2026, 6, day, hour, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("now", "before"),
    [
        (at(2, 15), at(1, 15)),  # Tuesday: the same time on Monday
        (at(8, 15), at(5, 15)),  # Monday: Friday
        (at(6, 15), at(5, 0)),  # Saturday: Friday's first minute, so what came on Friday has its working day left
        (at(7, 9), at(5, 0)),
    ],
)
def test_working_days_ago_when_a_weekend_is_between_leaves_it_out(now, before):
    assert queries.working_days_ago(now, 1) == before


def test_raise_unread_job_when_a_working_day_has_gone_tells_once(world):
    with clock.at(at(9, 12)):
        late = make_referral(world, received_at=at(8, 11))
        make_referral(world, somebody(), received_at=at(8, 13))
        jobs.raise_unread(process("raise unread"))
        jobs.raise_unread(process("raise unread"))
    assert actions() == ["request.raised"]
    late.refresh_from_db()
    assert late.unread_raised_at == at(9, 12)


def test_requests_when_there_are_three_asks_as_often_as_for_one(world, django_assert_num_queries):
    def row(n: int) -> None:
        person = somebody("Person", str(n), birth_date=BORN)
        need(person)
        question(make_referral(world, person))

    lead = world.lead
    row(1)
    with django_assert_num_queries(5):
        assert len(queries.requests(lead)) == 1
    row(2)
    row(3)
    with django_assert_num_queries(5):
        assert len(queries.requests(lead)) == 3


def test_requests_when_opened_mark_what_is_new_late_and_repeated(world, sign_in):
    make_referral(world, make_person(world, **SAME), told_consent="hear_more", urgent_reason="Leaves on Friday")
    make_referral(world, somebody("Leona", "Marshe", **SAME), status="matched", support_for="carer")
    page = sign_in("coordinator").get("/requests/").content.decode()
    assert "Possible repeat" in page
    assert "Not read yet" in page
    assert "Would like to hear more first" in page
    assert "Leona Marshe" not in page


@pytest.mark.parametrize(
    ("only", "seen"), [("new", "Ann"), ("late", "Ann"), ("asked", "Bea"), ("repeats", "Cat"), ("declined", "Dot")]
)
def test_requests_when_filtered_show_only_those(world, sign_in, only, seen):
    make_referral(world, somebody("Ann", "New"))
    question(make_referral(world, somebody("Bea", "Asked"), status="asked", read_at=clock.now(), asked_by="self"))
    make_referral(world, somebody("Cat", "Twice", **SAME), read_at=clock.now())
    somebody("Cat", "Before", **SAME)
    make_referral(world, somebody("Dot", "No"), status="declined", read_at=clock.now())
    page = sign_in("lead").get(f"/requests/?only={only}").content.decode()
    names = {"Ann New", "Bea Asked", "Cat Twice", "Dot No"}
    assert {name.split()[0] for name in names if f">{name}</a>" in page} == {seen}


def test_requests_when_of_another_pathway_are_not_shown(world, sign_in):
    make_referral(world)
    make_referral(world, somebody("Kit", "Sorrel"), pathway=None, host_team=None)
    page = sign_in("other_coordinator").get("/requests/").content.decode()
    assert "Leona Marsh" not in page
    assert "Kit Sorrel" in page


@pytest.mark.parametrize("who", ["peer_worker", "referrer", "person", "governance", "administrator"])
def test_requests_when_not_theirs_are_not_found(world, sign_in, who):
    referral = make_referral(world)
    client = sign_in(who)
    assert client.get("/requests/").status_code == 404
    assert client.get(f"/requests/{referral.pk}/").status_code == 404


def test_request_when_opened_is_logged_and_changes_nothing(world, sign_in):
    referral = make_referral(world)
    client = sign_in("coordinator")
    assert client.get(f"/requests/{referral.pk}/").status_code == 200
    assert client.get(f"/requests/{referral.pk}/?print").status_code == 200
    assert list(Opening.objects.values_list("how", "subject_id")) == [
        ("opened", referral.person_id),
        ("printed", referral.person_id),
    ]
    referral.refresh_from_db()
    assert referral.read_at is None
    assert actions() == []


@pytest.mark.parametrize("status", ["received", "asked", "accepted", "matched", "declined", "closed"])
def test_request_when_in_any_state_can_be_opened(world, sign_in, status):
    referral = make_referral(
        world,
        make_person(world, contact_by="phone", interpreter=True),
        status=status,
        hopes="",
        visit_safety="A dog",
        urgent_reason="Leaves on Friday",
        urgent_by=clock.today(),
        on_hold_until=clock.today() + timedelta(days=3),
        elsewhere="The café",
        days=["mon-am"],
        asked_by="self" if status == "received" else "professional",
    )
    need(referral.person)
    asked = question(referral)
    commands.answer_question(world.lead, asked, answer="Yes")
    question(referral)
    if status != "accepted":
        say_yes(referral)
    page = sign_in("lead").get(f"/requests/{referral.pk}/").content.decode()
    assert "Monday mornings" in page
    assert "A dog" in page


def test_request_pages_when_answered_do_the_command(world, sign_in):
    referral = make_referral(world)
    client, here = sign_in("coordinator"), f"/requests/{referral.pk}/"
    soon = clock.today() + timedelta(days=9)
    day = {"until_day": soon.day, "until_month": soon.month, "until_year": soon.year}
    today = clock.today()
    said = {"said_on_day": today.day, "said_on_month": today.month, "said_on_year": today.year}
    done = [
        ("read/", {}, None),
        ("ask/", {"words": "Which number?"}, {"words": ""}),
        ("accept/", {"pathway": world.community.pk, "host_team": world.thanet.pk}, {"pathway": ""}),
        ("choice/", {"answer": "yes", "how": "phone", "said_by": "Leona", **said}, {"answer": "yes"}),
        ("hold/", day, {"until_day": "1"}),
        ("resume/", {}, None),
        ("change/", {"hopes": "The sea", "wants": ["Gardening"], "musts": ["Gardening", "Hearing voices"]}, None),
        ("decline/", {"words": "We are full", "code": ""}, {"words": "", "elsewhere": "The café"}),
        ("reopen/", {}, None),
    ]
    for path, given, wrong in done:
        if wrong is not None:
            assert client.get(here + path).status_code == 200, path
            kept = client.post(here + path, wrong)
            assert kept.status_code == 422, path
        assert client.post(here + path, given)["Location"] == here, path
    asked = referral.questions.get()
    assert client.get(f"{here}answer/{asked.pk}/").status_code == 200
    assert client.post(f"{here}answer/{asked.pk}/", {"answer": "07700 900111"})["Location"] == here
    referral.refresh_from_db()
    assert referral.status == "received"
    assert referral.wants == [{"theme": "Gardening", "must": True}, {"theme": "Hearing voices", "must": True}]
    assert actions() == [
        "referral.read",
        "question.asked",
        "referral.accepted",
        "choice.written",
        "referral.held",
        "referral.resumed",
        "request.changed",
        "referral.declined",
        "referral.reopened",
        "question.answered",
    ]


def test_close_page_when_they_said_no_closes_it_with_its_reason(world, sign_in):
    referral = make_referral(world, status="accepted")
    client, where = sign_in("lead"), f"/requests/{referral.pk}/close/"
    assert client.get(where).status_code == 200
    assert client.post(where, {}).status_code == 422
    assert client.post(where, {"closure_code": "07"})["Location"] == f"/requests/{referral.pk}/"
    referral.refresh_from_db()
    assert referral.status == "closed"
    assert sign_in("other_coordinator").get(where).status_code == 404


def test_accept_page_when_urgent_day_has_no_reason_asks_for_it(world, sign_in):
    referral = make_referral(world)
    soon = clock.today() + timedelta(days=9)
    day = {"urgent_by_day": soon.day, "urgent_by_month": soon.month, "urgent_by_year": soon.year}
    response = sign_in("lead").post(f"/requests/{referral.pk}/accept/", {"pathway": world.community.pk, **day})
    assert response.status_code == 422
    assert "Enter the reason to be quick" in response.content.decode()


def test_accept_page_when_given_to_another_pathway_goes_back_to_the_list(world, sign_in):
    referral = make_referral(world)
    response = sign_in("coordinator").post(f"/requests/{referral.pk}/accept/", {"pathway": world.acute.pk})
    assert response["Location"] == "/requests/"


def test_request_when_they_walk_with_someone_leads_to_the_story(world, sign_in):
    together = make_relationship(world)
    client = sign_in("lead")
    for page in (f"/requests/{together.referral_id}/", f"/people/{together.referral.person_id}/"):
        assert f"/support/{together.pk}/" in client.get(page).content.decode()


def test_change_request_page_when_both_wanted_and_not_says_so(world, sign_in):
    referral = make_referral(world)
    given = {"wants": ["Gardening"], "ruled_out": ["Gardening"]}
    response = sign_in("lead").post(f"/requests/{referral.pk}/change/", given)
    assert response.status_code == 422
    assert "Select each one only once" in response.content.decode()


def test_request_actions_when_only_asked_for_by_link_change_nothing(world, sign_in):
    referral = make_referral(world)
    client = sign_in("lead")
    for path in ("read/", "resume/", "reopen/"):
        assert client.get(f"/requests/{referral.pk}/{path}").status_code == 404
    assert client.post(f"/requests/{referral.pk}/resume/").status_code == 409
    assert actions() == []


def test_write_choice_when_by_their_peer_worker_goes_back_to_the_record(world, sign_in):
    referral = make_relationship(world).referral
    client, today = sign_in("peer_worker"), clock.today()
    assert client.get(f"/requests/{referral.pk}/choice/").status_code == 200
    said = {"said_on_day": today.day, "said_on_month": today.month, "said_on_year": today.year}
    given = {"answer": "not_yet", "how": "face_to_face", "said_by": "Leona", **said}
    assert client.post(f"/requests/{referral.pk}/choice/", given)["Location"] == f"/people/{referral.person_id}/"
    assert sign_in("other_peer_worker").get(f"/requests/{referral.pk}/choice/").status_code == 404


# Possible repeats ---------------------------------------------------------------------------------------------------


def test_repeats_when_number_or_name_and_birth_date_are_the_same_are_found(world):
    first = somebody("Zoë", "O'Brien", birth_date=BORN, nhs_number="9990123454")
    by_number = somebody("Z", "Brian", nhs_number="9990123454")
    by_name = somebody("Zoe", "OBrien", birth_date=BORN)
    somebody("Zoe", "Other", birth_date=BORN)
    for person in (first, by_number, by_name):
        make_referral(world, person)
    found = {repeat.person: repeat.why for repeat in queries.repeats_of(world.lead, first)}
    assert found == {by_number: "The same NHS number", by_name: "The same name and date of birth"}


def test_repeats_when_known_in_another_pathway_have_no_details(world, sign_in):
    make_referral(world, somebody("Hidden", "Name", **SAME), pathway=world.acute, host_team=None)
    referral = make_referral(world, make_person(world, **SAME))
    page = sign_in("coordinator").get(f"/requests/{referral.pk}/").content.decode()
    assert "Ask the lead to look" in page
    assert "Hidden" not in page


@pytest.fixture
def pair(world):
    """A new request by someone who may be here already."""
    old = make_person(world, **SAME, email="leona@example.org")
    make_referral(world, old, status="matched")
    new = somebody("Leona", "Marsh", **SAME, phone="1", area="Ashford", birth_date=BORN)
    need(new, "Quiet place")
    number(new)
    other(new)
    sharing(new)
    return make_referral(world, new), old


def test_same_person_when_said_moves_the_request_and_fills_only_what_was_empty(world, pair):
    referral, old = pair
    left = referral.person
    need(old, "Text first")
    number(old, "Trust record", "A123")
    commands.same_person(world.coordinator, referral, existing=old)
    referral.refresh_from_db()
    old.refresh_from_db()
    left.refresh_from_db()
    assert referral.person == old
    assert (old.phone, old.area, old.birth_date) == ("07700 900123", "Thanet", BORN)
    assert {row.words for row in queries.needs_of([old.pk])[old.pk]} == {"Text first", "Quiet place"}
    assert old.identifiers.count() == 1
    assert old.other_contacts.count() == 1
    assert old.sharings.count() == 1
    assert left.same_as == old
    assert not queries.repeats_of(world.lead, old)
    assert actions() == ["person.same"]
    with pytest.raises(Refused, match="one record already"):
        commands.same_person(world.coordinator, referral, existing=old)


def test_same_person_when_numbers_differ_brings_them_over(world, pair):
    referral, old = pair
    commands.same_person(world.lead, referral, existing=old)
    assert old.identifiers.get().number == "A123"


def test_same_person_when_it_would_lose_something_is_refused(world, pair):
    referral, old = pair
    with pytest.raises(NotAllowed):
        commands.same_person(world.other_coordinator, referral, existing=old)
    hidden = somebody("H", "N", **SAME)
    make_referral(world, hidden, pathway=world.acute, host_team=None)
    for do in (commands.same_person, commands.not_same_person):
        with pytest.raises(NotAllowed):
            do(world.coordinator, referral, existing=hidden)
    make_referral(world, referral.person)
    with pytest.raises(Refused, match="other requests too"):
        commands.same_person(world.lead, referral, existing=old)
    theirs = somebody("With", "Account", user=make_user("own@example.org", "With Account", "person", own=True), **SAME)
    with pytest.raises(Refused, match="account of its own"):
        commands.same_person(world.lead, make_referral(world, theirs), existing=old)
    with pytest.raises(NotAllowed):
        commands.not_same_person(world.other_coordinator, referral, existing=old)


def test_compare_page_when_sure_joins_and_when_not_keeps_apart(world, sign_in, pair):
    referral, old = pair
    client = sign_in("coordinator")
    where = f"/requests/{referral.pk}/same/{old.pk}/"
    page = client.get(where).content.decode()
    assert "Ashford" in page
    assert "Thanet" in page
    assert Opening.objects.filter(subject_id=old.pk).exists()
    assert client.post(where, {}).status_code == 422
    assert client.post(f"/requests/{referral.pk}/not-same/{old.pk}/").status_code == 302
    assert NotSame.objects.get().said_by == "Ines Okafor"
    assert actions() == ["person.not_same"]
    assert client.get(where).status_code == 404


def test_compare_page_when_joined_goes_back_to_the_request(world, sign_in, pair):
    referral, old = pair
    response = sign_in("lead").post(f"/requests/{referral.pk}/same/{old.pk}/", {"sure": "on"})
    assert response["Location"] == f"/requests/{referral.pk}/"
    assert Person.objects.filter(same_as=old).count() == 1


def test_compare_page_when_nothing_is_alike_is_not_found(world, sign_in, pair):
    referral, _ = pair
    stranger = make_referral(world, somebody("Some", "One")).person
    assert sign_in("lead").get(f"/requests/{referral.pk}/same/{stranger.pk}/").status_code == 404


def test_own_referral_when_there_are_two_is_the_newest(world):
    assert queries.own_referral(world.person) is None
    person = make_person(world)
    make_referral(world, person, status="closed", received_at=clock.now() - timedelta(days=300))
    newest = make_referral(world, person)
    assert queries.own_referral(world.person) == newest
    assert queries.own_referral(world.lead) is None
    assert queries.get_referral(world.lead, newest.pk) == newest


@pytest.mark.parametrize("who", ["referrer", "peer_worker", "governance", "administrator", "person", "nobody"])
def test_requests_when_asked_by_others_are_nobody(world, who):
    make_referral(world)
    actor = world.actor(who)
    assert queries.requests(actor) == []
    assert queries.waiting(actor) == []
    assert queries.ready_to_match(actor) == []
