"""The pages of supervision: for those in it, for who looks after the worker, and for nobody else; never its words."""

import io
import zipfile
from typing import Any

import pytest
from django.urls import reverse

from alongside.core import clock
from alongside.core.guard import unguarded
from alongside.supervision import queries
from alongside.supervision.models import Cover, Preparation, Raised, Session, SupportAsk, ToDo
from alongside.support import commands as support
from alongside.support.queries import calendar_feed
from tests.supervision.setting_up import (
    make_away,
    make_rhythms,
    make_session,
    make_supervision,
    make_supervisor,
    moment,
)
from tests.world import worker_of

SECRET = "Quince marmalade"  # in every word that only those in it read
READERS = {"peer_worker", "supervisor"}


@pytest.fixture
def together(world):
    """Imani and Sefa, with every kind of words there is, a session held, one to come, and an ask."""
    make_rhythms()
    made = make_supervision(world, agreement=f"{SECRET}: agreement")
    held = make_session(made, days=-20, status="held", note=f"{SECRET}: note", where=f"{SECRET}: where")
    coming = make_session(made, days=5, where=f"{SECRET}: where")
    imani = worker_of(world)
    with unguarded():
        ToDo.objects.create(session=held, words=f"{SECRET}: to do", who=imani, due_on=clock.today())
        for session in (held, coming):
            Preparation.objects.create(session=session, worker=imani, words=f"{SECRET}: brings", shown_at=clock.now())
        made.people.update(asked_at=clock.now(), asked_words=f"{SECRET}: asks")
        SupportAsk.objects.create(
            worker=imani, to=world.users["supervisor"], words=f"{SECRET}: support", asked_at=clock.now()
        )
        Raised.objects.create(
            worker=imani,
            what="overdue",
            about=made.pk,
            strand="peer",
            to=world.users["team_manager"],
            raised_at=clock.now(),
        )
    return made


def url(name: str, *args: Any) -> str:
    return reverse(f"supervision:{name}", args=args)


def addresses(world, together) -> list[str]:
    """Every address of this supervision, and the pages of everybody that could show something of it."""
    sessions = [session.pk for session in Session.objects.all()]
    of_one = ("supervision", "write_agreement", "agree_rhythm", "plan_session", "ask_for_session", "name_cover")
    of_all = ("my_supervision", "people_i_supervise", "overview", "raised", "start_supervision", "ask_for_support")
    of_session = ("session", "move_session", "cancel_session", "save_preparation", "hold_session", "correct_session")
    ask, raised = SupportAsk.objects.get().pk, Raised.objects.get().pk
    return [
        *(url(name) for name in of_all),
        *(url(name, together.pk) for name in (*of_one, "join_supervision", "end_supervision")),
        *(url(name, session) for name in (*of_session, "agree_to_do") for session in sessions),
        *(url(name, ask) for name in ("support_ask", "answer_ask", "ask_another")),
        url("say_done", raised),
        url("raised") + "?show=all",
        url("raised") + "?show=closed",
        reverse("workforce:worker", args=[worker_of(world).pk]),
        reverse("workforce:workers"),
        reverse("pages:today"),
        reverse("pages:audit"),
        reverse("pages:openings"),
        reverse("accounts:staff"),
        reverse("support:messages"),
    ]


# Words ---------------------------------------------------------------------------------------------------------------


def test_words_of_a_supervision_are_on_the_pages_of_those_in_it(world, sign_in, together):
    for name in READERS:
        text = "".join(sign_in(name).get(page).content.decode() for page in addresses(world, together))
        assert text.count(SECRET) > 5, name


OTHERS = [
    *("lead", "coordinator", "other_coordinator", "other_peer_worker", "team_manager", "referrer", "governance"),
    *("administrator", "person", "editor", "trainer", "recruiter", "panel", "route_lead", "ward", "bank"),
    *("other_supervisor", "partner", "candidate", "nobody"),
]


