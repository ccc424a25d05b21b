"""The feed of NHS Jobs, in both its forms, and what is refused in it."""

from datetime import date
from pathlib import Path

import pytest

from alongside.formats import nhs_jobs
from alongside.formats.nhs_jobs import NotUnderstood, read, read_all

FIXTURES = Path(__file__).parent.parent / "recruitment" / "fixtures"
NEW = (FIXTURES / "nhs-jobs.xml").read_bytes()
OLD = (FIXTURES / "nhs-jobs-older.xml").read_bytes()
ADDRESS = "https://www.jobs.nhs.uk/api/v1/search_xml?employerCode=RXX"


def test_read_of_the_form_of_today():
    pages, (first, second) = read(NEW)
    assert pages == 1
    assert (first.external_id, first.reference, first.kind) == ("C9999-26-0001", "999-PSW-1", "Permanent")
    assert first.title == "Peer Support Worker & Group Facilitator"
    assert first.about == "Walk alongside people in hospital <b>wards</b>…"
    assert first.locations == "Easton, TN1 1AA; Westfield, TN2 2BB"
    assert (first.posted_on, first.closes_on) == (date(2026, 11, 20), date(2027, 1, 29))
    assert second.reference == "AP-0142"


def test_read_of_the_older_form_with_a_namespace():
    pages, (only,) = read(OLD)
    assert pages == 2
    assert (only.external_id, only.locations) == ("918273", "Thanet")
    assert (only.posted_on, only.closes_on) == (None, date(2027, 1, 29))


@pytest.mark.parametrize(
    ("content", "because"),
    [
        (b"not xml at all", "not XML"),
        (b"<html><body>Sorry</body></html>", "begins with <html>"),
        (b'<!DOCTYPE nhsJobs [<!ENTITY a "b">]><nhsJobs>&a;</nhsJobs>', "document type"),
        (b'<?xml version="1.0"?><!doctype nhsJobs><nhsJobs/>', "document type"),
        ('<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a><nhsJobs/>'.encode("utf-16"), "document type"),
        (b"<nhsJobs>" + b" " * nhs_jobs.LONGEST + b"</nhsJobs>", "larger"),
    ],
)
def test_read_when_it_is_not_the_feed_or_not_safe_is_refused(content, because):
    with pytest.raises(NotUnderstood, match=because):
        read(content)


def test_read_when_a_date_does_not_exist_is_without_it():
    _, (first, _) = read(NEW.replace(b"2027-01-29", b"2027-02-31"))
    assert first.closes_on is None


def test_read_all_asks_page_after_page_without_internal_adverts():
    asked = []

    def get(address: str) -> bytes:
        asked.append(address)
        return OLD if len(asked) < 2 else NEW.replace(b"<totalPages>1", b"<totalPages>2")

    found = read_all(ADDRESS, get)
    assert [advert.external_id for advert in found] == ["918273", "C9999-26-0001", "C9999-26-0002"]
    assert asked == [f"{ADDRESS}&externalOnly=true&page={page}&limit=100" for page in (1, 2)]


def test_read_all_when_pages_never_end_stops():
    asked = []
    read_all(ADDRESS, lambda address: asked.append(address) or OLD.replace(b"<total_pages>2", b"<total_pages>9999"))
    assert len(asked) == nhs_jobs.MOST_PAGES


def test_read_all_when_the_address_is_not_https_asks_nothing():
    with pytest.raises(NotUnderstood, match="https"):
        read_all("file:///etc/passwd", lambda address: NEW)


def test_get_reads_no_more_than_a_page(monkeypatch):
    class Answer:
        def __enter__(self):
            return self

        def __exit__(self, *_):
            return None

        def read(self, most: int) -> bytes:
            return b"x" * most

    asked = []
    monkeypatch.setattr(nhs_jobs, "urlopen", lambda request, timeout: asked.append((request, timeout)) or Answer())
    assert len(nhs_jobs.get(ADDRESS)) == nhs_jobs.LONGEST + 1
    ((request, timeout),) = asked
    assert (request.full_url, timeout) == (ADDRESS, nhs_jobs.PATIENCE)
