"""The public site's own story: people's stories with their yes, and a film that is written down."""

from datetime import timedelta

from alongside.demo.story.joining import Joining
from alongside.demo.story.telling import Life
from alongside.pages import commands
from alongside.pages.models import TextPage


def publishes(joining: Joining) -> Life:
    """The editor puts up a film and three stories; a fourth is being written."""
    yield joining.days.ago(210, "10:05")
    editor = joining.telling.actor("editor")
    commands.add_film(editor, **joining.words["film"])
    for number, told in enumerate(joining.words["stories"]):
        yield joining.days.ago(180 - 40 * number, "13:30")
        story = commands.add_story(editor, position=number, **told)
        commands.write_consent(
            editor,
            story,
            places=["website"],
            said_on=joining.days.ago(181 - 40 * number, "10:00").date(),
            said_how="In person, over tea; they read it first",
            until=joining.days.today + timedelta(days=400 - 40 * number),
        )
        commands.show_story(editor, story)
    yield joining.days.ago(6, "11:40")
    commands.add_story(
        editor, slug="the-bench", title="The bench", shown_as="To be agreed", whose="person",
        words="We sat on the same bench for a month before either of us said much.",
    )  # fmt: skip
    yield joining.days.ago(3, "15:20")
    page = TextPage.objects.order_by("part", "position").first()
    if page is not None:
        newest = page.versions.latest("number")
        commands.write_text(
            editor, page, title=newest.title, lede=newest.lede, words=f"{newest.words}\n\nWe meet on Tuesdays too."
        )
