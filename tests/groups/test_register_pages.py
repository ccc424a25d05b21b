"""The page of a register: tap, find somebody, save; the same answer when it is sent twice; nothing typed is lost."""

from datetime import timedelta

import pytest

from alongside.core import clock
from alongside.core.guard import unguarded
from alongside.core.models import Opening
from alongside.groups import queries
from alongside.groups.models import GroupDate, Membership, Register
from alongside.support.models import Contact
from tests.groups.registering import in_the_group, on_now, said, saved
from tests.groups.setting_up import make_date, make_group
from tests.world import make_person, make_relationship, worker_of


def address(date: GroupDate, rest: str = "register/") -> str:
    return f"/groups/dates/{date.pk}/{rest}"


def posted(date: GroupDate, came=(), **answers) -> dict:
    return {**said(date, came), "how": "names", "seen": "", "unnamed": "", "count": "", **answers}


def words_of(page) -> str:
    return page.content.decode()


def test_register_shows_a_tile_for_each_and_who_runs_it(world, sign_in):
    date = on_now(world)
    in_the_group(world, date.group)
    in_the_group(world, date.group, "Bea Court", on_list=False)
    in_the_group(world, date.group, "Carol Drew", status="waiting")
    page = sign_in("peer_worker").get(address(date))
    assert page.status_code == 200
    words = words_of(page)
    assert "Alfie B" in words
    assert "Bea" not in words
    assert "Carol" not in words
    assert "Run by you and Nia. Both are counted." in words
    assert "Do not count yourself or Nia." in words
    assert "no-store" in page["Cache-Control"]


def test_register_when_somebody_came_lately_without_being_in_it_has_a_tile(world):
    group = make_group(world)
    carol = in_the_group(world, group, "Carol Drew", status="waiting")
    saved(world, on_now(world, group), [carol])
    next_time = make_date(group, worker_of(world), days=7)
    assert [tile.name for tile in queries.register_page(world.peer_worker, next_time).tiles] == ["Carol D"]
    with unguarded():
        Membership.objects.update(status="left")
    assert queries.register_page(world.peer_worker, next_time).tiles == ()


def test_register_says_who_cannot_come_this_time(world, sign_in):
    date = on_now(world)
    in_the_group(world, date.group, not_at=date)
    in_the_group(world, date.group, "Bea Court")
    page = sign_in("peer_worker").get(f"/groups/dates/{date.pk}/register/").content.decode()
    assert "Said that they cannot come this time: Alfie B.</p>" in " ".join(page.split())


def test_register_when_nobody_is_on_the_list_begins_with_just_a_count(world, sign_in):
    page = sign_in("ward").get(address(on_now(world)))
    assert 'value="count" checked' in words_of(page)


@pytest.mark.parametrize("people", [1, 3])
def test_register_page_asks_the_same_number_of_questions(world, people, django_assert_num_queries):
    date = on_now(world)
    came = [in_the_group(world, date.group, f"Person{number} Test") for number in range(people)]
    saved(world, date, came)
    actor = world.peer_worker
    found = queries.get_registered_date(actor, date.pk)
    with django_assert_num_queries(11):
        page = queries.register_page(actor, found)
    assert len(page.tiles) == len(page.came) == people


@pytest.mark.parametrize("who", ["other_peer_worker", "coordinator", "other_ward", "team_manager", "person", "bank"])
@pytest.mark.parametrize("rest", ["register/", "register/saved/", "did-not-go-ahead/"])
def test_pages_of_a_register_are_not_found_by_others(world, sign_in, who, rest):
    date = on_now(world)
    saved(world, date, unnamed=1)
    assert sign_in(who).get(address(date, rest)).status_code == 404


def test_register_saved_twice_gives_the_same_answer_and_counts_once(world, sign_in):
    date = on_now(world)
    alfie = in_the_group(world, date.group)
    client, answers = sign_in("peer_worker"), posted(date, [alfie], unnamed="1")
    first, second = client.post(address(date), answers), client.post(address(date), answers)
    assert first.url == second.url == address(date, "register/saved/")
    assert (Register.objects.count(), Contact.objects.count()) == (1, 1)
    words = words_of(client.get(first.url))
    assert "Saved. 2 people, 60 minutes, you and Nia." in words
    assert "1 of them has it in their record too" in words
    assert "Take it back" in words


