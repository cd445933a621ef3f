"""Groups of fields of `draft`, by subject: what is written of a draft in several places has one shape.

Comes in: the types of `fields`. Goes out: the groups of which `draft.Draft` is made.

- `dossier_documents`: a paper of the dossier with number and day; the official posting; a change of the deadline
- `comment_ways`: addresses, telephones, forms, Zalo, VNeID

What may be one thing or several is written either way (`email: a@b.vn` or a list) and is always a tuple here, under a name in
the plural; its key in the front matter is the field's alias (see docs/decisions/0085-one-body-or-several.md).

May not: know `draft`, which is made of these.
"""
