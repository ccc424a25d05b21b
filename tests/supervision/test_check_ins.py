"""How am I: kept for oneself, or sent to one person; on no page, list or screen of anybody else."""

import pytest
from django.urls import reverse

from alongside.core.errors import NotAllowed, Refused
from alongside.core.models import AuditEvent, Notice
from alongside.supervision import commands, queries
from alongside.supervision.models import CheckIn
from tests.supervision.setting_up import subjects
from tests.world import worker_of

SECRET = "Quince marmalade"
ROLES = [
    "lead",
    "coordinator",
    "team_manager",
    "supervisor",
    "administrator",
    "governance",
    "other_peer_worker",
    "bank",
]


def url(name, *args):
    return reverse(f"supervision:{name}", args=args)


def checked(world, to=None, **said):
    to = world.users[to] if to else None
    said = {"feeling": "2", "words": SECRET, **said}
    made = commands.check_in(world.peer_worker, world.users["peer_worker"], to=to, **said)
    return CheckIn.objects.select_related("worker").get(pk=made)


def test_check_in_is_kept_for_oneself_with_one_kind_of_trace(world):
    checked(world)
    assert [(row.feeling, row.words, row.sent_to) for row in queries.well_at_work(world.peer_worker).lately] == [
        (2, SECRET, "")
    ]
    assert not Notice.objects.exists()
    event = AuditEvent.objects.get()
    assert (event.action, event.changes, event.subject_type) == ("own_words.kept", {}, "accounts.user")


def test_check_in_is_of_oneself_and_of_a_worker(world):
    with pytest.raises(NotAllowed):
        commands.check_in(world.lead, world.users["peer_worker"], feeling=3)
    with pytest.raises(Refused, match="record as a worker"):
        commands.check_in(world.lead, world.users["lead"], feeling=3)
    with pytest.raises(Refused, match="cannot be sent"):
        checked(world, to="person")


def test_send_check_in_is_read_by_the_two_until_it_is_taken_back(world):
    made = checked(world)
    user = world.users["peer_worker"]
    commands.send_check_in(world.peer_worker, user, check_in=made, to=world.users["supervisor"])
    assert subjects("supervisor@example.org") == ["Something for you alone"]
    assert [one.words for one in queries.shown_to_me(world.supervisor).check_ins] == [SECRET]
    with pytest.raises(Refused):
        commands.send_check_in(world.peer_worker, user, check_in=made, to=world.users["lead"])
    with pytest.raises(NotAllowed):
        commands.see_check_in(world.lead, world.users["lead"], check_in=made)
    commands.see_check_in(world.supervisor, world.users["supervisor"], check_in=made)
    assert queries.well_at_work(world.peer_worker).lately[0].seen
    commands.unsend_check_in(world.peer_worker, user, check_in=made)
    assert queries.shown_to_me(world.supervisor).is_empty
    commands.remove_check_in(world.peer_worker, user, check_in=made)
    assert not CheckIn.objects.exists()


def test_nobody_sends_takes_back_or_deletes_anothers(world):
    made, user = checked(world), world.users["other_peer_worker"]
    for do, details in (
        (commands.send_check_in, {"to": world.users["lead"]}),
        (commands.unsend_check_in, {}),
        (commands.remove_check_in, {}),
    ):
        with pytest.raises(NotAllowed):
            do(world.other_peer_worker, user, check_in=made, **details)


@pytest.mark.parametrize("name", ROLES)
def test_a_check_in_is_on_no_page_of_anybody_else(world, sign_in, name):
    made = checked(world)
    worker = worker_of(world).pk
    client = sign_in(name)
    pages = [url(one) for one in ("well_at_work", "my_check_ins", "shown_to_me", "people_i_supervise", "overview")]
    pages += [url("raised"), url("send_check_in", made.pk), url("load", worker), url("time_of", worker), "/"]
    pages += [reverse("workforce:worker", args=[worker]), reverse("workforce:workers")]
    for page in pages:
        assert SECRET not in client.get(page, follow=True).content.decode()
    assert client.get(url("send_check_in", made.pk)).status_code == 404


def test_the_page_takes_it_sends_it_and_takes_it_back(world, sign_in):
    imani = sign_in("peer_worker")
    assert imani.get(url("well_at_work")).status_code == 200
    assert imani.post(url("well_at_work"), {"words": SECRET}).status_code == 422
    for feeling in ("1", "4"):
        assert imani.post(url("well_at_work"), {"feeling": feeling, "words": SECRET}).status_code == 302
    made = CheckIn.objects.filter(feeling=1).get()
    assert SECRET in imani.get(url("well_at_work")).content.decode()
    assert imani.get(url("send_check_in", made.pk)).status_code == 200
    assert imani.post(url("send_check_in", made.pk), {"to": world.users["supervisor"].pk}).status_code == 302
    sefa = sign_in("supervisor")
    assert SECRET in sefa.get(url("shown_to_me")).content.decode()
    assert sefa.post(url("see_check_in", made.pk)).status_code == 302
    assert imani.post(url("unsend_check_in", made.pk)).status_code == 302
    assert SECRET not in sefa.get(url("shown_to_me")).content.decode()
    assert imani.post(url("remove_check_in", made.pk)).status_code == 302
    assert sign_in("lead").get(url("well_at_work")).status_code == 404


@pytest.mark.parametrize("how_many", [1, 3])
def test_well_at_work_asks_the_same_number_of_queries(world, django_assert_num_queries, how_many):
    for _ in range(how_many):
        checked(world)
    actor = world.peer_worker
    with django_assert_num_queries(4):
        assert len(queries.well_at_work(actor).lately) == how_many
    with django_assert_num_queries(1):
        assert len(queries.check_in_rows(queries.own_check_ins(actor))) == how_many


def test_all_that_is_kept_can_be_reached_page_by_page(world, sign_in):
    for n in range(51):
        checked(world, words=f"Time {n}.")
    imani = sign_in("peer_worker")
    assert "All 51 times you said how you were" in imani.get(url("well_at_work")).content.decode()
    newest, oldest = (imani.get(url("my_check_ins") + f"?page={n}").content.decode() for n in (1, 2))
    assert "Time 50." in newest
    assert "Time 0." not in newest
    assert "Time 0." in oldest
    assert "Time 50." not in oldest


@pytest.mark.parametrize("name", ROLES)
def test_all_that_is_kept_is_a_page_of_a_peer_worker(sign_in, name):
    assert sign_in(name).get(url("my_check_ins")).status_code == (200 if name == "other_peer_worker" else 404)
