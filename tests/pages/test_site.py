"""The public site as a visitor reads it: every page, its doors out, its weight, and what is never shown."""

import gzip
import re
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from alongside.accounts import profiles
from alongside.core import clock
from alongside.core.actors import VISITOR, process
from alongside.core.guard import unguarded
from alongside.pages import commands, imports
from alongside.pages.models import Film, Story, TextPage
from alongside.pages.queries import site
from tests.world import make_person, make_referral

ADDRESSES = (
    *("/", "/get-support/", "/where-we-work/", "/become-a-peer-worker/", "/stories/", "/films/", "/contact/"),
    *("/search/", "/search/?q=carers", "/accessibility/", "/privacy/", "/cookies/"),
    *("/stories/me-too/", "/films/our-day/"),
    *("/about/peer-support/", "/about/the-work/", "/about/partners/", "/about/carers/", "/about/easy-read/"),
    *("/about/colleagues-and-students/", "/about/path/", "/about/what-would-help/", "/about/worries/"),
)


@pytest.fixture
def site_of(world):
    """`site_of("lpt")` gives the world's service that profile's site, with one story and one film."""

    def begin(name: str = "kmpt") -> Client:
        with unguarded():
            world.service.profile = name
            world.service.save()
        imports.describe(process("The first start"), profiles.read_profile(name)["pages"])
        tell_story(world)
        commands.add_film(
            world.editor,
            slug="our-day",
            title="Our day",
            transcript="**Peer worker:** Good morning.",
            link="https://films.example.org/1",
            link_host="Films for All",
            minutes=3,
        )
        return Client()

    return begin


def read(response) -> ElementTree.Element:
    return ElementTree.fromstring(response.content)  # noqa: S314 (our own)


def tell_story(world, slug: str = "me-too", until: int = 30, places: tuple[str, ...] = ("website",)) -> Story:
    told = commands.add_story(
        world.editor,
        slug=slug,
        title=f"The first day {slug}",
        shown_as="Somebody in Thanet",
        whose="person",
        quote="She said, me too.",
        words="We had **tea**.",
    )
    commands.write_consent(
        world.editor,
        told,
        places=list(places),
        said_on=clock.today(),
        said_how="at a meeting",
        until=clock.today() + timedelta(days=until),
    )
    if "website" in places:
        commands.show_story(world.editor, told)
    return told


@pytest.mark.parametrize("profile", ["kmpt", "lpt"])
def test_every_page_has_one_heading_a_description_and_the_ways_out(site_of, profile):
    visitor = site_of(profile)
    for address in ADDRESSES:
        response = visitor.get(address)
        html = response.content.decode()
        assert response.status_code == 200, address
        assert len(re.findall(r"<h1\b", html)) == 1, address
        assert "If you need help now" in html, address
        assert "tel:111" in html, address
        assert 'href="/leave/"' in html, address
        assert "Skip to main content" in html, address
        levels = [int(level) for level in re.findall(r"<h([1-6])\b", html)]
        assert all(after - before <= 1 for before, after in pairwise(levels)), (address, levels)
        if "/search/" not in address:
            assert re.search(r'<meta name="description" content="[^"]{10,300}">', html), address
            assert f'<link rel="canonical" href="http://testserver{address}">' in html


def test_every_link_of_the_site_leads_somewhere(site_of):
    visitor = site_of()
    found = {
        link for address in ADDRESSES for link in re.findall(r'href="(/[^"#]*)', visitor.get(address).content.decode())
    }
    pages = {link for link in found if not link.startswith(("/assets/", "/leave/"))}
    assert {
        link: visitor.get(link).status_code for link in pages if visitor.get(link).status_code not in (200, 302)
    } == {}


def test_pages_are_light_and_ask_nothing_of_another_site(site_of):
    """Under 100 KB over the wire: the page, both stylesheets, both scripts, the icon and every picture on it."""
    visitor = site_of()
    for address in ("/", "/become-a-peer-worker/", "/films/our-day/", "/where-we-work/"):
        response = visitor.get(address, headers={"Accept-Encoding": "gzip"})
        assert response["Content-Encoding"] == "gzip"
        html = gzip.decompress(response.content).decode()
        loaded = set(re.findall(r'(?:src|href)="/assets/([^"]+)"', html)) | {"nhsuk/nhsuk-frontend.min.js"}
        sizes = {name: len(gzip.compress(Path(finders.find(name)).read_bytes())) for name in loaded}
        assert sum(sizes.values()) + len(response.content) < 100_000, (address, sizes)
        assert re.findall(r'(?:src|data|poster)="(?:https?:)?//[^"]*', html) == []
        assert "<iframe" not in html


