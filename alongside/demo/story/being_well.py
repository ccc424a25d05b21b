"""Well at work: what helps and whether it is there, what time goes on, the first months, and words kept for oneself."""

from datetime import date, timedelta
from typing import Any

from alongside.core import clock
from alongside.core.actors import process
from alongside.demo.story.days import at, workdays, working
from alongside.demo.story.supervising import FIRST, STARTED, WORDS, Team
from alongside.demo.story.telling import Life, Telling
from alongside.supervision import commands
from alongside.supervision.models import Portfolio, StarterStep, WorkKind

LOGGED = 6  # weeks of what time went on
LATE = "probation-half"  # the one step of the new starter that nobody ticked


def being_well(telling: Telling) -> list[Life]:
    team = Team(telling)
    own = [telling.cast["second-peer-worker"], *(telling.tale.peers[place].name for place in (5, 6))]
    return [
        *(helps(team, said, name) for said, name in zip(WORDS["helps"], own, strict=True)),
        *(logs(team, name, "usual") for name in own),
        logs(team, telling.tale.peers[2].name, "drifts"),
        first_months(team),
        learns(team, own[0]),
        looks_after_themself(team, own[0]),
    ]


def helps(team: Team, said: dict[str, Any], name: str) -> Life:
    """What would help at work: asked, agreed by a day, and there; or not there although the day has passed."""
    telling, days = team.telling, team.days
    yield days.ago(said["asked"], "12:20")
    own, lead = telling.actor(name), telling.actor("lead")
    asked = commands.ask_adjustment(own, telling.workers[name], kind=said["kind"], words=said["words"])
    if said["then"] == "asked":
        return
    yield days.ago(said["asked"] - 5, "15:10")
    due = days.today + timedelta(days=said["by"])
    owner = telling.user("team-manager")
    commands.agree_adjustment(lead, asked, agreed_words=said["agreed"], in_place_by=due, owner=owner)
    if said["then"] == "in_place":
        yield at(working(due), "09:40")
        commands.put_in_place(lead, asked)
        yield at(workdays(working(due), 3), "17:00")
        commands.confirm_there(own, asked)


def logs(team: Team, name: str, which: str) -> Life:
    """Week by week, in two taps: what the time of one worker went on."""
    telling = team.telling
    monday = team.days.today - timedelta(days=team.days.today.weekday())
    for week in range(-LOGGED, 0):
        friday = monday + timedelta(weeks=week, days=4)
        yield at(friday, "16:20")
        worker, own = telling.workers[name], telling.actor(name)
        kinds = {kind.slug: kind for kind in WorkKind.objects.all()}
        for number, (slug, hours) in enumerate(WORDS["hours"][which].items()):
            on = friday - timedelta(days=number % 5)
            commands.log_time(own, worker, kind=kinds[slug], minutes=60 * hours - 15 * (week % 2), on=on)


def first_months(team: Team) -> Life:
    """The new starter's steps, ticked in time by the lead; all that is due by now but one."""
    telling, name = team.telling, team.starter.name
    yield team.days.ago(STARTED, "17:30")
    worker, lead = telling.workers[name], telling.actor("lead")
    commands.lay_out_first_months(process("supervision.jobs.lay_out_first_months"), worker)
    for step in StarterStep.objects.filter(worker=worker).select_related("kind").order_by("due_on", "kind__position"):
        if step.kind.slug == LATE:
            continue
        yield max(clock.now(), at(working(step.due_on), "13:20"))
        commands.tick_step(lead, step, done_on=clock.today())


def learns(team: Team, name: str) -> Life:
    """A portfolio: what was learned, in the worker's own words; one thing shown to a supervisor, who answers."""
    telling = team.telling
    for said in sorted(WORDS["portfolio"], key=lambda said: -said["days"]):
        yield team.days.ago(said["days"], "18:20")
        own, user = telling.actor(name), telling.user(name)
        happened: date = clock.today()
        entry_id = commands.keep_entry(
            own, user, title=said["title"], words=said["words"], happened_on=happened, minutes=said.get("minutes")
        )
        if said.get("shown"):
            entry = Portfolio.objects.get(pk=entry_id)
            commands.show_entry(own, user, entry=entry, to=telling.user("supervisor"))
            yield at(workdays(clock.today(), 2), "11:50")
            gives = telling.actor("supervisor")
            commands.answer_entry(gives, telling.user("supervisor"), entry=entry, answer=said["answer"])


def looks_after_themself(team: Team, name: str) -> Life:
    """A wellness plan and a few check-ins, all their own; one part shown to the lead, one check-in sent."""
    telling = team.telling
    yield team.days.ago(FIRST - 30, "19:10")
    own, user, lead = telling.actor(name), telling.user(name), telling.user("lead")
    for said in WORDS["plan"]:
        section_id = commands.keep_section(own, user, heading=said["heading"], words=said["words"])
        if said.get("shown"):
            section = telling.workers[name].plan.get(pk=section_id)
            commands.show_section(own, user, section=section, to=lead)
    for said in WORDS["check_ins"]:
        yield team.days.ago(said["days"], "17:40")
        to = telling.user("supervisor") if said.get("sent") else None
        commands.check_in(own, user, feeling=said["feeling"], words=said["words"], to=to)
