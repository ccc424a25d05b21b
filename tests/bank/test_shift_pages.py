"""Pages of shifts: who sees them, what they say, what is refused beside the question, and how many queries they ask."""

from datetime import timedelta

import pytest
from django.urls import reverse

from alongside.accounts.models import Ward
from alongside.bank import commands, queries
from alongside.bank.models import Shift
from alongside.core import clock
from alongside.core.guard import unguarded
from alongside.ui import dates
from tests.bank.setting_up import make_bank_worker, make_rules, make_shift
from tests.bank.shifts import actor, change, filled, hours, need, offered, worked
from tests.groups.setting_up import make_date, make_group


@pytest.fixture
def maya(world):
    worker = make_bank_worker(world, "Maya Lund")
    world.users["maya"] = worker.user
    return worker


@pytest.fixture
def jude(world):
    worker = make_bank_worker(world, "Jude Abara")
    world.users["jude"] = worker.user
    return worker


def read(client, name, *args, status=200):
    page = client.get(reverse(f"bank:{name}", args=args))
    assert page.status_code == status
    return page.content.decode()


def post(client, name, *args, status=200, **answers):
    page = client.post(reverse(f"bank:{name}", args=args), answers, follow=True)
    assert page.status_code == status
    return page.content.decode()


def typed(day, **changed):
    """What is typed into the form that asks for a shift."""
    answers = {
        "what_for": "Art and talk",
        "on_day": day.day,
        "on_month": day.month,
        "on_year": day.year,
        "starts": "1pm",
    }
    return {**answers, "ends": "4pm", "band": "3", "weight": "5", **changed}


# A worker's own ------------------------------------------------------------------------------------------------------


def test_my_shifts_when_nothing_is_there_says_so(world, sign_in, maya):
    said = read(sign_in("maya"), "my_shifts")
    assert "No offers now." in said
    assert "Nothing is booked." in said
    assert "Say no as often as you like. It never counts against you." in said


def test_my_shifts_of_whoever_is_not_on_the_bank_says_so(world, sign_in):
    assert "You are not on the staff bank." in read(sign_in("peer_worker"), "my_shifts")


@pytest.mark.parametrize("name", ["ward", "bank", "lead", "referrer", "person"])
def test_my_shifts_is_for_peer_workers(world, sign_in, name):
    read(sign_in(name), "my_shifts", status=404)


def test_my_shifts_shows_offers_with_the_checks_made(world, sign_in, maya, jude):
    change(maya.bank, own_limit_hours=24)
    shift = offered(world, maya, jude)
    said = read(sign_in("maya"), "my_shifts")
    for words in ("You know this ward", "Brings you to 3 hours", "Your own limit is 24", "Also offered to 1 other"):
        assert words in said
    said = post(sign_in("maya"), "my_offer", shift.offers.get(worker=maya).pk)
    assert "It is yours." in said
    assert "Ask a colleague to swap" in said


def test_my_shifts_when_a_clash_was_found_since_says_it_and_has_no_button(world, sign_in, maya):
    shift = offered(world, maya)
    make_shift(world, hour=14, status="filled", worker=maya, filled_at=clock.now(), what_for="Walk")
    said = read(sign_in("maya"), "my_offer", shift.offers.get().pk)
    assert "It overlaps." in said
    assert "Take this shift" not in said


def test_my_shifts_shows_what_is_mine_worked_and_asked(world, sign_in, maya, jude):
    mine = filled(world, maya)
    worked(world, maya, what_for="Yesterday")
    worked(world, maya, days=-2, what_for="Before", status="worked")
    commands.ask_swap(actor(maya), mine, to=jude)
    said = read(sign_in("maya"), "my_shifts")
    for words in ("Swap asked", "It is still yours until then.", "Say my hours", "How are you after it?"):
        assert words in said
    said = read(sign_in("jude"), "my_shifts")
    assert "Maya asks whether you would take it" in said


