"""Cover for a date: who is suggested, who is asked, and that the first yes has it."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from alongside.core import clock
from alongside.core.errors import NotAllowed, Refused
from alongside.core.guard import unguarded
from alongside.core.models import AuditEvent, Notice
from alongside.groups import commands, queries
from alongside.groups.models import Cover, CoverAsk, DateWorker
from alongside.workforce import commands as workforce
from alongside.workforce.models import KeptAway, Worker
from tests.bank.setting_up import make_shift
from tests.groups.covering import fall_ill, make_ask, make_clinician, make_peers
from tests.groups.setting_up import make_date, make_group
from tests.workforce.readiness import make_kinds, write
from tests.world import worker_of


@pytest.fixture
def bethan(world):
    return worker_of(world, "other_peer_worker")


@pytest.fixture
def date(world, bethan):
    return make_date(make_group(world), bethan, days=3)


@pytest.fixture
def row(date):
    return fall_ill(date.workers.get())


@pytest.fixture
def peers(world):
    return make_peers(world)


def last_action() -> str:
    return AuditEvent.objects.latest("pk").action


def names(date) -> list[str]:
    return [found.name for found in queries.who_could_cover(date)]


# Who could


def test_who_could_cover_is_who_is_free_and_says_nothing_of_the_others(world, date, row, peers):
    assert names(date) == ["Xavi Chalke", "Yara Boone", "Zed Amber", "Imani Calder"]
    zed, yara, _ = peers
    with unguarded():
        KeptAway.objects.create(worker=zed, ward=world.willow_ward)
    day = date.starts_at.date()
    workforce.say_away(world.actor("yara"), yara, starts_on=day, ends_on=day)
    assert names(date) == ["Xavi Chalke", "Imani Calder"]
    make_date(make_group(world, "Walk"), peers[2], days=3)
    with unguarded():
        Worker.objects.filter(pk=worker_of(world).pk).update(user=None)
    assert names(date) == []


@pytest.mark.parametrize("kept", ["team", "ward"])
def test_kept_away_and_away_cannot_be_told_apart(world, sign_in, date, row, peers, kept):
    """The page, asked by those who keep the group, is the same in every letter but the names."""
    zed, yara, _ = peers
    with unguarded():
        KeptAway.objects.create(worker=zed, **{kept: world.willow if kept == "team" else world.willow_ward})
    workforce.say_away(world.actor("yara"), yara, starts_on=clock.today(), ends_on=clock.today() + timedelta(days=9))
    page = sign_in("ward").get(f"/groups/dates/{date.pk}/cover/").content.decode()
    assert "Xavi Chalke" in page
    assert "Zed Amber" not in page
    assert "Yara Boone" not in page
    refusals = []
    for worker in (zed, yara):
        with pytest.raises(Refused) as refused:
            commands.ask_cover(world.ward, date, kind="peer", workers=[worker])
        refusals.append(str(refused.value).replace(worker.first_name, "…"))
    assert refusals[0] == refusals[1] == "Not available: …. Choose others."


def test_who_could_cover_has_the_likeliest_first_then_who_ran_fewest(world, date, row, peers):
    zed, _, xavi = peers
    commands.say_usually_runs(world.ward, date.group, worker=zed)
    with unguarded():
        date.workers.filter(worker=zed).delete()
    make_date(make_group(world, "Walk"), worker_of(world), xavi, days=1)
    found = queries.who_could_cover(date)
    assert [row.name for row in found] == ["Zed Amber", "Yara Boone", "Xavi Chalke", "Imani Calder"]
    assert found[0].good == ("Usually runs this group", "Works in Acute")


def test_who_could_cover_asks_as_often_for_three_as_for_one(world, date, row, django_assert_num_queries):
    kinds = make_kinds()
    make_ready(world, kinds, *make_peers(world, "Zed Amber"))
    with django_assert_num_queries(13):
        assert queries.who_could_cover(date)[0].good == ("Knows Willow Ward", "Works in Acute")
    make_ready(world, kinds, *make_peers(world, "Yara Boone", "Xavi Chalke"))
    with django_assert_num_queries(13):
        assert len(queries.who_could_cover(date)) == 3


def make_ready(world, kinds, *workers) -> None:
    """They hold all that the staff bank asks for, and know Willow Ward."""
    for worker in workers:
        for kind in kinds.values():
            write(worker, kind, ward=world.willow_ward if kind.for_ward else None)


@pytest.mark.parametrize("lacks", ["mandatory", "supervision", "induction"])
def test_who_could_cover_is_ready_as_the_staff_bank_asks_it(world, date, row, peers, lacks):
    kinds = make_kinds()
    make_ready(world, kinds, *peers)
    assert names(date) == ["Xavi Chalke", "Yara Boone", "Zed Amber"]
    with unguarded():
        peers[0].credentials.filter(kind__slug=lacks).delete()
    assert names(date) == ["Xavi Chalke", "Yara Boone"]
    with pytest.raises(Refused, match="Not available: Zed"):
        commands.ask_cover(world.ward, date, kind="peer", workers=[peers[0]])


def test_who_could_cover_in_the_community_need_not_know_a_ward(world, bethan, peers):
    kinds = make_kinds()
    make_ready(world, kinds, *peers)
    with unguarded():
        peers[0].credentials.filter(kind__for_ward=True).delete()
    assert "Zed Amber" in names(make_date(make_group(world, "Walk", ward=None), bethan, days=3))


def test_who_could_cover_has_no_shift_of_the_staff_bank_then(world, date, row, peers):
    make_ready(world, make_kinds(), *peers)
    make_shift(world, days=3, status="filled", worker=peers[0])
    make_shift(world, days=4, status="filled", worker=peers[1])
    assert names(date) == ["Xavi Chalke", "Yara Boone"]
    with pytest.raises(Refused, match="Not available: Zed"):
        commands.ask_cover(world.ward, date, kind="peer", workers=[peers[0]])


def test_say_yes_to_cover_after_taking_a_shift_at_that_time_is_refused(world, date, row, peers):
    (ask,) = make_ask(date, peers[0], instead_of=row)
    make_shift(world, days=3, status="filled", worker=peers[0])
    with pytest.raises(Refused, match="Zed has something else at that time"):
        commands.say_yes_to_cover(world.actor("zed"), ask)


def test_a_clinical_colleague_is_looked_for_too(world, date):
    nia = make_clinician(world)
    assert [found.worker for found in queries.who_could_cover(date, "clinician")] == [nia]
    cover = commands.ask_cover(world.lead, date, kind="clinician", workers=[nia])
    commands.say_yes_to_cover(world.ward, cover.asks.get())
    assert date.workers.filter(worker=nia, status="on").exists()


# Asking


def test_ask_cover_does_it_and_asks_again_in_the_same_search(world, date, row, peers):
    zed, yara, xavi = peers
    cover = commands.ask_cover(world.ward, date, kind="peer", workers=[zed, yara], instead_of=row, words="Only an hour")
    assert (cover.status, cover.asks.count(), last_action()) == ("open", 2, "cover.asked")
    text = Notice.objects.get(to="zed@example.org").text
    assert "The first yes gets it." in text
    assert "It never counts against you." in text
    assert "Art" not in text
    again = commands.ask_cover(world.lead, date, kind="peer", workers=[zed, xavi], instead_of=row)
    assert (again, again.asks.count()) == (cover, 3)
    assert Notice.objects.filter(to="zed@example.org").count() == 1
    with pytest.raises(Refused, match="asked already"):
        commands.ask_cover(world.lead, date, kind="peer", workers=[zed], instead_of=row)


def test_ask_cover_soon_before_it_sends_a_text_too(world, bethan, peers):
    soon = make_date(make_group(world), days=1)
    with unguarded():
        Worker.objects.filter(pk=peers[0].pk).update(work_phone="07700 900555")
    commands.ask_cover(world.ward, soon, kind="peer", workers=[Worker.objects.get(pk=peers[0].pk)])
    assert Notice.objects.get(channel="text").to == "07700 900555"


@pytest.mark.parametrize("who", ["peer_worker", "other_peer_worker", "coordinator", "other_ward", "bank"])
def test_ask_and_stop_cover_when_wrong_person(world, date, row, peers, who):
    with pytest.raises(NotAllowed):
        commands.ask_cover(world.actor(who), date, kind="peer", workers=peers)
    with pytest.raises(NotAllowed):
        commands.stop_cover(world.actor(who), make_ask(date, peers[0])[0].cover)


def test_ask_cover_when_it_cannot_be_is_refused(world, date, bethan, peers):
    row = date.workers.get()
    for details, words in (
        ({"workers": []}, "Choose whom to ask"),
        ({"workers": peers, "instead_of": row}, "They can come"),
    ):
        with pytest.raises(Refused, match=words):
            commands.ask_cover(world.ward, date, kind="peer", **details)
    commands.say_yes_to_cover(world.actor("zed"), make_ask(date, peers[0], instead_of=fall_ill(row))[0])
    with pytest.raises(Refused, match="covers this already"):
        commands.ask_cover(world.ward, date, kind="peer", workers=peers[1:], instead_of=row)
    with clock.at(date.starts_at), pytest.raises(Refused, match="begun"):
        commands.ask_cover(world.ward, date, kind="peer", workers=peers[1:])


# Answering


def test_the_first_yes_has_it_and_the_others_hear_that_it_is_taken(world, date, row, peers):
    cover = commands.ask_cover(world.ward, date, kind="peer", workers=peers, instead_of=row)
    asks = {ask.worker.first_name: ask for ask in cover.asks.select_related("worker")}
    commands.say_no_to_cover(world.actor("xavi"), asks["Xavi"])
    assert last_action() == "cover.not_this_time"
    commands.say_yes_to_cover(world.actor("zed"), asks["Zed"])
    assert date.workers.get(worker=peers[0]).status == "on"
    assert [event.action for event in AuditEvent.objects.order_by("pk")][-2:] == ["date_worker.put_on", "cover.found"]
    assert "METHOD:REQUEST" in Notice.objects.get(to="zed@example.org", subject="A group for your calendar").calendar
    assert "Thank you for offering." in Notice.objects.get(to="yara@example.org", subject="Just taken").text
    assert not Notice.objects.filter(to="xavi@example.org", subject="Just taken").exists()
    assert "You need not think of it" in Notice.objects.get(to="bethan@example.org").text
    assert "Zed Amber runs the group" in Notice.objects.get(to="ward@example.org").text
    with pytest.raises(Refused, match="Just taken"):
        commands.say_yes_to_cover(world.actor("yara"), asks["Yara"])
    with pytest.raises(Refused, match="You have it already"):
        commands.say_yes_to_cover(world.actor("zed"), asks["Zed"])
    with pytest.raises(Refused, match="nothing to answer"):
        commands.say_no_to_cover(world.actor("yara"), asks["Yara"])


def test_a_no_is_not_for_ever(world, date, row, peers):
    ask = make_ask(date, peers[0], instead_of=row)[0]
    commands.say_no_to_cover(world.actor("zed"), ask)
    commands.say_yes_to_cover(world.actor("zed"), ask)
    assert CoverAsk.objects.get().answer == "yes"


def test_answering_when_wrong_person_or_too_late(world, date, row, peers):
    ask = make_ask(date, peers[0], instead_of=row)[0]
    for who in ("yara", "lead", "ward", "person"):
        with pytest.raises(NotAllowed):
            commands.say_yes_to_cover(world.actor(who), ask)
        with pytest.raises(NotAllowed):
            commands.say_no_to_cover(world.actor(who), ask)
    with clock.at(date.starts_at), pytest.raises(Refused, match="begun"):
        commands.say_yes_to_cover(world.actor("zed"), ask)
    make_date(make_group(world, "Walk"), peers[0], days=3)
    with pytest.raises(Refused, match="Walk at that time"):
        commands.say_yes_to_cover(world.actor("zed"), ask)
    commands.stop_cover(world.ward, ask.cover)
    assert last_action() == "cover.stopped"
    with pytest.raises(Refused, match="Nobody is needed any more"):
        commands.say_yes_to_cover(world.actor("zed"), ask)
    with pytest.raises(Refused, match="over"):
        commands.stop_cover(world.ward, ask.cover)


def test_stop_cover_tells_those_whose_message_had_gone(world, date, row, peers):
    cover = commands.ask_cover(world.ward, date, kind="peer", workers=peers[:2], instead_of=row)
    Notice.objects.filter(to="zed@example.org").update(sent_at=clock.now())
    commands.stop_cover(world.ward, cover)
    assert Notice.objects.get(subject="Not needed any more").to == "zed@example.org"
    assert Notice.objects.get(to="yara@example.org").stopped_at is not None


def test_a_date_that_does_not_go_ahead_needs_nobody(world, date, row, peers):
    cover = commands.ask_cover(world.ward, date, kind="peer", workers=peers[:1], instead_of=row)
    Notice.objects.update(sent_at=clock.now())
    commands.skip_date(world.ward, date)
    cover.refresh_from_db()
    assert cover.status == "stopped"
    assert Notice.objects.get(subject="Not needed any more").to == "zed@example.org"


@pytest.mark.django_db(transaction=True)
def test_many_say_yes_at_once_and_one_has_it(world):
    group = make_group(world)
    bethan = worker_of(world, "other_peer_worker")
    date = make_date(group, bethan, days=3)
    people = make_peers(world, *(f"Peer{number} Ash" for number in range(12)))
    asks = make_ask(date, *people, instead_of=fall_ill(date.workers.get()))
    actors = {ask.pk: world.actor(ask.worker.first_name.lower()) for ask in asks}
    ready, said = threading.Barrier(len(asks)), []

    def say_yes(pk: str) -> None:
        ask = CoverAsk.objects.select_related("cover__date__group", "worker").get(pk=pk)
        ready.wait()
        try:
            commands.say_yes_to_cover(actors[pk], ask)
            said.append("yes")
        except Refused as refused:
            said.append(str(refused))
        finally:
            connection.close()

    threads = [threading.Thread(target=say_yes, args=[ask.pk]) for ask in asks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(said) == [*["Just taken. Thank you for offering."] * 11, "yes"]
    assert DateWorker.objects.filter(date=date, status="on").count() == 1
    assert CoverAsk.objects.filter(answer="yes").count() == 1


# Pages


def test_the_page_of_cover_asks_several_and_stops(world, sign_in, date, row, peers):
    client, page = sign_in("ward"), f"/groups/dates/{date.pk}/cover/"
    shown = client.get(page).content.decode()
    assert "This date needs a peer worker" in shown
    assert "Cannot come. Nobody asks why." in shown
    answer = client.post(page, {"words": "Only an hour"})
    assert answer.status_code == 422
    assert "Only an hour" in answer.content.decode()
    sent = {"workers": [peers[0].pk, peers[1].pk], "instead_of": row.pk, "words": "Only an hour"}
    assert client.post(page, sent).status_code == 302
    cover = Cover.objects.get()
    assert (cover.instead_of, cover.asks.count()) == (row, 2)
    assert "No answer yet" in client.get(page).content.decode()
    assert client.get(page + "?kind=clinician").status_code == 200
    assert client.post(f"/groups/cover/{cover.pk}/stop/").status_code == 302
    for who in ("peer_worker", "other_peer_worker", "coordinator", "other_ward", "person"):
        assert sign_in(who).get(page).status_code == 404
        assert sign_in(who).post(f"/groups/cover/{cover.pk}/stop/").status_code == 404


def test_the_page_of_cover_shows_the_likeliest_first_and_all_when_asked(world, sign_in, date, row):
    people = make_peers(world, *(f"Peer{number:02} Ash" for number in range(14)))
    make_ask(date, people[0], instead_of=row)
    client, page = sign_in("ward"), f"/groups/dates/{date.pk}/cover/"
    shown = client.get(page).content.decode()
    assert "Show 2 more who could" in shown
    assert 'value="' + people[0].pk not in shown
    assert 'value="' + people[13].pk not in shown
    assert 'value="' + people[13].pk in client.get(page + "?all=1").content.decode()


def test_the_page_of_one_asked_says_how_it_stands(world, sign_in, date, row, peers):
    zed, yara = make_ask(date, peers[0], peers[1], instead_of=row, words="Only an hour")
    client, page = sign_in("zed"), f"/groups/cover/asked/{zed.pk}/"
    shown = client.get(page).content.decode()
    for words in ("Could you cover this?", "The first yes gets it.", "Only an hour", "Say no as often as you like"):
        assert words in shown
    assert client.post(page + "not-this-time/").status_code == 302
    assert "you can still say yes" in client.get(page).content.decode()
    assert client.post(page + "yes/").status_code == 302
    assert "It is yours. Thank you." in client.get(page).content.decode()
    late = sign_in("yara")
    assert "Just taken. Thank you for offering." in late.get(f"/groups/cover/asked/{yara.pk}/").content.decode()
    assert late.post(f"/groups/cover/asked/{yara.pk}/yes/").url == f"/groups/cover/asked/{yara.pk}/"
    assert CoverAsk.objects.get(pk=yara.pk).answer == ""
    for who in ("yara", "lead", "person"):
        assert sign_in(who).get(page).status_code == 404


def test_the_page_of_one_asked_when_nobody_is_needed(world, sign_in, date, row, peers):
    ask = make_ask(date, peers[0], instead_of=row)[0]
    commands.stop_cover(world.ward, ask.cover)
    shown = sign_in("zed").get(f"/groups/cover/asked/{ask.pk}/").content.decode()
    assert "Not needed any more" in shown
    assert queries.cover_asked(world.actor("zed")) == []


def test_cover_asked_asks_as_often_for_three_as_for_one(world, bethan, peers, django_assert_num_queries):
    group, zed = make_group(world), world.actor("zed")
    for days in (1, 2, 3):
        make_ask(make_date(group, bethan, days=days), peers[0])
        with django_assert_num_queries(2):
            found = queries.cover_asked(zed)
        assert len(found) == days
    assert found[0].others == ("Bethan Osei",)
