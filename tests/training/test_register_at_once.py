"""Two trainers keep one register at the same moment: both are heard, and the one overruled is named."""

import pytest

from alongside.training import commands
from alongside.training.models import Attendance, Session
from tests.promises.test_at_once import all_at_once
from tests.training.teaching import make_cohort, make_place, make_trainee, sessions

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_trainers_at_once_mark_different_people_and_the_same_one(world):
    cohort = make_cohort(world)
    grace, lou, mo = make_place(world, cohort), make_trainee(world, cohort, "Lou"), make_trainee(world, cohort, "Mo")
    actors = (world.trainer, world.other_trainer)
    marks = ({lou.pk: "here", grace.pk: "here"}, {mo.pk: "late", grace.pk: "away"})
    pk = sessions(cohort)[6].pk

    def save(number: int) -> tuple[commands.Overruled, ...]:
        seen = dict.fromkeys(marks[number], "")
        return commands.save_register(actors[number], Session.objects.get(pk=pk), marks=marks[number], seen=seen)

    results = all_at_once(save, 2)
    assert [result for result in results if isinstance(result, Exception)] == []
    stands = {mark.place_id: (mark.mark, mark.marked_by) for mark in Attendance.objects.all()}
    assert stands[lou.pk] == ("here", "Tariq Bowen")
    assert stands[mo.pk] == ("late", "Lorna Adeyemi")
    said = [overruled for result in results for overruled in result]
    assert len(said) == 1  # whoever came second is told whom they overruled, and theirs stands
    assert {said[0].by, stands[grace.pk][1]} == {"Tariq Bowen", "Lorna Adeyemi"}
