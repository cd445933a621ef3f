"""The one Jinja environment."""

from __future__ import annotations

import hashlib
import json
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from jinja2.bccache import Bucket
from markupsafe import Markup

from duthao import memory
from duthao.domain.language_codes import VIETNAMESE
from duthao.errors import DuthaoError, Findings, Say, TemplateFault
from duthao.rendering import content_security, messages

# Strokes of our own on a grid of 24 (theme/pages/icons.json), inline so that nothing is loaded.
_ICON = '<svg class="dt-i" viewBox="0 0 24 24" aria-hidden="true"><path d="{}"/></svg>'


class _Compiled(jinja2.BytecodeCache):
    """Compiled templates, kept sealed: they are code, and are run only if they were compiled here.

    Without it an edit of one record compiles templates for 0.1 s of its 0.5.
    """

    def __init__(self, folder: Path, icons: bytes) -> None:
        self.folder = folder
        # Jinja compiles the icons into templates, and does so as this module and its own version say.
        made_by = icons + Path(__file__).read_bytes() + jinja2.__version__.encode()
        self.made_by = hashlib.sha256(made_by).hexdigest()[:16]

    def _place(self, bucket: Bucket) -> Path:
        return self.folder / f"{self.made_by}-{bucket.key}"

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket with what was compiled earlier, if anything was."""
        if code := memory.recall(self._place(bucket)):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        with suppress(OSError):  # it costs time, not correctness
            memory.keep(self._place(bucket), bucket.bytecode_to_string())


@cache
def environment(root: Path, lang: str) -> jinja2.Environment:
    """Templates of `theme/pages` and `theme/editor` (escaped), `theme/speech` and `theme/server` (plain text); an unknown name is an error.

    What they mark as to be translated (`_`, `trans`) they say in `lang`, as far as its catalogue has it.
    """
    drawings = (root / "theme" / "pages" / "icons.json").read_bytes()
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(
            [root / "theme" / name for name in ("pages", "speech", "server", "editor")]
        ),
        autoescape=lambda name: name is not None and not name.endswith(".txt"),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=_Compiled(root / "build" / "cache" / "templates", drawings),
        auto_reload=False,
        extensions=["jinja2.ext.i18n"],
    )
    env.install_gettext_translations(  # type: ignore[attr-defined]
        messages.catalogue(root, lang), newstyle=True
    )
    icons = {name: Markup(_ICON.format(path)) for name, path in json.loads(drawings).items()}
    env.filters["icon"] = icons.__getitem__
    env.globals["security_policy"] = Markup(content_security.policy())  # of pages outside MkDocs
    return env


def load(root: Path) -> None:
    """Compile every template that is not compiled yet."""
    env = environment(root, VIETNAMESE)
    for name in env.list_templates(extensions=("html", "txt")):
        env.get_template(name)


def render(root: Path, name: str, context: dict[str, Any], lang: str = VIETNAMESE) -> str:
    """Render one template with its context, in a language. Raises TemplateFault for whatever goes wrong in it."""
    try:
        return environment(root, lang).get_template(name).render(context)
    except (DuthaoError, Findings):
        raise
    except Exception as error:
        raise _fault(root, name, error) from error


def _fault(root: Path, name: str, error: Exception) -> TemplateFault:
    """The fault, at the line of the template on which it shows."""
    where, line = name, getattr(error, "lineno", 0)
    theme = str(root / "theme")
    for frame, number in traceback.walk_tb(error.__traceback__):
        if frame.f_code.co_filename.startswith(theme):
            where, line = Path(frame.f_code.co_filename).relative_to(root).as_posix(), number
    return TemplateFault(
        Say(
            f"Mẫu {where}, dòng {line}: không dùng được {error}.",
            f"Template {where}, line {line}: {type(error).__name__}: {error}.",
        )
    )


@contextmanager
def fault_context(output: str, what: str = "") -> Iterator[None]:
    """Let a fault of a template say which output was made, and of what (a record's id, a path)."""
    try:
        yield
    except TemplateFault as fault:
        vi, en = fault.say
        of = f" ({what})" if what else ""
        raise DuthaoError(
            Say(f"{vi} Khi làm «{output}»{of}.", f"{en} While making `{output}`{of}.")
        ) from fault
