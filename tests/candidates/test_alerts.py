"""News by email for visitors: said yes to twice, stopped by one press."""

from datetime import timedelta

from django.urls import reverse

from alongside.candidates import commands, queries
from alongside.candidates.models import Alert
from alongside.core import clock
from alongside.core.models import Notice
from tests.candidates.asserting import audited


def test_an_address_hears_nothing_until_it_says_yes_from_its_own_mailbox(world, client):
    where = reverse("candidates:alert", args=["jobs"])
    assert client.post(where, {"email": "nobody"}).status_code == 422
    answer = client.post(where, {"email": "Wren@Example.net"}, follow=True)
    assert "Look in your email" in answer.text
    assert queries.alert_addresses("jobs") == []
    alert = Alert.objects.get()
    yes = reverse("candidates:confirm_alert", args=[alert.token])
    assert yes in Notice.objects.get().text
    assert "Yes, email me" in client.get(yes).text
    alert.refresh_from_db()
    assert alert.status == "asked"  # opening a link changes nothing: mailboxes do it by themselves
    for _ in range(2):
        assert "Done" in client.post(yes).text
    assert [row.email for row in queries.alert_addresses("jobs")] == ["wren@example.net"]
    assert queries.alert_addresses("training") == []
    stop = queries.alert_addresses("jobs")[0].stop_url
    path = stop[stop.index("/tell-me/") :]
    for _ in range(2):
        assert "Stopped" in client.post(path).text
    assert queries.alert_addresses("jobs") == []
    assert audited("alert.asked")
    assert audited("alert.confirmed")
    assert audited("alert.ended")


def test_asked_again_the_same_day_writes_one_email(world):
    for _ in range(3):
        commands.ask_for_alert(world.nobody, email="wren@example.net", about="training")
    assert Notice.objects.count() == 1


def test_asked_again_after_stopping_begins_anew_with_a_new_secret(world):
    alert = commands.ask_for_alert(world.nobody, email="wren@example.net", about="training")
    before = alert.token
    commands.end_alert(world.nobody, alert)
    with clock.at(clock.now() + timedelta(days=1)):
        again = commands.ask_for_alert(world.nobody, email="wren@example.net", about="training")
    assert (again.pk, again.status) == (alert.pk, "asked")
    assert again.token != before


def test_asked_while_it_is_on_it_says_so_with_the_way_to_stop(world):
    alert = commands.ask_for_alert(world.nobody, email="wren@example.net", about="training")
    commands.confirm_alert(world.nobody, alert)
    commands.ask_for_alert(world.nobody, email="wren@example.net", about="training")
    told = Notice.objects.get(subject="You hear from us already")
    assert reverse("candidates:end_alert", args=[alert.token]) in told.text


def test_a_candidate_who_hears_anyway_is_written_to_once(world, grace):
    alert = commands.ask_for_alert(world.nobody, email=grace.email, about="jobs")
    commands.confirm_alert(world.nobody, alert)
    commands.want_alerts(world.candidate, grace)
    assert queries.alert_addresses("jobs") == []


def test_a_link_or_a_subject_we_do_not_know_is_not_found(world, client):
    assert client.get(reverse("candidates:confirm_alert", args=["nonsense"])).status_code == 404
    assert client.get(reverse("candidates:alert", args=["weather"])).status_code == 404
    assert client.get(reverse("candidates:alert_sent", args=["weather"])).status_code == 404


def test_a_machine_that_gives_addresses_all_day_is_asked_to_wait(world, client, monkeypatch):
    monkeypatch.setattr("alongside.candidates.views.alerts.FROM_ONE_PLACE", 0)
    assert client.post(reverse("candidates:alert", args=["jobs"]), {"email": "wren@example.net"}).status_code == 409
    assert not Alert.objects.exists()
