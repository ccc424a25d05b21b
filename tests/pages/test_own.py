"""A person's own pages: where things stand, the answers they can give, and that they see nobody else's."""

from datetime import date, timedelta

import pytest

from alongside.core import clock
from alongside.core.guard import unguarded
from alongside.core.models import AuditEvent
from alongside.matching.models import Offer
from alongside.pages.queries import own as queries
from alongside.referrals.models import Choice, Referral, Sharing
from alongside.support.models import Relationship
from alongside.workforce.models import Worker
from tests.matching.offers import make_offer, make_ready, share
from tests.pages.story import hours, make_goal, opened, said, walking
from tests.support.moments import make_agreement, make_contact, make_meeting, make_need
from tests.world import make_person, make_referral, say_yes, worker_of


def page(sign_in, who="person"):
    return said(sign_in(who).get("/my/"))


# Where things stand --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("times", [1, 3])
def test_own_page_asks_as_much_for_three_of_everything_as_for_one(world, django_assert_num_queries, times):
    leona = walking(world)
    make_agreement(leona)
    for n in range(times):
        make_meeting(leona, hours(24 * (n + 1)))
        make_contact(leona, hours(-24 * (n + 1)))
        make_goal(leona, f"Goal {n}")
        make_need(leona.referral.person, f"Need {n}")
        opened(world, leona.referral.person, ("lead", "peer_worker", "coordinator")[n])
    with django_assert_num_queries(26):
        mine = queries.own_page(world.person)
    assert (len(mine.support.contacts), len(mine.support.goals), len(mine.openings)) == (times, times, times)


def test_home_of_someone_with_a_peer_worker_shows_all_of_it(world, sign_in):
    leona = walking(world)
    make_need(leona.referral.person, "Text first, then ring")
    make_agreement(leona, boundaries="Either of us can say “not that today”.", ending_talk_on=date(2026, 12, 15))
    make_meeting(leona, hours(24))
    make_meeting(leona, hours(24 * 8))
    make_contact(leona, words="Walked twice round the lake.", words_are="together")
    make_goal(leona, "Order in a café on my own.")
    opened(world, leona.referral.person, "peer_worker")
    told = page(sign_in)
    for words in (
        "Hello Leona This is your space. You choose what happens here.",
        "Wednesday 18 November, 12:40pm In person, Riverside Park. About 45 minutes, with Imani.",
        "Text first, then ring Change the time or place Cancel this meeting You do not have to say why.",
        "After that: Wednesday 25 November, 12:40pm.",
        "Imani Calder Peer worker. With you since Tuesday 3 November.",
        "“I like walking, strong tea and not rushing.” Imani",
        "“To get out more” Leona Every week. Outside if it is dry. Either of us can say “not that today”.",
        "We plan to end on Tuesday 19 January 2027. We start to talk about it on Tuesday 15 December.",
        "“Walked twice round the lake.” Imani and you, together Add my side",
        "“Order in a café on my own.”",
        "Stop peer support You can come back",
        "Who can know what Nobody, until you say so",
        "Imani Calder , your peer worker Tuesday 17 November, 12:40pm: opened it",
    ):
        assert words in told
    assert "Meeting weekly" not in told


def test_home_before_the_first_meeting_says_who_gets_in_touch(world, sign_in):
    leona = walking(world, status="introduced")
    with unguarded():
        leona.referral.person.contact_by = "text"
        leona.referral.person.save()
        Worker.objects.update(work_phone="07700 900214")
    told = page(sign_in)
    assert "Imani will be in touch to find a time We will text you." in told
    assert "You said yes to meeting on" in told
    assert "Ring or text Imani: 07700 900214" in told


def test_home_with_nothing_booked_does_not_blame(world, sign_in):
    walking(world)
    assert "Nothing is booked just now You and Imani find the next time together" in page(sign_in)


