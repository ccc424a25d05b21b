"""The staff's pages of a break, another peer worker, a whole caseload, an ending and a death."""

from datetime import timedelta

import pytest

from alongside.core import clock
from alongside.support import commands
from alongside.support.models import Break, Ending, Handover, News, Relationship
from tests.pages.story import said
from tests.support.moments import in_days, make_agreement, make_contact, make_meeting, make_need
from tests.support.passages import change, make_handover, make_next_worker
from tests.world import make_relationship, worker_of


def day(name, days):
    when = clock.today() + timedelta(days=days)
    return {f"{name}_day": when.day, f"{name}_month": when.month, f"{name}_year": when.year}


def pages_of(relationship):
    names = ("break", "another", "hand-over", "before", "before/may-read", "ending", "end-well", "close")
    return [f"/support/{relationship.pk}/{name}/" for name in names]


@pytest.mark.parametrize("who", ["other_peer_worker", "other_coordinator", "person", "referrer", "governance"])
def test_pages_when_it_is_not_theirs_are_not_found(world, sign_in, who):
    relationship = make_relationship(world)
    handover = make_handover(relationship, make_next_worker(world))
    person, worker = relationship.referral.person_id, relationship.worker_id
    for path in (
        *pages_of(relationship),
        f"/hand-overs/{handover.pk}/answer/",
        f"/workers/{worker}/move-their-people/",
        f"/people/{person}/died/",
        f"/people/{person}/death/",
    ):
        assert sign_in(who).get(path).status_code == 404, path


@pytest.mark.parametrize("who", ["lead", "coordinator", "peer_worker"])
def test_pages_when_it_is_theirs_are_there(world, sign_in, who):
    first = make_relationship(world)
    make_next_worker(world)
    commands.ask_for_another(world.person, first, stop_now=True)
    again = commands.introduce(world.lead, first.referral, worker=worker_of(world))
    for path in pages_of(again):
        assert sign_in(who).get(path).status_code == (404 if "may-read" in path and who == "peer_worker" else 200), path


def test_a_break_on_their_word_and_back_again(world, sign_in):
    relationship, imani = make_relationship(world), sign_in("peer_worker")
    told = said(
        imani.post(f"/support/{relationship.pk}/break/", {**day("until", 10), "said_by": "Her sister"}, follow=True)
    )
    assert "Leona is on a break. Their place is kept." in told
    assert "Her sister’s choice. Leona’s place is kept." in told
    assert "Take a break" not in told
    assert Break.objects.get().said_by == "Her sister"
    assert "Leona is back." in said(imani.post(f"/support/{relationship.pk}/break/end/", follow=True))
    answer = imani.post(f"/support/{relationship.pk}/break/", day("until", -3))
    assert (answer.status_code, b"Her" in answer.content) == (422, False)


def test_another_peer_worker_is_seen_by_the_lead_and_never_said_to_the_worker(world, sign_in):
    relationship = make_relationship(world)
    lead, address = sign_in("lead"), f"/support/{relationship.pk}/"
    assert lead.post(f"{address}another/", {}).status_code == 422
    told = said(lead.post(f"{address}another/", {"stop_now": "no"}, follow=True))
    assert "Leona asked for another peer worker" in told
    assert "We have not told Imani" in told
    assert "asked for another" not in said(sign_in("peer_worker").get(address))
    assert "Taken back." in said(lead.post(f"{address}another/take-back/", follow=True))
    lead.post(f"{address}another/", {"stop_now": "yes"})
    assert "We have sent Imani no words about it" in said(lead.get(address))
    assert "asked for another" not in said(sign_in("peer_worker").get(address))