@pytest.mark.parametrize(
    ("address", "queries"),
    [("/", 13), ("/about/carers/", 2), ("/stories/", 4), ("/search/?q=tea", 13), ("/become-a-peer-worker/", 8)],
)
def test_pages_ask_as_many_questions_for_three_stories_as_for_one(
    site_of, world, address, queries, django_assert_num_queries
):
    visitor = site_of()
    visitor.get(address)
    with django_assert_num_queries(queries):
        visitor.get(address)
    tell_story(world, "second")
    tell_story(world, "third")
    with django_assert_num_queries(queries):
        visitor.get(address)


def test_home_takes_its_words_from_the_pages_that_editors_keep(site_of, world):
    visitor = site_of()
    page = TextPage.objects.get(slug="peer-support")
    commands.write_text(
        world.editor, page, title="What it is", words="- **We listen.** Always.\n\n## More\n\nNot here."
    )
    assert "What it is" not in visitor.get("/").content.decode()
    commands.publish_text(world.editor, page)
    html = visitor.get("/").content.decode()
    assert "What it is" in html
    assert "<b>We listen.</b> Always." in html
    assert "Not here." not in html
    assert "She said, me too." in html
    assert "Watch: Our day" in html


def test_home_without_words_stories_dates_or_jobs_leaves_no_heading_over_nothing(world):
    html = Client().get("/").content.decode()
    assert "You do not have to walk this alone" in html
    assert "We are collecting stories. Yours could be first." in html
    assert "No jobs are open today." in html


def test_pages_of_the_site_without_words_still_stand(world):
    for address in ("/get-support/", "/where-we-work/", "/become-a-peer-worker/", "/stories/", "/films/", "/contact/"):
        assert Client().get(address).status_code == 200, address
    assert Client().get("/about/carers/").status_code == 404


def test_a_page_taken_off_the_site_is_not_found(site_of, world):
    visitor = site_of()
    commands.hide_text_page(world.editor, TextPage.objects.get(slug="carers"))
    assert visitor.get("/about/carers/").status_code == 404
    assert "/about/carers/" not in visitor.get("/").content.decode()
    assert "/about/carers/" not in visitor.get("/sitemap.xml").content.decode()


def test_where_we_work_is_the_open_pathways_and_teams(site_of, world):
    visitor = site_of()
    html = visitor.get("/where-we-work/").content.decode()
    assert 'id="community"' in html
    assert "Thanet CMHT" in html
    with unguarded():
        world.thanet.is_open = False
        world.thanet.save()
    assert "Thanet CMHT" not in visitor.get("/where-we-work/").content.decode()


@pytest.mark.parametrize(("waiting", "said"), [(4, False), (5, True)])
def test_a_wait_is_said_unless_too_few_wait(site_of, world, waiting, said):
    visitor, asked = site_of(), clock.now() - timedelta(days=23)
    for _ in range(waiting):
        make_referral(world, make_person(world, user=None), status="accepted", received_at=asked)
    for address in ("/", "/get-support/"):
        assert ("waited about 3 weeks so far" in visitor.get(address).content.decode()) is said


@pytest.mark.parametrize("why", ["taken back", "run out", "other words", "draft"])
def test_story_without_a_standing_yes_is_nowhere(site_of, world, why):
    visitor = site_of()
    told = Story.objects.get()
    with unguarded():
        match why:
            case "taken back":
                told.consents.update(withdrawn_at=clock.now())
            case "run out":
                told.consents.update(until=clock.today() - timedelta(days=1))
            case "other words":
                Story.objects.update(words="Somebody changed this.")
            case "draft":
                Story.objects.update(status="draft")
    assert visitor.get("/stories/me-too/").status_code == 404
    for address in ("/", "/stories/", "/search/?q=tea", "/sitemap.xml", "/news.atom"):
        assert "me-too" not in visitor.get(address).content.decode(), address


