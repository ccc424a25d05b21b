"""A signed-in browser that only asks and reads: one kept-alive connection to the served product."""

import http.client
import re
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.test import Client

from alongside.accounts.middleware import SECOND_FACTOR
from alongside.accounts.models import User

_HIDDEN = re.compile(r'<input[^>]*name="(csrfmiddlewaretoken|once)"[^>]*value="([^"]*)"')
_ALERT = re.compile(r"nhsuk-error-summary__list.*?</ul>", re.DOTALL)


class Wrong(Exception):
    """The service answered something else than it should."""


class Browser:
    """`get` and `post` give the page as text, or raise Wrong. Made in the database, then used over HTTP alone."""

    def __init__(self, user: User, port: int) -> None:
        client = Client(SERVER_NAME="localhost")
        client.force_login(user)
        session = client.session
        session[SECOND_FACTOR] = "bench"
        session.save()
        self.user, self.port = user, port
        self.cookies = {settings.SESSION_COOKIE_NAME: session.session_key}
        self.line: http.client.HTTPConnection | None = None

    def get(self, address: str) -> str:
        return self._ask("GET", address, 200)

    def post(self, address: str, answers: dict[str, Any], wanted: int = 302) -> str:
        """Send a form; it is confirmed by a redirect."""
        return self._ask("POST", address, wanted, urlencode(answers, doseq=True))

    def tokens(self, page: str) -> dict[str, str]:
        return dict(_HIDDEN.findall(page))

    def _ask(self, verb: str, address: str, wanted: int, body: str | None = None) -> str:
        headers = {
            "Host": "localhost",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            **({"Content-Type": "application/x-www-form-urlencoded"} if body is not None else {}),
        }
        answer, text = self._send(verb, address, body, headers)
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        if answer.status != wanted:
            why = re.sub(r"<[^>]+>|\s+", " ", (_ALERT.search(text) or [""])[0]).strip()
            raise Wrong(f"{verb} {address} answered {answer.status}: {why or answer.getheader('Location') or ''}")
        return text

    def _send(self, verb: str, address: str, body: str | None, headers: dict[str, str]) -> tuple[Any, str]:
        """A line that the server closed while it was still was not heard on: it is opened again, once."""
        for fresh in (False, True):
            if self.line is None or fresh:
                self.line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
            try:
                self.line.request(verb, address, body, headers)
                answer = self.line.getresponse()
                return answer, answer.read().decode()
            except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
                if fresh:
                    raise
        raise AssertionError("unreachable")
