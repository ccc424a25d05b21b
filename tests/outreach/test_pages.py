"""Every page of outreach: 200 for who may, 404 for who may not see, 422 keeps what was typed."""

from importlib import import_module

import pytest

from alongside.core import clock
from alongside.core.ids import new_id
from alongside.core.models import Notice, Opening
from alongside.outreach import queries
from alongside.outreach.models import Ask, AwarenessWeek, Contribution, Speaker, Talk
from tests.outreach.setting_up import make_ask, make_contribution, make_speaker, make_talk, make_week
from tests.world import worker_of

HOPE = {"kind": "teaching", "audience": "students", "about": "Two hours with second-year nurses."}
WHO = {"organisation_name": "Tarnshire University", "asked_by": "Dana", "email": "dana@example.net"}
DAY = {"day_day": "1", "day_month": "12", "day_year": "2030", "starts": "10am", "ends": "11am"}
PLAN = {"title": "Hello", "kind": "talk", "audience": "carers", "where": "Room 2", **DAY}


def walk(client, at: str, hope: dict) -> str:
    """Through the three steps to where sending leads."""
    assert client.get(f"{at}hope/").status_code == 200
    assert client.post(f"{at}hope/", hope).status_code == 302
    assert client.post(f"{at}when/", {"when_words": "A Tuesday"}).status_code == 302
    assert client.post(f"{at}who/", {**WHO, "once": new_id()}).status_code == 302
    assert "A Tuesday" in client.get(f"{at}check/").content.decode()
    gone = client.post(f"{at}check/")
    assert gone.status_code == 302
    return gone["Location"]


def test_asking_in_public_leads_to_a_page_of_ones_own(world, client):
    assert "Peer workers speak from their own lives" in client.get("/a-peers-voice/").content.decode()
    mine = walk(client, "/a-peers-voice/ask/", HOPE)
    page = client.get(mine).content.decode()
    assert "A person answers you by" in page
    assert client.get(mine[:-5] + "0000/").status_code == 404
    assert "Nobody asks why" in client.get(mine + "take-back/").content.decode()
    assert Ask.objects.get().status == "asked"  # opening a link changes nothing
    assert "You took it back" in client.post(mine + "take-back/", follow=True).content.decode()
    assert client.get(mine + "take-back/")["Location"] == mine
    assert Ask.objects.get().status == "withdrawn"


@pytest.mark.parametrize("said", [{"about": ""}, {"kind": "preparation"}, {"audience": ""}])
def test_asking_when_something_is_missing_keeps_what_was_typed(world, client, said):
    answer = client.post("/a-peers-voice/ask/hope/", {**HOPE, **said})
    assert answer.status_code == 422
    assert (said.get("about", "second-year")) in answer.content.decode()


def test_asking_far_too_often_is_told_kindly(world, client, monkeypatch):
    monkeypatch.setattr(import_module("alongside.outreach.views.asking"), "FROM_ONE_PLACE", 1)
    walk(client, "/a-peers-voice/ask/", HOPE)
    for step, said in (("hope", HOPE), ("when", {}), ("who", {**WHO, "once": new_id()})):
        client.post(f"/a-peers-voice/ask/{step}/", said)
    answer = client.post("/a-peers-voice/ask/check/")
    assert "What you wrote is kept" in answer.content.decode()
    assert Ask.objects.count() == 1


def test_asking_at_work_is_for_a_team_and_to_get_it_ready(world, sign_in):
    client = sign_in("team_manager")
    assert "Get our team ready" in client.get("/talks/ask/").content.decode()
    hope = {**HOPE, "kind": "preparation", "audience": "colleagues", "team": world.willow.pk}
    client.post("/talks/ask/hope/", hope)
    client.post("/talks/ask/when/", {})
    client.post("/talks/ask/who/", {**WHO, "once": new_id()})
    assert "Willow Ward" in client.get("/talks/ask/check/").content.decode()
    walk(client, "/talks/ask/", hope)
    found = Ask.objects.get()
    assert (found.kind, found.team) == ("preparation", world.willow)
    client.post("/talks/ask/hope/", {**HOPE, "kind": "talk"})
    client.post("/talks/ask/when/", {})
    assert 'value="manager@example.org"' in client.get("/talks/ask/who/").content.decode()
    page = sign_in("lead").get(f"/talks/asks/{found.pk}/").content.decode()
    assert "gets ready for its first peer worker" in page
    assert "Willow Ward" in page
    for name in ("person", "candidate", "partner"):
        assert sign_in(name).get("/talks/ask/").status_code == 404


