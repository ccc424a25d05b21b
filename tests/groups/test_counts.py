"""What registers add up to, against an example counted by hand; each number opens its dates."""

from datetime import date, timedelta

import pytest

from alongside.core import clock
from alongside.core.models import Opening
from alongside.groups import queries
from alongside.support.models import Contact
from tests.groups.registering import in_the_group, nia, on_now, saved
from tests.groups.setting_up import make_date, make_group
from tests.world import worker_of

YEAR = timedelta(days=365)


def by_hand(world):
    """Four groups' dates, and what somebody with a pencil makes of them.

    Art (contacts): Alfie and Bea said yes and have a request, Carol said no; 2 without a name; 60 minutes; both ran it.
    Art again: Alfie only; 45 minutes; Imani. Walk (session): Danny by name, said yes; 3 without; 60 minutes; both.
    Choir (another team counts): 5 without a name; 30 minutes; both. One date cancelled by the ward, one to which nobody
    came, one over without a register.
    """
    art = make_group(world)
    alfie, bea = in_the_group(world, art), in_the_group(world, art, "Bea Court")
    carol = in_the_group(world, art, "Carol Drew", as_contact=False)
    walk, choir = make_group(world, "Walk", counts="session"), make_group(world, "Choir", counts="host")
    danny = in_the_group(world, walk, "Danny Estep")
    saved(world, on_now(world, art), [alfie, bea, carol], unnamed=2)
    again = make_date(art, worker_of(world), nia(world), days=-2)
    saved(world, again, [alfie], minutes=45, workers=[worker_of(world).pk])
    saved(world, on_now(world, walk), [danny], unnamed=3)
    saved(world, on_now(world, choir), unnamed=5, minutes=30)
    gone = {"status": "cancelled", "cancelled_at": clock.now()}
    make_date(art, days=-3, cancelled_by="ward", **gone)
    make_date(walk, days=-3, cancelled_by="nobody", **gone)
    make_date(walk, days=-4)
    make_date(walk, days=4)  # still to come: counted nowhere
    return art


def counted(actor, **choices):
    rows = queries.counted_rows(actor, clock.today() - YEAR, clock.today() + YEAR, **choices)
    return {each.number.key: each.value for each in queries.numbers(rows)}


def test_counts_agree_with_the_example_counted_by_hand(world):
    art = by_hand(world)
    assert counted(world.lead) == {
        "held": 4,
        "came": 15,  # 5 + 1 + 4 + 5
        "named": 5,  # 3 + 1 + 1
        "unnamed": 10,  # 2 + 0 + 3 + 5
        "contacts": 3,  # Alfie and Bea, and Alfie again
        "participants": 7,  # 3 at Art, 0 the second time, 4 on the walk, none of the choir
        "minutes": 195,
        "credited": 7,
        "missing": 1,
        "cancelled-ward": 1,
        "cancelled-us": 0,
        "cancelled-nobody": 1,
        "cancelled-skipped": 0,
    }
    only = counted(world.lead, group=art.pk)
    assert (only["held"], only["came"], only["contacts"], only["participants"]) == (2, 6, 3, 3)


def november(world):
    """A month of three groups, as on the registers of paper. Alfie, Bea, Fay and Hal said yes to their record and have
    an open request; Gil has one and was never asked; Carol has one and said no; Eve said yes and has none; Dan would
    rather not be named.

    Art (named people as contacts)
      4 November   Alfie, Bea, Carol, Eve, 2 without a name   60 minutes   Imani and Nia   (first saved with Alfie only)
      11 November  Alfie, Dan, 1 without a name               45 minutes   Imani
      18 November  the ward could not have it
    Walk (everybody in the session)
      6 November   Fay, Gil, 3 without a name                 90 minutes   Imani and Nia
      20 November  nobody could come
    Choir (another team counts)
      10 November  Hal, 5 without a name                      30 minutes   Imani and Nia
      24 November  over, and no register
    And of other months: Art on 31 October with Alfie, Choir on 1 December.
    """
    art, walk = make_group(world), make_group(world, "Walk", counts="session")
    choir = make_group(world, "Choir", counts="host")
    alfie, bea = in_the_group(world, art), in_the_group(world, art, "Bea Court")
    carol = in_the_group(world, art, "Carol Drew", as_contact=False)
    eve = in_the_group(world, art, "Eve Ford", asked=False)
    dan = in_the_group(world, art, "Dan Estep", on_list=False)
    fay, gil = in_the_group(world, walk, "Fay Gray"), in_the_group(world, walk, "Gil Hart", as_contact=None)
    hal = in_the_group(world, choir, "Hal Innes")
    runs = (worker_of(world), nia(world))

    def on(group, day: int, *workers, **fields):
        return make_date(group, *workers, days=day - 30, **fields)

    gone = {"status": "cancelled", "cancelled_at": clock.now()}
    fourth = on(art, 4, *runs)
    first = saved(world, fourth, [alfie])
    saved(world, fourth, [alfie, bea, carol, eve], unnamed=2, seen=first.pk)
    saved(world, on(art, 11, *runs), [alfie, dan], unnamed=1, minutes=45, workers=[runs[0].pk])
    on(art, 18, *runs, cancelled_by="ward", **gone)
    saved(world, on(walk, 6, *runs), [fay, gil], unnamed=3, minutes=90)
    on(walk, 20, *runs, cancelled_by="nobody", **gone)
    saved(world, on(choir, 10, *runs), [hal], unnamed=5, minutes=30)
    on(choir, 24, *runs)
    saved(world, on(art, 0, *runs), [alfie])  # 31 October
    on(choir, 31, *runs)  # 1 December
    return art, walk, choir