def test_home_before_the_request_is_read_says_by_when(world, sign_in):
    referral = make_referral(world, received_at=clock.now() - timedelta(hours=1))
    told = page(sign_in)
    assert "Would you like peer support?" in told
    assert "We read your request by the end of Wednesday 18 November" in told
    with unguarded():
        Referral.objects.filter(pk=referral.pk).update(read_at=clock.now())
    assert "We read your request Done. Someone here has it in hand." in page(sign_in)


def test_home_while_looking_says_what_happens_and_never_a_place_in_a_queue(world, sign_in):
    make_ready(world, "")
    told = page(sign_in)
    assert "We are looking for someone for you" in told
    assert "If we have found nobody by Saturday 2 January 2027, we look again" in told
    assert "“To get out of the house without my sister.” Leona" in told
    assert "number" not in told.replace("NHS number", "")
    assert "Would you like peer support?" not in told


@pytest.mark.parametrize(
    ("answer", "words"),
    [("", "Nothing happens before your own yes."), ("no", "You said no for now."), ("not_yet", "You said not yet.")],
)
def test_home_without_a_yes_asks_for_one(world, sign_in, answer, words):
    referral = make_referral(world, status="accepted")
    if answer:
        say_yes(referral, answer)
    told = page(sign_in)
    assert words in told
    assert "Yes to peer support No to peer support Not yet to peer support" in told
    assert "We are looking" not in told


def test_home_when_someone_is_offered_shows_their_own_words(world, sign_in):
    offer = make_offer(world, status="asked_person")
    response = sign_in("person").get("/my/")
    assert "Someone you could meet Imani Would be glad to meet you, if you like." in said(response)
    assert f"/my/offers/{offer.pk}/" in response.content.decode()


def test_home_before_the_worker_has_agreed_shows_nobody(world, sign_in):
    make_offer(world)
    told = page(sign_in)
    assert "Imani" not in told
    assert "We are looking" in told


def test_a_profile_hidden_since_it_was_offered_is_shown_nowhere(world, sign_in):
    offer = make_offer(world, status="asked_person")
    with unguarded():
        Worker.objects.update(profile_shown_at=None)
    assert "We are looking for someone for you" in page(sign_in)
    assert sign_in("person").get(f"/my/offers/{offer.pk}/").status_code == 404


def test_home_on_hold_keeps_the_place(world, sign_in):
    make_ready(world, on_hold_until=clock.today() + timedelta(days=14))
    assert "We wait until Tuesday 1 December Your place is kept." in page(sign_in)


def test_home_after_it_ended_keeps_what_was_done(world, sign_in):
    leona = walking(world, status="ended")
    make_contact(leona, words="We said goodbye on the pier.", words_are="together")
    told = page(sign_in)
    assert "You and Imani ended on Tuesday 17 November" in told
    assert "Ask for peer support again" in told
    assert "We said goodbye on the pier." in told
    assert "Stop peer support" not in told


def test_home_when_declined_says_where_else_to_turn(world, sign_in):
    make_referral(world, status="declined", declined_words="We only work in Kent.", elsewhere="Ring the crisis line.")
    told = page(sign_in)
    assert "We only work in Kent. Where else you can turn Ring the crisis line." in told


def test_home_when_closed_before_anyone_was_chosen(world, sign_in):
    make_referral(world, status="closed")
    assert "This is finished for now" in page(sign_in)


def test_home_of_an_account_without_a_request_offers_to_ask(world, sign_in):
    told = page(sign_in)
    assert "Hello Leona" in told
    assert "We do not have a request from you." in told


def test_home_when_asked_again_after_an_ending_says_where_the_new_request_stands(world, sign_in):
    old = walking(world, status="ended")
    say_yes(make_referral(world, old.referral.person, status="accepted", received_at=clock.now()))
    assert "We are looking for someone for you" in page(sign_in)


@pytest.mark.parametrize(("day", "days", "expected"), [(16, 1, 17), (20, 1, 23), (21, 1, 23), (19, 3, 24)])
def test_working_days_leave_out_the_weekend(day, days, expected):
    assert queries.working_days_after(date(2026, 11, day), days) == date(2026, 11, expected)


