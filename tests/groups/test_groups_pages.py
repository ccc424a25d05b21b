"""Pages of groups: the list and its filters, one group, planning it, its dates, and the public site."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from alongside.core import clock
from alongside.core.guard import unguarded
from alongside.core.models import Opening
from alongside.groups import queries
from alongside.groups.models import Group, GroupDate, Runs
from tests.groups.setting_up import make_date, make_group
from tests.groups.test_groups_planning import SAID, member
from tests.world import worker_of

WHAT = {"name": "Art", "purpose": "We make things.", "for_whom": "Anyone", "location": "E02", "minutes": "60"}
STEPS = {
    "people": {"pattern": "drop_in", "joining": "open", "shown": "public", "sees": "nothing"},
    "running": {"needs_clinician": "yes"},
    "counted": {"counts": "session", "session_type": "03"},
}


def page(browser, name, *args, **query) -> str:
    answer = browser.get(reverse(f"groups:{name}", args=args), query)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_the_list_is_narrowed_by_pathway_ward_and_state(world, sign_in):
    make_group(world, "Art and talk")
    make_group(world, "A walk by the river", pathway=world.community, team=world.thanet, ward=None, status="draft")
    make_group(world, "Old times", status="ended", ended_at=clock.now())
    browser = sign_in("lead")
    assert "Old times" not in page(browser, "groups")
    assert "A walk by the river" not in page(browser, "groups", ward=world.willow_ward.pk)
    assert "Art and talk" not in page(browser, "groups", pathway=world.community.pk)
    assert "A walk by the river" not in page(browser, "groups", status="ended")
    assert "No group with those choices" in page(browser, "groups", status="running", pathway=world.community.pk)


def test_an_empty_list_says_what_to_do(world, sign_in):
    assert "No group runs here yet" in page(sign_in("lead"), "groups")
    assert "Plan a group" not in page(sign_in("peer_worker"), "groups")


def test_the_list_is_a_spreadsheet_too(world, sign_in):
    make_group(world)
    answer = sign_in("lead").get(reverse("groups:groups"), {"as": "xlsx"})
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="groups-')
    assert Opening.objects.get().how == "exported"


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_groups_takes_three_queries_however_long(world, number, django_assert_num_queries):
    for n in range(number):
        group = make_group(world, f"Group {n}")
        make_date(group, worker_of(world))
        with unguarded():
            Runs.objects.create(group=group, worker=worker_of(world), starts_on=clock.today())
    lead = world.lead
    with django_assert_num_queries(3):
        rows = queries.groups(lead)
    assert (len(rows), rows[0].runs, rows[0].next_at is not None) == (number, ("Imani Calder",), True)


@pytest.mark.parametrize("number", [1, 3])
def test_dates_take_three_queries_however_many(world, number, django_assert_num_queries):
    group = make_group(world)
    for n in range(number):
        make_date(group, worker_of(world), days=n + 1)
    lead = world.lead
    with django_assert_num_queries(3):
        assert len(queries.next_dates(group)) == number
    with django_assert_num_queries(3):
        assert len(queries.all_dates(lead, group)) == number


@pytest.mark.parametrize("number", [1, 3])
def test_the_public_list_takes_two_queries(world, number, django_assert_num_queries):
    for n in range(number):
        make_date(make_group(world, f"Group {n}", shown="public"))
    with django_assert_num_queries(2):
        assert [len(row.dates) for row in queries.public_groups()] == [1] * number


def test_the_page_of_a_group_says_what_is_missing_and_how_it_is_counted(world, sign_in):
    group = make_group(world, needs_clinician=True, prepare="Look at the room", agreed_by="Ward manager")
    make_date(group)
    make_date(group, worker_of(world), days=-1)
    make_date(group, days=4, status="cancelled", cancelled_at=clock.now(), cancelled_by="ward", words="Painting")
    html = page(sign_in("ward"), "group", group.pk)
    for words in (
        "A peer worker is needed",
        "A clinical colleague is needed",
        "No register yet",
        "could not have it. Painting",
    ):
        assert words in html
    assert "Nobody is counted twice" in html
    assert "Plan dates" not in page(sign_in("peer_worker"), "group", group.pk)


@pytest.mark.parametrize(("counts", "words"), [("session", "one number"), ("host", "send nothing")])
def test_each_way_of_counting_is_said_in_words(world, sign_in, counts, words):
    assert words in page(sign_in("lead"), "group", make_group(world, counts=counts).pk)


@pytest.mark.parametrize("status", ["draft", "ended"])
def test_a_group_that_does_not_run_says_what_is_next(world, sign_in, status):
    group = make_group(world, status=status, ended_at=clock.now() if status == "ended" else None)
    browser = sign_in("lead")
    assert ("Start the group" if status == "draft" else "Let it run again") in page(browser, "group", group.pk)
    do = "start_group" if status == "draft" else "run_again"
    assert browser.post(reverse(f"groups:{do}", args=[group.pk])).status_code == 302
    group.refresh_from_db()
    assert group.status == "running"


# Planning -----------------------------------------------------------------------------------------------------------


def test_a_group_is_planned_step_by_step(world, sign_in):
    browser = sign_in("ward")
    begin = reverse("groups:add_group")
    assert "Willow Ward (ward)" in page(browser, "add_group")
    assert "Thanet" not in page(browser, "add_group")
    wrong = browser.post(reverse("groups:add_group_step", args=["what"]), {**WHAT, "link": "www.example.org"})
    assert wrong.status_code == 422
    assert "We make things." in wrong.content.decode()
    what = {**WHAT, "belongs": f"ward:{world.willow_ward.pk}", "link": "https://example.org/join"}
    browser.post(reverse("groups:add_group_step", args=["what"]), what)
    for step, said in STEPS.items():
        assert browser.post(reverse("groups:add_group_step", args=[step]), said).status_code == 302
    assert "Willow Ward (ward)" in page(browser, "add_group_step", "check")
    answer = browser.post(reverse("groups:add_group_step", args=["check"]))
    group = Group.objects.get()
    assert answer.url == reverse("groups:group", args=[group.pk])
    assert (group.ward, group.team, group.shown, group.status) == (world.willow_ward, world.willow, "public", "draft")
    assert sign_in("peer_worker").get(begin).status_code == 404


@pytest.mark.parametrize("said", [{"joining": "closed", "pattern": "series"}, {"joining": "closed", "size": "8"}])
def test_a_closed_group_without_places_or_as_a_drop_in_is_said_beside_the_question(world, sign_in, said):
    browser = sign_in("lead")
    belongs = {"belongs": f"team:{world.thanet.pk}"}
    browser.post(reverse("groups:add_group_step", args=["what"]), {**WHAT, **belongs})
    answer = browser.post(reverse("groups:add_group_step", args=["people"]), {**STEPS["people"], **said})
    assert answer.status_code == 422


def test_a_group_is_changed_on_one_page(world, sign_in):
    group = make_group(world)
    browser, there = sign_in("ward"), reverse("groups:change_group", args=[group.pk])
    assert "Art and conversation" in browser.get(there).content.decode()
    said = {key: value for key, value in SAID.items() if value not in (None, True)} | {"needs_clinician": "no"}
    said |= {"name": "", "belongs": f"ward:{world.willow_ward.pk}", "purpose": "We knit."}
    wrong = browser.post(there, said)
    assert wrong.status_code == 422
    assert "We knit." in wrong.content.decode()
    assert browser.post(there, said | {"name": "Knitting"}).status_code == 302
    group.refresh_from_db()
    assert (group.name, group.purpose, group.needs_clinician) == ("Knitting", "We knit.", False)
    assert sign_in("peer_worker").get(there).status_code == 404


def test_ending_says_first_what_it_does(world, sign_in):
    group = make_group(world, pattern="series")
    member(group, world=world)
    browser = sign_in("ward")
    assert "It is kinder if they have heard it from you first" in page(browser, "end_group", group.pk)
    assert sign_in("peer_worker").get(reverse("groups:end_group", args=[group.pk])).status_code == 404
    browser.post(reverse("groups:end_group", args=[group.pk]))
    group.refresh_from_db()
    assert group.status == "ended"
    assert "It ended on" in page(browser, "group", group.pk)


def test_who_usually_runs_it_is_chosen_by_name_and_taken_off(world, sign_in):
    group = make_group(world)
    browser, there = sign_in("ward"), reverse("groups:say_usually_runs", args=[group.pk])
    html = browser.get(there).content.decode()
    assert "Bethan Osei (peer worker)" in html
    assert "Imani" not in html
    assert browser.post(there, {}).status_code == 422
    assert browser.post(there, {"worker": worker_of(world, "other_peer_worker").pk}).status_code == 302
    runs = Runs.objects.get()
    assert "Bethan Osei" in page(browser, "group", group.pk)
    end = reverse("groups:no_longer_usually_runs", args=[runs.pk])
    assert browser.get(end).status_code == 404
    assert sign_in("other_ward").post(end).status_code == 404
    assert browser.post(end).status_code == 302
    assert sign_in("peer_worker").get(there).status_code == 404


# Dates --------------------------------------------------------------------------------------------------------------


def typed(day, starts="14:00", ends="15:00", name="day") -> dict[str, str]:
    return {
        f"{name}_day": str(day.day),
        f"{name}_month": str(day.month),
        f"{name}_year": str(day.year),
        "starts": starts,
        "ends": ends,
    }


def series(**said) -> dict[str, object]:
    first = clock.today() + timedelta(days=1)
    last = typed(first + timedelta(days=13), name="last")
    return {**last, **typed(first, name="first"), "weekdays": ["0", "3"], "every": "1", "with_holidays": "on", **said}


def test_a_series_is_planned_and_a_clash_is_a_warning(world, sign_in):
    group = make_group(world)
    browser, there = sign_in("ward"), reverse("groups:add_dates", args=[group.pk])
    assert "When the clocks change" in browser.get(there).content.decode()
    assert browser.post(there, series()).status_code == 302
    assert group.dates.count() == 4
    other = make_group(world, "Music")
    there = reverse("groups:add_dates", args=[other.pk])
    warned = browser.post(there, series())
    assert warned.status_code == 422
    assert "Art and conversation" in warned.content.decode()
    assert "Both are right" in warned.content.decode()
    assert browser.post(there, series(anyway="on")).status_code == 302
    assert "14:00" in browser.get(there).content.decode() or "2:00pm" in browser.get(there).content.decode()
    assert sign_in("peer_worker").get(there).status_code == 404


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"ends": "13:00"}, "It must end after it starts"),
        ({"starts": "7:00", "ends": "20:00"}, "more than 12 hours"),
        ({"weekdays": []}, "Select at least one day"),
        ({"last_year": "2031"}, "18 months"),
        ({"last_year": "2001"}, "the first day or later"),
    ],
)
def test_a_series_that_makes_no_sense_is_refused_where_it_is_typed(world, sign_in, said, words):
    group = make_group(world)
    answer = sign_in("ward").post(reverse("groups:add_dates", args=[group.pk]), series(**said))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not group.dates.exists()


def test_weekdays_that_do_not_come_are_said(world, sign_in):
    group = make_group(world)
    first = clock.today() + timedelta(days=1)
    said = series(
        weekdays=[str((first.weekday() + 3) % 7)],
        **{key: value for key, value in typed(first, name="last").items() if key.startswith("last")},
    )
    answer = sign_in("ward").post(reverse("groups:add_dates", args=[group.pk]), said)
    assert "There is no such day" in answer.content.decode()


def test_one_date_is_added_moved_left_out_and_put_back(world, sign_in):
    group = make_group(world)
    browser = sign_in("ward")
    day = clock.today() + timedelta(days=3)
    there = reverse("groups:add_date", args=[group.pk])
    assert browser.get(there).status_code == 200
    assert browser.post(there, {}).status_code == 422
    assert browser.post(there, typed(day)).status_code == 302
    date = GroupDate.objects.get()
    assert timezone.localtime(date.starts_at).hour == 14
    move = reverse("groups:move_date", args=[date.pk])
    assert browser.get(move).status_code == 200
    assert browser.post(move, typed(day, ends="13:00")).status_code == 422
    assert browser.post(move, typed(day, "10:00", "11:00")).status_code == 302
    skip = reverse("groups:skip_date", args=[date.pk])
    assert browser.get(skip).status_code == 200
    assert browser.post(skip, {"words": "Painting"}).status_code == 422
    browser.post(skip, {"by": "ward", "words": "Painting"})
    html = page(browser, "date", date.pk)
    assert "It does not go ahead." in html
    assert "Put it back" in html
    back = reverse("groups:put_back_date", args=[date.pk])
    for name in ("move_date", "skip_date", "put_back_date"):
        there = reverse(f"groups:{name}", args=[date.pk])
        assert sign_in("other_ward").post(there, {}).status_code == 404
        assert sign_in("peer_worker").post(there, {}).status_code == 404
    assert browser.post(back).status_code == 302
    date.refresh_from_db()
    assert date.status == "planned"


def test_the_page_of_a_date_says_who_runs_it_and_what_else_is_on(world, sign_in):
    group = make_group(world, pattern="series", needs_clinician=True, materials="Paints")
    date = make_date(group, worker_of(world), words="In the garden if it is dry")
    make_date(make_group(world, "Music"))
    html = page(sign_in("peer_worker"), "date", date.pk)
    for words in ("Imani Calder", "A clinical colleague is needed", "Paints", "Music, ", "In the garden if it is dry"):
        assert words in html
    assert "Move or change it" not in html
    html = page(sign_in("ward"), "date", date.pk)
    assert "Move or change it" in html
    assert f"{reverse('bank:ask_shift')}?date={date.pk}" in html


def test_all_dates_are_a_list_and_a_spreadsheet(world, sign_in):
    group = make_group(world)
    make_date(group, worker_of(world))
    browser = sign_in("ward")
    assert "With Imani Calder." in page(browser, "dates", group.pk)
    assert browser.get(reverse("groups:dates", args=[group.pk]), {"as": "xlsx"}).status_code == 200
    assert sign_in("other_ward").get(reverse("groups:dates", args=[group.pk])).status_code == 404
    assert "No dates are planned" in page(browser, "dates", make_group(world, "New").pk)


# Anybody ------------------------------------------------------------------------------------------------------------


def test_anybody_reads_of_the_groups_shown_to_the_public_and_of_no_other(world, client):
    shown = make_group(world, "Walk", shown="public", link="https://example.org/secret", pattern="series")
    make_date(shown, words="Meet at the gate")
    make_date(shown, days=3, status="cancelled", cancelled_at=clock.now(), cancelled_by="us", words="Holiday")
    hidden = [make_group(world, "Staff only"), make_group(world, "Members", shown="members")]
    hidden.append(make_group(world, "Being planned", shown="public", status="draft"))
    html = page(client, "public_groups")
    assert "Walk" in html
    assert not [group.name for group in hidden if group.name in html]
    html = page(client, "public_group", shown.pk)
    assert "Meet at the gate" in html
    assert "Not on: Holiday" in html
    assert "example.org/secret" not in html
    assert "join from home" in html
    for group in hidden:
        assert client.get(reverse("groups:public_group", args=[group.pk])).status_code == 404


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"joining": "closed", "pattern": "series"}, "whether there is a place"),
        ({"pattern": "drop_in"}, "Just come along"),
        ({"pattern": "series"}, "Tell us you would like to come"),
    ],
)
def test_how_to_come_is_said_in_words(world, client, fields, words):
    assert words in page(client, "public_group", make_group(world, shown="public", **fields).pk)


def test_with_no_group_for_everyone_the_page_says_so(world, client):
    assert "No group is open to everyone" in page(client, "public_groups")


def test_the_page_of_getting_support_leads_to_groups_where_there_are_any(world, client):
    there = reverse("pages:getting_support")
    assert "find-a-group" not in client.get(there).content.decode()
    make_group(world, shown="public")
    assert "find-a-group" in client.get(there).content.decode()
