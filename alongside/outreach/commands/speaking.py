"""Who speaks: asked, their yes, no or step back, what they share this once, their debrief and their thanks."""

from typing import Any

from alongside.core import clock
from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.outreach import notices, policies, queries
from alongside.outreach.models import Speaker, Talk

Status, Thanks = Speaker.Status, Speaker.Thanks


@command("talk.speakers_asked", "asked peer workers to speak", allow=policies.may_plan_talk)
def ask_speakers(act: Act, talk: Talk, *, workers: list[Any]) -> Talk:
    """Each is asked once, and answers or does not. Who may be asked: `queries.who_could_speak`."""
    if talk.status != Talk.Status.PLANNED or talk.starts_at <= act.at:
        raise Refused("This talk is not to come any more, so nobody can be asked to speak at it.")
    could = {worker.pk for worker, _ in queries.who_could_speak(act.actor, talk)}
    for worker in workers:
        if worker.pk not in could:
            raise Refused(f"{worker.first_name} cannot be asked just now. Look at the list again.")
    for worker in workers:
        notices.ask_to_speak(act, Speaker.objects.create(talk=talk, worker=worker, asked_at=act.at))
    return talk


@command("speaker.answered", "answered about speaking at a talk", allow=policies.may_speak, locks=("talk",))
def answer_talk(act: Act, speaker: Speaker, *, answer: str, sharing: str = "", needs: str = "") -> None:
    """Yes, no, or another word than before: one act, so that nothing counts who said no. A no needs no reason, and what
    they had written to share is emptied at once. Until the talk begins."""
    talk = speaker.talk
    if talk.status != Talk.Status.PLANNED:
        raise Refused(f"This talk is {talk.get_status_display().lower()}, so there is nothing to answer.")
    if talk.starts_at <= act.at:
        raise Refused("It has begun. Ring whoever planned it, if you cannot go on: that is always all right.")
    yes = answer == Status.YES
    new = Status.YES if yes else Status.NO
    was = speaker.status
    if was != new:
        speaker.move_to(new)
        speaker.answered_at = act.at
    speaker.sharing, speaker.needs = (sharing, needs) if yes else ("", "")
    speaker.save()
    if was == new:
        return
    if yes:
        notices.tell_you_speak(act, speaker)
    elif was == Status.YES:
        notices.tell_you_do_not(act, speaker)
    notices.tell_answered(act, speaker, yes=yes)


@command("speaker.sharing_emptied", "emptied what was shared for a talk", allow=policies.may_empty_sharing)
def empty_sharing(act: Act, speaker: Speaker) -> None:
    """It was for that time and no other."""
    if speaker.talk.ends_at > clock.now() - queries.KEPT:
        raise Refused("The talk was less than a week ago.")
    speaker.sharing, speaker.needs = "", ""
    speaker.save()


@command("speaker.debriefed", "asked somebody who spoke how it was for them", allow=policies.may_thank_speaker)
def say_debriefed(act: Act, speaker: Speaker) -> None:
    """That they were asked, and no word of what they said."""
    _must_have_spoken(speaker)
    if speaker.debriefed_at:
        raise Refused("Somebody asked them already.")
    speaker.debriefed_at = act.at
    speaker.save()


@command("speaker.thanks_agreed", "wrote down how somebody who speaks is thanked", allow=policies.may_thank_speaker)
def agree_thanks(
    act: Act, speaker: Speaker, *, thanks: str, minutes: int | None = None, pence: int | None = None
) -> None:
    """Payment, a voucher or time back: agreed before it or after. Part of their work: nothing is owed."""
    if speaker.thanks_given_at:
        raise Refused("They have had their thanks for this already.")
    if speaker.status == Status.NO:
        raise Refused("They do not speak at this talk.")
    if thanks in (Thanks.PAYMENT, Thanks.VOUCHER) and not pence:
        raise Refused("Say how much.")
    if thanks == Thanks.TIME_BACK and not minutes:
        raise Refused("Say how much time.")
    speaker.thanks = thanks
    speaker.thanks_minutes = minutes if thanks == Thanks.TIME_BACK else None
    speaker.thanks_pence = pence if thanks in (Thanks.PAYMENT, Thanks.VOUCHER) else None
    speaker.save()


@command("speaker.thanked", "gave somebody who spoke their thanks", allow=policies.may_thank_speaker)
def give_thanks(act: Act, speaker: Speaker) -> None:
    """It was paid, handed over or put down as time back. They are told."""
    _must_have_spoken(speaker)
    if not speaker.thanks or speaker.thanks_given_at:
        raise Refused("Nothing is owed to them for this.")
    speaker.thanks_given_at = act.at
    speaker.save()
    notices.tell_thanks_given(act, speaker)


def _must_have_spoken(speaker: Speaker) -> None:
    if speaker.status != Status.SPOKE:
        raise Refused("Say how the talk went first.")