@pytest.mark.parametrize("name", OTHERS)
def test_words_of_a_supervision_are_on_no_page_and_in_no_export_of_anybody_else(world, sign_in, together, name):
    client = sign_in(name)
    for page in addresses(world, together):
        shown = client.get(page)
        assert shown.status_code in (200, 302, 404), page
        assert SECRET not in shown.content.decode(), page
    book = client.get(url("overview") + "?as=xlsx")
    if book.status_code == 200:
        with zipfile.ZipFile(io.BytesIO(book.content)) as opened:
            assert not [part for part in opened.namelist() if SECRET.encode() in opened.read(part)]


@pytest.mark.parametrize("name", ["lead", "coordinator", "team_manager"])
def test_dates_are_seen_by_who_looks_after_the_worker(world, sign_in, together, name):
    client = sign_in(name)
    page = client.get(url("supervision", together.pk)).content.decode()
    assert "You see dates here." in page
    assert "How we do this together" not in page
    assert "Sefa Lindqvist" in page
    overview = client.get(url("overview")).content.decode()
    assert "Imani Calder" in overview
    assert "Sefa Lindqvist" in overview
    for session in Session.objects.all():
        assert client.get(url("session", session.pk)).status_code == 404


def test_overview_as_a_spreadsheet_has_the_dates(world, sign_in, together):
    book = sign_in("lead").get(url("overview") + "?as=xlsx&strand=peer&show=nobody")
    assert book["Content-Type"].endswith("sheet")
    assert sign_in("lead").get(url("overview") + "?as=xlsx").status_code == 200


# Who may -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "seen_by"),
    [
        ("my_supervision", {"peer_worker", "other_peer_worker"}),
        ("overview", {"lead", "coordinator", "other_coordinator", "team_manager"}),
        ("start_supervision", {"lead", "coordinator", "other_coordinator", "team_manager"}),
    ],
)
def test_pages_of_everybody_are_found_by_those_they_are_for(world, sign_in, page, seen_by):
    for name in ["peer_worker", "other_peer_worker", *OTHERS]:
        expected = 200 if name in seen_by else 404
        if name not in ("nobody", "supervisor"):
            assert sign_in(name).get(url(page)).status_code == expected, name


def test_pages_when_there_is_nothing_say_so(world, sign_in):
    for name, page in (("peer_worker", "my_supervision"), ("supervisor", "people_i_supervise"), ("lead", "overview")):
        assert sign_in(name).get(url(page)).status_code == 200
    assert "You supervise nobody here yet." in sign_in("supervisor").get(url("people_i_supervise")).content.decode()
    assert "Nothing needs you just now." in sign_in("lead").get(url("raised")).content.decode()


def test_whoever_covers_has_a_page_without_what_was_before(world, sign_in, together):
    make_supervisor(world, "other_supervisor")
    coming = Session.objects.get(status="planned")
    answers = {"by": make_supervisor(world, "other_supervisor").pk, **day("starts_on", 0), **day("ends_on", 30)}
    done = sign_in("team_manager").post(url("name_cover", together.pk), answers)
    assert done.status_code == 302
    client = sign_in("other_supervisor")
    page = client.get(url("supervision", together.pk)).content.decode()
    assert "You cover for Sefa Lindqvist." in page
    assert f"{SECRET}: agreement" not in page
    assert f"{SECRET}: brings" not in client.get(url("session", coming.pk)).content.decode()
    assert "You cover to" in client.get(url("people_i_supervise")).content.decode()
    cover = Cover.objects.get()
    assert "Take this back" in sign_in("lead").get(url("supervision", together.pk)).content.decode()
    assert sign_in("lead").post(url("take_back_cover", cover.pk)).status_code == 302
    assert client.get(url("supervision", together.pk)).status_code == 404


# Forms ---------------------------------------------------------------------------------------------------------------


def day(name: str, days: int) -> dict[str, str]:
    on = moment(days).date()
    return {f"{name}_day": str(on.day), f"{name}_month": str(on.month), f"{name}_year": str(on.year)}


