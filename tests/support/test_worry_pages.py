"""The pages for telling someone and for visits alone: who may open them, what they say, nothing typed is lost."""

import pytest
from django.urls import reverse

from alongside.core import clock
from alongside.core.actors import process
from alongside.core.guard import unguarded
from alongside.core.ids import new_id
from alongside.support import commands, jobs
from alongside.support.models import Concern, Visit
from tests.support.moments import make_meeting
from tests.support.worries import moment, on_duty, tell, told
from tests.world import make_relationship, worker_of

STAFF = (
    *("peer_worker", "lead", "coordinator", "team_manager", "governance", "administrator"),
    *("editor", "trainer", "recruiter", "panel", "route_lead", "ward", "bank"),
)
NOT_STAFF = ("referrer", "person", "candidate", "nobody")


@pytest.fixture(autouse=True)
def _noon():
    with clock.at(moment(12)):
        yield


def typed(world, **said):
    return {
        "once": new_id(),
        "about": "else",
        "words": "Her landlord shouted at her.",
        "knows": "agrees",
        "agreed": "",
        "who": world.users["lead"].pk,
        **said,
    }


def read(response) -> str:
    return response.content.decode()


def test_tell_someone_opens_for_staff_and_for_nobody_else(world, sign_in):
    for name in STAFF:
        assert sign_in(name).get("/tell/").status_code == 200, name
    for name in NOT_STAFF:
        assert sign_in(name).get("/tell/").status_code == 404, name
        assert sign_in(name).post("/tell/", typed(world)).status_code == 404, name


def test_tell_someone_reassures_then_gives_the_numbers_then_asks(world, sign_in):
    on_duty(world, "coordinator")
    with unguarded():
        world.users["coordinator"].phone = "01632 960145"
        world.users["coordinator"].save()
        world.service.duty_phone = "01632 960188"
        world.service.save()
    relationship = make_relationship(world)
    said = read(sign_in("peer_worker").get(f"/tell/?relationship={relationship.pk}"))
    order = [
        *("You do not have to hold it alone", "tel:999", "The duty line", "01632 960188"),
        *("Ines Okafor, on duty until midnight", "01632 960145", "NHS 111", "Who is it about?", "What has happened?"),
        *("This is not a risk assessment", "Does Leona know you are telling someone?", "Who should know?", "Tell them"),
    ]
    places = [said.index(words) for words in order]
    assert places == sorted(places)
    assert "Nobody is on duty" not in said
    for never in ("risk level", "high risk", "score"):
        assert never not in said.lower()


def test_tell_someone_when_nobody_is_on_duty_says_so_and_still_asks(world, sign_in):
    said = read(sign_in("peer_worker").get("/tell/"))
    assert "Nobody is on duty just now" in said
    assert "Marcia Thornby" in said
    with unguarded():
        world.users["lead"].is_active = world.users["team_manager"].is_active = False
        world.users["lead"].save()
        world.users["team_manager"].save()
    said = read(sign_in("peer_worker").get("/tell/"))
    assert "Who should know?" not in said
    sign_in("peer_worker").post("/tell/", typed(world, who=""))
    assert told(Concern.objects.get()) == []


def test_tell_someone_when_sent_tells_and_shows_who_was_told_and_twice_is_once(world, sign_in):
    relationship, browser = make_relationship(world), sign_in("peer_worker")
    answers = typed(world, about=relationship.pk, agreed="I ring her at four.")
    first = browser.post("/tell/", answers)
    concern = Concern.objects.get()
    assert first.url == browser.post("/tell/", answers).url == reverse("support:concern", args=[concern.pk])
    assert (concern.about, concern.relationship, concern.knows, concern.agreed) == (
        "person",
        relationship,
        "agrees",
        "I ring her at four.",
    )
    said = read(browser.get(first.url))
    for words in ("You have told Marcia Thornby", "Marcia has not answered yet", "in 15 min", "Leona Marsh",
                  "Her landlord shouted at her.", "Yes, and they agree", "I ring her at four."):  # fmt: skip
        assert words in said
    assert "I have this" not in said


