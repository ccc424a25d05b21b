"""The two sample workbooks, read exactly as people read them."""

import json
from datetime import date
from pathlib import Path

import pytest

from alongside.accounts.profiles import load_profile
from alongside.core.actors import process
from alongside.spreadsheets.imports import Checked, check

SAMPLES = Path(__file__).parent / "samples"
IMPORT = process("The import")


@pytest.fixture
def kmpt(db):
    load_profile("kmpt")


def read(name: str) -> tuple[Checked, dict]:
    expected = json.loads((SAMPLES / f"workbook-{name}.expected.json").read_text())
    file = SAMPLES / f"workbook-{name}.xlsx"
    return check(IMPORT, file, name=file.name, today=date.fromisoformat(expected["today"])), expected["sheets"]


@pytest.mark.parametrize("name", ["a", "b"])
def test_sample_when_checked_reads_as_expected(kmpt, name):
    checked, expected = read(name)
    sheets = {sheet["name"]: sheet for sheet in checked.as_json()["sheets"]}
    assert list(sheets) == list(expected)
    for sheet, says in expected.items():
        found = sheets[sheet]
        wrong = sorted([problem["row"], problem["column"]] for problem in found["problems"])
        assert {key: found[key] for key in says if key != "wrong"} == {k: v for k, v in says.items() if k != "wrong"}
        assert wrong == sorted(says.get("wrong", [])), sheet


def test_sample_when_checked_says_each_problem_kindly_and_what_to_do(kmpt):
    checked, _ = read("a")
    messages = {problem.message for sheet in checked.sheets for problem in sheet.problems}
    assert len(messages) > 10
    for message in messages:
        assert message[0].isupper()
        assert message.endswith((".", "?")), message
        assert not {"invalid", "error", "failed"} & set(message.lower().split()), message


def test_sample_when_a_contact_is_before_the_worker_started_only_warns(kmpt):
    checked, _ = read("a")
    contacts = checked.sheet("Contacts")
    warned = {warning.place.row for warning in contacts.warnings}
    assert warned
    assert warned <= set(contacts.ready)


def test_check_when_done_changed_nothing(kmpt, django_assert_num_queries):
    with django_assert_num_queries(7):  # teams, wards, workers and where, people and their requests, relationships
        read("b")
