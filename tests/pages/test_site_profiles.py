"""Two services, one site: the words each begins with are easy to read, complete, and recognisably its own."""

import re
from pathlib import Path

import pytest

from alongside.accounts import profiles
from alongside.core.actors import EVERYWHERE, Actor, process
from alongside.pages import commands, imports
from alongside.pages.models import TextPage, TextVersion
from alongside.pages.queries import services, site
from alongside.ui.markdown import plain

NAMES = ("kmpt", "lpt")
EDITOR_OF_NONE = Actor("Edda Holt", "e" * 16, (("editor", EVERYWHERE),))
FILES = sorted((Path(__file__).parent.parent.parent / "profiles").rglob("*.md"))
GRADE = 6  # of school in America: a reading age of about 11. Most pages are far below it.
UI = Path(profiles.PACKAGE) / "ui/static/pictures"


def syllables(word: str) -> int:
    """Groups of vowels, without a silent e at the end."""
    letters = re.sub("[^a-z]", "", word.lower())
    found = len(re.findall("[aeiouy]+", letters))
    silent = letters.endswith("e") and not letters.endswith("le") and found > 1
    return max(1, found - silent)


def grade(words: str) -> float:
    """The Flesch-Kincaid grade: 0.39 words a sentence + 11.8 syllables a word - 15.59 (Kincaid and others, 1975)."""
    said = plain(re.sub(r"\n\n|\n- |\n\d\. ", ".\n\n", words))
    sentences = [found for found in re.split(r"[.!?:]+(?=\s|$)", said) if re.search(r"\w", found)]
    found = re.findall("[A-Za-z’]+", said)
    return 0.39 * len(found) / len(sentences) + 11.8 * sum(map(syllables, found)) / len(found) - 15.59


def test_the_grade_tells_easy_words_from_hard_ones():
    assert grade("We had tea. It was warm. She said, me too.") < 2
    assert grade("Multidisciplinary practitioners collaboratively facilitate therapeutic interventions.") > 20


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_words_can_be_read_at_eleven(file):
    assert grade(file.read_text()) <= GRADE


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_words_are_those_of_the_service(file):
    said = file.read_text().lower()
    assert not re.search(r"\b(patients?|clients?|service users?|suffer\w*|battl\w+)\b", said)


@pytest.mark.parametrize("name", NAMES)
def test_every_page_of_a_profile_has_words_and_every_file_a_page(name):
    named = {row["slug"] for row in profiles.read_profile(name)["pages"]["texts"]}
    kept = {file.stem for file in FILES if file.parent.name in (name, "shared")}
    assert named == kept
    assert set(site.OWN_PAGES) <= named


@pytest.mark.parametrize("name", NAMES)
def test_what_a_profile_draws_is_there_to_be_drawn(name):
    look = profiles.look_of(name)
    named = {look["hero"], *look["stones"], *look["pictures"].values()}
    assert {picture for picture in named if not (UI / f"{picture}.svg").exists()} == set()
    pathways = {row["name"] for row in profiles.read_profile(name)["pathways"]}
    assert pathways <= set(look["pictures"])
    assert set(look["bands"]) == {"what", "ask", "where", "story", "join", "for", "talk"}
    path = profiles.read_words(profiles.words_of(name, "path"))
    assert len(site.Text("path", path["title"], words=path["words"]).items) == len(look["stones"]) == 7


def test_the_two_services_look_and_speak_differently():
    looks = [profiles.look_of(name) for name in NAMES]
    for part in ("name", "place", "hero", "bands", "stones", "pictures", "ground"):
        assert looks[0][part] != looks[1][part], part
    own = {file.stem for file in FILES if file.parent.name == "lpt"}
    for slug in own:
        assert profiles.words_of("kmpt", slug) != profiles.words_of("lpt", slug)
    css = (Path(profiles.PACKAGE) / "ui/static/app.css").read_text()
    assert f".app--{looks[1]['name']}" in css


def test_a_profile_without_a_look_has_none():
    assert profiles.look_of("nowhere") == {}


def test_words_that_no_profile_has_are_said_to_be_missing():
    with pytest.raises(FileNotFoundError, match="kmpt has no words for its page nothing"):
        profiles.words_of("kmpt", "nothing")


def test_first_words_are_published_once_and_changed_ones_left_alone(world):
    said = profiles.read_profile("kmpt")["pages"]
    imports.describe(process("The first start"), said)
    assert TextPage.objects.count() == len(said["texts"])
    assert not TextVersion.objects.filter(published_at=None).exists()
    page = TextPage.objects.get(slug="carers")
    commands.write_text(world.editor, page, title="Ours", words="Changed.")
    commands.publish_text(world.editor, page)
    imports.describe(process("The first start"), said)
    assert TextPage.objects.count() == len(said["texts"])
    assert site.text_of(world.editor, "carers").title == "Ours"


def test_a_profile_without_pages_begins_without_words(world):
    imports.describe(process("The first start"), {})
    assert not TextPage.objects.exists()


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("# A\n> B\n> c\n\nD\n\n- e", {"title": "A", "lede": "B c", "words": "D\n\n- e"}),
        ("# A\n\nD", {"title": "A", "lede": "", "words": "D"}),
        ("# A\n> B", {"title": "A", "lede": "B", "words": ""}),
    ],
)
def test_a_file_of_words_has_a_title_a_beginning_and_the_rest(file, said):
    assert profiles.read_words(file) == said


def test_how_services_differ_is_read_side_by_side_by_who_keeps_the_site(world, sign_in, django_assert_num_queries):
    with django_assert_num_queries(0):
        rows = {row.name: row for row in services.differences(EDITOR_OF_NONE)}
        names = services.services(EDITOR_OF_NONE)
    assert names == [
        "Kent and Medway NHS and Social Care Partnership Trust",
        "Leicestershire Partnership NHS Trust",
    ]
    assert rows["Picture on the first page"].values == (("coast",), ("canal",))
    assert rows["Order of the first page"].differs
    assert not rows["Page: cookies"].differs
    assert "Forensic" in rows["Pathways"].values[0]
    for who in ("editor", "lead"):
        html = sign_in(who).get("/site/services/").content.decode()
        assert "How services differ" in html
        assert "Leicester, Leicestershire and Rutland" in html
    assert sign_in("recruiter").get("/site/services/").status_code == 404
