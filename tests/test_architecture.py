"""Promises that span slices, held by reading the code."""

import re
import subprocess
import sys
from pathlib import Path

import grimp
import pytest

from alongside.accounts.models import RoleHolding
from alongside.cli import registers
from alongside.core.actors import ANYONE, PROCESS, Actor, Reach
from alongside.core.commands import COMMANDS

ROOT = Path(__file__).parent.parent
CODE = sorted(path for path in (ROOT / "alongside").rglob("*.py") if "migrations" not in path.parts)
TEMPLATES = sorted((ROOT / "alongside").rglob("*.jinja"))
TABLES_OF_ALL = {"alongside.demo", "alongside.cli"}  # see every slice: one tells its story, one lists its registers

# Who may write outside a command, and why.
UNGUARDED = {
    "alongside/core/guard.py",  # where it is made
    "alongside/core/management/commands/migrate.py",  # migrations
    "bench/fill.py",  # a large service, made straight in the tables
    "bench/at_work.py",  # its supervision, and what workers keep for themselves
    "bench/links.py",  # its directory, talks and partners
    "bench/applications.py",  # and one vacancy that very many applied for
    "bench/floor.py",  # what saving a contact costs before anything is asked
    "tests",  # set-up
}
# Who may listen to signals: the write guard, and the sign-in library's own.
SIGNALS = {"alongside/core/apps.py", "alongside/accounts/apps.py", "alongside/accounts/adapter.py"}


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


def slice_of(module: str) -> str:
    return ".".join(module.split(".")[:2])


def test_models_when_imported_are_imported_by_their_own_slice():
    graph = grimp.build_graph("alongside")
    models = {m for m in graph.modules if m.endswith(".models") and m != "alongside.core.models"}
    strangers = {
        (importer, model)
        for model in models
        for importer in graph.find_modules_that_directly_import(model)
        if slice_of(importer) not in {slice_of(model), *TABLES_OF_ALL}
    }
    # The service's places and users are everybody's nouns: commands may name their types.
    assert {pair for pair in strangers if pair[1] != "alongside.accounts.models"} == set()


def test_the_guard_when_opened_is_opened_only_by_those_listed():
    opening = {
        relative(path)
        for folder in ("alongside", "bench")
        for path in (ROOT / folder).rglob("*.py")
        if re.search(r"\bunguarded\b", path.read_text())
    }
    assert opening == UNGUARDED - {"tests"}


def test_signals_when_listened_to_are_only_those_listed():
    listens = re.compile(r"@receiver|\b(?!sqlite3)[a-z_0-9]+\.connect\(")
    assert {relative(path) for path in CODE if listens.search(path.read_text())} <= SIGNALS


@pytest.mark.parametrize(
    "pattern",
    [
        r"\bModelForm\b",
        r"def save\(self",
        r"GenericForeignKey",
        r"\bas_view\(",
        r"class \w+\((Template|List|Detail|Form|Create|Update)View",
        r"rest_framework|celery",
        r"time\.sleep\((?!0\.|pause)",
    ],
)
def test_what_we_do_without_is_nowhere(pattern):
    assert [relative(path) for path in CODE if re.search(pattern, path.read_text())] == []


def test_files_when_they_grow_are_split():
    long = {relative(path): len(path.read_text().splitlines()) for path in CODE}
    assert {path: lines for path, lines in long.items() if lines > 320} == {}


def test_modules_open_with_a_sentence():
    silent = [relative(path) for path in CODE if path.read_text().strip() and not path.read_text().startswith('"""')]
    assert silent == []


def test_slices_hold_only_the_files_of_the_design():
    parts = {
        *("__init__", "models", "policies", "queries", "notices", "commands", "forms", "imports", "jobs", "views"),
        *("urls", "jinja2", "migrations", "apps", "static", "__pycache__"),
    }
    extra = {"accounts": {"middleware", "adapter", "profiles", "roles", "sessions"}}
    slices = (
        *("accounts", "referrals", "workforce", "support", "matching", "spreadsheets", "pages"),
        *("candidates", "training", "recruitment", "groups", "bank", "supervision", "outreach", "partners"),
    )
    for name in slices:
        found = {path.stem for path in (ROOT / "alongside" / name).iterdir()}
        assert found - parts - extra.get(name, set()) == set(), name


