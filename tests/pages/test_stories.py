"""Stories: shown only under a standing yes for exactly their words, and down the moment it goes."""

from datetime import timedelta

import pytest

from alongside.core import clock
from alongside.core.actors import VISITOR, process
from alongside.core.errors import NotAllowed, Refused
from alongside.core.models import AuditEvent, Notice
from alongside.pages import commands, jobs
from alongside.pages.queries import site
from alongside.pages.queries.stories import consents_of, staff_stories
from tests.pages.site_words import STORY, make_shown_story, make_story, say_yes

JOB = process("job")
CHANGE = {**{name: value for name, value in STORY.items() if name != "slug"}, "picture": "", "position": 0}


def read() -> list[str]:
    return [story.title for story in site.stories(VISITOR)]


def actions() -> list[str]:
    return list(AuditEvent.objects.order_by("id").values_list("action", flat=True))


def test_a_story_when_nobody_said_yes_is_not_shown(world):
    story = make_story(world.editor)
    with pytest.raises(Refused, match="has not said yes"):
        commands.show_story(world.editor, story)
    assert read() == []


def test_a_story_when_its_teller_said_yes_may_be_shown(world):
    story, consent = make_shown_story(world.editor)
    assert read() == ["A walk on a Tuesday"]
    assert len(consent.token) == 43
    assert story.review_on == clock.today() + timedelta(days=365)
    assert actions() == ["story.added", "story.agreed", "story.shown"]
    assert consent.token not in str(list(AuditEvent.objects.values_list("changes", flat=True)))


def test_a_story_when_the_yes_is_for_another_place_is_not_shown(world):
    story = make_story(world.editor)
    say_yes(world.editor, story, places=["leaflets"])
    with pytest.raises(Refused, match="has not said yes"):
        commands.show_story(world.editor, story)


@pytest.mark.parametrize("role", ["peer_worker", "recruiter", "candidate", "nobody"])
def test_stories_when_somebody_does_not_edit_are_left_alone(world, role):
    story, consent = make_shown_story(world.editor)
    who = world.actor(role)
    with pytest.raises(NotAllowed):
        commands.add_story(who, **{**STORY, "slug": "other"})
    for command, said in (
        (commands.change_story, CHANGE),
        (commands.write_consent, {"places": [], "said_on": None, "said_how": "", "until": None}),
        (commands.show_story, {}),
        (commands.take_down_story, {"because": "x"}),
        (commands.write_story_again, {}),
        (commands.review_story, {"review_on": clock.today()}),
        (commands.end_story, {}),
        (commands.raise_story_review, {}),
    ):
        with pytest.raises(NotAllowed):
            command(who, story, **said)
    with pytest.raises(Refused, match="not the link"):
        commands.withdraw_consent(who, consent, token="guess")
    assert staff_stories(who) == []
    assert consents_of(who, story) == []


def test_adding_a_story_when_its_address_is_taken_is_refused(world):
    make_story(world.editor)
    with pytest.raises(Refused, match="already"):
        make_story(world.editor)


@pytest.mark.parametrize(("name", "value"), [("title", "T"), ("shown_as", "J"), ("quote", "Q"), ("words", "W")])
def test_changing_a_shown_story_when_words_differ_takes_it_off_until_a_new_yes(world, name, value):
    story, _ = make_shown_story(world.editor)
    commands.change_story(world.editor, story, **{**CHANGE, name: value})
    assert story.status == "draft"
    assert read() == []
    with pytest.raises(Refused, match="exactly these words"):
        commands.show_story(world.editor, story)
    say_yes(world.editor, story)
    commands.show_story(world.editor, story)
    assert len(read()) == 1


def test_changing_a_shown_story_when_only_its_place_differs_leaves_it_shown(world):
    story, _ = make_shown_story(world.editor)
    commands.change_story(world.editor, story, **{**CHANGE, "position": 4, "picture": "tea"})
    assert story.status == "shown"
    assert actions()[-1] == "story.changed"


