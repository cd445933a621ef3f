"""The form of `duthao edit` as a browser has it: a running server, and what a page would send of itself."""

from __future__ import annotations

import http.client
import os
import re
import signal
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

from lxml import html
from playwright.sync_api import Browser, Page

from tests.conftest import ROOT

Fields = list[tuple[str, str]]


class Answer(NamedTuple):
    """What the server said; `location` is where it sends the browser on."""

    status: int
    body: bytes
    headers: dict[str, str]

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def location(self) -> str:
        return self.headers.get("location", "")


@dataclass
class Form:
    """One officer's browser."""

    port: int
    key: str
    cookies: dict[str, str] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """What the command prints."""
        return f"http://127.0.0.1:{self.port}/?khoa={self.key}"

    def enter(self) -> Form:
        """Open the address that was printed."""
        answer = self.ask("GET", f"/?khoa={self.key}")
        assert answer.status == 303
        name, _, value = answer.headers["set-cookie"].partition(";")[0].partition("=")
        self.cookies[name] = value
        return self

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Answer:
        """One request, with the cookies of this browser."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        sent = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        if method == "POST":
            sent["Origin"] = f"http://127.0.0.1:{self.port}"
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, sent)
        answer = connection.getresponse()
        said = {name.lower(): value for name, value in answer.getheaders()}
        content = answer.read()
        connection.close()
        return Answer(answer.status, content, said)

    def get(self, path: str) -> Answer:
        return self.ask("GET", path)

    def post(self, path: str, fields: Fields) -> Answer:
        """What a form without files sends, its line ends as browsers write them."""
        lines = [(k, v.replace("\r\n", "\n").replace("\n", "\r\n")) for k, v in fields]
        body = urlencode(lines).encode()
        return self.ask("POST", path, body, Content_Type="application/x-www-form-urlencoded")

    def send_file(self, path: str, page: str, name: str, content: bytes, *more: str) -> Answer:
        """What the form of a page sends with a file chosen. `more`: names of further files of these bytes."""
        return self.send_files(path, page, dict.fromkeys((name, *more), content))

    def send_files(self, path: str, page: str, files: dict[str, bytes]) -> Answer:
        """The same with several files, by their names."""
        mark = uuid.UUID(int=7).hex
        csrf = dict(fields_of(page))["csrf"]
        body = f'--{mark}\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n{csrf}\r\n'.encode()
        for name, content in files.items():
            head = (
                f'--{mark}\r\nContent-Disposition: form-data; name="tep"; filename="{name}"\r\n\r\n'
            )
            body += head.encode() + content + b"\r\n"
        body += f"--{mark}--\r\n".encode()
        return self.ask("POST", path, body, Content_Type=f"multipart/form-data; boundary={mark}")

    def saved(self, path: str, press: tuple[str, str] = ("luu", "1"), **changed: str) -> Answer:
        """Open a page of the form, type into some fields (dots of their names as `__`), press a button."""
        typed = {name.replace("__", "."): value for name, value in changed.items()}
        return self.typed(path, typed, press)

    def typed(
        self, path: str, typed: dict[str, str], press: tuple[str, str] = ("luu", "1")
    ) -> Answer:
        """The same, the fields by their names."""
        fields = fields_of(self.get(path).text)
        assert typed.keys() <= {name for name, _ in fields}, typed.keys() - {n for n, _ in fields}
        return self.post(
            path.partition("?")[0], [*((n, typed.get(n, v)) for n, v in fields), press]
        )


def fields_of(page: str) -> Fields:
    """What the last form of a page sends as it stands, without a button."""
    form = html.fromstring(page).forms[-1]
    sent: Fields = []
    for element in form.iter("input", "select", "textarea"):
        name = element.get("name")
        if not name or element.get("type") == "file":
            continue
        if element.tag == "select":
            chosen = [o for o in element.iter("option") if o.get("selected") is not None]
            sent.append((name, (chosen or list(element.iter("option")))[0].get("value")))
        elif element.tag == "textarea":
            sent.append((name, (element.text or "").removeprefix("\n")))
        elif element.get("type") not in ("checkbox", "radio") or element.get("checked") is not None:
            sent.append((name, element.get("value", "")))
    return sent


@contextmanager
def running(root: Path, *arguments: str, env: dict[str, str] | None = None) -> Iterator[Form]:
    """`duthao edit` of a root on a free port, until the block ends as Ctrl+C ends it. `env` is added to the environment."""
    command = [sys.executable, "-m", "duthao", "edit", "--root", str(root), "--no-browser"]
    command += ["--port", "0", *arguments]
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, **(env or {})},
    )
    try:
        assert process.stdout
        line = process.stdout.readline()
        address = re.search(r"http\S+", line)
        assert address, line + (process.stderr.read() if process.stderr else "")
        parts = urlsplit(address[0])
        assert parts.port
        yield Form(parts.port, parts.query.partition("=")[2])
    finally:
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=30)
    assert process.returncode == 0, said
    assert "Đã đóng biểu mẫu" in said


def opened(browser: Browser, form: Form, width: int, **context: bool) -> Page:
    page = browser.new_context(viewport={"width": width, "height": 900}, **context).new_page()  # type: ignore[arg-type]
    page.goto(form.address)
    return page
