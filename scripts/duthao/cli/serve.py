"""Preview on this machine: builds into `build/preview`, builds again when an input changes, reloads the browser."""

from __future__ import annotations

import argparse
import gc
import json
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from duthao.builder.build import Report, build
from duthao.builder.inputs import Options
from duthao.builder.site_stage import Progress
from duthao.cli.console import FINE, progress
from duthao.errors import DuthaoError, Say
from duthao.records import settings_reader

_EVENTS = "__duthao/events"
_RELOAD = (
    "__duthao/reload.js"  # a file: the policy of a page lets no script run that was put into it
)
# Reloads after a build that went well; shows the faults over the page after one that did not.
_SCRIPT = """(()=>{const s=new EventSource("%s");let seen;s.onmessage=e=>{const d=JSON.parse(e.data);
if(seen!==undefined&&d.build!==seen&&!d.faults.length)location.reload();seen=d.build;
let b=document.getElementById("duthao-faults");if(b)b.remove();if(!d.faults.length)return;
b=document.createElement("pre");b.id="duthao-faults";b.setAttribute("role","alert");b.textContent=d.faults.join("\\n\\n");
b.style.cssText="position:fixed;inset:auto 0 0 0;max-height:60vh;overflow:auto;margin:0;padding:1rem;background:#7f1d1d;color:#fff;"+
"white-space:pre-wrap;z-index:99;font:14px/1.5 monospace";document.body.append(b)}})()"""


@dataclass
class Preview:
    """What the browser is told: how many builds have ended, and the faults of the last."""

    builds: int = 0
    faults: list[str] = field(default_factory=list)
    turn: threading.Condition = field(default_factory=threading.Condition)

    def build_ended(self, faults: list[str]) -> None:
        """Tell the browsers of a build and its faults."""
        with self.turn:
            self.builds += 1
            self.faults = faults
            self.turn.notify_all()

    def wait(self, seen: int) -> str:
        """The next state after `seen` builds, as JSON; returns after 20 s in any case (it keeps the line open)."""
        with self.turn:
            self.turn.wait_for(lambda: self.builds != seen, timeout=20)
            return json.dumps({"build": self.builds, "faults": self.faults}, ensure_ascii=False)


def run(arguments: argparse.Namespace) -> int:
    """Serve what is there, approved or not, until Ctrl-C."""
    gc.enable()  # see `main.run`
    root = arguments.root.resolve()
    out, pdf = root / "build" / "preview", not arguments.no_pdf
    return serve(
        Options(root, out, arguments.as_of, pdf, unapproved=True), arguments.port, progress
    )


def serve(options: Options, port: int, watch: Progress) -> int:
    """Serve until Ctrl-C. Raises DuthaoError when the first build cannot go on or the port is taken."""
    from watchfiles import watch as watch_files

    base = urlsplit(settings_reader.load(options.root)[1]).path.strip("/")
    preview = Preview()
    _rebuild(options, watch, preview)
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), handler(options.out, base, preview))
    except OSError:
        raise DuthaoError(
            Say(
                f"Cổng {port} đang bận. Chọn cổng khác: --port.",
                f"Port {port} is taken. Choose another: --port.",
            )
        ) from None
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://localhost:{server.server_port}/{base + '/' if base else ''}"
    print(
        Say(f"Xem tại {address} — Ctrl-C để dừng.", f"Open {address} — Ctrl-C stops."),
        file=sys.stderr,
    )
    inputs = [options.root / name for name in ("drafts", "content", "theme", "mkdocs.yml")]
    for _ in watch_files(
        *[path for path in inputs if path.exists()],
        step=50,
        debounce=300,
        raise_interrupt=False,
    ):
        _rebuild(options, watch, preview)
    server.shutdown()
    return FINE


def _rebuild(options: Options, watch: Progress, preview: Preview) -> None:
    try:
        report: Report = build(options, watch)
    except DuthaoError as error:
        preview.build_ended([str(error.say)])
        print(error.say, file=sys.stderr)
        if not options.out.exists():
            raise
        return
    for finding in report.findings:
        print(finding, file=sys.stderr)
    preview.build_ended(
        [str(f) for f in report.findings] if report.failed(strict=options.strict) else []
    )


def handler(folder: Path, base: str, preview: Preview) -> Callable[..., SimpleHTTPRequestHandler]:
    """A request handler for the built site in `folder`, mounted under the path `base`."""
    mount = f"/{base}/" if base else "/"

    class Handler(SimpleHTTPRequestHandler):
        """Files of the site, each page with the reloading script added on its way out."""

        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, directory=str(folder), **kwargs)

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing: findings are what this terminal is for."""

        def do_GET(self) -> None:
            """A page, a file, the stream of builds, or the way to the mount."""
            path = urlsplit(self.path).path
            if path == mount + _EVENTS:
                self._stream()
            elif path == mount + _RELOAD:
                self._send("text/javascript", (_SCRIPT % (mount + _EVENTS)).encode())
            elif not path.startswith(mount):
                self.send_response(302)
                self.send_header("Location", mount)
                self.end_headers()
            else:
                self.path = "/" + path.removeprefix(mount)
                page = Path(self.translate_path(self.path))
                if page.is_dir() and self.path.endswith("/"):
                    page /= "index.html"
                if page.suffix == ".html" or not page.exists():
                    self._page(page)
                else:
                    super().do_GET()

        def _page(self, page: Path) -> None:
            exists = page.exists()
            body = (page if exists else folder / "404.html").read_bytes()
            script = f'<script src="{mount}{_RELOAD}"></script></body>'
            body = body.replace(b"</body>", script.encode())
            self._send("text/html", body, 200 if exists else 404)

        def _send(self, kind: str, body: bytes, status: int = 200) -> None:
            self.send_response(status)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(body)

        def _stream(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            seen = -1
            try:
                while True:
                    state = preview.wait(seen)
                    seen = json.loads(state)["build"]
                    self.wfile.write(f"data: {state}\n\n".encode())
                    self.wfile.flush()
            except OSError:  # the browser left
                return

    return Handler