def test_a_supervisor_is_named_from_the_overview(world, sign_in):
    make_rhythms()
    giver = make_supervisor(world)
    client = sign_in("lead")
    assert "Name someone" in client.get(url("overview") + "?show=nobody").content.decode()
    page = url("start_supervision") + f"?worker={worker_of(world).pk}&strand=peer"
    assert client.get(page).status_code == 200
    answers = {"strand": "peer", "worker": worker_of(world).pk, "supervisor": giver.pk, **day("began_on", 0)}
    wrong = client.post(page, {**answers, "supervisor": "", "weeks": "99"})
    assert wrong.status_code == 422
    assert "Select who supervises" in wrong.content.decode()
    assert "99" in wrong.content.decode()
    made = client.post(page, {**answers, "group_name": "Circle", "weeks": "3"}, follow=True).content.decode()
    assert "Both are told." in made
    joined = client.post(
        url("join_supervision", worker_of(world).supervised.get().supervision_id),
        {"worker": worker_of(world, "other_peer_worker").pk},
        follow=True,
    )
    assert "Bethan Osei" in joined.content.decode()
    place = worker_of(world, "other_peer_worker").supervised.get()
    assert "no longer in it" in client.post(url("leave_supervision", place.pk), follow=True).content.decode()
    ended = client.post(url("end_supervision", place.supervision_id), follow=True).content.decode()
    assert "It has ended." in ended


def test_the_agreement_is_written_and_agreed(world, sign_in, together):
    imani, sefa = sign_in("peer_worker"), sign_in("supervisor")
    assert imani.post(url("write_agreement", together.pk), {"agreement": ""}).status_code == 422
    done = imani.post(url("write_agreement", together.pk), {"agreement": "We start slowly"}, follow=True)
    assert "You have said yes to it" in done.content.decode()
    assert "Yes, that is how" in sefa.get(url("supervision", together.pk)).content.decode()
    assert "You have said yes." in sefa.post(url("agree_to_agreement", together.pk), follow=True).content.decode()
    assert "Saved." in sefa.post(url("agree_rhythm", together.pk), {"weeks": "2"}, follow=True).content.decode()


def test_a_session_is_planned_moved_cancelled_and_put_back_on(world, sign_in, together):
    client = sign_in("supervisor")
    assert client.get(url("plan_session", together.pk)).status_code == 200
    answers = {**day("on", 12), "at": "10am", "minutes": "60", "where": "Room 3", "many": "3"}
    wrong = client.post(url("plan_session", together.pk), {**answers, "at": ""})
    assert wrong.status_code == 422
    assert "Room 3" in wrong.content.decode()
    assert "Planned." in client.post(url("plan_session", together.pk), answers, follow=True).content.decode()
    session = together.sessions.get(starts_at=moment(12))
    assert together.sessions.filter(where="Room 3").count() == 3
    answers = {**day("on", 13), "at": "9am", "minutes": "45", "where": ""}
    assert client.post(url("move_session", session.pk), {**answers, "at": "25"}).status_code == 422
    assert "Moved." in client.post(url("move_session", session.pk), answers, follow=True).content.decode()
    wrong = client.post(url("cancel_session", session.pk), {"by": "", **day("next_on", 20), "next_time": ""})
    assert wrong.status_code == 422
    assert "Select what got in the way" in wrong.content.decode()
    answers = {"by": "supervisor", **day("next_on", 20), "next_time": "11am"}
    assert "Cancelled." in client.post(url("cancel_session", session.pk), answers, follow=True).content.decode()
    assert "It is on again." in client.post(url("put_back_on", session.pk), follow=True).content.decode()


def test_a_session_cannot_be_moved_into_the_past_and_keeps_its_own_length(world, sign_in, together):
    session = make_session(together, days=2, minutes=50)
    with clock.at(moment(0, 15)):
        client = sign_in("supervisor")
        assert "50" in client.get(url("move_session", session.pk)).content.decode()
        answers = {**day("on", 0), "at": "9am", "minutes": "60", "where": ""}
        wrong = client.post(url("move_session", session.pk), answers)
    assert wrong.status_code == 422
    assert "That time has passed" in wrong.content.decode()


