"""The forms of groups, a file for each noun."""

from alongside.groups.forms.counts import CountWhat
from alongside.groups.forms.registers import DidNotGoAhead, Reflection, Register

__all__ = [
    "CountWhat",
    "DidNotGoAhead",
    "Reflection",
    "Register",
]
