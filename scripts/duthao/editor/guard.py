"""Who may ask the form at all: this machine's browser that was given the key, and nobody through another site.

Every request: a Host of this machine (else a name of somebody else's that leads here would be heard), the cookie of this session,
which only the key gives, and of those that write the page's own origin, or the address of the page where no origin is sent. Every answer: what its page may load, which is nothing from elsewhere.
"""

from __future__ import annotations

import hmac
import secrets
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

KEY = "khoa"  # the name of the key in the address that is opened
MOST_BYTES = 60_000_000  # of one request: a file of the largest size that a record takes, and a form around it
_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# A page of the site, shown to the officer: it runs no script and sends nothing.
_PREVIEW = "/xem-thu/"
_OF_PREVIEW = {
    "content-security-policy": "sandbox allow-same-origin; default-src 'none'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self'; base-uri 'none'; frame-ancestors 'self'",
    "x-frame-options": "SAMEORIGIN",
}
_HEADERS = {
    "content-security-policy": _POLICY,
    "cache-control": "no-store",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
_NO_KEY = "Trang này chỉ mở được bằng địa chỉ mà cửa sổ lệnh «duthao edit» đã in ra. Sao chép địa chỉ ấy vào trình duyệt."
_NO_HOST = "Địa chỉ không đúng. Mở bằng địa chỉ mà cửa sổ lệnh «duthao edit» đã in ra."
_NO_ORIGIN = "Yêu cầu đến từ một trang khác nên bị từ chối."
_TOO_LARGE = "Tệp hoặc biểu mẫu quá lớn."


class Guard:
    """The application, for those who may ask it. `key` is what the opened address bears."""

    def __init__(self, app: ASGIApp, key: str, port: int) -> None:
        self._app, self._key = app, key
        self._session = secrets.token_urlsafe(32)
        self._hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}
        self._cookie = f"duthao_{port}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, hand over the cookie, or let the application answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                of_preview = _OF_PREVIEW if scope["path"].startswith(_PREVIEW) else {}
                for name, value in {**_HEADERS, **of_preview}.items():
                    headers[name] = value
            await send(message)

        await (self._refusal(scope) or self._app)(scope, receive, sealed)

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        if headers.get("host") not in self._hosts:
            return PlainTextResponse(_NO_HOST, 400)
        given = parse_qs(scope["query_string"].decode("latin-1")).get(KEY, [""])[0]
        if scope["path"] == "/" and scope["method"] == "GET" and given:
            if not _same(given, self._key):
                return PlainTextResponse(_NO_KEY, 403)
            answer = RedirectResponse("/", 303)
            answer.set_cookie(
                self._cookie, self._session, httponly=True, samesite="strict", path="/"
            )
            return answer
        if not _same(self._cookie_of(headers), self._session):
            return PlainTextResponse(_NO_KEY, 403)
        if scope["method"] not in ("GET", "HEAD"):
            if not self._from_own_page(headers):
                return PlainTextResponse(_NO_ORIGIN, 403)
            length = headers.get("content-length", "")
            if not length.isdigit() or int(length) > MOST_BYTES:
                return PlainTextResponse(_TOO_LARGE, 413)
        return None

    def _from_own_page(self, headers: Headers) -> bool:
        """Whether the page that sends is of this form; a browser says so in one header or the other."""
        origin = headers.get("origin")
        if origin is None:
            page = urlsplit(headers.get("referer", ""))
            origin = f"{page.scheme}://{page.netloc}"
        return origin in {f"http://{host}" for host in self._hosts}

    def _cookie_of(self, headers: Headers) -> str:
        try:
            cookies = SimpleCookie(headers.get("cookie", ""))
        except CookieError:
            return ""
        return cookies[self._cookie].value if self._cookie in cookies else ""


def _same(given: str, wanted: str) -> bool:
    return hmac.compare_digest(given.encode(), wanted.encode())
