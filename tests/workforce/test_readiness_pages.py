"""The pages of what workers hold and lack, and of days away: who may open them, and that nothing typed is lost."""

from datetime import timedelta

import pytest

from alongside.core import clock
from alongside.core.models import Opening
from alongside.workforce import commands
from alongside.workforce.models import Away, Credential, CredentialKind
from tests.workforce.readiness import make_kinds, write
from tests.world import worker_of

DAY = timedelta(days=1)


@pytest.fixture
def imani(world):
    return worker_of(world)


@pytest.fixture
def kinds(world):
    return make_kinds()


def day(name: str, date) -> dict:
    return {f"{name}_day": date.day, f"{name}_month": date.month, f"{name}_year": date.year}


def test_readiness_says_what_is_held_and_missing(world, sign_in, imani, kinds):
    write(imani, kinds["trained"])
    write(imani, kinds["supervision"], until=clock.today() + 3 * DAY)
    write(imani, kinds["mandatory"], until=clock.today() - DAY)
    write(imani, kinds["induction"], ward=world.willow_ward)
    for who in ("lead", "coordinator", "team_manager", "bank"):
        shown = sign_in(who).get(f"/workers/readiness/{imani.pk}/").content.decode()
        for words in ("2 missing", "Ends soon", "Out of date", "A check is not clear", "Willow Ward", "Take back"):
            assert words in shown
    for who in ("other_coordinator", "other_peer_worker", "ward", "person", "governance"):
        assert sign_in(who).get(f"/workers/readiness/{imani.pk}/").status_code == 404


def test_a_worker_sees_their_own_and_changes_nothing_of_it(world, sign_in, imani, kinds):
    write(imani, kinds["trained"])
    client = sign_in("peer_worker")
    assert "/me/readiness/" in client.get("/me/profile/").content.decode()
    shown = client.get("/me/readiness/").content.decode()
    assert "What I hold" in shown
    assert "Take back" not in shown
    assert client.get(f"/workers/readiness/{imani.pk}/").status_code == 200
    assert client.get(f"/workers/readiness/{imani.pk}/write/").status_code == 404
    assert sign_in("lead").get("/me/readiness/").status_code == 404


def test_readiness_when_nothing_is_asked_for(world, sign_in, imani):
    shown = sign_in("lead").get(f"/workers/readiness/{imani.pk}/").content.decode()
    assert "Nothing is asked for yet." in shown
    assert "Nothing missing" in shown


def test_write_credential_and_take_it_back(world, sign_in, imani, kinds):
    client, page = sign_in("team_manager"), f"/workers/readiness/{imani.pk}/write/"
    kind = kinds["induction"]
    assert client.get(f"{page}?kind={kind.pk}").content.decode().count("selected") == 1
    answer = client.post(page, {"kind": kind.pk, **day("done_on", clock.today())})
    assert answer.status_code == 422
    assert "is for one ward. Choose the ward." in answer.content.decode()
    sent = {"kind": kind.pk, "ward": world.willow_ward.pk, **day("done_on", clock.today())}
    assert client.post(page, sent).status_code == 302
    made = Credential.objects.get()
    assert client.post(f"/workers/credentials/{made.pk}/take-back/").status_code == 302
    assert Credential.objects.get().taken_back_at
    assert client.post(page, {"kind": kinds["trained"].pk, **day("done_on", clock.today())}).status_code == 302
    for who in ("other_coordinator", "ward", "person"):
        assert sign_in(who).get(page).status_code == 404
        assert sign_in(who).post(f"/workers/credentials/{made.pk}/take-back/").status_code == 404


