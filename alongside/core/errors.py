"""Refusals, worded for the person who asked."""


class Refused(Exception):
    """The rules say no. The message is shown as it is: say what is the case and what can be done."""


class NotAllowed(Refused):
    """This actor may not do this. On a page it becomes "not found", never "forbidden"."""