def test_a_month_of_three_groups_agrees_with_the_paper_number_by_number(world):
    with clock.at(clock.noon(date(2026, 11, 30))):
        art, walk, choir = november(world)
        rows = queries.counted_rows(world.lead, date(2026, 11, 1), date(2026, 11, 30))
    names = ("held", "came", "named", "unnamed", "contacts", "participants", "minutes", "credited", "missing")
    by_hand = {
        # 4th: 6 came, 4 by name, 2 contacts (Alfie, Bea), so 4 in the session; 11th: 3 came, Alfie by name and a
        # contact, so 2 in the session: Dan and one more, without a name
        art.name: (2, 6 + 3, 4 + 1, 2 + 2, 2 + 1, 4 + 2, 60 + 45, 2 + 1, 0),
        walk.name: (1, 5, 2, 3, 0, 5, 90, 2, 0),  # all five in the session, Fay's yes or not
        choir.name: (1, 6, 1, 5, 0, 0, 30, 2, 1),  # the other team counts all six; the 24th has no register
    }
    for group, numbers in by_hand.items():
        of = {each.number.key: each.value for each in queries.numbers([row for row in rows if row.group == group])}
        assert tuple(of[name] for name in names) == numbers, group
    total = {each.number.key: each.value for each in queries.numbers(rows)}
    assert tuple(total[name] for name in names) == (4, 20, 8, 12, 3, 11, 225, 7, 1)
    assert (total["cancelled-ward"], total["cancelled-nobody"], total["cancelled-us"]) == (1, 1, 0)
    assert total["came"] == total["contacts"] + total["participants"] + 6  # each in one place; six counted by the host

    # What stands in the records is the same: therapy mode 3, for Alfie and Bea on the 4th by both, Alfie on the 11th.
    made = Contact.objects.filter(is_current=True, starts_at__month=11)
    assert [
        (each.referral.person.first_name, each.starts_at.day, each.minutes, each.therapy_mode, each.staff.count())
        for each in sorted(made, key=lambda one: (one.starts_at, one.referral.person.first_name))
    ] == [("Alfie", 4, 60, "3", 2), ("Bea", 4, 60, "3", 2), ("Alfie", 11, 45, "3", 1)]


def test_every_number_is_the_sum_of_the_dates_it_opens(world):
    by_hand(world)
    rows = queries.counted_rows(world.lead, clock.today() - YEAR, clock.today() + YEAR)
    for each in queries.numbers(rows):
        behind = queries.rows_behind(rows, each.number.key)
        assert sum(each.number.of(row) for row in behind) == each.value
        assert all(each.number.of(row) for row in behind)
    assert queries.rows_behind(rows, "no such number") == rows


def test_counts_are_of_the_period_both_days_in(world):
    group = make_group(world)
    make_date(group, days=-3, hour=0)
    make_date(group, days=-3, hour=23)
    day = clock.today() - timedelta(days=3)
    assert len(queries.counted_rows(world.lead, day, day)) == 2
    assert queries.counted_rows(world.lead, day + timedelta(days=1), day + timedelta(days=1)) == []


def test_periods_are_months_and_financial_years():
    found = queries.periods(date(2026, 1, 31))
    assert list(found)[:2] == ["2026-01", "2025-12"]
    assert found["2025-02"] == ("February 2025", date(2025, 2, 1), date(2025, 2, 28))
    assert found["2025"] == ("April 2025 to March 2026", date(2025, 4, 1), date(2026, 3, 31))
    assert len(found) == 14


@pytest.mark.parametrize("people", [1, 3])
def test_counts_ask_the_same_number_of_questions(world, people, django_assert_num_queries):
    for number in range(people):
        saved(world, on_now(world, make_group(world, f"Group {number}")), unnamed=1)
    actor = world.lead
    with django_assert_num_queries(3):
        assert len(queries.counted_rows(actor, clock.today() - YEAR, clock.today() + YEAR)) == people
    with django_assert_num_queries(1):
        queries.count_choices(actor)


def test_counts_are_for_those_who_plan_groups_and_only_of_theirs(world, sign_in):
    saved(world, on_now(world), unnamed=1)
    for who, seen in {"lead": 1, "ward": 1, "other_coordinator": 1, "coordinator": 0, "other_ward": 0}.items():
        assert counted(world.actor(who))["held"] == seen, who
    for who in ("peer_worker", "person", "bank", "governance"):
        assert sign_in(who).get("/groups/counts/").status_code == 404


def test_counts_page_says_each_number_and_opens_it(world, sign_in):
    by_hand(world)
    client = sign_in("lead")
    year = str(clock.today().year if clock.today().month >= 4 else clock.today().year - 1)
    words = client.get("/groups/counts/", {"period": year}).content.decode()
    assert "in group sessions" in words
    opened = client.get("/groups/counts/", {"period": year, "show": "cancelled-ward"}).content.decode()
    assert "1 cancelled by the ward: the dates behind it" in opened
    assert opened.count("<tr") == 2  # the heads and the one date


def test_counts_page_when_nothing_was_held_says_so(world, sign_in):
    assert "No date in" in sign_in("ward").get("/groups/counts/", {"pathway": world.acute.pk}).content.decode()


def test_counts_as_a_spreadsheet_is_logged(world, sign_in):
    saved(world, on_now(world), unnamed=1)
    page = sign_in("lead").get("/groups/counts/?as=xlsx")
    assert page["Content-Type"].endswith("sheet")
    assert Opening.objects.get(how=Opening.How.EXPORTED).words.startswith("Groups counted")
