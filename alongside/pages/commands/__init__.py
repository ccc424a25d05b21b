"""What may be done to the public site's words, pictures, films and stories; and asking about records opened."""

from alongside.pages.commands.films import (
    add_film,
    change_film,
    hide_film,
    show_film,
)
from alongside.pages.commands.openings import (
    answer_opening,
    ask_about_openings,
    close_opening_question,
    read_opening_answer,
    remind_of_opening,
)
from alongside.pages.commands.pictures import (
    add_picture,
    change_picture,
    remove_picture,
)
from alongside.pages.commands.stories import (
    add_story,
    change_story,
    end_story,
    raise_story_review,
    review_story,
    show_story,
    take_down_story,
    withdraw_consent,
    write_consent,
    write_story_again,
)
from alongside.pages.commands.text import (
    MUST_STAY,
    add_text_page,
    change_text_page,
    go_back_to,
    hide_text_page,
    publish_text,
    raise_text_review,
    review_text,
    show_text_page,
    write_text,
)

__all__ = [
    "MUST_STAY",
    "add_film",
    "add_picture",
    "add_story",
    "add_text_page",
    "answer_opening",
    "ask_about_openings",
    "change_film",
    "change_picture",
    "change_story",
    "change_text_page",
    "close_opening_question",
    "end_story",
    "go_back_to",
    "hide_film",
    "hide_text_page",
    "publish_text",
    "raise_story_review",
    "raise_text_review",
    "read_opening_answer",
    "remind_of_opening",
    "remove_picture",
    "review_story",
    "review_text",
    "show_film",
    "show_story",
    "show_text_page",
    "take_down_story",
    "withdraw_consent",
    "write_consent",
    "write_story_again",
    "write_text",
]
