"""What the code says of itself: each register as text and as JSON, and the documents made from them."""

import json

import pytest

from alongside.accounts.models import RoleHolding
from alongside.cli import main, registers
from alongside.core.commands import COMMANDS


def described(capsys, *words: str) -> str:
    assert main(["describe", *words]) == 0
    return capsys.readouterr().out


def test_commands_when_described_then_every_one_with_who_may(capsys):
    rows = json.loads(described(capsys, "commands", "--json"))
    assert {row["action"] for row in rows} == set(COMMANDS)
    accepted = next(row for row in rows if row["action"] == "referral.accepted")
    assert accepted["command"] == "accept_referral"
    assert accepted["slice"] == "referrals"
    assert accepted["roles"] == ["coordinator", "lead"]
    assert all(row["says"] for row in rows)


def test_roles_when_described_then_every_role_with_what_it_may(capsys):
    rows = {row["role"]: row for row in json.loads(described(capsys, "roles", "--json"))}
    assert set(rows) == {*RoleHolding.Role.values, "anyone", "process"}
    # A worry told to them, what an unusual opening was for, and a sealed record.
    assert {entry["action"].split(".")[0] for entry in rows["governance"]["may"]} == {"concern", "opening", "record"}
    may = {entry["action"]: entry["when"] for entry in rows["coordinator"]["may"]}
    assert may["referral.accepted"].startswith("for the pathway or team")


def test_states_when_described_then_each_move_is_between_states_there_are(capsys):
    rows = json.loads(described(capsys, "states", "--json"))
    assert "referrals.Referral" in {row["record"] for row in rows}
    for row in rows:
        values = {state["value"] for state in row["states"]}
        assert {end for move in row["moves"] for end in move} <= values


def test_urls_when_described_then_every_page_and_which_are_public(capsys):
    rows = {row["name"]: row for row in json.loads(described(capsys, "urls", "--json"))}
    assert rows["pages:home"]["route"] == "/"
    assert rows["pages:home"]["public"] is True
    assert rows["referrals:requests"]["public"] is False
    assert rows["demo:outbox"]["route"] == "/demo/outbox/"


def test_personas_when_described_then_the_cast_of_the_service(capsys, world):
    rows = json.loads(described(capsys, "personas", "--json"))
    assert {row["key"] for row in rows} >= {"lead", "peer-worker", "person"}
    assert all(row["email"].endswith("@example.org") for row in rows)


@pytest.mark.parametrize("register", ["commands", "roles", "states", "urls", "personas"])
def test_register_when_described_as_text_then_a_line_each(capsys, world, register):
    lines = described(capsys, register).splitlines()
    assert len(lines) == len(registers.REGISTERS[register]())
    assert all(line == line.rstrip() or line.split() for line in lines)


def test_describe_when_there_is_no_such_register_then_says_which_there_are(capsys):
    with pytest.raises(SystemExit):
        main(["describe", "weather"])
    assert "personas" in capsys.readouterr().err


def test_docs_when_checked_then_stale_until_written(capsys, monkeypatch, tmp_path):
    monkeypatch.setattr(registers, "DOCS", tmp_path / "docs")
    assert main(["docs", "--check"]) == 1
    assert "out of date" in capsys.readouterr().out
    assert not (tmp_path / "docs").exists(), "looking writes nothing"
    assert main(["docs"]) == 0
    assert sorted(file.name for file in (tmp_path / "docs").iterdir()) == ["commands.md", "roles.md", "states.md"]
    assert main(["docs", "--check"]) == 0


def test_docs_when_one_was_edited_by_hand_then_only_that_one_is_stale(capsys, monkeypatch, tmp_path):
    monkeypatch.setattr(registers, "DOCS", tmp_path)
    main(["docs"])
    (tmp_path / "roles.md").write_text("The lead may do anything.")
    capsys.readouterr()
    assert main(["docs", "--check"]) == 1
    assert [line.split()[0].rsplit("/", 1)[-1] for line in capsys.readouterr().out.splitlines()] == ["roles.md"]


def test_docs_when_written_then_every_command_role_and_move_is_in_them(monkeypatch, tmp_path):
    monkeypatch.setattr(registers, "DOCS", tmp_path)
    main(["docs"])
    commands, roles, states = ((tmp_path / f"{name}.md").read_text() for name in ("commands", "roles", "states"))
    assert all(f"`{action}`" in commands for action in COMMANDS)
    assert "## Peer support lead (`lead`)" in roles
    assert "    received --> accepted" in states
