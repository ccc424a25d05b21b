"""What helped me: the library, my own, my yes; shown to a person, and theirs to keep."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from alongside.core.errors import NotAllowed, Refused
from alongside.support import commands, forms
from alongside.support.queries import strategies as queries
from alongside.support.queries.team_work import own_worker
from alongside.ui.pages import Request, do_now, form_page, page_of


def strategies(request: Request) -> HttpResponse:
    """The library: by words and by topic."""
    actor, asked = request.actor, forms.FindStrategy(request.GET)
    looked = asked.cleaned_data if asked.is_valid() else {}
    every = queries.strategies(actor)
    together, shown = queries.looking_for(actor, request.GET.get("for", ""))
    context = {
        "page": page_of(request, queries.looked_for(every, **looked), 20),
        "together": together,
        "shown": shown,
        "topics": queries.topics_of(every),
        "topic": looked.get("topic", ""),
        "words": looked.get("words", ""),
        "writes": actor.has("peer_worker"),
    }
    return render(request, "support/strategies.jinja", context)


def my_strategies(request: Request) -> HttpResponse:
    """What I wrote, shown or not."""
    own_worker(request.actor)
    return render(request, "support/my_strategies.jinja", {"rows": queries.my_strategies(request.actor)})


def strategy(request: Request, strategy_id: str) -> HttpResponse:
    """One to read; and mine to change, or to take back."""
    found = queries.strategy_page(request.actor, strategy_id)
    together, shown = queries.looking_for(request.actor, request.GET.get("for", ""))
    context = {"found": found, "together": together, "was_shown": found.row.id in shown}
    return render(request, "support/strategy.jinja", context)


def write_strategy(request: Request) -> HttpResponse:
    """Something that helped me, in my own words. Nobody sees it yet."""
    return form_page(
        request,
        "support/write_strategy.jinja",
        form=forms.WriteStrategy,
        do=commands.write_strategy,
        to=own_worker(request.actor),
        then=lambda made: reverse("support:show_strategy", args=[made.pk]),
        done="Saved. Only you see it, until you say yes.",
        draft="strategy:new",
    )


def change_strategy(request: Request, strategy_id: str) -> HttpResponse:
    found = queries.get_own_strategy(request.actor, strategy_id)
    return form_page(
        request,
        "support/change_strategy.jinja",
        form=forms.WriteStrategy,
        do=commands.change_strategy,
        to=found,
        then=reverse("support:strategy", args=[found.pk]),
        done="Changed.",
        initial=forms.from_strategy(found),
        strategy=found,
    )


def show_strategy(request: Request, strategy_id: str) -> HttpResponse:
    """My yes, to exactly these words, until a day."""
    found = queries.get_own_strategy(request.actor, strategy_id)
    return form_page(
        request,
        "support/show_strategy.jinja",
        form=forms.SayYes,
        do=commands.show_strategy,
        to=found,
        then=reverse("support:strategy", args=[found.pk]),
        done="It is in the library. You can take it back at any time.",
        initial={"seen": found.changed_at.isoformat()},
        strategy=found,
    )


def take_back_strategy(request: Request, strategy_id: str) -> HttpResponse:
    found = queries.get_own_strategy(request.actor, strategy_id)
    done = "Taken back. Only you see it now: it is gone from the library, and from the pages of those who kept it."
    return do_now(request, commands.take_back_strategy, found, then=reverse("support:my_strategies"), done=done)


def take_out_strategy(request: Request, strategy_id: str) -> HttpResponse:
    """The lead says why; its owner reads it."""
    found = queries.get_strategy(request.actor, strategy_id)
    return form_page(
        request,
        "support/take_out_strategy.jinja",
        form=forms.TakeOut,
        do=commands.take_out_strategy,
        to=found,
        then=reverse("support:strategies"),
        done="Taken out. Whoever wrote it is told, and can read why.",
        strategy=found,
    )


def show_strategy_to(request: Request, strategy_id: str) -> HttpResponse:
    """One of the people I walk with, and a line why."""
    found = queries.get_strategy(request.actor, strategy_id)
    if not request.actor.has("peer_worker"):
        raise NotAllowed("walk with people")
    people = queries.people_to_show(request.actor, found)
    asked = forms.ShowStrategy(
        request.POST or None, people=people, initial={"relationship": request.GET.get("for", "")}
    )
    if request.method == "POST" and asked.is_valid():
        together = queries.get_walked(request.actor, asked.cleaned_data["relationship"])
        try:
            commands.show_strategy_to(request.actor, together, strategy=found, why=asked.cleaned_data["why"])
        except NotAllowed:
            raise
        except Refused as refusal:
            asked.add_error(None, str(refusal))
        else:
            messages.success(request, f"{together.referral.person.called} finds it on their own pages.")
            return redirect(reverse("support:strategies") + f"?for={together.pk}")
    context = {"form": asked, "strategy": found, "people": people}
    return render(request, "support/show_strategy_to.jinja", context, status=422 if asked.errors else 200)


def shown_to_me(request: Request) -> HttpResponse:
    """What I was shown of what helped others."""
    return render(request, "support/shown_to_me.jinja", {"rows": queries.shown_to_me(request.actor)})


def keep_strategy(request: Request, shown_id: str) -> HttpResponse:
    shown = queries.get_shown_to_me(request.actor, shown_id)
    return do_now(request, commands.keep_strategy, shown, then=_mine(), done="Kept. You find it here.")


def let_go_strategy(request: Request, shown_id: str) -> HttpResponse:
    shown = queries.get_shown_to_me(request.actor, shown_id)
    answer = do_now(request, commands.let_go_strategy, shown, then=_mine())
    again = reverse("support:keep_strategy", args=[shown.pk]) if queries.is_readable(shown) else ""
    messages.success(request, "Let go. Nobody asks why.", extra_tags=again)
    return answer


def _mine() -> str:
    return reverse("support:shown_to_me")
