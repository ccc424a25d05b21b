"""The equality questions as data: each with its answers, and how sure we are of the national codes behind them.

Code lists of ESR and NHS Jobs as `standards.md` 4.5 names them. Ethnic categories are the verified national list. The
letters and figures of sexual orientation and religion are the national ones, their labels are ours until a trust
confirms them (`verified=False`). The others have no national code: the answers are words of our own.
"""

from dataclasses import dataclass

from alongside.core.nhs.codes import ETHNICITY

RATHER_NOT = "rather_not"
RATHER_NOT_WORDS = "I prefer not to say"


@dataclass(frozen=True)
class EqualityQuestion:
    """One question. `answers` are (code, words); every question also offers RATHER_NOT, last."""

    code: str
    words: str
    answers: tuple[tuple[str, str], ...]
    verified: bool = True
    long: bool = False  # a list to choose from, not a row of buttons
    hint: str = ""

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        return (*self.answers, (RATHER_NOT, RATHER_NOT_WORDS))


QUESTIONS: tuple[EqualityQuestion, ...] = (
    EqualityQuestion(
        "age",
        "How old are you?",
        (
            ("under_25", "Under 25"),
            ("25_34", "25 to 34"),
            ("35_44", "35 to 44"),
            ("45_54", "45 to 54"),
            ("55_64", "55 to 64"),
            ("65_over", "65 or over"),
        ),
    ),
    EqualityQuestion(
        "gender", "How do you describe yourself?", (("woman", "Woman"), ("man", "Man"), ("another", "In another way"))
    ),
    EqualityQuestion(
        "trans",
        "Is this the same as the sex you were registered with at birth?",
        (("same", "Yes"), ("different", "No")),
    ),
    EqualityQuestion(
        "ethnicity",
        "What is your ethnic group?",
        tuple((code, words) for code, words in ETHNICITY.choices() if code not in ("Z", "99")),
        long=True,
    ),
    EqualityQuestion(
        "disability",
        "Do you consider yourself disabled?",
        (("yes", "Yes"), ("no", "No")),
        hint="This can be a physical, mental health, learning or long-term condition.",
    ),
    EqualityQuestion(
        "orientation",
        "What is your sexual orientation?",
        (
            ("1", "Heterosexual or straight"),
            ("2", "Gay or lesbian"),
            ("3", "Bisexual"),
            ("4", "In another way"),
            ("U", "I am not sure"),
        ),
        verified=False,
    ),
    EqualityQuestion(
        "religion",
        "What is your religion or belief?",
        (
            ("L", "No religion"),
            ("A", "Bahá’í"),
            ("B", "Buddhist"),
            ("C", "Christian"),
            ("D", "Hindu"),
            ("E", "Jain"),
            ("F", "Jewish"),
            ("G", "Muslim"),
            ("H", "Pagan"),
            ("I", "Sikh"),
            ("J", "Zoroastrian"),
            ("K", "Another religion or belief"),
        ),
        verified=False,
        long=True,
    ),
    EqualityQuestion("partnership", "Are you married or in a civil partnership?", (("yes", "Yes"), ("no", "No"))),
    EqualityQuestion(
        "pregnancy",
        "Are you pregnant, or have you had a baby in the last 12 months?",
        (("yes", "Yes"), ("no", "No")),
    ),
)
OFFERED = {question.code: frozenset(code for code, _ in question.choices) for question in QUESTIONS}
