"""Equality answers become counts, and nothing else."""

import pytest

from alongside.core import clock
from alongside.core.commands import Act
from alongside.core.guard import unguarded
from alongside.recruitment.commands.equality import count_equality, make_counts
from alongside.recruitment.forms import equality as form
from alongside.recruitment.models import EqualityCount
from alongside.recruitment.models.equality import OFFERED, QUESTIONS
from tests.recruitment.applying import make_vacancy

pytestmark = pytest.mark.django_db


def many(vacancy, stage="sent"):
    rows = EqualityCount.objects.filter(vacancy=vacancy, stage=stage, many__gt=0)
    return {(row.question, row.answer): row.many for row in rows}


def count(world, vacancy, stage="sent", **answers):
    with unguarded():
        count_equality(Act(world.lead, clock.now()), vacancy, stage, answers)


def test_counts_when_made_twice_stand_once_at_nought_for_every_stage_and_answer(world):
    vacancy = make_vacancy(world)
    count(world, vacancy, gender="woman")
    with unguarded():
        make_counts(Act(world.lead, clock.now()), vacancy)
    assert EqualityCount.objects.filter(vacancy=vacancy).count() == 3 * sum(len(codes) for codes in OFFERED.values())
    assert many(vacancy) == {("gender", "woman"): 1}


def test_an_answer_when_given_is_added_to_its_own_count_only(world):
    vacancy, other = make_vacancy(world), make_vacancy(world)
    count(world, vacancy, gender="woman", religion="rather_not")
    count(world, vacancy, gender="woman")
    count(world, vacancy, "accepted", gender="man")
    assert many(vacancy) == {("gender", "woman"): 2, ("religion", "rather_not"): 1}
    assert many(vacancy, "accepted") == {("gender", "man"): 1}
    assert many(other) == {}


def test_an_answer_when_not_offered_is_not_counted(world):
    vacancy = make_vacancy(world)
    count(world, vacancy, gender="purple", shoe_size="9")
    assert many(vacancy) == {}


def test_the_form_offers_rather_not_for_each_and_needs_none():
    from django import forms

    class Asked(forms.Form):
        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            self.fields.update(form.fields())

    assert set(Asked().fields) == set(form.NAMES)
    assert all("rather_not" in dict(field.choices) for field in Asked().fields.values())
    empty = Asked({})
    assert empty.is_valid()
    assert form.answers(empty.cleaned_data) == {}
    asked = Asked({"equality_gender": "man", "equality_religion": "L"})
    assert asked.is_valid()
    assert form.answers(asked.cleaned_data) == {"gender": "man", "religion": "L"}


def test_the_lists_say_how_sure_we_are():
    assert {question.code for question in QUESTIONS if not question.verified} == {"orientation", "religion"}
    assert all("rather_not" in codes for codes in OFFERED.values())
