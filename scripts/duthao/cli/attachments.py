"""`duthao attachments`: for a site whose attachments lie elsewhere, the folder to be uploaded, and whether it was."""

from __future__ import annotations

import argparse
import hashlib
import shutil
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from http.client import HTTPException
from pathlib import Path
from typing import NamedTuple

from duthao.cli.console import FINE, FOUND
from duthao.errors import DuthaoError, Say
from duthao.records import settings_reader
from duthao.records.record import FOLDER
from duthao.rendering.links import ATTACHMENTS, Links

_AT_ONCE = 8  # requests
_SECONDS = 60  # in which a server must answer
_CHUNK = 1 << 20  # bytes


class _Listed(NamedTuple):
    """A line of the list that the build left: a file of a record."""

    sha256: str
    draft_id: str
    name: str


def run(arguments: argparse.Namespace) -> int:
    """Copy or verify what the site in `site/` names. Returns 1 where a file is not as it was published. Raises DuthaoError."""
    root = arguments.root.resolve()
    listed = _listed(root / "site" / ATTACHMENTS, frozenset(arguments.ids))
    if arguments.action == "copy":
        to = arguments.to or root / "build" / "attachments"
        return _said(_copied(root, to, listed), len(listed))
    settings, site_url = settings_reader.load(root)
    links = Links(site_url, settings.attachments_url or "")
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        return _said(filter(None, pool.map(partial(_fault, links), listed)), len(listed))


def _listed(path: Path, ids: frozenset[str]) -> list[_Listed]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        raise DuthaoError(
            Say(
                f"Không thấy {path}. Chạy «duthao build» trước.",
                f"There is no {path}. Run `duthao build` first.",
            )
        ) from None
    all_of_them = [_Listed(line[:64], *line[66:].split("/", 1)) for line in lines]
    if unknown := sorted(ids - {file.draft_id for file in all_of_them}):
        raise DuthaoError(
            Say(
                f"Trang không có tệp đính kèm nào của hồ sơ {', '.join(unknown)}.",
                f"The site has no attachments of {', '.join(unknown)}.",
            )
        )
    return [file for file in all_of_them if not ids or file.draft_id in ids]


def _said(faults: Iterator[Say], of: int) -> int:
    """Print what is wrong, as it is found, and the sum."""
    wrong = 0
    for wrong, fault in enumerate(faults, 1):  # noqa: B007
        print(fault, file=sys.stderr)
    print(Say(f"{of - wrong}/{of} tệp đúng.", f"{of - wrong} of {of} files are right."))
    return FOUND if wrong else FINE


# ---- the folder to be uploaded


def _copied(root: Path, to: Path, listed: Sequence[_Listed]) -> Iterator[Say]:
    """Make `to` hold every file; what it holds already is left alone, and nothing is removed: addresses are for ever."""
    for file in listed:
        source = root / FOLDER / file.draft_id / file.name
        target = to / file.draft_id / file.name
        if target.exists() and _digest(target) == file.sha256:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        half = target.with_name(f".{target.name}.half")
        try:
            shutil.copyfile(source, half)
            if _digest(half) == file.sha256:
                half.replace(target)
                continue
        except FileNotFoundError:
            pass
        half.unlink(missing_ok=True)
        yield Say(
            f"{FOLDER}/{file.draft_id}/{file.name}: không còn như lúc dựng trang. Chạy lại «duthao build».",
            f"{FOLDER}/{file.draft_id}/{file.name}: no longer as it was built. Run `duthao build` again.",
        )


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


# ---- what people get


def _fault(links: Links, file: _Listed) -> Say | None:
    """What is wrong with the file at its address; None where nothing is."""
    url = links.attachment_address(file.draft_id, file.name)
    digest = hashlib.sha256()
    try:
        with urllib.request.urlopen(url, timeout=_SECONDS) as answer:
            while piece := answer.read(_CHUNK):
                digest.update(piece)
    except urllib.error.HTTPError as error:
        return Say(f"{url}: máy chủ trả lời {error.code}.", f"{url}: the server says {error.code}.")
    except (OSError, ValueError, HTTPException) as error:
        return Say(f"{url}: không tải được ({error}).", f"{url}: cannot be fetched ({error}).")
    if digest.hexdigest() == file.sha256:
        return None
    return Say(
        f"{url}: nội dung khác với tệp đã công bố.",
        f"{url}: the content is not that of the file that was published.",
    )