def test_changing_a_story_when_another_changed_it_meanwhile_overwrites_nothing(world):
    story = make_story(world.editor)
    with pytest.raises(Refused, match="Somebody changed this story"):
        commands.change_story(world.editor, story, **CHANGE, based_on="of other words")


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"agreed": "of other words"}, "changed meanwhile"),
        ({"said_on": timedelta(days=1)}, "still to come"),
        ({"until": timedelta(0)}, "day to come"),
        ({"places": []}, "where"),
        ({"places": ["the moon"]}, "where"),
    ],
)
def test_writing_a_yes_when_it_cannot_be_one_is_refused(world, said, why):
    story = make_story(world.editor)
    said = {key: clock.today() + value if isinstance(value, timedelta) else value for key, value in said.items()}
    with pytest.raises(Refused, match=why):
        say_yes(world.editor, story, **said)


def test_a_yes_when_its_teller_has_an_email_sends_them_their_own_link_and_nothing_of_the_story(world):
    consent = say_yes(world.editor, make_story(world.editor), contact="joy@example.net")
    notice = Notice.objects.get()
    assert notice.to == "joy@example.net"
    assert consent.token in notice.text
    assert "walk" not in notice.text + notice.subject


def test_taking_down_when_staff_do_it_is_at_once_and_can_be_written_again(world):
    story, _ = make_shown_story(world.editor)
    commands.take_down_story(world.lead, story, because="They rang")
    assert read() == []
    assert story.down_because == "They rang"
    with pytest.raises(Refused):
        commands.take_down_story(world.lead, story, because="Again")
    commands.write_story_again(world.editor, story)
    assert story.status == "draft"
    assert actions()[-2:] == ["story.taken_down", "story.written_again"]


def test_taking_back_when_the_teller_holds_their_link_is_at_once_for_every_yes(world):
    story, consent = make_shown_story(world.editor)
    other = say_yes(world.editor, story, days=900)
    commands.withdraw_consent(VISITOR, consent, token=consent.token)
    story.refresh_from_db()
    other.refresh_from_db()
    assert (story.status, read()) == ("down", [])
    assert other.withdrawn_at
    assert [notice.to for notice in Notice.objects.all()] == ["editor@example.org"]
    assert "walk" not in Notice.objects.get().text
    assert actions()[-1] == "story.taken_back"
    with pytest.raises(Refused, match="already"):
        commands.withdraw_consent(VISITOR, consent, token=consent.token)
    with pytest.raises(Refused, match="has not said yes"):
        commands.show_story(world.editor, story)


def test_taking_back_when_it_is_down_already_takes_only_the_yes(world):
    story, consent = make_shown_story(world.editor)
    commands.take_down_story(world.editor, story, because="For now")
    commands.withdraw_consent(world.editor, consent)
    story.refresh_from_db()
    assert story.down_because == "For now"
    assert [row.why_not for row in consents_of(world.editor, story)] == ["Taken back"]


def test_a_story_when_its_yes_has_ended_is_not_read_and_the_job_takes_it_down(world):
    story, _ = make_shown_story(world.editor)
    with pytest.raises(Refused, match="still stands"):
        commands.end_story(JOB, story)
    with clock.at(clock.now() + timedelta(days=401)):
        assert read() == []
        jobs.end_stories(JOB)
        jobs.end_stories(JOB)
        story.refresh_from_db()
        assert story.status == "down"
        assert [row.why_not for row in consents_of(world.editor, story)] == ["It has ended"]
    assert Notice.objects.filter(subject="A story is off the site").count() == 1


def test_a_story_when_due_is_raised_once_and_read_again(world):
    story, _ = make_shown_story(world.editor)
    with clock.at(clock.now() + timedelta(days=365)):
        jobs.raise_story_reviews(JOB)
        jobs.raise_story_reviews(JOB)
        assert Notice.objects.count() == 1
        story.refresh_from_db()
        with pytest.raises(Refused, match="been told"):
            commands.raise_story_review(JOB, story)
        assert staff_stories(world.editor)[0].review_due
        with pytest.raises(Refused, match="day to come"):
            commands.review_story(world.editor, story, review_on=clock.today())
        commands.review_story(world.editor, story, review_on=clock.today() + timedelta(days=30))
    assert story.raised_at is None


def test_the_list_of_stories_when_there_are_more_asks_no_more(world, django_assert_num_queries):
    make_shown_story(world.editor)
    actor = world.editor
    with django_assert_num_queries(2):
        rows = staff_stories(actor)
    assert not rows[0].yes_ends_soon
    for number in (2, 3):
        make_shown_story(world.editor, slug=f"story-{number}", title=f"Story {number}")
    with django_assert_num_queries(2):
        assert len(staff_stories(actor)) == 3