@pytest.mark.parametrize("rows", [1, 3])
def test_my_shifts_asks_the_same_for_one_offer_and_three(world, maya, django_assert_num_queries, rows):
    for n in range(rows):
        offered(world, maya, days=3 + n)
    who = actor(maya)
    with django_assert_num_queries(27):
        queries.my_shifts(who)


def test_my_offer_that_is_gone_says_just_taken(world, sign_in, maya, jude):
    shift = offered(world, maya, jude)
    offer = shift.offers.get(worker=maya)
    commands.claim_shift(actor(jude), shift)
    client = sign_in("maya")
    assert "Just taken. Thank you for offering." in read(client, "my_offer", offer.pk)
    assert "Just taken. Thank you for offering." in post(client, "my_offer", offer.pk, status=409)
    read(sign_in("jude"), "my_offer", offer.pk, status=404)
    assert "It is yours." in read(sign_in("jude"), "my_offer", shift.offers.get(worker=jude).pk)


def test_say_no_and_think_again(world, sign_in, maya):
    shift = offered(world, maya)
    offer = shift.offers.get()
    client = sign_in("maya")
    assert "It never counts against you." in post(client, "say_no", offer.pk)
    assert "You can think again" in read(client, "my_offer", offer.pk)
    assert "1 still there" in read(client, "my_shifts")
    assert "It is yours." in post(client, "my_offer", offer.pk)


def test_hand_back_asks_no_reason(world, sign_in, maya, jude):
    shift = filled(world, maya)
    client = sign_in("maya")
    assert "No reason needed. Nobody on the ward sees it." in read(client, "hand_back", shift.pk)
    assert "It is no longer yours" in post(client, "hand_back", shift.pk)
    read(client, "my_shift", shift.pk, status=404)
    read(sign_in("jude"), "hand_back", shift.pk, status=404)


def test_say_worked_from_the_page_and_refuses_beside_the_question(world, sign_in, maya):
    shift = worked(world, maya)
    client = sign_in("maya")
    assert "Say my hours" in read(client, "my_shift", shift.pk)
    said = post(client, "say_worked", shift.pk, status=422, starts="2pm", ends="1pm", worked_break="")
    assert "It must end after it starts" in said
    assert 'value="2pm"' in said
    said = post(client, "say_worked", shift.pk, starts="1pm", ends="4:15pm", worked_break="10")
    assert "The ward confirms the hours next." in said
    shift.refresh_from_db()
    assert (dates.time(shift.worked_until), shift.worked_break) == ("4:15pm", 10)
    read(sign_in("ward"), "say_worked", shift.pk, status=404)


def test_say_worked_over_another_shift_is_refused_beside_the_question(world, sign_in, maya):
    first, second = worked(world, maya, hour=9), worked(world, maya, hour=13)
    change(first, status="worked", **hours(first, worked_until=second.starts_at + timedelta(hours=1)))
    said = post(sign_in("maya"), "say_worked", second.pk, status=422, starts="1pm", ends="4pm", worked_break="")
    assert "These hours overlap another shift, worked 9:00am to 2:00pm" in said
    assert 'value="4pm"' in said
    assert said.count("nhsuk-error-message") == 1


def test_say_worked_of_a_night_ends_the_next_day(world, sign_in, maya):
    shift = worked(world, maya, days=-3, hour=21, hours=10)
    post(sign_in("maya"), "say_worked", shift.pk, starts="9pm", ends="7am", worked_break="")
    shift.refresh_from_db()
    assert shift.worked_until - shift.worked_from == timedelta(hours=10)


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("confirmed", "Confirmed by the ward."),
        ("worked", "The ward confirms them next."),
        ("not_worked", "The ward says that it was not worked."),
    ],
)
def test_my_shift_says_where_the_hours_stand(world, sign_in, maya, status, words):
    shift = worked(world, maya)
    change(shift, status=status, **hours(shift), because="The ward was closed.")
    assert words in read(sign_in("maya"), "my_shift", shift.pk)


