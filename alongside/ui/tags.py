"""One table of what a tag's colour means, so that a colour never means two things."""

TAGS = {
    "your_turn": "nhsuk-tag--yellow",
    "their_turn": "nhsuk-tag--white",
    "going_on": "nhsuk-tag--blue",
    "done": "nhsuk-tag--green",
    "ending": "nhsuk-tag--aqua-green",
    "on_hold": "nhsuk-tag--grey",
    "unconfirmed": "nhsuk-tag--orange",
    "urgent": "nhsuk-tag--red",
}


def tag_class(meaning: str) -> str:
    """The NHS class for a meaning. KeyError names the meanings there are when there is no such one."""
    try:
        return TAGS[meaning]
    except KeyError:
        raise KeyError(f"{meaning!r} is not a meaning of a tag. There are: {', '.join(TAGS)}") from None
