"""Kept answers: bound to whoever typed them, gone when they leave, never anybody else's."""

from datetime import timedelta

import pytest
import time_machine
from django import forms
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from alongside.core import clock
from alongside.core.models import Draft
from alongside.ui import drafts


def typed(client, key="note:1", **answers):
    return client.post(drafts.address(key), {**answers, "csrfmiddlewaretoken": "x"})


def test_words_when_typed_by_someone_signed_in_are_theirs_alone(sign_in):
    assert typed(sign_in("peer_worker"), words="The bus was easier").json() == {"kept": True}
    kept = Draft.objects.get()
    assert kept.answers == {"words": ["The bus was easier"]}
    assert kept.expires_at - kept.kept_at == drafts.SIGNED_IN_KEEPS
    typed(sign_in("other_peer_worker"), words="Other")
    assert Draft.objects.count() == 2


def test_words_when_typed_again_replace_those_before(sign_in):
    client = sign_in("peer_worker")
    typed(client, words="a")
    typed(client, words="b")
    assert [row.answers for row in Draft.objects.all()] == [{"words": ["b"]}]


@pytest.mark.django_db
def test_words_when_the_key_was_not_drawn_by_us_are_not_kept():
    answer = Client().post(reverse("ui:keep_draft", args=["anything"]), {"words": "x"})
    assert answer.status_code == 404
    assert not Draft.objects.exists()


@pytest.mark.django_db
def test_words_of_a_visitor_last_a_day_and_go_when_they_leave():
    client = Client()
    typed(client, words="I would like")
    kept = Draft.objects.get()
    assert kept.owner.startswith("visit:")
    assert kept.expires_at - kept.kept_at == drafts.VISITOR_KEEPS
    answer = client.get(reverse("ui:leave"))
    assert answer.url == drafts.LEAVE_TO
    assert not Draft.objects.exists()
    assert "sessionid" not in client.cookies or not client.cookies["sessionid"].value


def test_leaving_when_signed_in_signs_out_and_keeps_what_was_typed(sign_in):
    client = sign_in("person")
    typed(client, words="My side")
    client.get(reverse("ui:leave"))
    assert client.get("/", follow=False).status_code == 200  # the public page again
    assert Draft.objects.count() == 1


@pytest.mark.django_db
def test_leaving_when_nothing_was_typed_still_leaves():
    assert Client().get(reverse("ui:leave")).url == drafts.LEAVE_TO


def test_unfinished_when_expired_is_no_longer_offered(sign_in, rf, world):
    client = sign_in("peer_worker")
    typed(client, "record:1", words="half a sentence")
    request = rf.get("/")
    request.user = world.users["peer_worker"]
    assert [row.key for row in drafts.unfinished(request, "record:")] == ["record:1"]
    assert drafts.unfinished(request, "note:") == []
    assert drafts.load(request, "record:1") == {"words": ["half a sentence"]}
    with time_machine.travel(clock.now() + drafts.SIGNED_IN_KEEPS + timedelta(minutes=1)):
        assert drafts.unfinished(request, "record:") == []
        assert drafts.load(request, "record:1") == {}
    drafts.forget(request, "record:1")
    assert not Draft.objects.exists()


def test_form_when_filled_shows_what_was_typed_without_complaint():
    class Ask(forms.Form):
        minutes = forms.IntegerField()

    shown = drafts.filled(Ask, {"minutes": ["lots"]})
    assert shown.errors == {}
    assert shown["minutes"].value() == "lots"


def test_answers_leave_out_the_plumbing():
    assert drafts.answers_of(QueryDict("csrfmiddlewaretoken=x&save=later&days=mon&days=tue")) == {
        "days": ["mon", "tue"]
    }