def test_my_shift_that_was_cancelled_says_it_is_not_because_of_them(world, sign_in, maya):
    shift = filled(world, maya)
    commands.cancel_shift(world.ward, shift, by="ward")
    assert "It is not because of you." in read(sign_in("maya"), "my_shift", shift.pk)


def test_ask_swap_and_agree_from_the_pages(world, sign_in, maya, jude):
    shift, theirs = filled(world, maya), filled(world, jude, days=9, what_for="Walk")
    other = make_bank_worker(world, "Ro Finch")
    client = sign_in("maya")
    said = post(client, "ask_swap", shift.pk, status=422, to=other.pk, in_return=theirs.pk, words="")
    assert "That shift is not Ro’s" in said
    said = post(client, "ask_swap", shift.pk, to=jude.pk, in_return=theirs.pk, words="Could you?")
    assert "It is still yours until" in said
    swap = shift.swaps.get()
    assert "Take back the swap" in read(client, "my_swap", swap.pk)
    said = read(sign_in("jude"), "my_swap", swap.pk)
    assert "Would you take this shift?" in said
    assert "Could you?" in said
    read(sign_in("other_peer_worker"), "my_swap", swap.pk, status=404)
    assert "Swapped." in post(sign_in("jude"), "agree_swap", swap.pk)
    assert "Swapped" in read(client, "my_swap", swap.pk)


def test_decline_and_stop_a_swap_from_the_pages(world, sign_in, maya, jude):
    shift = filled(world, maya)
    swap = commands.ask_swap(actor(maya), shift, to=jude)
    assert "That is fine." in post(sign_in("jude"), "decline_swap", swap.pk)
    again = commands.ask_swap(actor(maya), shift, to=jude)
    assert "Taken back." in post(sign_in("maya"), "stop_swap", again.pk)


# The ward's ----------------------------------------------------------------------------------------------------------


def test_ward_shifts_when_nothing_is_asked_says_so(world, sign_in):
    make_rules()
    said = read(sign_in("ward"), "ward_shifts")
    assert "Nothing is asked for." in said
    assert "Ask for a shift" in said


@pytest.mark.parametrize("name", ["peer_worker", "coordinator", "referrer", "person", "nobody"])
def test_ward_pages_are_not_found_for_whoever_may_not_ask(world, sign_in, name):
    client = sign_in(name)
    read(client, "ward_shifts", status=404)
    read(client, "ask_shift", status=404)


def test_ward_shifts_never_say_who_was_asked_or_who_cannot_come(world, sign_in, maya, jude):
    shift = offered(world, maya, jude)
    commands.claim_shift(actor(maya), shift)
    assert "Maya L" in read(sign_in("ward"), "ward_shifts")
    commands.hand_back(actor(maya), shift)
    said = read(sign_in("ward"), "ward_shifts")
    assert "At risk: nobody yet" in said
    assert "Maya" not in said
    assert "Jude" not in said
    read(sign_in("ward"), "shift", shift.pk, status=404)
    assert "Games" not in read(sign_in("other_ward"), "ward_shifts")


@pytest.mark.parametrize("rows", [1, 3])
def test_ward_shifts_ask_the_same_queries_for_one_and_three(world, django_assert_num_queries, maya, rows):
    for n in range(rows):
        worked(world, maya, days=-1 - n)
        make_shift(world, days=3 + n)
    who = world.ward
    with django_assert_num_queries(2):
        queries.shifts_of_ward(who)


def test_ask_shift_from_the_page(world, sign_in, maya):
    change(maya.bank, skills=["art", "Makaton"])
    day = clock.today() + timedelta(days=9)
    client = sign_in("ward")
    assert "Makaton" in read(client, "ask_shift")
    said = post(client, "ask_shift", **typed(day, preferred=maya.pk, skills=["art"], fallback_band="4"))
    assert "Asked." in said
    assert "Waiting to be approved" in said
    shift = Shift.objects.get()
    assert (shift.ward, shift.preferred, shift.skills) == (world.willow_ward, maya, ["art"])
    assert (dates.time(shift.starts_at), dates.time(shift.ends_at), shift.fallback_band) == ("1:00pm", "4:00pm", "4")


