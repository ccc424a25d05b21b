"""The whole service: every number is the sum of the rows it opens, within what the reader may see."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from alongside.core import clock, kept
from alongside.core.errors import NotAllowed
from alongside.core.guard import unguarded
from alongside.pages.queries import overview as queries
from alongside.pages.queries import today
from alongside.pages.queries.measures import MEASURES
from alongside.referrals import queries as referrals
from alongside.support import commands as support_commands
from alongside.support import queries as support
from alongside.support.models import Break, Handover
from alongside.workforce import queries as workforce
from tests.matching.offers import make_offer, make_peer, make_ready, named
from tests.pages.story import hours, said, walking
from tests.referrals.people import need
from tests.support.moments import make_agreement, make_contact, make_meeting
from tests.support.test_group_contacts import in_group
from tests.support.worries import tell
from tests.world import make_person, make_referral, worker_of


def some_of_everything(world, people: int) -> None:
    """That many people of everything that is counted; those quiet have no agreement either."""
    for name in ("Kit Sorrel", "Dara Quill", "Una Price")[:people]:
        make_ready(world, name)
        quiet = walking(world, name.replace(" ", "a "))
        make_contact(quiet, hours(-24 * 30))
        fine = walking(world, name.replace(" ", "b "))
        make_agreement(fine, planned_end_on=clock.today() + timedelta(weeks=2))
        make_contact(fine, hours(-24 * 4), copied_at=clock.now(), words="A walk.", words_are="not_seen")
        make_contact(fine, hours(-24), copied_at=clock.now(), attendance="3", minutes=None)
        make_meeting(fine, hours(-24))
        need(fine.referral.person, "Large print", review_on=clock.today())
        make_referral(world, make_person(world, user=None, **named(name.replace(" ", "c "))))
        make_peer(world, name.replace(" ", "d "))
        new = walking(world, name.replace(" ", "e "), status="introduced")
        away = walking(world, name.replace(" ", "f "), status="on_break")
        make_agreement(away)
        with unguarded():
            new.referral.choices.all().delete()
            away.change_asked_at = clock.now()
            away.save()
            Break.objects.create(
                relationship=away,
                starts_on=clock.today() - timedelta(days=9),
                until=clock.today(),
                said_by="Una",
                written_by="Una",
                written_at=clock.now(),
            )
            Handover.objects.create(
                relationship=away,
                to_worker=worker_of(world, "other_peer_worker"),
                because="away",
                asked_at=clock.now(),
                asked_by="Marcia Thornby",
            )


@pytest.mark.parametrize("people", [0, 1, 3])
def test_overview_asks_as_much_for_three_people_as_for_one(world, django_assert_num_queries, people):
    some_of_everything(world, people)
    lead = world.lead
    with kept.keeping(), django_assert_num_queries(41 if not people else 43):
        page = queries.overview(lead)
    numbers = {key: number.number for key, number in page.numbers.items()}
    assert numbers == {
        "waiting": people,
        "supported": 4 * people,
        "free": {0: 6, 1: 5, 3: 9}[people],
        "contacts": people,
        "not-copied": people,
        **dict.fromkeys(
            ("quiet", "endings", "to-plan", "agreements", "needs", "no-yes", "unseen", "owed", "hand-overs", "breaks"),
            people,
        ),
        "unread": people,
        "changes": people,
    }


@pytest.mark.parametrize("who", ["lead", "coordinator"])
@pytest.mark.parametrize("pathway", ["", "community", "acute"])
def test_each_number_is_how_many_rows_it_opens(world, sign_in, pathway, who):
    some_of_everything(world, 2)
    pk = getattr(world, pathway).pk if pathway else ""
    client, actor = sign_in(who), world.actor(who)
    for key, measure in MEASURES.items():
        page = client.get(f"/overview/{key}/", {"pathway": pk})
        shown = page.content.decode()
        rows = shown[shown.index("<tbody") : shown.index("</tbody>")].split("<tr")[1:] if "<tbody" in shown else []
        places = [int(m.group(1)) for row in rows if (m := re.search(r"(\d+) free", row))]
        added = sum(places) if key == "free" else len(rows)
        assert queries.number(actor, key, pk).number == added, key
        assert f"{added} {measure.name}" in said(page)
        assert (added > 0) == (pathway != "acute" or (key == "free" and who == "lead")), key
        if pathway:
            assert f"{getattr(world, pathway).name} only" in said(page)


def test_a_number_on_the_overview_is_the_one_its_page_says(world, sign_in):
    some_of_everything(world, 3)
    lead = sign_in("lead")
    for address in ("/overview/", f"/overview/?pathway={world.community.pk}"):
        page = lead.get(address).content.decode()
        links = dict(re.findall(r'href="(/overview/[\w-]+/[^"]*)"[^>]*>(?:<[^>]+>)*(\d+)', page))
        assert len(links) >= 8
        for link, number in links.items():
            assert re.search(rf"{number} [a-z]", said(lead.get(link))), link
            assert ("?pathway=" in link) or address == "/overview/"


def test_contacts_made_in_groups_are_among_those_to_copy_and_open_the_person(world, sign_in):
    make_contact(walking(world), hours(-24))
    referral = make_referral(world, make_person(world, user=None, **named("Kit Sorrel")), status="accepted")
    contact = in_group(world, referral)
    in_group(world, make_referral(world, make_person(world, user=None), status="accepted", pathway=world.acute))
    lead = world.lead
    by_pathway = {pk: queries.number(lead, "not-copied", pk).number for pk in ("", world.community.pk, world.acute.pk)}
    assert by_pathway == {"": 3, world.community.pk: 2, world.acute.pk: 1}
    for actor in (lead, world.coordinator, world.other_coordinator):
        assert queries.number(actor, "not-copied").number == len(support.to_copy(actor, whole_team=True))
    assert support.reached_contacts(lead).count() == 1  # a group is no meeting of two: not among a week's contacts
    page = sign_in("coordinator").get("/overview/not-copied/").content.decode()
    assert f'href="/people/{referral.person_id}/"' in page
    assert "in a group with Imani Calder" in page
    support_commands.take_back_group_contact(lead, contact)
    assert queries.number(lead, "not-copied").number == 2


def test_numbers_agree_with_the_lists_of_the_slices_and_with_today(world):
    some_of_everything(world, 3)
    make_offer(world)
    lead = world.lead
    numbers = {key: number.number for key, number in queries.overview(lead).numbers.items()}
    assert numbers["waiting"] == len(referrals.waiting(lead)) == 4
    assert numbers["supported"] == support.everyone(lead).count()
    assert numbers["not-copied"] == len(support.to_copy(lead, whole_team=True))
    assert numbers["unread"] == sum(row.unread for row in referrals.requests(lead))
    assert numbers["free"] == sum(row.free for row in workforce.workers(lead))
    every = support.people_rows(lead, support.everyone(lead))
    mine = support.my_people(world.peer_worker)
    for key, due in support.DUE.items():
        assert numbers[key] == support.everyone(lead, key=key).count() == sum(key in row.due for row in every)
        assert due.private or numbers[key] == sum(key in row.due for row in mine)
    needed = today.needed_today(lead)
    assert {key: numbers[key] for key in needed.due} == needed.due
    assert numbers["owed"] == len(support.owed(world.peer_worker))


def test_places_free_leaves_out_what_is_taken_on_offer_or_not_just_now(world):
    def free() -> int:
        return queries.number(world.lead, "free").number

    assert free() == 6
    walking(world, "Kofi Addo")
    assert free() == 5
    make_offer(world)
    assert free() == 4
    resting = make_peer(world, "Dara Quill")
    assert free() == 7
    with unguarded():
        resting.taking_on = False
        resting.save()
    assert free() == 4


def test_contacts_last_week_are_those_that_took_place_monday_to_sunday(world):
    leona = walking(world)
    with clock.at(clock.now() + timedelta(days=7)):
        monday = make_contact(leona, clock.now() - timedelta(days=8))
        sunday = make_contact(leona, clock.now() - timedelta(days=2))
        make_contact(leona, clock.now() - timedelta(days=9))
        make_contact(leona, clock.now() - timedelta(days=1))
        make_contact(leona, clock.now() - timedelta(days=4), attendance="3")
        make_contact(leona, clock.now() - timedelta(days=4), is_current=False)
        assert list(queries.number(world.lead, "contacts").found) == [sunday, monday]
        week = queries.overview(world.lead).weeks[-1]
    assert (week.met, week.not_met) == (2, 1)


def test_contacts_each_week_are_as_many_as_counted_by_hand(world):
    leona, kofi = walking(world), walking(world, "Kofi Addo")
    with unguarded():
        kofi.referral.pathway = world.acute
        kofi.referral.save()
    for n in range(1, 100, 3):
        make_contact(leona if n % 2 else kofi, hours(-24 * n), attendance="5" if n % 5 else "4")
    for actor, pathway in ((world.lead, ""), (world.lead, world.acute.pk), (world.coordinator, "")):
        weeks = queries.overview(actor, pathway).weeks
        assert len(weeks) == 13
        assert weeks[-1].monday == clock.today() - timedelta(days=clock.today().weekday() + 7)
        seen = support.reached_contacts(actor, pathway)
        for week in weeks:
            end = week.monday + timedelta(days=7)
            rows = [c for c in seen if week.monday <= timezone.localdate(c.starts_at) < end]
            assert week.met == sum(c.attended for c in rows)
            assert week.not_met == sum(not c.attended for c in rows)
        assert sum(week.met for week in weeks) > 5


def test_overview_says_the_worry_that_nobody_answered_first(world, sign_in):
    tell(world)
    page = said(sign_in("lead").get("/overview/"))
    assert "Needs you today Now Imani Calder told someone, just now. Nobody has answered yet. Answer Imani" in page


def test_overview_needs_you_is_at_most_five_lines(world):
    some_of_everything(world, 1)
    page = queries.overview(world.lead)
    assert [row.key for row in page.needs_you] == ["unread", "changes", "no-yes", "quiet", "needs"]


def test_overview_of_one_pathway_says_so_and_keeps_it_in_every_link(world, sign_in):
    some_of_everything(world, 1)
    page = sign_in("lead").get("/overview/", {"pathway": world.community.pk})
    assert "Community only" in said(page)
    links = re.findall(r'href="(/overview/[\w-]+/[^"]*)"', page.content.decode())
    assert links
    assert all(link.endswith(f"?pathway={world.community.pk}") for link in links)
    assert sign_in("lead").get("/overview/?pathway=nowhere").status_code == 404
    assert sign_in("lead").get("/overview/waiting/?pathway=nowhere").status_code == 404


def test_overview_by_pathway_puts_waiting_beside_free(world, sign_in):
    make_ready(world, "Kit Sorrel", received_at=clock.now() - timedelta(days=30))
    with unguarded():
        make_peer(world, "Dara Quill", agreed_caseload=0)
    page = queries.overview(world.lead)
    assert [(row.name, row.waiting, row.longest, row.supported, row.free) for row in page.pathways] == [
        ("Community", 1, 30, 0, 3),
        ("Acute", 0, 0, 0, 3),
    ]
    assert page.most_waiting == 1
    lead = sign_in("lead")
    assert "Community only 1 waiting, Community 30 0 with a peer worker, Community 3 places free, Community" in said(
        lead.get("/overview/")
    )
    only = said(lead.get(f"/overview/free/?pathway={world.community.pk}"))
    assert "3 places free" in only
    assert "Imani Calder" in only
    assert "Bethan Osei" not in only
    assert "Community only" in only


def test_overview_when_all_places_are_taken_says_full_and_where_nobody_works_says_so(world, sign_in):
    with unguarded():
        imani = make_peer(world, "Dara Quill")
        type(imani).objects.update(agreed_caseload=0)
    assert said(sign_in("lead").get("/overview/")).count(" Full") == 2
    with unguarded():
        type(imani).objects.update(taking_on=False)
    assert said(sign_in("lead").get("/overview/")).count("Nobody free") == 2


def test_overview_says_each_definition_and_the_quiet_by_name(world, sign_in):
    make_contact(walking(world, "Priya Tennant"), hours(-24 * 30))
    page = said(sign_in("lead").get("/overview/"))
    for words in (
        "waiting Taken on, and not yet with a peer worker.",
        "less those taken and those on offer.",
        "Contacts that nobody has ticked as copied to the trust's own record.",
        "Not met for 21 days, or longer than a slow rhythm they agreed",
        "Priya Tennant with Imani Calder 30 days",
    ):
        assert words in page


def test_overview_of_a_new_service_is_all_noughts(world, sign_in):
    page = said(sign_in("lead").get("/overview/"))
    assert "0 waiting" in page
    assert "Nobody is quiet." in page
    assert "There are none in Acute." in said(sign_in("lead").get(f"/overview/waiting/?pathway={world.acute.pk}"))


def test_overview_for_a_coordinator_is_of_their_own_reach(world):
    some_of_everything(world, 1)
    assert queries.number(world.coordinator, "waiting").number == 1
    assert [row.name for row in queries.overview(world.coordinator).pathways] == ["Community"]
    other = queries.overview(world.other_coordinator)
    assert other.numbers["waiting"].number == 0
    assert [row.name for row in other.pathways] == ["Acute"]


@pytest.mark.parametrize("who", ["peer_worker", "team_manager", "person", "referrer", "governance", "administrator"])
def test_overview_for_anyone_else_is_not_found(world, sign_in, who):
    client = sign_in(who)
    assert client.get("/overview/").status_code == 404
    assert client.get("/overview/waiting/").status_code == 404


def test_a_number_that_there_is_not_is_not_found(world, sign_in):
    assert sign_in("lead").get("/overview/staff-morale/").status_code == 404
    with pytest.raises(NotAllowed):
        queries.number(world.peer_worker, "waiting")
