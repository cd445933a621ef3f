"""What one run leaves for the next in `build/`, each piece sealed with a key that lies on this machine and not beside it.

Memory may be damaged, or brought by a CI cache or another machine, together with any digest that lies in it. So
nothing of it is parsed, unpickled or published before its seal was found to be ours; what is not is made anew.
"""

from __future__ import annotations

import hashlib
import os
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path

from duthao.errors import Say

SEAL = 16  # bytes
_KEY = 32  # bytes
_MARK = "seal"
_REMEMBERED = ("memory", "cache", "host", "host.digest")


def seal(*pieces: bytes) -> bytes:
    """A keyed digest of some pieces, in this order."""
    digest = hashlib.blake2b(key=_key(), digest_size=SEAL)
    for piece in pieces:
        digest.update(len(piece).to_bytes(8, "big") + piece)
    return digest.digest()


def keep(path: Path, content: bytes) -> None:
    """Write a file that `recall` gives back: sealed under its name, whole or not at all. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{path.name}.{os.getpid()}")
    partial.write_bytes(seal(path.name.encode(), content) + content)
    partial.replace(path)


def recall(path: Path) -> bytes | None:
    """What was kept at `path`; None where nothing is, or what is there is not as it was kept on this machine, which is said."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError:
        raw = b""
    content = raw[SEAL:]
    if raw[:SEAL] == seal(path.name.encode(), content):
        return content
    distrust(path)
    return None


@cache
def distrust(place: Path) -> None:
    """Say that what is remembered at a place is not used, once."""
    print(
        Say(
            f"Dữ liệu lưu từ lần chạy trước không dùng được ({place}): làm lại từ đầu.",
            f"What an earlier run left cannot be used ({place}): it is made anew.",
        ),
        file=sys.stderr,
    )


def claim(root: Path) -> None:
    """See to it that what `build/` remembers is of this machine: what another one left there is removed, which is said.

    Raises OSError.
    """
    import shutil  # seldom needed: not on the idle path

    folder = root / "build"
    mark, ours = folder / _MARK, seal(_MARK.encode())
    if _is(mark, ours):
        return
    if any((folder / name).exists() for name in ("host", "cache")):
        distrust(folder)
    for name in _REMEMBERED:
        place = folder / name
        if place.is_dir() and not place.is_symlink():
            shutil.rmtree(place)
        else:
            place.unlink(missing_ok=True)
    folder.mkdir(parents=True, exist_ok=True)
    mark.write_bytes(ours)


def _is(path: Path, content: bytes) -> bool:
    try:
        return path.read_bytes() == content
    except OSError:
        return False


@cache
def _key() -> bytes:
    """The key of this user on this machine, made when it is first needed; where it cannot be kept it lasts as long as the process."""
    place = _folder() / "key"
    with suppress(OSError):
        if len(key := place.read_bytes()) == _KEY:
            return key
    key = os.urandom(_KEY)
    partial = place.with_name(f"key.{os.getpid()}")
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        partial.unlink(missing_ok=True)
        with open(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
            stream.write(key)
        partial.replace(place)
    return key


def _folder() -> Path:
    """Where the system keeps what a program remembers for a user."""
    for name in ("XDG_STATE_HOME", "LOCALAPPDATA"):
        if folder := os.environ.get(name):
            return Path(folder) / "duthao"
    return Path("~/.local/state/duthao").expanduser()
