"""Everyday words for what nationally has a code: how it went, how they met, one to one or a group, open, why it ended.

The phrases are data: the longest that the cell holds decides. Nothing is guessed: words we do not know are a Puzzle.
"""

import re
from datetime import date, datetime, time
from typing import Literal

from alongside.core.imports.values.basics import Cell, Puzzle, Reading, plain, text, written
from alongside.core.nhs import codes

MET, MET_LATE, TOO_LATE, DID_NOT_COME, THEY_CANCELLED, WE_CANCELLED = "5", "6", "7", "3", "2", "4"

_YES = {"y", "yes", "✓", "✔", "true", "1", "x ✓", "tick", "ticked"}
_NO = {"n", "no", "✗", "✘", "false", "0"}

_ATTENDED = {
    MET: "attended|seen|met|att|attended on time|seen on time|took place|completed|done|present|arrived|contact made|"
    "attended in full|on time|kept|happened|attended ok|did attend|attended appointment|we met|came|full|held|"
    "delivered|attended session|session took place|showed|showed up|engaged|a|spoke|spoken to|successful",
    MET_LATE: "late|arrived late|attended late|came late|seen late|late but seen|attended but late|late attended|"
    "late seen|attended late seen|arrived late seen|was late|late arrival|we met late|late start|"
    "arrived late but seen",
    TOO_LATE: "too late|late not seen|arrived late not seen|arrived too late|came too late|too late to be seen|"
    "late could not be seen|late and not seen|late unable to be seen",
    DID_NOT_COME: "dna|dnad|did not attend|didnt attend|no show|noshow|not attended|did not come|didnt come|"
    "failed to attend|fta|absent|did not show|didnt show|not seen|was not brought|wnb|dna no contact|ns|missed|"
    "not present|nonattendance|non attendance|no attendance|did not turn up|didnt turn up|not at home|no answer|"
    "missed appointment|missed appt|missed session|no reply|dna no reason|unattended",
    THEY_CANCELLED: "cna|could not attend|couldnt attend|unable to attend|could not make it|couldnt make it|"
    "apologies|sent apologies|apologies given|apologies received",
    WE_CANCELLED: "psw sick|psw off sick|staff sick|worker sick|psw on leave|staff sickness|psw sickness|"
    "psw unavailable",
}
_WENT = {phrase: code for code, phrases in _ATTENDED.items() for phrase in phrases.split("|")}
_CANCEL = re.compile(
    r"\b(cancel\w*|cancl\w*|canx?|cxl?d?|cx|postponed?|rearranged?|rescheduled?|moved|called off|cncld?)\b"
)
_THEM = re.compile(
    r"\b(client|clients|su|sus|service user|patient|pt|person|them|they|their|customer|user|family|carer|cl|s u|"
    r"him|her|"
    r"himself|herself|themself|participant|member|yp|young person|individual|supported person)\b"
)
_US = re.compile(
    r"\b(us|we|our|psw|psws|staff|trust|worker|service|provider|team|peer|peer worker|peer support worker|me|"
    r"by hcp|hcp|"
    r"organisation|org|nhs|supporter|practitioner|clinic|p s w|facilitator)\b"
)
HOW_IT_WENT = "Write attended, did not attend, cancelled by the person, or cancelled by us."


def attendance(cell: Cell, reading: Reading) -> str | None:
    """A national attendance code (MHSDS AttendStatus)."""
    line = text(cell)
    if line is None:
        return None
    words = plain(line)
    missed = bool(re.search(r"\b(dna|missed|no show|not attend\w*)\b", plain(reading.header))) and not re.search(
        r"\b(attended|attendance|attend|seen|met)\b", plain(reading.header).replace("not attend", "")
    )
    if words in _YES or words in _NO:
        return DID_NOT_COME if (words in _YES) == missed else MET
    if line in ("5", "6", "7", "3", "2", "4"):
        return line
    if code := _WENT.get(words):
        return code
    if _CANCEL.search(words):
        return _who_cancelled(words)
    if code := _same_as(codes.ATTENDANCE, words):
        return code
    for phrase in sorted(_WENT, key=len, reverse=True):
        if len(phrase) > 2 and f"{words} ".startswith(f"{phrase} "):
            return _WENT[phrase]
    raise Puzzle(f"We do not know how this went. {HOW_IT_WENT}")


def _who_cancelled(words: str) -> str:
    rest = re.sub(r"\b(service user|s u)\b", "su", words)
    rest = re.sub(r"\b(peer support worker|peer worker|p s w)\b", "psw", rest)
    them, us = bool(_THEM.search(rest)), bool(_US.search(rest))
    if them != us:
        return THEY_CANCELLED if them else WE_CANCELLED
    raise Puzzle("Who cancelled? Write cancelled by the person, or cancelled by us.")