def test_who_lacks_what_is_a_list_and_a_spreadsheet(world, sign_in, imani, kinds):
    for slug in ("trained", "checks", "mandatory"):
        write(imani, kinds[slug])
    write(imani, kinds["supervision"], until=clock.today() + 3 * DAY)
    client = sign_in("lead")
    shown = client.get("/workers/readiness/").content.decode()
    assert "1 of 2 lack nothing." in shown
    assert "What is asked for" in shown
    left = client.get("/workers/readiness/?lacking=trained").content.decode()
    assert "Bethan Osei" in left
    assert "Imani Calder" not in left
    assert "Nobody lacks this." in sign_in("team_manager").get("/workers/readiness/?lacking=trained").content.decode()
    assert client.get("/workers/readiness/?as=xlsx").headers["Content-Type"].startswith("application/vnd")
    assert Opening.objects.latest("pk").how == "exported"
    assert "What is asked for" not in sign_in("bank").get("/workers/readiness/").content.decode()
    for who in ("peer_worker", "ward", "person", "governance"):
        assert sign_in(who).get("/workers/readiness/").status_code == 404


def test_the_lead_keeps_what_is_asked_for(world, sign_in, kinds):
    client, page = sign_in("lead"), "/workers/readiness/kinds/"
    said = {"name": "Fire safety", "lacking": "Fire safety is out of date", "months": "12", "bank_needs": "yes"}
    assert client.post(f"{page}add/", said).status_code == 422
    assert client.post(f"{page}add/", {**said, "for_ward": "no"}).status_code == 302
    kind = CredentialKind.objects.get(slug="fire-safety")
    assert (kind.months, kind.for_ward) == (12, False)
    assert client.get(f"{page}add/").status_code == 200
    assert "12 months" in client.get(page).content.decode()
    assert "Fire safety is out of date" in client.get(f"{page}{kind.pk}/").content.decode()
    assert client.post(f"{page}{kind.pk}/", {**said, "months": "", "is_asked": "no"}).status_code == 302
    assert "No longer asked for" in client.get(page).content.decode()
    for who in ("coordinator", "bank", "peer_worker"):
        for address in (page, f"{page}add/", f"{page}{kind.pk}/"):
            assert sign_in(who).get(address).status_code == 404


def test_my_away_is_theirs_and_asks_no_reason(world, sign_in, imani):
    client, page = sign_in("peer_worker"), "/me/away/"
    today = clock.today()
    assert "No reason is asked" in client.get(page).content.decode()
    wrong = {**day("starts_on", today + DAY), **day("ends_on", today)}
    answer = client.post(page, wrong)
    assert answer.status_code == 422
    assert "The last day is before the first." in answer.content.decode()
    assert client.post(page, {**day("starts_on", today), **day("ends_on", today + DAY)}).status_code == 302
    made = Away.objects.get()
    assert f"/workers/away/{made.pk}/take-back/" in client.get(page).content.decode()
    assert client.post(f"/workers/away/{made.pk}/take-back/").url == page
    assert Away.objects.get().taken_back_at
    for who in ("lead", "ward", "bank", "person"):
        assert sign_in(who).get(page).status_code == 404


def test_days_away_that_somebody_was_told(world, sign_in, imani):
    client, page = sign_in("team_manager"), f"/workers/readiness/{imani.pk}/away/"
    today = clock.today()
    assert client.get(page).status_code == 200
    past = {**day("starts_on", today - DAY), **day("ends_on", today)}
    assert client.post(page, past).status_code == 422
    assert client.post(page, {**day("starts_on", today), **day("ends_on", today)}).status_code == 302
    made = Away.objects.get()
    assert made.pk in client.get(f"/workers/readiness/{imani.pk}/").content.decode()
    assert made.pk not in sign_in("lead").get(f"/workers/readiness/{imani.pk}/").content.decode()
    assert "Written down by Owen Sallis" in sign_in("peer_worker").get("/me/away/").content.decode()
    assert client.post(f"/workers/away/{made.pk}/take-back/").url == f"/workers/readiness/{imani.pk}/"
    own = commands.say_away(world.peer_worker, imani, starts_on=today, ends_on=today)
    assert client.post(f"/workers/away/{own.pk}/take-back/").status_code == 404
    for who in ("other_coordinator", "ward", "person"):
        assert sign_in(who).get(page).status_code == 404
