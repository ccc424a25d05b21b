"""What may be done to the public site's words, pictures, films and stories."""

from alongside.pages.commands.text import (
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
    "add_text_page",
    "change_text_page",
    "go_back_to",
    "hide_text_page",
    "publish_text",
    "raise_text_review",
    "review_text",
    "show_text_page",
    "write_text",
]
