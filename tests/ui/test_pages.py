"""Pages as they are drawn: every question and part of the kit, the frame round them, and the rules they all keep."""

import re
from collections import Counter
from types import SimpleNamespace

import pytest
from django import forms
from django.contrib.messages.storage.base import Message
from django.test import RequestFactory, override_settings
from django.urls import path

from alongside.core.actors import EVERYWHERE, Actor
from alongside.ui import context, fields, gallery
from alongside.ui.jinja import nonce, query, url
from alongside.ui.navigation import ENTRIES, navigation, url_or_none

SERVICE = SimpleNamespace(
    organisation_name="Tarnshire Partnership NHS Trust", service_name="Alongside", help_now=[], phone="01632 960 147"
)


def nothing(request):
    raise AssertionError


urlpatterns = [path("", nothing, name="home"), path("person/<str:id>/", nothing, name="one")]


def asked(query_string="", *roles, messages=()):
    request = RequestFactory().get(f"/somewhere/?{query_string}")
    request.actor = Actor("Imani Calder", "u1", tuple((role, EVERYWHERE) for role in roles))
    request.service = SERVICE
    request._messages = list(messages)
    request.csp_nonce = "once"
    return request


def drawn(which, query_string="", *roles, **options):
    return gallery.gallery(asked(query_string, *roles, **options), which).content.decode()


ALL = [(which, "") for which in gallery.PAGES] + [("question", "errors=1")]


@pytest.mark.parametrize(("which", "query_string"), ALL)
def test_every_id_is_once_on_its_page_and_every_label_finds_its_control(which, query_string):
    page = drawn(which, query_string, "peer_worker")
    ids = Counter(re.findall(r'\sid="([^"]*)"', page))
    assert [name for name, count in ids.items() if count > 1] == []
    pointed_at = re.findall(r'\s(?:for|aria-labelledby|href)="#?([a-z_][\w-]*)"', page)
    assert set(pointed_at) - set(ids) - {"words", "owed", "quiet"} == set()


@pytest.mark.parametrize(("which", "query_string"), ALL)
def test_no_page_has_a_style_a_handler_or_a_script_of_its_own(which, query_string):
    page = drawn(which, query_string, "peer_worker")
    assert not re.search(r'\sstyle="|<style|\son[a-z]+="|javascript:', page)
    assert re.findall(r"<script[^>]*>(.*?)</script>", page) == [""]
    assert '<script type="module" src="/assets/app.js" nonce="once">' in page


@pytest.mark.parametrize("which", gallery.PAGES)
def test_every_page_has_one_heading_a_language_and_a_way_past_the_header(which):
    page = drawn(which, "", "peer_worker")
    assert page.count("<h1") == 1
    assert '<html lang="en-GB"' in page
    assert 'href="#maincontent"' in page
    assert 'id="maincontent"' in page


def test_a_title_names_the_page_the_service_and_the_nhs_and_begins_with_error():
    assert "<title>Waiting list – Alongside – NHS</title>" in drawn("list")
    assert "<title>Error: Record a contact – Alongside – NHS</title>" in drawn("question", "errors=1")


def test_a_form_without_errors_has_no_summary():
    assert "There is a problem" not in drawn("question")


def test_the_error_summary_leads_to_the_first_control_of_each_question():
    page = drawn("question", "errors=1")
    for target in ("#id_who", "#id_agreed", "#id_needs", "#id_born_day", "#id_name", "#id_sheet"):
        assert f'href="{target}"' in page
    assert "Select who you met" in page


class Born(forms.Form):
    born = fields.date("Date of birth", past=True)
    heading_field = "born"


def field_of(form, name):
    return str(form[name].as_field_group())


def test_only_the_wrong_part_of_a_date_is_marked_and_led_to():
    form = Born({"born_day": "4", "born_month": "9", "born_year": ""})
    drawn_field = field_of(form, "born")
    assert re.findall(r'nhsuk-input--error[^>]*id="(\w+)"', drawn_field) == ["id_born_year"]
    assert form["born"].first_id == "id_born_year"
    assert "Date of birth must include a year" in drawn_field


