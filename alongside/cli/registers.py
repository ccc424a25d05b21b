"""What the code knows about itself: commands, roles, states, addresses, personas; and the documents made from them."""

from pathlib import Path
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from alongside.accounts.models import RoleHolding
from alongside.core.actors import ANYONE, PROCESS
from alongside.core.commands import COMMANDS, Command
from alongside.core.states import stateful_models

DOCS = Path("docs")
MADE = "<!-- Made by `make docs` from the code. Do not edit. -->\n"
Rows = list[dict[str, Any]]


def _slice(command: Command) -> str:
    return command.change.__module__.split(".")[1]


def commands() -> Rows:
    return [
        {
            "action": action,
            "slice": _slice(command),
            "command": command.change.__name__,
            "says": command.says,
            "roles": sorted(command.allow.roles),
            "locks": list(command.locks),
            "does": " ".join((command.change.__doc__ or "").split()),
        }
        for action, command in sorted(COMMANDS.items())
    ]


def roles() -> Rows:
    """Each role, and each command it may do with the condition in words."""
    names = {**dict(RoleHolding.Role.choices), ANYONE: "Anyone, signed in or not", PROCESS: "A job or the installer"}
    return [
        {
            "role": role,
            "name": name,
            "may": [
                {"action": action, "when": " ".join((rule.when.__doc__ or "").split())}
                for action, command in sorted(COMMANDS.items())
                for rule in command.allow.rules
                if rule.role == role
            ],
        }
        for role, name in names.items()
    ]


def states() -> Rows:
    return [
        {
            "record": model._meta.label,
            "states": [{"value": str(state.value), "name": str(state.label)} for state in model.Status],
            "moves": [
                [str(start.value), str(end.value)]
                for start, ends in model.TRANSITIONS.items()
                for end in sorted(ends, key=lambda state: str(state.value))
            ],
        }
        for model in sorted(stateful_models(), key=lambda m: m._meta.label)
    ]


def urls() -> Rows:
    return [row for row in _walk(get_resolver(), "/", "") if row["name"]]


def _walk(resolver: URLResolver, prefix: str, namespace: str) -> Rows:
    found: Rows = []
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            found += _walk(entry, route, f"{entry.namespace}:" if entry.namespace else namespace)
        elif isinstance(entry, URLPattern):
            public = getattr(entry.callback, "is_public", False) or entry.callback.__module__.startswith("allauth.")
            found.append({"route": route, "name": f"{namespace}{entry.name or ''}", "public": bool(public)})
    return found


def personas() -> Rows:
    from alongside.demo.personas import personas as everyone

    return [{"key": p.key, "name": p.name, "title": p.title, "role": p.role, "email": p.email} for p in everyone()]


REGISTERS = {"commands": commands, "roles": roles, "states": states, "urls": urls, "personas": personas}


def as_text(rows: Rows) -> str:
    """A register for a terminal: the first two columns wide, the rest as they come."""
    lines = []
    for row in rows:
        first, *rest = (
            ", ".join(str(v if not isinstance(v, dict) else next(iter(v.values()))) for v in value)
            if isinstance(value, list)
            else str(value)
            for value in row.values()
        )
        lines.append(f"{first:<34} " + "  ".join(text for text in rest if text))
    return "\n".join(lines)


def write_docs(*, check: bool) -> list[str]:
    """Write the generated documents; returns those that were not current. With `check` nothing is written."""
    stale = []
    for name, text in (("commands.md", _commands_md()), ("roles.md", _roles_md()), ("states.md", _states_md())):
        file = DOCS / name
        if not file.exists() or file.read_text() != text:
            stale.append(str(file))
            if not check:
                file.parent.mkdir(exist_ok=True)
                file.write_text(text)
    return stale


def _commands_md() -> str:
    parts = [MADE, "# Commands\n", "Everything that can change a record. The action is what the audit says.\n"]
    rows = commands()
    for name in sorted({row["slice"] for row in rows}):
        parts.append(f"\n## {name}\n\n| Action | Command | What it does | Roles | Also locks |\n|---|---|---|---|---|")
        parts += [
            f"| `{r['action']}` | `{r['command']}` | {r['does'] or r['says']} | {', '.join(r['roles'])} | "
            f"{', '.join(r['locks'])} |"
            for r in rows
            if r["slice"] == name
        ]
    return "\n".join(parts) + "\n"


def _roles_md() -> str:
    parts = [MADE, "# Roles\n", "Who may do what, and when. A role is held for a part of the service, between dates.\n"]
    for role in roles():
        parts.append(f"\n## {role['name']} (`{role['role']}`)\n")
        parts += [f"- `{may['action']}` {may['when']}" for may in role["may"]]
    return "\n".join(parts) + "\n"


def _states_md() -> str:
    parts = [MADE, "# States\n", "Every record with states, and the moves it allows.\n"]
    for row in states():
        parts.append(f"\n## {row['record']}\n\n```mermaid\nstateDiagram-v2")
        parts += [f"    {state['value']}: {state['name']}" for state in row["states"]]
        parts.append(f"    [*] --> {row['states'][0]['value']}")
        parts += [f"    {start} --> {end}" for start, end in row["moves"]]
        parts.append("```")
    return "\n".join(parts) + "\n"