def test_tell_someone_when_something_is_missing_keeps_what_was_typed(world, sign_in):
    relationship, browser = make_relationship(world), sign_in("peer_worker")
    unsaid = browser.post("/tell/", typed(world, about=relationship.pk, knows=""))
    assert unsaid.status_code == 422
    assert "Select if they know" in read(unsaid)
    assert "Her landlord shouted at her." in read(unsaid)
    assert browser.post("/tell/", typed(world, about="", words="")).status_code == 422
    assert browser.post("/tell/", typed(world, about="else", knows="")).status_code == 302


def test_tell_someone_when_their_turn_has_ended_meanwhile_still_tells_them(world, sign_in):
    sign_in("peer_worker").post("/tell/", typed(world, who=world.users["governance"].pk))
    assert told(Concern.objects.get()) == ["Grace Lund"]


def test_tell_someone_when_they_can_no_longer_be_told_or_are_strangers_says_so(world, sign_in):
    browser, stranger = sign_in("peer_worker"), make_relationship(world)
    assert browser.post("/tell/", typed(world, who=world.users["person"].pk)).status_code == 422
    other = sign_in("other_peer_worker")
    assert other.get(f"/tell/?relationship={stranger.pk}").status_code == 404
    assert other.post("/tell/", typed(world, about=stranger.pk)).status_code == 422
    refused = browser.post("/tell/", typed(world, about="me", who=""))
    assert refused.status_code == 422


def test_tell_someone_about_me_keeps_nothing_of_what_was_agreed(world, sign_in):
    sign_in("peer_worker").post("/tell/", typed(world, about="me", agreed="typed before"))
    concern = Concern.objects.get()
    assert (concern.private, concern.knows, concern.agreed, concern.relationship) == (True, "", "", None)


def test_concern_when_told_shows_i_have_this_and_then_what_to_do(world, sign_in):
    on_duty(world, "coordinator", "team_manager")
    with unguarded():
        world.service.safeguarding_link = "https://safe.example.org/"
        world.service.incident_link = "https://incident.example.org/"
        world.service.save()
    concern, ines, imani = tell(world), sign_in("coordinator"), sign_in("peer_worker")
    there = reverse("support:concern", args=[concern.pk])
    said = read(ines.get(there))
    for words in ("Imani Calder has told you something", "I have this", "Her landlord shouted at her.", "Ring Imani",
                  "https://safe.example.org/", "https://incident.example.org/", "we ask Owen Sallis"):  # fmt: skip
        assert words.lower() in said.lower(), words
    ines.post(reverse("support:answer_concern", args=[concern.pk]))
    assert "You have this" in read(ines.get(there))
    assert "Ines Okafor has this" in read(imani.get(there))
    late = sign_in("lead").post(reverse("support:answer_concern", args=[concern.pk]))
    assert late.status_code == 409
    assert "Ines Okafor has this already" in read(late)
    done = reverse("support:close_concern", args=[concern.pk])
    assert "https://safe.example.org/" in read(ines.get(done))
    unsaid = ines.post(done, {"what_was_done": "", "safeguarding_reference": "SG-7", "incident_reference": ""})
    assert unsaid.status_code == 422
    assert "SG-7" in read(unsaid)
    ines.post(
        done, {"what_was_done": "Rang the landlord.", "safeguarding_reference": "SG-7", "incident_reference": "I-8"}
    )
    said = read(imani.get(there))
    for words in ("This is done", "Rang the landlord.", "SG-7", "I-8"):
        assert words in said
    ines.post(reverse("support:reopen_concern", args=[concern.pk]))
    ines.post(reverse("support:hand_back", args=[concern.pk]))
    concern.refresh_from_db()
    assert concern.status == "told"


def test_tell_another_page_names_others_and_tells_them(world, sign_in):
    concern, browser = tell(world), sign_in("peer_worker")
    there = reverse("support:tell_another", args=[concern.pk])
    assert "Owen Sallis" in read(browser.get(there))
    assert browser.post(there, {}).status_code == 422
    browser.post(there, {"user": world.users["team_manager"].pk})
    assert sorted(told(concern)) == ["Marcia Thornby", "Owen Sallis"]
    again = read(browser.get(reverse("support:concern", args=[concern.pk])))
    assert "everybody again" in again


def test_concern_when_private_says_that_nobody_else_is_told(world, sign_in):
    concern = tell(world, about="me", knows="", words="I cannot sleep.", chosen="team_manager")
    there = reverse("support:concern", args=[concern.pk])
    assert "Only the person you chose can see this" in read(sign_in("peer_worker").get(there))
    assert "Only you were told" in read(sign_in("team_manager").get(there))


