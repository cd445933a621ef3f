"""Mail from feeds: what the handbook tells to type is typed, and the real rss2email sends to a real SMTP server."""

from __future__ import annotations

import asyncio
import email
import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP

from duthao.outputs.feeds import feeds
from tests.browser import serve
from tests.conftest import NOW, ROOT, replace_text
from tests.feed_site import root, site_at

__all__ = ["root"]  # a fixture of the tests of feeds

HANDBOOK = ROOT / "content/so-tay/thu-dien-tu.md"
FILES = ("moi.xml", "dinh-chinh.xml")
LATER = "2026-11-27T09:00"
CORRECTION = (
    '[{kind: correction, at: 2026-11-26, note: "Số tiền ở mục 2 là 12 triệu đồng."}]\ndemo: true'
)


class Mailbox:
    """Whatever an SMTP server on this machine was given."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []

    async def handle_DATA(  # noqa: N802 - so it is called by aiosmtpd
        self, server: Any, session: Any, envelope: Any
    ) -> str:
        letter = email.message_from_bytes(envelope.content, policy=default)
        assert isinstance(letter, EmailMessage)
        assert envelope.rcpt_tos == [letter["to"]]
        self.letters.append(letter)
        return "250 OK"


@contextmanager
def smtp_server(mailbox: Mailbox) -> Iterator[int]:
    """A server on a free port of this machine; gives the port."""
    loop = asyncio.new_event_loop()  # in a thread of its own: that of the browser runs in this one
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    starting = loop.create_server(lambda: SMTP(mailbox), "127.0.0.1", 0)
    server = asyncio.run_coroutine_threadsafe(starting, loop).result()
    yield server.sockets[0].getsockname()[1]
    loop.call_soon_threadsafe(server.close)
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


def blocks() -> tuple[str, ...]:
    """The blocks of the handbook in their order: what is chosen, the settings, what is typed first, what each hour."""
    found = re.findall(r"^```(?:sh|ini)\n(.*?)^```$", HANDBOOK.read_text("utf-8"), re.M | re.S)
    assert len(found) == 4
    return tuple(found)


def publish(root: Path, out: Path, as_of: str) -> None:
    """Both feeds as they are at an instant."""
    site = site_at(root, as_of)
    for artifact in feeds.NewsFeeds().for_site(site):
        if artifact.path in FILES:
            (out / artifact.path).write_bytes(artifact.render())


@pytest.fixture
def published(root: Path, tmp_path: Path) -> Path:
    """A folder with the feeds as they are first."""
    out = tmp_path / "published"
    out.mkdir()
    publish(root, out, NOW)
    return out


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture
def type_in(published: Path, mailbox: Mailbox, tmp_path: Path) -> Iterator[Callable[[str], None]]:
    """Types lines of the handbook into a shell of an account that has its settings, with this machine's servers."""
    chosen, settings, _, _ = blocks()
    home = tmp_path / "home"
    (home / ".config").mkdir(parents=True)
    with serve(published) as address, smtp_server(mailbox) as port:
        chosen = chosen.replace("https://gop-y.tinh.example", address.rstrip("/"))
        settings = settings.replace("thu.tinh.example", "127.0.0.1")
        settings = settings.replace("smtp-port = 25", f"smtp-port = {port}")
        (home / ".config/rss2email.cfg").write_text(settings, encoding="utf-8")
        tools = Path(sys.executable).parent
        environment = {
            "HOME": str(home),
            "PATH": f"{tools}:{os.environ['PATH']}",
            "LANG": "C.UTF-8",
        }

        def typed(lines: str) -> None:
            done = subprocess.run(
                ["bash", "-e", "-c", chosen + lines],
                env=environment,
                capture_output=True,
                text=True,
                timeout=60,
            )
            assert done.returncode == 0, done.stderr
            assert not done.stdout + done.stderr

        yield typed


def test_what_is_new_and_what_is_corrected_comes_once(
    type_in: Callable[[str], None], mailbox: Mailbox, root: Path, published: Path
) -> None:
    """In plain Vietnamese, with the address of the draft; nothing of what was there before."""
    _, _, first, hourly = blocks()
    type_in(first)
    type_in(hourly)
    assert mailbox.letters == []
    draft = root / "drafts/ht-2026-002/index.md"
    replace_text(draft, "demo: true", f"changes: {CORRECTION}")
    publish(root, published, LATER)
    type_in(hourly)
    opened, corrected = sorted(mailbox.letters, key=lambda letter: letter["subject"])
    assert opened["subject"].startswith("Mở lấy ý kiến: ")
    assert corrected["subject"].startswith("Đính chính: Phối hợp quản lý lao động nước ngoài")
    for letter in (opened, corrected):
        assert letter.get_content_type() == "text/plain" and not letter.is_multipart()
        assert letter["from"].addresses[0].display_name == "Góp ý dự thảo"
        assert letter["to"] == "tin-moi@lists.tinh.example"
        assert not re.search(r"<[a-z/]", letter.get_content())
    said = corrected.get_content()
    assert "Số tiền ở mục 2 là 12 triệu đồng." in said
    assert "https://vanban.hatinh.example/gop-y/du-thao/ht-2026-002/" in said
    type_in(hourly)
    publish(root, published, "2026-11-27T12:00")
    type_in(hourly)
    assert len(mailbox.letters) == 2
