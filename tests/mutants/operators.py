"""The errors that are put in: of Python by its syntax tree, of the browser's script by its signs."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

MARK = "XX"  # what a wrong text begins with
SHOWN = 80  # letters: a change is shown with what it stands in, where that is no longer
COMPARED: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Div: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
TWINS = {
    "min": "max", "max": "min", "any": "all", "all": "any", "startswith": "endswith", "endswith": "startswith",
    "find": "rfind", "rfind": "find", "partition": "rpartition", "rpartition": "partition",
}  # fmt: skip
# Calls whose texts are for an officer or a type checker: they are no part of what is published.
TOLD = {"Say", "Rule", "Field", "TypeVar", "NewType", "finding"}
# Calls and constants with what an officer is advised to write instead: the texts alone, as where such a call begins is read.
ADVISING = "unread"
ADVICE = re.compile(r"_(?:\w+_)?DOUBT(?:_\w+)?")
# A text in these is so many letters, each of which is looked for: of it one letter is left out.
OF_LETTERS = {"strip", "lstrip", "rstrip", "frozenset", "set"}
UNSEEN = {"annotation", "returns", "decorator_list", "format_spec"}
SKIPPED = (ast.Import, ast.ImportFrom, ast.Assert, ast.Raise, ast.Pass)


@dataclass(frozen=True)
class Mutant:
    """One error: `place` is its function (`Class.method`; empty for the module itself), `source` the whole file with it."""

    place: str
    change: str
    line: int
    source: str


def numbered(mutants: Iterator[Mutant]) -> Iterator[Mutant]:
    """The same, and where one function has a change twice, the second is called `… (2)`."""
    seen: Counter[tuple[str, str]] = Counter()
    for mutant in mutants:
        seen[mutant.place, mutant.change] += 1
        nth = seen[mutant.place, mutant.change]
        yield replace(mutant, change=f"{mutant.change} ({nth})") if nth > 1 else mutant


# ---- Python


def of_python(source: str) -> Iterator[Mutant]:
    """The mutants of a Python module, in the order of its lines."""
    return numbered(_Module(source).mutants())


class _Module:
    def __init__(self, source: str) -> None:
        self.lines = source.encode().splitlines(keepends=True)
        self.tree = ast.parse(source)

    def mutants(self) -> Iterator[Mutant]:
        yield from self._below(self.tree, "", None, None)

    def _below(
        self, parent: ast.AST, place: str, whole: ast.AST | None, shown: ast.AST | None
    ) -> Iterator[Mutant]:
        """Of all that stands in a node. `whole`: the f-string that it is in, which is replaced as one; `shown`: the
        expression with which a change is shown.
        """
        for name, value in ast.iter_fields(parent):
            if name in UNSEEN:
                continue
            for at, node in enumerate(value if isinstance(value, list) else [value]):
                if not isinstance(node, ast.AST) or _skipped(node) or _advises(node, parent):
                    continue
                within = whole or (node if isinstance(node, ast.JoinedStr) else None)
                for change in [*_changes(node, parent)]:
                    yield self._mutant(parent, name, at, node, change, place, within, shown)
                inner = place
                if isinstance(node, ast.FunctionDef | ast.ClassDef):
                    inner = f"{place}.{node.name}".strip(".")
                fits = isinstance(node, ast.expr) and len(ast.unparse(node)) <= SHOWN
                yield from self._below(
                    node, inner, within, (shown or node) if fits or shown else None
                )

    def _mutant(
        self, parent: ast.AST, name: str, at: int, node: Any, change: ast.AST, place: str,
        whole: ast.AST | None, shown: ast.AST | None,
    ) -> Mutant:  # fmt: skip
        put_in: Any = whole or node
        before = ast.unparse(shown or node)
        _put(parent, name, at, change)
        new = ast.unparse(change if whole in (None, node) else put_in)
        after = ast.unparse(shown) if shown else new
        _put(parent, name, at, node)
        new = new if isinstance(change, ast.stmt) else f"({new})"
        if isinstance(node, ast.stmt):
            before, after = before.split("\n")[0], after.split("\n")[0]
        said = " → ".join(
            text if len(text) <= SHOWN else f"{text[:SHOWN]}…" for text in (before, after)
        )
        return Mutant(place, said, node.lineno, self._spliced(put_in, new))

    def _spliced(self, node: Any, new: str) -> str:
        """The module with this text where the node stood. Columns count bytes."""
        first, last = node.lineno - 1, node.end_lineno - 1
        head = self.lines[first][: node.col_offset]
        tail = self.lines[last][node.end_col_offset :]
        return b"".join(
            [*self.lines[:first], head, new.encode(), tail, *self.lines[last + 1 :]]
        ).decode()


def _put(parent: ast.AST, name: str, at: int, node: ast.AST) -> None:
    value = getattr(parent, name)
    if isinstance(value, list):
        value[at] = node
    else:
        setattr(parent, name, node)


def _skipped(node: ast.AST) -> bool:
    if isinstance(node, SKIPPED):
        return True
    if isinstance(node, ast.keyword) and node.arg == "strict":  # of `zip`: an assertion
        return True
    if isinstance(node, ast.Subscript) and getattr(node.value, "id", "") == "Literal":  # a type
        return True
    if isinstance(node, ast.Call):
        called = node.func
        return getattr(called, "id", getattr(called, "attr", "")) in TOLD
    # A docstring, also one of a constant.
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _advises(node: ast.AST, parent: ast.AST) -> bool:
    match parent, node:
        case ast.Assign(targets=[ast.Name(id=name)]), ast.Constant():
            return ADVICE.fullmatch(name) is not None
        case ast.Call(func=ast.Name(id=called)), ast.Constant(value=str()):
            return called == ADVISING
    return False


def _changes(node: ast.AST, parent: ast.AST) -> Iterator[ast.AST]:
    """What may stand in place of a node."""
    match node:
        case ast.Constant(value=bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(value=int(value) | float(value)):
            yield ast.Constant(value + 1)
        case ast.Constant(value=str(value)):
            yield ast.Constant(value[1:] if _of_letters(node, parent) else MARK + value)
        case ast.Compare(left=left, ops=[*ops], comparators=others):
            for at, op in enumerate(ops):
                for other in COMPARED[type(op)]:
                    yield ast.Compare(left, [*ops[:at], other(), *ops[at + 1 :]], others)
        case ast.BoolOp(op=op, values=values):
            yield ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield operand
        case ast.BinOp(left=left, op=op, right=right) if type(op) in ARITHMETIC:
            yield ast.BinOp(left, ARITHMETIC[type(op)](), right)
        case ast.Call(func=ast.Name(id=called)) if called in TWINS:
            yield ast.Call(ast.Name(TWINS[called]), node.args, node.keywords)
        case ast.Call(func=ast.Attribute(value=owner, attr=called)) if called in TWINS:
            yield ast.Call(ast.Attribute(owner, TWINS[called]), node.args, node.keywords)
        case ast.IfExp(test=test, body=body, orelse=other):
            yield ast.IfExp(test, other, body)
        case ast.Return(value=ast.expr() as value) if not _is_plain(value):
            yield ast.Return(ast.Constant(None))
        case ast.Expr() | ast.AugAssign() | ast.Continue() | ast.Break():
            yield ast.Pass()
        case ast.Assign(targets=[ast.Subscript() | ast.Attribute()]):
            yield ast.Pass()
    if isinstance(node, ast.expr) and _decides(node, parent):
        yield ast.UnaryOp(ast.Not(), node)


def _is_plain(node: ast.expr) -> bool:
    """None, False and True: the first two decide as None does, and True is made False anyway."""
    return isinstance(node, ast.Constant) and (node.value is None or isinstance(node.value, bool))


def _of_letters(node: ast.AST, parent: ast.AST) -> bool:
    """Whether a text is a set of letters: of `rstrip(". ")`, `frozenset("hH")`, `x in "?!"`."""
    match parent:
        case ast.Call(func=ast.Name(id=called) | ast.Attribute(attr=called)):
            return called in OF_LETTERS
        case ast.Compare(comparators=others):
            return node in others and isinstance(parent.ops[others.index(node)], ast.In | ast.NotIn)
    return False


def _decides(node: ast.expr, parent: ast.AST) -> bool:
    """Whether it decides a branch, and has no contrary of its own among the changes above."""
    if isinstance(node, ast.Compare | ast.UnaryOp):
        return False
    if isinstance(parent, ast.comprehension):
        return node in parent.ifs
    return isinstance(parent, ast.If | ast.While) and node is parent.test


# ---- the browser's script

# Comments and texts whole, so that no sign within one is taken for code; then the signs that are changed.
TOKEN = re.compile(
    r"""(?P<comment>//.*|/\*[\s\S]*?\*/)
    |(?P<text>"(?:\\.|[^"\\])*"|`(?:\\.|[^`\\])*`)
    |(?P<pattern>(?<=[(=,\s])/(?![\s*/])(?:\\.|[^/\\\n])+/[a-z]*)
    |(?P<sign>===|!==|=>|>=|<=|&&|\|\||\+\+|--|[<>+*-](?!=)|!(?=[\w(])|\b(?:some|every|min|max|true|false|floor|ceil)\b)
    |(?P<number>\b\d[\d.]*(?:e\d+)?\b)""",
    re.VERBOSE,
)
SIGNS = {
    "===": ("!==",), "!==": ("===",), ">=": (">", "<"), "<=": ("<", ">"), ">": (">=", "<="), "<": ("<=", ">="),
    "&&": ("||",), "||": ("&&",), "+": ("-",), "-": ("+",), "*": ("/",), "!": ("",), "some": ("every",),
    "every": ("some",), "min": ("max",), "max": ("min",), "true": ("false",), "false": ("true",), "floor": ("ceil",),
}  # fmt: skip
# A statement that stands alone on its line, or after the condition before it.
STATEMENT = re.compile(
    r"(?<=[{;)]) (?!const |let )[\w.(][^;{}]*;(?=\s)|^ +(?!const |let |return |if )[\w.]+[^;{}]*;$",
    re.MULTILINE,
)
CONDITION = re.compile(r"\bif \((?P<inner>(?:[^()]|\((?:[^()]|\([^()]*\))*\))*)\)")
PLACE = re.compile(r"^  (?:async )?(?:function|const) (\w+)", re.MULTILINE)


def of_script(source: str) -> Iterator[Mutant]:
    """The mutants of a script for browsers, in the order of its signs."""
    return numbered(_of_script(source))


def _of_script(source: str) -> Iterator[Mutant]:
    spans: list[tuple[int, int, str]] = []
    comments = [m.span() for m in TOKEN.finditer(source) if m["comment"]]
    for token in TOKEN.finditer(source):
        start, end = token.span()
        if token["text"]:
            spans.append((start, end, f"{token[0][0]}{MARK}{token[0][1:]}"))
        elif token["number"]:
            spans.append((start, end, f"({token[0]} + 1)"))
        elif token["sign"]:
            spans += [(start, end, other) for other in SIGNS.get(token["sign"], ())]
    spans += [(*m.span(), " ;") for m in STATEMENT.finditer(source)]
    spans += [(*m.span("inner"), f"!({m['inner']})") for m in CONDITION.finditer(source)]
    for start, end, new in sorted(spans, key=lambda span: span[:2]):
        if any(first <= start < last for first, last in comments):
            continue
        places = [m[1] for m in PLACE.finditer(source, 0, end)]
        around = _around(source, start, end)
        said = [f"{around[0]}{text.strip()}{around[1]}" for text in (source[start:end], new)]
        line = source.count("\n", 0, start) + 1
        yield Mutant(
            places[-1] if places else "",
            " → ".join(said),
            line,
            source[:start] + new + source[end:],
        )


def _around(source: str, start: int, end: int) -> tuple[str, str]:
    """The words of its line before and after a change, so that it can be told from others of its kind."""
    before = source[source.rfind("\n", 0, start) + 1 : start].lstrip()
    after = source[end:].split("\n", 1)[0]
    return before[-SHOWN // 4 :], after[: SHOWN // 4]
