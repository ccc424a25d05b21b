"""What training asks on a timer."""

from datetime import timedelta

from alongside.core import clock
from alongside.core.actors import Actor
from alongside.core.jobs import each, every
from alongside.formats import published
from alongside.training import commands, queries


@every(minutes=5)
def read_issuers(actor: Actor) -> None:
    """The keys of each service whose badges count are read once a day; what cannot be read is said on its row."""
    for issuer in queries.issuers_to_read(clock.now() - timedelta(days=1)):
        try:
            found = published.read(issuer.address)
        except published.CannotRead as problem:
            commands.keep_issuer(actor, issuer, problem=str(problem))
        else:
            commands.keep_issuer(actor, issuer, issuer_id=found.issuer_id, keys=found.keys, revoked=found.revoked)


@every(minutes=10)
def keep_days_of_courses(actor: Actor) -> None:
    """A course opens, closes and begins by itself on the days its trainers gave."""
    each(queries.to_open(), commands.open_cohort, actor)
    each(queries.to_close(), commands.close_interest, actor)
    each(queries.to_start(), commands.start_cohort, actor)


@every(minutes=10)
def let_offers_run_out(actor: Actor) -> None:
    """A place that nobody answered for goes to whoever is next."""
    each(queries.offers_run_out(), commands.lapse_place, actor)


@every(hours=1)
def raise_kind_calls(actor: Actor) -> None:
    """Whoever may be drifting is called while there is still time; a call that nobody made is raised."""
    each(queries.calls_to_raise(), commands.raise_call, actor)
    each(queries.late_calls(), commands.raise_late_call, actor)


@every(minutes=15)
def say_we_missed_them(actor: Actor) -> None:
    """A missed session is followed by a kind message with how to catch up, once."""
    each(queries.missed_to_tell(), commands.say_we_missed_them, actor)


@every(minutes=15)
def remind_of_sessions(actor: Actor) -> None:
    """Whoever has a place hears the day before, with where to say that they cannot come."""
    each(queries.to_remind(), commands.remind_of_session, actor)


@every(hours=1)
def recognise_training(actor: Actor) -> None:
    """Understanding shown while sessions were missing counts once they are caught up; a late answer is raised."""
    each(queries.to_recognise(), commands.recognise, actor)
    each(queries.late_pieces(), commands.raise_piece, actor)


@every(hours=1)
def raise_claims(actor: Actor) -> None:
    """A claim that is late is said so, to the candidate and to the leads."""
    each(queries.claims_to_raise(), commands.raise_claim, actor)