def test_ask_shift_from_a_date_of_a_group_is_filled_in(world, sign_in):
    make_rules()
    date = make_date(make_group(world), days=9, hour=14)
    client, address = sign_in("ward"), f"{reverse('bank:ask_shift')}?date={date.pk}"
    said = client.get(address).content.decode()
    assert "Art and conversation" in said
    assert 'value="1:45pm"' in said
    day = clock.today() + timedelta(days=9)
    client.post(address, typed(day, starts="1:45pm", ends="3:15pm"))
    assert Shift.objects.get().group_date == date
    page = client.post(address, typed(day, what_for="Again"))
    assert page.status_code == 422
    assert "There is a shift for this date of the group already" in page.content.decode()


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"ends": "12pm"}, "It must end after it starts"),
        ({"ends": "7pm", "later": 1}, "It is longer than 24 hours"),
        ({"what_for": ""}, "Enter what the shift is for"),
        ({"break_minutes": "180"}, "The break is as long as the shift"),
        ({"what_for": "games, WITH nia"}, "This is asked for already"),
    ],
)
def test_ask_shift_that_cannot_be_is_refused_beside_the_question(world, sign_in, answers, words):
    make_rules()
    day = clock.today() + timedelta(days=9)
    make_shift(world, days=9)
    if answers.pop("later", None):
        then = day + timedelta(days=1)
        answers |= {"ends_on_day": then.day, "ends_on_month": then.month, "ends_on_year": then.year}
    said = post(sign_in("ward"), "ask_shift", status=422, **typed(day, **answers))
    assert words in said
    assert Shift.objects.count() == 1


def test_ask_shift_in_the_past_is_refused_beside_the_question(world, sign_in):
    make_rules()
    said = post(sign_in("ward"), "ask_shift", status=422, **typed(clock.today() - timedelta(days=1)))
    assert "The day must be" in said


def test_ask_shift_by_the_bank_says_for_which_ward(world, sign_in):
    make_rules()
    with unguarded():
        other = Ward.objects.create(name="Hazel Ward", team=world.willow)
    day = clock.today() + timedelta(days=9)
    said = post(sign_in("bank"), "ask_shift", status=422, **typed(day))
    assert "Select the ward" in said
    post(sign_in("bank"), "ask_shift", **typed(day, ward=other.pk))
    assert Shift.objects.get().ward == other


def test_change_and_cancel_from_the_pages(world, sign_in):
    make_rules()
    shift = commands.ask_shift(world.ward, **need(world))
    client = sign_in("ward")
    assert "Games, with Nia" in read(client, "change_shift", shift.pk)
    day = clock.today() + timedelta(days=10)
    assert "Changed." in post(client, "change_shift", shift.pk, **typed(day, what_for="Walk"))
    shift.refresh_from_db()
    assert shift.what_for == "Walk"
    assert "the ward bears the cost" in read(client, "cancel_shift", shift.pk)
    assert "Cancelled." in post(client, "cancel_shift", shift.pk, because="No room")
    for page in ("change_shift", "cancel_shift", "confirm_hours", "say_not_worked"):
        read(sign_in("other_ward"), page, shift.pk, status=404)


def test_cancel_by_the_bank_says_who_cancels(world, sign_in, maya):
    shift = filled(world, maya)
    client = sign_in("bank")
    assert "Select who cancels" in post(client, "cancel_shift", shift.pk, status=422, because="")
    post(client, "cancel_shift", shift.pk, by="worker", because="")
    shift.refresh_from_db()
    assert shift.cancelled_by == "worker"


