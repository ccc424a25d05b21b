"""The pages on which editors keep stories, pictures and films; and taking a story back."""

import pytest

from alongside.core.models import AuditEvent
from alongside.pages import commands
from alongside.pages.models import Film, Picture, Story, StoryConsent
from tests.pages.site_words import STORY, make_shown_story, make_story, png, say_yes, upload

FILM = {"title": "What we do", "transcript": "Hello.", "link": "https://example.org/film", "link_host": "Example"}
YES = {
    "places": ["website", "talks"],
    "said_on_day": "1",
    "said_on_month": "1",
    "said_on_year": "2026",
    "said_how": "by email",
    "until_day": "1",
    "until_month": "1",
    "until_year": "2035",
}


def test_every_page_when_somebody_does_not_edit_is_not_found(world, sign_in):
    story, consent = make_shown_story(world.editor)
    picture = commands.add_picture(world.editor, upload=upload(png()), alt="A bench")
    film = commands.add_film(world.editor, slug="film", **FILM)
    one = f"/site/stories/{story.pk}/"
    reads = ["/site/stories/", "/site/stories/add/", "/site/pictures/", "/site/films/", "/site/films/add/", one]
    reads += [one + rest for rest in ("change/", "yes/", "take-down/", "still-right/")]
    reads += [f"/site/pictures/{picture.pk}/", f"/site/films/{film.pk}/"]
    does = [f"/site/stories/yes/{consent.pk}/take-back/", f"/site/pictures/{picture.pk}/take-away/"]
    does += [one + "show/", one + "write-again/", f"/site/films/{film.pk}/turn/"]
    for name in ("peer_worker", "candidate"):
        client = sign_in(name)
        assert {client.get(path).status_code for path in reads} == {404}
        assert {client.post(path).status_code for path in does} == {404}


def test_a_story_when_written_agreed_and_shown_is_read_and_comes_down_when_changed(world, sign_in, client):
    editor = sign_in("editor")
    assert "Stories" in editor.get("/site/stories/").content.decode()
    assert editor.get("/site/stories/add/").status_code == 200
    said = {**{name: value for name, value in STORY.items() if name != "slug"}, "position": "1"}
    assert editor.post("/site/stories/add/", {**said, "words": ""}).status_code == 422
    one = editor.post("/site/stories/add/", said)["Location"]
    assert "Write down their yes" in editor.get(one).content.decode()
    assert editor.post(one + "show/").status_code == 409
    page = editor.get(one + "yes/").content.decode()
    assert "We walked to the sea." in page
    story = Story.objects.get()
    agreed = page.split('name="agreed"')[1].split('value="')[1].split('"')[0]
    answer = editor.post(one + "yes/", {**YES, "agreed": "of other words"})
    assert answer.status_code == 422
    assert f'name="agreed" value="{agreed}"' in answer.content.decode()
    assert editor.post(one + "yes/", {**YES, "agreed": agreed})["Location"] == one
    assert "Put it on the site" in editor.get(one).content.decode()
    editor.post(one + "show/")
    assert client.get(f"/stories/{story.slug}/").status_code == 200
    assert editor.get("/site/stories/?as=xlsx").status_code == 200
    form = editor.get(one + "change/").content.decode()
    assert "comes off at once" in form
    began = form.split('name="based_on"')[1].split('value="')[1].split('"')[0]
    editor.post(one + "change/", {**said, "based_on": began, "position": "2"})
    assert client.get(f"/stories/{story.slug}/").status_code == 200
    answer = editor.post(one + "change/", {**said, "based_on": "of other words", "words": "Other words."})
    assert answer.status_code == 422
    told = answer.content.decode()
    assert "Somebody changed this story while you were writing" in told
    assert f'name="based_on" value="{began}"' in told
    editor.post(one + "change/", {**said, "based_on": began, "words": "Other words."})
    assert client.get(f"/stories/{story.slug}/").status_code == 404
    assert "Off the site since" in editor.get(one).content.decode()


def test_a_story_when_taken_down_by_staff_says_why_and_can_be_written_again(world, sign_in):
    story, consent = make_shown_story(world.editor)
    one = f"/site/stories/{story.pk}/"
    editor = sign_in("editor")
    assert editor.get(one + "still-right/").status_code == 200
    said = {"review_on_day": "1", "review_on_month": "1", "review_on_year": "2031"}
    assert editor.post(one + "still-right/", said)["Location"] == one
    assert editor.get(one + "take-down/").status_code == 200
    assert editor.post(one + "take-down/", {"because": ""}).status_code == 422
    editor.post(one + "take-down/", {"because": "They rang"})
    assert "They rang" in editor.get(one).content.decode()
    editor.post(one + "write-again/")
    editor.post(f"/site/stories/yes/{consent.pk}/take-back/")
    story.refresh_from_db()
    assert story.status == "down"
    assert "Taken back" in editor.get(one).content.decode()


