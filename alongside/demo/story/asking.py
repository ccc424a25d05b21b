"""The second chapter: somebody asks, is read, says yes, waits, and is shown a profile."""

from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

from alongside.core import clock
from alongside.core.actors import VISITOR, process
from alongside.demo.personas import email_of
from alongside.demo.story.days import at, workdays, working
from alongside.demo.story.people import Someone
from alongside.demo.story.telling import Life, Telling
from alongside.matching import commands as matching
from alongside.referrals import commands as referrals


def nhs_number(number: int) -> str:
    """A number from the range kept for tests (999 …) with its check digit; `number` begins at 1."""
    bodies = (f"999{tail}" for tail in range(100_000, 1_000_000, 7))
    checked = ((body, _check_digit(body)) for body in bodies)
    return next(islice((f"{body}{check}" for body, check in checked if check != 10), number - 1, None))


def _check_digit(body: str) -> int:
    """Of the nine digits before it; 10 for nine that nobody is given (NHS Data Dictionary, NHS number)."""
    return (11 - sum(int(digit) * (10 - place) for place, digit in enumerate(body)) % 11) % 11


def asks(telling: Telling, who: Someone, moment: datetime) -> Life:
    """The request, by whoever makes it. Returns the referral."""
    yield moment
    first, last = who.name.split(" ", 1)
    answers: dict[str, Any] = {
        "first_name": first,
        "last_name": last,
        "known_as": who.known_as,
        "birth_date": date.fromisoformat(who.born) if who.born else None,
        "nhs_number": nhs_number(who.number) if who.number else "",
        "phone": who.phone,
        "email": who.email,
        "area": who.area,
        "contact_by": who.reach,
        "contact_safely": who.safely,
        "language": who.language,
        "interpreter": who.interpreter,
        "needs": who.needs,
        "needs_asked": who.needs_asked,
        "identifiers": ((telling.tale.records, who.record),) if who.record else (),
        "other_contacts": _other_contacts(who),
        "hopes": who.hopes,
        "hopes_by": who.name.split(" ", 1)[0],
        "wants": [{"theme": theme, "must": theme in who.musts} for theme in (*who.wants, *who.musts)],
        "ruled_out": list(who.not_wanted),
        "days": who.days.split(),
    }
    if who.by in ("me", "carer"):
        support_for = "carer" if who.by == "carer" else "person"
        return referrals.receive_request(VISITOR, asked_by="self", source="B1", support_for=support_for, **answers)
    if who.by == "relative":
        asker = {"asker_name": who.asker, "asker_role": who.relative, "asker_email": email_of(who.asker)}
        return referrals.receive_request(VISITOR, asked_by="carer", source="B2", **asker, **answers)
    if who.by == "gp":
        asker = {"asker_name": who.asker, "asker_role": "GP", "asker_email": email_of(who.asker)}
        safe = {"visit_safety": who.safety, "told_consent": "hear_more"}
        return referrals.receive_request(VISITOR, asked_by="professional", source="A1", **asker, **safe, **answers)
    return referrals.refer_person(
        telling.actor(who.by), source="P1", host_team=telling.teams[who.team], visit_safety=who.safety, **answers
    )


def _other_contacts(who: Someone) -> list[dict[str, Any]]:
    if not who.also:
        return []
    name, relation, phone, what_for = who.also
    return [{"name": name, "relation": relation, "phone": phone, "what_for": what_for, "may_contact": bool(phone)}]


def waits(telling: Telling, who: Someone) -> Life:
    """Someone who does not yet walk with anybody, as far as they have come."""
    came = telling.days.ago(who.asked, who.at or ("16:20" if who.by in ("me", "carer", "relative") else "11:05"))
    if who.stage == "new":
        came = telling.days.now - timedelta(hours=who.asked)
    referral = yield from asks(telling, who, came)
    coordinator = telling.actor("coordinator")
    if who.stage == "unread":
        yield at(workdays(came.date(), 2), "09:00")
        referrals.raise_unread(process("referrals.raise_unread"), referral)
        return
    if who.stage == "new":
        return
    yield at(workdays(came.date(), 1), "10:30")
    referrals.read_request(coordinator, referral)
    if who.stage == "read":
        return
    if who.stage == "asked":
        referrals.ask_referrer(coordinator, referral, words=who.question)
    elif who.stage == "declined":
        yield at(workdays(came.date(), 1), "11:15")
        referrals.decline_referral(coordinator, referral, words=who.says, elsewhere=who.elsewhere, code="02")
    else:
        yield from _taken_on(telling, who, referral)