# Choosing ------------------------------------------------------------------------------------------------------------


def test_my_offer_is_the_profile_with_four_answers_the_same_size(world, sign_in):
    offer = make_offer(world, status="asked_person")
    share(worker_of(world), "Gardening")
    share(worker_of(world), "Hearing voices", "coordinators")
    response = sign_in("person").get(f"/my/offers/{offer.pk}/")
    told = said(response)
    for words in (
        "I like walking",
        "Gardening",
        "Yes, I would like to meet Imani",
        "No, not this time",
        "Someone else",
    ):
        assert words in told
    assert "Hearing voices" not in told
    assert "textarea" not in response.content.decode()
    assert response.content.decode().count('class="nhsuk-button nhsuk-button--secondary"') == 4


@pytest.mark.parametrize(
    ("answer", "status", "written"),
    [
        ("yes", "accepted", "yes"),
        ("no", "person_declined", "no"),
        ("another", "person_declined", "no"),
        ("not-yet", "asked_person", "not_yet"),
    ],
)
def test_answer_offer_is_the_persons_own_choice(world, sign_in, answer, status, written):
    offer = make_offer(world, status="asked_person")
    client = sign_in("person")
    assert client.get(f"/my/offers/{offer.pk}/{answer}/").status_code == 404
    assert client.post(f"/my/offers/{offer.pk}/{answer}/").url == "/my/"
    assert Offer.objects.get().status == status
    choice = Choice.objects.get(about="first_meeting")
    assert (choice.answer, choice.how, choice.said_by, choice.written_by) == (written, "online", "Leona", "Leona Marsh")
    assert Relationship.objects.exists() == (answer == "yes")


def test_answer_offer_knows_four_answers(world, sign_in):
    offer = make_offer(world, status="asked_person")
    assert sign_in("person").post(f"/my/offers/{offer.pk}/perhaps/").status_code == 404


# Yes, no, not yet; waiting; stopping ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("answer", "written"), [("yes", "yes"), ("no", "no"), ("not-yet", "not_yet")])
def test_say_writes_the_persons_own_answer(world, sign_in, answer, written):
    make_referral(world, status="accepted")
    client = sign_in("person")
    assert client.get(f"/my/answer/{answer}/").status_code == 404
    assert client.post(f"/my/answer/{answer}/").url == "/my/"
    choice = Choice.objects.get()
    assert (choice.about, choice.answer, choice.how, choice.written_by) == (
        "peer_support",
        written,
        "online",
        "Leona Marsh",
    )
    assert AuditEvent.objects.get().action == "choice.written"
    assert client.post("/my/answer/maybe/").status_code == 404


def test_wait_and_ready_again(world, sign_in):
    make_ready(world)
    client = sign_in("person")
    assert "You do not have to say why." in said(client.get("/my/wait/"))
    typed = client.post("/my/wait/", {"until_day": "1", "until_month": "1", "until_year": "2020"})
    assert typed.status_code == 422
    assert 'value="2020"' in typed.content.decode()
    assert client.post("/my/wait/", {"until_day": "4", "until_month": "1", "until_year": "2027"}).url == "/my/"
    assert Referral.objects.get().on_hold_until == date(2027, 1, 4)
    assert client.post("/my/ready/").url == "/my/"
    assert Referral.objects.get().on_hold_until is None
    assert client.post("/my/ready/").status_code == 409


def test_stop_is_two_plain_choices_and_asks_no_reason(world, sign_in):
    leona = walking(world)
    client = sign_in("person")
    response = client.get("/my/stop/")
    assert "You do not have to say why." in said(response)
    assert "You can come back." in said(response)
    assert response.content.decode().count('class="nhsuk-button nhsuk-button--secondary"') == 2
    assert "textarea" not in response.content.decode()
    assert client.post("/my/stop/").url == "/my/"
    leona.refresh_from_db()
    assert (leona.status, leona.ended_by, leona.ended_said_by) == ("ended", "person", "Leona")
    assert client.post("/my/stop/").status_code == 404


