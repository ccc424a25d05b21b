"""Who is suggested to whom, in words that leak nothing."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist

from alongside.accounts.models import Site
from alongside.core import clock
from alongside.core.actors import VISITOR, process
from alongside.core.errors import NotAllowed
from alongside.core.guard import unguarded
from alongside.core.models import Opening
from alongside.matching import queries
from tests.matching.offers import keep_away, make_offer, make_peer, make_ready, set_fields, share
from tests.world import make_referral, make_relationship, say_yes, worker_of


def want(theme, must=False):
    return {"theme": theme, "must": must}


# Places --------------------------------------------------------------------------------------------------------------


def test_room_counts_people_and_open_offers_together(world):
    imani = worker_of(world)
    make_relationship(world)
    make_offer(world, make_ready(world, "Kit Sorrel"), status="asked_person")
    make_offer(world, make_ready(world, "Dara Quill"), status="withdrawn")
    room = queries.room_of([imani])[imani.pk]
    assert (room.agreed, room.taken, room.offered, room.free) == (3, 1, 1, 1)
    assert queries.open_offer_counts([imani.pk]) == {imani.pk: 1}


def test_room_when_fewer_places_are_agreed_than_taken_is_none(world):
    imani = set_fields(worker_of(world), agreed_caseload=0)
    make_relationship(world)
    assert queries.room_of([imani])[imani.pk].free == 0


# One person ----------------------------------------------------------------------------------------------------------


def test_shortlist_puts_the_best_first_and_counts_what_is_met(world):
    imani, shireen = worker_of(world), make_peer(world, "Shireen Pascoe")
    for theme in ("Gardening", "Hearing voices"):
        share(shireen, theme)
    share(imani, "Gardening")
    referral = make_ready(
        world, wants=[want("Gardening", must=True), want("Hearing voices"), want("Being a parent")], days=["mon-am"]
    )
    page = queries.shortlist(world.coordinator, referral.pk)
    assert [one.worker for one in page.suggestions] == ["Shireen Pascoe", "Imani Calder"]
    best = page.suggestions[0]
    assert best.meets == "The one must, and 2 of 3 likes"
    assert best.why == (
        "As asked: gardening",
        "Shares experience of hearing voices",
        "Free on Monday mornings",
        "Meets people in Thanet",
    )
    assert best.know == ("Does not say: being a parent. They may not wish to",)
    assert (best.teams, best.room.free, page.problem, page.days) == ("Thanet CMHT", 3, "", "Monday mornings")


@pytest.mark.parametrize(
    ("musts", "likes", "meets"),
    [([], [], ""), (["Gardening"], [], "The one must"), ([], ["Gardening"], "1 of 1 like")],
)
def test_shortlist_counts_only_what_was_asked(world, musts, likes, meets):
    share(worker_of(world), "Gardening")
    wants = [want(theme, must=True) for theme in musts] + [want(theme) for theme in likes]
    assert queries.shortlist(world.lead, make_ready(world, wants=wants).pk).suggestions[0].meets == meets


def test_shortlist_shows_three_and_everyone_when_asked(world):
    for name in ("Shireen Pascoe", "Noor Halden", "Tomasz Wren"):
        make_peer(world, name)
    referral = make_ready(world)
    page = queries.shortlist(world.lead, referral.pk)
    assert (len(page.suggestions), page.more) == (3, 1)
    page = queries.shortlist(world.lead, referral.pk, everyone=True)
    assert (len(page.suggestions), page.more) == (4, 0)


def test_shortlist_is_logged_as_an_opening(world):
    referral = make_ready(world)
    queries.shortlist(world.lead, referral.pk)
    opening = Opening.objects.get()
    assert (opening.actor_name, opening.subject_id) == ("Marcia Thornby", referral.person_id)


@pytest.mark.parametrize("who", ["other_coordinator", "peer_worker", "referrer", "person", "governance"])
def test_shortlist_for_anyone_else_does_not_exist(world, who):
    with pytest.raises(ObjectDoesNotExist):
        queries.shortlist(world.actor(who), make_ready(world).pk)


def test_shortlist_while_an_offer_is_open_shows_it_and_the_others(world):
    shireen = make_peer(world, "Shireen Pascoe")
    offer = make_offer(world, status="asked_person")
    page = queries.shortlist(world.lead, offer.referral_id)
    assert (page.offer.worker, page.offer.with_person, page.offer.late) == ("Imani Calder", True, False)
    assert [one.worker_id for one in page.suggestions] == [shireen.pk]
    assert page.problem == ""


def test_shortlist_when_not_ready_says_why_and_suggests_nobody(world):
    referral = make_ready(world, on_hold_until=clock.today() + timedelta(days=30))
    page = queries.shortlist(world.lead, referral.pk)
    assert page.problem.startswith("Leona asked to wait until")
    assert page.suggestions == ()


def test_shortlist_when_nobody_fits_says_what_would_help(world):
    page = queries.shortlist(world.lead, make_ready(world, wants=[want("Gardening", must=True)]).pk)
    assert page.nobody_because == ("Must: gardening", "Must work in Community")
    assert page.would_help == ("If “gardening” were a wish and not a must",)


def test_shortlist_after_not_this_time_leaves_that_worker_out(world):
    offer = make_offer(world, status="worker_declined")
    page = queries.shortlist(world.lead, offer.referral_id)
    assert page.suggestions == ()
    assert page.some_not_available


def test_shortlist_tells_what_was_offered_before_without_who_said_no_or_why(world):
    referral = make_ready(world)
    make_offer(world, referral, status="worker_declined")
    make_offer(world, referral, worker=make_peer(world, "Shireen Pascoe"), status="person_declined")
    make_offer(world, referral, worker=make_peer(world, "Noor Halden"), status="withdrawn")
    before = queries.shortlist(world.lead, referral.pk).before
    assert {(one.worker, one.words) for one in before} == {
        ("Imani Calder", "Not this time"),
        ("Shireen Pascoe", "Not this time"),
        ("Noor Halden", "Taken back"),
    }


def test_shortlist_after_walking_together_leaves_that_worker_out(world):
    offer = make_offer(world, status="accepted")
    page = queries.shortlist(world.lead, offer.referral_id)
    assert page.suggestions == ()


def test_shortlist_puts_someone_they_ended_well_with_before_first(world):
    make_peer(world, "Shireen Pascoe")
    before = make_offer(world, status="accepted")
    set_fields(before.referral, status="closed", closed_at=clock.now(), closure_code="07")
    make_relationship(world, before.referral, status="ended")
    with unguarded():
        before.referral.relationships.update(ended_by="both")
    again = make_referral(world, before.referral.person, status="accepted")
    say_yes(again)
    first = queries.shortlist(world.lead, again.pk).suggestions[0]
    assert first.worker == "Imani Calder"
    assert "They have met before" in first.why


def test_shortlist_counts_a_language_only_where_it_is_not_english(world):
    imani = set_fields(worker_of(world), languages=["en", "pl"])
    referral = make_ready(world)
    assert not any("Speaks" in why for why in queries.shortlist(world.lead, referral.pk).suggestions[0].why)
    set_fields(referral.person, language="pl")
    (one,) = queries.shortlist(world.lead, referral.pk).suggestions
    assert one.worker_id == imani.pk
    assert "Speaks Polish" in one.why


# What a worker shows to few ------------------------------------------------------------------------------------------


def test_what_is_only_for_matching_ranks_but_is_never_said(world):
    imani, shireen = worker_of(world), make_peer(world, "Shireen Pascoe")
    share(imani, "Hearing voices", "matching")
    referral = make_ready(world, wants=[want("Hearing voices")])
    page = queries.shortlist(world.lead, referral.pk)
    first, second = page.suggestions
    assert (first.worker_id, second.worker_id) == (imani.pk, shireen.pk)
    assert (first.meets, first.why, first.know) == (second.meets, second.why, second.know)
    assert not any("hearing voices" in said for said in first.because)


def test_what_meets_a_must_but_is_shown_to_nobody_is_not_said(world):
    share(worker_of(world), "Hearing voices", "matching")
    (one,) = queries.shortlist(world.lead, make_ready(world, wants=[want("Hearing voices", must=True)]).pk).suggestions
    assert not any("hearing voices" in said for said in (*one.why, *one.know, *one.because))


def test_what_is_for_coordinators_is_said_to_them_and_not_kept_with_the_offer(world):
    share(worker_of(world), "Hearing voices", "coordinators")
    (one,) = queries.shortlist(world.lead, make_ready(world, wants=[want("Hearing voices")]).pk).suggestions
    assert "Shares experience of hearing voices" in one.why
    assert not any("hearing voices" in said for said in one.because)


def test_what_a_person_ruled_out_never_tells_what_a_worker_shows_to_nobody(world):
    share(worker_of(world), "Hearing voices", "matching")
    page = queries.shortlist(world.lead, make_ready(world, ruled_out=["Hearing voices"]).pk)
    assert page.suggestions == ()
    assert not any("hearing voices" in why for why in (*page.nobody_because, *page.would_help))


# The whole list ------------------------------------------------------------------------------------------------------


def test_whole_list_puts_urgent_first_and_keeps_those_with_an_offer_apart(world):
    make_peer(world, "Shireen Pascoe")
    long = make_ready(world, "Kit Sorrel", received_at=clock.now() - timedelta(days=90))
    urgent = make_ready(world, "Dara Quill", urgent_reason="Leaves the ward on Friday")
    offer = make_offer(world)
    nobody = make_ready(world, "Bryn Castell", wants=[want("Gardening", must=True)])
    plan = queries.whole_list(world.coordinator)
    assert [row.referral_id for row in plan.rows] == [urgent.pk, long.pk]
    assert plan.rows[1].days > plan.rows[0].days
    assert [row.referral_id for row in plan.nobody] == [nobody.pk]
    assert [row.id for row in plan.offered] == [offer.pk]
    assert plan.ready == 3


def test_whole_list_says_who_would_lose_by_a_better_fit(world):
    shireen = make_peer(world, "Shireen Pascoe", agreed_caseload=1)
    share(shireen, "Being a parent")
    share(shireen, "Gardening")
    make_ready(world, "Maeve Rushton", wants=[want("Gardening")])
    make_ready(world, "Dara Quill", wants=[want("Being a parent", must=True)])
    plan = queries.whole_list(world.lead)
    maeve = next(row for row in plan.rows if row.person == "Maeve Rushton")
    assert (
        "Shireen Pascoe fits Maeve Rushton better, but is the only one free who fits Dara Quill"
        in maeve.suggestion.know
    )


def test_whole_list_draws_places_for_what_is_ticked(world):
    first, second = make_ready(world, "Kit Sorrel"), make_ready(world, "Dara Quill")
    plan = queries.whole_list(world.lead)
    assert plan.places([first.pk, second.pk]) == [("Imani Calder", 0, 2, 1)]
    assert plan.places([second.pk]) == [("Imani Calder", 0, 1, 2)]


def test_whole_list_knows_who_changed_since(world):
    first = make_ready(world, "Kit Sorrel")
    before = queries.whole_list(world.lead)
    assert before.changed_since(before.fingerprint) == ()
    make_ready(world, "Dara Quill")
    make_offer(world, first)
    assert queries.whole_list(world.lead).changed_since(before.fingerprint) == ("Dara Quill", "Kit Sorrel")
    assert before.changed_since("gone:gone " + before.fingerprint) == ("someone who no longer waits",)


@pytest.mark.parametrize("who", ["peer_worker", "referrer", "person", "governance", "administrator"])
def test_whole_list_for_anyone_else_is_not_allowed(world, who):
    with pytest.raises(NotAllowed):
        queries.whole_list(world.actor(who))


def test_whole_list_is_only_of_ones_own_part(world):
    make_ready(world)
    assert queries.whole_list(world.other_coordinator).ready == 0


# Nothing private shows -----------------------------------------------------------------------------------------------


@pytest.fixture(params=["one person", "whole list"])
def words(request, world, sign_in):
    """Every word of a page, tokens aside, with the worker kept apart in whichever way."""

    def read(referral):
        path = f"/matching/{referral.pk}/" if request.param == "one person" else "/matching/"
        page = sign_in("lead").get(path).content.decode()
        return re.sub(r'name="csrfmiddlewaretoken" value="\w+"|nonce="[^"]*"', "", page)

    return read


@pytest.mark.parametrize("others", [0, 1])
def test_a_private_bar_reads_exactly_like_leave(world, words, others):
    imani = worker_of(world)
    share(imani, "Gardening")  # so that she comes first where she may
    if others:
        make_peer(world, "Shireen Pascoe")
    referral = make_ready(world, wants=[want("Gardening")])
    away = keep_away(imani, name="Leona Marsh")
    kept_apart = words(referral)
    with unguarded():
        away.delete()
    set_fields(imani, taking_on=False)
    on_leave = words(referral)
    assert kept_apart == on_leave
    set_fields(imani, taking_on=True)
    assert words(referral) != on_leave


# The number of questions asked of the database -----------------------------------------------------------------------


@pytest.mark.parametrize("rows", [1, 3])
def test_shortlist_asks_as_often_for_three_as_for_one(world, rows, django_assert_num_queries):
    for n in range(rows):
        make_ready(world, f"Kit Sorrel{n}")
        share(make_peer(world, f"Peer{n} Worker"), "Gardening")
    referral = make_ready(world, wants=[want("Gardening")])
    actor = world.lead
    with django_assert_num_queries(SHORTLIST):
        queries.shortlist(actor, referral.pk)


@pytest.mark.parametrize("rows", [1, 3])
def test_whole_list_asks_as_often_for_three_as_for_one(world, rows, django_assert_num_queries):
    for n in range(rows):
        make_ready(world, f"Kit Sorrel{n}")
        make_ready(world, f"Bryn Castell{n}", wants=[want("Football", must=True)])
        make_offer(world, make_ready(world, f"Dara Quill{n}"), worker=make_peer(world, f"Peer{n} Worker"))
    actor = world.lead
    with django_assert_num_queries(WHOLE_LIST):
        queries.whole_list(actor)


@pytest.mark.parametrize("rows", [1, 3])
def test_offers_for_worker_asks_as_often_for_three_as_for_one(world, rows, django_assert_num_queries):
    for n in range(rows):
        make_offer(world, make_ready(world, f"Kit Sorrel{n}"))
        make_offer(world, make_ready(world, f"Dara Quill{n}"), status="asked_person")
    actor = world.peer_worker
    with django_assert_num_queries(2):
        queries.offers_for_worker(actor)


SHORTLIST = 22
WHOLE_LIST = 18


# The worker and the person -------------------------------------------------------------------------------------------


def test_offers_for_worker_say_a_first_name_and_what_they_hope_for(world):
    offer = make_offer(world, make_ready(world, "Kit Sorrel", wants=[want("Gardening")], days=["mon-am"]))
    (asked,) = queries.offers_for_worker(world.peer_worker).asked
    assert (asked.id, asked.called, asked.wants, asked.days) == (offer.pk, "Kit", ("Gardening",), "Monday mornings")
    assert "Sorrel" not in str(asked)


@pytest.mark.parametrize(
    ("status", "says"),
    [
        ("asked_person", "looking"),
        ("accepted", "yes"),
        ("worker_declined", "your_no"),
        ("person_declined", "not_this_time"),
    ],
)
def test_offers_for_worker_say_what_became_of_it(world, status, says):
    make_offer(world, status=status)
    (said,) = queries.offers_for_worker(world.peer_worker).said
    assert said.status == says


def test_offers_for_worker_never_tell_a_no_from_a_taking_back(world):
    make_offer(world, make_ready(world, "Kit Sorrel"), status="person_declined")
    make_offer(world, make_ready(world, "Dara Quill"), status="withdrawn", worker_answered_at=clock.now())
    assert {said.status for said in queries.offers_for_worker(world.peer_worker).said} == {"not_this_time"}


def test_offers_for_worker_forget_after_a_fortnight(world):
    make_offer(world, status="accepted", closed_at=clock.now() - timedelta(days=15))
    assert queries.offers_for_worker(world.peer_worker).said == ()


def test_offers_for_worker_are_only_their_own(world):
    make_offer(world)
    assert queries.offers_for_worker(world.other_peer_worker).asked == ()
    with pytest.raises(NotAllowed):
        queries.offers_for_worker(world.lead)


def test_offers_for_person_show_todays_profile_once_the_worker_has_said_yes(world):
    imani = worker_of(world)
    shared = share(imani, "Gardening")
    offer = make_offer(world)
    assert queries.offers_for_person(world.person) == ()
    set_fields(offer, status="asked_person", worker_answered_at=clock.now())
    (one,) = queries.offers_for_person(world.person)
    assert (one.id, one.profile.first_name, one.profile.offerings) == (offer.pk, "Imani", (("Gardening", ""),))
    set_fields(shared, withdrawn_at=clock.now())
    (one,) = queries.offers_for_person(world.person)
    assert one.profile.offerings == ()
    set_fields(imani, profile_shown_at=None)
    assert queries.offers_for_person(world.person) == ()
    assert queries.offers_for_person(world.other_person) == queries.offers_for_person(world.lead) == ()


def test_one_offer_is_found_by_those_it_is_for_and_by_nobody_else(world):
    offer = make_offer(world, status="asked_person")
    for who, get in (
        ("coordinator", queries.get_offer),
        ("peer_worker", queries.get_asked),
        ("person", queries.get_own),
    ):
        assert get(world.actor(who), offer.pk) == offer
    for who, get in (
        ("other_coordinator", queries.get_offer),
        ("peer_worker", queries.get_offer),
        ("other_peer_worker", queries.get_asked),
        ("lead", queries.get_asked),
        ("other_person", queries.get_own),
        ("lead", queries.get_own),
    ):
        with pytest.raises(ObjectDoesNotExist):
            get(world.actor(who), offer.pk)
    with pytest.raises(ObjectDoesNotExist):
        queries.get_own(VISITOR, offer.pk)


def test_jobs_find_late_and_stranded_offers(world):
    late = make_offer(world, make_ready(world, "Kit Sorrel"), reply_by=clock.today() - timedelta(days=1))
    make_offer(world, make_ready(world, "Dara Quill"), reply_by=clock.today())
    stranded = make_offer(world, make_ready(world, "Shay Underhill"))
    set_fields(stranded.referral, status="closed", closed_at=clock.now(), closure_code="07")
    job = process("matching.jobs")
    assert list(queries.late_offers(job)) == [late]
    assert list(queries.stranded_offers(job)) == [stranded]
    set_fields(late, reminded_at=clock.now())
    assert list(queries.late_offers(job)) == []


@pytest.mark.parametrize(("area", "fits"), [("A small village", True), (" thanet ", True), ("Canterbury", False)])
def test_a_town_rules_out_only_when_it_is_another_area_of_the_service(world, area, fits):
    with unguarded():
        Site.objects.create(name="Larch House", organisation=world.service.organisation, area="Canterbury")
    referral = make_ready(world)
    set_fields(referral.person, area=area)
    assert bool(queries.shortlist(world.coordinator, referral.pk).suggestions) is fits
