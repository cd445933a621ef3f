"""The one Jinja environment."""

from __future__ import annotations

import hashlib
import json
import traceback
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
import markupsafe
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup

from duthao import memory
from duthao.clock import date_vi, moment_words, until_words
from duthao.errors import DuthaoError, Findings, Say, TemplateFault

# Strokes of our own on a grid of 24 (theme/pages/icons.json), inline so that nothing is loaded.
_ICON = '<svg class="dt-i" viewBox="0 0 24 24" aria-hidden="true"><path d="{}"/></svg>'

_FINISHED = "finished"  # stands for `safe` where that is the last thing done to what is put out

# Without the making of a Markup, which takes four fifths of the time of an escape.
_escaped: Callable[[str], str] = getattr(markupsafe, "_escape_inner", markupsafe.escape)


def shown(value: object) -> str:
    """A value as it stands in HTML: escaped, unless it is Markup or a number."""
    if type(value) is str:
        return _escaped(value)
    if type(value) is Markup:
        return value
    number = type(value) is int or type(value) is float
    return str(value) if number else markupsafe.escape(value)


class _Entries(CodeGenerator):
    """Writes `a.b` as the entry `a["b"]`: contexts are mappings, and some hundred look-ups a page are dear else.

    Methods (`a.b()`) and Jinja's own `loop` are looked up as ever. What is called by a bare name and put out is a macro.
    """

    def visit_Template(  # noqa: N802 - Jinja's name
        self, node: jinja2.nodes.Template, frame: Frame | None = None
    ) -> None:
        """Compiled templates know `shown`."""
        self.writeline(f"from {__name__} import shown")
        super().visit_Template(node, frame)

    def enter_frame(self, frame: Frame) -> None:
        """A page is gathered in a list, as macros are: a turn of a generator for each piece takes longer."""
        super().enter_frame(frame)
        if frame.rootlevel:
            self.buffer(frame)

    def leave_frame(self, frame: Frame, with_python_scope: bool = False) -> None:
        """Put out what was gathered."""
        if frame.rootlevel:
            self.writeline(f"yield concat({frame.buffer})")
        super().leave_frame(frame, with_python_scope)

    def _output_child_pre(self, node: jinja2.nodes.Expr, frame: Frame, finalize: Any) -> None:
        """What is put out is only joined: it need not be told from text that is not escaped yet.

        What a macro gives is finished, and so is what is said to be safe.
        """
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src:
            super()._output_child_pre(node, frame, finalize)
        elif macro := _called(node):
            macro.ctx = "macro"
            self.write("(")
        elif isinstance(node, jinja2.nodes.Filter) and node.name == "safe":
            node.name = _FINISHED
            self.write("(")
        else:
            self.write("shown(")

    def visit_Call(  # noqa: N802 - Jinja's name
        self, node: jinja2.nodes.Call, frame: Frame, forward_caller: bool = False
    ) -> None:
        """Remember that what is called is a method; call the function of a macro itself, with all that it takes."""
        if isinstance(node.node, jinja2.nodes.Getattr):
            node.node.ctx = "call"
        if isinstance(node.node, jinja2.nodes.Name) and node.node.ctx == "macro":
            node.node.ctx = "load"
            self.visit(node.node, frame)
            self.write("._func(")
            for argument in node.args:
                self.visit(argument, frame)
                self.write(", ")
            self.write(")")
            return
        super().visit_Call(node, frame, forward_caller=forward_caller)

    def visit_Filter(self, node: jinja2.nodes.Filter, frame: Frame) -> None:  # noqa: N802
        """Put out what is finished as it is: to mark it would copy it."""
        if node.name == _FINISHED and node.node:
            self.visit(node.node, frame)
        else:
            super().visit_Filter(node, frame)

    def visit_Getattr(self, node: jinja2.nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        """An entry, unless it must be an attribute."""
        of_loop = isinstance(node.node, jinja2.nodes.Name) and node.node.name == "loop"
        if of_loop or node.ctx == "call":
            super().visit_Getattr(node, frame)
            return
        self.visit(node.node, frame)
        self.write(f"[{node.attr!r}]")


def _called(node: jinja2.nodes.Expr) -> jinja2.nodes.Name | None:
    """What is called by a bare name, with arguments that only their place tells apart."""
    if not isinstance(node, jinja2.nodes.Call) or node.kwargs or node.dyn_args or node.dyn_kwargs:
        return None
    return node.node if isinstance(node.node, jinja2.nodes.Name) else None


class _Environment(jinja2.Environment):
    code_generator_class = _Entries

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """A plain dict: Jinja's chain of maps would be walked anew at every rendering."""
        return {**self.globals, **(d or {})}


class _Compiled(jinja2.BytecodeCache):
    """Compiled templates, kept sealed: they are code, and are run only if they were compiled here."""

    def __init__(self, folder: Path, made_of: str) -> None:
        self.folder, self.made_of = folder, made_of

    def _place(self, bucket: Bucket) -> Path:
        return self.folder / f"{self.made_of}-{bucket.key}"

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket with what was kept, if anything was."""
        if kept := memory.recall(self._place(bucket)):
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        with suppress(OSError):  # it costs time, not correctness
            memory.keep(self._place(bucket), bucket.bytecode_to_string())


@cache
def environment(root: Path) -> jinja2.Environment:
    """Templates of `theme/pages` (escaped) and `theme/speech` (plain text); an unknown name is an error."""
    compiled = root / "build" / "cache" / "templates"
    drawn = (root / "theme" / "pages" / "icons.json").read_bytes()
    # Icons are part of compiled templates, and so is how this module compiles and the name under which they import it.
    ours = __name__.encode() + Path(__file__).read_bytes()
    made_of = hashlib.sha256(drawn + ours).hexdigest()[:16]
    env = _Environment(
        loader=jinja2.FileSystemLoader([root / "theme" / "pages", root / "theme" / "speech"]),
        autoescape=lambda name: name is not None and not name.endswith(".txt"),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=_Compiled(compiled, made_of),
        auto_reload=False,
    )
    icons = {name: Markup(_ICON.format(path)) for name, path in json.loads(drawn).items()}
    env.filters.update(date=date_vi, moment=moment_words, until=until_words, icon=icons.__getitem__)
    return env


def load(root: Path) -> None:
    """Compile every template that is not compiled yet."""
    known = environment(root)
    for name in known.list_templates(filter_func=lambda name: name.endswith((".html", ".txt"))):
        known.get_template(name)


def render(root: Path, name: str, context: dict[str, Any]) -> str:
    """One template with its context. Raises TemplateFault for whatever goes wrong in it."""
    try:
        return _template(root, name).render(context)
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
    why = f"«{error.args[0]}»" if isinstance(error, KeyError) else f"{error}"
    return TemplateFault(
        Say(
            f"Mẫu {where}, dòng {line}: không dùng được {why}.",
            f"Template {where}, line {line}: {type(error).__name__}: {why}.",
        )
    )


@contextmanager
def made_by(output: str, what: str = "") -> Iterator[None]:
    """Let a fault of a template say which output was made, and of what (a record's id, a path)."""
    try:
        yield
    except TemplateFault as fault:
        vi, en = fault.say
        of = f" ({what})" if what else ""
        raise DuthaoError(
            Say(f"{vi} Khi làm «{output}»{of}.", f"{en} While making `{output}`{of}.")
        ) from fault


@cache
def _template(root: Path, name: str) -> jinja2.Template:
    """A template that is loaded: Jinja's own cache takes ten times as long to look into."""
    return environment(root).get_template(name)