_MECHANISMS = {
    "01": "f2f|ftf|face to face|face 2 face|face2face|facetoface|in person|inperson|person|visit|home visit|hv|home|"
    "in the community|"
    "community|community visit|walk|cafe|coffee|ward|on the ward|ward visit|clinic|base|at base|office|face|outdoors|"
    "walk and talk|meet up|meeting in person|park|library|gym|drop in|school|hub|in clinic|at home",
    "02": "phone|telephone|tel|tele|tel call|phone call|telephone call|call|mobile|by phone|ph|telecon|phonecall|"
    "phoned|"
    "t con|tc|rang|telephone contact|phone contact|telecall|on the phone|voice call|landline",
    "11": "video|video call|teams|ms teams|microsoft teams|zoom|attend anywhere|skype|facetime|google meet|videocall|"
    "by video|video consultation|virtual|webex|accurx|accurx video|teams call|zoom call|whatsapp video|video meeting|"
    "video link|teams meeting|av|videoconference|video conference|virtual teams|online video",
    "09": "text|sms|text message|txt|texts|text messages|by text|texted|text msg|message by text",
    "05": "email|e mail|emails|by email|emailed|mail by computer",
    "10": "whatsapp|whats app|messenger|instant message|instant messaging|im|live chat|whatsapp message|teams chat",
    "98": "other|letter|post|by post|another way|by letter|postcard|card",
}
_HOW = {phrase: code for code, phrases in _MECHANISMS.items() for phrase in phrases.split("|")}


def mechanism(cell: Cell, reading: Reading) -> str | None:
    """A national way of meeting (MHSDS ConsMechanismMH)."""
    line = text(cell)
    if line is None:
        return None
    if re.fullmatch(r"0?[0-9]|1[0-3]|98", line) and line.zfill(2) in codes.MECHANISM:
        return line.zfill(2)
    words = plain(line)
    if code := _HOW.get(words) or _same_as(codes.MECHANISM, words):
        return code
    found = {_HOW[phrase] for phrase in _HOW if len(phrase) > 2 and f" {phrase} " in f" {words} "}
    if len(found) == 1:
        return found.pop()
    raise Puzzle("We do not know this way of meeting. Write in person, phone, video, text or email.")


_MODES = {
    "1": "1:1|1 1|121|1 to 1|1 2 1|one to one|one 2 one|onetoone|individual|indiv|ind|single|one on one|1 on 1|i|"
    "1:1 session|"
    "one to one session|individual session|1to1|121 session|solo|one|1|person|1 1 session|one:one",
    "3": "group|grp|group session|gp|g|peer group|workshop|group work|groups|peer support group|support group|class|"
    "group therapy|group meeting|3",
    "2": "couple|couples|with partner|2",
}
_MODE = {phrase: code for code, phrases in _MODES.items() for phrase in phrases.split("|")}


def therapy_mode(cell: Cell, reading: Reading) -> str | None:
    """One to one, a couple or a group (MHSDS CareContPatientTherMode). "1:1" that became a time is read as meant."""
    if isinstance(cell, time):
        cell = f"{cell.hour}:{cell.minute}"
    if isinstance(cell, date | datetime):
        cell = f"{cell.day}-{cell.month}"
    if isinstance(cell, float) and abs(cell * 1440 - 61) < 0.01:
        cell = "1:1"
    line = text(cell)
    if line is None:
        return None
    words = plain(line)
    if code := _MODE.get(words) or _same_as(codes.THERAPY_MODE, words):
        return code
    found = {_MODE[phrase] for phrase in _MODE if len(phrase) > 2 and f" {phrase} " in f" {words} "}
    if len(found) == 1:
        return found.pop()
    raise Puzzle("Write one to one, or group.")


Standing = Literal["open", "closed", "waiting", "declined"]

_STANDINGS = {
    "open": "open|active|current|ongoing|live|allocated|in progress|on caseload|seeing|engaged|engaging|yes|y|✓|"
    "✔|started|"
    "being seen|matched|receiving support|in service|working with|true|on hold|paused|on break|break|1|o|meeting|a|"
    "open to psw|assigned|still open|in support|accepted and allocated|under way|underway|in treatment",
    "closed": "closed|discharged|ended|inactive|finished|complete|completed|d c|dc|dcd|exited|left|n|no|✗|✘|shut|"
    "discharge|"
    "not active|end|archived|done|closed discharged|false|0|c|deceased|died|d|signed off|case closed|stopped",
    "waiting": "waiting|waiting list|w l|wl|pending|new|referred|awaiting allocation|unallocated|to be allocated|"
    "wait list|"
    "on waiting list|awaiting|awaiting psw|waitlist|awaiting match|to allocate|not allocated|w|triage|queued|"
    "awaiting peer worker|not started|not yet allocated",
    "declined": "declined|rejected|not accepted|referral declined|referral rejected|turned down|not taken on",
}
_STANDS = {phrase: code for code, phrases in _STANDINGS.items() for phrase in phrases.split("|")}


