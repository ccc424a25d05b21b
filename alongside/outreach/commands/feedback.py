"""What those who came to a talk say, written down so that nothing says who said it.

As with a group's: every change has an audit row with an actor and a moment, which would name whoever is signed in. So
the page calls the command as "Somebody who came", at noon of the day, whoever opened it. The code is the permission.
"""

from dataclasses import dataclass
from typing import Any

from alongside.core import clock
from alongside.core.actors import Actor, process
from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.outreach import policies
from alongside.outreach.models import Talk, TalkFeedback

SOMEBODY = process("Somebody who came")


@command("talk.said_of", "said what they think of a talk", allow=policies.may_say_of_talk, locks=("talk",))
def give_feedback(act: Act, *, talk: Talk, useful: int | None = None, words: str = "") -> TalkFeedback:
    """How useful it was, 1 to 5, and a sentence: either, or both."""
    if useful is None and not words.strip():
        raise Refused("Say how useful it was, or write a sentence.")
    return TalkFeedback.objects.create(talk=talk, useful=useful, words=words.strip(), given_on=clock.today())


@dataclass(frozen=True)
class InTheRoom:
    """`give_feedback` for whoever was given a talk's code, with an account or without."""

    action = give_feedback.action

    def allowed(self, _actor: Actor, talk: Any = None) -> bool:
        return isinstance(talk, Talk)

    def __call__(self, _actor: Actor, talk: Talk, /, *, useful: int | None, words: str) -> TalkFeedback:
        """By nobody, and at no moment: see above."""
        with clock.at(clock.noon(clock.today())):
            found: TalkFeedback = give_feedback(SOMEBODY, talk=talk, useful=useful, words=words)
        return found


say_of_talk: Any = InTheRoom()
