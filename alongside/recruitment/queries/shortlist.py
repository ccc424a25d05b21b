"""Shortlisting on a page: every application by its number, who has read it, and where it stands. Never a name.

The whole of a vacancy is read with the same few queries for 3 applications or 500; what comes first is reckoned here.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import QuerySet

from alongside.core.actors import Actor
from alongside.recruitment.models import Agreed, Application, Criterion, PanelMember, Reading, Score, Vacancy
from alongside.recruitment.policies import shortlisting as policies
from alongside.recruitment.policies.vacancies import visible_vacancies
from alongside.recruitment.queries import marks
from alongside.recruitment.queries.marks import Cell

Status = Application.Status
FIRST = {marks.TALK: 0, marks.WAITING: 1, marks.MEET: 2, marks.NOT_THIS_TIME: 3}
TRAINED = {"training": "Yes", "equivalent": "Yes, elsewhere"}


@dataclass(frozen=True)
class Row:
    """One application. `mine` and `theirs` are scores by criterion: theirs is empty until both are in."""

    id: str
    number: int
    cells: tuple[Cell, ...]
    mine: dict[str, int]
    theirs: dict[str, int]
    answer: str
    talk: frozenset[str]
    trained: str
    sure: bool
    readers: int
    i_read: bool
    may_open: bool
    i_finished: bool
    both_in: bool

    @property
    def i_scored(self) -> bool:
        return self.i_read and len(self.mine) == len(self.cells)


@dataclass(frozen=True)
class Shortlist:
    """A vacancy's shortlisting, seen by one reader or by whoever keeps the vacancy (`is_reader` is False)."""

    vacancy: Vacancy
    criteria: tuple[Criterion, ...]
    rows: tuple[Row, ...]
    is_reader: bool
    others_left: int
    settle_by: date | None

    @cached_property
    def mine(self) -> list[Row]:
        return [row for row in self.rows if row.i_read]

    @property
    def i_finished(self) -> bool:
        return bool(self.mine) and all(row.i_finished for row in self.mine)

    def count(self, answer: str) -> int:
        return sum(row.answer == answer for row in self.rows)

    @property
    def to_talk(self) -> int:
        return self.count(marks.TALK)

    @property
    def agree(self) -> int:
        return self.count(marks.MEET) + self.count(marks.NOT_THIS_TIME)

    @property
    def in_both(self) -> int:
        return sum(row.both_in for row in self.rows)

    @property
    def without_two(self) -> list[Row]:
        return [row for row in self.rows if row.readers < 2]

    @property
    def left(self) -> int:
        return len(self.rows) - self.agree

    @property
    def what_is_left(self) -> list[str]:
        """What stands in the way of finishing, in words, with the numbers."""
        two = [row for row in self.rows if row.readers >= 2]
        found = (
            ("Needs another reader", self.without_two),
            ("Not yet read by both", [row for row in two if row.answer == marks.WAITING]),
            ("To talk about", [row for row in two if row.answer == marks.TALK]),
        )
        return [f"{words}: application {listed([row.number for row in rows])}" for words, rows in found if rows]

    @property
    def nearest(self) -> list[Row]:
        """When nobody reaches the bar: the three closest, to be read once more."""
        if self.left or self.count(marks.MEET):
            return []
        return sorted(self.rows, key=lambda row: (-marks.total(row.cells), row.number))[:3]


def listed(numbers: Sequence[int]) -> str:
    """The first ten numbers in words, and how many more."""
    more = f" and {len(numbers) - 10} more" if len(numbers) > 10 else ""
    return ", ".join(str(number) for number in numbers[:10]) + more


def get_shortlisted(actor: Actor, vacancy_id: str) -> Vacancy:
    """A vacancy whose shortlisting the actor may follow. Raises DoesNotExist."""
    return policies.shortlisted_vacancies(actor).select_related("recruiter").get(pk=vacancy_id)


def shortlist(actor: Actor, vacancy: Vacancy) -> Shortlist:
    """Those that need a talk first, then those still being read, then the settled. Eight queries."""
    seats = set(policies.own_seats(actor).filter(vacancy=vacancy, settles=False).values_list("pk", flat=True))
    criteria = scored_criteria(vacancy)
    found = vacancy.applications.filter(status=Status.SENT).order_by("number")
    trained = _trained(vacancy)
    readings, scores, agreed = _readings_of(vacancy), _scores_of(vacancy), _agreed_of(vacancy)
    keeps, rows, left = visible_vacancies(actor).filter(pk=vacancy.pk).exists(), [], 0
    for pk, number, sure in found.values_list("pk", "number", "interview_if_meets"):
        pair = readings.get(pk, ())
        said = {"trained": TRAINED.get(trained.get(pk, ""), "No"), "sure": bool(sure)}
        row = _row(pk, number, criteria, pair, scores, agreed.get(pk, {}), seats, vacancy.bar, keeps=keeps, **said)
        rows.append(row)
        left += sum(not read.finished for read in pair if read.member_id not in seats)
    rows.sort(key=lambda row: (FIRST[row.answer], row.number))
    return Shortlist(vacancy, criteria, tuple(rows), bool(seats), left, vacancy.shortlisted_by)


