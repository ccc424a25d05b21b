"""The first emails: thank you, how to sign in, use an address of your own, and the second yes of an address."""

from hashlib import sha256

from alongside.candidates import queries
from alongside.candidates.models import Alert, Candidate
from alongside.candidates.notices.people import link
from alongside.core.commands import Act
from alongside.core.models import Notice
from alongside.core.notices import write
from alongside.ui.dates import day

SIGN_IN = "You sign in with a code that we email you. There is no password to remember."


def tell_hello(act: Act, candidate: Candidate) -> None:
    """Thank you; what comes next and by when; and the way in."""
    write(
        act,
        to=candidate.email,
        about_id=candidate.pk,
        subject="Thank you. What happens next",
        text=(
            f"Thank you for saying hello.\n\nWe will be in touch by {day(candidate.reply_by)}. "
            "You are not signed up to anything, and you can stop at any time.\n\n"
            f"You have a page of your own. It shows whose turn it is, and by when:\n{link('pages:my_journey')}\n\n"
            f"{SIGN_IN}\n"
        ),
    )


def tell_known(act: Act, candidate: Candidate) -> None:
    """They said hello before: their page is there already. Once a day, however often it is said."""
    write(
        act,
        to=candidate.email,
        about_id=candidate.pk,
        once=f"hello-again:{candidate.pk}:{act.at:%Y%m%d}",
        subject="Thank you. You have a page with us",
        text=(
            "Thank you for saying hello again. You have a page of your own with us already, so we did not make "
            f"another:\n{link('pages:my_journey')}\n\n{SIGN_IN}\n"
        ),
    )


def ask_for_own_address(act: Act, email: str) -> Notice:
    """To an address whose account is kept apart from a candidate's. Once a day, however often it is used."""
    address = email.strip().lower()
    name = f"own-address:{sha256(address.encode()).hexdigest()[:32]}:{act.at:%Y%m%d}"
    written = write(
        act,
        to=address,
        once=name,
        subject="Please use an address of your own",
        text=(
            "Thank you for saying hello. This address has an account with us already, for something else, and we keep "
            "the two apart. Nothing of what you wrote was kept.\n\n"
            f"Please say hello again with another address of your own:\n{link('candidates:interested')}\n\n"
            "If it was not you, you can ignore this.\n"
        ),
    )
    return written or Notice.objects.get(once=name)


def ask_to_confirm(act: Act, alert: Alert) -> None:
    """To the address: say yes once more from here, or stop. One such email a day."""
    what = "jobs" if alert.about == Alert.About.JOBS else "training dates"
    stop = f"To stop, at any time, one press:\n{queries.stop_link(alert)}\n"
    if alert.status == Alert.Status.ON:
        subject, said = "You hear from us already", f"We tell this address of new {what} already.\n\n{stop}"
    else:
        subject = "Please say yes once more"
        yes = link("candidates:confirm_alert", alert.token)
        said = (
            f"Somebody, we hope you, asked us to tell this address of new {what}. "
            f"If that is right, say yes here:\n{yes}\n\nIf not, do nothing. We will not write again.\n\n{stop}"
        )
    write(act, to=alert.email, subject=subject, text=said, once=f"alert:{alert.pk}:{alert.status}:{act.at:%Y%m%d}")