def test_confirm_hours_from_the_list_and_put_right(world, sign_in, maya):
    shift = worked(world, maya)
    client = sign_in("ward")
    said = read(client, "ward_shifts")
    assert "Hours to confirm" in said
    assert "has not said their hours yet" in read(client, "confirm_hours", shift.pk)
    assert "Confirmed." in post(client, "confirm_hours", shift.pk, starts="1pm", ends="4pm", worked_break="")
    assert "Confirmed by Nia Brandt" in read(client, "confirm_hours", shift.pk)
    said = post(client, "unconfirm_hours", shift.pk)
    assert "Confirm these hours" in said
    said = post(client, "confirm_hours", shift.pk, status=422, starts="1pm", ends="", worked_break="")
    assert "Enter when the work ended" in said


def test_say_not_worked_from_the_page(world, sign_in, maya):
    shift = worked(world, maya)
    assert "Not worked" in post(sign_in("ward"), "say_not_worked", shift.pk, because="The ward was closed.")


# For those who look after the bank -----------------------------------------------------------------------------------


def test_shift_says_what_is_next_who_was_asked_and_what_happened(world, sign_in, maya):
    make_rules()
    shift = commands.ask_shift(world.ward, **need(world, preferred=maya, skills=[], break_minutes=20))
    client = sign_in("bank")
    assert "Nia Brandt asks for this." in read(client, "shift", shift.pk)
    assert "Approved." in post(client, "approve_shift", shift.pk)
    assert "Nobody was asked yet." in read(client, "shift", shift.pk)
    said = post(client, "offer_next", shift.pk)
    for words in ("Offered to: the person the ward asked for", "Maya Lund", "Asked for by Nia Brandt"):
        assert words in said
    commands.claim_shift(actor(maya), shift)
    said = read(client, "shift", shift.pk)
    assert "Maya Lund has it." in said
    assert "It is offered again." in post(client, "hand_back_for", shift.pk)
    assert "Written as empty." in post(client, "give_up_on", shift.pk)


def test_shift_that_is_not_approved_says_why(world, sign_in):
    make_rules()
    shift = commands.ask_shift(world.ward, **need(world))
    client = sign_in("bank")
    assert "Say why." in post(client, "refuse_shift", shift.pk, status=422, because="")
    said = post(client, "refuse_shift", shift.pk, because="Two of your own are on.")
    assert "Two of your own are on." in said
    assert "Change and ask again" in read(sign_in("ward"), "ward_shifts")


@pytest.mark.parametrize("status", ["worked", "confirmed", "cancelled", "empty", "not_worked"])
def test_shift_in_each_state_opens(world, sign_in, maya, status):
    shift = worked(world, maya)
    fields = {"cancelled_at": clock.now(), "cancelled_by": "ward", "late_notice": True}
    change(
        shift,
        status=status,
        worker=None if status == "empty" else maya,
        **(hours(shift) if status in ("worked", "confirmed") else {}),
        **(fields if status == "cancelled" else {}),
        confirmed_at=clock.now() if status == "confirmed" else None,
        confirmed_by="Nia Brandt" if status == "confirmed" else "",
    )
    said = read(sign_in("lead"), "shift", shift.pk)
    assert "What happened" in said
    read(sign_in("ward"), "ward_shifts")


@pytest.mark.parametrize("name", ["ward", "peer_worker", "team_manager", "coordinator", "referrer", "nobody"])
def test_shift_is_not_found_for_whoever_may_not_see_who_was_asked(world, sign_in, name):
    read(sign_in(name), "shift", make_shift(world).pk, status=404)


def test_shift_is_found_for_a_coordinator_of_its_pathway_without_buttons(world, sign_in):
    shift = make_shift(world)
    assert "Offer to the next in order now" not in read(sign_in("other_coordinator"), "shift", shift.pk)


@pytest.mark.parametrize("rows", [1, 3])
def test_shift_page_asks_the_same_queries_for_one_offer_and_three(world, django_assert_num_queries, rows):
    shift = offered(world, *[make_bank_worker(world, f"N{n} Penny") for n in range(rows)])
    who = world.bank
    with django_assert_num_queries(4):
        queries.shift_page(who, shift.pk)
