"""What staff and storytellers write in Markdown, drawn safely: no HTML of their own, nothing from other sites."""

import re
from dataclasses import dataclass

import nh3
from django.utils.text import slugify
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

READER = MarkdownIt("commonmark", {"html": False, "typographer": True}).enable(["table", "smartquotes", "replacements"])
TAGS = {
    *("h2", "h3", "h4", "h5", "h6", "p", "ul", "ol", "li", "strong", "em", "a", "blockquote", "br", "hr", "img"),
    *("table", "thead", "tbody", "tr", "th", "td", "code", "pre"),
}
ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt", "loading"},
    "ol": {"start"},
    **{f"h{n}": {"id"} for n in range(2, 7)},
}
SCHEMES = {"http", "https", "mailto", "tel", "sms"}
HEADING = re.compile(r"^##? +(.+?) *$", re.MULTILINE)


@dataclass(frozen=True)
class Passage:
    """A heading and the Markdown under it. Words before any heading have none."""

    heading: str
    words: str

    @property
    def id(self) -> str:
        return slugify(self.heading)


@dataclass(frozen=True)
class Item:
    """One item of a list: its bold beginning, what follows, and what is said last in italics."""

    title: str
    words: str
    note: str


def markdown(words: str) -> Markup:
    """The words as HTML. Headings start at h2, for the page has its h1; a picture needs words and our own address."""
    tokens = READER.parse(words)
    for at, token in enumerate(tokens):
        if token.type == "heading_open":
            token.attrSet("id", slugify(_said(tokens[at + 1])))
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{max(2, int(token.tag[1]))}"
        for child in token.children or ():
            _only_our_pictures(child)
    html = READER.renderer.render(tokens, READER.options, {})
    return Markup(  # noqa: S704 (cleaned)
        nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="noopener noreferrer")
    )


def plain(words: str) -> str:
    """The words alone, on one line: for searching, for a description, for a feed."""
    return " ".join(" ".join(_said(token) for token in READER.parse(words) if token.type == "inline").split())


def passages(words: str) -> list[Passage]:
    """The words cut at their headings of the first and second level; the first passage may have no heading."""
    cuts = [*HEADING.finditer(words)]
    ends = [cut.start() for cut in cuts[1:]] + [len(words)]
    opening = words[: cuts[0].start()].strip() if cuts else words.strip()
    told = [
        Passage(cut.group(1), words[cut.end() : end].strip())
        for cut, end in zip(cuts, ends if cuts else (), strict=True)
    ]
    return [*([Passage("", opening)] if opening else []), *told]


def items(words: str) -> list[Item]:
    """The items of the lists in these words: `**Say hello.** Tell us. *We reply in 5 days.*` is one."""
    tokens = READER.parse(words)
    inside = [
        tokens[at + 2] for at, token in enumerate(tokens) if token.type == "list_item_open" and at + 2 < len(tokens)
    ]
    return [_item(token) for token in inside if token.type == "inline"]


def _item(token: Token) -> Item:
    parts: dict[str, list[str]] = {"strong": [], "": [], "em": []}
    now = ""
    for child in token.children or ():
        if child.type in ("strong_open", "em_open"):
            now = child.tag
        elif child.type in ("strong_close", "em_close"):
            now = ""
        else:
            parts[now].append(" " if child.type == "softbreak" else child.content)
    title, said, note = (" ".join("".join(parts[part]).split()) for part in ("strong", "", "em"))
    return Item(title.rstrip("."), said, note.rstrip("."))


def _said(token: Token) -> str:
    return "".join(
        " " if child.type in ("softbreak", "hardbreak") else child.content
        for child in token.children or ()
        if child.type != "image"
    )


def _only_our_pictures(child: Token) -> None:
    """A picture from elsewhere would tell that place who reads; one without words says nothing to some readers."""
    if child.type != "image":
        return
    address = str(child.attrGet("src") or "")
    ours = address.startswith("/") and not address.startswith("//")
    if not ours or not child.content.strip():
        child.type, child.tag, child.children = "text", "", []
    else:
        child.attrSet("loading", "lazy")
