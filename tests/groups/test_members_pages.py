"""The pages of people in groups: their own, and those of staff."""

from datetime import timedelta

import pytest

from alongside.core import clock
from alongside.core.models import Opening
from alongside.groups.models import Membership
from alongside.groups.queries import members as queries
from alongside.groups.queries import my_groups as own
from tests.groups.joining import change, hold, make_member, make_runs
from tests.groups.setting_up import make_date, make_group
from tests.world import make_person, make_referral, make_relationship, worker_of


def somebody(world, first="Maeve", **fields):
    return make_person(world, user=None, first_name=first, search_name=first.lower(), **fields)


@pytest.fixture
def leona(world):
    return make_relationship(world).referral.person


# A person's own


def test_my_groups_shows_what_there_is_and_what_i_am_in(world, sign_in, leona):
    art = make_group(world, shown="members", sees="count")
    make_group(world, "Staff only")
    make_group(world, "Walk and talk", shown="public")
    make_date(art, days=3)
    make_date(art, days=-3)
    make_member(art, leona)
    page = sign_in("person").get("/my-groups/").content.decode()
    assert "What I am in" in page
    assert page.index("Art and conversation") < page.index("Walk and talk")
    assert "Staff only" not in page
    assert "2:00pm" in page


def test_my_groups_when_there_are_none_says_so(world, sign_in, leona):
    assert "No group is open to join" in sign_in("person").get("/my-groups/").content.decode()


def test_my_groups_asks_the_same_for_three_as_for_one(world, leona, django_assert_num_queries):
    make_member(make_group(world, shown="members"), leona)
    person = world.person
    with django_assert_num_queries(1):
        own.my_groups(person)
    for name in ("Two", "Three"):
        make_date(make_group(world, name, shown="members"))
    with django_assert_num_queries(1):
        assert len(own.my_groups(person).others) == 2


def test_my_group_join_agree_choose_and_leave_with_one_tap_each(world, sign_in, leona):
    group, client = make_group(world, shown="members", sees="first_names"), sign_in("person")
    at = f"/my-groups/{group.pk}/"
    assert "Join this group" in client.get(at).content.decode()
    assert client.get(f"{at}join/").status_code == 404  # only by POST
    page = client.post(f"{at}join/", follow=True).content.decode()
    assert "You are in." in page
    assert "Yes, that is how I want us to be" in page
    assert "You said yes to this" in client.post(f"{at}together/", follow=True).content.decode()
    said = {"on_list": "yes", "name_shown": "yes", "as_contact": "yes", "words": "Near the door, please."}
    assert "Near the door" in client.post(f"{at}about-me/", said, follow=True).content.decode()
    mine = Membership.objects.get()
    assert (mine.name_shown, mine.as_contact) == (True, True)
    assert "You have left" in client.post(f"{at}leave/", follow=True).content.decode()
    assert "Join this group" in client.get(at).content.decode()


def test_my_first_page_has_my_next_group_with_where_and_who_and_not_this_time(world, sign_in, leona):
    art = make_group(world, shown="members", pattern="series", link="https://meet.example.org/art")
    make_member(art, leona)
    client = sign_in("person")
    assert "My next group" not in client.get("/my/").content.decode()
    make_date(art, days=9)
    soon = make_date(art, worker_of(world), days=3, place="The garden", words="Bring a coat.")
    make_date(make_group(world, "Never mine", shown="members"), days=1)
    page = client.get("/my/").content.decode()
    for words in ("My next group", "Art and conversation", "2:00pm to 3:00pm", "The garden, Willow Ward", "With Imani"):
        assert words in page
    assert "Bring a coat." in page
    assert "Never mine" not in page
    at = f"/my-groups/{art.pk}/"
    assert f'action="{at}not-this-time/{soon.pk}/"' in page
    assert "Your place stays yours" in client.post(f"{at}not-this-time/{soon.pk}/", follow=True).content.decode()
    assert "I can come after all" in client.get("/my/").content.decode()
    assert "See you there" in client.post(f"{at}after-all/", follow=True).content.decode()
    assert "I can’t come this time" in client.get(at).content.decode()


