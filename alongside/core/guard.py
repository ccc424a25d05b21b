"""The write guard: outside a command the database takes no writes, except to the plumbing named here."""

import contextlib
import functools
import re
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from typing import Any

ANY = frozenset({"*"})

# Tables that may be written outside a command, and which of their columns an UPDATE may set.
PLUMBING: dict[str, frozenset[str]] = {
    # sign-in, sessions and the sign-in library's own tables
    "django_session": ANY,
    "usersessions_usersession": ANY,
    "account_emailaddress": ANY,
    "account_emailconfirmation": ANY,
    "mfa_authenticator": ANY,
    "socialaccount_socialaccount": ANY,
    "socialaccount_socialtoken": ANY,
    "socialaccount_socialapp": ANY,
    "accounts_user": frozenset({"password", "last_login"}),
    "accounts_signin": ANY,
    # the framework's
    "django_migrations": ANY,
    "django_content_type": ANY,
    "django_cache": ANY,
    # ours: kept answers, the log of records opened, when jobs ran, whether a message has gone
    "core_draft": ANY,
    "core_opening": ANY,
    "core_jobrun": ANY,
    "spreadsheets_workbook": frozenset({"tries"}),  # how often a worker began, and was perhaps lost
    "bank_proposal": frozenset({"progress", "doing", "looked_until"}),  # how far a worker is, and that it is at it
    "core_notice": frozenset({"attempts", "next_try_at", "sent_at", "problem", "stopped_at", "failed_at", "failed_as"}),
}
UPDATE_ONLY = frozenset({"accounts_user", "bank_proposal", "core_notice", "spreadsheets_workbook"})

_WRITE = re.compile(
    r"^\s*(?:(INSERT)(?:\s+OR\s+\w+)?\s+INTO|(UPDATE)(?:\s+ONLY)?|(DELETE)\s+FROM(?:\s+ONLY)?|(TRUNCATE)(?:\s+TABLE)?|"
    r"(REPLACE)\s+INTO|(MERGE)\s+INTO|(COPY))\s+(?:\"?public\"?\.)?[\"`\[]?(\w+)",
    re.IGNORECASE,
)
# A write inside a statement that begins otherwise: WITH …, EXPLAIN ANALYZE …, a second statement, an anonymous block.
_HIDDEN = re.compile(
    r"\bINSERT\s+INTO\b|\bUPDATE\s+(?:ONLY\s+)?\S+\s+SET\b|\bDELETE\s+FROM\b|\bMERGE\s+INTO\b|^\s*DO\b", re.IGNORECASE
)
WRITING = ("INSERT", "UPDATE", "DELETE", "MERGE", "TRUNCATE", "REPLACE", "COPY")
_COMMENT = re.compile(r"\A(?:\s|--[^\n]*\n|/\*.*?\*/)+", re.DOTALL)
_SET = re.compile(r"\bSET\b(.*?)(?:\bWHERE\b|$)", re.IGNORECASE | re.DOTALL)
_COLUMN = re.compile(r"\"(\w+)\"\s*=")

_open: ContextVar[int] = ContextVar("guard_open", default=0)


class WriteOutsideCommand(RuntimeError):
    """Something tried to change a record without a command, so without a policy and an audit row."""


@contextlib.contextmanager
def writing() -> Iterator[None]:
    """Writes are allowed in here. Entered by commands; anybody else says `unguarded` and is on a list."""
    token = _open.set(_open.get() + 1)
    try:
        yield
    finally:
        _open.reset(token)


unguarded = writing


def check(sql: str) -> None:
    """Raise WriteOutsideCommand if `sql` writes to more than plumbing while no command is running."""
    if not _open.get() and not _only_reads(sql) and (why := _refused(sql)):
        raise WriteOutsideCommand(why)


def _only_reads(sql: str) -> bool:
    """Quickly, for the questions that pages ask by the dozen: it begins as a question and names no way to write."""
    loud = sql.upper()
    return loud.startswith("SELECT") and not any(word in loud for word in WRITING)


@functools.lru_cache(maxsize=1000)
def _refused(sql: str) -> str:
    """Why this may not be done outside a command; empty when it may. The same statement is read once."""
    sql = _COMMENT.sub("", sql)
    found = _WRITE.match(sql)
    rest = sql[found.end() :] if found else sql
    if _HIDDEN.search(rest):
        return sql[:200]
    if not found:
        return ""
    verb, table = next(word for word in found.groups()[:-1] if word).upper(), found.group(8).lower()
    may_set = PLUMBING.get(table)
    if may_set is None or (table in UPDATE_ONLY and verb != "UPDATE"):
        return f"{verb} {table} outside a command"
    if may_set is not ANY and not _columns(sql) <= may_set:
        return f"{verb} {table} outside a command sets more than {sorted(may_set)}"
    return ""


def _columns(sql: str) -> set[str]:
    clause = _SET.search(sql)
    return set(_COLUMN.findall(clause.group(1))) if clause else {"?"}


def _wrapper(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    check(str(sql))
    return execute(sql, params, many, context)


def install(connection: Any, **_: Any) -> None:
    """Put the guard on a database connection. Connected to Django's `connection_created`."""
    if _wrapper not in connection.execute_wrappers:
        connection.execute_wrappers.append(_wrapper)