def test_concern_pages_when_not_theirs_are_not_found_and_buttons_only_by_post(world, sign_in):
    concern = tell(world, chosen="team_manager")
    pages = [reverse(f"support:{name}", args=[concern.pk]) for name in
             ("concern", "answer_concern", "hand_back", "close_concern", "reopen_concern", "tell_another")]  # fmt: skip
    for name in ("other_peer_worker", "other_coordinator", "governance", "administrator", *NOT_STAFF):
        browser = sign_in(name)
        assert {browser.get(page).status_code for page in pages} == {404}, name
        assert {browser.post(page).status_code for page in pages[1:]} == {404}, name
    for name in ("answer_concern", "hand_back", "reopen_concern"):
        assert sign_in("team_manager").get(reverse(f"support:{name}", args=[concern.pk])).status_code == 404


def test_concerns_opens_for_lead_and_coordinators_with_who_is_late_and_who_is_out(world, sign_in):
    tell(world, chosen="coordinator")
    with clock.at(moment(12, 40)):
        commands.answer_concern(world.coordinator, Concern.objects.get())
        commands.start_visit(world.peer_worker, worker_of(world), where="Sea View", due_at=moment(14))
        said = read(sign_in("lead").get("/told/"))
        for words in ("In hand", "Ines Okafor", "Answered late: after 40 minutes", "Out alone now", "Sea View"):
            assert words in said
        assert "Nothing here" in read(sign_in("lead").get("/told/?show=closed"))
        assert sign_in("coordinator").get("/told/?show=nonsense").status_code == 200
    for name in ("peer_worker", "team_manager", "governance", "administrator", *NOT_STAFF):
        assert sign_in(name).get("/told/").status_code == 404, name


def test_today_has_the_one_button_for_whoever_is_needed_and_what_became_of_it_for_the_teller(world, sign_in):
    on_duty(world, "coordinator")
    concern = tell(world)
    there = reverse("support:concern", args=[concern.pk])
    with clock.at(moment(12, 10)):
        said = read(sign_in("coordinator").get(reverse("pages:today")))
        assert "Needs you now" in said
        assert "Imani Calder told you, 10 min ago." in said
        assert there in said
        said = read(sign_in("peer_worker").get(reverse("pages:today")))
        assert "You told Ines Okafor, 10 min ago." in said
        assert "No answer yet" in said
    assert there not in read(sign_in("team_manager").get(reverse("pages:today")))


def test_tell_someone_shows_those_without_a_today_what_waits_for_them(world, sign_in):
    concern = tell(world, chosen="governance")
    assert reverse("support:concern", args=[concern.pk]) in read(sign_in("governance").get("/tell/"))


def test_every_staff_page_leads_to_tell_someone_and_a_persons_never_does(world, sign_in):
    for name in STAFF:
        assert 'href="/tell/"' in read(sign_in(name).get(reverse("accounts:my_account"))), name
    for name in ("referrer", "person"):
        assert 'href="/tell/"' not in read(sign_in(name).get(reverse("accounts:my_account"))), name


# Visits


def test_start_visit_when_typed_starts_it_and_the_page_has_one_large_button(world, sign_in):
    relationship, browser = make_relationship(world), sign_in("peer_worker")
    there = reverse("support:start_visit")
    assert "Leona M" in read(browser.get(f"{there}?relationship={relationship.pk}"))
    unsaid = browser.post(there, {"where": "Sea View", "back_at": "", "whom": ""})
    assert unsaid.status_code == 422
    assert "Sea View" in read(unsaid)
    done = browser.post(there, {"where": "Sea View", "back_at": "2pm", "whom": relationship.pk})
    visit = Visit.objects.get()
    assert (visit.due_at, visit.relationship) == (moment(14), relationship)
    assert done.url == reverse("support:visit", args=[visit.pk])
    said = read(browser.get(done.url))
    for words in ("I am safe", "I need 30 minutes more", "by 2:00pm", "Sea View", "Leona M"):
        assert words in said
    assert "on a visit already" in read(browser.get(there))
    assert browser.post(there, {"where": "Park", "back_at": "3pm", "whom": ""}).status_code == 422
    browser.post(reverse("support:extend_visit", args=[visit.pk]))
    visit.refresh_from_db()
    assert visit.due_at == moment(14, 30)
    browser.post(reverse("support:visit_safe", args=[visit.pk]))
    assert "You are safe" in read(browser.get(done.url))