def test_my_first_page_asks_nobody_to_say_they_will_not_drop_in(world, sign_in, leona):
    art = make_group(world, shown="members")
    make_member(art, leona)
    make_date(art)
    for address in ("/my/", f"/my-groups/{art.pk}/"):
        assert "You do not have to say when you do not" in sign_in("person").get(address).content.decode()


def test_my_next_asks_the_same_for_three_as_for_one(world, leona, django_assert_num_queries):
    person = world.person
    with django_assert_num_queries(1):
        assert own.my_next(person) is None
    for count in (1, 3):
        group = make_group(world, f"Group {count}")
        make_member(group, leona)
        for days in range(count):
            make_date(group, worker_of(world), days=days + count + 1)
        with django_assert_num_queries(3):
            found = own.my_next(person)
        assert (found.name, found.may_say, found.not_coming) == ("Group 1", False, False)


def test_not_this_time_for_whoever_is_not_in_the_group_is_not_found(world, sign_in, leona):
    group = make_group(world, shown="members")
    date = make_date(group)
    make_member(group, make_person(world, user="other_person"), "waiting")
    for name in ("person", "other_person", "lead"):
        assert sign_in(name).post(f"/my-groups/{group.pk}/not-this-time/{date.pk}/").status_code == 404
    assert sign_in("person").post(f"/my-groups/{group.pk}/after-all/").status_code == 404


