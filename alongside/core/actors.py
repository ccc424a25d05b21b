"""Whoever is acting: a signed-in person, a visitor, or a named process."""

from dataclasses import dataclass, field

ANYONE = "anyone"
PROCESS = "process"


@dataclass(frozen=True)
class Reach:
    """The part of the service a role is held for. A pathway's reach already names the teams and wards in it."""

    everything: bool = False
    pathways: frozenset[str] = frozenset()
    teams: frozenset[str] = frozenset()
    wards: frozenset[str] = frozenset()

    def __or__(self, other: "Reach") -> "Reach":
        return Reach(
            self.everything or other.everything,
            self.pathways | other.pathways,
            self.teams | other.teams,
            self.wards | other.wards,
        )

    def covers(self, *, pathway: str | None = None, team: str | None = None, ward: str | None = None) -> bool:
        """True if any of the places named (ids) is within this reach."""
        return self.everything or pathway in self.pathways or team in self.teams or ward in self.wards


NOWHERE = Reach()
EVERYWHERE = Reach(everything=True)


@dataclass(frozen=True)
class Actor:
    """Who is acting, and which roles they hold for which part of the service, today."""

    name: str
    user_id: str = ""
    held: tuple[tuple[str, Reach], ...] = field(default=())
    is_process: bool = False

    @property
    def roles(self) -> frozenset[str]:
        return frozenset(role for role, _ in self.held)

    def has(self, *roles: str) -> bool:
        """True if the actor holds any of these roles, for any part of the service."""
        return ANYONE in roles or (PROCESS in roles and self.is_process) or bool(self.roles & set(roles))

    def reach(self, *roles: str) -> Reach:
        """All the places for which any of these roles is held."""
        found = NOWHERE
        for role, reach in self.held:
            if role in roles:
                found |= reach
        return found


VISITOR = Actor("A visitor")


def process(name: str) -> Actor:
    """A job, an import or the installer, by the name the audit will show."""
    return Actor(name, is_process=True)