def test_a_session_is_written_down_with_what_is_to_do_and_the_next_date(world, sign_in, together):
    client = sign_in("supervisor")
    with unguarded():
        Session.objects.filter(status="planned").update(starts_at=moment(-1))
    session = Session.objects.get(status="planned")
    page = url("hold_session", session.pk)
    shown = client.get(page)
    assert shown.status_code == 200
    assert "Thing to do 3" in shown.content.decode()
    wrong = client.post(page, {"note": "We talked of rest", "words_1": "Ring them"})
    assert wrong.status_code == 422
    assert "We talked of rest" in wrong.content.decode()
    assert "Choose who will do it" in wrong.content.decode()
    assert "so that there is always one" in wrong.content.decode()
    answers = {"note": "We talked of rest", "words_1": "Ring them", "who_1": worker_of(world).pk, **day("next_on", 27)}
    assert client.post(page, answers).status_code == 422  # no time
    answers |= day("due_1", 9) | {"next_time": "10am"}
    assert "Kept." in client.post(page, answers, follow=True).content.decode()
    mine = sign_in("peer_worker").get(url("my_supervision")).content.decode()
    assert "Ring them" in mine
    todo = ToDo.objects.get(words="Ring them")
    imani = sign_in("peer_worker")
    assert "Well done" in imani.post(url("tick_to_do", todo.pk), {"back": "mine"}, follow=True).content.decode()
    assert "to do again" in imani.post(url("untick_to_do", todo.pk), follow=True).content.decode()
    assert "Taken off." in imani.post(url("take_back_to_do", todo.pk), follow=True).content.decode()
    fixed = client.post(url("correct_session", session.pk), {"note": "We talked of sleep"}, follow=True)
    assert "We talked of sleep" in fixed.content.decode()
    more = {"words": "Send the rota", "who": together.supervisor_id, **day("due_on", 3)}
    assert "Added." in client.post(url("agree_to_do", session.pk), more, follow=True).content.decode()
    assert "planned again" in client.post(url("not_held", session.pk), follow=True).content.decode()


def test_a_group_session_is_written_down_with_who_was_there(world, sign_in):
    make_rhythms()
    imani, bethan = worker_of(world), worker_of(world, "other_peer_worker")
    group = make_supervision(world, imani, bethan, group_name="Tuesday circle")
    session = make_session(group, days=-1)
    make_session(group, days=9)
    client = sign_in("supervisor")
    assert "Leave this empty, or add another date." in client.get(url("hold_session", session.pk)).content.decode()
    wrong = client.post(url("hold_session", session.pk), {"note": "x"})
    assert "Select who was there" in wrong.content.decode()
    done = client.post(url("hold_session", session.pk), {"here": [imani.pk]}, follow=True).content.decode()
    assert "There:</b> Imani Calder" in done
    fixed = client.post(url("correct_session", session.pk), {"note": "", "here": [imani.pk, bethan.pk]}, follow=True)
    assert "Bethan Osei" in fixed.content.decode()
    assert sign_in("peer_worker").get(url("hold_session", session.pk)).status_code == 404


def test_a_session_is_prepared_and_shown(world, sign_in, together):
    session = Session.objects.get(status="planned")
    imani = sign_in("peer_worker")
    assert "Only you" in imani.get(url("save_preparation", session.pk)).content.decode()
    done = imani.post(url("save_preparation", session.pk), {"words": "I am tired"}, follow=True)
    assert "Only you read it." in done.content.decode()
    assert "I am tired" not in sign_in("supervisor").get(url("session", session.pk)).content.decode()
    imani.post(url("save_preparation", session.pk), {"words": "I am tired", "shown": "on"})
    assert "I am tired" in sign_in("supervisor").get(url("session", session.pk)).content.decode()
    assert "From last time" in imani.get(url("session", session.pk)).content.decode()


def test_a_session_is_asked_for_and_taken_back(world, sign_in, together):
    with unguarded():
        together.people.update(asked_at=None, asked_words="")
    imani = sign_in("peer_worker")
    done = imani.post(url("ask_for_session", together.pk), {"words": "Soon please"}, follow=True).content.decode()
    assert "You asked for one" in done
    assert "Soon please" in sign_in("supervisor").get(url("people_i_supervise")).content.decode()
    assert "Taken back." in imani.post(url("take_back_asking", together.pk), follow=True).content.decode()


