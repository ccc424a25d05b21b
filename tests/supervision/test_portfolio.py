"""A portfolio against the framework: theirs, shown to one person who answers, with a yearly total of learning."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from alongside.core import clock
from alongside.core.errors import NotAllowed, Refused
from alongside.core.guard import unguarded
from alongside.core.models import AuditEvent
from alongside.supervision import commands, queries
from alongside.supervision.models import Portfolio
from alongside.training.models import Competence
from alongside.workforce.models import Credential, CredentialKind
from tests.supervision.setting_up import subjects
from tests.world import worker_of

SECRET = "Quince marmalade"


@pytest.fixture
def framework(world):
    with unguarded():
        for position, (code, title) in enumerate((("1.1", "Being there"), ("1.2", "Hope"))):
            Competence.objects.create(framework="F", version="1", code=code, title=title, position=position)


def url(name, *args):
    return reverse(f"supervision:{name}", args=args)


def kept(world, **said):
    said = {"title": "Ran a group", "happened_on": clock.today(), "competence_code": "1.1", "words": SECRET, **said}
    made = commands.keep_entry(world.peer_worker, world.users["peer_worker"], **said)
    return Portfolio.objects.select_related("worker").get(pk=made)


def test_entries_stand_under_their_heading_and_minutes_under_their_year(world, framework):
    kept(world, minutes=90)
    kept(world, minutes=30, competence_code=None, happened_on=date(2020, 5, 1))
    page = queries.portfolio(world.peer_worker)
    assert [(row.code, len(row.entries)) for row in page.rows] == [("1.1", 1), ("1.2", 0), ("", 1)]
    assert page.years == ((clock.today().year, 90), (2020, 30))
    assert (page.covered, page.headings) == (1, 2)
    rows = AuditEvent.objects.values_list("action", "changes")
    assert {str(row) for row in rows} == {str(("own_words.kept", {}))}


def test_an_entry_is_shown_to_one_person_who_answers_and_taken_back(world, framework):
    made, user = kept(world), world.users["peer_worker"]
    commands.show_entry(world.peer_worker, user, entry=made, to=world.users["supervisor"])
    assert subjects("supervisor@example.org") == ["Something for you alone"]
    assert [one.pk for one in queries.shown_to_me(world.supervisor).portfolio] == [made.pk]
    with pytest.raises(Refused):
        commands.show_entry(world.peer_worker, user, entry=made, to=world.users["supervisor"])
    with pytest.raises(NotAllowed):
        commands.answer_entry(world.lead, world.users["lead"], entry=made, answer="x")
    commands.answer_entry(world.supervisor, world.users["supervisor"], entry=made, answer="Well done")
    assert queries.entry_page(world.peer_worker, made.pk)[0].answer == "Well done"
    commands.unshow_entry(world.peer_worker, user, entry=made)
    with pytest.raises(Portfolio.DoesNotExist):
        queries.entry_page(world.supervisor, made.pk)
    commands.remove_entry(world.peer_worker, user, entry=made)
    assert not Portfolio.objects.exists()


def test_an_entry_is_changed_by_its_worker_alone(world, framework):
    made, user = kept(world), world.users["other_peer_worker"]
    for do, details in (
        (commands.keep_entry, {"title": "x", "happened_on": clock.today()}),
        (commands.show_entry, {"to": world.users["lead"]}),
        (commands.unshow_entry, {}),
        (commands.remove_entry, {}),
    ):
        with pytest.raises(NotAllowed):
            do(world.other_peer_worker, user, entry=made, **details)
    with pytest.raises(Refused, match="day before"):
        kept(world, happened_on=clock.today() + timedelta(days=1))
    with pytest.raises(Refused, match="record as a worker"):
        commands.keep_entry(world.lead, world.users["lead"], title="x", happened_on=clock.today())
    with pytest.raises(Refused, match="cannot be shown"):
        commands.show_entry(world.peer_worker, world.users["peer_worker"], entry=made, to=world.users["person"])


def test_pages_of_the_portfolio(world, framework, sign_in):
    made = kept(world)
    imani, sefa = sign_in("peer_worker"), sign_in("supervisor")
    assert "Being there" in imani.get(url("portfolio")).content.decode()
    assert imani.get(url("add_entry") + "?for=1.2").status_code == 200
    assert imani.post(url("add_entry"), {"words": SECRET}).status_code == 422
    assert imani.get(url("keep_entry", made.pk)).status_code == 200
    assert imani.get(url("show_entry", made.pk)).status_code == 200
    assert sefa.get(url("portfolio_entry", made.pk)).status_code == 404
    assert imani.post(url("show_entry", made.pk), {"to": world.users["supervisor"].pk}).status_code == 302
    assert SECRET in sefa.get(url("portfolio_entry", made.pk)).content.decode()
    assert "Ran a group" in sefa.get(url("shown_to_me")).content.decode()
    assert sefa.post(url("answer_entry", made.pk), {"answer": ""}).status_code == 422
    assert sefa.post(url("answer_entry", made.pk), {"answer": "Well done"}).status_code == 302
    assert "Well done" in imani.get(url("portfolio_entry", made.pk)).content.decode()
    for name in ("lead", "administrator", "governance", "team_manager"):
        assert sign_in(name).get(url("portfolio_entry", made.pk)).status_code == 404
    assert sefa.get(url("portfolio")).status_code == 404
    assert imani.post(url("unshow_entry", made.pk)).status_code == 302
    assert imani.post(url("remove_entry", made.pk)).status_code == 302


def test_all_of_it_is_printed_or_kept_by_its_worker_without_what_others_answered(world, framework, sign_in):
    made = kept(world, minutes=90)
    kept(world, title="=SUM(A1)", words="", competence_code=None, happened_on=date(2020, 5, 1))
    with unguarded():
        Portfolio.objects.filter(pk=made.pk).update(answer="Well done", shown_to=world.users["supervisor"])
    imani = sign_in("peer_worker")
    assert url("portfolio_print") in imani.get(url("portfolio")).content.decode()
    page = imani.get(url("portfolio_print")).content.decode()
    assert all(words in page for words in (SECRET, "1.1 Being there", "1 hour 30", "2020"))
    assert "Well done" not in page
    file = imani.get(url("portfolio_file"))
    assert (file["Content-Type"], file["Cache-Control"]) == ("text/csv; charset=utf-8", "no-store")
    lines = file.content.decode("utf-8-sig").splitlines()
    assert lines == [
        ",".join(f'"{name}"' if "," in name else name for name in queries.PORTFOLIO_COLUMNS),
        "2020-05-01,,'=SUM(A1),,",
        f"{clock.today()},1.1 Being there,Ran a group,{SECRET},90",
    ]
    for name in ("supervisor", "lead", "team_manager", "administrator", "governance"):
        for address in ("portfolio_print", "portfolio_file"):
            assert sign_in(name).get(url(address)).status_code == 404


def test_training_and_checks_stand_beside_it_with_their_last_day(world, framework, sign_in):
    with unguarded():
        kinds = [
            CredentialKind.objects.create(slug=f"kind-{n}", name=f"Kind {n}", lacking=f"Kind {n} is not there")
            for n in range(4)
        ]
        for kind, until in zip(kinds, (None, 20, -1), strict=False):
            Credential.objects.create(
                worker=worker_of(world),
                kind=kind,
                done_on=clock.today() - timedelta(days=300),
                until=None if until is None else clock.today() + timedelta(days=until),
                written_at=clock.now(),
            )
    assert [row.state for row in queries.portfolio(world.peer_worker).dates] == ["held", "soon", "over", "never"]
    page = sign_in("peer_worker").get(url("portfolio")).content.decode()
    assert all(words in page for words in ("for good", "Ends soon", "Over", "Kind 3 is not there"))


@pytest.mark.parametrize("how_many", [1, 3])
def test_portfolio_asks_the_same_number_of_queries(world, framework, django_assert_num_queries, how_many):
    for _ in range(how_many):
        kept(world)
    actor = world.peer_worker
    with django_assert_num_queries(7):
        assert queries.portfolio(actor).entries == how_many
