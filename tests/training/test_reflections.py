"""A piece thought over: private to its writer, to their trainers once shared, and to nobody else ever."""

import pytest

from alongside.core.errors import NotAllowed, Refused
from alongside.core.models import AuditEvent
from alongside.training import commands, queries
from alongside.training.models import Reflection
from tests.training.courses import actions, make_cohort, make_place, make_programme, said_to
from tests.world import make_candidate


@pytest.fixture
def place(world):
    return make_place(make_cohort(world, "running"), make_candidate(world), "taken")


@pytest.fixture
def module(place):
    return place.cohort.programme.modules.first()


def test_write_reflection_keeps_one_for_a_module_and_no_words_in_the_audit(world, place, module):
    commands.write_reflection(world.candidate, place, module=module, words="I was afraid.")
    piece = commands.write_reflection(world.candidate, place, module=module, words="I was afraid, and came.")
    assert (Reflection.objects.get(), piece.shared_at) == (piece, None)
    assert "afraid" not in str(list(AuditEvent.objects.values()))
    assert actions() == ["reflection.written"] * 2


def test_write_reflection_when_not_theirs_or_not_on_the_course_is_refused(world, place, module):
    for name in ("other_candidate", "trainer", "lead"):
        with pytest.raises(NotAllowed):
            commands.write_reflection(world.actor(name), place, module=module, words="Mine")
    other = make_programme(name="Another").modules.first()
    with pytest.raises(Refused, match="another programme"):
        commands.write_reflection(world.candidate, place, module=other, words="Mine")
    asked = make_place(make_cohort(world), place.candidate)
    with pytest.raises(Refused, match="have a place"):
        commands.write_reflection(world.candidate, asked, module=module, words="Mine")


def test_only_a_trainer_of_the_course_reads_a_piece_and_only_once_shared(world, place, module):
    piece = commands.write_reflection(world.candidate, place, module=module, words="Only mine.")
    readers = ("trainer", "other_trainer", "lead", "coordinator", "recruiter", "governance", "other_candidate")
    for name in readers:
        assert queries.shared_pieces(world.actor(name), place.cohort) == []
    commands.share_reflection(world.candidate, piece)
    seen = [name for name in readers if queries.shared_pieces(world.actor(name), place.cohort)]
    assert seen == ["trainer"]
    for name in readers[1:]:
        with pytest.raises(Reflection.DoesNotExist):
            queries.get_piece(world.actor(name), piece.pk)
    commands.keep_reflection(world.candidate, piece)
    with pytest.raises(Reflection.DoesNotExist):
        queries.get_piece(world.trainer, piece.pk)
    assert actions() == ["reflection.written", "reflection.shared", "reflection.kept"]


def test_share_and_keep_when_not_theirs_or_empty_are_refused(world, place, module):
    piece = commands.write_reflection(world.candidate, place, module=module, words=" ")
    with pytest.raises(Refused, match="no words"):
        commands.share_reflection(world.candidate, piece)
    for do in (commands.share_reflection, commands.keep_reflection):
        with pytest.raises(NotAllowed):
            do(world.trainer, piece)


def test_reply_reflection_is_beside_it_and_told(world, place, module):
    piece = commands.write_reflection(world.candidate, place, module=module, words="Mine.", share=True)
    for name in ("other_trainer", "lead", "candidate"):
        with pytest.raises(NotAllowed):
            commands.reply_reflection(world.actor(name), piece, reply="Thank you")
    with pytest.raises(Refused):
        commands.reply_reflection(world.trainer, piece, reply=" ")
    commands.reply_reflection(world.trainer, piece, reply="That took courage.")
    assert (piece.reply, piece.replied_by) == ("That took courage.", "Tariq Bowen")
    assert "answered your piece" in said_to(place.candidate)
    assert "courage" not in said_to(place.candidate)
    commands.keep_reflection(world.candidate, piece)
    with pytest.raises(NotAllowed):
        commands.reply_reflection(world.trainer, piece, reply="More")
