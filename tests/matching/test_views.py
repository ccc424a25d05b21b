"""The pages of matching: who sees them, what they say, and what a press does."""

import pytest

from alongside.core import clock
from alongside.matching import queries
from alongside.matching.models import Offer
from alongside.support.models import Relationship
from tests.matching.offers import keep_away, make_offer, make_peer, make_ready, set_fields, share
from tests.world import make_referral, worker_of

EVERYBODY_ELSE = ["peer_worker", "team_manager", "referrer", "governance", "administrator", "person", "nobody"]


def text(response):
    return " ".join(response.content.decode().split())


# One person ----------------------------------------------------------------------------------------------------------


def test_person_shows_words_asks_and_one_green_button(world, sign_in):
    referral = make_ready(
        world, wants=[{"theme": "Gardening", "must": True}], ruled_out=["Football"], wants_words="Someone calm."
    )
    share(worker_of(world), "Gardening")
    share(make_peer(world, "Shireen Pascoe"), "Gardening")
    page = sign_in("coordinator").get(f"/matching/{referral.pk}/")
    assert page.status_code == 200
    said = text(page)
    for words in (
        "Who might walk with Leona?",
        "2 peer workers fit what Leona asked for.",
        "To get out of the house without my sister.",
        "Someone calm.",
        "Not: Football",
        "Offer Imani’s profile",
        "Offer Shireen’s profile",
        "See the profile Leona would see",
    ):
        assert words in said
    assert said.count('class="nhsuk-button"') == 1


@pytest.mark.parametrize("who", [*EVERYBODY_ELSE, "other_coordinator"])
def test_person_for_anyone_else_is_not_found(world, sign_in, who):
    assert sign_in(who).get(f"/matching/{make_ready(world).pk}/").status_code == 404


def test_person_offers_and_then_says_whose_turn_it_is(world, sign_in):
    referral, lead = make_ready(world), sign_in("lead")
    sent = lead.post(f"/matching/{referral.pk}/", {"worker": worker_of(world).pk}, follow=True)
    assert sent.redirect_chain == [(f"/matching/{referral.pk}/", 302)]
    assert "Asked Imani on" in text(sent)
    assert "Offer Imani’s profile" not in text(sent)
    assert Offer.objects.get().because == ["Meets people in Thanet"]


def test_person_when_refused_says_why_and_offers_nothing(world, sign_in):
    referral = make_ready(world)
    keep_away(worker_of(world), name="Leona Marsh")
    page = sign_in("lead").post(f"/matching/{referral.pk}/", {"worker": worker_of(world).pk})
    assert page.status_code == 422
    assert "Imani is not available for Leona." in text(page)
    assert not Offer.objects.exists()


def test_person_when_the_worker_is_nobodys_is_not_found(world, sign_in):
    page = sign_in("lead").post(f"/matching/{make_ready(world).pk}/", {"worker": "nobody"})
    assert page.status_code == 404


def test_person_when_they_have_not_said_yes_says_so(world, sign_in):
    referral = make_referral(world, status="accepted")
    assert "Leona has not said yes to peer support yet" in text(sign_in("lead").get(f"/matching/{referral.pk}/"))


def test_person_before_any_pathway_is_known_says_they_do_not_wait(world, sign_in):
    referral = make_referral(world, pathway=None, host_team=None)
    said = text(sign_in("lead").get(f"/matching/{referral.pk}/"))
    assert "Leona is not waiting for a peer worker now." in said
    assert "Waiting <b>" not in said


def test_person_shows_what_was_offered_before(world, sign_in):
    offer = make_offer(world, status="person_declined")
    said = text(sign_in("lead").get(f"/matching/{offer.referral_id}/"))
    assert "Offered before" in said
    assert "Not this time" in said


def test_person_when_nobody_fits_says_what_would_help(world, sign_in):
    referral = make_ready(world, wants=[{"theme": "Gardening", "must": True}])
    said = text(sign_in("lead").get(f"/matching/{referral.pk}/"))
    assert "Nobody fits yet" in said
    assert "Ask Leona which matters more." in said


def test_person_links_to_everyone_who_fits(world, sign_in):
    for name in ("Shireen Pascoe", "Noor Halden", "Tomasz Wren"):
        make_peer(world, name)
    referral, lead = make_ready(world, urgent_reason="Leaves the ward on Friday"), sign_in("lead")
    said = text(lead.get(f"/matching/{referral.pk}/"))
    assert "See everyone who fits (4)" in said
    assert "Leaves the ward on Friday" in said
    everyone = text(lead.get(f"/matching/{referral.pk}/?everyone=1"))
    assert everyone.count("See the profile Leona would see") == 4