def test_taking_back_when_the_link_is_opened_changes_nothing_until_the_button(world, client):
    story, consent = make_shown_story(world.editor)
    where = f"/stories/take-back/{consent.token}/"
    asked = client.get(where)
    assert "Take my story down" in asked.content.decode()
    assert asked["Referrer-Policy"] == "same-origin"
    assert asked["Cache-Control"] == "no-store"
    assert client.get(f"/stories/{story.slug}/").status_code == 200
    said = client.post(where, follow=True).content.decode()
    assert "Your story is down now" in said
    assert client.get(f"/stories/{story.slug}/").status_code == 404
    assert client.post(where, follow=True).status_code == 200
    assert AuditEvent.objects.filter(action="story.taken_back", actor_name="A visitor").count() == 1


@pytest.mark.parametrize("token", ["guess", "A" * 43])
def test_taking_back_when_the_link_is_a_guess_is_not_found(world, client, token):
    make_shown_story(world.editor)
    assert client.get(f"/stories/take-back/{token}/").status_code == 404
    assert client.post(f"/stories/take-back/{token}/").status_code == 404
    assert not StoryConsent.objects.exclude(withdrawn_at=None).exists()


def test_pictures_when_added_are_shown_and_served_for_good(world, sign_in, client):
    editor = sign_in("editor")
    assert "No pictures yet" in editor.get("/site/pictures/").content.decode()
    assert editor.post("/site/pictures/", {"upload": upload(png()), "alt": ""}).status_code == 422
    assert editor.post("/site/pictures/", {"upload": upload(b"GIF89a"), "alt": "A bench"}).status_code == 422
    editor.post("/site/pictures/", {"upload": upload(png()), "alt": "A bench"})
    picture = Picture.objects.get()
    assert f"![A bench](/pictures/{picture.pk}/)" in editor.get("/site/pictures/").content.decode()
    served = client.get(f"/pictures/{picture.pk}/")
    assert (served["Content-Type"], served["X-Content-Type-Options"]) == ("image/png", "nosniff")
    assert "immutable" in served["Cache-Control"]
    assert served["Content-Disposition"].startswith("inline")
    assert "Set-Cookie" not in served
    assert served.content == png()
    one = f"/site/pictures/{picture.pk}/"
    assert editor.get(one).status_code == 200
    assert editor.post(one, {"alt": "Two people on a bench"}).status_code == 302
    editor.post(one + "take-away/")
    assert client.get(f"/pictures/{picture.pk}/").status_code == 404


def test_the_list_of_pictures_when_there_are_more_asks_no_more(world, sign_in, django_assert_num_queries):
    editor = sign_in("editor")
    commands.add_picture(world.editor, upload=upload(png()), alt="One")
    editor.get("/site/pictures/")
    with django_assert_num_queries(6) as one:
        editor.get("/site/pictures/")
    for name in ("Two", "Three"):
        commands.add_picture(world.editor, upload=upload(png()), alt=name)
    with django_assert_num_queries(len(one)):
        editor.get("/site/pictures/")


def test_films_when_added_changed_and_taken_off(world, sign_in):
    editor = sign_in("editor")
    assert "No films yet" in editor.get("/site/films/").content.decode()
    assert editor.get("/site/films/add/").status_code == 200
    assert editor.post("/site/films/add/", {**FILM, "transcript": ""}).status_code == 422
    assert editor.post("/site/films/add/", {**FILM, "link": "http://example.org/", "position": "0"}).status_code == 422
    wrong = {**FILM, "position": "0", "captions": upload(b"1\nHello, hello, hello, hello", "walk.srt")}
    assert "WebVTT" in editor.post("/site/films/add/", wrong).content.decode()
    captions = upload(b"WEBVTT\n\n00:00.000 --> 00:01.000\nHello", "walk.vtt")
    gone = editor.post("/site/films/add/", {**FILM, "position": "0", "captions": captions})
    assert gone.status_code == 302
    film = Film.objects.get()
    assert "What we do" in editor.get("/site/films/").content.decode()
    assert "walk.vtt" in editor.get(f"/site/films/{film.pk}/").content.decode()
    editor.post(f"/site/films/{film.pk}/", {**FILM, "position": "0", "title": "What we do now", "minutes": "4"})
    editor.post(f"/site/films/{film.pk}/turn/")
    film.refresh_from_db()
    assert (film.title, film.is_shown) == ("What we do now", False)
    editor.get(f"/site/films/{film.pk}/turn/")
    editor.post(f"/site/films/{film.pk}/turn/")
    film.refresh_from_db()
    assert film.is_shown


def test_a_yes_when_it_ends_soon_says_so_on_the_list(world, sign_in):
    story = make_story(world.editor)
    say_yes(world.editor, story, days=20)
    assert "Ends soon" in sign_in("editor").get("/site/stories/").content.decode()
