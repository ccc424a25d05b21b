"""What the recruitment slice asks on a timer: about vacancies, meeting people, offers, checks, and NHS Jobs."""

from django.conf import settings

from alongside.accounts.queries import current_service
from alongside.core import clock
from alongside.core.actors import Actor
from alongside.core.jobs import each, every
from alongside.formats import nhs_jobs
from alongside.recruitment import commands, queries
from alongside.ui import drafts


@every(minutes=1)
def close_vacancies(actor: Actor) -> None:
    """On its closing date, or when as many have applied as were asked for."""
    each(queries.vacancies_due(clock.now()), commands.close_if_due, actor)


@every(minutes=5)
def tell_of_vacancies(actor: Actor) -> None:
    """Those who asked are told of a vacancy when anybody may read it: at once, or when internal first is over."""
    each(queries.vacancies_to_tell(clock.now()), commands.tell_of_vacancy, actor)


@every(minutes=settings.NHS_JOBS_EVERY)
def read_nhs_jobs(actor: Actor) -> None:
    """Where an address is set. A failure is kept with the run, shown to recruiters, and tried again the next time."""
    if settings.NHS_JOBS_ADDRESS or queries.adverts_shown():
        adverts = nhs_jobs.read_all(settings.NHS_JOBS_ADDRESS) if settings.NHS_JOBS_ADDRESS else []
        commands.bring_in_adverts(actor, current_service(), adverts=adverts)


@every(hours=12)
def keep_what_was_typed(actor: Actor) -> None:
    """What was typed into an application and not saved yet is kept for as long as it may still be sent."""
    for application_id in queries.still_written():
        drafts.keep_on(f"answer:{application_id}:")


@every(minutes=1)
def tell_answers(actor: Actor) -> None:
    """After shortlisting a vacancy with very many applications: those who were not told as the button was pressed."""
    each(queries.answers_to_tell(), commands.tell_answer, actor)


@every(minutes=15)
def share_questions(actor: Actor) -> None:
    """The questions go out the promised number of days before each meeting."""
    each(queries.slots_to_share(clock.now()), commands.share_questions, actor)


@every(hours=1)
def mind_offers(actor: Actor) -> None:
    """Whoever has an offer is reminded once; one without an answer goes to a person, and never lapses by itself."""
    each(queries.offers_to_remind(clock.now()), commands.remind_offer, actor)
    each(queries.offers_late(clock.now()), commands.raise_offer, actor)


@every(hours=1)
def end_reserves(actor: Actor) -> None:
    """The reserve list ends on the day we said."""
    each(queries.reserves_over(), commands.end_reserve, actor)


@every(hours=1)
def mind_checks(actor: Actor) -> None:
    """A check past its usual days, and somebody who hears nothing, are each raised to a named person once."""
    each(queries.stuck_checks(), commands.raise_stuck, actor)
    each(queries.silences(clock.now()), commands.raise_silence, actor)
