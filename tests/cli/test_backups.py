"""Backup and restore of the whole service, on whichever database the tests run."""

import zipfile

import pytest

from alongside.accounts import commands as accounts
from alongside.accounts.models import User
from alongside.cli import backups, main
from alongside.core.actors import process
from alongside.core.models import AuditEvent

pytestmark = pytest.mark.django_db(transaction=True)
INSTALLER = process("The first start")


def open_account(name: str) -> None:
    accounts.open_account(INSTALLER, name=name, email=f"{name.lower()}@example.org")


def names() -> list[str]:
    return sorted(User.objects.values_list("name", flat=True))


def test_restore_when_replacing_then_everything_is_as_it_was(tmp_path, capsys):
    open_account("Before")
    file = tmp_path / "safe" / "alongside.backup"
    assert main(["backup", str(file)]) == 0
    assert "Keep it as safe as the service itself" in capsys.readouterr().out
    open_account("After")
    assert main(["restore", str(file), "--replace"]) == 0
    assert names() == ["Before"]
    assert AuditEvent.objects.filter(action="account.opened").count() == 1
    assert list((tmp_path / "safe").iterdir()) == [file], "nothing is left beside it"


def test_restored_service_when_used_then_still_writes_and_still_guards_its_audit(tmp_path):
    from django.db import DatabaseError, transaction

    from alongside.core.guard import unguarded

    open_account("Before")
    backups.backup(tmp_path / "kept")
    backups.restore(tmp_path / "kept", replace=True)
    open_account("After")
    assert names() == ["After", "Before"]
    with pytest.raises(DatabaseError, match="append-only"), unguarded(), transaction.atomic():
        AuditEvent.objects.update(action="nothing.happened")


def test_restore_when_there_are_records_then_asks_to_be_told_to_replace_them(tmp_path, capsys):
    open_account("Before")
    main(["backup", str(tmp_path / "kept")])
    open_account("After")
    assert main(["restore", str(tmp_path / "kept")]) == 1
    assert "say --replace" in capsys.readouterr().err
    assert names() == ["After", "Before"]


def test_restore_when_nothing_has_happened_here_then_needs_no_telling(tmp_path):
    backups.backup(tmp_path / "kept")
    backups.restore(tmp_path / "kept")
    assert names() == []


def test_restore_when_the_file_is_not_a_backup_then_changes_nothing(tmp_path, capsys):
    open_account("Before")
    (tmp_path / "letter.txt").write_text("Dear all")
    assert main(["restore", str(tmp_path / "letter.txt"), "--replace"]) == 1
    assert "cannot be read as a backup" in capsys.readouterr().err
    assert names() == ["Before"]


def test_restore_when_the_file_is_missing_then_says_so(tmp_path, capsys):
    assert main(["restore", str(tmp_path / "nothing")]) == 1
    assert "cannot be read as a backup" in capsys.readouterr().err


def test_restore_when_from_another_kind_of_database_then_says_which(tmp_path, capsys):
    with zipfile.ZipFile(tmp_path / "other", "w") as archive:
        archive.writestr("database.oracle", "")
    assert main(["restore", str(tmp_path / "other"), "--replace"]) == 1
    assert "another kind of database: it holds database.oracle" in capsys.readouterr().err


def test_backup_when_repeated_then_takes_the_place_of_the_last_and_only_the_owner_reads_it(tmp_path):
    file = tmp_path / "kept"
    file.write_text("yesterday's")
    size = backups.backup(file)
    assert size == file.stat().st_size > 1000
    assert file.stat().st_mode & 0o077 == 0


def test_find_when_a_program_is_nowhere_then_says_what_to_install():
    with pytest.raises(backups.Problem, match="postgresql-client"):
        backups._find("pg_no_such_program")


def test_backup_when_it_cannot_be_made_then_says_why_and_the_last_one_stays(tmp_path, capsys, monkeypatch):
    def fail(copy):
        raise backups.Problem("the disk is full")

    monkeypatch.setattr(backups, "_copy_out", fail)
    (tmp_path / "kept").write_text("yesterday's")
    assert main(["backup", str(tmp_path / "kept")]) == 1
    assert "the disk is full" in capsys.readouterr().err
    assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == [("kept", "yesterday's")]
