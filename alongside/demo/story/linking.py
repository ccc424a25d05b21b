"""Links with others: a partner who refers and sees what became of it, what is agreed with them, and places shown."""

from datetime import timedelta
from typing import Any

from alongside.accounts import commands as accounts
from alongside.demo.personas import email_of
from alongside.demo.story.asking import waits
from alongside.demo.story.people import Someone
from alongside.demo.story.telling import Life, Telling
from alongside.demo.story.voicing import WORDS
from alongside.partners import commands
from alongside.partners.models import Entry
from alongside.support import commands as support
from alongside.support.models import Relationship

KNOWN = 120  # days ago the partner came to be one


def linking(telling: Telling) -> list[Life]:
    own = WORDS[telling.service.profile]
    team = telling.tale.peers[3].team
    site = telling.teams[team].site
    area = site.area if site else ""
    referred = Someone(by="partner", team=team, area=area, asked=26, at="10:20", stage="ready", **own["referred"])
    return [is_partner(telling), waits(telling, referred), shown(telling)]


def is_partner(telling: Telling) -> Life:
    """An organisation of the directory: an account that refers, an agreement in force and one still talked about."""
    days, lead, said = telling.days, telling.actor, WORDS["partner"]
    yield days.ago(KNOWN, "11:40")
    name = WORDS[telling.service.profile]["organisation"]
    there = accounts.add_organisation(lead("administrator"), name=name, kind="charity")
    entry = Entry.objects.get(name=name)
    fields = {field.name: getattr(entry, field.name) for field in Entry._meta.concrete_fields if field.name in KEPT}
    commands.change_entry(lead("lead"), entry, checked_on=entry.checked_on, **{**fields, "organisation": there})
    holder = commands.open_partner_account(
        lead("administrator"), there, name=telling.cast["partner"], email=email_of(telling.cast["partner"])
    )
    telling.users[telling.cast["partner"]] = holder.user
    first = commands.draft_agreement(
        lead("lead"),
        there,
        title=said["title"],
        purpose=said["purpose"],
        what_is_shared=said["what_is_shared"],
        their_contact=said["their_contact"],
        our_contact=telling.user("coordinator"),
    )
    yield days.ago(KNOWN - 10, "15:10")
    ends = days.today + timedelta(days=21)
    commands.agree_with(
        lead("lead"), first, agreed_by=said["agreed_by"], starts_on=days.ago(KNOWN - 10).date(), ends_on=ends
    )
    yield days.ago(34, "12:20")
    meeting = commands.write_meeting(
        lead("lead"),
        there,
        held_on=days.ago(34).date(),
        who=said["who"],
        words=said["met"],
        promised=[
            {"words": row["words"], "who": row["who"], "due_on": days.today + timedelta(days=row["due"])}
            for row in said["promised"]
        ],
    )
    for row, action in zip(said["promised"], meeting.actions.order_by("-due_on"), strict=True):
        if row.get("done"):
            commands.finish_action(lead("lead"), action)
    commands.draft_agreement(
        lead("lead"),
        there,
        title=said["draft_title"],
        purpose=said["draft_purpose"],
        what_is_shared=said["draft_shared"],
    )


KEPT = (
    *("name", "kind", "what", "for_whom", "topics", "everywhere", "postcode_areas", "where", "phone", "email"),
    *("website", "how", "joining", "access", "cost", "languages", "for_crisis", "opening", "shown_public", "owner"),
)


def shown(telling: Telling) -> Life:
    """Places shown to people, with their yes: one was helped to get in touch, one went and said how it was."""
    days = telling.days
    yield days.ago(29, "16:20")
    entries = [Entry.objects.get(name=name) for name in WORDS[telling.service.profile]["shown"]]
    walks = walks_of_the_day(telling)[: len(entries)]
    made = []
    for number, (walk, entry) in enumerate(zip(walks, entries, strict=False)):
        own = telling.actor(walk.worker.user.name)
        made.append((own, support.show_signpost(own, walk, entry=entry, kept=True, helped=number == 0)))
    yield days.ago(8, "15:50")
    for own, signpost in made[:1]:
        support.say_signpost(
            own, signpost, status="went", useful="yes", words=WORDS["signpost"]["words"], may_tell=True
        )


def walks_of_the_day(telling: Telling) -> list[Any]:
    """Of the peer worker whose day is told, but for the person who signs in."""
    own = telling.actor("peer-worker").user_id
    walks = Relationship.objects.filter(worker__user_id=own, status="meeting", referral__person__user=None)
    return list(walks.select_related("worker__user", "referral__person").order_by("referral__person__search_name"))
