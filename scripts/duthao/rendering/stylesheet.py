"""A stylesheet of the theme's without the rules that no page of the site can match: four fifths of its bytes.

A selector stays where every class, id and attribute that it names is a word of the pages, templates and scripts. Elements
are not looked at: a record's text may hold any. Then a variable stays where something that stays reads it, and an
animation where something names it. What this file does not understand stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import tinycss2
from tinycss2 import ast

_WORD = re.compile(r"[A-Za-z_][\w-]*")
_VARIABLE = re.compile(r"--[\w-]+")
_READ = re.compile(r"var\(\s*(--[\w-]+)")
_GROUPS = frozenset({"media", "supports", "layer", "container"})  # at-rules that hold rules
_ALTERNATIVES = frozenset({"is", "where", "has"})  # `:not(…)` asks for nothing


@dataclass(frozen=True)
class _Rule:
    """A rule: what stands before its brace, and in it declarations (name, text) or rules, or text left as it was."""

    head: str
    declarations: tuple[tuple[str, str], ...] = ()
    rules: tuple[_Rule, ...] = ()
    text: str = ""


def words(texts: Iterable[str]) -> frozenset[str]:
    """Every word of these pages, templates and scripts that may be a class, an id or an attribute."""
    return frozenset(word for text in texts for word in _WORD.findall(text))


def reduced(css: str, used: frozenset[str], others: str = "") -> str:
    """The stylesheet with what pages of those words use. `others`: stylesheets beside it, that may read its variables."""
    rules = tuple(
        _read(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True), used)
    )
    while True:
        text = "".join(map(_written, rules))
        read = {*_READ.findall(text), *_VARIABLE.findall(others)}
        fewer = tuple(_without(rules, read, text + others))
        if fewer == rules:
            return text
        rules = fewer


def _read(nodes: Iterable[ast.Node], used: frozenset[str]) -> Iterator[_Rule]:
    for node in nodes:
        if isinstance(node, ast.QualifiedRule):
            selectors = [one for one in _split(node.prelude) if _matches(one, used)]
            if selectors:
                head = ",".join(tinycss2.serialize(one).strip() for one in selectors)
                yield _block(head, node.content)
        elif isinstance(node, ast.AtRule):
            head = f"@{node.at_keyword}{tinycss2.serialize(node.prelude)}"
            if node.content is None:
                yield _Rule("", text=f"{head};")
            elif node.lower_at_keyword in _GROUPS:
                inner = tinycss2.parse_rule_list(
                    node.content, skip_comments=True, skip_whitespace=True
                )
                yield _Rule(head, rules=tuple(_read(inner, used)))
            else:
                yield _Rule(head, text=tinycss2.serialize(node.content))
        else:
            yield _Rule("", text=node.serialize())


def _block(head: str, content: list[ast.Node]) -> _Rule:
    inner = tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
    if all(isinstance(one, ast.Declaration) for one in inner):
        return _Rule(head, tuple((one.name, one.serialize()) for one in inner))
    return _Rule(head, text=tinycss2.serialize(content))


def _split(prelude: list[ast.Node]) -> Iterator[list[ast.Node]]:
    """The selectors of a list."""
    one: list[ast.Node] = []
    for node in prelude:
        if node == ",":
            yield one
            one = []
        else:
            one.append(node)
    yield one


def _matches(selector: list[ast.Node], used: frozenset[str]) -> bool:
    """Whether all that a selector asks for is a word of the site."""
    asked: list[str] = []
    alternatives: list[list[ast.Node]] = []
    for before, node in zip([None, *selector], selector, strict=False):
        if isinstance(node, ast.HashToken) or (isinstance(node, ast.IdentToken) and before == "."):
            asked.append(node.value)
        elif isinstance(node, ast.SquareBracketsBlock):
            asked += _attribute(node)
        elif isinstance(node, ast.FunctionBlock) and node.lower_name in _ALTERNATIVES:
            alternatives.append(node.arguments)
    return used.issuperset(asked) and all(
        any(_matches(one, used) for one in _split(several)) for several in alternatives
    )


def _attribute(block: ast.SquareBracketsBlock) -> list[str]:
    """The attribute that a selector asks for, and its value where it has to be just that one word."""
    name, *rest = [node for node in block.content if not isinstance(node, ast.WhitespaceToken)]
    value = rest[-1].value if len(rest) == 2 and rest[0] == "=" else ""
    return [name.value, value] if _WORD.fullmatch(value) else [name.value]


def _without(rules: Iterable[_Rule], read: set[str], text: str) -> Iterator[_Rule]:
    """The rules without variables that nothing reads, animations that nothing names, and what is empty then."""
    for rule in rules:
        if rule.head.startswith("@keyframes") or rule.head.startswith("@-webkit-keyframes"):
            name = rule.head.split()[-1]
            if re.search(rf"animation[^;}}]*\b{re.escape(name)}\b", text):
                yield rule
        elif rule.text:
            yield rule
        else:
            left = replace(
                rule,
                declarations=tuple(
                    one
                    for one in rule.declarations
                    if not one[0].startswith("--") or one[0] in read
                ),
                rules=tuple(_without(rule.rules, read, text)),
            )
            if left.declarations or left.rules:
                yield left


def _written(rule: _Rule) -> str:
    if not rule.head:
        return rule.text
    inner = rule.text or ";".join(text for _, text in rule.declarations) + "".join(
        map(_written, rule.rules)
    )
    return f"{rule.head}{{{inner}}}"