def test_film_on_another_site_is_a_link_and_says_whose(site_of):
    html = site_of().get("/films/our-day/").content.decode()
    assert 'href="https://films.example.org/1"' in html
    assert "Nothing is loaded from there until you choose to go." in html
    assert "<video" not in html
    assert "<strong>Peer worker:</strong> Good morning." in html


def test_film_of_our_own_plays_here_with_captions(site_of, world):
    from django.core.files.uploadedfile import SimpleUploadedFile

    visitor = site_of()
    commands.add_film(
        world.editor,
        slug="ours",
        title="Ours",
        transcript="Hello.",
        upload=SimpleUploadedFile("a.mp4", b"\x00\x00\x00\x20ftypisom" + b"0" * 40),
        captions=SimpleUploadedFile("a.vtt", b"WEBVTT\n\n00:00.000 --> 00:01.000\nHello."),
    )
    html = visitor.get("/films/ours/").content.decode()
    assert 'preload="none"' in html
    assert visitor.get("/films/ours/film.mp4")["Content-Type"] == "video/mp4"
    assert visitor.get("/films/ours/captions.vtt").content.startswith(b"WEBVTT")
    assert visitor.get("/films/our-day/film.mp4").status_code == 404
    with unguarded():
        Film.objects.update(is_shown=False)
    assert visitor.get("/films/ours/captions.vtt").status_code == 404


@pytest.mark.parametrize(
    ("looked_for", "found"),
    [
        ("carers", "/about/carers/"),
        ("CARER assess", "/about/carers/"),
        ("tea", "/stories/me-too/"),
        ("good morning", "/films/our-day/"),
        ("thanet cmht", "/where-we-work/#community"),
    ],
)
def test_search_finds_words_wherever_they_are_published(site_of, looked_for, found):
    html = site_of().get("/search/", {"q": looked_for}).content.decode()
    assert f'href="{found}"' in html


def test_search_puts_titles_first_and_shows_the_words_around(site_of):
    site_of()
    rows = site.search(VISITOR, "privacy cookies") or site.search(VISITOR, "cookies")
    assert rows[0].title == "Cookies"
    assert all(row.excerpt for row in rows)


def test_search_for_nothing_and_for_what_is_not_there(site_of):
    visitor = site_of()
    assert "Type a word or two" in visitor.get("/search/?q=  ").content.decode()
    html = visitor.get("/search/", {"q": "<b>xylophone"}).content.decode()
    assert "Nothing found for “&lt;b&gt;xylophone”" in html


def test_signed_in_readers_see_the_same_site_and_a_candidate_their_own_way_on(site_of, sign_in):
    site_of()
    html = sign_in("candidate").get("/become-a-peer-worker/").content.decode()
    assert "Go to my journey" in html
    assert "You are not signing up to anything" not in html
    assert "Leave this page quickly" in sign_in("lead").get("/about/carers/").content.decode()


def test_sitemap_robots_and_feed_are_what_they_say(site_of):
    visitor = site_of()
    sitemap = visitor.get("/sitemap.xml")
    assert sitemap["Content-Type"] == "application/xml; charset=utf-8"
    named = [found.text for found in read(sitemap).iter() if found.tag.endswith("}loc")]
    assert len(named) == len(set(named))
    paths = {name.removeprefix("http://localhost:8000") for name in named}
    assert {"/", "/about/carers/", "/stories/me-too/", "/films/our-day/", "/contact/"} <= paths
    assert {path: visitor.get(path).status_code for path in paths if visitor.get(path).status_code != 200} == {}
    assert "Sitemap: http://localhost:8000/sitemap.xml" in visitor.get("/robots.txt").content.decode()
    feed = visitor.get("/news.atom")
    assert feed["Content-Type"] == "application/atom+xml; charset=utf-8"
    tree = read(feed)
    atom = "{http://www.w3.org/2005/Atom}"
    moments = [entry.findtext(f"{atom}updated") for entry in tree.iter(f"{atom}entry")]
    assert len(moments) == 20
    assert moments == sorted(moments, reverse=True)
    assert tree.findtext(f"{atom}updated") == moments[0]


def test_feed_of_a_site_with_nothing_published_is_empty(world):
    tree = read(Client().get("/news.atom"))
    assert not list(tree.iter("{http://www.w3.org/2005/Atom}entry"))
