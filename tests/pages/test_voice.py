"""The overview says, beside the numbers of support, what is given beyond the service, and if supervision is kept."""

import re
from datetime import timedelta

import pytest

from alongside.core import clock
from alongside.core.guard import unguarded
from alongside.pages.queries.voice import said_beside
from alongside.support.models import TeamWork
from tests.outreach.setting_up import make_contribution, make_talk
from tests.pages.story import said
from tests.supervision.setting_up import make_session, make_supervision
from tests.world import worker_of


def some(world, many: int) -> None:
    together = make_supervision(world, worker_of(world), days_ago=200)
    for n in range(many):
        make_talk(world, hours=-24 * (n + 1), status="given", head_count=10)
        make_talk(world, hours=-24 * 400, status="given", head_count=99)
        make_contribution(title=f"The network, part {n}")
        make_session(together, days=-n - 1, status="held")
        with unguarded():
            TeamWork.objects.create(
                once=f"work-{n}",
                worker=worker_of(world),
                team=world.thanet,
                on=clock.today(),
                kind=TeamWork.Kind.values[0],
                minutes=60,
                written_at=clock.now(),
            )


@pytest.mark.parametrize("many", [1, 3])
def test_said_beside_asks_as_much_for_three_of_each_as_for_one(world, django_assert_num_queries, many):
    some(world, many)
    lead = world.lead
    with django_assert_num_queries(5):
        found = {row.key: (row.number, row.of) for row in said_beside(lead)}
    assert found == {
        "talks": (many, None),
        "reached": (10 * many, None),
        "contributions": (many, None),
        "supervision": (1, 1),
        "team-work": (many, None),
    }


def test_supervision_that_is_overdue_is_not_on_time(world):
    make_supervision(world, worker_of(world), days_ago=200)
    one = next(row for row in said_beside(world.lead) if row.key == "supervision")
    assert (one.number, one.of) == (0, 1)


def test_overview_shows_them_for_the_whole_service_and_every_one_opens_its_page(world, sign_in):
    some(world, 2)
    lead = sign_in("lead")
    page = lead.get("/overview/")
    assert "Beside the support itself 2 talks given" in said(page)
    assert "1 of 1 supervisions on time" in said(page)
    part = page.content.decode().split('id="beside"')[1]
    links = re.findall(r'href="([^"]+)" class="app-number__link"', part)
    assert len(links) == 5
    assert all(lead.get(link).status_code == 200 for link in links)
    assert "Beside the support itself" not in said(lead.get(f"/overview/?pathway={world.community.pk}"))
    assert sign_in("coordinator").get("/overview/").status_code == 200


def test_work_with_teams_of_long_ago_is_not_counted(world):
    some(world, 1)
    with unguarded():
        TeamWork.objects.update(on=clock.today() - timedelta(days=200))
    assert next(row for row in said_beside(world.lead) if row.key == "team-work").number == 0


def test_today_says_whom_a_supervisor_is_due_to_meet_until_a_day_is_named(world, sign_in):
    together = make_supervision(world, by="team_manager", days_ago=60)
    page = said(sign_in("team_manager").get("/today/"))
    assert "1 person is due to meet you, with no day named Imani Calder" in page
    make_session(together)
    assert "due to meet you" not in said(sign_in("team_manager").get("/today/"))
