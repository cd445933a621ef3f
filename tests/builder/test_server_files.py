"""What a build tells web servers, taken in by the real ones: policy, types, the page for lost readers."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from duthao.outputs.shared.listing import FEEDS, OWN
from duthao.outputs.shared.subscriptions import NEWS_KINDS
from duthao.rendering.links import FEED_TYPES
from tests.browser import open_page

# A whole configuration around the part that was made; one process, so that it reads what its user may read.
NGINX = """daemon off;
master_process off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen 127.0.0.1:{port};
        root {folder}/www;
        include {made};
    }}
}}
"""
CADDY = """{{
	admin off
	auto_https off
}}
http://127.0.0.1:{port} {{
	root * {folder}/www
	import {made}
	handle {{
		file_server
	}}
}}
"""
SERVERS = {
    "nginx.conf": (NGINX, ("nginx", "-c")),
    "Caddyfile": (CADDY, ("caddy", "run", "--adapter", "caddyfile", "--config")),
}


def ask(url: str) -> tuple[int, Message, str]:
    """Status, heads and text of an answer."""
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return answer.status, answer.headers, answer.read().decode()
    except urllib.error.HTTPError as lost:
        return lost.code, lost.headers, lost.read().decode()


def kind_of(heads: Message) -> str:
    """The media type with its charset, as the servers write it alike."""
    return heads["Content-Type"].lower()


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@pytest.fixture(scope="module", params=SERVERS)
def host(
    request: pytest.FixtureRequest, built: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The test province served below its path by the real server; the address of its home page."""
    template, command = SERVERS[request.param]
    folder, port = tmp_path_factory.mktemp("server"), free_port()
    (folder / "www").mkdir()
    (folder / "www/gop-y").symlink_to(built / "site")
    (folder / "www/khac").mkdir()
    (folder / "www/khac/rss.xml").write_text("<x/>", encoding="utf-8")
    made = built / "build/server" / request.param
    config = folder / request.param
    config.write_text(template.format(folder=folder, port=port, made=made), encoding="utf-8")
    running = subprocess.Popen(
        [*command, str(config)],
        env={**os.environ, "HOME": str(folder)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    address = f"http://127.0.0.1:{port}/gop-y/"
    for _ in range(400):
        try:
            ask(address)
            break
        except OSError:
            assert running.poll() is None, running.communicate()[1]
            time.sleep(0.025)
    yield address
    running.terminate()
    running.communicate()


def test_every_page_comes_with_the_policy_that_it_carries(host: str, browser: Browser) -> None:
    for path in ("", "du-thao/ht-2026-002/", "theo-doi/"):
        status, heads, text = ask(host + path)
        assert status == 200
        carried = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
        assert carried
        (policy,) = heads.get_all("Content-Security-Policy")
        assert policy == f"{carried[1]}; frame-ancestors 'self'"
        assert heads["X-Content-Type-Options"] == "nosniff"
        assert heads["Cache-Control"] == "no-cache"
        assert kind_of(heads) == "text/html; charset=utf-8"
    page, trouble = open_page(browser, f"{host}theo-doi/", 360)
    page.locator("[data-follow][data-ready]").wait_for()
    assert not trouble
    page.context.close()


def test_other_sites_may_frame_cards_alone(host: str) -> None:
    (policy,) = ask(f"{host}du-thao/ht-2026-002/nhung/")[1].get_all("Content-Security-Policy")
    assert "default-src 'none'" in policy and "frame-ancestors" not in policy


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("rss.xml", "application/rss+xml"),
        ("moi.xml", "application/rss+xml"),
        ("dia-ban/ha-tinh/atom.xml", "application/atom+xml"),
        ("du-thao/ht-2026-002/feed.json", "application/feed+json"),
        ("lich.ics", "text/calendar"),
        ("theo-doi/nguon-tin.opml", "text/x-opml"),
        ("@luu-tru/*.xml", "application/atom+xml"),
        ("@dia-ban/*/luu-tru/*.xml", "application/atom+xml"),
        ("@api/**/*.csv", "text/csv"),
        ("@**/*.ssml", "application/ssml+xml"),
    ],
)
def test_what_servers_do_not_know_comes_as_what_it_is(
    host: str, built: Path, path: str, kind: str
) -> None:
    """The first of the files, where a pattern after @ says which."""
    if path.startswith("@"):
        path = min((built / "site").glob(path[1:])).relative_to(built / "site").as_posix()
    status, heads, _ = ask(host + path)
    assert status == 200
    assert kind_of(heads) == f"{kind}; charset=utf-8"
    assert heads.get_all("Content-Security-Policy")


def test_each_kind_of_feed_has_its_type() -> None:
    kinds = dict.fromkeys((kind.file for kind in NEWS_KINDS), OWN[2])
    assert {name: kind for _, name, kind in (*FEEDS, OWN)} | kinds == FEED_TYPES


def test_what_is_packed_is_no_text(host: str) -> None:
    request = urllib.request.Request(f"{host}api/v1/all.jsonl.gz", method="HEAD")
    with urllib.request.urlopen(request, timeout=10) as answer:
        assert kind_of(answer.headers) == "application/gzip"


def test_the_rest_of_the_host_is_left_alone(host: str) -> None:
    beside = host.replace("/gop-y/", "/khac/")
    for path in ("rss.xml", "khong-co"):
        status, heads, text = ask(beside + path)
        assert (status, "Không tìm thấy" in text) == (200 if path == "rss.xml" else 404, False)
        assert not {"Content-Security-Policy", "Strict-Transport-Security", "Cache-Control"} & {
            *heads
        }
        assert "rss+xml" not in (heads["Content-Type"] or "")
    assert ask(host.removesuffix("/"))[0] == 200  # by way of the folder


def test_a_feed_that_is_not_there_is_no_feed(host: str) -> None:
    status, heads, _ = ask(f"{host}khong-co/rss.xml")
    assert status == 404
    assert kind_of(heads) == "text/html; charset=utf-8"


def test_who_is_lost_gets_the_page_for_it(host: str) -> None:
    status, heads, text = ask(f"{host}khong-co/trang-nay/")
    assert status == 404
    assert "Không tìm thấy trang" in text
    assert heads.get_all("Content-Security-Policy")
