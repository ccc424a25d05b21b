"""Names as they are looked for: lower case, without accents or punctuation."""

import unicodedata


def searchable(words: str) -> str:
    """ "Zoë  O'Brien" as "zoe obrien", so that a name is found as it is heard."""
    plain = unicodedata.normalize("NFKD", words.casefold().replace("'", "").replace("’", ""))
    kept = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return " ".join(kept.split())
