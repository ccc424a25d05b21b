"""The pages of a workbook on its way in: who sees them, what they say in each state, and what they refuse."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from python_calamine import CalamineWorkbook

from alongside.core import progress
from alongside.core.imports.report import Place, Problem, SheetReport
from alongside.core.models import Opening
from alongside.spreadsheets import commands, forms, queries
from alongside.spreadsheets.models import Workbook
from tests.spreadsheets import books
from tests.spreadsheets.books import TIMER

BRING_IN = "/spreadsheets/"


def address(name: str, workbook: Workbook, *more) -> str:
    return reverse(f"spreadsheets:{name}", args=[workbook.pk, *more])


def page(client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@pytest.fixture
def lead(sign_in):
    return sign_in("lead")


@pytest.mark.parametrize("who", ["coordinator", "peer_worker", "team_manager", "referrer", "governance", "person"])
def test_pages_when_not_the_lead_are_not_found(world, sign_in, who):
    client, workbook = sign_in(who), books.read(world)
    slip = queries.checked_page(workbook).slips[0].key
    for url in (
        BRING_IN,
        address("workbook", workbook),
        address("different", workbook),
        address("problems", workbook),
        address("columns", workbook, 0),
        address("value", workbook, slip),
    ):
        assert client.get(url).status_code == 404, url
    for name in ("check_again", "rows_in", "leave_out"):
        assert client.post(address(name, workbook)).status_code == 404, name


def test_buttons_when_only_looked_at_do_nothing(world, lead):
    workbook = books.read(world)
    for name in ("check_again", "rows_in", "leave_out"):
        assert lead.get(address(name, workbook)).status_code == 404
    assert Workbook.objects.get().status == "checked"


def test_bring_in_when_a_file_is_sent_goes_to_its_page(world, lead):
    sent = SimpleUploadedFile("peer support tracker.xlsx", books.file())
    response = lead.post(BRING_IN, {"file": sent})
    workbook = Workbook.objects.get()
    assert (response.status_code, response.url) == (302, address("workbook", workbook))
    assert "peer support tracker.xlsx" in page(lead, BRING_IN)
    assert "about to begin" in page(lead, response.url)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "Choose a spreadsheet"),
        (b"", "empty"),
        (b"not a workbook", "This is not an Excel workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "older kind of file"),
        (b"PK" + b"\0" * 10_000_000, "bigger than 10 MB"),
    ],
)
def test_bring_in_when_the_file_will_not_do_says_so_beside_it(world, lead, content, words):
    asked = {} if content is None else {"file": SimpleUploadedFile("a.xlsx", content)}
    response = lead.post(BRING_IN, asked)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert not Workbook.objects.exists()


def test_bring_in_when_the_file_holds_macros_refuses_it(world, lead):
    made = io.BytesIO(books.file())
    with zipfile.ZipFile(made, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"program")
    response = lead.post(BRING_IN, {"file": SimpleUploadedFile("a.xlsx", made.getvalue())})
    assert response.status_code == 422
    assert "macros" in response.content.decode()


def test_workbook_when_being_read_says_how_far(world, lead):
    workbook = books.sent(world)
    progress.teller(workbook.pk)(640, 1027)
    said = page(lead, address("workbook", workbook))
    assert "Reading row 640 of 1,027" in said
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in said
    progress.forget(workbook.pk)


def test_workbook_when_being_brought_in_says_so(world, lead):
    workbook = books.asked_for(world)
    progress.teller(workbook.pk)(12, 996)
    said = page(lead, address("workbook", workbook))
    assert "Row 12 of 996" in said
    assert "All rows go in together, or none do" in said
    progress.forget(workbook.pk)


def test_workbook_when_checked_has_numbers_that_add_up_and_one_line_for_the_same_slip(world, lead):
    workbook = books.read(world)
    found = queries.checked_page(workbook)
    assert (found.rows, found.ready, found.already, found.changed, found.need) == (7, 2, 2, 1, 2)
    assert found.ready + found.already + found.changed + found.need == found.rows
    said = page(lead, address("workbook", workbook))
    assert "We read <b>7 rows</b>. Nothing has been changed yet." in said
    assert "Caseload B3, B5" in said
    assert "Use Ashford CMHT for all 2" in said
    assert "Bring in 2 rows" in said
    assert "The 2 that need a look stay out" in said
    assert "Left out: no people, peer workers or contacts in it." in said
    assert "Thanet CMHT" in said


def test_workbook_when_checked_asks_the_database_as_often_however_much_is_in_it(world, lead, django_assert_num_queries):
    small, large = books.read(world), books.read(world)
    slips = tuple(
        Problem(Place("Caseload", row, "B", "Team"), f"Team {row}", "No team has this name.") for row in range(2, 40)
    )
    commands.check_again(world.lead, large)
    commands.say_checked(TIMER, large, report=books.report(books.sheet(problems=slips, rows=43), *[books.LISTS] * 5))
    page(lead, address("workbook", small))
    for workbook in (small, large):
        with django_assert_num_queries(5):
            page(lead, address("workbook", workbook))
    assert "1 to 25 of 38" in page(lead, address("workbook", large))


def test_workbook_when_one_sheet_is_looked_at_shows_its_slips_only(world, lead):
    other = books.sheet(name="Old list", problems=(Problem(Place("Old list", 9, "A", "Name"), "", "Write a name."),))
    workbook = books.read(world, books.sheet(), other)
    said = page(lead, address("workbook", workbook) + "?only=Old+list")
    assert "Old list A9" in said
    assert "(empty)" in said
    assert "Caseload B3" not in said


def test_workbook_when_a_sheet_is_worth_a_word_says_it(world, lead):
    warned = books.sheet(warnings=(Problem(Place("Caseload", 4, "C", "Referred on"), "1 May", "This is a Sunday."),))
    assert "Caseload C4.</b> <code" in page(lead, address("workbook", books.read(world, warned)))


@pytest.mark.parametrize(
    ("sheet", "words"),
    [
        ({"ready": (), "changed": ()}, "Every row that is new needs a look"),
        ({"ready": (), "changed": (), "problems": ()}, "Everything in this file is here already"),
    ],
)
def test_workbook_when_nothing_is_ready_has_no_green_button(world, lead, sheet, words):
    said = page(lead, address("workbook", books.read(world, books.sheet(**sheet))))
    assert words in said
    assert "Check a corrected file" in said
    assert address("rows_in", Workbook.objects.get()) not in said


def test_workbook_when_checked_yesterday_is_checked_again_first(world, lead):
    workbook = books.read(world)
    books.ago(workbook, days=1, minutes=1)
    said = page(lead, address("workbook", workbook))
    assert "Check it again first" in said
    assert address("rows_in", workbook) not in said
    assert lead.post(address("rows_in", workbook)).status_code == 409
    lead.post(address("check_again", workbook))
    assert Workbook.objects.get().status == "waiting"


def test_rows_in_when_two_press_is_done_once(world, lead):
    workbook = books.read(world)
    assert lead.post(address("rows_in", workbook)).url == address("workbook", workbook)
    again = lead.post(address("rows_in", workbook))
    assert again.status_code == 409
    assert "Marcia Thornby asked for this already" in again.content.decode()


def test_workbook_when_in_says_how_much_and_where(world, lead):
    workbook = books.asked_for(world)
    counts = {"workers": 1, "people": 2, "contacts": 3}
    commands.say_brought_in(TIMER, workbook, counts=counts, stayed_out=b"rows")
    said = page(lead, address("workbook", workbook))
    for words in ("6 rows are in", "1 peer worker", "2 people", "3 contacts", "2 rows stayed out"):
        assert words in said
    assert "6 rows in" in page(lead, BRING_IN)


@pytest.mark.parametrize(
    ("end", "words"),
    [
        (lambda world: commands.say_failed(TIMER, books.asked_for(world), words="Row 4 is odd."), "safe to try again"),
        (lambda world: commands.say_not_readable(TIMER, books.sent(world), words="Damaged."), "Damaged."),
        (lambda world: commands.leave_out(world.lead, books.read(world)), "was left out"),
    ],
)
def test_workbook_when_it_stopped_says_why_and_what_to_do(world, lead, end, words):
    assert words in page(lead, address("workbook", end(world)))


def test_leave_out_when_pressed_deletes_the_file_and_says_so(world, lead):
    response = lead.post(address("leave_out", books.read(world)), follow=True)
    assert "the file is deleted" in response.content.decode()


def test_problems_when_downloaded_are_the_rows_as_sent_with_the_reason_and_logged(world, lead):
    workbook = books.read(world)
    response = lead.get(address("problems", workbook))
    assert response["Content-Disposition"].startswith('attachment; filename="need-a-look-')
    book = CalamineWorkbook.from_filelike(io.BytesIO(response.content))
    assert book.sheet_names == ["Caseload"]
    rows = book.get_sheet_by_name("Caseload").to_python()
    assert rows[0] == [*books.HEADERS, "What to do"]
    assert [row[0] for row in rows[1:]] == ["Person 2", "Person 4"]
    assert rows[1][3] == "=1+1"
    assert rows[1][4] == "Team: No team has this name. Did you mean Ashford CMHT?"
    assert (Opening.objects.get().how, Opening.objects.get().actor_name) == ("exported", "Marcia Thornby")


def test_problems_when_a_value_was_explained_hold_what_was_said(world, lead):
    workbook = books.read(world)
    commands.explain_value(world.lead, workbook, sheet="Caseload", header="Name", value="Person 2", instead="Ann Two")
    commands.say_checked(TIMER, workbook, report=books.report())
    book = CalamineWorkbook.from_filelike(io.BytesIO(lead.get(address("problems", workbook)).content))
    assert book.get_sheet_by_index(0).to_python()[1][0] == "Ann Two"


def test_problems_when_the_others_are_in_are_those_that_stayed_out(world, lead):
    workbook = books.asked_for(world)
    left = queries.stayed_out(workbook)
    commands.say_brought_in(TIMER, workbook, counts={"people": 2}, stayed_out=left)
    assert lead.get(address("problems", workbook)).content == left
    commands.throw_away(TIMER, workbook)
    assert lead.get(address("problems", workbook)).status_code == 409


def test_problems_when_there_are_none_says_so(world, lead):
    workbook = books.read(world, books.sheet(problems=()))
    assert lead.get(address("problems", workbook)).status_code == 409
    assert lead.get(address("problems", books.sent(world))).status_code == 409


def test_value_when_said_is_for_every_such_cell(world, lead):
    workbook = books.read(world)
    url = address("value", workbook, queries.checked_page(workbook).slips[0].key)
    assert "Use this for all 2" in page(lead, url)
    assert lead.post(url, {"instead": "Thanet CMHT"}).url == address("workbook", workbook)
    found = Workbook.objects.get()
    assert found.overrides["values"] == {"Caseload": {"Team": {"Ashfld CMHT": "Thanet CMHT"}}}
    assert lead.get(url).status_code == 409 or found.status == "waiting"


def test_value_when_the_slip_is_gone_is_not_found(world, lead):
    assert lead.get(address("value", books.read(world), "0" * 16)).status_code == 404


def test_columns_when_changed_are_sent_to_be_checked_again(world, lead):
    workbook = books.read(world)
    url = address("columns", workbook, 0)
    said = page(lead, url)
    assert "Referred on" in said
    answers = {"kind": "people", "column_A": "name", "column_B": "", "column_C": "asked", "column_D": ""}
    assert lead.post(url, answers).status_code == 302
    columns = {"Name": "name", "Team": None, "Referred on": "asked", "Comments": None}
    assert Workbook.objects.get().overrides == {"kinds": {"Caseload": "people"}, "columns": {"Caseload": columns}}


def test_columns_when_two_are_read_as_the_same_asks(world, lead):
    url = address("columns", books.read(world), 0)
    response = lead.post(url, {"kind": "people", "column_A": "name", "column_B": "name"})
    assert response.status_code == 422
    assert "“Name” is read as this already" in response.content.decode()
    assert lead.post(url, {"kind": "nonsense"}).status_code == 422


def test_columns_when_the_kind_changes_are_recognised_afresh(world, lead):
    workbook = books.read(world)
    lead.post(address("columns", workbook, 0), {"kind": forms.LEFT_OUT, "column_A": "name"})
    assert Workbook.objects.get().overrides == {"kinds": {"Caseload": None}, "columns": {}}


def test_columns_when_a_sheet_was_left_out_can_say_it_should_be_read(world, lead):
    workbook = books.read(world)
    url = address("columns", workbook, 1)
    assert "Its first rows" in page(lead, url)
    lead.post(url, {"kind": "workers"})
    assert Workbook.objects.get().overrides["kinds"] == {"Lists": "workers"}
    assert lead.get(address("columns", workbook, 9)).status_code == 404


def test_different_when_ticked_is_taken_and_counted(world, lead):
    workbook = books.read(world)
    url = address("different", workbook)
    assert "Thanet CMHT" in page(lead, url)
    lead.post(url, {"taken": ["0-8"]})
    assert Workbook.objects.get().taken == [["Caseload", 8]]
    assert "checked" in page(lead, url)
    said = page(lead, address("workbook", workbook))
    assert "Bring in 3 rows" in said
    assert "<b>1 row</b> will be taken from the spreadsheet" in said
    lead.post(url, {})
    assert Workbook.objects.get().taken == []
    assert lead.post(url, {"taken": ["9-9"]}).status_code == 422


def test_different_when_there_is_nothing_says_so(world, lead):
    same = books.read(world, books.sheet(changed=(), differences=()), SheetReport("Notes", None))
    assert "No row is different any more." in page(lead, address("different", same))
    assert "No row is different any more." in page(lead, address("different", books.sent(world)))
