"""The pages on which editors keep the words of the public site."""

import re

import pytest

from alongside.core.models import Draft
from alongside.pages import commands
from alongside.pages.models import TextPage
from alongside.pages.queries import text
from tests.pages.site_words import make_text

SAID = {"title": "For carers", "lede": "", "words": "You matter too.", "based_on": "1"}


@pytest.fixture
def carers(world) -> TextPage:
    made = make_text(world.editor)
    commands.publish_text(world.editor, made)
    return made


def where(page: TextPage, rest: str = "") -> str:
    return f"/site/pages/{page.pk}/{rest}"


def test_every_page_when_somebody_does_not_edit_is_not_found(world, sign_in, carers):
    for name in ("peer_worker", "candidate", "recruiter"):
        client = sign_in(name)
        paths = ["/site/pages/", "/site/pages/add/"]
        rests = ("", "publish/", "place/", "still-right/", "versions/", "versions/1/", "versions/1/preview/")
        paths += [where(carers, rest) for rest in rests]
        assert {client.get(path).status_code for path in paths} == {404}
        assert {client.post(where(carers, rest)).status_code for rest in ("hide/", "show/", "throw-away/")} == {404}


def test_the_list_when_opened_says_what_waits(world, sign_in, carers):
    commands.write_text(world.lead, carers, title="For carers", words="New.")
    client = sign_in("editor")
    for show in text.SHOWN:
        assert client.get("/site/pages/", {"show": show} if show else {}).status_code == 200
    found = client.get("/site/pages/").content.decode()
    assert "For carers" in found
    assert "Marcia Thornby" in found
    assert client.get("/site/pages/?as=xlsx").status_code == 200


def test_the_list_when_there_are_more_asks_no_more(world, carers, django_assert_num_queries):
    editor = world.editor
    with django_assert_num_queries(1):
        text.text_pages(editor)
    make_text(editor, "two", title="Two")
    make_text(editor, "three", title="Three")
    with django_assert_num_queries(1):
        assert [row.title for row in text.text_pages(editor, "drafts")] == ["Three", "Two"]


def test_adding_a_page_when_its_title_is_given_goes_on_to_its_words(world, sign_in):
    client = sign_in("editor")
    assert client.post("/site/pages/add/", {"title": "", "part": "others"}).status_code == 422
    assert client.post("/site/pages/add/", {"title": "!!!", "part": "others"}).status_code == 422
    gone = client.post("/site/pages/add/", {"title": "For students", "part": "others"})
    made = TextPage.objects.get()
    assert (made.slug, gone["Location"]) == ("for-students", where(made))
    assert client.get(where(made)).status_code == 200
    assert client.post("/site/pages/add/", {"title": "For students", "part": "others"}).status_code == 422


def test_saving_when_words_changed_is_a_draft_that_visitors_do_not_see(world, sign_in, carers):
    client = sign_in("editor")
    gone = client.post(where(carers), {**SAID, "words": "Line one.\r\nLine two."})
    assert gone["Location"] == where(carers, "versions/2/preview/")
    assert carers.versions.get(number=2).words == "Line one.\nLine two."
    assert "You matter too." in client.get("/about/carers/").content.decode()
    seen = client.get(gone["Location"]).content.decode()
    assert "Line two." in seen
    assert "Visitors do not see this yet" in seen
    assert "Visitors do not see this yet" not in client.get("/about/carers/").content.decode()


@pytest.mark.parametrize("said", [{"words": ""}, {"title": ""}, {"based_on": "x"}, {}])
def test_saving_when_something_is_wrong_keeps_what_was_typed(world, sign_in, carers, said):
    answer = sign_in("editor").post(where(carers), {**SAID, "lede": "A sentence of mine.", **said} if said else SAID)
    assert answer.status_code == 422
    assert not said or "A sentence of mine." in answer.content.decode()
    assert carers.versions.count() == 1


def test_saving_when_somebody_saved_meanwhile_shows_theirs_and_loses_nothing(world, sign_in, carers):
    commands.write_text(world.lead, carers, title="For carers", words="You matter too. Ring us.")
    client = sign_in("editor")
    answer = client.post(where(carers), {**SAID, "words": "You matter very much."})
    told = answer.content.decode()
    assert answer.status_code == 422
    assert "Marcia Thornby saved version 2 meanwhile" in told
    assert "You matter very much." in told
    assert '<ins><span class="nhsuk-u-visually-hidden">Added: </span> Ring us.</ins>' in told
    again = client.get(where(carers)).content.decode()  # the tab was closed, and opened again
    assert "You matter very much." in again
    assert "Marcia Thornby saved version 2 meanwhile" in again
    assert re.search('name="based_on"[^>]*', again)[0].endswith('value="2"')
    gone = client.post(where(carers), {**SAID, "words": "You matter very much. Ring us.", "based_on": "2"})
    assert gone["Location"] == where(carers, "versions/3/preview/")
    assert not Draft.objects.exists()
    assert client.post(where(carers), {**SAID, "based_on": "0"}).status_code == 422  # there never was such a version


