"""Agreements with partners, meetings and promises: from a draft to the end, and who is told."""

from datetime import timedelta
from typing import Any

import pytest

from alongside.core import clock
from alongside.core.actors import process
from alongside.core.errors import NotAllowed, Refused
from alongside.core.guard import unguarded
from alongside.core.models import AuditEvent, Notice
from alongside.partners import commands, jobs, queries
from alongside.partners.models import PartnerAction, PartnerAgreement
from tests.partners.setting_up import charity, make_action, make_agreement, make_entry
from tests.world import World

pytestmark = pytest.mark.django_db
JOB = process("a job")
SAID: dict[str, Any] = {"title": "Thanet together", "purpose": "To meet.", "what_is_shared": "Nothing."}
TWO = "Petra Onslow and Marcia Thornby"


def was_written(action: str, subject: Any) -> bool:
    return AuditEvent.objects.filter(action=action, subject_id=subject.pk).exists()


@pytest.mark.parametrize("who", ["peer_worker", "partner", "administrator", "governance"])
def test_only_lead_and_coordinators_keep_agreements(world: World, who: str) -> None:
    agreement, action, actor = make_agreement(), make_action(), world.actor(who)
    refused: list[Any] = [
        lambda: commands.draft_agreement(actor, charity(), **SAID),
        lambda: commands.change_agreement(actor, agreement, **SAID),
        lambda: commands.agree_with(actor, agreement, agreed_by=TWO, starts_on=clock.today()),
        lambda: commands.renew_agreement(actor, agreement, agreed_by=TWO),
        lambda: commands.end_agreement(actor, agreement),
        lambda: commands.write_meeting(actor, charity(), held_on=clock.today(), who="Us", promised=[]),
        lambda: commands.finish_action(actor, action),
        lambda: commands.reopen_action(actor, action),
        lambda: commands.take_back_action(actor, action),
    ]
    for do in refused:
        with pytest.raises(NotAllowed):
            do()


def test_from_a_draft_to_its_end_and_on_again(world: World) -> None:
    today = clock.today()
    made = commands.draft_agreement(world.coordinator, charity(), **SAID)
    assert (made.status, was_written("agreement_with.drafted", made)) == ("draft", True)
    commands.change_agreement(world.lead, made, **{**SAID, "title": "Together"})
    assert was_written("agreement_with.changed", made)
    with pytest.raises(Refused, match="never in force"):
        commands.renew_agreement(world.lead, made, agreed_by=TWO)
    commands.agree_with(world.lead, made, agreed_by=TWO, starts_on=today, ends_on=today + timedelta(days=30))
    assert (made.status, made.agreed_by, was_written("agreement_with.agreed", made)) == ("in_force", TWO, True)
    with pytest.raises(Refused, match="its words stay"):
        commands.change_agreement(world.lead, made, **SAID)
    with pytest.raises(Refused, match="agreed already"):
        commands.agree_with(world.lead, made, agreed_by=TWO, starts_on=today)
    with pytest.raises(Refused, match="in the future"):
        commands.renew_agreement(world.lead, made, agreed_by=TWO, ends_on=today)
    commands.renew_agreement(world.lead, made, agreed_by=TWO, ends_on=today + timedelta(days=400))
    assert was_written("agreement_with.renewed", made)
    commands.end_agreement(world.lead, made)
    assert (made.status, bool(made.ended_at), was_written("agreement_with.ended", made)) == ("ended", True, True)
    with pytest.raises(Refused, match="cannot become"):
        commands.end_agreement(world.lead, made)
    commands.renew_agreement(world.lead, made, agreed_by=TWO)
    found = PartnerAgreement.objects.get()
    assert (found.status, found.ends_on, found.ended_at) == ("in_force", None, None)


def test_the_last_day_is_not_before_the_first(world: World) -> None:
    today = clock.today()
    days = {"starts_on": today, "ends_on": today - timedelta(days=1)}
    draft = make_agreement(status="draft")
    for do in (
        lambda: commands.draft_agreement(world.lead, charity(), **SAID, **days),
        lambda: commands.change_agreement(world.lead, draft, **SAID, **days),
        lambda: commands.agree_with(world.lead, draft, agreed_by=TWO, **days),
    ):
        with pytest.raises(Refused, match="before the first"):
            do()


def test_our_contact_is_told_two_months_before_once(world: World) -> None:
    soon = make_agreement(ends_in=60, our_contact=world.users["coordinator"])
    make_agreement(ends_in=61, title="Later")
    make_agreement(ends_in=None, title="For ever")
    jobs.say_what_ends(JOB)
    jobs.say_what_ends(JOB)
    (notice,) = Notice.objects.all()
    assert (notice.to, "Working together in Thanet" in notice.text) == ("coordinator@example.org", True)
    assert was_written("agreement_with.end_told", soon)
    with pytest.raises(Refused, match="told already"):
        commands.tell_agreement_ends(JOB, soon)
    for do in (commands.tell_agreement_ends, commands.run_out):
        with pytest.raises(NotAllowed):
            do(world.lead, soon)
    with pytest.raises(NotAllowed):
        queries.ending_soon(world.lead)