def test_register_when_another_saved_it_keeps_what_was_marked_and_says_whose_stands(world, sign_in):
    date = on_now(world)
    alfie, bea = in_the_group(world, date.group), in_the_group(world, date.group, "Bea Court")
    theirs = saved(world, date, [alfie], by="ward")
    client = sign_in("peer_worker")
    page = client.post(address(date), posted(date, [bea], minutes="45"))
    assert page.status_code == 422
    words = words_of(page)
    assert "Nia Brandt saved this at" in words
    assert f'value="{bea.pk}" checked' in words
    assert f'value="{alfie.pk}" checked' not in words
    assert 'value="45"' in words
    assert f'name="seen" value="{theirs.pk}"' in words
    assert client.post(address(date), posted(date, [bea], seen=theirs.pk)).status_code == 302


def test_register_when_opened_again_shows_what_was_saved(world, sign_in):
    date = on_now(world)
    alfie = in_the_group(world, date.group)
    saved(world, date, [alfie], unnamed=2, minutes=50, by="ward")
    words = words_of(sign_in("peer_worker").get(address(date)))
    assert f'value="{alfie.pk}" checked' in words
    assert "Nia Brandt saved this at" in words
    assert 'value="50"' in words
    assert "It did not go ahead" not in words


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"minutes": "1800"}, "Minutes must be between 1 and 720"),
        ({"minutes": ""}, "Minutes must be between 1 and 720"),
        ({"unnamed": "-1"}, "Others must be a number between 0 and 500"),
        ({"how": "count", "count": "lots"}, "Enter how many people came"),
        ({"workers": []}, "Select who ran it"),
        ({"unnamed": "0"}, "Nobody is marked"),
    ],
)
def test_register_when_something_is_wrong_is_asked_again(world, sign_in, wrong, words):
    date = on_now(world)
    page = sign_in("peer_worker").post(address(date), posted(date, **{"unnamed": "1", **wrong}))
    assert page.status_code == 422
    assert words in words_of(page)


def test_register_when_somebody_marked_can_no_longer_be_named_says_so(world, sign_in):
    date = on_now(world)
    alfie = in_the_group(world, date.group)
    with unguarded():
        Membership.objects.update(on_list=False)
    page = sign_in("peer_worker").post(address(date), posted(date, [alfie]))
    assert page.status_code == 422
    assert "can no longer be named" in words_of(page)


def test_register_just_counted_keeps_no_names(world, sign_in):
    date = on_now(world)
    alfie = in_the_group(world, date.group)
    sign_in("ward").post(address(date), posted(date, [alfie], how="count", count="7", unnamed="3"))
    register = Register.objects.get()
    assert (register.came, register.unnamed, register.attendances.count()) == (7, 7, 0)


def test_register_when_looking_for_somebody_keeps_the_marks_and_logs_the_search(world, sign_in):
    leona = make_relationship(world).referral.person
    date = on_now(world)
    alfie = in_the_group(world, date.group)
    in_the_group(world, date.group, "Leon Quill", on_list=False)
    client = sign_in("peer_worker")
    page = client.post(address(date), posted(date, [alfie], find="yes", who="leo"))
    words = words_of(page)
    assert page.status_code == 200
    assert Register.objects.count() == 0
    assert "Leona M" in words
    assert "Leon Q would rather not be named here." in words
    assert f'value="{alfie.pk}" checked' in words
    assert f'value="{leona.pk}" checked' in words  # the only one of that name
    assert Opening.objects.get(how=Opening.How.SEARCHED).words == "leo"
    client.post(address(date), posted(date, [alfie, leona], added=[leona.pk]))
    assert {each.person for each in Register.objects.get().attendances.all()} == {alfie, leona}


def test_register_when_looking_for_somebody_they_may_not_know_finds_nobody(world, sign_in):
    make_person(world, user=None)
    date = on_now(world)
    words = words_of(sign_in("ward").post(address(date), posted(date, find="yes", who="Maeve")))
    assert "We found nobody called “Maeve”" in words
    assert "Maeve L" not in words