def test_handing_over_shows_who_has_room_and_waits_for_their_answer(world, sign_in):
    relationship, bryn = make_relationship(world), make_next_worker(world, languages=["en", "pl"])
    coordinator, address = sign_in("coordinator"), f"/support/{relationship.pk}/"
    page = said(coordinator.get(f"{address}hand-over/"))
    assert "Bryn Talbot 3 places free. Thanet CMHT. Speaks Polish" in page
    assert coordinator.post(f"{address}hand-over/", {"because": "away"}).status_code == 422
    answers = {"worker": bryn.pk, "because": "leaving", **day("introduce_on", 4)}
    told = said(coordinator.post(f"{address}hand-over/", answers, follow=True))
    assert "Bryn Talbot is put forward to Leona. Leona’s turn to say yes or no" in told
    assert "Hand over to another peer worker" not in told
    handover = Handover.objects.get()
    assert "Taken back. The place is free again." in said(
        coordinator.post(f"/hand-overs/{handover.pk}/take-back/", follow=True)
    )


def test_handing_over_when_nobody_has_room_says_so_without_a_reason(world, sign_in):
    page = said(sign_in("lead").get(f"/support/{make_relationship(world).pk}/hand-over/"))
    assert "Nobody has a place free just now. Some peer workers are not available." in page


@pytest.mark.parametrize(("answer", "status"), [("yes", "done"), ("no", "declined")])
def test_their_answer_is_written_down_on_their_word(world, sign_in, answer, status):
    relationship, bryn = make_relationship(world), make_next_worker(world)
    handover, imani = make_handover(relationship, bryn), sign_in("peer_worker")
    address = f"/hand-overs/{handover.pk}/answer/"
    assert "Would Leona like to walk with Bryn?" in said(imani.get(address))
    assert imani.post(address, {"answer": answer}).status_code == 422
    answers = {"answer": answer, "may_read": "all", "how": "phone", "said_by": "Leona", **day("said_on", 0)}
    told = said(imani.post(address, answers, follow=True))
    handover.refresh_from_db()
    assert (handover.status, handover.written_by) == (status, "Imani Calder")
    assert ("Handed over to Bryn Talbot" in told) == (answer == "yes")


def test_the_next_worker_sees_what_was_before_as_far_as_it_may_be_read(world, sign_in):
    relationship, bryn = make_relationship(world), make_next_worker(world)
    make_agreement(relationship, purpose="To order in a café")
    make_contact(relationship, words="We saw the heron.", words_are="together")
    commands.accept_handover(world.person, make_handover(relationship, bryn))
    new = Relationship.objects.get(worker=bryn)
    theirs, address = sign_in("bryn"), f"/support/{new.pk}/"
    told = said(theirs.get(address))
    assert "Before With Imani," in told
    assert "Leona would rather begin afresh" in told
    assert "heron" not in said(theirs.get(f"{address}before/"))
    told = said(sign_in("lead").post(f"{address}before/may-read/", {"may_read": "all"}, follow=True))
    assert "Saved, as they said." in told
    told = said(theirs.get(f"{address}before/"))
    assert "To order in a café" in told
    assert "We saw the heron." in told
    assert theirs.get(f"/support/{relationship.pk}/").status_code == 404


def test_a_whole_caseload_moves_with_one_press(world, sign_in):
    relationship, bryn = make_relationship(world), make_next_worker(world)
    make_need(relationship.referral.person), make_meeting(relationship, in_days(2))
    lead, worker = sign_in("lead"), worker_of(world)
    address = f"/workers/{worker.pk}/move-their-people/"
    assert address in lead.get(f"/workers/{worker.pk}/").content.decode()
    page = said(lead.get(address))
    assert "Who could walk with Leona?" in page
    assert "Booked:" in page
    assert lead.post(address, {"because": "away"}).status_code == 422
    answers = {f"to_{relationship.pk}": bryn.pk, "because": "away", "not_just_now": "on"}
    told = said(lead.post(address, answers, follow=True))
    assert "Put forward to 1 person." in told
    assert "Asked, waiting for an answer" in told
    assert "Everyone has been asked." in told
    assert not worker_of(world).taking_on
    told = said(lead.post(f"/hand-overs/{Handover.objects.get().pk}/take-back/", {"then": "caseload"}, follow=True))
    assert "Not asked yet" in told
    handover = make_handover(relationship, bryn)
    commands.accept_handover(world.person, handover)
    assert "Leona Marsh walks with Bryn Talbot now" in said(lead.get(address))