def test_pages_when_they_are_served_never_load_the_solver():
    """OR-Tools costs a second and 94 MB: it is loaded only inside the functions that solve, in the worker."""
    code = (
        "import alongside.config.wsgi, alongside.config.urls, alongside.bank.jobs, sys; print('ortools' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert told.stdout.strip() == "False"


def test_templates_hold_no_style_and_no_inline_script():
    for path in TEMPLATES:
        text = path.read_text()
        assert not re.search(r"<[^>]+\sstyle=", text), relative(path)
        assert not re.search(r"\son(click|change|submit|load)=", text), relative(path)
        for script in re.findall(r"<script[^>]*>", text):
            is_data = re.search(r'type="application/(ld\+)?json"', script)
            assert "src=" in script or is_data, f"{relative(path)}: {script}"


def test_commands_say_what_was_done_and_name_known_roles():
    known = {*RoleHolding.Role.values, ANYONE, PROCESS}
    for action, command in COMMANDS.items():
        assert re.fullmatch(r"[a-z_]+\.[a-z_]+", action), action
        assert re.fullmatch(r"[a-z].*[^.]", command.says), action
        assert command.allow.roles, action
        assert command.allow.roles <= known, action


@pytest.mark.parametrize("action", sorted(COMMANDS))
def test_command_when_a_role_is_not_named_is_refused_without_a_look_at_the_record(action):
    """The role table in docs/roles.md is the whole truth: a role that no rule names may never do it."""
    command = COMMANDS[action]
    for role in set(RoleHolding.Role.values) - command.allow.roles:
        if ANYONE in command.allow.roles:
            continue
        holder = Actor("Somebody", "0" * 16, ((role, Reach(everything=True)),))
        assert not command.allowed(holder, object()), f"{role} may {action}"


def test_public_pages_are_these_and_no_others():
    public = {row["name"] for row in registers.urls() if row["public"]}
    ours = {name for name in public if ":" in name}
    assert ours == {
        *("pages:home", "pages:accessibility", "pages:privacy", "pages:cookies", "pages:page", "pages:contact"),
        *("pages:getting_support", "pages:where_we_work", "pages:becoming", "pages:stories", "pages:story"),
        *("pages:films", "pages:film", "pages:film_file", "pages:film_captions", "pages:site_search"),
        *("pages:sitemap", "pages:robots", "pages:news_feed"),
        *("referrals:ask", "referrals:ask_step", "referrals:ask_sent"),
        *("pages:picture", "pages:take_back_story", "candidates:ask_question", "candidates:question_sent"),
        *("candidates:interested", "candidates:interested_step", "candidates:interest_sent"),
        *("groups:public_groups", "groups:public_group", "partners:places_that_help"),
        *("groups:say_here", "groups:said_here"),  # a room says what it thinks, by the code of that date
        *("outreach:ask_for_voice", "outreach:ask_for_voice_step", "outreach:my_ask", "outreach:take_back_ask"),
        *(
            "outreach:say_of_talk",
            "outreach:said_of_talk",
            "outreach:public_year",
        ),  # by a talk’s code; a year
        *("candidates:alert", "candidates:alert_sent", "candidates:confirm_alert", "candidates:end_alert"),
        *("ui:keep_draft", "ui:leave"),
        *("training:course", "training:check", "training:check_certificate"),
        *("training:keys", "training:badge_issuer", "training:revoked_badges"),  # read by machines that check a badge
        *("recruitment:jobs", "recruitment:job", "recruitment:jobs_feed", "recruitment:apply"),
        # asked by machines that bring a token of their own
        *("support:calendar_feed", "support:text_received", "support:receipt_received"),
        *("demo:personas", "demo:sign_in", "demo:outbox", "demo:gallery", "demo:gallery_page"),
    }
