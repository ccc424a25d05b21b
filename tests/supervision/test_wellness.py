"""A worker's own plan is theirs: shown part by part, unshown at once, and on no page of anybody else."""

from datetime import timedelta

import pytest
from django.urls import reverse

from alongside.accounts.queries import actor_for
from alongside.bank.queries import may_be_asked
from alongside.bank.queries.eligibility import could, who_could
from alongside.core import clock
from alongside.core.errors import NotAllowed, Refused
from alongside.core.guard import unguarded
from alongside.core.models import AuditEvent
from alongside.groups.models import Group, GroupDate
from alongside.groups.queries import who_could_cover
from alongside.matching.queries.places import available
from alongside.supervision import commands, queries
from alongside.supervision.models import PlanSection, PlanShare
from alongside.workforce import commands as workforce
from alongside.workforce.queries import peers_for_matching, peers_with_room
from tests.bank.setting_up import make_bank_worker, make_shift
from tests.supervision.setting_up import make_away, subjects
from tests.world import make_referral, worker_of

SECRET = "Quince marmalade"
OTHERS = ["lead", "coordinator", "team_manager", "supervisor", "administrator", "governance", "other_peer_worker"]


def url(name, *args):
    return reverse(f"supervision:{name}", args=args)


def section(world, **said):
    made = commands.keep_section(
        world.peer_worker, world.users["peer_worker"], **{"heading": "What helps", "words": SECRET, **said}
    )
    return PlanSection.objects.select_related("worker").get(pk=made)


def show(world, made, to="supervisor"):
    commands.show_section(world.peer_worker, world.users["peer_worker"], section=made, to=world.users[to])


def test_a_plan_is_written_changed_and_removed_and_leaves_one_kind_of_trace(world):
    user = world.users["peer_worker"]
    made = section(world)
    commands.keep_section(world.peer_worker, user, heading="What helps me", words="Tea", section=made)
    assert [(row.heading, row.words, row.shown) for row in queries.my_plan(world.peer_worker)] == [
        ("What helps me", "Tea", ())
    ]
    commands.remove_section(world.peer_worker, user, section=made)
    assert queries.my_plan(world.peer_worker) == []
    rows = AuditEvent.objects.values_list("action", "subject_type", "changes")
    assert {str(row) for row in rows} == {str(("own_words.kept", "accounts.user", {}))}


def test_a_part_is_shown_to_one_person_and_gone_at_once_when_it_is_not(world):
    made = section(world)
    show(world, made)
    show(world, made)
    assert subjects("supervisor@example.org") == ["Something for you alone"]
    assert [share.section.words for share in queries.shown_to_me(world.supervisor).sections] == [SECRET]
    assert queries.shown_to_me(world.lead).is_empty
    share = queries.own_share(world.peer_worker, PlanShare.objects.get().pk)
    commands.unshow_section(world.peer_worker, world.users["peer_worker"], share=share)
    assert queries.shown_to_me(world.supervisor).is_empty
    assert not PlanShare.objects.exists()


def test_nobody_changes_or_shows_anothers_plan(world):
    made = section(world)
    show(world, made)
    share = PlanShare.objects.select_related("section__worker").get()
    user = world.users["other_peer_worker"]
    for do, details in (
        (commands.keep_section, {"heading": "x", "section": made}),
        (commands.remove_section, {"section": made}),
        (commands.show_section, {"section": made, "to": world.users["lead"]}),
        (commands.unshow_section, {"share": share}),
    ):
        with pytest.raises(NotAllowed):
            do(world.other_peer_worker, user, **details)
    with pytest.raises(NotAllowed):
        commands.keep_section(world.lead, world.users["peer_worker"], heading="x")
    with pytest.raises(Refused, match="record as a worker"):
        commands.keep_section(world.lead, world.users["lead"], heading="x")
    with pytest.raises(Refused, match="cannot be shown"):
        show(world, made, to="person")


@pytest.mark.parametrize("name", OTHERS)
def test_a_plan_is_on_no_page_of_anybody_else(world, sign_in, name):
    made = section(world)
    client = sign_in(name)
    pages = [url(one) for one in ("well_at_work", "my_plan", "shown_to_me", "people_i_supervise", "overview")]
    pages += [url(one, made.pk) for one in ("keep_section", "show_section")]
    pages += [url("load", made.worker_id), reverse("workforce:worker", args=[made.worker_id]), "/"]
    for page in pages:
        assert SECRET not in client.get(page, follow=True).content.decode()
    assert client.get(url("keep_section", made.pk)).status_code == 404


