"""What groups look for by themselves: dates that nobody runs, and registers that nobody wrote."""

from alongside.core.actors import Actor
from alongside.core.jobs import each, every
from alongside.groups import commands, queries
from alongside.groups.queries.members import to_bring_over, to_leave_quietly


@every(minutes=15)
def say_gaps(actor: Actor) -> None:
    """A date that begins within a day still lacks somebody."""
    each(queries.gaps_to_say(), commands.say_gap, actor)


@every(hours=1)
def ask_for_registers(actor: Actor) -> None:
    """A date that passed without a register is asked about once, kindly."""
    each(queries.registers_to_ask_for(), commands.ask_for_register, actor)


@every(minutes=10)
def leave_quietly(actor: Actor) -> None:
    """Somebody died, and their name came onto a list in the same moment: it is taken off, and nobody is told."""
    each(to_leave_quietly(), commands.leave_group, actor)


@every(minutes=10)
def bring_over(actor: Actor) -> None:
    """Two records were said to be one person."""
    each(to_bring_over(), commands.bring_over, actor)
