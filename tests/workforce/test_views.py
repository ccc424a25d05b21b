"""The pages about workers: who may open them, what they show, and that nothing typed is lost."""

import re
from datetime import timedelta

import pytest

from alongside.core import clock
from alongside.core.guard import unguarded
from alongside.workforce import commands
from alongside.workforce.models import Assignment, KeptAway, Offering, Worker
from tests.world import make_user, make_worker, worker_of

OWN = [
    "/me/profile/",
    "/me/profile/preview/",
    "/me/profile/words/",
    "/me/profile/practical/",
    "/me/profile/offer/",
    "/me/kept-away/",
]


@pytest.fixture
def imani(world):
    return worker_of(world)


@pytest.fixture
def gardening(world, imani):
    pk = commands.add_offering(world.peer_worker, imani, theme="Gardening", shown_to="people", words="Beans")
    return Offering.objects.get(pk=pk)


def day(name: str, date) -> dict:
    return {f"{name}_day": date.day, f"{name}_month": date.month, f"{name}_year": date.year}


# The worker's own


@pytest.mark.parametrize("address", OWN)
def test_own_pages_open_for_a_worker_and_for_nobody_else(sign_in, address):
    assert sign_in("peer_worker").get(address).status_code == 200
    for name in ("lead", "coordinator", "team_manager", "governance", "administrator", "referrer"):
        assert sign_in(name).get(address).status_code == 404


def test_my_profile_when_their_record_is_not_made_yet_says_whom_to_ask(world, sign_in):
    world.users["noor"] = make_user("noor@example.org", "Noor Halden", "peer_worker", team=world.thanet)
    answer = sign_in("noor").get("/me/profile/")
    assert answer.status_code == 409
    assert "Ask the lead to add you to the team." in answer.content.decode()


def test_my_profile_shows_all_of_it(world, sign_in, imani, gardening):
    for theme, shown_to in (("Being a parent", "coordinators"), ("Hearing voices", "matching")):
        commands.add_offering(world.peer_worker, imani, theme=theme, shown_to=shown_to)
    commands.change_offering(
        world.peer_worker, imani, offering=gardening, shown_to="people", shown_until=clock.today() + timedelta(days=1)
    )
    page = sign_in("peer_worker").get("/me/profile/").content.decode()
    for words in (
        imani.about,
        "Gardening",
        "Nobody. Only used to suggest me",
        "Only the lead and coordinators",
        ", until ",
    ):
        assert words in page
    assert "3 places agreed" in page
    assert "Hide my profile" in page


def test_my_profile_when_empty_hidden_and_paused(world, sign_in, imani):
    with unguarded():
        Worker.objects.update(about="", profile_shown_at=None, taking_on=False, days=[], areas=[], languages=[])
    client = sign_in("peer_worker")
    page = client.get("/me/profile/").content.decode()
    assert "until you write something and choose to show it" in page
    assert "I am taking on people again" in page
    assert "Nobody sees this today." in client.get("/me/profile/preview/").content.decode()


def test_words_when_saved(sign_in, imani):
    answer = sign_in("peer_worker").post("/me/profile/words/", {"about": "I like quiet mornings."}, follow=True)
    assert "I like quiet mornings." in answer.content.decode()
    assert Worker.objects.get(pk=imani.pk).about == "I like quiet mornings."


def test_words_when_too_long_keep_what_was_typed(sign_in):
    answer = sign_in("peer_worker").post("/me/profile/words/", {"about": "x" * 1201})
    assert answer.status_code == 422
    assert "x" * 1201 in answer.content.decode()


def test_words_when_kept_for_later_are_there_again_and_nobody_is_shown_them(sign_in, imani):
    client = sign_in("peer_worker")
    address = re.search(r'data-draft-url="([^"]+)"', client.get("/me/profile/words/").content.decode())[1]
    client.post(address, {"about": "Half a thought"})
    assert "Half a thought" in client.get("/me/profile/words/").content.decode()
    assert "Half a thought" not in client.get("/me/profile/preview/").content.decode()
    client.post("/me/profile/words/", {"about": "A whole thought"})
    assert "Half a thought" not in client.get("/me/profile/words/").content.decode()


