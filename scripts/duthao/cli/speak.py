"""`duthao speak`: a script as a machine reads it, to hear before people do. Never published: the voice on air is chosen by people."""

from __future__ import annotations

import argparse
import shlex
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from duthao import clock
from duthao.cli.console import FINE
from duthao.domain.settings import SpeechSettings
from duthao.errors import DuthaoError, Say
from duthao.outputs.loudspeaker.script_kinds import kinds
from duthao.outputs.loudspeaker.scripts import Script, Scripts, scripts
from duthao.outputs.loudspeaker.ssml import slow_phrases, ssml
from duthao.outputs.site import Site
from duthao.records import record_reader, register_reader, settings_reader
from duthao.records.record import Record
from duthao.rendering.links import Links

_MARK = "Bản nghe thử, giọng máy."
_VOICES = {"bac": "vi", "trung": "vi-vn-x-central", "nam": "vi-vn-x-south"}
_PER_WORD = 0.69  # of espeak-ng's `-s` for a syllable a minute, measured on five scripts of tests/outputs/loudspeaker/test_voice.py
_SECONDS = 600


def run(arguments: argparse.Namespace) -> int:
    """Make the recording and print where it lies."""
    print(
        speak(
            arguments.root.resolve(),
            arguments.as_of,
            arguments.id,
            arguments.script,
            arguments.output,
        )
    )
    print(
        Say("Giọng máy, chỉ để nghe thử.", "A machine's voice, for a preview only."),
        file=sys.stderr,
    )
    return FINE


def speak(root: Path, as_of: str | None, record_id: str, script: str, out: Path | None) -> Path:
    """Make an MP3 of a script (`mo`, `nhac-ngan` …) of a record; returns where it lies. Raises DuthaoError saying what is missing."""
    site, record = _read(root, as_of, record_id)
    if not kinds(site, record):
        raise DuthaoError(
            Say(
                f"Hồ sơ {record_id} chưa có ngày lấy ý kiến nên chưa có bài phát thanh.",
                f"{record_id} has no dates, hence no script.",
            )
        )
    draft_scripts = scripts(site, record)
    if draft_scripts.unread:
        tokens = ", ".join(f"«{token}»" for token, *_ in draft_scripts.unread)
        raise DuthaoError(
            Say(
                f"Chưa chắc cách đọc: {tokens}. Khai báo ở «spoken.terms».",
                f"No certain reading of {tokens}: declare it in `spoken.terms`.",
            )
        )
    names = {text.file.removesuffix(".txt"): text for text in draft_scripts.texts}
    if script not in names:
        raise DuthaoError(
            Say(
                f"Không có bài «{script}». Có: {', '.join(names)}.",
                f"There is no script `{script}`, only {', '.join(names)}.",
            )
        )
    target = out or root / "build" / "speak" / f"{record_id}-{script}-giong-may.mp3"
    target.parent.mkdir(parents=True, exist_ok=True)
    sound = _sound(site.settings.speech, draft_scripts, names[script])
    target.write_bytes(_mp3(sound, f"{_MARK} {record.draft.short_title}. {names[script].label}"))
    return target


def _read(root: Path, as_of: str | None, record_id: str) -> tuple[Site, Record]:
    settings, site_url = settings_reader.load(root)
    registers, _ = register_reader.load(root)
    record, _ = (
        record_reader.read(root, record_id) if record_id in record_reader.ids(root) else (None, [])
    )
    if registers is None or record is None:
        raise DuthaoError(
            Say(
                f"Không đọc được hồ sơ {record_id}; chạy «duthao check» để xem lỗi.",
                f"{record_id} cannot be read; see `duthao check`.",
            )
        )
    now = clock.now(as_of or settings.as_of)
    return Site(root, settings, Links(site_url), registers, now, {}), record


def _sound(settings: SpeechSettings, draft_scripts: Scripts, script: Script) -> bytes:
    """The script as WAV, with words before it that say what it is."""
    if settings.command:
        return _run(shlex.split(settings.command), f"{_MARK}\n\n{script.text}".encode())
    marked = replace(script, text=f"{_MARK}\n\n{script.text}")
    speed = str(round(settings.rate * _PER_WORD))
    return _run(
        ["espeak-ng", "-v", _VOICES[settings.region], "-s", speed, "-m", "--stdin", "--stdout"],
        ssml(slow_phrases(draft_scripts), marked),
    )


def _mp3(wav: bytes, title: str) -> bytes:
    options = "-hide_banner -loglevel error -f wav -i pipe:0 -ac 1 -codec:a libmp3lame -b:a 64k -map_metadata -1"
    tags = ["-metadata", f"title={title}", "-metadata", f"comment={_MARK}"]
    output = "-fflags +bitexact -flags:a +bitexact -f mp3 pipe:1"
    return _run(["ffmpeg", *options.split(), *tags, *output.split()], wav)


def _run(command: list[str], data: bytes) -> bytes:
    name = command[0]
    if shutil.which(name) is None:
        raise DuthaoError(
            Say(
                f"Máy chưa có «{name}». Cài bằng lệnh: sudo apt-get install espeak-ng ffmpeg; hoặc đặt chương trình đọc khác ở «speech.command» trong mkdocs.yml.",
                f"`{name}` is not installed: apt-get install espeak-ng ffmpeg, or set `speech.command` in mkdocs.yml.",
            )
        )
    try:
        process = subprocess.run(
            command, input=data, capture_output=True, check=False, timeout=_SECONDS
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise DuthaoError(
            Say(f"«{name}» không chạy được: {error}", f"`{name}` does not run: {error}")
        ) from None
    if process.returncode or not process.stdout:
        errors = process.stderr.decode("utf-8", "replace").strip()[-500:]
        raise DuthaoError(
            Say(
                f"«{name}» báo lỗi: {errors or 'không có âm thanh'}",
                f"`{name}` failed: {errors or 'no sound'}",
            )
        )
    return process.stdout