def test_support_is_asked_read_answered_and_asked_of_another(world, sign_in, together):
    imani, sefa, bethan = sign_in("peer_worker"), sign_in("supervisor"), sign_in("other_peer_worker")
    assert imani.post(url("ask_for_support"), {"words": "I need a word"}).status_code == 422
    made = imani.post(
        url("ask_for_support"),
        {"to": world.users["other_peer_worker"].pk, "words": "A word", "soon": "on"},
        follow=True,
    )
    assert "Only the two of you know" in made.content.decode()
    ask = SupportAsk.objects.get(words="A word").pk
    assert "Imani Calder" in bethan.get(url("my_supervision")).content.decode()
    assert "Today if it can be" in bethan.get(url("support_ask", ask)).content.decode()
    assert bethan.post(url("see_ask", ask), follow=True).status_code == 200
    assert "They are told." in bethan.post(url("answer_ask", ask), {"answer": "At two"}, follow=True).content.decode()
    assert "At two" in imani.get(url("support_ask", ask)).content.decode()
    first = SupportAsk.objects.get(to=world.users["supervisor"]).pk
    assert "Imani Calder" in sefa.get(url("people_i_supervise")).content.decode()
    other = imani.post(url("ask_another", first), {"to": world.users["lead"].pk}, follow=True).content.decode()
    assert "You asked Marcia Thornby" in other
    assert sefa.get(url("support_ask", first)).status_code == 404
    last = SupportAsk.objects.get(to=world.users["lead"]).pk
    assert "Taken back." in imani.post(url("take_back_ask", last), follow=True).content.decode()


def test_what_was_raised_is_listed_and_seen_to(world, sign_in, together):
    raised = Raised.objects.get()
    manager = sign_in("team_manager")
    assert "Say what you did" in manager.get(url("raised")).content.decode()
    assert "1 thing was" in manager.get(url("people_i_supervise")).content.decode()
    assert manager.post(url("say_done", raised.pk), {"words": ""}).status_code == 422
    assert "Thank you." in manager.post(url("say_done", raised.pk), {"words": "Spoke"}, follow=True).content.decode()
    assert "Spoke" in sign_in("lead").get(url("raised") + "?show=closed").content.decode()
    assert sign_in("other_coordinator").get(url("say_done", raised.pk)).status_code == 404


def test_links_of_what_was_raised_lead_to_where_it_is_put_right(world, sign_in, together):
    make_away(together.supervisor, 1, 20)
    with unguarded():
        for what, about in (("no_cover", together.pk), ("no_supervisor", "line"), ("new_starter", "")):
            Raised.objects.create(worker=worker_of(world), what=what, about=about, raised_at=clock.now())
    page = sign_in("lead").get(url("raised") + "?show=all").content.decode()
    assert url("name_cover", together.pk) in page
    assert url("start_supervision") + f"?worker={worker_of(world).pk}&strand=line" in page
    assert "is away from" in sign_in("lead").get(url("name_cover", together.pk)).content.decode()


# Today ---------------------------------------------------------------------------------------------------------------


def test_today_says_what_of_supervision_is_for_today(world, sign_in, together):
    with unguarded():
        Session.objects.filter(status="planned").update(starts_at=clock.now().replace(hour=23, minute=59))
    make_session(together, days=-1)
    page = sign_in("peer_worker").get(reverse("pages:today")).content.decode()
    assert "With Sefa Lindqvist" in page
    assert "To write down" in page
    assert "raised to you to put right" in sign_in("team_manager").get(reverse("pages:today")).content.decode()
    assert 'id="supervision"' not in sign_in("lead").get(reverse("pages:today")).content.decode()


@pytest.mark.parametrize("how_many", [1, 3])
def test_supervision_day_asks_the_same_number_of_queries(world, django_assert_num_queries, how_many):
    together = make_supervision(world)
    for n in range(how_many):
        make_session(together, days=-n - 1)
    with django_assert_num_queries(8):
        day = queries.supervision_day(world.supervisor)
    assert [row.with_whom for row in day.owed] == ["Imani Calder"] * how_many


# Calendars -----------------------------------------------------------------------------------------------------------


def test_calendar_feed_holds_the_sessions_that_stand_and_says_nothing_of_them(world, together):
    make_session(together, days=8, status="cancelled")
    support.make_feed(world.peer_worker, token="x")
    written = calendar_feed("x").decode()
    assert written.count("SUMMARY:Supervision") == 2
    assert "note" not in written
