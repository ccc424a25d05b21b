"""Names, numbers and plurals as our pages write them."""

import re


def nhs_number(value: str | None) -> str:
    """Says "9990123454" as "999 012 3454", the way the NHS prints it."""
    return f"{value[:3]} {value[3:6]} {value[6:]}" if value and len(value) == 10 else (value or "")


def first_initial(first: str, last: str | None = None) -> str:
    """Says "Kofi A": lists are read on buses. Takes ("Kofi", "Asante") or "Kofi Asante"."""
    if last is None:
        first, _, last = first.strip().rpartition(" ") if " " in first.strip() else (first.strip(), "", "")
    return f"{first} {last[:1]}".strip()


def initials(name: str) -> str:
    """Says "Imani Calder" as "IC", for the round picture beside a name."""
    said = name.split()
    return "".join(word[0] for word in (said[0], said[-1])[: len(said)]).upper() if said else ""


def plural(number: int, one: str, many: str = "") -> str:
    """Says "1 person", "3 people": `{{ 3 | plural("person", "people") }}`; without `many`, an s is added."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def dial(way: str) -> str:
    """What a phone opens: tel:111 for "Call 111, option 2", sms:85258 for "Text SHOUT to 85258", "" for no number."""
    found = re.search(r"\d[\d ]*", way)
    scheme = "sms" if way.lower().startswith("text") else "tel"
    return f"{scheme}:{found[0].replace(' ', '')}" if found else ""
