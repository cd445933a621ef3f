"""What every record of a build rests on: settings, registers, the layouts of MkDocs.

They seldom change, and to read them takes as long as to make a few records, so a build leaves them for the next one.
"""

from __future__ import annotations

import hashlib
import json
import os
import pickle
import sys
from dataclasses import replace
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from duthao import clock, memory
from duthao.builder import inputs, page_languages
from duthao.builder.inputs import Options
from duthao.builder.site_stage import Progress
from duthao.errors import Finding, Findings, Say
from duthao.outputs.site import Site
from duthao.records import register_reader, settings_reader
from duthao.rendering import fonts
from duthao.rendering.layouts import MkDocsSite
from duthao.rendering.links import Links, generated

if TYPE_CHECKING:
    from duthao.rendering.mkdocs_site import WhileRunning

_TAG = 16  # bytes


class Environment(NamedTuple):
    """`digest` is of everything but the record that a record's files depend on; the registers' `findings` are no errors."""

    base: Site
    mkdocs: MkDocsSite
    digest: str
    findings: list[Finding]


def load(
    options: Options,
    seen: inputs.InputScan,
    progress: Progress,
    meanwhile: WhileRunning = lambda running: None,
) -> tuple[Environment | None, list[Finding]]:
    """The environment of a build whose inputs were seen so, and the findings: None where one of them is an error.

    Runs MkDocs where what it depends on changed, and does `meanwhile` while it runs. Raises DuthaoError.
    """
    key = _key(options, seen)
    if key and (left := _recall(options, key)):
        now = clock.now(options.as_of or left.base.settings.as_of)
        findings = [*left.findings, *page_languages.findings(options.root)]
        return left._replace(base=replace(left.base, now=now)), findings
    ours, site_url = settings_reader.load(options.root)
    known, findings = register_reader.load(options.root, internal=options.internal)
    if known is None or any(finding.severity == "error" for finding in findings):
        return None, findings
    unknown = [*settings_reader.unknown_recipients(options.root, ours, known.agencies)]
    if unknown:
        return None, [*findings, *unknown]
    now = clock.now(options.as_of or ours.as_of)
    released = known.published is not None and not options.unapproved
    links = Links(site_url, ours.attachments_url or "")
    base = Site(
        options.root, ours, links, known, now, {}, options.pdf,
        released=released, internal=options.internal,
    )  # fmt: skip
    try:
        mkdocs = _run_mkdocs(options, base, progress, meanwhile)
    except Findings as fault:
        return None, [*findings, *fault.findings]
    base = replace(base, layouts=mkdocs.layouts)
    environment = Environment(base, mkdocs, _environment(options, base), findings)
    if key:
        _leave(options, key, environment)
    return environment, [*findings, *page_languages.findings(options.root)]


def watermarked(options: Options, base: Site) -> Site:
    """The site as it is for a record that nobody approved: every page under a watermark."""
    from duthao.rendering import mkdocs_site

    def top(lang: str) -> str:
        mark = base.render("unapproved.html")
        return mkdocs_site.banner(options.root, base.settings, base.now, lang) + mark

    layouts = mkdocs_site.read(options.root / "build" / "host", base.links, top).layouts
    return replace(base, layouts=layouts, approved=False)


# ---- left for the next build


def _key(options: Options, seen: inputs.InputScan) -> bytes:
    """A digest of what the environment follows from, as it looks from outside; empty where that cannot be trusted."""
    if not seen.rest:
        return b""
    rests_on = (options.root, options.key, options.as_of, sys.version_info[:3], _packages())
    return hashlib.blake2b(repr(rests_on).encode() + seen.rest, digest_size=_TAG).digest()


def _packages() -> tuple[str, int]:
    """The folder that packages are installed in, and when one was last put in, changed or taken out."""
    folder = _installed_in()
    return str(folder), os.stat(folder).st_mtime_ns


def _installed_in() -> Path:
    mkdocs = find_spec("mkdocs")
    return Path(mkdocs.origin).parents[1] if mkdocs and mkdocs.origin else Path()


def _recall(options: Options, key: bytes) -> Environment | None:
    left = memory.recall(_place(options))
    if left is None or left[:_TAG] != _tag(options, key):  # nothing, or of other inputs
        return None
    environment: Environment = pickle.loads(left[_TAG:])  # sealed: it was pickled here
    return environment


def _leave(options: Options, key: bytes, environment: Environment) -> None:
    memory.keep(_place(options), _tag(options, key) + pickle.dumps(environment, 5))


def _tag(options: Options, key: bytes) -> bytes:
    """A digest of what the environment follows from, and of what MkDocs had made."""
    return hashlib.blake2b(key + _note_of_mkdocs(options).encode(), digest_size=_TAG).digest()


def _place(options: Options) -> Path:
    return options.work / "environment.pickle"


# ---- MkDocs


def _run_mkdocs(
    options: Options, base: Site, progress: Progress, meanwhile: WhileRunning
) -> MkDocsSite:
    """Run MkDocs when what it depends on changed, and read what it made."""
    from duthao.rendering import mkdocs_site  # a second build does not need it

    root = options.root
    out = root / "build" / "host"
    digest = hashlib.sha256(mkdocs_site.versions().encode())
    for path in mkdocs_site.inputs(root):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest() if path.exists() else b"")
    if _note_of_mkdocs(options) != digest.hexdigest():
        progress("host", 0, 1)
        _note(options).unlink(missing_ok=True)
        mkdocs_site.run(root, out, base.now, meanwhile, base.links.site_url)
        note = {"of": digest.hexdigest(), "made": _digests(out / "site")}
        memory.keep(_note(options), json.dumps(note).encode())
        progress("host", 1, 1)
    top = partial(mkdocs_site.banner, root, base.settings, base.now)
    made = mkdocs_site.read(out, base.links, top)
    if taken := [page for page in made.pages if generated(page)]:
        raise Findings(
            tuple(
                Finding(
                    f"content/{page.rstrip('/')}.md",
                    0,
                    "content-on-generated-address",
                    Say(
                        f"Địa chỉ «/{page}» dành cho trang do hệ thống tạo.",
                        f"The address `/{page}` is a generated one.",
                    ),
                    Say("Đổi tên tệp.", "Rename the file."),
                )
                for page in sorted(taken)
            )
        )
    return made


def _note(options: Options) -> Path:
    """Where it stands from what the output of MkDocs was made, and what it was."""
    return options.root / "build" / "host.digest"


def _note_of_mkdocs(options: Options) -> str:
    """From what the output of MkDocs was made; empty where there is none, or a file of it is not as it was made."""
    kept, out = memory.recall(_note(options)), options.root / "build" / "host" / "site"
    if kept is None:
        return ""
    note = json.loads(kept)
    if note["made"] != _digests(out):
        memory.distrust(out)
        return ""
    return str(note["of"])


def _digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in inputs.files(folder)
    }


def _environment(options: Options, base: Site) -> str:
    packages = sorted(path.name for path in _installed_in().glob("*.dist-info"))  # with versions
    digest = hashlib.sha256(
        repr(
            (
                options.key,
                base.settings,
                base.links,
                base.registers,
                base.released,
                packages,
                sys.version_info[:2],
                fonts.installed().digest if options.pdf else "",
            )
        ).encode()
    )
    for folder in (
        inputs.CODE,
        *(options.root / "theme" / name for name in ("pages", "speech", "print", "locales")),
    ):
        for path in inputs.files(folder):
            digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    for kind, layout in sorted(base.layouts.items()):
        digest.update(repr((kind, layout.parts, layout.depth)).encode())
    return digest.hexdigest()
