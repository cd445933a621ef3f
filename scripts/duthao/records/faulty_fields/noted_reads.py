"""A draft as a rule reads it: every field that is asked for is noted, so that nothing is concluded from one that was not read."""

from __future__ import annotations

import dis
import sys
from collections.abc import Collection, Generator, Iterator, Mapping
from functools import cache
from types import CodeType, FrameType, GeneratorType
from typing import Any, TypeVar

from pydantic import BaseModel

from duthao.records.faulty_fields.left_out import as_written
from duthao.records.strict_yaml import Loc

_Model = TypeVar("_Model", bound=BaseModel)
_PLAIN, _AT, _READS = "_plain", "_at", "_reads"


class Reads:
    """Which functions of a rule asked for a field that could not be read. `told_by`: the code of those that tell findings.

    What one of them asked for, or had asked for it, is taken to be the ground of all that it tells from then on; not of what
    others tell that the rule goes on to.
    """

    def __init__(self, faulty: Collection[Loc], told_by: Collection[CodeType]) -> None:
        self.faulty = faulty
        self._told_by = told_by
        self._asked: set[FrameType | None] = set()

    def begin(self) -> None:
        """Another rule judges now."""
        self._asked.clear()

    def doubtful(self, told: Generator[Any, Any, Any]) -> bool:
        """Whether the finding that a rule tells just now may rest on a field that could not be read."""
        if None in self._asked:
            return True
        teller: object = told
        while isinstance(teller, GeneratorType):
            if teller.gi_frame in self._asked:
                return True
            teller = teller.gi_yieldfrom
        return False

    def note(self, loc: Loc, value: object) -> None:
        """A field was asked for. A list or a group of any names says by its length also what was left out of it."""
        several = isinstance(value, (tuple, Mapping))
        if any(loc[: len(f)] == f or (several and f[:-1] == loc) for f in self.faulty):
            self._note_function()

    def note_all(self, loc: Loc) -> None:
        """Everything below a place was asked for."""
        if any(f[: len(loc)] == loc for f in self.faulty):
            self._note_function()

    def _note_function(self) -> None:
        """Note who asked, and who had it ask: whoever hands on what another tells (`yield from`) draws nothing from it."""
        frame: FrameType | None = sys._getframe(1)
        noted_one = False
        while frame:
            if frame.f_code in self._told_by:
                if noted_one and _hands_on(frame):
                    return
                self._asked.add(frame)
                noted_one = True
            frame = frame.f_back
        if not noted_one:
            self._asked.add(None)


def _hands_on(frame: FrameType) -> bool:
    return dis.opname[frame.f_code.co_code[frame.f_lasti]] in ("SEND", "YIELD_FROM")


def noted(model: _Model, reads: Reads, at: Loc = ()) -> _Model:
    """The same model, of which `reads` learns what is asked for; `at` is its place in the front matter."""
    made: _Model = _made(type(model), model, model.__dict__, reads, at)
    return made


def plain(model: _Model) -> _Model:
    """The model of which nothing is noted: for who says where a thing stands, and nothing of what it says."""
    found: _Model = getattr(model, _PLAIN, model)
    return found


def _made(
    kind: type[BaseModel], model: BaseModel, values: Mapping[str, Any], reads: Reads, at: Loc
) -> Any:
    noted_kind = _noted(kind)
    names = _names(kind)
    made = noted_kind.__new__(noted_kind)
    for slot, value in {
        "__dict__": {
            name: _value(value, reads, (*at, names.get(name, name)))
            for name, value in values.items()
        },
        "__pydantic_fields_set__": set(model.__pydantic_fields_set__),
        "__pydantic_extra__": None,
        "__pydantic_private__": None,
        _PLAIN: model,
        _AT: at,
        _READS: reads,
    }.items():
        object.__setattr__(made, slot, value)
    return made


def _value(value: Any, reads: Reads, at: Loc) -> Any:
    if isinstance(value, BaseModel):
        return value if hasattr(value, _PLAIN) else noted(value, reads, at)
    if isinstance(value, tuple) and any(isinstance(entry, BaseModel) for entry in value):
        return tuple(
            _value(entry, reads, as_written((*at, n), reads.faulty))
            for n, entry in enumerate(value)
        )
    if isinstance(value, Mapping):
        return {key: _value(entry, reads, (*at, key)) for key, entry in value.items()}
    return value


@cache
def _names(kind: type[BaseModel]) -> Mapping[str, str]:
    return {name: field.alias or name for name, field in kind.model_fields.items()}


@cache
def _noted(kind: type[BaseModel]) -> type[BaseModel]:
    """A class like a model's, of whose instances each field is noted as it is asked for."""
    names = _names(kind)

    def get(self: BaseModel, name: str) -> Any:
        value = object.__getattribute__(self, name)
        if name in names or name == "__dict__":
            reads: Reads = object.__getattribute__(self, _READS)
            at: Loc = object.__getattribute__(self, _AT)
            if name in names:
                reads.note((*at, names[name]), value)
            else:
                reads.note_all(at)
        return value

    def model_copy(
        self: BaseModel, *, update: Mapping[str, Any] | None = None, deep: bool = False
    ) -> BaseModel:
        values = object.__getattribute__(self, "__dict__") | dict(update or {})
        reads, at = (object.__getattribute__(self, name) for name in (_READS, _AT))
        copied: BaseModel = _made(kind, self, values, reads, at)
        return copied

    def fields(self: BaseModel) -> Iterator[tuple[str, Any]]:
        for name in names:
            yield name, getattr(self, name)

    return type(
        kind.__name__,
        (kind,),
        {
            "__module__": kind.__module__,
            "__slots__": (_PLAIN, _AT, _READS),
            "__getattribute__": get,
            "__iter__": fields,
            "model_copy": model_copy,
        },
    )
