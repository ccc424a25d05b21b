"""A certificate on paper: a PDF that a screen reader can read, the same bytes each time."""

import io
import json
from dataclasses import replace

import pikepdf
import pytest

from alongside.formats import pdf

PAPER = pdf.Paper(
    title="Certificate",
    organisation="Tarnshire Partnership NHS Trust",
    service="Peer support",
    taught_by="Recovery College",
    heading="This certificate is for",
    name="Grace Ashby",
    before="who has finished the",
    course="Peer Support Worker Training",
    after="and has shown a clear understanding of peer support.",
    facts=(("Finished on", "12 December 2025"), ("Signed by", "Peer support lead")),
    opens="Grace can now apply for jobs here.",
    check="https://peer.example.org/check/7K4P29QMXBDT/",
    check_shown="peer.example.org/check",
    check_words="Shows only what its holder shares.",
    code="7K4P-29QM-XBDT",
)


def tags(element: pikepdf.Object) -> list[str]:
    """The kinds of the parts a screen reader meets, in order."""
    found = [str(element.S)] if "/S" in element else []
    children = element.get("/K", [])
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary):
            found += tags(child)
    return found


def test_certificate_when_made_is_tagged_titled_and_in_english():
    with pikepdf.open(io.BytesIO(pdf.certificate(PAPER))) as document:
        assert len(document.pages) == 1
        assert [round(float(side) / 72 * 25.4) for side in document.pages[0].MediaBox[2:]] == [210, 297]
        root = document.Root
        assert root.MarkInfo.Marked
        assert str(root.Lang) == "en-GB"
        assert root.ViewerPreferences.DisplayDocTitle
        with document.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"] == "Certificate: Grace Ashby"
        kinds = tags(root.StructTreeRoot)
        assert "/H1" in kinds
        assert "/Link" in kinds
        assert "/Figure" not in kinds  # the pictures are decoration, and so no part of what is read
        fonts = {name for page in document.pages for name in page.Resources.Font}
        assert fonts
        for name in fonts:
            below = document.pages[0].Resources.Font[name].DescendantFonts[0]
            assert {"/FontFile2", "/FontFile3"} & set(below.FontDescriptor.keys())


def test_certificate_when_made_twice_is_the_same_bytes():
    assert pdf.certificate(PAPER) == pdf.certificate(PAPER)


@pytest.mark.parametrize("name", ["Grażyna Öztürk-Đặng", "Лариса Ткач", "#eval(1) *Bo* [x]", "A very long name " * 4])
def test_certificate_when_a_name_is_unlike_others_is_still_one_page(name):
    with pikepdf.open(io.BytesIO(pdf.certificate(replace(PAPER, name=name)))) as document:
        assert len(document.pages) == 1
        with document.open_metadata() as metadata:
            assert metadata["dc:title"].strip() == f"Certificate: {name}".strip()


def test_certificate_when_the_font_lacks_a_letter_names_it():
    with pytest.raises(pdf.CannotBePrinted, match="🙂"):
        pdf.certificate(replace(PAPER, name="🙂 Ashby"))


def test_certificate_when_typst_has_another_complaint_says_it(monkeypatch):
    monkeypatch.setattr(pdf.json, "dumps", lambda said: "{")
    with pytest.raises(Exception, match="JSON"):
        pdf.certificate(PAPER)
    assert json.dumps({}) == "{"


def test_square_when_drawn_is_a_square_of_small_squares():
    drawn = pdf.square(PAPER.check)
    assert drawn.startswith("<svg")
    assert drawn.count("h1v1h-1z") > 200
