"""A journey goes on where it was, and begins again kindly when what was typed is gone."""

from django.test import Client


def test_a_later_question_when_nothing_is_kept_leads_to_the_first_and_says_why(world):
    response = Client().get("/ask/name/", follow=True)
    assert response.redirect_chain == [("/ask/who/", 302)]
    assert "What you typed before is no longer kept. You can start again here." in response.text


def test_a_later_question_when_an_earlier_one_is_unanswered_leads_to_that_one(world):
    client = Client()
    client.post("/ask/who/", {"who": "me"})
    response = client.get("/ask/days/", follow=True)
    assert response.redirect_chain == [("/ask/name/", 302)]
    assert "no longer kept" not in response.text


def test_a_question_that_there_is_not_is_404(world):
    assert Client().get("/ask/shoe-size/").status_code == 404
