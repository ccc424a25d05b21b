"""Employment checks: whose turn each is, done by whom and when, and never what it said."""

from datetime import date

from alongside.core import clock
from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.recruitment import notices, policies
from alongside.recruitment.models import Application, Check, CheckKind

Status = Check.Status
Turn = Application.Status
DONE = (Status.CLEAR, Status.NOT_NEEDED)
# Nothing else begins before these two: NHS Employers' identity and right to work check standards.
FIRST = ("identity", "right_to_work")
THEIR_DAYS, OUR_DAYS = 7, 3
STARTS = {"candidate": Status.CANDIDATE, "us": Status.US, "others": Status.OTHERS}


def begin_checks(act: Act, application: Application) -> None:
    """Make one check of every kind in use. Who they are, and their right to work, come first."""
    for kind in CheckKind.objects.filter(is_open=True):
        check = Check.objects.create(application=application, kind=kind, expected_days=kind.usual_days, news_at=act.at)
        if kind.code in FIRST:
            _start(act, check)


@command("check.passed", "said whose turn a check is", allow=policies.may_keep_checks, locks=("application",))
def pass_turn(act: Act, check: Check, *, turn: str, with_whom: str = "", days: int | None = None) -> Check:
    """`turn` is candidate, us or others; with others, say who in the candidate's words and how many days are usual."""
    _under_way(check)
    if turn == "others" and not with_whom.strip():
        raise Refused("Say who it is with, in words the candidate would use.")
    if check.status == Status.NOT_STARTED and check.kind.code not in FIRST and not _first_are_done(check.application):
        raise Refused("Their identity and right to work come first.")
    before = check.status
    _turn(act, check, STARTS[turn], with_whom=with_whom, days=days)
    check.save()
    if before != check.status:
        notices.tell_turn(act, check)
    return check


@command(
    "check.done_by_candidate", "did their part of a check", allow=policies.may_do_own_check, locks=("application",)
)
def do_my_part(act: Act, check: Check) -> Check:
    """The candidate has done what was asked: it is our turn."""
    if check.status != Status.CANDIDATE:
        raise Refused("This is not your turn any more. Thank you.")
    _turn(act, check, Status.US)
    check.done_by_candidate_at = act.at
    check.save()
    notices.tell_done_by_candidate(act, check)
    return check


@command("check.help_asked", "asked for help with a check", allow=policies.may_do_own_check, locks=("application",))
def ask_for_help(act: Act, check: Check) -> Check:
    """They have no photo ID, or cannot do what was asked: it is our turn to find another way."""
    if check.status != Status.CANDIDATE:
        raise Refused("This is with us already. We will be in touch.")
    _turn(act, check, Status.US)
    check.help_asked_at = act.at
    check.save()
    notices.tell_help_asked(act, check)
    return check


@command("check.cleared", "cleared a check", allow=policies.may_keep_checks, locks=("application",))
def clear_check(act: Act, check: Check, *, evidence: str, seen_on: date, renew_on: date | None = None) -> Check:
    """Seen and in order: `evidence` is a type from the kind's own list, never what it says. By whom is who acts."""
    _under_way(check)
    if evidence not in check.kind.evidence:
        raise Refused("Choose the type of what was seen from the list.")
    if seen_on > clock.today():
        raise Refused("It cannot be seen on a day to come.")
    if check.kind.code not in FIRST and not _first_are_done(check.application):
        raise Refused("Their identity and right to work come first.")
    check.move_to(Status.CLEAR)
    check.evidence, check.seen_on, check.renew_on = evidence, seen_on, renew_on
    check.seen_by, check.cleared_at = act.actor.name, act.at
    _done(act, check)
    return check


@command("check.not_needed", "said that a check is not needed", allow=policies.may_keep_checks, locks=("application",))
def say_not_needed(act: Act, check: Check) -> Check:
    """Not for this job: said, not hidden."""
    _under_way(check)
    check.move_to(Status.NOT_NEEDED)
    _done(act, check)
    return check


@command("check.to_talk", "asked to talk with a candidate", allow=policies.may_keep_checks, locks=("application",))
def ask_to_talk(act: Act, check: Check) -> Check:
    """Somebody would like to talk with them, and has rung first. What about is written nowhere."""
    _under_way(check)
    if check.status == Status.NOT_STARTED:
        raise Refused("This check has not begun.")
    _turn(act, check, Status.TALK)
    check.save()
    notices.tell_talk(act, check)
    return check


