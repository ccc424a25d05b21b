"""Today says who is asked to speak, where somebody speaks soon, and what waits for those who plan."""

import pytest

from alongside.outreach import queries
from tests.outreach.setting_up import make_ask, make_speaker, make_talk
from tests.pages.story import said
from tests.world import worker_of


@pytest.mark.parametrize("many", [1, 3])
def test_outreach_day_asks_as_much_for_three_of_each_as_for_one(world, django_assert_num_queries, many):
    for n in range(many):
        make_speaker(make_talk(world, hours=24 * (20 + n)), worker_of(world))
        make_speaker(make_talk(world, hours=24 * (n + 1)), worker_of(world), "yes")
        make_speaker(make_talk(world, hours=24 * (30 + n)), worker_of(world), "yes")
        make_speaker(make_talk(world, hours=24 * (n + 1)), worker_of(world), "no")
        make_speaker(make_talk(world, hours=-24 * (n + 1), status="given"), worker_of(world), "spoke")
        make_talk(world, hours=-24 * (n + 2))
        make_ask()
    imani, lead = world.peer_worker, world.lead
    with django_assert_num_queries(1):
        mine = queries.outreach_day(imani)
    assert (len(mine.asked), len(mine.coming), mine.asks, mine.to_write_up, mine.owed) == (many, many, 0, 0, 0)
    with django_assert_num_queries(3):
        theirs = queries.outreach_day(lead)
    assert (theirs.asked, theirs.coming) == ((), ())
    assert (theirs.asks, theirs.late, theirs.to_write_up, theirs.owed) == (many, 0, many, many)


def test_a_talk_that_is_called_off_or_has_begun_is_not_asked_about(world):
    make_speaker(make_talk(world, status="cancelled"), worker_of(world))
    make_speaker(make_talk(world, hours=-0.5), worker_of(world))
    assert queries.outreach_day(world.peer_worker).is_empty


def test_today_leads_whoever_is_asked_to_speak_to_their_answer(world, sign_in):
    client = sign_in("peer_worker")
    assert "Talks and teaching All" not in said(client.get("/today/"))
    speaker = make_speaker(make_talk(world), worker_of(world))
    page = client.get("/today/")
    assert "Would you speak? Yes and no are both fine" in said(page)
    assert f'href="/talks/speaking/{speaker.pk}/answer/"' in page.content.decode()


def test_today_shows_those_who_plan_what_waits(world, sign_in):
    make_ask(reply_by=make_talk(world, hours=-200).starts_at.date())
    page = said(sign_in("lead").get("/today/"))
    assert "1 ask for a peer’s voice To answer, to agree or to plan. 1 past the day we said Late" in page
    assert "1 talk to write up" in page
