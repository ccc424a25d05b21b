"""`alongside import check` and `apply`, as an operator types them."""

import json
import sys

import pytest
from django.db import connection

from alongside.accounts.profiles import load_profile
from alongside.cli import main
from alongside.spreadsheets.models import KnownSheet
from alongside.support.models import Contact
from tests.spreadsheets.habits import workbook
from tests.spreadsheets.test_habits import HEADERS, NUMBERS, PEOPLE, STAFF

GOOD = ["1/6/25", NUMBERS[0], "Priya", 45, "Y"]
ODD = ["31/2/25", NUMBERS[0], "Priya", 45, "Y"]


@pytest.fixture
def file(db, tmp_path):
    load_profile("kmpt")
    path = tmp_path / "tracker.xlsx"
    path.write_bytes(workbook({"Log": [HEADERS, GOOD, ODD], "People": PEOPLE, "Staff": STAFF, "Lists": [["Yes"]]}))
    return path


def test_check_when_asked_for_json_prints_nothing_else(file, capsys):
    assert main(["import", "check", str(file), "--json", "--today", "2026-11-20"]) == 0
    told = json.loads(capsys.readouterr().out)
    log = told["sheets"][0]
    assert (log["name"], log["kind"], log["header_row"], log["ready"]) == ("Log", "contacts", 1, [2])
    assert log["columns"]["Attended"] == "attendance"
    assert log["problems"] == [
        {
            "row": 3,
            "column": "Date",
            "value": "31/2/25",
            "message": "There is no 31 February. Ask, or leave the cell empty.",
        }
    ]
    assert told["sheets"][3]["kind"] is None
    assert not Contact.objects.exists()


def test_check_when_read_by_a_person_is_in_words(file, capsys):
    assert main(["import", "check", str(file), "--today", "2026-11-20"]) == 0
    told = capsys.readouterr().out
    assert "Nothing has been changed" in told
    assert "Log A3  “31/2/25”  There is no 31 February." in told
    assert "Lists: left out." in told


def test_apply_when_rows_need_a_look_does_nothing_until_told_to_leave_them(file, capsys):
    assert main(["import", "apply", str(file), "--today", "2026-11-20"]) == 1
    assert "--skip-problem-rows" in capsys.readouterr().out
    assert not Contact.objects.exists()
    assert main(["import", "apply", str(file), "--today", "2026-11-20", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["applied"] is None
    assert main(["import", "apply", str(file), "--today", "2026-11-20", "--skip-problem-rows"]) == 0
    assert "1 row of contacts. Left out: 1 row to look at." in capsys.readouterr().out
    assert main(["import", "apply", str(file), "--today", "2026-11-20", "--skip-problem-rows", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["applied"] == {}
    assert Contact.objects.count() == 1


def test_file_when_it_cannot_be_read_says_why(file, tmp_path, capsys):
    assert main(["import", "check", str(tmp_path / "gone.xlsx")]) == 2
    assert "no file" in capsys.readouterr().err
    assert main(["import", "check", str(tmp_path / "gone.xlsx"), "--json"]) == 2
    assert "no file" in json.loads(capsys.readouterr().out)["not_readable"]


def test_map_when_given_says_how_to_read(file, tmp_path, capsys):
    kept = tmp_path / "map.json"
    kept.write_text(json.dumps({"values": {"Log": {"Date": {"31/2/25": "28/2/25"}}}}))
    said = ["--map", "Staff=", "--map", "Log.PSW=", "--map", str(kept)]
    assert main(["import", "check", str(file), "--json", "--today", "2026-11-20", *said]) == 0
    sheets = {sheet["name"]: sheet for sheet in json.loads(capsys.readouterr().out)["sheets"]}
    assert (sheets["Staff"]["kind"], sheets["Log"]["columns"]["PSW"]) == (None, None)
    assert {problem["column"] for problem in sheets["People"]["problems"]} == {"PSW"}
    (tmp_path / "odd.json").write_text("not json")
    assert main(["import", "check", str(file), "--map", str(tmp_path / "odd.json")]) == 2
    assert "not a map" in capsys.readouterr().err


def test_map_when_applied_is_remembered_for_the_next_file(file, capsys):
    read = ["--today", "2026-11-20", "--json"]
    main(["import", "check", str(file), "--map", "Log.Attended=", *read])
    assert not KnownSheet.objects.exists()
    main(["import", "apply", str(file), "--skip-problem-rows", "--map", "Log.Attended=", *read])
    capsys.readouterr()
    main(["import", "check", str(file), *read])
    assert json.loads(capsys.readouterr().out)["sheets"][0]["columns"]["Attended"] is None


def test_bar_when_at_a_terminal_fills_up(file, capsys, monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert main(["import", "apply", str(file), "--today", "2026-11-20", "--skip-problem-rows"]) == 0
    told = capsys.readouterr().err
    assert "Reading" in told
    assert "Bringing in ██████████████████████████████" in told


def test_import_when_there_is_no_service_yet_says_what_to_do_first(file, monkeypatch, capsys):
    monkeypatch.setattr(connection.introspection, "table_names", list)
    assert main(["import", "check", str(file)]) == 1
    assert "alongside migrate" in capsys.readouterr().err