def test_without_a_contact_the_service_is_told(world: World) -> None:
    make_agreement(ends_in=5)
    with unguarded():
        world.users["lead"].is_active = False
        world.users["lead"].save()
    make_agreement(ends_in=6, our_contact=world.users["lead"], title="Another")
    jobs.say_what_ends(JOB)
    assert set(Notice.objects.values_list("to", flat=True)) == {"peer@example.org"}


def test_the_day_after_its_last_it_has_ended(world: World) -> None:
    over, last = make_agreement(ends_in=-1), make_agreement(ends_in=0, title="Last day")
    jobs.say_what_ends(JOB)
    over.refresh_from_db()
    last.refresh_from_db()
    assert (over.status, last.status) == ("ended", "in_force")
    assert was_written("agreement_with.ran_out", over)
    with pytest.raises(Refused, match="not behind us"):
        commands.run_out(JOB, last)


def test_a_meeting_and_what_was_promised(world: World) -> None:
    today = clock.today()
    promised = [{"words": "Send the leaflet", "who": "Petra, theirs", "due_on": today}]
    meeting = commands.write_meeting(world.lead, charity(), held_on=today, who="Both", words="Well.", promised=promised)
    assert was_written("partner_meeting.written", meeting)
    action = PartnerAction.objects.get()
    with pytest.raises(Refused, match="in the past"):
        commands.write_meeting(world.lead, charity(), held_on=today + timedelta(days=1), who="Both", promised=[])
    with pytest.raises(Refused, match="not done yet"):
        commands.reopen_action(world.lead, action)
    commands.finish_action(world.lead, action)
    assert was_written("partner_action.done", action)
    for do in (commands.finish_action, commands.take_back_action):
        with pytest.raises(Refused, match="done already"):
            do(world.lead, action)
    commands.reopen_action(world.coordinator, action)
    commands.take_back_action(world.coordinator, action)
    assert was_written("partner_action.not_done", action)
    assert was_written("partner_action.taken_back", action)


def test_what_is_overdue_is_on_the_partners_page(world: World) -> None:
    late = make_action(due_in=-1, words="Late")
    make_action(due_in=0, words="Today")
    make_action(due_in=None, words="Some day")
    make_action(due_in=-9, words="Done", done_at=clock.now())
    make_action(due_in=-9, words="Taken back", taken_back_at=clock.now())
    page = queries.partner_page(world.lead, charity().pk)
    assert [(row.id, row.overdue) for row in page.overdue] == [(late.pk, True)]
    assert len(page.meetings) == 5
    rows = {row.name: row for row in queries.partner_rows(queries.partners(world.lead))}
    assert (rows["Harbour Peers"].overdue, rows["The Lantern Trust"].overdue) == (1, 0)


@pytest.mark.parametrize("rows", [1, 3])
def test_three_are_asked_as_one(world: World, rows: int, django_assert_num_queries) -> None:
    for number in range(rows):
        make_agreement(title=f"Agreement {number}", our_contact=world.users["lead"])
        make_action()
        make_entry(f"Place {number}", organisation=charity())
    lead = world.lead
    with django_assert_num_queries(1):
        found = {row.name: row for row in queries.partner_rows(queries.partners(lead))}
    harbour = found["Harbour Peers"]
    assert (harbour.in_force, harbour.overdue, harbour.accounts, harbour.entries) == (rows, rows, 1, rows)
    assert "Tarnshire Partnership NHS Trust" not in found
    charity_id = charity().pk
    with django_assert_num_queries(7):
        page = queries.partner_page(lead, charity_id)
    assert (page.organisation.pk, len(page.agreements)) == (charity_id, rows)
    with django_assert_num_queries(1):
        assert len(queries.agreement_rows(queries.agreements(lead))) == rows


def test_who_sees_partners(world: World) -> None:
    make_agreement()
    for who in ("lead", "coordinator", "administrator"):
        assert [row.name for row in queries.partners(world.actor(who), "harbour")] == ["Harbour Peers"]
        assert queries.agreements(world.actor(who), "in_force").count() == 1
        assert queries.agreements(world.actor(who), "draft").count() == 0
    for who in ("peer_worker", "partner", "person"):
        with pytest.raises(NotAllowed):
            queries.partners(world.actor(who))
        with pytest.raises(NotAllowed):
            queries.agreements(world.actor(who))
