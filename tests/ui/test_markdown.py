"""What is written in Markdown is drawn safely, and can be taken apart."""

import pytest

from alongside.ui.markdown import Item, Passage, items, markdown, passages, plain


def test_headings_start_below_the_pages_own_and_can_be_linked_to():
    assert markdown("# What we do\n\n### On a ward") == (
        '<h2 id="what-we-do">What we do</h2>\n<h3 id="on-a-ward">On a ward</h3>\n'
    )


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", "<b onclick=x>b</b>", "[a](javascript:alert(1))"])
def test_html_and_scripts_are_shown_not_run(words):
    drawn = markdown(words)
    assert "<script" not in drawn
    assert "<b" not in drawn
    assert "href" not in drawn


def test_links_elsewhere_do_not_say_where_they_came_from():
    assert markdown("[a](https://example.org/)") == (
        '<p><a href="https://example.org/" rel="noopener noreferrer">a</a></p>\n'
    )


@pytest.mark.parametrize(
    ("words", "drawn"),
    [
        ("![A mug](/pictures/a/)", '<p><img src="/pictures/a/" alt="A mug" loading="lazy"></p>\n'),
        ("![A mug](https://example.org/a.png)", "<p>A mug</p>\n"),
        ("![A mug](//example.org/a.png)", "<p>A mug</p>\n"),
        ("![](/pictures/a/)", "<p></p>\n"),
    ],
)
def test_pictures_are_ours_and_say_what_they_show(words, drawn):
    assert markdown(words) == drawn


def test_words_alone_are_one_line_without_marks_or_pictures():
    words = "## Hello\n\n**You** [ask](/ask/).\n![A mug](/pictures/a/)\n\n- one\n- two\nmore"
    assert plain(words) == "Hello You ask. one two more"


def test_passages_are_cut_at_headings():
    assert passages("First.\n\n## One\n\nA\n\n### Deep\n\nB\n\n## Two\n") == [
        Passage("", "First."),
        Passage("One", "A\n\n### Deep\n\nB"),
        Passage("Two", ""),
    ]
    assert passages("## Is it free?\nYes")[0].id == "is-it-free"
    assert passages("First.") == [Passage("", "First.")]
    assert passages("") == []


def test_items_of_a_list_have_a_beginning_and_an_end():
    words = "Before.\n\n1. **Say hello.** Tell us,\n   or come. *We reply in 5 days.*\n2. Rest"
    assert items(words) == [Item("Say hello", "Tell us, or come.", "We reply in 5 days"), Item("", "Rest", "")]
