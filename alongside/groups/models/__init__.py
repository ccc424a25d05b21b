"""Groups, their dates and who runs them; who is in them; the register of each date."""

from alongside.groups.models.members import Feedback, Membership
from alongside.groups.models.programmes import Cover, CoverAsk, DateWorker, Group, GroupDate, Runs
from alongside.groups.models.registers import After, Attendance, Register

__all__ = [
    "After", "Attendance", "Cover", "CoverAsk", "DateWorker", "Feedback", "Group", "GroupDate", "Membership",
    "Register", "Runs",
]  # fmt: skip
