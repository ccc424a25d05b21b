"""The national code lists, each code with its national label and our plain words for it.

They are data, in `codes.csv` beside this file, in the order a page offers them. Codes: the permitted values of MHSDS v6
(DAPB0011); labels: NHS Data Dictionary; plain words: ours. A code whose national label we could not verify has none,
says so in its plain words, and is marked `verified=False`: a trust confirms it, we do not guess. Codes retired on a
known day stay, so that old records can be read, and are not offered.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path


@dataclass(frozen=True)
class Code:
    """One national code. `valid_from` and `valid_to` are its first and last day; None when not known or not ended."""

    code: str
    label: str
    plain: str
    valid_from: date | None = None
    valid_to: date | None = None
    verified: bool = True

    def valid_on(self, day: date) -> bool:
        return (self.valid_from or day) <= day <= (self.valid_to or day)


class CodeList(Mapping[str, Code]):
    """Codes by their code, retired ones too."""

    def __init__(self, name: str, codes: tuple[Code, ...]) -> None:
        self.name = name
        self._codes = {code.code: code for code in codes}

    def __getitem__(self, code: str) -> Code:
        return self._codes[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._codes)

    def __len__(self) -> int:
        return len(self._codes)

    def choices(self) -> list[tuple[str, str]]:
        """(code, plain words) of those in use: what a form offers and a record may newly hold."""
        return [(code.code, code.plain) for code in self.values() if code.valid_to is None]

    def valid_on(self, day: date) -> tuple[Code, ...]:
        """The codes that could be sent for something that happened on a day."""
        return tuple(code for code in self.values() if code.valid_on(day))


def _read() -> Iterator[CodeList]:
    with Path(__file__).with_name("codes.csv").open(encoding="utf-8", newline="") as file:
        for name, rows in groupby(csv.DictReader(file), key=lambda row: row["list"]):
            yield CodeList(name, tuple(_code(row) for row in rows))


def _code(row: dict[str, str]) -> Code:
    start, end = (date.fromisoformat(row[when]) if row[when] else None for when in ("valid_from", "valid_to"))
    return Code(row["code"], row["label"], row["plain"], start, end, row["verified"] == "yes")


LISTS = {codes.name: codes for codes in _read()}

ATTENDANCE = LISTS["attendance"]  # MHS201 AttendStatus
MECHANISM = LISTS["mechanism"]  # MHS201 ConsMechanismMH
LOCATION = LISTS["location"]  # MHS201 ActLocTypeCode
CONTACT_SUBJECT = LISTS["contact_subject"]  # MHS201 CareContSubj
OTHER_PRESENT = LISTS["other_present"]  # MHS203 OtherPersonInAttend
INTERPRETER = LISTS["interpreter"]  # MHS201 InterpreterPresentInd
PLANNED = LISTS["planned"]  # MHS201 PlannedCareContIndicator
THERAPY_MODE = LISTS["therapy_mode"]  # MHS201 CareContPatientTherMode
CANCELLATION = LISTS["cancellation"]  # MHS201 CareContCancelReas
SOURCE_OF_REFERRAL = LISTS["source_of_referral"]  # MHS101 SourceOfReferralMH
PRIORITY = LISTS["priority"]  # MHS101 ClinRespPriorityType
REJECTION = LISTS["rejection"]  # MHS101 ReferRejectReason
CLOSURE = LISTS["closure"]  # MHS101 ReferClosReason
GROUP_SESSION = LISTS["group_session"]  # MHS301 GroupSessType
STAFF_GROUP = LISTS["staff_group"]  # MHS901 CareProfStaffGpMH; none is for peer workers, 98 is our nearest
JOB_ROLE = LISTS["job_role"]  # MHS901 CareProfJobRoleCode, the four a peer support service meets
TEAM_TYPE = LISTS["team_type"]  # MHS902 ServTeamTypeMH
AGE_GROUP = LISTS["age_group"]  # MHS902 ServTeamIntAgeGroup
PERSON_CONSULTED = LISTS["person_consulted"]  # MHS204 IndActPersCons
ETHNICITY = LISTS["ethnicity"]  # MHS001 EthnicCategory
LANGUAGE = LISTS["language"]  # MHS001 LanguageCodePreferred; see national_language


def national_language(code: str) -> str:
    """The two letters a national return has room for (an2, ISO 639-1), or "" for a language that has none.

    British Sign Language is a language like any other here (`bfi`, ISO 639-3), but has no two-letter code: it is sent
    as nothing rather than as English. The same goes for Sylheti, Cantonese and Romani.
    """
    return code if len(code) == 2 else ""
