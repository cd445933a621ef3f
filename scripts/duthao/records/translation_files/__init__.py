"""The files beside a record in which people translated it: `drafts/<id>/<lang>.md`, and what each part was made from.

Comes in: the bytes of such a file, and the record whose Vietnamese text counts. Goes out: its parts, each with the
digest of the Vietnamese that it is of, so that a part whose Vietnamese changed since is known; the dates that stand in
it; or every fault in the file. See docs/decisions/0068-translations-are-for-reference.md.

In reading order:

- `translated_text`: the parts that can be translated, the file read, which of its parts are stale
- `foreign_dates`: the dates in a text of another language, so that they can be held against the record's

May not: say who made a translation (that is declared in the record), translate anything, or judge what it says.
"""
