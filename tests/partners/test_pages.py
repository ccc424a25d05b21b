"""Pages of the directory and of partners: who opens which, what is kept of what was typed, and what is said."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from alongside.accounts import profiles
from alongside.core import clock
from alongside.core.guard import unguarded
from alongside.partners.models import Entry, PartnerAction, PartnerAgreement
from tests.partners.setting_up import charity, make_action, make_agreement, make_entry
from tests.world import World

pytestmark = pytest.mark.django_db
KEEPS, READS = ("lead", "coordinator"), ("peer_worker", "team_manager", "referrer", "ward")
ENTRY = {"name": "Café Zoë", "kind": "charity", "what": "Soup and talk.", "joining": "self", "phone": "01632 960 399"}
SAID = {"title": "Together", "purpose": "To meet.", "what_is_shared": "Nothing."}


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize(
    ("name", "may", "may_not"),
    [
        ("directory", (*KEEPS, *READS), ("person", "administrator", "governance", "nobody", "partner")),
        ("add_entry", (*KEEPS, "peer_worker"), ("team_manager", "ward", "person", "partner")),
        ("to_check", KEEPS, ("peer_worker", "person", "partner")),
        ("partners", (*KEEPS, "administrator"), ("peer_worker", "person", "partner")),
        ("agreements", (*KEEPS, "administrator"), ("peer_worker", "person", "partner")),
    ],
)
def test_who_opens_which_list(
    world: World, sign_in: Any, name: str, may: tuple[str, ...], may_not: tuple[str, ...]
) -> None:
    make_entry()
    make_agreement()
    address = reverse(f"partners:{name}")
    assert {who: sign_in(who).get(address).status_code for who in may} == dict.fromkeys(may, 200)
    assert {who: sign_in(who).get(address).status_code for who in may_not} == dict.fromkeys(may_not, 404)


def test_the_directory_is_looked_through_on_its_page(world: World, sign_in: Any) -> None:
    make_entry()
    make_entry("Café Zoë", what="Soup.", topics=["soup"], owner=world.users["peer_worker"], days=500, cost="")
    browser, address = sign_in("peer_worker"), reverse("partners:directory")
    page = words(browser.get(address))
    assert "The Mending Shed" in page
    assert "Not checked since" in page
    assert "You keep 1 entry that has not been checked lately" in page
    assert "To check" not in page
    found = words(browser.get(address, {"words": "cafe"}))
    assert "Café Zoë" in found
    assert "The Mending Shed" not in found
    assert "Nothing in the directory fits" in words(browser.get(address, {"words": "cafe", "topic": "work"}))
    assert "could not read “London” as a postcode" in words(browser.get(address, {"postcode": "London"}))
    lead = words(sign_in("lead").get(address))
    assert "1 entry has not been checked lately" in lead
    assert "nobody keeps 1" in lead


def test_an_empty_directory_says_what_to_do(world: World, sign_in: Any) -> None:
    assert "The directory is empty" in words(sign_in("lead").get(reverse("partners:directory")))
    assert "Our list is being made" in words(Client().get(reverse("partners:places_that_help")))


def test_pages_of_twenty(world: World, sign_in: Any) -> None:
    for number in range(21):
        make_entry(f"Place {number:02}")
    page = words(sign_in("lead").get(reverse("partners:directory"), {"page": "2"}))
    assert "21 to 21 of 21" in page
    assert "Place 20" in page
    public = reverse("partners:places_that_help")
    assert "Place 20" in words(Client().get(public, {"page": "2"}))
    assert "All of these on one page" in words(Client().get(public))
    for browser, address in ((sign_in("lead"), reverse("partners:directory")), (Client(), public)):
        printed = words(browser.get(address, {"print": "1"}))
        assert "Place 00" in printed
        assert "Place 20" in printed


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_as_much_for_three_as_for_one(
    world: World, sign_in: Any, rows: int, django_assert_num_queries
) -> None:
    for number in range(rows):
        make_entry(f"Place {number}", owner=world.users["lead"], organisation=charity())
    browser, address = sign_in("lead"), reverse("partners:directory")
    browser.get(address)
    with django_assert_num_queries(8):
        browser.get(address)


def test_anybody_reads_what_is_public_without_a_script(world: World) -> None:
    make_entry("Shown", email="x@shown.example", website="https://shown.example", where="A hall", access="A ramp",
               opening="Mondays", how="Just ring", for_whom="Anyone", days=None)  # fmt: skip
    make_entry("Among us", shown_public=False, for_crisis=True)
    address, visitor = reverse("partners:places_that_help"), Client()
    page = words(visitor.get(address))
    assert "Among us" not in page
    for said in (
        "Shown",
        "tel:01632960309",
        "mailto:x@shown.example",
        "A ramp",
        "Also in Polish",
        "Nobody has checked",
    ):
        assert said in page
    assert "We know of nothing" in words(visitor.get(address, {"words": "zebra"}))
    assert "could not read “London”" in words(visitor.get(address, {"postcode": "London"}))


def test_the_public_site_leads_there(db: Any) -> None:
    profiles.load_profile("kmpt")
    for name in ("pages:getting_support", "pages:contact"):
        assert reverse("partners:places_that_help") in words(Client().get(reverse(name)))


def test_an_entry_is_added_changed_checked_and_ended(world: World, sign_in: Any) -> None:
    browser, add = sign_in("peer_worker"), reverse("partners:add_entry")
    refused = browser.post(add, {**ENTRY, "phone": "", "languages": "Klingon", "website": "not a site"})
    assert refused.status_code == 422
    for said in ("Soup and talk.", "We do not know the language Klingon", "Enter a website"):
        assert said in words(refused)
    sent = {**ENTRY, "topics": "Soup, talk, soup", "postcode_areas": "ct, me7", "languages": "polish",
            "website": "zoe.example", "owner": world.users["peer_worker"].pk, "shown_public": "on"}  # fmt: skip
    answer = browser.post(add, sent)
    entry = Entry.objects.get()
    assert answer.url == reverse("partners:entry", args=[entry.pk])
    assert (entry.topics, entry.postcode_areas, entry.languages) == (["soup", "talk"], ["CT", "ME7"], ["pl"])
    assert (entry.website, entry.owner, entry.shown_public) == (
        "https://zoe.example", world.users["peer_worker"], True
    )  # fmt: skip
    page = words(browser.get(answer.url))
    assert "I made sure of it today" in page
    assert "Imani Calder keeps it true" in page
    assert "Too few people have said yet" in page
    change = reverse("partners:change_entry", args=[entry.pk])
    assert "soup, talk" in words(browser.get(change))
    assert browser.post(change, {**ENTRY, "phone": ""}).status_code == 422
    assert browser.post(change, {**sent, "cost": "Free"}).url == answer.url
    assert browser.get(reverse("partners:check_entry", args=[entry.pk])).status_code == 404
    assert browser.post(reverse("partners:check_entry", args=[entry.pk])).url == answer.url
    assert Entry.objects.get().checked_on == clock.today()
    other = sign_in("other_peer_worker")
    assert "I made sure" not in words(other.get(answer.url))
    for name in ("change_entry", "check_entry", "end_entry"):
        assert other.post(reverse(f"partners:{name}", args=[entry.pk])).status_code == 404
    assert browser.post(reverse("partners:end_entry", args=[entry.pk])).url == reverse("partners:directory")
    assert browser.get(answer.url).status_code == 404
    lead = sign_in("lead")
    assert "Nobody is shown it any more" in words(lead.get(answer.url))
    assert lead.post(reverse("partners:check_entry", args=[entry.pk])).status_code == 409
    assert "Café Zoë" in words(lead.get(reverse("partners:to_check"), {"only": "ended"}))
    assert lead.post(reverse("partners:bring_back_entry", args=[entry.pk])).url == answer.url


def test_an_owner_who_left_and_an_organisation_that_closed_stay_on_the_form(world: World, sign_in: Any) -> None:
    with unguarded():
        world.users["other_peer_worker"].is_active = False
        world.users["other_peer_worker"].save()
        charity_ = charity()
        charity_.is_open = False
        charity_.save()
    entry = make_entry(owner=world.users["other_peer_worker"], organisation=charity_)
    page = words(sign_in("lead").get(reverse("partners:change_entry", args=[entry.pk])))
    assert "Bethan Osei" in page
    assert "Harbour Peers" in page
    shown = words(sign_in("lead").get(reverse("partners:entry", args=[entry.pk])))
    assert reverse("partners:partner", args=[charity_.pk]) in shown


def test_what_wants_a_look(world: World, sign_in: Any) -> None:
    browser, address = sign_in("lead"), reverse("partners:to_check")
    for only, said in (("", "Everything has been checked"), ("nobody", "Every entry has"), ("ended", "Nothing has")):
        assert said in words(browser.get(address, {"only": only}))
    make_entry("Old", days=None)
    page = words(browser.get(address))
    assert "Old" in page
    assert "Never" in page
    assert browser.get(address, {"as": "xlsx"}).status_code == 200


def test_a_partner_and_its_agreement(world: World, sign_in: Any) -> None:
    browser, here = sign_in("coordinator"), reverse("partners:partner", args=[charity().pk])
    assert "Nothing is agreed with them yet" in words(browser.get(here))
    draft = reverse("partners:draft_agreement", args=[charity().pk])
    refused = browser.post(draft, {**SAID, "title": ""})
    assert (refused.status_code, "To meet." in words(refused)) == (422, True)
    assert browser.get(draft).status_code == 200
    assert browser.post(draft, {**SAID, "our_contact": world.users["lead"].pk}).url == here
    made = PartnerAgreement.objects.get()
    assert made.our_contact == world.users["lead"]
    change = reverse("partners:change_agreement", args=[made.pk])
    assert "To meet." in words(browser.get(change))
    assert browser.post(change, {**SAID, "purpose": ""}).status_code == 422
    assert browser.post(change, {**SAID, "title": "Together in Thanet"}).url == here
    agree = reverse("partners:agree_with", args=[made.pk])
    assert browser.get(agree).status_code == 200
    assert browser.post(agree, {"agreed_by": "Both"}).status_code == 422
    first = {"starts_on_day": "1", "starts_on_month": "11", "starts_on_year": "2026"}
    assert browser.post(agree, {"agreed_by": "Petra and Ines", **first}).url == here
    page = words(browser.get(here))
    assert "Petra and Ines" in page
    renew = reverse("partners:renew_agreement", args=[made.pk])
    assert renew in page
    assert browser.get(renew).status_code == 200
    assert browser.post(renew, {"agreed_by": ""}).status_code == 422
    assert browser.post(renew, {"agreed_by": "Both again"}).url == here
    assert browser.post(reverse("partners:end_agreement", args=[made.pk])).url == here
    listed = words(browser.get(reverse("partners:agreements"), {"status": "ended"}))
    assert "Together in Thanet" in listed
    assert "No agreement here" in words(browser.get(reverse("partners:agreements"), {"status": "draft"}))


def test_a_meeting_and_its_promises(world: World, sign_in: Any) -> None:
    browser, here = sign_in("lead"), reverse("partners:partner", args=[charity().pk])
    write, today = reverse("partners:write_meeting", args=[charity().pk]), clock.today()
    held = {"held_on_day": today.day, "held_on_month": today.month, "held_on_year": today.year, "who": "Both"}
    assert browser.get(write).status_code == 200
    refused = browser.post(write, {**held, "promise_1": "Send the leaflet", "whose_2": "Us"})
    assert refused.status_code == 422
    assert "Enter who does it, theirs or ours" in words(refused)
    assert "Enter what was promised" in words(refused)
    assert browser.post(write, {**held, "promise_2": "Send the leaflet", "whose_2": "Petra"}).url == here
    action = PartnerAction.objects.get()
    assert "Send the leaflet" in words(browser.get(here))
    for name in ("finish_action", "reopen_action", "take_back_action"):
        assert browser.post(reverse(f"partners:{name}", args=[action.pk])).url == here
    assert "Send the leaflet" not in words(browser.get(here))


def test_what_is_overdue_and_near_its_end_stands_out(world: World, sign_in: Any) -> None:
    make_action()
    make_agreement(ends_in=20)
    browser = sign_in("lead")
    listed = words(browser.get(reverse("partners:partners")))
    assert "1 overdue" in listed
    assert "The Lantern Trust" not in words(browser.get(reverse("partners:partners"), {"words": "harbour"}))
    assert "No partner of that name" in words(browser.get(reverse("partners:partners"), {"words": "zebra"}))
    page = words(browser.get(reverse("partners:partner", args=[charity().pk])))
    assert "Overdue" in page
    assert "Ends " in page


def test_an_account_is_opened_and_ended_from_the_partners_page(world: World, sign_in: Any) -> None:
    here, add = (reverse(f"partners:{name}", args=[charity().pk]) for name in ("partner", "open_partner_account"))
    browser = sign_in("administrator")
    assert add in words(browser.get(here))
    assert browser.get(add).status_code == 200
    refused = browser.post(add, {"name": "Oli", "email": "imani@example.org"})
    assert (refused.status_code, "cannot be used" in words(refused)) == (422, True)
    assert browser.post(add, {"name": "Oli Brack", "email": "oli@harbour.example"}).url == here
    assert "oli@harbour.example" in words(browser.get(here))
    held = world.users["partner"].holdings.get()
    assert browser.post(reverse("partners:end_partner_account", args=[held.pk])).url == here
    assert "Ended" in words(browser.get(here))
    coordinator = sign_in("coordinator")
    assert add not in words(coordinator.get(here))
    assert coordinator.get(add).status_code == 404
    own = reverse("partners:partner", args=[world.service.organisation_id])
    assert browser.get(own).status_code == 404


@pytest.mark.parametrize("name", ["kmpt", "lpt"])
def test_a_profiles_directory_is_read_once(db: Any, name: str) -> None:
    profiles.load_profile(name)
    assert Entry.objects.count() == 14
    assert Entry.objects.filter(checked_on=None).count() == 1
    assert Entry.objects.filter(shown_public=False).count() == 1
    assert all(".example" in entry.website for entry in Entry.objects.exclude(website=""))
    with unguarded():
        Entry.objects.all()[0].delete()
    profiles.load_profile(name)
    assert Entry.objects.count() == 13


def test_partner_links_to_the_directory_only_those_who_read_it(world: World, sign_in: Any) -> None:
    entry = make_entry(organisation=charity())
    page = reverse("partners:partner", args=[entry.organisation_id])
    link = reverse("partners:entry", args=[entry.pk])
    assert link in sign_in("lead").get(page).content.decode()
    read = sign_in("administrator").get(page)
    assert read.status_code == 200
    assert link not in read.content.decode()
    assert "In the directory" not in read.content.decode()
