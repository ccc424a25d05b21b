"""A record read again: in place, with the records it was read with, and nothing old."""

import pytest
from django.core.exceptions import ObjectDoesNotExist

from alongside.core.guard import unguarded
from alongside.core.rows import read_again
from alongside.referrals.models import Person, Referral
from tests.world import make_person, make_referral


@pytest.fixture
def referral(world):
    made = make_referral(world, hopes="Company", host_team=None, wants=[{"theme": "Gardening", "must": True}])
    return Referral.objects.select_related("person", "pathway", "host_team").get(pk=made.pk)


def test_every_column_comes_back_as_django_reads_it(referral):
    again = Referral.objects.get(pk=referral.pk)
    for field in Referral._meta.concrete_fields:
        setattr(referral, field.attname, None)
    referral.pk = again.pk
    read_again(referral)
    assert {f.attname: f.value_from_object(referral) for f in Referral._meta.concrete_fields} == {
        f.attname: f.value_from_object(again) for f in Referral._meta.concrete_fields
    }
    assert referral.received_at.tzinfo is not None


def test_the_record_beside_is_read_again_as_a_new_one_and_stays_at_hand(referral, django_assert_num_queries):
    before = referral.person
    with unguarded():
        Person.objects.filter(pk=before.pk).update(known_as="Newer")
    read_again(referral)
    with django_assert_num_queries(0):
        assert referral.person.known_as == "Newer"
    assert before.known_as != "Newer"


def test_the_record_beside_that_is_another_now_is_not_the_old_one(world, referral):
    other = make_person(world, user="other_person")
    with unguarded():
        Referral.objects.filter(pk=referral.pk).update(person=other)
    read_again(referral)
    assert referral.person == other


def test_the_record_beside_that_is_locked_too_is_that_very_object(referral):
    person = Person.objects.get(pk=referral.person_id)
    read_again(referral, [person, referral])
    assert referral.person is person


def test_further_away_is_asked_for_when_it_is_wanted(referral, monkeypatch):
    monkeypatch.setattr("alongside.core.rows.STEPS", 0)
    read_again(referral)
    assert "person" not in referral._state.fields_cache


def test_what_else_was_kept_on_it_is_forgotten(world, referral):
    known = Referral.objects.prefetch_related("choices").get(pk=referral.pk)
    read_again(known)
    assert known._prefetched_objects_cache == {}


def test_a_record_that_is_gone_does_not_exist(referral):
    with unguarded():
        Referral.objects.filter(pk=referral.pk).delete()
    with pytest.raises(ObjectDoesNotExist):
        read_again(referral)
