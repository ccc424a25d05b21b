"""What somebody has done on a course so far, and what to try: for whoever finished with something still to show."""

from dataclasses import dataclass
from datetime import date

from alongside.core import clock
from alongside.training.models import Assessment, Place
from alongside.training.queries.attendance import outlook_of, sessions_of
from alongside.training.queries.understanding import GoRow, own_goes


@dataclass(frozen=True)
class Letter:
    name: str
    first: str
    programme: str
    cohort: str
    written_on: date
    came_to: tuple[str, ...]
    to_catch_up: tuple[str, ...]
    catch_up: str
    attendance_met: bool
    shown: bool
    last: GoRow | None
    sent_none: bool
    taught_by: str


def letter(place: Place) -> Letter:
    """`place` comes from get_place or own_place."""
    sessions = sessions_of(place.cohort)
    marks = {mark.session_id: mark.mark for mark in place.attendances.all()}
    seen = outlook_of(place)
    goes = [go for go in own_goes(place) if go.told_at]
    return Letter(
        name=place.candidate.full_name,
        first=place.candidate.first_name,
        programme=place.cohort.programme.name,
        cohort=place.cohort.name,
        written_on=clock.today(),
        came_to=tuple(each.title for each in sessions if marks.get(each.pk) in ("here", "late", "caught_up")),
        to_catch_up=tuple(each.title for each in sessions if marks.get(each.pk) == "away"),
        catch_up=place.cohort.programme.catch_up,
        attendance_met=seen.met,
        shown=any(go.result == Assessment.Result.MET for go in goes),
        last=goes[0] if goes else None,
        sent_none=not place.assessments.exists(),
        taught_by=place.cohort.programme.taught_by,
    )