def test_profile_shows_what_the_person_would_see(world, sign_in):
    imani = worker_of(world)
    share(imani, "Gardening")
    share(imani, "Hearing voices", "coordinators")
    referral = make_ready(world)
    said = text(sign_in("lead").get(f"/matching/{referral.pk}/{imani.pk}/"))
    assert "I like walking, strong tea and not rushing." in said
    assert "Gardening" in said
    assert "Hearing voices" not in said
    assert "Calder" not in said


def test_profile_when_hidden_or_out_of_reach_is_not_found(world, sign_in):
    imani, referral = worker_of(world), make_ready(world)
    path = f"/matching/{referral.pk}/{imani.pk}/"
    assert sign_in("other_coordinator").get(path).status_code == 404
    assert sign_in("peer_worker").get(path).status_code == 404
    set_fields(imani, profile_shown_at=None)
    assert sign_in("lead").get(path).status_code == 404


def test_take_back_frees_the_place(world, sign_in):
    offer = make_offer(world)
    lead = sign_in("lead")
    assert lead.get(f"/matching/offer/{offer.pk}/take-back/").status_code == 404
    page = lead.post(f"/matching/offer/{offer.pk}/take-back/", follow=True)
    assert "Taken back. The place is free again." in text(page)
    assert Offer.objects.get().status == "withdrawn"
    assert lead.post(f"/matching/offer/{offer.pk}/take-back/").status_code == 409


def test_take_back_by_anyone_else_is_not_found(world, sign_in):
    offer = make_offer(world)
    assert sign_in("other_coordinator").post(f"/matching/offer/{offer.pk}/take-back/").status_code == 404


# An answer on the person's word --------------------------------------------------------------------------------------


def answers(**changed):
    today = clock.today()
    said = {"said_on_day": today.day, "said_on_month": today.month, "said_on_year": today.year}
    return {"answer": "yes", "how": "phone", "said_by": "Leona", **said, **changed}


@pytest.mark.parametrize(
    ("answer", "status", "relationships"),
    [("yes", "accepted", 1), ("no", "person_declined", 0), ("not_yet", "asked_person", 0)],
)
def test_answer_for_person_writes_it_down(world, sign_in, answer, status, relationships):
    offer = make_offer(world, status="asked_person")
    coordinator = sign_in("coordinator")
    path = f"/matching/offer/{offer.pk}/answer/"
    page = coordinator.post(path, answers(answer=answer))
    assert page.status_code == 302
    assert Offer.objects.get().status == status
    assert Relationship.objects.count() == relationships


def test_answer_for_person_when_nothing_is_chosen_keeps_what_was_typed(world, sign_in):
    offer = make_offer(world, status="asked_person")
    page = sign_in("lead").post(f"/matching/offer/{offer.pk}/answer/", {"said_by": "Her sister, by phone"})
    assert page.status_code == 422
    for words in ("Select what they said", "Select how they said it", "Her sister, by phone"):
        assert words in text(page)


def test_answer_for_person_before_the_worker_has_answered_is_refused_in_words(world, sign_in):
    offer = make_offer(world)
    page = sign_in("lead").post(f"/matching/offer/{offer.pk}/answer/", answers())
    assert page.status_code == 422
    assert "Imani has not answered yet. Wait for the yes" in text(page)


@pytest.mark.parametrize("who", ["other_coordinator", "peer_worker", "person", "referrer"])
def test_answer_for_person_for_anyone_else_is_not_found(world, sign_in, who):
    offer = make_offer(world, status="asked_person")
    assert sign_in(who).get(f"/matching/offer/{offer.pk}/answer/").status_code == 404


# The whole list ------------------------------------------------------------------------------------------------------


@pytest.fixture
def two(world):
    """Two people for one worker with room for both, and what the page proposed."""
    first, second = make_ready(world, "Kit Sorrel"), make_ready(world, "Dara Quill")
    return first, second, queries.whole_list(world.lead).fingerprint


def test_whole_list_says_everything_before_anything_is_sent(world, sign_in, two):
    make_ready(world, "Bryn Castell", wants=[{"theme": "Gardening", "must": True}])
    make_offer(world, make_ready(world, "Elin Ward"), status="asked_person", reply_by=clock.today().replace(year=2020))
    said = text(sign_in("coordinator").get("/matching/"))
    for words in (
        "2 of 3 people could be offered someone",
        "Offer these 2 profiles",
        "Nothing is sent until you press.",
        "Places, before and after",
        "1 taken, 2 would be taken, 0 free",
        "Bryn Castell",
        "Offered, waiting for an answer",
        "Elin is looking.",
        "No answer by",
        "What counted",
    ):
        assert words in said
    assert Offer.objects.count() == 1


