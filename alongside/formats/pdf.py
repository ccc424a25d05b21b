"""A certificate on paper: a tagged PDF/UA-1, drawn by Typst from certificate.typ beside this file.

Typst refuses to make a PDF/UA without a title, or with a picture that says nothing. It reads nothing outside this
folder and no font of the machine, so the same certificate is the same bytes everywhere.
"""

import json
import re
from dataclasses import asdict, dataclass
from pathlib import Path

HERE = Path(__file__).parent
LONG_NAME, VERY_LONG_NAME = 20, 34  # letters that fit on a line at 46 and at 30 points


class CannotBePrinted(Exception):
    """The letters that the certificate's font does not have."""


@dataclass(frozen=True)
class Paper:
    """What stands on a certificate. `facts` are (name, words) pairs, three at most; `check` is an address."""

    title: str
    organisation: str
    service: str
    taught_by: str
    heading: str
    name: str
    before: str
    course: str
    after: str
    facts: tuple[tuple[str, str], ...]
    opens: str
    check: str
    check_shown: str
    check_words: str
    code: str


def certificate(paper: Paper) -> bytes:
    """The PDF's bytes. The same paper makes the same bytes. CannotBePrinted names letters that the font lacks."""
    import typst  # 30 MB: only when somebody asks for a certificate

    said = asdict(paper) | {
        "facts": [{"name": name, "words": words} for name, words in paper.facts],
        "name_size": 46 if len(paper.name) <= LONG_NAME else 30 if len(paper.name) <= VERY_LONG_NAME else 22,
        "square": square(paper.check),
    }
    try:
        made: bytes = typst.compile(
            HERE / "certificate.typ",
            root=HERE,
            font_paths=[HERE / "fonts"],
            ignore_system_fonts=True,
            sys_inputs={"paper": json.dumps(said)},
            pdf_standards=["ua-1"],
        )
    except typst.TypstError as problem:
        if missing := re.findall(r'the text `"(.+?)"` could not be displayed', str(problem)):
            raise CannotBePrinted(missing[0]) from None
        raise
    return made


def square(address: str) -> str:
    """A square code (QR, ISO/IEC 18004) that opens `address`, as an SVG."""
    import qrcode

    code = qrcode.QRCode(border=2)
    code.add_data(address)
    code.make(fit=True)
    rows = code.get_matrix()
    dark = "".join(f"M{x},{y}h1v1h-1z" for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark)
    size = len(rows)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}">'
        f'<rect width="{size}" height="{size}" fill="#fff"/><path d="{dark}" fill="#003087"/></svg>'
    )