def standing(cell: Cell, reading: Reading) -> str | None:
    """Whether somebody is open, closed, waiting or was declined. Under "Closed?" a yes is closed."""
    line = text(cell)
    if line is None:
        return None
    words, header = plain(line), plain(reading.header)
    closes = bool(re.search(r"\b(closed|discharged|ended|inactive|finished)\b", header)) and not re.search(
        r"\b(open|active|current|live|status)\b", header
    )
    if words in _YES or words in _NO:
        return "closed" if (words in _YES) == closes else "open"
    if found := _STANDS.get(words):
        return found
    kinds = {_STANDS[phrase] for phrase in _STANDS if len(phrase) > 3 and f"{words} ".startswith(f"{phrase} ")}
    if len(kinds) == 1:
        return kinds.pop()
    raise Puzzle("We do not know what this says. Write open, closed or waiting.")


# Why it ended, by what the words hold; the first that fits decides.
_ENDED = (
    ("06", r"died|death|deceased|rip|passed away|suicide"),
    ("01", r"admitted|admission|inpatient|in patient|hospitali[sz]ed|detained|sectioned|went into hospital|to ward"),
    (
        "08",
        (
            r"(moved|transfer\w*|referred|signposted|handed|discharged|stepped|step|passed|went|onward\w*) "
            r"(on |over |up |down |out |back )*(to|into) (.* )?(services?|teams?|cmht|cmhts|eip|eis|crisis|psychology|"
            r"iapt|"
            r"talking therapies|therapy|charity|mind|college|provider|support|care|gp|pathway)"
            r"|referred on\w*|refer on|onward referral|onward referred|other service|another service|other team|"
            r"another team|transferred|transfer|signposted|stepped up|stepped down|handed over|alternative service|"
            r"referred elsewhere|different service|new service"
        ),
    ),
    (
        "03",
        (
            r"out of area|ooa|moved away|moved house|moved area|moved out|relocated|left the area|left area|moved town|"
            r"moved address|moved home|^moved$|change of address|emigrated|left country|moving away"
        ),
    ),
    (
        "05",
        (
            r"dna\w*|did not attend|didnt attend|disengag\w*|no contact|lost contact|loss of contact|not engag\w*|"
            r"non engagement|nonengagement|unable to contact|no response|did not engage|didnt engage|failed to engage|"
            r"uncontactable|no show\w*|lack of engagement|non attendance|never attended|not attending|"
            r"stopped attending|no longer engaging|could not contact|unable to engage|did not come|stopped coming"
        ),
    ),
    (
        "09",
        (
            r"declined|refused|did not want|didnt want|not wanted|said no|doesnt want|does not want|refusal|"
            r"not interested"
        ),
    ),
    (
        "07",
        (
            r"su request|asked to (stop|end|leave|finish)|(patient|client|person|service user|su|self|own|their|"
            r"participant) "
            r"(request\w*|choice|discharge\w*|decision|chose|asked|withdrew|ended|wish\w*|stopped)|"
            r"requested (discharge|to|end\w*|closure)|"
            r"chose to (stop|end|leave|finish)|withdrew|withdrawn|opted out|self discharge\w*|no longer want\w*|"
            r"wanted to stop|"
            r"at (own|their) request|by request|their choice|own choice|wished to (stop|end)|persons choice|"
            r"request of (su|client|person|patient)|decided to (stop|end|leave)"
        ),
    ),
    (
        "04",
        (
            r"not appropriate|inappropriate|no longer appropriate|not suitable|unsuitable|no further (treatment|need|"
            r"support|help)|"
            r"no longer (needs?|needed|required|eligible)|not eligible|support not needed|risk too high|not required"
        ),
    ),
    (
        "02",
        (
            r"complet\w*|finish\w*|planned (ending|end|discharge|closure)|goals? (met|achieved|reached)|"
            r"end of (support|programme|treatment|sessions|intervention|pathway|work)|ended well|natural end\w*|"
            r"achieved\b.*|treatment completed|ending|graduated|recovered|all sessions (used|done)|"
            r"time limit\w* reached|outcomes? (met|achieved)|"
            r"successful\w*|agreed ending|reached (goals?|the end)|came to an end|met (their |her |his |own )?goals?"
        ),
    ),
)


def closure(cell: Cell, reading: Reading) -> str | None:
    """A national closure reason (MHSDS ReferClosReason). Words that could be two are a Puzzle."""
    line = text(cell)
    if line is None:
        return None
    if re.fullmatch(r"0?[1-9]", line):
        return line.zfill(2)
    words = plain(line)
    if code := _same_as(codes.CLOSURE, words):
        return code
    for code, pattern in _ENDED:
        if re.search(rf"\b(?:{pattern})\b|\b(?:{pattern})$", words):
            return code
    raise Puzzle(
        "We do not know this reason. Write it like: finished what we set out to do, asked to stop, moved away, "
        "moved to another service, or did not come."
    )


def _same_as(known: codes.CodeList, words: str) -> str:
    """The code whose own national label or plain words these are."""
    for code in known.values():
        if words and words in (plain(code.label), plain(code.plain)):
            return code.code
    return ""


__all__ = ["attendance", "closure", "mechanism", "standing", "therapy_mode", "written"]