def test_the_legend_of_a_one_question_page_is_its_heading():
    assert re.search(r'<h1 class="nhsuk-fieldset__heading">\s*Date of birth\s*</h1>', field_of(Born(), "born"))


def test_answers_are_kept_when_a_form_comes_back():
    form = gallery.ExampleForm(
        {
            "who": "kofi",
            "needs": ["room"],
            "same": "on",
            "agreed": "no",
            "pathway": "s",
            "born_day": "x",
            "said": "Hi <b>",
        }
    )
    assert re.search(r'value="kofi" checked', field_of(form, "who"))
    assert re.search(r'value="room" checked', field_of(form, "needs"))
    assert re.search(r'value="on" checked', field_of(form, "same"))
    assert re.search(r'value="no" checked', field_of(form, "agreed"))
    assert re.search(r'<option value="s" selected', field_of(form, "pathway"))
    assert 'value="x"' in field_of(form, "born")
    assert "Hi &lt;b&gt;</textarea>" in field_of(form, "said")


def test_the_look_of_each_question():
    form = gallery.ExampleForm(initial={"agreed": True})
    assert re.search(r'value="yes" checked', field_of(form, "agreed"))
    assert "Phone number (optional)" in field_of(form, "phone")
    assert 'type="tel"' in field_of(form, "phone")
    assert 'autocomplete="given-name"' in field_of(form, "name")
    assert 'autocomplete="bday-day"' in field_of(form, "born")
    assert 'inputmode="numeric"' in field_of(form, "minutes")
    assert "nhsuk-input--width-4" in field_of(form, "minutes")
    assert 'data-maxlength="300"' in field_of(form, "hopes")
    assert "app-words-in" in field_of(form, "said")
    assert "app-choices--3" in field_of(form, "length")
    assert "app-choices" not in field_of(form, "plain")
    assert 'accept=".xlsx,.csv"' in field_of(form, "sheet")
    assert field_of(form, "carried") == '<input type="hidden" name="carried" id="id_carried" value="x">'
    assert "Yesterday, 11am" in field_of(form, "who")


def test_a_form_drawn_by_the_sign_in_library_still_can_be():
    class Plain(forms.Form):
        name = forms.CharField()

    assert '<input type="text" name="name"' in str(Plain()["name"])


def test_a_list_says_how_it_is_sorted_and_keeps_its_choices_in_its_links():
    page = drawn("list", "pathway=n&sort=-days")
    assert 'aria-sort="descending"' in page
    assert "/somewhere/?pathway=n&amp;sort=days" in page
    assert "/somewhere/?pathway=n&amp;sort=-days&amp;page=2" in page
    assert '<option value="n" selected>' in page
    assert "1 to 12 of 15. Urgent first" in page


def test_the_last_page_leads_back():
    page = drawn("list", "page=2")
    assert "13 to 15 of 15" in page
    assert 'rel="prev"' in page
    assert 'rel="next"' not in page


def test_drawn_things_say_themselves_and_have_a_table_behind():
    page = drawn("parts")
    assert page.count('role="img"') == len(re.findall(r'role="img" aria-label="[^"]+"', page))
    assert 'aria-label="4 taken, 1 would be taken, 2 free"' in page
    assert "<summary>As a table</summary>" in page
    assert "<summary>See this as a table</summary>" in page
    assert 'aria-current="step"' in page


def test_what_was_just_done_is_said_once_with_a_way_to_undo_it():
    page = drawn("list", messages=[Message(25, "Saved.", extra_tags="/contacts/1/undo/"), Message(20, "By the way.")])
    assert "nhsuk-notification-banner--success" in page
    assert '<form class="app-post" action="/contacts/1/undo/" method="post">' in page
    assert page.count("nhsuk-notification-banner__title") == 2


