"""How somebody who ran a date is after it: theirs alone, unless they would like to talk it over."""

from alongside.accounts.models import User
from alongside.core.commands import Act, command
from alongside.core.errors import NotAllowed, Refused
from alongside.groups import notices, policies, queries
from alongside.groups.models import After, DateWorker, GroupDate


@command("after.said", "said how they are after a date of a group", allow=policies.may_say_after)
def say_after(act: Act, date: GroupDate, *, words: str = "", talk_with: User | None = None) -> After:
    """Words are kept for them and read by nobody else. `talk_with` is told that they would like to talk, and no more.

    Said again, what they said before is replaced.
    """
    if date.starts_at > act.at or date.status == GroupDate.Status.CANCELLED:
        raise Refused("This date has not been yet.")
    if not words.strip() and talk_with is None:
        raise Refused("Write something, or choose somebody to talk with. You can also leave it.")
    if talk_with is not None and talk_with not in dict(queries.may_talk_with(act.actor, date)):
        raise NotAllowed("ask somebody else to talk with them")
    worker = date.workers.get(worker__user=act.actor.user_id, status=DateWorker.Status.ON).worker
    after = After.objects.filter(date=date, worker=worker).first() or After(date=date, worker=worker)
    after.words, after.wants_talk, after.written_at = words.strip(), talk_with is not None, act.at
    after.save()
    if talk_with is not None:
        notices.tell_wants_talk(act, after, talk_with)
    return after
