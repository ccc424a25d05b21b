"""Today, for each role: every meeting stands once, what is owed is counted, and nobody sees another's day."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from alongside.core import clock, kept
from alongside.core.guard import unguarded
from alongside.core.models import Draft
from alongside.pages.queries import today as queries
from alongside.support import queries as support
from alongside.workforce.models import Worker
from tests.groups.covering import make_ask
from tests.groups.setting_up import make_date, make_group
from tests.matching.offers import make_offer, make_ready
from tests.pages.story import busy, hours, said, unfinished, walking
from tests.referrals.people import need
from tests.support.moments import make_agreement, make_contact, make_meeting, make_need
from tests.support.worries import tell
from tests.world import make_referral, worker_of

LONDON = ZoneInfo("Europe/London")


# A peer worker's day -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("people", [1, 3])
def test_workers_day_asks_as_much_for_three_people_as_for_one(world, django_assert_num_queries, people):
    busy(world, people)
    make_offer(world)
    with kept.keeping(), django_assert_num_queries(20):
        day = queries.workers_day(world.peer_worker)
    assert (len(day.to_come), len(day.owed), len(day.to_plan), day.to_copy) == (people, people, people, people)


def test_workers_day_puts_each_meeting_in_one_place(world):
    leona = walking(world)
    done = make_meeting(leona, hours(-4), status="recorded")
    make_contact(leona, done.starts_at, meeting=done)
    over, coming, later = make_meeting(leona, hours(-2)), make_meeting(leona, hours(2)), make_meeting(leona, hours(30))
    make_meeting(leona, hours(24 * 9))
    make_meeting(leona, hours(3), status="cancelled", cancelled_at=clock.now(), cancelled_by="person")
    day = queries.workers_day(world.peer_worker)
    assert [row.id for row in day.recorded] == [done.pk]
    assert [row.id for row in day.owed] == [over.pk]
    assert [row.id for row in day.to_come] == [coming.pk]
    assert [row.id for _, rows in day.coming for row in rows] == [later.pk]
    assert not day.owed_long
    assert day.next_meeting.id == coming.pk


def test_workers_day_when_one_was_owed_for_more_than_a_week(world):
    make_meeting(walking(world), hours(-24 * 8))
    assert queries.workers_day(world.peer_worker).owed_long


def test_workers_day_counts_what_is_not_copied_as_the_list_does(world):
    leona = walking(world)
    make_contact(leona)
    make_contact(leona, copied_at=clock.now(), copied_by="Imani Calder")
    make_contact(leona, is_current=False)
    assert queries.not_copied(world.peer_worker) == len(support.to_copy(world.peer_worker)) == 1


def test_today_for_a_peer_worker_says_who_how_and_what_they_need(world, sign_in):
    leona, kofi = walking(world), walking(world, "Kofi Addo", status="introduced")
    make_need(leona.referral.person, "Text first, then ring")
    make_meeting(leona, hours(1), mechanism="02", location="", place="")
    make_meeting(kofi, hours(3))
    page = said(sign_in("peer_worker").get("/today/"))
    assert "Tuesday 17 November Good afternoon, Imani Two people to meet today." in page
    assert "1:40pm in 1 hour Leona M Phone, 45 minutes. Text first, then ring Record how it went" in page
    assert "3:40pm Kofi A First meeting In person, 45 minutes. Riverside Park." in page
    assert "Marsh" not in page
    assert page.count("Record a contact") == 1
    for not_drawn in ("Still to record", "It has been quiet", "Unfinished words", "Someone asks", "To plan"):
        assert not_drawn not in page


def test_today_shows_what_is_owed_with_a_way_to_record_it(world, sign_in):
    leona = walking(world)
    meetings = [make_meeting(leona, hours(-24 * n)) for n in range(1, 8)]
    client = sign_in("peer_worker")
    page = client.get("/today/")
    assert f"/record/{leona.pk}/?meeting={meetings[0].pk}" in page.content.decode()
    assert "Still to record 7" in said(page)
    assert "All 7" in said(page)


def test_today_folds_meetings_done_when_there_are_many(world, sign_in):
    leona = walking(world)
    for n in range(4):
        meeting = make_meeting(leona, hours(-n - 1), status="recorded")
        make_contact(leona, meeting.starts_at, meeting=meeting, attendance="5" if n else "3")
    page = said(sign_in("peer_worker").get("/today/"))
    assert "4 recorded" in page
    assert page.count("Recorded 45 minutes, Riverside Park") == 3
    assert page.count("Recorded It did not happen") == 1
    assert "Everyone you were to meet today is recorded." in page


def test_today_when_it_has_been_quiet_offers_without_blame(world, sign_in):
    make_contact(walking(world), hours(-24 * 21))
    page = said(sign_in("peer_worker").get("/today/"))
    assert "Leona M. You last met 21 days ago, on Tuesday 27 October. Nothing is booked." in page


def test_today_says_what_is_coming_with_each_person(world, sign_in):
    leona, kofi = walking(world), walking(world, "Kofi Addo")
    make_agreement(leona, planned_end_on=clock.today() + timedelta(weeks=2))
    make_contact(kofi, words="A walk.", words_are="not_seen")
    need(kofi.referral.person, "Large print", review_on=clock.today())
    with unguarded():
        kofi.referral.choices.all().delete()
    page = said(sign_in("peer_worker").get("/today/"))
    assert "Coming up 5" in page
    assert "Leona M Not talked about yet The ending you planned: 1 Dec Prepare the ending with Leona M" in page
    assert "Kofi A Their own yes is not written down. Ask when you next meet" in page
    assert "Kofi A Not written down yet Start the agreement with Kofi A" in page
    assert "Kofi A Large print To look at again, due Tuesday 17 November Ask again" in page
    assert "Kofi A Has not seen what you wrote on Saturday 14 November. Read it together" in page
    assert "Coming up" not in said(sign_in("other_peer_worker").get("/today/"))


def test_today_folds_what_is_coming_when_there_is_much(world, sign_in):
    for name in ("Ade Winslow", "Bo Ash", "Cy Ash", "Di Ash", "Ed Ash", "Fay Ash"):
        walking(world, name)
    assert "Coming up 6" in (page := said(sign_in("peer_worker").get("/today/")))
    assert "All 6" in page


def test_today_never_tells_the_peer_worker_who_asked_for_another(world, sign_in):
    leona = walking(world)
    make_agreement(leona)
    with unguarded():
        leona.change_asked_at = clock.now()
        leona.save()
    assert "another peer worker" not in said(sign_in("peer_worker").get("/today/"))
    assert "1 person asked for another peer worker" in said(sign_in("lead").get("/today/"))


def test_today_says_first_what_nobody_has_answered(world, sign_in):
    tell(world)
    assert "Imani Calder told you, just now. Nobody has answered yet." in said(sign_in("lead").get("/today/"))
    assert "What you told" in said(sign_in("peer_worker").get("/today/"))


def test_today_when_someone_new_has_no_first_meeting_offers_to_book_it(world, sign_in):
    leona = walking(world, status="introduced")
    page = sign_in("peer_worker").get("/today/")
    assert "Said yes to meeting you. No first meeting yet." in said(page)
    assert f"/support/{leona.pk}/book/" in page.content.decode()


def test_today_says_someone_asks(world, sign_in):
    make_offer(world)
    page = said(sign_in("peer_worker").get("/today/"))
    assert "May we show your profile to Leona ?" in page
    assert "Please answer by Tuesday 24 November." in page
    assert "Someone asks" not in said(sign_in("other_peer_worker").get("/today/"))


def test_today_when_an_answer_is_late_does_not_press(world, sign_in):
    make_offer(world, reply_by=clock.today() - timedelta(days=1))
    page = said(sign_in("peer_worker").get("/today/"))
    assert "whatever you choose" in page
    assert "Please answer by" not in page


def test_today_when_nothing_is_booked_says_what_is_next(world, sign_in):
    leona = walking(world)
    make_meeting(leona, hours(20))
    page = said(sign_in("peer_worker").get("/today/"))
    assert "Nobody to meet today." in page
    assert "Nothing is booked today" in page
    assert "Next is Leona M , tomorrow at 8:40am, Riverside Park." in page
    assert "Everything is recorded. Nothing is owed." in page


def test_today_for_a_worker_with_nobody_yet_is_not_a_reproach(world, sign_in):
    assert "When someone chooses you, they are here." in said(sign_in("peer_worker").get("/today/"))


def test_today_shows_the_week_ahead_by_day(world, sign_in):
    leona = walking(world)
    make_meeting(leona, hours(48))
    make_meeting(leona, hours(50), mechanism="11", location="", place="")
    page = said(sign_in("peer_worker").get("/today/"))
    assert "The week ahead Thu 19 Nov 12:40pm Leona M , Riverside Park 2:40pm Leona M , Video" in page


# Unfinished words ----------------------------------------------------------------------------------------------------


def test_today_keeps_unfinished_words_for_their_writer_alone(world, sign_in):
    leona = walking(world)
    unfinished(world, leona, "The bus was easier than he thought it would be, and then we talked")
    page = sign_in("peer_worker").get("/today/")
    assert "“The bus was easier than he thought it would be, and then we…”" in said(page)
    assert f'href="/record/{leona.pk}/"' in page.content.decode()
    assert "The bus" not in said(sign_in("other_peer_worker").get("/today/"))


def test_unfinished_words_leaves_out_forms_without_words_and_people_who_are_gone(world):
    leona = walking(world)
    kept = [unfinished(world, leona, "  "), unfinished(world, leona, "Short", who="lead")]
    assert [row.words for row in queries.unfinished_words(kept, {leona.pk: "Leona M"})] == ["Short"]
    assert queries.unfinished_words(kept, {}) == []


def test_throw_away_forgets_only_ones_own(world, sign_in):
    draft = unfinished(world, walking(world), "The bus")
    other = unfinished(world, walking(world, "Kofi Addo"), "The sea")
    address = f"/today/unfinished/{draft.pk}/throw-away/"
    assert sign_in("other_peer_worker").post(address).status_code == 404
    client = sign_in("peer_worker")
    assert client.get(address).status_code == 404
    assert client.post(address).status_code == 302
    assert list(Draft.objects.all()) == [other]


# A peer worker's groups ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("dates", [1, 3])
def test_workers_day_asks_as_much_for_three_groups_as_for_one(world, django_assert_num_queries, dates):
    imani, group = worker_of(world), make_group(world)
    for hour in (9, 11, 13)[:dates]:
        make_date(group, imani, days=0, hour=hour)
        make_ask(make_date(group, days=2, hour=hour), imani)
    with kept.keeping(), django_assert_num_queries(16):
        day = queries.workers_day(world.peer_worker)
    assert (len(day.groups.today), len(day.groups.asked)) == (dates, dates)


def test_today_shows_groups_with_their_register_and_cover_asked(world, sign_in):
    imani, group = worker_of(world), make_group(world)
    with clock.at(datetime(2026, 11, 18, 14, 10, tzinfo=LONDON)):
        date = make_date(group, imani, days=0, hour=14)
        held = make_date(group, imani, days=0, hour=9, status="held")
        ask = make_ask(make_date(group, days=2), imani)[0]
        page = sign_in("peer_worker").get("/today/").content.decode()
    assert "Nobody to meet today. Two groups." in page
    assert f"/groups/dates/{date.pk}/register/" in page
    assert f"/groups/dates/{held.pk}/after/" in page
    assert f"/groups/cover/asked/{ask.pk}/" in page
    assert "Nothing is booked today" not in page


# What needs the lead and coordinators --------------------------------------------------------------------------------


@pytest.mark.parametrize("people", [1, 3])
def test_needed_today_asks_as_much_for_three_people_as_for_one(world, django_assert_num_queries, people):
    for name in ("Kit Sorrel", "Dara Quill", "Una Price")[:people]:
        make_ready(world, name)
        make_offer(world, make_ready(world, name.replace(" ", "a ")), reply_by=clock.today() - timedelta(days=1))
        make_referral(world, walking(world, name).referral.person)
    with kept.keeping(), django_assert_num_queries(30):
        needed = queries.needed_today(world.lead)
    assert (needed.ready, len(needed.late_offers), len(needed.unread)) == (people, people, people)


def test_needed_today_has_the_dates_of_groups_that_somebody_is_missing_from(world, sign_in):
    group = make_group(world)
    far, held, missing = make_date(group, days=20), make_date(group, worker_of(world), days=1), make_date(group, days=2)
    needed = queries.needed_today(world.lead)
    assert [row.id for row in needed.groups] == [missing.pk]
    assert needed.how_many == 1
    page = sign_in("lead").get("/today/").content.decode()
    assert "Groups that need somebody" in page
    assert f"/groups/dates/{missing.pk}/cover/" in page
    assert not any(f"/groups/dates/{date.pk}/" in page for date in (far, held))
    assert queries.needed_today(world.actor("coordinator")).groups == ()  # of another pathway


@pytest.mark.parametrize("many", [1, 3])
def test_needed_today_asks_as_much_for_three_dates_as_for_one(world, django_assert_num_queries, many):
    for number in range(many):
        make_date(make_group(world, f"Group {number}"), days=number + 1)
    with kept.keeping(), django_assert_num_queries(23):
        assert len(queries.needed_today(world.lead).groups) == many


def test_needed_today_tells_new_from_answered_from_undecided(world):
    new = make_referral(world)
    read = {"read_at": clock.now(), "read_by": "Ines Okafor"}
    undecided, answered = make_referral(world, new.person, **read), make_referral(world, new.person, **read)
    with unguarded():
        answered.questions.create(words="When?", asked_at=clock.now(), asked_by="Ines Okafor", answered_at=clock.now())
    needed = queries.needed_today(world.lead)
    assert [row.id for row in needed.unread] == [new.pk]
    assert [row.id for row in needed.undecided] == [undecided.pk]
    assert [row.id for row in needed.answered] == [answered.pk]


def test_needed_today_of_the_waiting(world):
    ready = make_ready(world, "Kit Sorrel", received_at=clock.now() - timedelta(weeks=9))
    no_yes = make_referral(world, status="accepted")
    choosing = make_offer(world, make_ready(world, "Dara Quill"), status="asked_person")
    needed = queries.needed_today(world.lead)
    assert needed.ready == 1
    assert needed.nobody_fits == ()
    assert [row.id for row in needed.no_yes] == [no_yes.pk]
    assert [row.id for row in needed.to_choose] == [choosing.pk]
    assert [row.id for row in needed.long_waits] == [ready.pk]
    assert needed.how_many == 3


def test_needed_today_when_nobody_fits_names_them(world, sign_in):
    make_ready(world, "Kit Sorrel", wants=[{"theme": "Gardening", "must": True}])
    assert "Nobody fits 1 of them yet: Kit Sorrel" in said(sign_in("lead").get("/today/"))


def test_needed_today_when_the_list_is_long_leaves_weighing_it_to_its_own_page(world, monkeypatch):
    monkeypatch.setattr(queries, "WEIGHED_AT_ONCE", 0)
    make_ready(world)
    assert queries.needed_today(world.lead).nobody_fits is None


def test_needs_to_review_are_those_due_of_people_with_an_open_request(world):
    leona = walking(world).referral.person
    due = need(leona, "Large print", review_on=clock.today())
    need(leona, "Not due")
    need(leona, "Ended", review_on=clock.today(), ended_on=clock.today())
    need(walking(world, "Wilf Adair", status="ended").referral.person, "Gone", review_on=clock.today())
    make_referral(world, leona)
    rows = queries.needs_to_review(world.lead)
    assert [(row.id, row.name, row.words) for row in rows] == [(due.pk, "Leona Marsh", "Large print")]
    assert queries.needs_to_review(world.other_coordinator) == ()
    assert queries.needs_to_review(world.peer_worker) == ()


def test_today_for_the_lead_says_what_needs_somebody(world, sign_in):
    make_referral(world)
    walking(world, "Kofi Addo")
    page = said(sign_in("lead").get("/today/"))
    assert "1 thing needs someone today." in page
    assert "New requests 1 All requests Leona Marsh From Nia Cobbold, 10 days ago Unread too long" in page
    assert "Record a contact" not in page


def test_today_for_a_coordinator_says_nothing_of_other_pathways(world, sign_in):
    make_ready(world, "Kit Sorrel")
    assert "Ready to match 1" in said(sign_in("coordinator").get("/today/"))
    page = said(sign_in("other_coordinator").get("/today/"))
    assert "Nothing needs you just now." in page
    assert "Ready to match" not in page


# A team manager ------------------------------------------------------------------------------------------------------


def test_today_for_a_team_manager_shows_their_workers_and_places(world, sign_in):
    walking(world)
    page = said(sign_in("team_manager").get("/today/"))
    assert "Imani Calder Thanet CMHT 22.5 1 of 3 taken 2 places free" in page
    assert "Bethan" not in page
    assert "Leona" not in page


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"agreed_caseload": 0}, "Full"),
        ({"taking_on": False}, "Not just now"),
        ({"leaves_on": datetime(2026, 11, 30, tzinfo=LONDON).date()}, "Leaves 30 Nov"),
    ],
)
def test_today_for_a_team_manager_says_why_there_is_no_place(world, sign_in, changes, words):
    with unguarded():
        Worker.objects.filter(user=world.users["peer_worker"]).update(**changes)
    assert words in said(sign_in("team_manager").get("/today/"))


# For nobody else -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["person", "referrer", "governance", "administrator", "nobody"])
def test_today_for_anyone_else_is_not_found(world, sign_in, who):
    assert sign_in(who).get("/today/").status_code == 404


@pytest.mark.parametrize(("hour", "words"), [(9, "morning"), (12, "afternoon"), (17, "afternoon"), (18, "evening")])
def test_greeting_goes_by_the_hour(hour, words):
    with clock.at(datetime(2026, 6, 1, hour, tzinfo=LONDON)):
        assert queries.greeting("Imani Calder") == f"Good {words}, Imani"
