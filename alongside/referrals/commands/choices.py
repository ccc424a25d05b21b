"""What the person decides: yes, no or not yet; and what may be shared, with whom and for what."""

from datetime import date

from alongside.core import clock
from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.referrals import policies
from alongside.referrals.models import Choice, Person, Referral, Sharing

OVER = (Referral.Status.DECLINED, Referral.Status.CLOSED)


@command("choice.written", "wrote down what the person chose", allow=policies.may_write_choice)
def write_choice(
    act: Act, referral: Referral, *, about: str, answer: str, how: str, said_on: date, said_by: str, words: str = ""
) -> Choice:
    """A yes, a no or a not yet: who said it, how and when, and who wrote it down. The newest counts; none is lost."""
    if referral.status in OVER:
        raise Refused("This request is finished. Open it again first, then write down what they said.")
    if said_on > clock.today():
        raise Refused("They cannot have said it on a day that has not come yet. Check the date.")
    return Choice.objects.create(
        referral=referral,
        about=about,
        answer=answer,
        how=how,
        said_on=said_on,
        said_by=said_by,
        words=words,
        written_by=act.actor.name,
        written_by_user=act.actor.user_id,
        written_at=act.at,
    )


@command("sharing.added", "wrote down what the person lets us share", allow=policies.may_keep)
def add_sharing(
    act: Act, person: Person, *, shared_with: str, what: str, said_by: str, name: str = "", purpose: str = ""
) -> Sharing:
    """What may be shared with one recipient, for what. It takes the place of what was said about them before."""
    before = Sharing.objects.filter(person=person, shared_with=shared_with, name=name, withdrawn_on=None)
    before.update(withdrawn_on=clock.today())
    return Sharing.objects.create(
        person=person,
        shared_with=shared_with,
        name=name,
        what=what,
        purpose=purpose,
        given_on=clock.today(),
        said_by=said_by,
        written_by=act.actor.name,
    )


@command("sharing.withdrawn", "took back what may be shared, as the person asked", allow=policies.may_keep)
def withdraw_sharing(act: Act, sharing: Sharing) -> Sharing:
    """Withdrawn as easily as given, at once, without a reason."""
    if sharing.withdrawn_on:
        raise Refused("This was taken back already.")
    sharing.withdrawn_on = clock.today()
    sharing.save()
    return sharing