def test_practical_when_saved(sign_in, imani):
    typed = {
        "languages": ["en", "pl"],
        "another_language": "so",
        "days": ["fri-eve", "mon-am"],
        "areas": ["Thanet"],
        "rules_out": ["home"],
    }
    answer = sign_in("peer_worker").post("/me/profile/practical/", typed)
    assert answer.status_code == 302
    imani.refresh_from_db()
    assert imani.languages == ["en", "pl", "so"]
    assert (imani.days, imani.areas, imani.rules_out) == (["fri-eve", "mon-am"], ["Thanet"], ["home"])
    page = sign_in("peer_worker").get("/me/profile/practical/").content.decode()
    assert 'value="fri-eve" checked' in page
    assert "Somali" in page


def test_practical_when_nothing_is_chosen_then_all_is_taken_away(sign_in, imani):
    assert sign_in("peer_worker").post("/me/profile/practical/", {}).status_code == 302
    imani.refresh_from_db()
    assert (imani.languages, imani.days, imani.areas, imani.rules_out) == ([], [], [], [])


def test_practical_when_a_choice_is_unknown_keeps_the_rest(sign_in, imani):
    answer = sign_in("peer_worker").post("/me/profile/practical/", {"days": ["mon-am", "never"], "areas": ["Thanet"]})
    assert answer.status_code == 422
    assert 'value="mon-am" checked' in answer.content.decode()


def test_offer_when_added_changed_and_withdrawn(sign_in, imani):
    client, last = sign_in("peer_worker"), clock.today() + timedelta(days=30)
    client.post(
        "/me/profile/offer/",
        {"theme": "Gardening", "words": "Beans", "shown_to": "people", **day("shown_until", last)},
    )
    offering = Offering.objects.get()
    assert (offering.worker, offering.theme, offering.shown_until) == (imani, "Gardening", last)
    here = f"/me/profile/offer/{offering.pk}/"
    assert "Beans" in client.get(here).content.decode()
    client.post(here, {"words": "Runner beans", "shown_to": "coordinators"})
    offering.refresh_from_db()
    assert (offering.words, offering.shown_to, offering.shown_until) == ("Runner beans", "coordinators", None)
    page = client.post(f"{here}withdraw/", follow=True).content.decode()
    assert "Withdrawn. From now on nobody sees it." in page
    assert "Offer again" in page


