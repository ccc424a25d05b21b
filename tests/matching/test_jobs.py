"""Late answers are asked for again once; places that nobody waits for any more come back."""

from datetime import timedelta

from alongside.core import clock
from alongside.core.actors import process
from alongside.core.models import Notice
from alongside.matching import jobs
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