def test_stop_while_waiting_is_a_no_that_can_be_taken_back(world, sign_in):
    make_ready(world)
    client = sign_in("person")
    assert "I do not want this now" in said(client.get("/my/stop/"))
    assert client.post("/my/stop/").url == "/my/"
    assert Choice.objects.order_by("-written_at", "-pk").filter(answer="no", written_by="Leona Marsh").exists()
    assert Referral.objects.get().status == "accepted"


def test_stop_while_choosing_gives_the_place_back(world, sign_in):
    make_offer(world, status="asked_person")
    assert sign_in("person").post("/my/stop/").url == "/my/"
    assert Offer.objects.get().status == "person_declined"
    assert Choice.objects.filter(about="peer_support", answer="no").exists()


# Nobody else's -------------------------------------------------------------------------------------------------------


def addresses(world) -> list[str]:
    """Every page of Leona's, and every button on them."""
    leona = walking(world)
    again = make_referral(world, leona.referral.person, status="accepted")
    say_yes(again)
    offer = make_offer(world, again, status="asked_person")
    meeting, contact, goal = make_meeting(leona), make_contact(leona), make_goal(leona, "Order in a café.")
    person = leona.referral.person
    need = make_need(person)
    with unguarded():
        sharing = Sharing.objects.create(
            person=person, shared_with="gp", what="nothing", given_on=clock.today(), said_by="Leona", written_by="Ines"
        )
    return [
        f"/my/offers/{offer.pk}/",
        f"/my/offers/{offer.pk}/yes/",
        f"/my/meetings/{meeting.pk}/change/",
        f"/my/meetings/{meeting.pk}/cancel/",
        f"/my/meetings/{meeting.pk}/meeting.ics",
        f"/my/written/{contact.pk}/add/",
        f"/my/goals/{goal.pk}/",
        f"/my/goals/{goal.pk}/drop/",
        f"/my/record/needs/{need.pk}/take-off/",
        f"/my/record/who-can-know/{sharing.pk}/take-back/",
    ]


def test_another_person_finds_nothing_of_it(world, sign_in):
    found = addresses(world)
    kofi = make_person(world, user="other_person")
    say_yes(make_referral(world, kofi, status="accepted", hopes="To swim.", hopes_by="Kofi"))
    client = sign_in("other_person")
    for address in found:
        assert client.get(address).status_code == 404, address
        assert client.post(address).status_code == 404, address
    told = "".join(said(client.get(page)) for page in ("/my/", "/my/record/", "/my/goals/"))
    assert "To swim." in told
    for words in ("Leona", "sister", "café", "Riverside"):
        assert words not in told


PAGES = ("/my/", "/my/goals/", "/my/record/", "/my/written/", "/my/stop/", "/my/wait/", "/my/help/")
MORE = ("/my/record/reach-me/", "/my/record/needs/", "/my/record/who-can-know/")


@pytest.mark.parametrize("who", ["lead", "coordinator", "peer_worker", "team_manager", "referrer", "governance"])
def test_own_pages_are_for_persons_alone(world, sign_in, who):
    found = addresses(world)
    client = sign_in(who)
    for address in (*found, *PAGES, *MORE):
        assert client.get(address).status_code == 404, address
    for address in (*found, "/my/stop/", "/my/ready/", "/my/answer/yes/"):
        assert client.post(address).status_code == 404, address


def test_own_pages_without_a_request_are_not_found_but_the_first_and_help(world, sign_in):
    client = sign_in("person")
    for address in (*PAGES, *MORE):
        assert (client.get(address).status_code == 200) == (address in ("/my/", "/my/help/")), address


def test_help_now_gives_the_numbers_first(world, sign_in):
    told = said(sign_in("person").get("/my/help/"))
    assert "NHS 111 111 choose the mental health option" in told
    assert "Call 999" in told