def test_offer_when_an_answer_is_missing_keeps_what_was_typed(sign_in):
    answer = sign_in("peer_worker").post("/me/profile/offer/", {"theme": "Gardening", "words": "Beans and peas"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Select who may see it" in page
    assert "Beans and peas" in page


def test_offer_when_somebody_elses_is_not_found(sign_in, gardening):
    for name in ("other_peer_worker", "lead"):
        client = sign_in(name)
        assert client.get(f"/me/profile/offer/{gardening.pk}/").status_code == 404
        assert client.post(f"/me/profile/offer/{gardening.pk}/withdraw/").status_code == 404
    assert Offering.objects.get().withdrawn_at is None


@pytest.mark.parametrize(
    ("button", "then"),
    [
        ("hide", {"profile_shown_at": None}),
        ("not-just-now", {"taking_on": False}),
        ("taking-on-again", {"taking_on": True}),
    ],
)
def test_buttons_do_it_in_one_tap_and_only_by_post(sign_in, imani, button, then):
    client = sign_in("peer_worker")
    assert client.get(f"/me/profile/{button}/").status_code == 404
    assert client.post(f"/me/profile/{button}/").status_code == 302
    imani.refresh_from_db()
    assert {name: getattr(imani, name) for name in then} == then
    assert sign_in("lead").post(f"/me/profile/{button}/").status_code == 404


def test_show_when_nothing_is_written_says_what_to_do(sign_in, imani):
    with unguarded():
        Worker.objects.update(about="", profile_shown_at=None)
    answer = sign_in("peer_worker").post("/me/profile/show/")
    assert answer.status_code == 409
    assert "Write a few words about yourself first" in answer.content.decode()


def test_kept_away_when_added_and_taken_off(world, sign_in, imani):
    client = sign_in("peer_worker")
    page = client.post(
        "/me/kept-away/",
        {"name": "Zoe Nunez", "team": world.ashford.pk, "ward": world.willow_ward.pk},
        follow=True,
    ).content.decode()
    assert "Only you see this. No reason is asked." in page
    for words in ("Zoe Nunez", "Ashford CMHT", "Willow Ward (ward)"):
        assert words in page
    for row in KeptAway.objects.all():
        assert sign_in("other_peer_worker").post(f"/me/kept-away/{row.pk}/end/").status_code == 404
        assert client.post(f"/me/kept-away/{row.pk}/end/").status_code == 302
    assert not KeptAway.objects.exists()


def test_kept_away_when_nothing_is_given_says_so(sign_in):
    answer = sign_in("peer_worker").post("/me/kept-away/", {})
    assert answer.status_code == 422
    assert "Write a name, or choose a team or a ward." in answer.content.decode()


# The lead, coordinators and managers


@pytest.mark.parametrize("name", ["peer_worker", "referrer", "governance", "administrator", "person"])
def test_pages_about_workers_when_not_for_them_are_not_found(sign_in, imani, name):
    client, one = sign_in(name), f"/workers/{imani.pk}/"
    for address in ("/workers/", "/workers/add/", one, f"{one}change/", f"{one}assign/", f"{one}places/"):
        assert client.get(address).status_code == 404


def test_workers_list_for_each_who_may_see_it(sign_in):
    for name, there, missing in (
        ("coordinator", "Imani Calder", "Bethan Osei"),
        ("other_coordinator", "Bethan Osei", "Imani Calder"),
        ("team_manager", "Imani Calder", "Bethan Osei"),
    ):
        page = sign_in(name).get("/workers/").content.decode()
        assert there in page
        assert missing not in page
    assert "Add someone" in sign_in("lead").get("/workers/").content.decode()
    assert "Add someone" not in sign_in("team_manager").get("/workers/").content.decode()


def test_workers_list_when_narrowed_by_room_pathway_and_team(world, sign_in, imani):
    with unguarded():
        Worker.objects.filter(pk=imani.pk).update(taking_on=False)
    client = sign_in("lead")
    for query, there, missing in (
        ("room=paused", "Imani Calder", "Bethan Osei"),
        ("room=free", "Bethan Osei", "Imani Calder"),
        (f"pathway={world.acute.pk}", "Bethan Osei", "Imani Calder"),
        (f"team={world.thanet.pk}&sort=-name", "Imani Calder", "Bethan Osei"),
    ):
        page = client.get(f"/workers/?{query}").content.decode()
        assert f">{there}</a>" in page
        assert f">{missing}</a>" not in page
    assert "Nobody is here with those choices." in client.get("/workers/?room=full").content.decode()
    assert "Bethan Osei" in client.get("/workers/?team=nonsense").content.decode()


def test_workers_list_when_nobody_is_there_yet(world, sign_in):
    with unguarded():
        Assignment.objects.all().delete()
        Worker.objects.all().delete()
    assert "Nobody is in the team yet." in sign_in("lead").get("/workers/").content.decode()


def test_workers_list_when_long_is_in_pages_and_prints_on_one(world, sign_in):
    for place in range(26):
        user = make_user(f"more{place}@example.org", f"More Worker{place:02}", "peer_worker", team=world.thanet)
        world.users[user.email] = user
        make_worker(world, user.email, world.thanet, leaves_on=clock.today(), profile_shown_at=None)
    client = sign_in("lead")
    assert "1 to 25 of 28" in client.get("/workers/").content.decode()
    assert "More Worker25" in client.get("/workers/?page=2").content.decode()
    assert "1 to 28 of 28" in client.get("/workers/?print=all").content.decode()


def test_worker_page_shows_a_manager_places_but_no_story(world, sign_in, imani, gardening):
    page = sign_in("team_manager").get(f"/workers/{imani.pk}/").content.decode()
    assert "0 taken, 3 free" in page
    assert "Beans" not in page
    assert imani.about not in page
    page = sign_in("coordinator").get(f"/workers/{imani.pk}/").content.decode()
    assert "Beans" in page
    assert imani.about in page
    assert sign_in("other_coordinator").get(f"/workers/{imani.pk}/").status_code == 404


def test_worker_page_when_hidden_keeps_their_words(sign_in, imani):
    with unguarded():
        Worker.objects.update(profile_shown_at=None, agreed_caseload=0)
    page = sign_in("lead").get(f"/workers/{imani.pk}/").content.decode()
    assert "Their profile is hidden" in page
    assert imani.about not in page
    assert "No places agreed yet" in page


def test_add_worker_then_says_where_they_work(world, sign_in):
    user = make_user("noor@example.org", "Noor Halden", "peer_worker", team=world.thanet)
    client = sign_in("coordinator")
    typed = {"first_name": "Noor", "last_name": "Halden", "kind": "peer", "job_role": "07050", "user": user.pk}
    answer = client.post("/workers/add/", typed)
    made = Worker.objects.get(user=user)
    assert answer.headers["location"] == f"/workers/{made.pk}/assign/"
    typed = {
        "team": world.ashford.pk,
        "kind": "volunteer",
        "hours": "7,5",
        "manager": world.users["team_manager"].pk,
        **day("starts_on", clock.today()),
    }
    page = client.post(f"/workers/{made.pk}/assign/", typed, follow=True).content.decode()
    assert "Volunteer, 7.5 hours a week. Manager: Owen Sallis" in page


def test_add_worker_when_a_name_is_missing_keeps_what_was_typed(sign_in):
    answer = sign_in("lead").post("/workers/add/", {"first_name": "Noor", "kind": "peer", "job_role": "07050"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Enter their last name" in page
    assert 'value="Noor"' in page


@pytest.mark.parametrize("hours", ["many", "0", "60"])
def test_assign_worker_when_the_hours_are_wrong_keeps_what_was_typed(world, sign_in, imani, hours):
    typed = {"team": world.ashford.pk, "kind": "bank", "hours": hours, **day("starts_on", clock.today())}
    answer = sign_in("lead").post(f"/workers/{imani.pk}/assign/", typed)
    assert answer.status_code == 422
    assert f'value="{hours}"' in answer.content.decode()


def test_assign_worker_when_refused_says_why(world, sign_in, imani):
    typed = {"team": world.thanet.pk, "kind": "substantive", "hours": "5", **day("starts_on", clock.today())}
    answer = sign_in("lead").post(f"/workers/{imani.pk}/assign/", typed)
    assert answer.status_code == 422
    assert "They have an assignment like this with Thanet CMHT already." in answer.content.decode()


def test_assign_worker_when_the_team_is_not_theirs_to_give_is_no_choice(world, sign_in, imani):
    typed = {"team": world.willow.pk, "kind": "bank", "hours": "5", **day("starts_on", clock.today())}
    answer = sign_in("team_manager").post(f"/workers/{imani.pk}/assign/", typed)
    assert answer.status_code == 422
    assert imani.assignments.count() == 1


def test_change_worker_when_saved(sign_in, imani):
    client, here = sign_in("coordinator"), f"/workers/{imani.pk}/change/"
    assert "imani@example.org" in client.get(here).content.decode()
    last = clock.today() + timedelta(days=60)
    typed = {
        "first_name": "Imani",
        "last_name": "Calder-Reed",
        "kind": "peer",
        "job_role": "07051",
        "user": imani.user_id,
        **day("leaves_on", last),
    }
    assert client.post(here, typed).status_code == 302
    imani.refresh_from_db()
    assert (imani.last_name, imani.job_role, imani.user_id is None, imani.leaves_on) == (
        "Calder-Reed",
        "07051",
        False,
        last,
    )
    assert sign_in("team_manager").get(here).status_code == 404


def test_end_assignment_when_saved(sign_in, imani):
    here = f"/workers/assignments/{imani.assignments.get().pk}/end/"
    client = sign_in("team_manager")
    assert client.get(here).status_code == 200
    assert client.post(here, {}).status_code == 422
    assert client.post(here, day("ends_on", clock.today())).status_code == 302
    assert imani.assignments.get().ends_on == clock.today()
    assert sign_in("other_coordinator").get(here).status_code == 404


def test_places_when_saved(sign_in, imani):
    here = f"/workers/{imani.pk}/places/"
    client = sign_in("team_manager")
    assert client.post(here, {"agreed_caseload": "many"}).status_code == 422
    page = client.post(here, {"agreed_caseload": "5"}, follow=True).content.decode()
    assert "0 taken, 5 free" in page
    assert sign_in("other_coordinator").get(here).status_code == 404
