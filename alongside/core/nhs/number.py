"""Read, check and show NHS numbers: ten digits, the last of which checks the others (NHS Data Dictionary)."""

import re
import unicodedata

from nhs_number.validate import is_valid

WRONG = "Check the NHS number: one digit may be wrong. You can leave it empty."
LENGTH = "Check the NHS number: it has 10 digits, like 999 000 1235. You can leave it empty."

# What people put round the digits: spaces, dots, dashes of every kind, the words themselves, a spreadsheet's ".0".
_AROUND = re.compile(r"\.0$|nhs|number|num|no\b|[\s.,:/_#()‐-―−-]", re.IGNORECASE)


def clean_nhs_number(text: str) -> str:
    """The ten digits in a number as someone wrote it, or "" when nothing was written.

    ValueError, in words for the reader, when there are not ten digits or they do not add up. Numbers kept for tests
    (999 …) are accepted; ten times the same digit, which would add up, is not.
    """
    digits = _AROUND.sub("", unicodedata.normalize("NFKC", text).strip())
    if not digits:
        return ""
    if not re.fullmatch(r"[0-9]{10}", digits):
        raise ValueError(LENGTH)
    if len(set(digits)) == 1 or not is_valid(digits):
        raise ValueError(WRONG)
    return digits


def format_nhs_number(digits: str) -> str:
    """Ten digits as they are shown and read out: 999 000 1235. Anything else is given back as it is."""
    return f"{digits[:3]} {digits[3:6]} {digits[6:]}" if len(digits) == 10 else digits