@command("check.reopened", "opened a check again", allow=policies.may_keep_checks, locks=("application",))
def reopen_check(act: Act, check: Check) -> Check:
    """Cleared by mistake, or needed after all. Nobody who was ready stays so."""
    _under_way(check)
    if check.status not in DONE:
        raise Refused("This check is open already.")
    _turn(act, check, Status.US)
    check.evidence = check.seen_by = ""
    check.seen_on = check.renew_on = check.cleared_at = None
    check.save()
    application = check.application
    if application.status == Turn.READY:
        application.move_to(Turn.CHECKS)
        application.ready_at = None
        application.save()
    notices.tell_reopened(act, check)
    return check


@command("checks.news_told", "told a candidate how their checks stand", allow=policies.may_keep_checks)
def tell_news(act: Act, application: Application, *, words: str) -> Application:
    """A few words to them, so that nobody waits in silence. Never what a check says."""
    if application.status not in (Turn.CHECKS, Turn.READY):
        raise Refused("Their checks are not under way.")
    if not words.strip():
        raise Refused("Write a line, even if there is no news.")
    application.checks.update(news_at=act.at, news=words[:300])
    notices.tell_news(act, application, words)
    return application


@command("check.raised", "raised a check that is stuck", allow=policies.may_raise_stuck, locks=("application",))
def raise_stuck(act: Act, check: Check) -> Check:
    """Past its usual days: the vacancy's recruiter is told, once for each turn."""
    _under_way(check)
    if check.raised_at or check.status in (*DONE, Status.NOT_STARTED):
        raise Refused("This was raised already, or is not stuck.")
    notices.raise_stuck(act, check)
    check.raised_at = act.at
    check.save()
    return check


@command("checks.silence_raised", "raised that somebody hears nothing", allow=policies.may_raise_stuck)
def raise_silence(act: Act, application: Application) -> Application:
    """The day before the promised number of days without news: the recruiter is told, once for each silence."""
    last = max((check.news_at for check in application.checks.all() if check.news_at), default=application.accepted_at)
    notices.raise_silence(act, application, last)
    application.silence_raised_at = act.at
    application.save()
    return application


@command("check_kind.added", "added a kind of check", allow=policies.may_keep_kinds)
def add_check_kind(act: Act, *, code: str, name: str, **said: object) -> CheckKind:
    """`said` is the rest of the kind's fields, as in a profile's [[checks]]."""
    return CheckKind.objects.create(code=code, name=name, **said)


@command("check_kind.changed", "changed a kind of check", allow=policies.may_keep_kinds)
def change_check_kind(
    act: Act, kind: CheckKind, *, name: str, about: str, usual_days: int, candidate_does: str, others: str,
    evidence: list[str], is_open: bool,
) -> CheckKind:  # fmt: skip
    """For checks made from now on. One of the six can be not needed for somebody, never left out."""
    if kind.is_standard and not is_open:
        raise Refused("This is one of the six NHS checks: say for each person that it is not needed, if so.")
    if not evidence:
        raise Refused("Give at least one type of evidence: nothing is cleared without one.")
    kind.name, kind.about, kind.usual_days = name, about, usual_days
    kind.candidate_does, kind.others, kind.evidence, kind.is_open = candidate_does, others, evidence, is_open
    kind.save()
    return kind


def _under_way(check: Check) -> None:
    if check.application.status not in (Turn.CHECKS, Turn.READY):
        raise Refused("Their checks are not under way.")


def _first_are_done(application: Application) -> bool:
    return not application.checks.filter(kind__code__in=FIRST).exclude(status__in=DONE).exists()


def _start(act: Act, check: Check) -> None:
    """Its first turn, as its kind says."""
    turn = STARTS[check.kind.first_turn]
    _turn(act, check, turn, with_whom=check.kind.others if turn == Status.OTHERS else "")
    check.save()


def _turn(act: Act, check: Check, turn: str, *, with_whom: str = "", days: int | None = None) -> None:
    """Whose turn it is, since today. The caller saves."""
    today = clock.today()
    if check.status != turn:
        check.move_to(turn)
        check.turn_since = today
    check.started_on = check.started_on or today
    check.with_whom = with_whom if turn == Status.OTHERS else ""
    usual = {Status.CANDIDATE: THEIR_DAYS, Status.OTHERS: check.kind.usual_days}.get(Status(turn), OUR_DAYS)
    check.expected_days = days or usual
    check.raised_at, check.news_at = None, act.at


def _done(act: Act, check: Check) -> None:
    """Save it; begin the others after the first two; and when nothing is left, they are ready."""
    check.help_asked_at = None
    check.news_at = act.at
    check.save()
    application = check.application
    if check.kind.code in FIRST and _first_are_done(application):
        for other in application.checks.filter(status=Status.NOT_STARTED).select_related("kind"):
            _start(act, other)
    if application.checks.exclude(status__in=DONE).exists():
        notices.tell_check_done(act, check)
    else:
        application.move_to(Turn.READY)
        application.ready_at = act.at
        application.save()
        notices.tell_all_clear(act, application)