def test_about_me_asks_about_names_only_where_the_others_see_them(world, sign_in, leona):
    group, client = make_group(world, shown="members"), sign_in("person")
    make_member(group, leona)
    at = f"/my-groups/{group.pk}/about-me/"
    assert "others in the group see" not in client.get(at).content.decode()
    answer = client.post(at, {"on_list": "no", "as_contact": "yes", "words": "By the door"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "only when the list may show the name" in page
    assert "By the door" in page
    assert client.post(at, {"on_list": "no", "as_contact": ""}).status_code == 302
    assert Membership.objects.get().as_contact is None


@pytest.mark.parametrize(
    ("sees", "sees_count", "sees_names"),
    [("nothing", False, False), ("count", True, False), ("first_names", True, True)],
)
def test_my_group_shows_of_the_others_what_the_group_allows(world, sign_in, leona, sees, sees_count, sees_names):
    group = make_group(world, shown="members", sees=sees)
    make_member(group, leona, name_shown=True)
    make_member(group, somebody(world, "Ottoline"), name_shown=True)
    make_member(group, somebody(world, "Perpetua"))
    make_member(group, somebody(world, "Quentin"), "left", name_shown=True)
    page = sign_in("person").get(f"/my-groups/{group.pk}/").content.decode()
    assert ("3 people are" in page) is sees_count
    assert ("Ottoline" in page) is sees_names
    assert "Perpetua" not in page
    assert "Quentin" not in page


def test_my_group_shows_others_and_the_link_only_to_those_in_it(world, sign_in, leona):
    group = make_group(world, shown="members", sees="first_names", link="https://meet.example.org/art")
    make_member(group, somebody(world, "Ottoline"), name_shown=True)
    make_member(group, leona, "waiting")
    page = sign_in("person").get(f"/my-groups/{group.pk}/").content.decode()
    assert "Ottoline" not in page
    assert "meet.example.org" not in page
    assert "You are number 1 on the waiting list" in page
    change(Membership.objects.get(person=leona), status="joined")
    assert "meet.example.org" in sign_in("person").get(f"/my-groups/{group.pk}/").content.decode()


@pytest.mark.parametrize(
    ("fields", "status", "says"),
    [
        ({"joining": "closed"}, "", "Ask to join"),
        ({"size": 0, "pattern": "series"}, "", "Go on the waiting list"),
        ({}, "asked", "You have asked to join"),
        ({}, "not_this", "That says nothing about you"),
        ({"status": "ended", "ended_at": clock.now()}, "left", "This group has ended"),
    ],
)
def test_my_group_says_how_things_stand(world, sign_in, leona, fields, status, says):
    group = make_group(world, shown="members", **fields)
    if status:
        make_member(group, leona, status)
    assert says in sign_in("person").get(f"/my-groups/{group.pk}/").content.decode()


def test_my_group_shows_when_i_was_there(world, sign_in, leona):
    group = make_group(world, shown="members")
    make_member(group, leona)
    hold(make_date(group, days=-3), leona)
    page = sign_in("person").get(f"/my-groups/{group.pk}/").content.decode()
    assert "When I was there" in page
    assert "Written down with me by" in page


def test_my_group_that_is_not_shown_is_not_found(world, sign_in, leona):
    group = make_group(world)
    client = sign_in("person")
    for at in ("", "join/", "leave/", "together/", "about-me/", "what-i-think/"):
        assert client.post(f"/my-groups/{group.pk}/{at}").status_code == 404
    assert client.get(f"/my-groups/{group.pk}/").status_code == 404
    make_member(group, leona)  # theirs, however it is shown
    assert client.get(f"/my-groups/{group.pk}/").status_code == 200


def test_my_groups_for_those_at_work_are_not_found(world, sign_in):
    group = make_group(world, shown="public")
    for name in ("lead", "peer_worker", "candidate"):
        for at in ("/my-groups/", f"/my-groups/{group.pk}/"):
            assert sign_in(name).get(at).status_code == 404


def test_join_for_an_account_without_a_request_is_not_found(world, sign_in):
    group = make_group(world, shown="members")
    assert sign_in("other_person").post(f"/my-groups/{group.pk}/join/").status_code == 404


def test_another_persons_membership_is_nobody_elses(world, sign_in, leona):
    group = make_group(world, shown="members")
    make_member(group, leona)
    client = sign_in("other_person")
    for at in ("leave/", "together/", "about-me/", "what-i-think/"):
        assert client.post(f"/my-groups/{group.pk}/{at}", {"felt": "good"}).status_code == 404
    assert Membership.objects.get().status == "joined"


# Those at work


def test_members_for_those_who_keep_or_run_it_and_nobody_else(world, sign_in):
    group = make_group(world)
    make_member(group, somebody(world), "asked", words="I am shy.")
    at = f"/groups/{group.pk}/members/"
    for name in ("lead", "ward", "other_coordinator"):
        page = sign_in(name).get(at).content.decode()
        assert "Maeve M" in page or "Maeve L" in page
        assert "I am shy." in page
    for name in ("peer_worker", "coordinator", "other_ward", "person", "governance"):
        assert sign_in(name).get(at).status_code == 404
    make_runs(group, worker_of(world))
    assert sign_in("peer_worker").get(at).status_code == 200


def test_members_when_empty_and_for_each_pill(world, sign_in):
    group, client = make_group(world), sign_in("lead")
    for showing in ("", "asked", "waiting", "joined", "left", "nonsense"):
        assert "Nobody is here" in client.get(f"/groups/{group.pk}/members/?showing={showing}").content.decode()


def test_members_as_a_spreadsheet_is_logged(world, sign_in):
    group = make_group(world)
    make_member(group, somebody(world))
    answer = sign_in("lead").get(f"/groups/{group.pk}/members/?as=xlsx")
    assert "spreadsheetml" in answer["Content-Type"]
    opening = Opening.objects.get()
    assert (opening.how, opening.subject_id) == ("exported", group.pk)


def test_members_asks_the_same_for_three_as_for_one(world, django_assert_num_queries):
    group = make_group(world)
    make_member(group, make_referral(world).person)
    lead = world.lead
    with django_assert_num_queries(3):
        assert queries.member_rows(queries.members(lead, group))[0].supported
    for first in ("Bo", "Cy"):
        make_member(group, somebody(world, first), "waiting")
    with django_assert_num_queries(3):
        assert [row.status for row in queries.member_rows(queries.members(lead, group))] == ["waiting"] * 2 + ["joined"]


def test_member_is_given_a_place_and_leaves_on_their_word(world, sign_in):
    group, client = make_group(world, size=1, joining="closed"), sign_in("ward")
    member = make_member(group, somebody(world), "asked", words="I am shy.")
    at = f"/groups/members/{member.pk}/"
    page = client.get(at).content.decode()
    assert "Give a place" in page
    assert "I am shy." in page
    assert "1 place is free" in page
    assert Opening.objects.filter(subject_id=member.person_id, how="opened").exists()
    assert "They have a place" in client.post(f"{at}place/", follow=True).content.decode()
    assert "they said yes" in client.post(f"{at}agree/", follow=True).content.decode()
    said = {"on_list": "yes", "as_contact": "no"}
    assert "on their word" in client.post(f"{at}about/", said, follow=True).content.decode()
    assert "No reason is kept" in client.post(f"{at}leave/", follow=True).content.decode()
    assert client.post(f"{at}nonsense/").status_code == 404
    assert client.get(f"{at}leave/").status_code == 404


def test_member_cannot_come_this_time_on_their_word(world, sign_in):
    group = make_group(world, pattern="series")
    mine, client = make_member(group, somebody(world)), sign_in("ward")
    at = f"/groups/members/{mine.pk}/"
    assert "They cannot come on" not in client.get(at).content.decode()
    assert client.post(f"{at}not-this-time/").status_code == 404  # no date is planned
    make_date(group, days=9)
    make_date(group, days=3)
    assert "They cannot come on" in client.get(at).content.decode()
    page = client.post(f"{at}not-this-time/", follow=True).content.decode()
    assert "after all" in page
    mine.refresh_from_db()
    assert (mine.not_at.starts_at.date() - clock.today()).days == 3
    assert mine.said_by == "Maeve"
    client.post(f"{at}after-all/")
    mine.refresh_from_db()
    assert mine.not_at is None


def test_member_when_full_waits_or_is_told_not_this_group(world, sign_in):
    group, client = make_group(world, size=0, joining="closed"), sign_in("ward")
    member = make_member(group, somebody(world), "asked")
    at = f"/groups/members/{member.pk}/"
    assert "Put on the waiting list" in client.get(at).content.decode()
    assert client.post(f"{at}place/").status_code == 409
    assert "number 1" in client.post(f"{at}wait/", follow=True).content.decode()
    assert "told kindly" in client.post(f"{at}not-this-group/", follow=True).content.decode()


def test_member_of_a_group_that_is_not_theirs_is_not_found(world, sign_in):
    member = make_member(make_group(world), somebody(world))
    for name in ("other_ward", "peer_worker", "person"):
        client = sign_in(name)
        assert client.get(f"/groups/members/{member.pk}/").status_code == 404
        assert client.post(f"/groups/members/{member.pk}/leave/").status_code == 404
        assert client.get(f"/groups/members/{member.pk}/about/").status_code == 404


def test_about_member_refused_keeps_what_was_typed(world, sign_in):
    member = make_member(make_group(world, sees="first_names"), somebody(world))
    answer = sign_in("ward").post(f"/groups/members/{member.pk}/about/", {"words": "By the window"})
    assert answer.status_code == 422
    assert "By the window" in answer.content.decode()
    assert "others in the group see their first name" in answer.content.decode()


def test_add_member_finds_those_i_may_open_and_refers_one(world, sign_in):
    person = make_referral(world).person
    group, client = make_group(world, team=world.thanet, pathway=world.community, ward=None), sign_in("lead")
    at = f"/groups/{group.pk}/members/add/"
    assert "Found" not in client.get(at).content.decode()
    page = client.get(f"{at}?who=leona").content.decode()
    assert "Leona Marsh" in page
    assert Opening.objects.filter(how="searched", words="leona").count() == 1
    assert "Nobody was found" in client.get(f"{at}?who=zebra").content.decode()
    answer = client.post(f"{at}{person.pk}/", {"words": "Likes clay."}, follow=True).content.decode()
    assert "Written down on their word." in answer
    assert "Likes clay." in answer
    assert "Is in this group" in client.get(f"{at}?who=leona").content.decode()
    assert client.post(f"{at}{person.pk}/", {"words": "Again"}).status_code == 422


def test_add_member_for_whoever_may_not_search_finds_nobody(world, sign_in):
    make_referral(world)
    group = make_group(world)
    assert "Nobody was found" in sign_in("ward").get(f"/groups/{group.pk}/members/add/?who=leona").content.decode()


def test_person_groups_for_those_who_may_open_the_record(world, sign_in, leona):
    group, other = make_group(world), make_group(world, "Walk and talk")
    mine = make_member(group, leona)
    hold(make_date(group, days=-3), leona)
    client = sign_in("peer_worker")
    for said in (None, False):
        change(mine, as_contact=said)
        assert own.came_in_record(leona) == ()  # their record says nothing of it
    assert len(own.came(leona)) == 1  # and they can see it themself
    change(mine, as_contact=True)
    assert len(own.came_in_record(leona)) == 1
    page = client.get(f"/groups/of/{leona.pk}/").content.decode()
    assert "Leona is in" in page
    assert f"/groups/{other.pk}/members/add/{leona.pk}/" in page
    assert Opening.objects.filter(subject_id=leona.pk).count() == 1
    joined = client.post(f"/groups/{other.pk}/members/add/{leona.pk}/", {}, follow=True)
    assert joined.redirect_chain == [(f"/groups/of/{leona.pk}/", 302)]  # not theirs to keep
    for name in ("other_peer_worker", "ward", "person"):
        assert sign_in(name).get(f"/groups/of/{leona.pk}/").status_code == 404
        assert sign_in(name).get(f"/groups/{group.pk}/members/add/{leona.pk}/").status_code == 404


def test_groups_for_asks_the_same_for_three_as_for_one(world, leona, django_assert_num_queries):
    make_group(world)
    lead = world.lead
    with django_assert_num_queries(1):
        own.groups_for(lead, leona)
    for name in ("Two", "Three"):
        make_date(make_group(world, name))
    with django_assert_num_queries(1):
        assert len(own.groups_for(lead, leona)) == 3
    with django_assert_num_queries(1):
        assert own.came_in_record(leona) == ()


def test_who_covers_one_date_sees_the_members_until_it_is_over(world, sign_in):
    group = make_group(world)
    date = make_date(group, worker_of(world))
    assert sign_in("peer_worker").get(f"/groups/{group.pk}/members/").status_code == 200
    change(date, status="held", starts_at=clock.now() - timedelta(days=2), ends_at=clock.now() - timedelta(days=1))
    assert sign_in("peer_worker").get(f"/groups/{group.pk}/members/").status_code == 404


def test_the_groups_page_leads_to_its_people_only_for_those_who_may_see_them(world, sign_in):
    group = make_group(world)
    at = f"/groups/{group.pk}/members/"
    assert at in sign_in("ward").get(f"/groups/{group.pk}/").content.decode()
    assert at not in sign_in("peer_worker").get(f"/groups/{group.pk}/").content.decode()


def test_my_record_shows_the_dates_i_came_to(world, sign_in, leona):
    client = sign_in("person")
    assert "No date with your name" in client.get("/my/record/").content.decode()
    hold(make_date(make_group(world, "Walk and talk"), days=-3), leona)
    page = client.get("/my/record/").content.decode()
    assert "Walk and talk" in page


def test_links_from_the_persons_record_and_the_relationship_lead_to_their_groups(world, sign_in, leona):
    at = f"/groups/of/{leona.pk}/"
    relationship = leona.referrals.get().relationships.get()
    assert at in sign_in("peer_worker").get(f"/support/{relationship.pk}/").content.decode()
    assert at in sign_in("lead").get(f"/people/{leona.pk}/").content.decode()


def test_person_groups_of_somebody_who_died_asks_nothing_more(world, sign_in, leona):
    make_group(world)
    change(leona, died_on=clock.today())
    assert "could ask about" not in sign_in("lead").get(f"/groups/of/{leona.pk}/").content.decode()