def test_the_askers_page_says_what_became_of_it(world, client):
    for status, words in (
        ("talking", "talking it through"),
        ("agreed", "when the day is planned"),
        ("not_this", "We cannot, this time"),
        ("done", "Thank you for having us"),
    ):
        ask = make_ask(status, answer="Our words")
        page = client.get(f"/a-peers-voice/asked/{ask.pk}/{queries.key_of(ask)}/").content.decode()
        assert words in page
        assert "Our words" in page
        assert ("Take it back" in page) == (status in ("talking", "agreed"))
    make_talk(world, ask=Ask.objects.get(status="agreed"), title="The morning")
    ask = Ask.objects.get(status="agreed")
    assert "The morning" in client.get(f"/a-peers-voice/asked/{ask.pk}/{queries.key_of(ask)}/").content.decode()


def test_answering_an_ask_from_its_page(world, sign_in):
    ask, client = make_ask(), sign_in("coordinator")
    one = f"/talks/asks/{ask.pk}/"
    assert "I have this" in client.get(one).content.decode()
    assert client.post(one + "take/")["Location"] == one
    assert "I have this" not in client.get(one).content.decode()
    for rest, wrong, right in (
        ("talk/", {"words": ""}, {"words": "Which day?"}),
        ("agree/", {"words": "x" * 4001}, {"words": ""}),
    ):
        assert client.get(one + rest).status_code == 200
        assert client.post(one + rest, wrong).status_code == 422
        assert client.post(one + rest, right)["Location"] == one
    assert "Plan the talk" in client.get(one).content.decode()
    make_talk(world, ask=ask, hours=-50, status="given")
    assert "It is done" in client.get(one).content.decode()
    assert client.post(one + "done/").status_code == 302
    assert client.post(one + "take/").status_code == 409
    other = f"/talks/asks/{make_ask().pk}/not-this-time/"
    assert client.get(other).status_code == 200
    assert client.post(other, {"words": ""}).status_code == 422
    assert client.post(other, {"words": "Not before May."})["Location"] == "/talks/asks/"
    assert "What we told them" in client.get(other.replace("not-this-time/", "")).content.decode()


def test_the_list_of_asks_by_pill_and_filter_and_as_a_spreadsheet(world, sign_in):
    client = sign_in("lead")
    assert "Nothing is waiting here" in client.get("/talks/asks/").content.decode()
    make_ask(reply_by=clock.today().replace(year=2020))
    for show in ("", "late", "mine", "coming", "done", "closed", "all"):
        assert client.get("/talks/asks/", {"show": show}).status_code == 200
    assert "Late: we said" in client.get("/talks/asks/?kind=teaching").content.decode()
    assert client.get("/talks/asks/?as=xlsx").status_code == 200
    assert Opening.objects.filter(words__startswith="Asks for a peer").count() == 1


def test_a_talk_is_planned_from_an_ask_a_week_and_by_itself(world, sign_in):
    ask, week, client = make_ask("agreed", about="About hope."), make_week(), sign_in("lead")
    assert "About hope." in client.get(f"/talks/plan/?ask={ask.pk}").content.decode()
    assert week.name in client.get(f"/talks/plan/?week={week.pk}").content.decode()
    assert client.get("/talks/plan/").status_code == 200
    wrong = client.post("/talks/plan/", {**PLAN, "ends": "9am"})
    assert wrong.status_code == 422
    assert "Room 2" in wrong.content.decode()
    assert client.post("/talks/plan/", {**PLAN, "title": "", "team": world.willow.pk}).status_code == 422
    client.post(f"/talks/plan/?ask={ask.pk}", {**PLAN, "team": world.willow.pk})
    gone = client.post(f"/talks/plan/?week={week.pk}", PLAN)
    assert Talk.objects.get(ask=ask).team == world.willow
    assert gone["Location"] == f"/talks/{Talk.objects.get(week=week).pk}/"
    assert client.get(f"/talks/plan/?ask={make_ask().pk}").status_code == 409
    assert client.get(f"/talks/plan/?ask={new_id()}").status_code == 404
    ready = make_ask("agreed", kind="preparation")
    assert "Getting a team ready" in client.get(f"/talks/plan/?ask={ready.pk}").content.decode()