def _taken_on(telling: Telling, who: Someone, referral: Any) -> Life:
    coordinator, came = telling.actor("coordinator"), referral.received_at.date()
    yield from accepted(telling, who, referral)
    if who.stage == "unsure":
        yield at(workdays(telling.days.ago(who.asked).date(), 3), "15:10")
        _chose(telling, who, referral, "not_yet")
        return
    if who.stage == "unasked":
        return
    yield from says_yes(telling, who, referral)
    if who.stage == "gone":
        yield at(workdays(came, 30), "15:40")
        referrals.close_referral(coordinator, referral, closure_code="03" if who.asked % 2 else "09")
    if who.stage == "held":
        yield max(telling.days.ago(6, "14:40"), clock.now())
        referrals.hold_referral(coordinator, referral, until=telling.days.today + timedelta(days=40))
    for peer, answer in ((who.not_this_time, "worker"), (who.said_no_to, "person")):
        if peer:
            yield telling.days.ago(12, "11:30")
            offer = offers(telling, who, referral, peer)
            yield telling.days.ago(9, "12:10")
            if answer == "worker":
                matching.worker_says_no(telling.actor(peer), offer)
            else:
                matching.worker_says_yes(telling.actor(peer), offer)
                yield telling.days.ago(7, "16:00")
                matching.person_says_no(coordinator, offer, how="phone", said_by=_called(who))
    if who.stage in ("asked_worker", "choosing"):
        yield telling.days.ago(4, "11:40")
        offer = offers(telling, who, referral, who.offered)
        if who.stage == "choosing":
            yield telling.days.ago(2, "12:20")
            matching.worker_says_yes(telling.actor(who.offered), offer)


def accepted(telling: Telling, who: Someone, referral: Any) -> Life:
    """Triage takes it on, the working day after it came."""
    yield at(workdays(working(referral.received_at.date()), 1), "11:50")
    team = telling.teams.get(who.team)
    pathway = team.pathway if team else telling.pathways[who.team]
    urgent: dict[str, Any] = {}
    if who.urgent:
        by = workdays(telling.days.today, 4)
        urgent = {"urgent_reason": f"{who.urgent} {by:%A}", "urgent_by": by}
    referrals.accept_referral(telling.actor("coordinator"), referral, pathway=pathway, host_team=team, **urgent)
    if who.review_in:
        words = who.needs[0][1]
        need = referral.person.needs.get(words=words)
        review_on = telling.days.today + timedelta(days=who.review_in)
        referrals.review_need(telling.actor("coordinator"), need, words=words, review_on=review_on)


def says_yes(telling: Telling, who: Someone, referral: Any) -> Life:
    """The coordinator rings; the person says yes. Someone who asked for themself said it then. Perhaps an account."""
    yield at(workdays(working(referral.received_at.date()), 3), "14:15")
    if who.by not in ("me", "carer"):
        _chose(telling, who, referral, "yes")
    if who.account:
        referrals.open_person_account(
            telling.actor("coordinator"), referral.person, email=email_of(telling.parts[who.account])
        )
        telling.users[who.name] = referral.person.user


def _chose(telling: Telling, who: Someone, referral: Any, answer: str) -> None:
    said = {"how": "message" if who.reach in ("text", "email") else "phone", "said_by": _called(who)}
    referrals.write_choice(
        telling.actor("coordinator"),
        referral,
        about="peer_support",
        answer=answer,
        said_on=clock.today(),
        words=who.says,
        **said,
    )


def _called(who: Someone) -> str:
    return who.known_as or who.name.split(" ", 1)[0]


def offers(telling: Telling, who: Someone, referral: Any, peer: str) -> Any:
    """The coordinator asks a peer worker, and says what they share that was hoped for."""
    shared = [theme for theme, _, _ in telling.peers[peer].offers if theme in (*who.wants, *who.musts)]
    because = [f"As hoped: {theme}" for theme in shared] or ["Free on the same days"]
    worker = telling.workers[peer]
    return matching.offer_profile(telling.actor("coordinator"), referral, worker=worker, because=because)
