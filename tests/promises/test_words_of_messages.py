"""What people read on a phone that lies on a table says nothing of anybody's health. Held by reading the code."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

SLICES = Path(__file__).parent.parent.parent / "alongside"
NOTICES = sorted([*SLICES.glob("*/notices.py"), *SLICES.glob("*/notices/*.py")])
CLINICAL = re.compile(
    r"mental|psych|therap|depress|anxi|suicid|harm|diagnos|patient|illness|symptom|medic|clinic|addict|crisis|hospital",
    re.IGNORECASE,
)
# Said in an email to whoever asked, never in a text or a subject: how to choose on 111 (NHS England's own words).
HOW_TO_CHOOSE = "call 111 and choose the mental health option"


def said(path: Path) -> Iterator[str]:
    """Every string of a module but its docstrings."""
    tree = ast.parse(path.read_text())
    silent = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef)
        and isinstance(node.body[0], ast.Expr)
        and isinstance(node.body[0].value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in silent:
            yield node.value


def test_notices_are_found_in_every_slice_that_writes_them():
    assert {path.relative_to(SLICES).parts[0] for path in NOTICES} >= {
        "core",
        "accounts",
        "referrals",
        "support",
        "matching",
    }
    assert sum(len(words.split()) > 5 for path in NOTICES for words in said(path)) > 30


@pytest.mark.parametrize("path", NOTICES, ids=lambda path: str(path.relative_to(SLICES)))
def test_messages_when_read_hold_no_clinical_words(path):
    found = [words for words in said(path) if CLINICAL.search(words) and HOW_TO_CHOOSE not in words]
    assert found == []


def test_how_to_choose_on_111_is_said_in_emails_of_one_place_only():
    assert [path.parent.name for path in NOTICES if HOW_TO_CHOOSE in path.read_text()] == ["accounts"]