def test_a_talk_is_changed_called_off_put_back_and_given_from_its_page(world, sign_in):
    talk, client = make_talk(world, team=world.willow), sign_in("coordinator")
    one = f"/talks/{talk.pk}/"
    assert "Room 4" in client.get(one + "change/").content.decode()
    assert client.post(one + "change/", {**PLAN, "title": ""}).status_code == 422
    assert client.post(one + "change/", {**PLAN, "because": "The room flooded."})["Location"] == one
    assert "The room flooded." in client.get(one).content.decode()
    assert client.get(one + "cancel/").status_code == 200
    assert client.post(one + "cancel/", {"because": ""}).status_code == 422
    client.post(one + "cancel/", {"because": "Snow."})
    assert "It does not go ahead." in client.get(one).content.decode()
    client.post(one + "put-back/")
    over = f"/talks/{make_talk(world, hours=-3).pk}/"
    assert "Say how it went" in client.get(over).content.decode()
    assert client.get(over + "given/").status_code == 200
    assert client.post(over + "given/", {"head_count": "many", "outcome": "Kept"}).status_code == 422
    assert client.post(over + "given/", {"head_count": "31", "outcome": "They ask us back."})["Location"] == over
    assert "<b>31 people</b> came" in client.get(over).content.decode()
    client.post(over + "not-given/")
    assert "Say how it went" in client.get(over).content.decode()


def test_speakers_are_asked_and_answer_from_their_own_page(world, sign_in):
    talk, lead, imani = make_talk(world), sign_in("lead"), sign_in("peer_worker")
    one = f"/talks/{talk.pk}/"
    assert "Imani Calder" in lead.get(one + "speakers/").content.decode()
    assert lead.post(one + "speakers/", {}).status_code == 422
    assert lead.post(one + "speakers/", {"workers": [worker_of(world).pk]})["Location"] == one
    assert "Imani Calder" not in lead.get(one + "speakers/").content.decode()
    assert "Would you like to speak?" in imani.get(one).content.decode()
    answer = f"/talks/speaking/{Speaker.objects.get().pk}/answer/"
    assert "Your story stays yours" in imani.get(answer).content.decode()
    kept = imani.post(answer, {"sharing": "My first ward."})
    assert kept.status_code == 422
    assert "My first ward." in kept.content.decode()
    assert imani.post(answer, {"answer": "yes", "sharing": "My first ward.", "needs": "Tea"})["Location"] == one
    assert "My first ward." in imani.get(one).content.decode()
    assert "My first ward." in lead.get(one).content.decode()
    assert "My first ward." not in sign_in("coordinator").get(one).content.decode()
    assert "Change, or step back" in imani.get(one).content.decode()
    for name in ("other_peer_worker", "lead", "person"):
        assert sign_in(name).get(answer).status_code == 404
        assert sign_in(name).post(answer, {"answer": "no"}).status_code == 404
    worker_of(world, "other_peer_worker")
    make_speaker(talk, worker_of(world, "other_peer_worker"))
    assert "Nobody else can be asked" in lead.get(one + "speakers/").content.decode()


