"""The service's teams and wards, by any name a sheet calls them."""

from alongside.accounts.models import Team, Ward
from alongside.core.imports.values import Puzzle, tokens
from alongside.spreadsheets.imports.who import Names

_SORT = frozenset(
    [
        "team",
        "cmht",
        "ward",
        "unit",
        "service",
        "the",
        "community",
        "mental",
        "health",
        "and",
        "of",
        "for",
        "centre",
        "center",
    ]
)


class Places:
    """All teams with their pathways; a ward stands for its team."""

    def __init__(self) -> None:
        self.names: Names[Team] = Names(lambda team: team.name, "There is no team of this name.")
        self.teams = list(Team.objects.select_related("pathway").order_by("name"))
        self.by_id = {team.pk: team for team in self.teams}
        for team in self.teams:
            self.names.add(team.name, team)
        for ward in Ward.objects.select_related("team__pathway").order_by("name"):
            self.names.add(ward.name, self.by_id[ward.team_id])
        self._known: dict[str, Team | Puzzle] = {}

    def find(self, name: str) -> Team:
        """The team, by its whole name or by enough of its words to mean one only. Puzzle otherwise."""
        if name not in self._known:
            self._known[name] = self._find(name)
        found = self._known[name]
        if isinstance(found, Puzzle):
            raise found
        return found

    def _find(self, name: str) -> Team | Puzzle:
        words = tokens(name)
        same = [team for known, team in self.names.entries if sorted(known) == sorted(words)]
        if not same and set(words) - _SORT:
            same = [team for known, team in self.names.entries if set(words) <= set(known)]
        if len({team.pk for team in same}) == 1:
            return same[0]
        if same:
            return Puzzle(
                f"This could be more than one team: {' or '.join(t.name for t in same)}. Write the whole name."
            )
        close = self.names.closest(name)
        if close:
            return Puzzle(f"There is no team of this name. Did you mean {close}?", close)
        return Puzzle(
            "There is no team of this name. Write it as the service's settings do, or add the team there first."
        )

    def knows(self, name: str) -> bool:
        try:
            return bool(self.find(name))
        except Puzzle:
            return False
