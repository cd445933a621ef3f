"""Serves the form on this machine alone, until Ctrl+C."""

from __future__ import annotations

import secrets
import socket
import sys
import webbrowser
from contextlib import suppress
from pathlib import Path

import uvicorn

from duthao.editor.guard import KEY
from duthao.editor.web_app import application
from duthao.errors import DuthaoError, Say

HOST = "127.0.0.1"


def serve(root: Path, as_of: str | None, port: int, *, open_browser: bool) -> None:
    """Serve until Ctrl+C. `port` 0: any that is free. Raises DuthaoError when the port is taken."""
    with _listening(port) as listening:
        port = listening.getsockname()[1]
        key = secrets.token_urlsafe(24)
        app = application(root, as_of, key, port)
        address = f"http://{HOST}:{port}/?{KEY}={key}"
        print(
            Say(
                f"Mở trong trình duyệt của máy này: {address}\nDừng: nhấn Ctrl+C. Bản nháp được giữ lại.",
                f"Open in the browser of this machine: {address}\nCtrl+C stops; working copies are kept.",
            ),
            flush=True,
        )
        if open_browser:
            webbrowser.open(address)
        server = uvicorn.Server(
            uvicorn.Config(app, log_level="critical", access_log=False, timeout_graceful_shutdown=2)
        )
        with suppress(KeyboardInterrupt):
            server.run(sockets=[listening])
    print(
        Say(
            "Đã đóng biểu mẫu. Bản nháp còn nguyên.", "The form is closed. Working copies are kept."
        ),
        file=sys.stderr,
        flush=True,
    )


def _listening(port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if sys.platform != "win32":  # there it would let two programs share the port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((HOST, port))
        listening.listen(64)
    except OSError:
        listening.close()
        raise DuthaoError(
            Say(
                f"Cổng {port} đang bận: có thể biểu mẫu đã mở ở cửa sổ khác. Dùng cửa sổ ấy, hoặc chọn cổng khác: --port {port + 1}.",
                f"Port {port} is taken, perhaps by a form that is open already. Use that one, or another port: --port {port + 1}.",
            )
        ) from None
    return listening