def test_what_speakers_are_owed_is_given_from_the_list_or_the_talk(world, sign_in):
    client = sign_in("lead")
    assert "Nobody is owed anything" in client.get("/talks/owed/").content.decode()
    talk = make_talk(world, hours=-3, status="given")
    row = make_speaker(talk, worker_of(world), "spoke")
    at = f"/talks/speaking/{row.pk}/"
    assert client.get(at + "thanks/").status_code == 200
    for wrong in (
        {},
        {"thanks": "payment"},
        {"thanks": "voucher", "pounds": "lots"},
        {"thanks": "payment", "pounds": "1000.01"},
        {"thanks": "time_back"},
        {"thanks": "time_back", "minutes": "x"},
    ):
        assert client.post(at + "thanks/", wrong).status_code == 422
    assert client.post(at + "thanks/", {"thanks": "none"})["Location"] == f"/talks/{talk.pk}/"
    client.post(at + "thanks/", {"thanks": "payment", "pounds": "£25.5"})
    assert "£25.50" in client.get("/talks/owed/").content.decode()
    assert 'value="25.50"' in client.get(at + "thanks/").content.decode()
    assert "Nobody has asked how it was" in client.get(f"/talks/{talk.pk}/").content.decode()
    assert client.post(at + "how-it-was/", {"from": "owed"})["Location"] == "/talks/owed/"
    assert client.post(at + "thanks/given/")["Location"] == f"/talks/{talk.pk}/"
    assert client.get("/talks/owed/?show=thanks&as=xlsx").status_code == 200
    page = sign_in("peer_worker").get(f"/talks/{talk.pk}/").content.decode()
    assert "Paid, £25.50, given" in page
    assert "I asked how it was" not in page
    for name in ("peer_worker", "team_manager"):
        assert sign_in(name).get("/talks/owed/").status_code == 404
        assert sign_in(name).get(at + "thanks/").status_code == 404


def test_the_list_of_talks_for_planners_and_peer_workers(world, sign_in):
    lead, imani = sign_in("lead"), sign_in("peer_worker")
    assert "No talk is here" in lead.get("/talks/").content.decode()
    assert "When somebody asks you to speak" in imani.get("/talks/").content.decode()
    make_ask()
    make_speaker(make_talk(world, organisation_name="Tarnshire University"), worker_of(world))
    for show in ("", "over", "mine", "given", "off", "all"):
        assert lead.get("/talks/", {"show": show, "audience": "students"}).status_code == 200
    page = lead.get("/talks/").content.decode()
    assert "1 our turn" in page
    assert "Nobody yet, 1 to answer" in page
    mine = imani.get("/talks/").content.decode()
    assert "You: asked" in mine
    assert "Plan a talk" not in mine
    assert lead.get("/talks/?as=xlsx").status_code == 200
    for name in ("team_manager", "referrer", "person"):
        assert sign_in(name).get("/talks/").status_code == 404


def test_weeks_are_kept_on_screen(world, sign_in):
    client, days = sign_in("lead"), {"starts_on_day": "1", "starts_on_month": "6", "starts_on_year": "2030"}
    ends = {"ends_on_day": "7", "ends_on_month": "6", "ends_on_year": "2030"}
    assert "No week is here" in client.get("/talks/weeks/").content.decode()
    assert client.get("/talks/weeks/add/").status_code == 200
    assert client.post("/talks/weeks/add/", {"name": "Rest", **days, **ends, "ends_on_month": "5"}).status_code == 422
    assert client.post("/talks/weeks/add/", {"name": "Rest", **days, **ends})["Location"] == "/talks/weeks/"
    week = AwarenessWeek.objects.get()
    assert "Nothing is planned for it" in client.get("/talks/weeks/").content.decode()
    make_talk(world, week=week, title="A quiet hour")
    assert "A quiet hour" in client.get("/talks/weeks/").content.decode()
    one = f"/talks/weeks/{week.pk}/"
    assert "Rest" in client.get(one + "change/").content.decode()
    assert client.post(one + "change/", {"name": "", **days, **ends}).status_code == 422
    client.post(one + "change/", {"name": "Rest and play", **days, **ends})
    assert "Rest and play" in sign_in("peer_worker").get("/talks/weeks/").content.decode()
    assert client.get("/talks/weeks/?show=past&as=xlsx").status_code == 200
    for name in ("peer_worker", "team_manager"):
        assert sign_in(name).get("/talks/weeks/add/").status_code == 404
        assert sign_in(name).post(one + "end/").status_code == 404
    assert client.post(one + "end/").status_code == 302
    assert "Rest and play" not in client.get("/talks/weeks/").content.decode()


