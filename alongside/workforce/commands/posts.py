"""A post of the establishment on its way from an idea to a person, and back: each move keeps its day and its name."""

from datetime import date
from decimal import Decimal

from django.utils import timezone

from alongside.accounts.models import Pathway, Team
from alongside.core.commands import Act, command
from alongside.core.errors import NotAllowed, Refused
from alongside.workforce import policies
from alongside.workforce.models import Post, PostMove

Status = Post.Status


@command("post.added", "wrote down an idea for a post", allow=policies.may_add_post)
def add_post(
    act: Act,
    *,
    title: str,
    pathway: Pathway,
    wte: Decimal,
    team: Team | None = None,
    band: str = "",
    funded_by: str = "",
    funding_ends_on: date | None = None,
    case_words: str = "",
    whose_turn: str = "",
) -> Post:
    """Every post begins as an idea. `wte`: 1.00 is 37.5 hours a week. `whose_turn`: "us", or who else in words."""
    _place(act, pathway, team)
    post = Post.objects.create(
        title=title,
        pathway=pathway,
        team=team,
        wte=wte,
        band=band,
        funded_by=funded_by,
        funding_ends_on=funding_ends_on,
        case_words=case_words,
        whose_turn=whose_turn,
        since_on=timezone.localdate(act.at),
    )
    _note(act, post, "")
    return post


@command("post.changed", "changed a post", allow=policies.may_change_post)
def change_post(
    act: Act,
    post: Post,
    *,
    title: str,
    pathway: Pathway,
    wte: Decimal,
    team: Team | None = None,
    band: str = "",
    funded_by: str = "",
    funding_ends_on: date | None = None,
    case_words: str = "",
    whose_turn: str = "",
) -> Post:
    """Write it afresh. Its stage stays as it is."""
    _place(act, pathway, team)
    post.title, post.pathway, post.team, post.wte, post.band = title, pathway, team, wte, band
    post.funded_by, post.funding_ends_on = funded_by, funding_ends_on
    post.case_words, post.whose_turn = case_words, whose_turn
    post.save()
    return post


@command("post.case_made", "made the case for a post", allow=policies.may_change_post)
def make_case(act: Act, post: Post, *, case_words: str, whose_turn: str = "") -> Post:
    """The case is written and with whoever decides: `whose_turn`, like "finance"."""
    post.case_words, post.whose_turn = case_words, whose_turn
    return _move(act, post, Status.CASE)


@command("post.thought_again", "took a post back to an idea", allow=policies.may_change_post)
def think_again(act: Act, post: Post, *, words: str) -> Post:
    """The case was not agreed, or is to be written again. `words` say why."""
    post.whose_turn = ""
    return _move(act, post, Status.IDEA, words)


@command("post.funded", "wrote down that a post is funded", allow=policies.may_fund_post)
def fund_post(
    act: Act, post: Post, *, funded_by: str, funding_ends_on: date | None = None, whose_turn: str = "us"
) -> Post:
    """There is money: whose, and until when (empty: with no end). Now somebody writes the advert."""
    post.funded_by, post.funding_ends_on, post.whose_turn = funded_by, funding_ends_on, whose_turn
    return _move(act, post, Status.FUNDED)


@command("post.advertised", "advertised a post", allow=policies.may_advertise_post)
def advertise_post(act: Act, post: Post) -> Post:
    """A vacancy for it is open. Opening the vacancy does this by itself."""
    post.whose_turn = ""
    return _move(act, post, Status.ADVERTISED)


@command("post.advert_stopped", "stopped advertising a post", allow=policies.may_advertise_post)
def stop_advertising(act: Act, post: Post, *, words: str = "") -> Post:
    """Nobody was found, or the vacancy was withdrawn: vacant if somebody ever held it, else funded."""
    post.whose_turn = "us"
    held = post.assignments.exists() or post.moves.filter(status__in=[Status.FILLED, Status.VACANT]).exists()
    return _move(act, post, Status.VACANT if held else Status.FUNDED, words)


@command("post.filled", "filled a post", allow=policies.may_fill_post)
def fill_post(act: Act, post: Post) -> Post:
    """Somebody has it. One that is filled stays so: two may share a post."""
    if post.status == Status.FILLED:
        return post
    post.whose_turn = ""
    return _move(act, post, Status.FILLED)


@command("post.vacated", "wrote down that a post is vacant", allow=policies.may_fill_post)
def vacate_post(act: Act, post: Post, *, words: str = "") -> Post:
    """Nobody has it any more. The last assignment to it, when it is over, does this by itself."""
    post.whose_turn = "us"
    return _move(act, post, Status.VACANT, words)


@command("post.given_up", "gave up a post", allow=policies.may_fund_post)
def give_up_post(act: Act, post: Post, *, because: str) -> Post:
    """It will not be. `because` is for whoever asks later."""
    post.because, post.whose_turn = because, ""
    return _move(act, post, Status.GIVEN_UP, because[:300])


@command("post.taken_up_again", "took up a post again", allow=policies.may_fund_post)
def take_up_again(act: Act, post: Post) -> Post:
    """An idea once more."""
    post.because = ""
    return _move(act, post, Status.IDEA)


def _move(act: Act, post: Post, status: str, words: str = "") -> Post:
    post.move_to(status)
    post.since_on = timezone.localdate(act.at)
    post.save()
    _note(act, post, words)
    return post


def _note(act: Act, post: Post, words: str) -> None:
    PostMove.objects.create(
        post=post,
        status=post.status,
        moved_on=post.since_on,
        moved_by=act.actor.name,
        words=words,
        position=post.moves.count(),
    )


def _place(act: Act, pathway: Pathway, team: Team | None) -> None:
    if not policies.may_keep_posts_of(act.actor, pathway.pk, team.pk if team else None):
        raise NotAllowed(f"{act.actor.name} may not keep posts of that pathway")
    if team is not None and team.pathway_id != pathway.pk:
        raise Refused(f"{team.name} belongs to another pathway. Choose its own pathway, or another team.")
