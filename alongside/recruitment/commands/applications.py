"""Writing an application: begun by somebody who may apply, kept part by part, in whichever way they can answer."""

import secrets
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from alongside.candidates.commands import ask_adjustment, carry_adjustments
from alongside.candidates.queries import qualification_of
from alongside.core import files
from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.recruitment.models import Answer, Application, HistoryItem, Question, Vacancy
from alongside.recruitment.policies import applications as policies
from alongside.recruitment.queries.applications import is_open
from alongside.recruitment.queries.parts import words_in
from alongside.ui import dates

Status, Written = Application.Status, Application.Written
OTHER_WAYS = {
    Written.SPOKEN: "To say my answers instead of writing them",
    Written.FILE: "To send my answers in a file of my own",
    Written.PAPER: "To answer on paper, or by phone with somebody",
}


@command("application.started", "began an application", allow=policies.may_start, locks=("vacancy", "candidate"))
def start_application(act: Act, *, vacancy: Vacancy, candidate: Any) -> Application:
    """Begin to write. Begun before, it is the same one. Refuses who has not shown the training the vacancy asks for.

    Its number is chosen by chance, so that it says nothing about who came first.
    """
    if not policies.may_start_for(act.actor, candidate):
        raise Refused("You can only begin an application of your own.")
    if begun := Application.objects.filter(vacancy=vacancy, candidate=candidate).first():
        return begun
    if not is_open(vacancy):
        raise Refused("This job has closed, so nobody can begin a new application.")
    if vacancy.needs_training and qualification_of(candidate) is None:
        raise Refused("This job is for people who finished peer support training, here or elsewhere. Ask us how.")
    carry_adjustments(act, candidate, to="application")
    return Application.objects.create(
        vacancy=vacancy,
        candidate=candidate,
        number=_number(vacancy),
        started_at=act.at,
        saved_at=act.at,
        seen_vacancy_at=act.at,
    )


def _number(vacancy: Vacancy) -> int:
    """A number nobody has yet in this vacancy, by chance from many: at least twice as many as are taken."""
    taken = set(Application.objects.filter(vacancy=vacancy).values_list("number", flat=True))
    free = [number for number in range(100, max(1000, 100 + 2 * len(taken) + 2)) if number not in taken]
    return secrets.choice(free)


@command("application.answered", "kept an answer", allow=policies.may_write)
def save_answer(act: Act, application: Application, *, question: Question, words: str) -> Answer:
    """Keep the answer to one question. A short one is fine, an empty one takes it away; too long is refused."""
    _being_written(application)
    if (over := words_in(words) - question.max_words) > 0:
        raise Refused(too_long(over, question.max_words))
    answer, _ = Answer.objects.update_or_create(
        application=application, question=question, defaults={"words": words.strip(), "saved_at": act.at}
    )
    _saved(act, application)
    return answer


def too_long(over: int, most: int) -> str:
    return f"Your answer is {over} {'word' if over == 1 else 'words'} too long. Make it {most} words or fewer."


@command("application.file_given", "answered with a file", allow=policies.may_write)
def attach_answer(act: Act, application: Application, *, question: Question, upload: UploadedFile) -> Answer:
    """An answer that was spoken, or is in a file of their own: another way of answering, as good as any."""
    _being_written(application)
    file = files.keep(act, upload, (*files.SPOKEN, *files.PAPERS))
    answer, _ = Answer.objects.update_or_create(
        application=application, question=question, defaults={"file": file, "saved_at": act.at}
    )
    _saved(act, application)
    return answer


@command("application.file_taken_away", "took a file away from an answer", allow=policies.may_write)
def remove_file(act: Act, application: Application, *, question: Question) -> Application:
    _being_written(application)
    application.answers.filter(question=question).update(file=None, saved_at=act.at)
    return _saved(act, application)


@command("application.way_chosen", "chose how to answer", allow=policies.may_write)
def choose_way(act: Act, application: Application, *, written: str, words: str = "") -> Application:
    """Here, spoken, in a file, or on paper and by phone with us. Another way than here is asked for as something
    that helps, so that a named person arranges it. `words`: what else would help with applying."""
    _being_written(application)
    application.written = Written(written)
    for helps in filter(None, (OTHER_WAYS.get(Written(written)), words.strip())):
        ask_adjustment(act, application.candidate, stage="application", words=helps)
    return _saved(act, application)


@command("application.right_to_work_said", "said whether they may work in the UK", allow=policies.may_write)
def say_right_to_work(act: Act, application: Application, *, right_to_work: bool) -> Application:
    """Yes or no. A no stops nothing here: it is talked about with them."""
    _being_written(application)
    application.right_to_work = right_to_work
    return _saved(act, application)


@command("application.sure_place_said", "said whether to meet if they show the essentials", allow=policies.may_write)
def say_sure_interview(act: Act, application: Application, *, interview_if_meets: bool) -> Application:
    """Disability Confident: yes or no, with no reason and no proof."""
    _being_written(application)
    application.interview_if_meets = interview_if_meets
    return _saved(act, application)


@command("application.history_added", "wrote something they have done", allow=policies.may_write)
def add_history(
    act: Act, application: Application, *, what: str, where: str = "", years: str = "", words: str = ""
) -> HistoryItem:
    """A job, caring, volunteering, study, getting well. Years are as they put them; gaps are never asked about."""
    _being_written(application)
    item = HistoryItem.objects.create(
        application=application,
        what=what,
        where=where,
        years=years,
        words=words,
        position=application.history.count(),
    )
    _saved(act, application)
    return item


@command("application.history_changed", "changed something they have done", allow=policies.may_write_item)
def change_history(
    act: Act, item: HistoryItem, *, what: str, where: str = "", years: str = "", words: str = ""
) -> HistoryItem:
    _being_written(item.application)
    item.what, item.where, item.years, item.words = what, where, years, words
    item.save()
    _saved(act, item.application)
    return item


@command("application.history_removed", "took away something they have done", allow=policies.may_write)
def remove_history(act: Act, application: Application, *, item_id: str) -> Application:
    _being_written(application)
    application.history.filter(pk=item_id).delete()
    return _saved(act, application)


@command("application.years_said", "wrote about the years", allow=policies.may_write)
def say_years(act: Act, application: Application, *, history_words: str) -> Application:
    """Anything about the years that they wish to say. It may stay empty."""
    _being_written(application)
    application.history_words = history_words.strip()
    return _saved(act, application)


@command("application.changes_seen", "read what changed in the vacancy", allow=policies.may_write)
def see_changes(act: Act, application: Application) -> Application:
    application.seen_vacancy_at = act.at
    application.save()
    return application


def _being_written(application: Application) -> None:
    """Words may be changed until it is sent, after the closing day too: nothing typed is turned away."""
    if application.status != Status.STARTED:
        closes = dates.day(application.vacancy.closes_at)
        raise Refused(f"This was sent, so it cannot be changed. Until {closes} you can take it back and send it again.")


def _saved(act: Act, application: Application) -> Application:
    application.saved_at = act.at
    application.save()
    return application