def scored_criteria(vacancy: Vacancy) -> tuple[Criterion, ...]:
    """What is read for in the form; the rest is found out when we meet, or from the certificate."""
    return tuple(vacancy.criteria.filter(how=Criterion.How.FORM))


def readings_of(vacancy: Vacancy) -> dict[str, list[Reading]]:
    """{application id: its two readers' readings, in a fixed order}."""
    pairs: dict[str, list[Reading]] = defaultdict(list)
    for reading in _standing(vacancy):
        pairs[reading.application_id].append(reading)
    return pairs


class _Read(NamedTuple):
    """One reading, as far as a list needs it: 500 applications have a thousand of them."""

    pk: str
    member_id: str
    finished: bool


def _readings_of(vacancy: Vacancy) -> dict[str, list[_Read]]:
    """The same as `readings_of`, without the records."""
    pairs: dict[str, list[_Read]] = defaultdict(list)
    for application, pk, member, finished in _standing(vacancy).values_list(
        "application_id", "pk", "member_id", "finished_at"
    ):
        pairs[application].append(_Read(pk, member, finished is not None))
    return pairs


def _standing(vacancy: Vacancy) -> QuerySet[Reading]:
    found = Reading.objects.filter(application__vacancy=vacancy, stepped_aside_at=None, member__settles=False)
    return found.filter(application__status=Status.SENT).order_by("member_id")


def _scores_of(vacancy: Vacancy) -> dict[str, dict[str, int]]:
    """{reading id: {criterion id: score}}."""
    scores: dict[str, dict[str, int]] = defaultdict(dict)
    found = Score.objects.filter(reading__application__vacancy=vacancy, reading__application__status=Status.SENT)
    for reading, criterion, score in found.values_list("reading_id", "criterion_id", "score"):
        scores[reading][criterion] = score
    return scores


def _agreed_of(vacancy: Vacancy) -> dict[str, dict[str, int]]:
    agreed: dict[str, dict[str, int]] = defaultdict(dict)
    found = Agreed.objects.filter(application__vacancy=vacancy, application__status=Status.SENT)
    for application, criterion, score in found.values_list("application_id", "criterion_id", "score"):
        agreed[application][criterion] = score
    return agreed


def _row(
    application_id: str,
    number: int,
    criteria: Sequence[Criterion],
    pair: Sequence[_Read],
    scores: dict[str, dict[str, int]],
    agreed: dict[str, int],
    seats: set[str],
    bar: int,
    *,
    keeps: bool,
    **said: Any,
) -> Row:
    own = next((reading for reading in pair if reading.member_id in seats), None)
    first = own or (pair[0] if pair else None)
    second = next((reading for reading in pair if reading is not first), None)
    both_in = len(pair) >= 2 and all(reading.finished for reading in pair)
    a = scores.get(first.pk, {}) if first and (both_in or own) else {}
    b = scores.get(second.pk, {}) if second and both_in else {}
    cells = tuple(
        Cell(row.pk, row.is_essential, a.get(row.pk) if both_in else None, b.get(row.pk), agreed.get(row.pk))
        for row in criteria
    )
    return Row(
        id=application_id,
        number=number,
        cells=cells,
        mine=a,
        theirs=b,
        answer=marks.answer(cells, bar) if both_in else marks.WAITING,
        talk=marks.to_talk(cells, bar) if both_in else frozenset(),
        readers=len(pair),
        i_read=own is not None,
        may_open=keeps or own is not None,
        i_finished=own is not None and own.finished,
        both_in=both_in,
        **said,
    )


def _trained(vacancy: Vacancy) -> dict[str, str]:
    """{application id: training or equivalent}: looked up, not asked."""
    found = vacancy.applications.filter(status=Status.SENT, candidate__qualifications__withdrawn_at=None)
    return dict(found.values_list("pk", "candidate__qualifications__kind"))


def answers_to_tell() -> list[Application]:
    """Those who were decided and do not know yet, for the job that tells them."""
    decided = [Status.TO_MEET, Status.NOT_THIS_TIME]
    found = Application.objects.filter(status__in=decided, answered_at=None).exclude(outcome_words="")
    return list(found.select_related("candidate", "vacancy").order_by("number")[:200])


def shortlisters(vacancy: Vacancy) -> list[PanelMember]:
    """Those named to read, without whoever settles."""
    return list(vacancy.panel.filter(shortlists=True, settles=False, ended_at=None).select_related("user"))
