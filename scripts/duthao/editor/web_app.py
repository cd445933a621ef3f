"""The addresses of the form, and what answers each."""

from __future__ import annotations

import hmac
import secrets
import threading
from collections.abc import Awaitable, Callable
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from duthao.editor import (
    desk_pages,
    dossier_pages,
    file_pages,
    hand_over_pages,
    preview_pages,
    record_pages,
    step_pages,
)
from duthao.editor.guard import Guard
from duthao.editor.judging import Judging
from duthao.editor.page_context import EditorDesk, PageRequest
from duthao.editor.working_copies import WorkingCopies
from duthao.errors import DuthaoError

_Answer = Callable[[EditorDesk, PageRequest], Response]
_Endpoint = Callable[[Request], Awaitable[Response]]
_MOST_FIELDS = 10_000
_MOST_CHARACTERS = 4_000_000  # of one field
# Address → who answers: a GET, a POST.
_PAGES: tuple[tuple[str, _Answer | None, _Answer | None], ...] = (
    ("/", desk_pages.desk, None),
    ("/soan-moi/", desk_pages.new, desk_pages.create),
    ("/tu-tep-word/", dossier_pages.ask, dossier_pages.upload),
    ("/tu-tep-word/{token}/", dossier_pages.show, dossier_pages.answer),
    ("/ho-so/{id}/", record_pages.overview, None),
    ("/ho-so/{id}/luu/", record_pages.confirm, record_pages.write_back),
    ("/ho-so/{id}/bo-nhap/", record_pages.ask_to_discard, record_pages.discard),
    ("/ho-so/{id}/hop-nhat/", None, record_pages.merge),
    ("/ho-so/{id}/chon-tep/", None, record_pages.settle_files),
    ("/ho-so/{id}/chon-tep/{whose}/{name}", record_pages.file_of, None),
    ("/ho-so/{id}/tai-tep/", None, file_pages.upload),
    ("/ho-so/{id}/tai-tep/nhan/", file_pages.ask, file_pages.accept),
    ("/ho-so/{id}/xem-thu/", preview_pages.overview, None),
    ("/xem-thu/{id}/{path:path}", preview_pages.file, None),
    ("/ho-so/{id}/gui-duyet/", hand_over_pages.ask, hand_over_pages.package),
    ("/ho-so/{id}/viec/{step}/", step_pages.ask, step_pages.answer),
    ("/ho-so/{id}/{group}/", record_pages.form, record_pages.save),
)


def application(root: Path, as_of: str | None, key: str, port: int) -> Guard:
    """The form of the site at `root`, behind its guard."""
    copies = WorkingCopies(root)
    csrf = secrets.token_urlsafe(24)
    desk = EditorDesk(root, copies, Judging(copies, as_of), csrf, threading.Lock())
    routes = [Route("/tinh/{name}", _static(root), methods=["GET"])]
    for address, get, post in _PAGES:
        if get:
            routes.append(Route(address, _read(desk, get), methods=["GET"]))
        if post:
            routes.append(Route(address, _write(desk, post), methods=["POST"]))
    handlers = {404: _missing(desk), 405: _missing(desk), 500: _broken(desk)}
    return Guard(Starlette(routes=routes, exception_handlers=handlers), key, port)


def _read(desk: EditorDesk, answer: _Answer) -> _Endpoint:
    async def endpoint(request: Request) -> Response:
        asked = PageRequest(request.path_params, request.query_params)
        return await run_in_threadpool(_answered, desk, answer, asked)

    return endpoint


def _write(desk: EditorDesk, answer: _Answer) -> _Endpoint:
    async def endpoint(request: Request) -> Response:
        try:
            form = await request.form(
                max_fields=_MOST_FIELDS, max_files=20, max_part_size=_MOST_CHARACTERS
            )
        except HTTPException:
            return desk.said("Không đọc được", "Biểu mẫu gửi lên không đọc được.", "/", 400)
        sent: dict[str, list[str]] = {}
        files: dict[str, list[UploadFile]] = {}
        for name, value in form.multi_items():
            if isinstance(value, str):
                sent.setdefault(name, []).append(value)
            else:
                files.setdefault(name, []).append(value)
        asked = PageRequest(request.path_params, request.query_params, sent, files)
        if not hmac.compare_digest(asked.one("csrf").encode(), desk.csrf.encode()):
            text = "Trang đã cũ: mở lại trang rồi làm lại. Chưa ghi gì."
            return desk.said("Không ghi", text, "/", 403)
        return await run_in_threadpool(_answered, desk, answer, asked)

    return endpoint


def _answered(desk: EditorDesk, answer: _Answer, asked: PageRequest) -> Response:
    with desk.lock:
        try:
            return answer(desk, asked)
        except DuthaoError as error:
            back = f"/ho-so/{asked.path['id']}/" if "id" in asked.path else "/"
            there = "id" in asked.path and desk.copies.exists(asked.path["id"])
            return desk.said("Chưa làm được", error.say.vi, back if there else "/", 409)
        except OSError as error:
            text = f"Không đọc hoặc ghi được {error.filename or 'tệp'}: {error.strerror or error}."
            return desk.said("Chưa làm được", text, "/", 500)


def _static(root: Path) -> _Endpoint:
    async def endpoint(request: Request) -> Response:
        name = request.path_params["name"]
        if name not in ("editor.css", "editor.js"):
            raise HTTPException(404)
        return FileResponse(root / "theme" / "editor" / name)

    return endpoint


def _missing(desk: EditorDesk) -> Callable[[Request, Exception], Awaitable[Response]]:
    async def handler(request: Request, error: Exception) -> Response:
        return desk.said("Không có trang này", "Địa chỉ không đúng.", "/", 404)

    return handler


def _broken(desk: EditorDesk) -> Callable[[Request, Exception], Awaitable[Response]]:
    async def handler(request: Request, error: Exception) -> Response:
        text = f"Phần mềm gặp lỗi ({type(error).__name__}). Bản nháp đã lưu còn nguyên; báo người quản trị."
        return desk.said("Có lỗi", text, "/", 500)

    return handler