def test_typing_when_not_saved_is_kept_and_can_be_thrown_away(world, sign_in, carers):
    client = sign_in("editor")
    keep = re.search('data-draft-url="([^"]+)"', client.get(where(carers)).content.decode())[1]
    client.post(keep, {**SAID, "words": "Half a sen"})
    kept = client.get(where(carers)).content.decode()
    assert "Half a sen" in kept
    assert "have not saved it" in kept
    client.get(where(carers, "throw-away/"))
    assert "Half a sen" in client.get(where(carers)).content.decode()
    client.post(where(carers, "throw-away/"))
    assert "Half a sen" not in client.get(where(carers)).content.decode()


def test_publishing_when_looked_at_first_shows_what_changes(world, sign_in, carers):
    client = sign_in("editor")
    assert "Nothing waits" in client.get(where(carers, "publish/")).content.decode()
    commands.write_text(world.editor, carers, title="For carers", words="You matter very much.")
    assert "very much." in client.get(where(carers, "publish/")).content.decode()
    commands.write_text(world.lead, carers, title="For carers", words="Another.")
    assert client.post(where(carers, "publish/"), {"number": "2"}).status_code == 409
    assert client.post(where(carers, "publish/"), {"number": "3"})["Location"] == where(carers)
    assert "Another." in client.get("/about/carers/").content.decode()
    assert client.post(where(carers, "publish/")).status_code == 409


def test_publishing_when_it_is_the_first_time_says_so(world, sign_in):
    made = make_text(world.editor)
    client = sign_in("editor")
    assert "never been on the site" in client.get(where(made, "publish/")).content.decode()
    commands.hide_text_page(world.editor, made)
    assert "does not put it back" in client.get(where(made, "publish/")).content.decode()


def test_going_back_when_an_earlier_version_was_better_is_one_button(world, sign_in, carers):
    commands.write_text(world.lead, carers, title="For carers", words="Worse.")
    client = sign_in("editor")
    assert "Version 1" in client.get(where(carers, "versions/")).content.decode()
    assert "Go back to this one" in client.get(where(carers, "versions/1/")).content.decode()
    assert "Go back to this one?" not in client.get(where(carers, "versions/2/")).content.decode()
    assert client.get(where(carers, "versions/9/")).status_code == 404
    client.post(where(carers, "versions/1/"))
    assert "You matter too." in client.get("/about/carers/").content.decode()
    assert "words of version 1 again" in client.get(where(carers, "versions/")).content.decode()


def test_hiding_when_it_is_not_wanted_is_taken_off_and_put_back(world, sign_in, carers):
    client = sign_in("editor")
    client.post(where(carers, "hide/"))
    assert client.get("/about/carers/").status_code == 404
    assert "Off the site" in client.get(where(carers)).content.decode()
    client.post(where(carers, "show/"))
    assert client.get("/about/carers/").status_code == 200


def test_where_it_stands_and_its_review_when_changed_are_kept(world, sign_in, carers):
    client = sign_in("editor")
    for rest in ("place/", "still-right/"):
        assert client.get(where(carers, rest)).status_code == 200
        assert client.post(where(carers, rest), {}).status_code == 422
    owner = world.users["lead"].pk
    day = {"review_on_day": "1", "review_on_month": "2", "review_on_year": "2031"}
    client.post(where(carers, "place/"), {"part": "about", "position": "3", "owner": owner, **day})
    carers.refresh_from_db()
    assert (carers.part, carers.position, carers.owner_id, carers.review_on.year) == ("about", 3, owner, 2031)
    client.post(where(carers, "still-right/"), {**day, "review_on_year": "2032"})
    carers.refresh_from_db()
    assert carers.reviewed_at


@pytest.mark.parametrize(
    "slug", ["home", "becoming", "getting-support", "where-we-work", "privacy", "stories", "contact"]
)
def test_preview_when_the_site_has_its_own_page_for_it_is_that_very_page(world, sign_in, slug):
    made = make_text(world.editor, slug, title="A title of my own", words="Words of my own.")
    seen = sign_in("editor").get(where(made, "versions/1/preview/"))
    assert seen.status_code == 200
    assert "A title of my own" in seen.content.decode()


def test_what_changed_when_much_stayed_is_shortened(world):
    long = " ".join(f"word{number}" for number in range(400))
    made = make_text(world.editor, words=f"{long} end")
    commands.write_text(world.editor, made, title="For carers", words=f"start {long} finish", lede="New.")
    after, before = made.versions.all()
    parts = dict(text.changes(before, after))
    assert [piece.kind for piece in parts["Words"]] == ["in", "same", "gap", "same", "out", "in"]
    assert [piece.words for piece in parts["First sentence"]] == ["New."]
    assert "Title" not in parts
    assert text.changes(None, before)[0][0] == "Title"


def test_what_changed_when_a_whole_sentence_did_reads_as_one_change(world):
    made = make_text(world.editor, words="It is hard to watch.")
    commands.write_text(world.editor, made, title="For carers", words="Words of the lead.")
    ((_, pieces),) = text.changes(*reversed(made.versions.all()))
    assert [(piece.kind, piece.words) for piece in pieces] == [
        ("out", "It is hard to watch."),
        ("in", "Words of the lead."),
    ]


def test_what_changed_when_only_an_empty_line_did_says_so(world):
    made = make_text(world.editor, words="One. Two.")
    commands.write_text(world.editor, made, title="For carers", words="One.\n\nTwo.")
    ((_, pieces),) = text.changes(*reversed(made.versions.all()))
    assert [piece.kind for piece in pieces] == ["same", "out", "in", "same"]
