"""The public site's words: versions, drafts, publishing, going back, reading again."""

from datetime import timedelta

import pytest

from alongside.core import clock
from alongside.core.actors import process
from alongside.core.errors import NotAllowed, Refused
from alongside.core.models import AuditEvent, Notice
from alongside.pages import commands, jobs
from alongside.pages.models import TextPage, TextVersion
from alongside.pages.policies import may_edit_site


def add(actor, slug="carers", **said) -> TextPage:
    return commands.add_text_page(
        actor, **{"slug": slug, "part": "others", "title": "For carers", "words": "You matter too.", **said}
    )


def shown(page: TextPage) -> str:
    return page.versions.exclude(published_at=None)[0].words


def actions() -> list[str]:
    return list(AuditEvent.objects.order_by("id").values_list("action", flat=True))


def test_adding_a_page_when_a_profile_brings_it_is_a_draft_until_published(world):
    profile = process("The first start")
    page = add(profile)
    assert page.review_on == clock.today() + timedelta(days=365)
    assert page.versions.get().published_at is None
    commands.publish_text(profile, page)
    assert page.versions.get().published_by == "The first start"
    assert actions() == ["text.added", "text.published"]


@pytest.mark.parametrize("role", ["peer_worker", "recruiter", "candidate", "nobody"])
def test_public_words_when_somebody_does_not_edit_are_left_alone(world, role):
    page = add(world.editor)
    who = world.actor(role)
    with pytest.raises(NotAllowed):
        add(who, slug="other")
    for command, said in (
        (commands.write_text, {"title": "x", "words": "y"}),
        (commands.publish_text, {}),
        (commands.go_back_to, {"number": 1}),
        (commands.hide_text_page, {}),
        (commands.show_text_page, {}),
        (commands.review_text, {"review_on": clock.today()}),
        (commands.raise_text_review, {}),
    ):
        with pytest.raises(NotAllowed):
            command(who, page, **said)
    assert not may_edit_site(who)


def test_adding_a_page_when_its_address_is_taken_is_refused(world):
    add(world.editor)
    with pytest.raises(Refused, match="already"):
        add(world.lead)


def test_writing_when_another_was_saved_meanwhile_overwrites_nothing(world):
    page = add(world.editor)
    commands.write_text(world.lead, page, title="For carers", words="Mine.", based_on=1)
    with pytest.raises(Refused, match="Marcia Thornby saved a newer version"):
        commands.write_text(world.editor, page, title="For carers", words="Theirs.", based_on=1)
    commands.write_text(world.editor, page, title="For carers", words="Both.", based_on=2)
    assert list(page.versions.values_list("words", flat=True)) == ["Both.", "Mine.", "You matter too."]
    assert actions() == ["text.added", "text.written", "text.written"]


def test_writing_when_nothing_is_different_is_refused(world):
    page = add(world.editor)
    with pytest.raises(Refused, match="same words"):
        commands.write_text(world.editor, page, title="For carers", words="You matter too.")


def test_publishing_when_a_draft_waits_changes_what_visitors_see_only_then(world):
    page = add(world.editor)
    commands.publish_text(world.editor, page, number=1)
    commands.write_text(world.editor, page, title="For carers", words="New.")
    assert shown(page) == "You matter too."
    with pytest.raises(Refused, match="newer version"):
        commands.publish_text(world.editor, page, number=1)
    commands.publish_text(world.editor, page, number=2)
    assert shown(page) == "New."
    with pytest.raises(Refused, match="already"):
        commands.publish_text(world.editor, page)


@pytest.mark.parametrize(
    ("words", "why"), [("  ", "no words"), ("![](/pictures/x/)", "does not say"), ("![ ](/a)", "does not say")]
)
def test_publishing_when_words_or_a_pictures_words_are_missing_is_refused(world, words, why):
    page = add(world.editor, words=words)
    with pytest.raises(Refused, match=why):
        commands.publish_text(world.editor, page)


def test_going_back_when_a_version_was_better_publishes_it_again_and_keeps_all(world):
    page = add(world.editor)
    commands.publish_text(world.editor, page)
    commands.write_text(world.editor, page, title="For carers", words="Worse.")
    commands.publish_text(world.editor, page)
    back = commands.go_back_to(world.lead, page, number=1)
    assert (back.number, back.taken_from, back.words) == (3, 1, "You matter too.")
    assert shown(page) == "You matter too."
    assert TextVersion.objects.count() == 3
    for number, why in ((3, "newest"), (9, "no such")):
        with pytest.raises(Refused, match=why):
            commands.go_back_to(world.lead, page, number=number)
    assert actions()[-1] == "text.gone_back"


def test_a_page_when_taken_off_and_put_back_is_the_same_page(world):
    page = add(world.editor)
    commands.hide_text_page(world.editor, page)
    assert not page.is_shown
    with pytest.raises(Refused, match="off the site already"):
        commands.hide_text_page(world.editor, page)
    commands.show_text_page(world.editor, page)
    with pytest.raises(Refused, match="on the site already"):
        commands.show_text_page(world.editor, page)
    assert actions() == ["text.added", "text.hidden", "text.shown"]


def test_a_page_when_the_law_asks_for_it_stays(world):
    with pytest.raises(Refused, match="law"):
        commands.hide_text_page(world.editor, add(world.editor, slug="privacy", part="site"))


def test_changing_a_page_when_it_gets_another_day_is_raised_anew(world):
    page = add(world.editor, review_on=clock.today())
    commands.raise_text_review(process("job"), page)
    said = {"part": "about", "position": 3, "owner": world.users["lead"]}
    commands.change_text_page(world.editor, page, **said, review_on=page.review_on)
    assert (page.part, page.position, page.owner.name) == ("about", 3, "Marcia Thornby")
    assert page.raised_at
    commands.change_text_page(world.editor, page, **said, review_on=clock.today() + timedelta(days=9))
    assert page.raised_at is None
    assert actions()[-1] == "text.changed"


def test_reading_again_when_due_is_raised_once_to_its_owner(world):
    page = add(world.editor, review_on=clock.today(), owner=world.users["lead"])
    job = process("job")
    jobs.raise_text_reviews(job)
    page.refresh_from_db()
    with pytest.raises(Refused):
        commands.raise_text_review(job, page)
    assert [notice.to for notice in Notice.objects.all()] == ["lead@example.org"]
    assert "carers" not in Notice.objects.get().subject
    with pytest.raises(Refused, match="day to come"):
        commands.review_text(world.editor, page, review_on=clock.today())
    commands.review_text(world.editor, page, review_on=clock.today() + timedelta(days=100))
    assert page.reviewed_at
    assert page.raised_at is None
    with pytest.raises(Refused):
        commands.raise_text_review(job, page)


def test_reading_again_when_nobody_owns_the_page_is_raised_to_the_editors(world):
    commands.raise_text_review(process("job"), add(world.editor, review_on=clock.today()))
    assert [notice.to for notice in Notice.objects.all()] == ["editor@example.org"]