def test_start_visit_when_the_time_has_passed_today_means_tomorrow(world, sign_in):
    with clock.at(moment(22)):
        sign_in("peer_worker").post(reverse("support:start_visit"), {"where": "Ward", "back_at": "1am", "whom": ""})
    assert Visit.objects.get().due_at == moment(1, day=18)


def test_start_visit_from_a_meeting_is_one_tap(world, sign_in):
    meeting = make_meeting(make_relationship(world), moment(13))
    browser = sign_in("peer_worker")
    there = reverse("support:start_from_meeting", args=[meeting.pk])
    assert there in read(browser.get(reverse("pages:today")))
    assert there in read(browser.get(reverse("support:start_visit")))
    assert browser.get(there).status_code == 404
    browser.post(there)
    visit = Visit.objects.get()
    assert (visit.where, visit.due_at, visit.meeting) == ("Riverside Park", moment(14), meeting)
    said = read(browser.get(reverse("pages:today")))
    assert reverse("support:visit_safe", args=[visit.pk]) in said
    assert there not in said


def test_visit_with_no_word_shows_whoever_was_told_where_the_worker_is(world, sign_in):
    on_duty(world, "coordinator")
    with unguarded():
        worker = worker_of(world)
        worker.work_phone = "07700 900321"
        worker.save()
    visit = commands.start_visit(
        world.peer_worker, worker, where="12 Sea View", due_at=moment(14), relationship=make_relationship(world)
    )
    with clock.at(moment(14, 20)):
        jobs.mind_visits(process("test"))
        visit.refresh_from_db()
        there = reverse("support:concern", args=[visit.concern_id])
        said = read(sign_in("coordinator").get(there))
        for words in ("Imani Calder: no word yet", "12 Sea View", "07700 900321", "I have this", "Leona Marsh"):
            assert words in said
        browser = sign_in("peer_worker")
        assert "somebody on duty was told" in read(browser.get(reverse("support:visit", args=[visit.pk])))
        assert "I am safe" in read(browser.get(there))
        assert "Good to hear" in read(browser.post(reverse("support:visit_safe", args=[visit.pk]), follow=True))
        assert "Imani Calder is safe" in read(sign_in("coordinator").get(there))
        assert "Imani Calder is safe" in read(sign_in("lead").get(reverse("support:visit", args=[visit.pk])))


def test_visit_pages_when_not_theirs_are_not_found(world, sign_in):
    visit = commands.start_visit(world.peer_worker, worker_of(world), where="Sea View", due_at=moment(14))
    meeting = make_meeting(make_relationship(world), moment(13))
    pages = [reverse(f"support:{name}", args=[visit.pk]) for name in ("visit", "visit_safe", "extend_visit")]
    for name in ("other_peer_worker", "other_coordinator", "team_manager", "governance", *NOT_STAFF):
        browser = sign_in(name)
        assert browser.get(pages[0]).status_code == 404, name
        assert {browser.post(page).status_code for page in pages[1:]} == {404}, name
        assert browser.post(reverse("support:start_from_meeting", args=[meeting.pk])).status_code == 404, name
    for name in ("lead", "team_manager", "governance", *NOT_STAFF):
        assert sign_in(name).get(reverse("support:start_visit")).status_code == 404, name
    assert "Imani Calder is out alone" in read(sign_in("lead").get(pages[0]))
    assert sign_in("lead").post(pages[1]).status_code == 404
    assert sign_in("peer_worker").get(pages[2]).status_code == 404


def test_relationship_page_leads_to_a_visit_and_starts_todays_in_one_tap(world, sign_in):
    relationship = make_relationship(world)
    meeting = make_meeting(relationship, moment(13))
    there = reverse("support:relationship", args=[relationship.pk])
    begin = reverse("support:start_from_meeting", args=[meeting.pk])
    said = read(sign_in("peer_worker").get(there))
    for address in (begin, f"/visits/start/?relationship={relationship.pk}", f"/tell/?relationship={relationship.pk}"):
        assert address in said
    assert begin not in read(sign_in("lead").get(there))
    assert "/visits/start/" not in read(sign_in("lead").get(there))
    with clock.at(moment(12, day=16)):
        assert begin not in read(sign_in("peer_worker").get(there))