def test_contributions_from_writing_to_the_public_page_of_the_year(world, sign_in, client):
    imani, lead, year = sign_in("peer_worker"), sign_in("lead"), clock.today().year
    gave = {"kind": "consultation", "title": "Beds by the sea", "began_on_day": "1", "began_on_month": "2"}
    gave["began_on_year"] = str(year)
    assert "two lines are enough" in imani.get("/beyond-the-trust/").content.decode()
    assert imani.get("/beyond-the-trust/add/").status_code == 200
    for wrong in (
        {"title": ""},
        {"link": "javascript:x"},
        {"ended_on_day": "1", "ended_on_month": "1", "ended_on_year": str(year)},
    ):
        assert imani.post("/beyond-the-trust/add/", {**gave, **wrong}).status_code == 422
    made = {**gave, "link": "https://example.org/beds", "outcome": "They kept twelve.", "minutes": "90"}
    one = imani.post("/beyond-the-trust/add/", made)["Location"]
    assert "They kept twelve." in imani.get(one).content.decode()
    assert imani.post(one + "change/", {**made, "title": ""}).status_code == 422
    assert imani.post(one + "change/", {**made, "title": "Beds near the sea"})["Location"] == one
    page = f"/beyond-the-trust/years/{year}/"
    assert "1 person, not named" in imani.get(page).content.decode()
    assert client.get(f"/our-year/{year}/").status_code == 404
    assert "gave in" not in client.get("/a-peers-voice/").content.decode()
    assert imani.post(one + "show/", {"public": "yes"}).status_code == 404
    lead.post(one + "show/", {"public": "yes"})
    assert f'href="/our-year/{year}/"' in client.get("/a-peers-voice/").content.decode()
    shown = client.get(f"/our-year/{year}/").content.decode()
    assert "Beds near the sea" in shown
    assert "Imani" not in shown
    assert "not named" not in shown
    person = Contribution.objects.get().people.get()
    imani.post(f"/beyond-the-trust/people/{person.pk}/name/", {"named": "yes"})
    assert "Imani Calder" in client.get(f"/our-year/{year}/").content.decode()
    assert "The public page" in lead.get(page).content.decode()
    imani.post(f"/beyond-the-trust/people/{person.pk}/name/", {"named": "no"})
    assert "Imani" not in client.get(f"/our-year/{year}/").content.decode()
    assert lead.get(one + "people/").status_code == 200
    assert lead.post(one + "people/", {}).status_code == 422
    assert lead.post(one + "people/", {"worker": worker_of(world, "other_peer_worker").pk})["Location"] == one
    imani.post(f"/beyond-the-trust/people/{person.pk}/leave/")
    assert "Change" not in imani.get(one).content.decode().split("<main")[1].split("Who took part")[0]
    lead.post(one + "show/", {"public": "no"})
    assert client.get(f"/our-year/{year}/").status_code == 404
    assert lead.post(one + "take-back/")["Location"] == "/beyond-the-trust/"
    assert lead.get(one).status_code == 404


def test_the_list_of_contributions_and_years(world, sign_in, client):
    lead = sign_in("lead")
    make_contribution(worker_of(world), ongoing=True, with_whom="The coast")
    for rest in ("?show=mine", f"?kind=network&year={clock.today().year}", "?kind=nonsense", "?as=xlsx"):
        assert lead.get("/beyond-the-trust/" + rest).status_code == 200
    assert "Nothing is written down for 1999" in lead.get("/beyond-the-trust/years/1999/").content.decode()
    for year in (1, 1899, clock.today().year + 2):
        assert lead.get(f"/beyond-the-trust/years/{year}/").status_code == 404
        assert client.get(f"/our-year/{year}/").status_code == 404
    make_talk(world, hours=-1, status="given")
    page = lead.get(f"/beyond-the-trust/years/{clock.now().year}/").content.decode()
    assert "<b>1 talk</b> for students, to 12 people" in page
    for name in ("team_manager", "person", "referrer"):
        one = f"/beyond-the-trust/{Contribution.objects.get().pk}/"
        for at in ("/beyond-the-trust/", "/beyond-the-trust/add/", one, one + "change/", one + "people/"):
            assert sign_in(name).get(at).status_code == 404
    assert not Notice.objects.exists()
