"""What turns a walk takes: getting ready to end, good and other endings, breaks, and another peer worker."""

from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from alongside.core import clock
from alongside.core.actors import process
from alongside.core.errors import Refused
from alongside.demo.story.days import at, workdays
from alongside.demo.story.telling import Life, Telling
from alongside.support import commands as support
from alongside.support.models import Relationship

if TYPE_CHECKING:
    from alongside.demo.story.singing import Song

NOTICE = timedelta(weeks=4)


def gets_ready(song: "Song") -> Life:
    """Four weeks before a planned end it is on the agenda by itself; what the two say of it is written down."""
    path, days = song.path, song.telling.days
    if path.ends == "open" and path.last - NOTICE <= days.today:
        yield max(clock.now(), at(workdays(path.last - NOTICE, 1), "06:10"))
        support.start_ending(process("support.get_ready_to_end"), song.relationship)


def ends(song: "Song") -> Life:
    """Well, most often; or as it does."""
    yield clock.now()
    path, worker, relationship, chance = song.path, song.worker, song.relationship, song.chance
    if path.ends == "well":
        if (song.telling.days.today - path.last).days < 300:
            _looked_back(song)
        support.end_well(
            worker, relationship, closure_code=chance.choices(("02", "08", "04", "03"), (60, 20, 14, 6))[0]
        )
    elif path.ends == "closed":
        code = chance.choices(("05", "03", "01", "08"), (45, 25, 15, 15))[0]
        support.close_support(worker, relationship, closure_code=code)
    elif path.ends == "changed":
        support.ask_for_another(worker, relationship, stop_now=True)
    elif path.ends == "died":
        lead = song.telling.users[song.telling.parts["lead"]]
        today = clock.today()
        died = support.record_death(
            song.telling.actor("coordinator"), relationship.referral.person, died_on=today, teller=lead
        )
        yield at(workdays(today, 1), "10:00")
        support.say_worker_told(song.telling.actor("lead"), died.referrals.get().relationships.get().news)
    else:
        support.stop_support(worker, relationship)


def _looked_back(song: "Song") -> None:
    """What the two wrote at their ending: not everything, and not everybody."""
    said, chance, last = song.telling.words["endings"], song.chance, clock.today()
    words: dict[str, Any] = {
        "looked_back": chance.choice(said["looked_back"]),
        "next_supports": chance.choice(said["supports"]),
        "strengths": chance.choice(said["strengths"]) if chance.random() < 0.7 else "",
        "thanks_from_person": chance.choice(said["thanks"]) if chance.random() < 0.6 else "",
        "thanks_from_worker": chance.choice(said["thanks_back"]) if chance.random() < 0.6 else "",
        "feedback": chance.choice(said["feedback"]) if chance.random() < 0.5 else "",
    }
    support.change_ending(
        song.worker, song.relationship, told_on=last - NOTICE, last_meeting_on=last, feedback_asked_on=last, **words
    )


def takes_break(song: "Song") -> Life:
    """A while without meetings, as the person likes; their place is kept."""
    yield clock.now() + timedelta(hours=2)
    until = song.telling.days.today + timedelta(days=song.chance.choice((9, 16, 30, 45)))
    support.take_break(song.worker, song.relationship, until=until if song.chance.random() < 0.7 else None)


def hands_over(song: "Song") -> Life:
    """Their peer worker leaves; somebody else is put forward, and the person says yes."""
    assert song.path.then is not None
    name, day, _ = song.path.then
    coordinator, telling = song.telling.actor("coordinator"), song.telling
    yield max(clock.now(), at(workdays(day, -9), "10:40"))
    handover = support.propose_handover(
        coordinator, song.relationship, worker=telling.workers[name], because="leaving", introduce_on=day
    )
    yield max(clock.now(), at(workdays(day, -5), "14:30"))
    may_read = song.chance.choice(("nothing", "agreed", "agreed", "all"))
    support.accept_handover(coordinator, handover, may_read=may_read, how="phone", said_by=song.called)
    song.peer = name
    song.relationship = song.relationship.followed_by.select_related("worker__user", "referral__person").get()


def put_forward(telling: Telling) -> Life:
    """Somebody's peer worker takes on nobody new and is often away: another is put forward, and they have not answered
    yet."""
    yield telling.days.ago(2, "11:10")
    resting = [telling.workers[peer.name] for peer in telling.chorus.peers if peer.resting]
    walks = Relationship.objects.filter(worker__in=resting, status="meeting").order_by(
        "introduced_at", "referral__given_name"
    )
    relationship = walks.select_related("worker__user", "referral__person").first()
    others = [telling.workers[peer.name] for peer in telling.chorus.peers if not peer.resting and not peer.left]
    for worker in others if relationship else ():
        with suppress(Refused):
            support.propose_handover(telling.actor("coordinator"), relationship, worker=worker, because="away")
            return