def test_an_ending_is_prepared_in_any_order_and_then_ended_well(world, sign_in):
    relationship, imani = make_relationship(world), sign_in("peer_worker")
    address = f"/support/{relationship.pk}/"
    told = said(imani.post(f"{address}ending/", {**day("told_on", 0), "strengths": "Patience"}, follow=True))
    assert "Getting ready to end Talk it through together" in told
    assert "Patience" in told
    assert imani.post(f"{address}ending/", {**day("told_on", 3), "strengths": "Kept"}).status_code == 422
    assert "Patience" in imani.get(f"{address}ending/").content.decode()
    assert "Would you still like to?" in said(imani.get(f"{address}end-well/"))
    told = said(
        imani.post(f"{address}end-well/", {"closure_code": "02", "thanks_from_worker": "Well met."}, follow=True)
    )
    assert "Ended well. Leona can come back any day." in told
    assert "How it ended We did what we set out to do" in told
    assert Ending.objects.get().thanks_from_worker == "Well met."
    assert imani.post(f"{address}end-well/", {"closure_code": "02"}).status_code == 422


def test_closing_for_another_reason(world, sign_in):
    relationship, imani = make_relationship(world), sign_in("peer_worker")
    address = f"/support/{relationship.pk}/close/"
    assert imani.post(address, {}).status_code == 422
    told = said(imani.post(address, {"closure_code": "03"}, follow=True))
    assert "Closed. They can ask again any day." in told
    assert "They moved away" in told


def test_a_death_is_written_down_told_by_a_person_and_can_be_taken_back(world, sign_in):
    relationship = make_relationship(world)
    make_meeting(relationship, in_days(2))
    lead, imani, person = sign_in("lead"), sign_in("peer_worker"), relationship.referral.person_id
    address = f"/people/{person}/died/"
    assert address in lead.get(f"/people/{person}/").content.decode()
    assert address not in imani.get(f"/people/{person}/").content.decode()
    assert lead.get(f"/people/{person}/death/").status_code == 404
    assert lead.post(address, day("died_on", 0)).status_code == 422
    told = said(lead.post(address, {**day("died_on", 0), "teller": world.users["lead"].pk}, follow=True))
    assert "You are the one to tell Imani, in person or by phone." in told
    assert "Leona died on" in said(lead.get(f"/people/{person}/"))
    assert "Imani has not heard yet." in said(lead.get(f"/support/{relationship.pk}/"))
    answer = imani.get(f"/support/{relationship.pk}/")
    assert (answer.status_code, "died" in said(answer)) == (409, False)
    assert "Please speak to Marcia Thornby before you do anything more here." in said(answer)
    news = News.objects.get()
    assert "Look after yourself too." in said(lead.post(f"/news/{news.pk}/told/", follow=True))
    told = said(imani.get(f"/support/{relationship.pk}/"))
    assert "You do not have to carry it alone" in told
    assert "Told on" in said(lead.get(f"/people/{person}/death/"))
    assert "Taken back." in said(lead.post(f"/people/{person}/death/take-back/", follow=True))
    assert imani.get(f"/support/{relationship.pk}/").status_code == 200


def test_a_death_of_someone_with_nobody_asks_for_no_teller(world, sign_in):
    relationship = make_relationship(world)
    commands.stop_support(world.person, relationship)
    person = relationship.referral.person
    change(person, died_on=None)
    lead = sign_in("lead")
    assert "Who will tell" not in said(lead.get(f"/people/{person.pk}/died/"))
    assert lead.post(f"/people/{person.pk}/died/", day("died_on", -1)).status_code == 302
    person.refresh_from_db()
    assert person.died_on == clock.today() - timedelta(days=1)