def test_pages_of_the_plan(world, sign_in):
    imani = sign_in("peer_worker")
    assert imani.get(url("my_plan")).status_code == 200
    assert imani.get(url("add_section") + "?heading=Tea").status_code == 200
    assert imani.post(url("add_section"), {"words": SECRET}).status_code == 422
    assert imani.post(url("add_section"), {"heading": "Tea", "words": SECRET}).status_code == 302
    made = PlanSection.objects.get()
    assert SECRET in imani.get(url("keep_section", made.pk)).content.decode()
    assert imani.post(url("keep_section", made.pk), {"heading": "Tea", "words": SECRET}).status_code == 302
    assert imani.get(url("show_section", made.pk)).status_code == 200
    assert imani.post(url("show_section", made.pk), {"to": world.users["lead"].pk}).status_code == 302
    assert "Marcia Thornby" in imani.get(url("my_plan")).content.decode()
    assert SECRET in sign_in("lead").get(url("shown_to_me")).content.decode()
    assert imani.post(url("unshow_section", PlanShare.objects.get().pk)).status_code == 302
    assert imani.post(url("remove_section", made.pk)).status_code == 302
    assert not PlanSection.objects.exists()
    assert sign_in("governance").get(url("shown_to_me")).status_code == 404


# Not this week -------------------------------------------------------------------------------------------------------


def test_not_this_week_lasts_to_sunday_and_leaves_the_trace_of_any_change_of_a_profile(world):
    workforce.not_this_week(world.peer_worker, worker_of(world))
    until = worker_of(world).not_this_week_until
    assert until.weekday() == 6
    assert until >= clock.today() + timedelta(days=1)
    workforce.keep_away(world.peer_worker, worker_of(world), name="Somebody")
    rows = AuditEvent.objects.values_list("action", "subject_type", "changes")
    assert {str(row) for row in rows} == {str(("profile.changed", "workforce.worker", {}))}
    with pytest.raises(NotAllowed):
        workforce.not_this_week(world.lead, worker_of(world))
    workforce.this_week_after_all(world.peer_worker, worker_of(world))
    assert worker_of(world).not_this_week_until is None


def test_nothing_new_is_put_to_them_and_it_reads_as_not_available(world):
    referral = make_referral(world, status="accepted")
    with unguarded():
        group = Group.objects.create(name="Walkers", pathway=world.community, team=world.thanet)
        starts_at = clock.now() + timedelta(days=2)
        date = GroupDate.objects.create(group=group, starts_at=starts_at, ends_at=starts_at + timedelta(hours=1))

    def asked():
        imani = worker_of(world)
        peers = {row.id: row.taking_on for row in peers_for_matching(world.lead)}
        return (
            available(referral, imani),
            peers[imani.pk],
            imani.pk in {row.id for row in peers_with_room([world.community.pk])},
            imani.pk in {row.id for row in who_could_cover(date)},
        )

    assert asked() == (True, True, True, True)
    workforce.not_this_week(world.peer_worker, worker_of(world))
    assert asked() == (False, False, False, False)
    with unguarded():
        type(worker_of(world)).objects.update(not_this_week_until=clock.today() - timedelta(days=1))
    assert asked() == (True, True, True, True)


def test_the_bank_offers_them_nothing_and_cannot_tell_why_and_they_may_still_say_yes_themself(world):
    shift, wanda = make_shift(world), make_bank_worker(world, "Wanda Pell")
    away = make_bank_worker(world, "Maxine Orr")
    make_away(away, 7, 7)
    assert [row.worker_id for row in may_be_asked(shift)] == [wanda.pk]
    workforce.not_this_week(actor_for(wanda.user), wanda)
    wanda = type(wanda).objects.get(pk=wanda.pk)
    assert may_be_asked(shift) == []
    assert len({(row.stops, row.good, row.warns, row.opens, row.inducted) for row in who_could(shift)}) == 1
    assert could(shift, wanda, own=True).can


def test_not_this_week_is_said_and_taken_back_on_the_page(world, sign_in):
    imani = sign_in("peer_worker")
    assert imani.post(url("not_this_week")).status_code == 302
    assert "Nothing new is put to you" in imani.get(url("well_at_work")).content.decode()
    assert imani.post(url("this_week_after_all")).status_code == 302
    assert worker_of(world).not_this_week_until is None
