"""Jobs for anybody to read: every state of the page, the list, the feed, what search engines read, and NHS Jobs."""

import json
from datetime import date, datetime, timedelta
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.test import Client

from alongside.core import clock
from alongside.core import jobs as timer
from alongside.core.actors import process
from alongside.core.errors import NotAllowed
from alongside.core.guard import unguarded
from alongside.core.models import JobRun
from alongside.formats import nhs_jobs
from alongside.recruitment import commands, jobs, queries
from alongside.recruitment.models import JobAdvert, Vacancy
from alongside.recruitment.queries.pay import share
from tests.recruitment.applying import make_application, qualify
from tests.recruitment.vacancies import open_vacancy, write_vacancy
from tests.world import make_candidate

JOB = process("recruitment")
FEED = (Path(__file__).parent / "fixtures" / "nhs-jobs.xml").read_bytes()
ADDRESS = "https://www.jobs.nhs.uk/api/v1/search_xml"
ATOM = "{http://www.w3.org/2005/Atom}"


class Scripts(HTMLParser):
    """An independent reader: what stands in each script of JSON-LD."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside = False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self._inside = tag == "script" and dict(attrs).get("type") == "application/ld+json"

    def handle_endtag(self, tag):
        self._inside = False

    def handle_data(self, data):
        if self._inside:
            self.found.append(data)


def read(address: str, client: Client | None = None) -> str:
    answer = (client or Client()).get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def page_of(vacancy: Vacancy) -> str:
    return f"/jobs/{vacancy.pk}/"


# One job


def test_job_says_what_these_hours_pay_and_what_nobody_will_be_asked(world):
    vacancy = open_vacancy(world, team=world.willow, band="3", reference="AP-0142", close_after=60)
    html = read(page_of(vacancy))
    for words in (
        "Band 3: £24,937 to £26,598 a year for full-time.",
        "For these hours, £14,962 to £15,959.",
        "22.5 a week",
        "Willow Ward, Fern House",
        "24 days left",
        "AP-0142",
        "What we will not ask you to do",
        "Watch people on observations",
        "If this starts to happen, tell your peer lead.",
        "Listening without judging",
        "Good to have, but not needed:</b> Helping to run a group.",
        "When did listening help?",
        "Run groups &amp; walks &lt;together&gt;",
        "you get the questions 3 days before",
        "Start your application",
        'href="tel:01632960147"',
        "when 60 people have applied",
    ):
        assert words in html, words
    assert html.index("finding your way through") < html.index("Listening without judging")


@pytest.mark.parametrize(
    ("hours", "pounds"), [("22.5", 14962), ("37.5", 24937), ("0", 24937), ("18.8", 12502), ("40", 24937)]
)
def test_pay_is_a_share_of_full_time_to_the_nearest_pound(hours, pounds):
    assert share(24937, Decimal(hours)) == pounds


def test_job_when_full_time_or_bank_shows_one_figure(world):
    for hours in (Decimal("37.5"), Decimal(0)):
        assert "For these hours" not in read(
            page_of(open_vacancy(world, hours=hours, informal_contact="a@example.org"))
        )


def test_job_when_it_closes_soon_says_so(world):
    vacancy = open_vacancy(world, closes_at=clock.now() + timedelta(days=2))
    html = read(page_of(vacancy))
    assert "Closes on" in html
    assert "2 days left" in html
    with clock.at(vacancy.closes_at - timedelta(minutes=1)):
        assert queries.job_page(world.nobody, vacancy.pk).days_left == 0


def test_job_when_closed_stays_and_names_the_others(world):
    vacancy, other = (
        open_vacancy(world),
        open_vacancy(
            world,
            title="Peer worker, community",
            hear_by=None,
            apply_link="https://www.jobs.nhs.uk/candidate/jobadvert/9",
        ),
    )
    commands.close_vacancy(world.recruiter, vacancy)
    html = read(page_of(vacancy))
    for words in ("This job closed on", "hears by", "Peer worker, community"):
        assert words in html
    assert "Start your application" not in html
    assert "noindex" in html
    assert "Apply on NHS Jobs" in read(page_of(other))
    commands.withdraw_vacancy(world.recruiter, other, because="No money")
    html = read(page_of(other))
    assert "This job will not go ahead." in html
    assert "No other jobs are open today" in html


def test_job_when_its_minute_has_come_is_closed_before_the_job_runs(world):
    vacancy = open_vacancy(world)
    with clock.at(vacancy.closes_at):
        assert queries.job_page(world.nobody, vacancy.pk).state == "closed"
        assert queries.public_vacancies() == []


def test_job_when_internal_is_not_there_for_visitors_and_candidates(world, sign_in):
    soon = clock.today() + timedelta(days=7)
    vacancy = open_vacancy(world, audience="internal", public_from=soon)
    for client in (Client(), sign_in("candidate"), sign_in("person"), sign_in("referrer")):
        assert client.get(page_of(vacancy)).status_code == 404
        assert vacancy.title not in read("/jobs/", client)
        assert vacancy.pk not in read("/jobs/feed/", client)
    for who in ("recruiter", "peer_worker", "team_manager"):
        html = read(page_of(vacancy), sign_in(who))
        assert "Only our staff see this page" in html
        assert "To apply, talk to the peer support lead: 01632 960147." in html
        assert "Start your application" not in html
        assert ("Back to the vacancy" in html) == (who == "recruiter")
        assert Scripts(html).found == []
        assert "Only for people who work for the trust" in read("/jobs/", sign_in(who))
    with clock.at(clock.now() + timedelta(days=7)):
        assert vacancy.title in read(page_of(vacancy))
        assert vacancy.title in read("/jobs/")


def test_job_when_a_draft_is_seen_only_by_those_who_keep_it(world, sign_in):
    vacancy = write_vacancy(world)
    for client in (Client(), sign_in("peer_worker")):
        assert client.get(page_of(vacancy)).status_code == 404
    assert "This is how it will look" in read(page_of(vacancy), sign_in("recruiter"))


def test_job_for_a_candidate_who_is_not_trained_is_never_a_dead_end(world, sign_in):
    grace, vacancy = make_candidate(world), open_vacancy(world)
    client = sign_in("candidate")
    html = read(page_of(vacancy), client)
    assert "Not trained yet? See how to start" in html
    assert "Start your application" not in html
    qualify(grace)
    assert "Start your application" in read(page_of(vacancy), client)


def test_job_for_a_candidate_who_began_says_what_changed(world, sign_in):
    vacancy = open_vacancy(world)
    make_application(world, vacancy, make_candidate(world))
    client = sign_in("candidate")
    html = read(page_of(vacancy), client)
    assert "Go on with your application" in html
    assert "Changed since you started" not in html
    commands.change_vacancy(world.recruiter, vacancy, hours_words="Mornings only", changed_words="Mornings only now.")
    assert "Changed since you started:</b> Mornings only now." in read(page_of(vacancy), client)


def test_job_for_a_candidate_who_applied_says_when(world, sign_in):
    vacancy = open_vacancy(world, starts_around=clock.today() + timedelta(days=90), questions_days=1)
    make_application(world, vacancy, make_candidate(world), status="sent")
    html = read(page_of(vacancy), sign_in("candidate"))
    assert "You sent this on" in html
    assert "You start." in html


# What search engines and feeds read


def test_job_posting_is_read_back_by_another_parser(world):
    vacancy = open_vacancy(world, team=world.willow, reference="AP-0142")
    (script,) = Scripts(read(page_of(vacancy))).found
    assert "<" not in script
    said = json.loads(script)
    assert (said["@context"], said["@type"]) == ("https://schema.org/", "JobPosting")
    assert said["title"] == "Peer support worker, acute wards"
    assert "Run groups &amp; walks &lt;together&gt;" in said["description"]
    assert date.fromisoformat(said["datePosted"]) == clock.today()
    assert datetime.fromisoformat(said["validThrough"]) == vacancy.closes_at
    assert said["hiringOrganization"]["name"] == "Tarnshire Partnership NHS Trust"
    assert said["jobLocation"]["address"] == {
        "@type": "PostalAddress",
        "addressLocality": "Thanet",
        "addressCountry": "GB",
    }
    value = said["baseSalary"]["value"]
    assert (said["baseSalary"]["currency"], value["minValue"], value["maxValue"], value["unitText"]) == (
        "GBP",
        14962,
        15959,
        "YEAR",
    )
    assert said["employmentType"] == ["PART_TIME"]
    assert (said["directApply"], said["identifier"]["value"]) == (True, "AP-0142")


@pytest.mark.parametrize(
    ("facts", "kind"),
    [
        ({"hours": Decimal("37.5")}, "FULL_TIME"),
        ({"contract": "fixed"}, "TEMPORARY"),
        ({"contract": "bank"}, "PER_DIEM"),
    ],
)
def test_job_posting_says_what_kind_of_work(world, facts, kind):
    (script,) = Scripts(read(page_of(open_vacancy(world, **facts)))).found
    assert json.loads(script)["employmentType"] == [kind]


def test_feed_is_atom(world):
    vacancy = open_vacancy(world, lede="Listen & walk")
    answer = Client().get("/jobs/feed/")
    assert answer["Content-Type"].startswith("application/atom+xml")
    root = ElementTree.fromstring(answer.content)  # noqa: S314  our own
    assert root.tag == f"{ATOM}feed"
    for name in ("id", "title", "updated", "author"):
        assert root.find(f"{ATOM}{name}") is not None
    (entry,) = root.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == vacancy.title
    assert entry.find(f"{ATOM}link").get("href").endswith(page_of(vacancy))
    assert "Listen & walk" in entry.findtext(f"{ATOM}summary")
    assert datetime.fromisoformat(entry.findtext(f"{ATOM}updated")) == vacancy.opened_at


def test_feed_when_nothing_is_open_is_still_a_feed(world):
    root = ElementTree.fromstring(Client().get("/jobs/feed/").content)  # noqa: S314  our own
    assert root.findall(f"{ATOM}entry") == []


@pytest.mark.parametrize("many", [1, 3])
def test_public_vacancies_asks_the_same_few_questions(world, many, django_assert_num_queries):
    for _ in range(many):
        open_vacancy(world, team=world.willow)
    with django_assert_num_queries(3):
        rows = queries.public_vacancies()
    assert {(row.pay, row.hours, row.days_left, row.source) for row in rows} == {
        ("£14,962 to £15,959", "22.5 hours a week", 24, "here")
    }


def test_jobs_when_none_are_open_says_so(world):
    assert "No jobs open today." in read("/jobs/")


# NHS Jobs


@pytest.fixture
def nhs(settings, monkeypatch):
    """The feed answers with the fixture, or with what the test puts there."""
    settings.NHS_JOBS_ADDRESS = ADDRESS
    answers = {"content": FEED}

    def get(address: str) -> bytes:
        if isinstance(answers["content"], Exception):
            raise answers["content"]
        return answers["content"]

    found = nhs_jobs.read_all
    monkeypatch.setattr(nhs_jobs, "read_all", lambda address: found(address, get))
    return answers


def test_nhs_jobs_adverts_are_shown_once_with_a_link_back(world, nhs):
    vacancy = open_vacancy(world, reference="ap-0142")
    jobs.read_nhs_jobs(JOB)
    jobs.read_nhs_jobs(JOB)
    assert JobAdvert.objects.count() == 2
    rows = queries.public_vacancies()
    assert [(row.source, row.url) for row in rows] == [
        ("here", page_of(vacancy)),
        ("nhs_jobs", "https://www.jobs.nhs.uk/candidate/jobadvert/C9999-26-0001"),
    ]
    html = read("/jobs/")
    assert html.count("This job is on NHS Jobs. The link goes there.") == 1
    assert "&lt;b&gt;wards&lt;/b&gt;" in html
    assert "Only for our own staff" not in html
    assert "C9999-26-0001" in read("/jobs/feed/")


def test_nhs_jobs_when_an_advert_is_gone_or_past_is_dropped(world, nhs):
    jobs.read_nhs_jobs(JOB)
    nhs["content"] = FEED.replace(b"C9999-26-0001", b"C9999-26-0009")
    with clock.at(clock.now() + timedelta(hours=1)):
        jobs.read_nhs_jobs(JOB)
    assert {advert.external_id for advert in queries.adverts_shown()} == {"C9999-26-0002", "C9999-26-0009"}
    with unguarded():
        JobAdvert.objects.update(closes_on=clock.today() - timedelta(days=1))
    assert queries.adverts_shown() == []


def test_nhs_jobs_when_it_cannot_be_read_keeps_what_was_and_says_so(world, sign_in, nhs):
    jobs.read_nhs_jobs(JOB)
    with unguarded():
        JobRun.objects.create(name="recruitment.jobs.read_nhs_jobs", started_at=clock.now())
    assert "NHS Jobs was read" in read("/vacancies/", sign_in("recruiter"))
    nhs["content"] = OSError("no way through")
    with clock.at(clock.now() + timedelta(hours=2)):
        for _ in timer.run_due():
            pass
        html = read("/vacancies/", sign_in("recruiter"))
    assert "NHS Jobs could not be read" in html
    assert "no way through" in html
    assert len(queries.adverts_shown()) == 2
    nhs["content"] = FEED
    with clock.at(clock.now() + timedelta(hours=4)):
        for _ in timer.run_due():
            pass
        assert "could not be read" not in read("/vacancies/", sign_in("recruiter"))


def test_nhs_jobs_when_switched_off_asks_nothing_and_shows_nothing(world, settings, monkeypatch):
    monkeypatch.setattr(nhs_jobs, "read_all", lambda address: pytest.fail("asked"))
    jobs.read_nhs_jobs(JOB)
    assert queries.last_reading(world.recruiter) is None
    with unguarded():
        JobAdvert.objects.create(
            external_id="1", title="x", url="https://x.example/", seen_at=clock.now() - timedelta(days=1)
        )
    jobs.read_nhs_jobs(JOB)
    assert queries.adverts_shown() == []


def test_bring_in_adverts_when_wrong_person(world):
    with pytest.raises(NotAllowed):
        commands.bring_in_adverts(world.recruiter, world.service, adverts=[])
