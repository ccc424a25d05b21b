"""What training asks on a timer."""

from datetime import timedelta

from alongside.core import clock
from alongside.core.actors import Actor
from alongside.core.jobs import every
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
            commands.keep_issuer(
                actor, issuer, issuer_id=found.issuer_id, keys=found.keys, revoked=found.revoked
            )
