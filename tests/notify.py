"""A stand-in for GOV.UK Notify: a small real server on this machine that takes messages, fails when told to, and
calls back with receipts and answers, as https://docs.notifications.service.gov.uk/rest-api.html says it does."""

import json
import threading
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlparse

import jwt

SERVICE, SECRET = "11111111-2222-4333-8444-555555555555", "66666666-7777-4888-8999-000000000000"
KEY = f"stand-in-{SERVICE}-{SECRET}"
TOKEN = "a-token-that-only-notify-and-we-know"
ERRORS = {
    400: {"error": "ValidationError", "message": "phone_number Not enough digits"},
    403: {"error": "AuthError", "message": "Invalid token: API key not found"},
    429: {
        "error": "RateLimitError",
        "message": "Exceeded rate limit for key type LIVE of 3000 requests per 60 seconds",
    },
    500: {"error": "Exception", "message": "Internal server error"},
    503: {"error": "Exception", "message": "Service unavailable"},
}


@dataclass
class StandIn:
    """`taken` is what it took, the oldest first. `answers` are said one by one to what comes next, then all goes well:
    a status code, (400, "its words"), "lost" (taken, but the answer never arrives) or "silent" (not even taken).
    """

    address: str = ""
    taken: list[dict[str, Any]] = field(default_factory=list)
    answers: list[Any] = field(default_factory=list)
    asked: int = 0

    def settings(self) -> dict[str, str]:
        """The environment of a service that is to use it."""
        return {
            "ALONGSIDE_NOTIFY_ADDRESS": self.address,
            "ALONGSIDE_NOTIFY_API_KEY": KEY,
            "ALONGSIDE_NOTIFY_TEXT_TEMPLATE": "a-text-template",
            "ALONGSIDE_NOTIFY_CALLBACK_TOKEN": TOKEN,
            "ALONGSIDE_TEXTS_BETWEEN": "0-24",  # stories are told at any hour
        }

    def texts(self, number: str = "") -> list[str]:
        """What was written to this number, or to all."""
        return [row["body"] for row in self.taken if row["type"] == "sms" and number in ("", row["to"])]


def received(number: str, words: str, *, id: str = "") -> dict[str, str]:  # noqa: A002
    """What Notify says when a text comes in."""
    return {
        "id": id or str(uuid.uuid4()),
        "source_number": number,
        "destination_number": "447700900000",
        "message": words,
        "date_received": "2026-11-17T12:40:00.000000Z",
    }


def receipt(reference: str, status: str) -> dict[str, str]:
    """What Notify says when it knows what became of a message."""
    return {"id": str(uuid.uuid4()), "reference": reference, "status": status, "notification_type": "sms"}


def call_back(address: str, said: dict[str, str], *, token: str = TOKEN) -> int:
    """Post to the service as Notify does; returns the status it answers."""
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    call = urllib.request.Request(address, json.dumps(said).encode(), headers, method="POST")
    with urllib.request.urlopen(call, timeout=30) as answer:
        return answer.status


@contextmanager
def stand_in() -> Iterator[StandIn]:
    """It answers for as long as it is held."""
    notify = StandIn()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(notify))
    notify.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield notify
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(notify: StandIn) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            kind = urlparse(self.path).path.removeprefix("/v2/notifications/")
            answer = notify.answers.pop(0) if notify.answers else 201
            if answer == "silent":
                return  # the connection closes without a word
            if not self._knows_us():
                answer = 403
            if answer not in (201, "lost"):
                status, words = answer if isinstance(answer, tuple) else (answer, "")
                self._say(status, _errors(status, words))
                return
            row = _taken(kind, said)
            notify.taken.append(row)
            if answer == 201:
                self._say(201, {"id": row["id"], "reference": row["reference"]})

        def do_GET(self) -> None:
            notify.asked += 1
            reference = parse_qs(urlparse(self.path).query)["reference"][0]
            found = [row for row in notify.taken if row["reference"] == reference]
            self._say(200, {"notifications": found, "links": {"current": self.path}})

        def _knows_us(self) -> bool:
            token = self.headers["Authorization"].removeprefix("Bearer ")
            return jwt.decode(token, SECRET, algorithms=["HS256"], options={"verify_iat": False})["iss"] == SERVICE

        def _say(self, status: int, words: dict[str, Any]) -> None:
            body = json.dumps(words).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Nothing: the tests read what was taken."""

    return Handler


def _taken(kind: str, said: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": str(uuid.uuid4()),
        "reference": said["reference"],
        "type": kind,
        "to": said.get("phone_number") or said.get("email_address"),
        "body": said["personalisation"]["text"],
        "subject": said["personalisation"].get("subject", ""),
        "status": "sending",
    }


def _errors(status: int, words: str = "") -> dict[str, Any]:
    usual = ERRORS[status]
    return {"status_code": status, "errors": [{**usual, "message": words or usual["message"]}]}
