"""What is asked about what helped somebody: their own words, their yes to them, and to whom they are shown."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms

from alongside.core import clock
from alongside.support.models import Strategy
from alongside.ui import dates, fields

TOPICS, LETTERS = 5, 40  # at most, and in each
A_YEAR, HALF_A_YEAR = timedelta(days=365), timedelta(days=182)


class WriteStrategy(forms.Form):
    """Cleans to the keywords of `write_strategy` and `change_strategy`."""

    title = fields.text("What is it about?", max_length=120, hint="Like: When I cannot sleep.")
    words = fields.long_text(
        "What helped you?",
        words=True,
        rows=7,
        max_length=4000,
        count=True,
        hint="What you did, and how it was for you: “I put the kettle on and count the tiles.” Not what others should "
        "do. Nobody else is named.",
        missing="Write what helped you",
    )
    topics = fields.text(
        "Words people may look for", optional=True, hint="With commas between them, like: sleep, mornings."
    )
    named = fields.tick("Show my first name with it")

    def clean_topics(self) -> list[str]:
        said = (" ".join(topic.split()).lower() for topic in self.cleaned_data["topics"].split(","))
        topics = list(dict.fromkeys(topic for topic in said if topic))
        if len(topics) > TOPICS or any(len(topic) > LETTERS for topic in topics):
            raise forms.ValidationError(f"Write up to {TOPICS} topics, each of a word or two")
        return topics


class SayYes(forms.Form):
    """Cleans to the keywords of `show_strategy`."""

    seen = fields.hidden()
    yes = fields.tick("Yes, to exactly these words", optional=False, missing="Tick the box if you say yes")
    shown_until = fields.date(
        "Until which day?", called="The day", future=True, initial=lambda: clock.today() + HALF_A_YEAR
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        last = dates.full_date(clock.today() + A_YEAR)
        self.fields["shown_until"].help_text = f"At most a year, so until {last}. We tell you a fortnight before."

    def clean_shown_until(self) -> date:
        day: date = self.cleaned_data["shown_until"]
        if not clock.today() < day <= clock.today() + A_YEAR:
            raise forms.ValidationError("Choose a day from tomorrow, and not more than a year away")
        return day


class TakeOut(forms.Form):
    """Cleans to the keyword of `take_out_strategy`."""

    why = fields.text("Why?", max_length=300, hint="Whoever wrote it reads this.", missing="Say why")


class ShowStrategy(forms.Form):
    """Whom to show it to (`people`: rows of (relationship, name)), and the keyword of `show_strategy_to`."""

    relationship = fields.radios("Who would you show it to?", (), missing="Select who to show it to")
    why = fields.text(
        "A line to them", max_length=300, optional=True, hint="Why this one. Like: It made me think of your Sundays."
    )

    def __init__(self, *args: Any, people: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["relationship"].choices = list(people)  # type: ignore[attr-defined]


class FindStrategy(forms.Form):
    """Cleans to the keywords of the query `looked_for`."""

    words = fields.text("What are you looking for?", optional=True)
    topic = fields.text("Topic", optional=True)


def from_strategy(strategy: Strategy) -> dict[str, Any]:
    """What is written, as the first answers to changing it."""
    kept = {name: getattr(strategy, name) for name in ("title", "words", "named")}
    return {**kept, "topics": ", ".join(strategy.topics)}
