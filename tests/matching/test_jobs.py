"""Late answers are asked for again once; places that nobody waits for any more come back."""

from datetime import timedelta

from alongside.core import clock
from alongside.core.actors import process
from alongside.core.models import Notice
from alongside.matching import jobs
from alongside.referrals.commands import seal_record
from tests.matching.offers import make_offer, make_ready, set_fields

JOB = process("matching.jobs")


def test_remind_of_offers_reminds_once(world):
    offer = make_offer(world, reply_by=clock.today() - timedelta(days=1))
    jobs.remind_of_offers(JOB)
    jobs.remind_of_offers(JOB)
    offer.refresh_from_db()
    assert offer.reminded_at
    assert Notice.objects.filter(to="imani@example.org").count() == 1


def test_give_places_back_takes_back_what_nobody_waits_for_and_says_nothing_to_the_person(world):
    gone, kept = make_offer(world, status="asked_person"), make_offer(world, make_ready(world, "Kit Sorrel"))
    set_fields(gone.referral, status="closed", closed_at=clock.now(), closure_code="07")
    jobs.give_places_back(JOB)
    gone.refresh_from_db()
    kept.refresh_from_db()
    assert (gone.status, kept.status) == ("withdrawn", "asked_worker")
    assert not Notice.objects.filter(to="leona@example.org").exists()


def test_give_places_back_takes_back_what_was_asked_about_a_record_sealed_since_and_leaves_the_choice_of_the_person(
    world,
):
    asked = make_offer(world)
    to_choose = make_offer(world, make_ready(world, "Kit Sorrel"), status="asked_person")
    for offer in (asked, to_choose):
        seal_record(world.lead, offer.referral.person, said_by="Their own word")
    jobs.give_places_back(JOB)
    asked.refresh_from_db()
    to_choose.refresh_from_db()
    assert (asked.status, to_choose.status) == ("withdrawn", "asked_person")
    assert not Notice.objects.filter(to="leona@example.org").exists()