def test_people_have_help_and_a_way_out_and_staff_pages_do_not():
    person, staff = drawn("person"), drawn("parts")
    assert "Leave this page quickly" in person
    assert "116 123" in person
    assert "Leave this page quickly" not in staff
    assert "app--person" in person
    assert "app--staff app--has-bar" in staff


@pytest.mark.parametrize("name", ["404", "409", "500", "403_csrf"])
def test_each_error_page_stands_without_a_request(name):
    from django.template.loader import render_to_string

    page = render_to_string(f"{name}.jinja")
    assert "<title>" in page
    assert " – Peer support – NHS</title>" in page
    assert "116 123" in page


def test_a_refusal_is_shown_in_its_own_words():
    from django.template.loader import render_to_string

    page = render_to_string("409.jinja", {"reason": "Bethan’s last place is taken."}, asked())
    assert "Bethan’s last place is taken." in page
    assert "Nothing was changed." in page


@override_settings(ROOT_URLCONF=__name__)
def test_addresses():
    assert url("one", id="x") == "/person/x/"
    assert url("one", "x") == "/person/x/"
    assert url_or_none("nowhere") is None
    assert query(None, page=2) == "?page=2"
    assert query(asked("a=1&page=3"), a=None) == "/somewhere/"
    assert nonce(None) == ""


def entries(monkeypatch, *rows):
    monkeypatch.setattr("alongside.ui.navigation.ENTRIES", rows)


@override_settings(ROOT_URLCONF=__name__)
def test_navigation_leaves_out_pages_that_are_not_there_and_roles_that_are_not_held(monkeypatch):
    entries(monkeypatch, ("Home", "home", ("lead",)), ("Gone", "gone", ("lead",)), ("No", "home", ("person",)))
    assert navigation(["lead"], "/") == [{"text": "Home", "url": "/", "current": True}]
    assert navigation([], "/") == []


def test_navigation_marks_the_nearest_page_as_current(monkeypatch):
    entries(monkeypatch, ("A", "/people/", ("lead",)), ("B", "/people/new/", ("lead",)), ("C", "/other/", ("lead",)))
    monkeypatch.setattr("alongside.ui.navigation.url_or_none", lambda name: name)
    assert [row["current"] for row in navigation(["lead"], "/people/new/one/")] == [False, True, False]


def test_navigation_names_only_roles_that_exist():
    from alongside.accounts.models import RoleHolding

    held = {role for _, _, roles in ENTRIES for role in roles}
    assert held - {"visitor"} <= {role.value for role in RoleHolding.Role}


def test_more_than_five_links_go_under_more(monkeypatch):
    rows = [{"text": f"Page {n}", "url": f"/{n}/", "current": n == 6} for n in range(7)]
    monkeypatch.setattr(context, "navigation", lambda roles, path: rows)
    page = drawn("parts")
    assert "app-more--current" in page
    assert page.index("Page 3") < page.index(">More</summary>") < page.rindex("Page 4")
    assert page.count("app-nav-wide") == 3  # the same three stand in the row where there is room
    monkeypatch.setattr(context, "navigation", lambda roles, path: rows[:5])
    assert ">More</summary>" not in drawn("parts")


@pytest.mark.parametrize(
    ("roles", "audience"),
    [
        (("lead", "person"), "staff"),
        (("governance",), "staff"),
        (("referrer",), "referrer"),
        (("person",), "person"),
        ((), "public"),
    ],
)
def test_a_page_is_drawn_for_whoever_looks(roles, audience):
    assert context.page_context(asked("", *roles))["audience"] == audience


def test_a_page_without_a_service_or_an_actor_is_a_public_one():
    known = context.page_context(RequestFactory().get("/"))
    ways = known.pop("navigation")
    assert known == {"service": None, "look": None, "actor": None, "audience": "public"}
    assert ways[0] == {"text": "Get support", "url": "/get-support/", "current": False}
