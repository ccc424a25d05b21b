"""What is kept for a request or a command is never older than the last command."""

import threading

import pytest

from alongside.accounts import commands as accounts
from alongside.accounts.models import Service
from alongside.accounts.queries import current_service
from alongside.core import kept
from alongside.core.actors import ANYONE
from alongside.core.commands import Command
from alongside.core.guard import unguarded
from alongside.core.policies import allow


@pytest.fixture
def service(world):
    return Service.objects.get()


def a_command(change) -> Command:
    return Command("test.done", "did it", allow(ANYONE), (), change)


def counted(answers: list[int]):
    def read() -> int:
        answers.append(len(answers))
        return answers[-1]

    return read


def test_outside_it_is_asked_every_time():
    read = counted([])
    assert (kept.once("x", read), kept.once("x", read)) == (0, 1)


def test_inside_it_is_asked_once_until_forgotten():
    read = counted([])
    with kept.keeping():
        assert (kept.once("x", read), kept.once("x", read)) == (0, 0)
        kept.forget()
        assert kept.once("x", read) == 1
    assert kept.once("x", read) == 2


def test_nothing_is_kept_for_another_thread():
    read, found = counted([]), []
    with kept.keeping():
        kept.once("x", read)
        other = threading.Thread(target=lambda: found.append(kept.once("x", read)))
        other.start()
        other.join()
    assert found == [1]


def test_the_settings_are_read_once_in_a_command(world, service, django_assert_num_queries):
    def change(act, subject):
        with django_assert_num_queries(1):
            assert current_service() == current_service()

    a_command(change)(world.lead, world.site)


def test_a_command_reads_settings_afresh_that_were_kept_before_it(world, service):
    with kept.keeping():
        assert current_service().undo_minutes == service.undo_minutes
        with unguarded():
            Service.objects.update(undo_minutes=service.undo_minutes + 1)
        seen = []
        a_command(lambda act, subject: seen.append(current_service().undo_minutes))(world.lead, world.site)
    assert seen == [service.undo_minutes + 1]


def test_settings_changed_by_a_command_are_read_again_after_it(world, service):
    with kept.keeping():
        before = current_service().undo_minutes
        accounts.change_service(world.administrator, service, undo_minutes=before + 7)
        assert current_service().undo_minutes == before + 7


def test_settings_changed_inside_an_act_are_read_again_in_it(world, service):
    seen = []

    def change(act, site):
        before = current_service().undo_minutes
        accounts.change_service(act, service, undo_minutes=before + 7)
        seen.append(current_service().undo_minutes - before)

    a_command(change)(world.lead, world.site)
    assert seen == [7]


def test_settings_whose_change_was_taken_back_are_read_again(world, service):
    def change(act, site):
        accounts.change_service(act, service, undo_minutes=99)
        assert current_service().undo_minutes == 99
        raise ValueError("in the middle")

    with kept.keeping():
        before = current_service().undo_minutes
        with pytest.raises(ValueError, match="in the middle"):
            a_command(change)(world.lead, world.site)
        assert current_service().undo_minutes == before