@pytest.mark.parametrize("who", EVERYBODY_ELSE)
def test_whole_list_for_anyone_else_is_not_found(world, sign_in, who):
    assert sign_in(who).get("/matching/").status_code == 404


def test_whole_list_when_nobody_waits_says_so(world, sign_in):
    said = text(sign_in("lead").get("/matching/"))
    assert "Nobody is ready to be matched just now." in said
    assert "Offer these" not in said


def test_whole_list_offers_what_is_ticked(world, sign_in, two):
    first, _second, shown = two
    page = sign_in("lead").post("/matching/", {"shown": shown, "ticked": [first.pk]}, follow=True)
    assert "1 peer worker asked." in text(page)
    assert [offer.referral for offer in Offer.objects.all()] == [first]


def test_whole_list_update_draws_what_is_ticked_and_sends_nothing(world, sign_in, two):
    _first, second, shown = two
    page = sign_in("lead").post("/matching/", {"shown": shown, "ticked": [second.pk], "update": "update"})
    assert page.status_code == 200
    assert "If you offer this one" in text(page)
    assert "0 taken, 1 would be taken, 2 free" in text(page)
    assert not Offer.objects.exists()


def test_whole_list_when_nothing_is_ticked_asks_for_one(world, sign_in, two):
    page = sign_in("lead").post("/matching/", {"shown": two[2]})
    assert page.status_code == 422
    assert "Tick at least one person" in text(page)


def test_whole_list_when_changed_since_names_who_and_sends_nothing(world, sign_in, two):
    first, _second, shown = two
    make_ready(world, "Lowri Penn")
    page = sign_in("lead").post("/matching/", {"shown": shown, "ticked": [first.pk]})
    assert page.status_code == 422
    assert "The list has changed since you opened it, for Lowri Penn." in text(page)
    assert not Offer.objects.exists()


def test_whole_list_when_one_is_refused_sends_the_rest_and_keeps_it_ticked_with_the_reason(
    world, sign_in, two, monkeypatch
):
    first, second, shown = two
    imani, chosen = worker_of(world), queries.chosen

    def last_place_goes_meanwhile(*args):
        found = chosen(*args)
        set_fields(imani, agreed_caseload=1)
        return found

    monkeypatch.setattr(queries, "chosen", last_place_goes_meanwhile)
    as_it_stood = queries.whole_list(world.lead)
    monkeypatch.setattr(queries, "whole_list", lambda actor: as_it_stood)
    page = sign_in("lead").post("/matching/", {"shown": shown, "ticked": [first.pk, second.pk]})
    assert page.status_code == 422
    said = text(page)
    assert "1 peer worker asked." in said
    assert "1 offer was not made." in said
    assert "Imani’s last place was offered to someone else a moment ago." in said
    assert "If you offer this one" in said
    assert Offer.objects.count() == 1


# The worker's own ----------------------------------------------------------------------------------------------------


def test_my_offers_says_a_first_name_and_asks_no_reason(world, sign_in):
    make_offer(world, make_ready(world, "Kit Sorrel", wants=[{"theme": "Gardening", "must": False}], days=["mon-am"]))
    make_offer(world, make_ready(world, "Dara Quill"), status="asked_person")
    said = text(sign_in("peer_worker").get("/offers/"))
    for words in ("Kit", "To get out of the house", "Gardening", "Monday mornings", "Both enjoy Gardening"):
        assert words in said
    assert "Dara is looking" in said
    assert "Sorrel" not in said
    assert "textarea" not in said
    assert said.count('class="nhsuk-button nhsuk-button--secondary"') == 2


def test_my_offers_when_none_says_so(world, sign_in):
    assert "Nobody is waiting for your answer." in text(sign_in("peer_worker").get("/offers/"))


@pytest.mark.parametrize("who", ["lead", "person", "referrer"])
def test_my_offers_for_anyone_else_is_not_found(world, sign_in, who):
    assert sign_in(who).get("/offers/").status_code == 404


@pytest.mark.parametrize(("answer", "status"), [("yes", "asked_person"), ("no", "worker_declined")])
def test_my_offers_takes_the_answer(world, sign_in, answer, status):
    offer = make_offer(world)
    imani = sign_in("peer_worker")
    assert imani.get(f"/offers/{offer.pk}/{answer}/").status_code == 404
    assert imani.post(f"/offers/{offer.pk}/{answer}/").status_code == 302
    assert Offer.objects.get().status == status
    assert imani.post(f"/offers/{offer.pk}/{answer}/").status_code == 409
    assert sign_in("other_peer_worker").post(f"/offers/{offer.pk}/{answer}/").status_code == 404