def test_register_when_nothing_was_looked_for_is_not_logged(world, sign_in):
    date = on_now(world)
    assert sign_in("ward").post(address(date), posted(date, find="yes", who=" ")).status_code == 200
    assert not Opening.objects.filter(how=Opening.How.SEARCHED).exists()


def test_register_when_it_is_not_time_or_was_cancelled_says_so(world, sign_in):
    group = make_group(world)
    client = sign_in("lead")
    assert "opens an hour before" in words_of(client.get(address(make_date(group, worker_of(world)))))
    gone = on_now(world, group, status="cancelled", cancelled_at=clock.now(), cancelled_by="us")
    assert "did not go ahead" in words_of(client.get(address(gone)))


def test_register_saved_before_anything_is_saved_is_not_found(world, sign_in):
    assert sign_in("peer_worker").get(address(on_now(world), "register/saved/")).status_code == 404


def test_register_saved_takes_a_few_words_to_share(world, sign_in):
    date = on_now(world)
    saved(world, date, unnamed=1)
    client = sign_in("ward")
    assert client.post(address(date, "register/saved/"), {"reflection": "Quiet, and good."}).status_code == 302
    assert "Quiet, and good." in words_of(client.get(address(date, "register/saved/")))
    assert client.post(address(date, "register/saved/"), {"reflection": "x" * 1001}).status_code == 422


def test_take_back_register_is_a_button_for_whoever_saved_it(world, sign_in):
    date = on_now(world)
    there = f"/groups/registers/{saved(world, date, unnamed=1).pk}/take-back/"
    assert sign_in("ward").post(there).status_code == 404
    assert sign_in("peer_worker").get(there).status_code == 404
    assert sign_in("peer_worker").post(there).url == address(date)
    assert Register.objects.filter(is_current=True).count() == 0


def test_did_not_go_ahead_asks_who(world, sign_in):
    date = on_now(world)
    client = sign_in("peer_worker")
    assert client.get(address(date, "did-not-go-ahead/")).status_code == 200
    assert client.post(address(date, "did-not-go-ahead/"), {}).status_code == 422
    client.post(address(date, "did-not-go-ahead/"), {"by": "nobody"})
    date.refresh_from_db()
    assert (date.status, date.cancelled_by) == ("cancelled", "nobody")


def test_keys_of_a_device_are_each_users_own_and_last_two_windows(world):
    date = on_now(world)
    noon = clock.now().replace(hour=12, minute=0)
    with clock.at(noon):
        mine, theirs = (queries.device_keys(who, date.pk) for who in (world.peer_worker, world.ward))
        other = queries.device_keys(world.peer_worker, on_now(world, make_group(world, "Walking")).pk)
    with clock.at(noon + timedelta(hours=12)):
        later = queries.device_keys(world.peer_worker, date.pk)
    assert len({mine.name, mine.now, mine.before, theirs.name, theirs.now, other.name, other.now}) == 7
    assert (later.name, later.before) == (mine.name, mine.now)
    assert len(bytes.fromhex(mine.now)) == 32


def test_keys_are_in_the_page_of_whoever_asks_and_of_nobody_else(world, sign_in):
    date = on_now(world)
    keys = queries.device_keys(world.peer_worker, date.pk)
    assert keys.now in words_of(sign_in("peer_worker").get(address(date)))
    assert keys.now not in words_of(sign_in("ward").get(address(date)))


def test_signing_out_clears_what_a_device_kept(world, sign_in):
    client = sign_in("peer_worker")
    assert "Clear-Site-Data" not in client.get(address(on_now(world)))
    assert client.post("/accounts/logout/")["Clear-Site-Data"] == '"storage"'


def test_worried_about_someone_begins_with_the_group_and_nobody(world, sign_in):
    words = words_of(sign_in("peer_worker").get("/tell/?at=Art and conversation, Tuesday"))
    assert "At Art and conversation, Tuesday: " in words


@pytest.mark.parametrize("who", ["peer_worker", "ward"])
def test_a_worry_can_be_told_from_the_register_and_after_it(world, sign_in, who):
    date, client = on_now(world), sign_in(who)
    tell = 'href="/tell/?at=Art%20and%20conversation'
    assert tell in client.get(address(date)).content.decode()
    saved(world, date, unnamed=1, by=who)
    assert tell in client.get(f"{address(date)}saved/").content.decode()
