"""What a record says, changed in its text: the one place that writes front matter and sections into a file that is there.

Comes in: the text of a record as it lies on the disk, the fields that it shall have, its sections. Goes out: the text that
reads back as exactly that, of which only the lines are another that had to change: comments, the order of fields, quotation
marks, the way in which a value is laid out, line ends and every other byte stay as the officer left them.

- `rewrite`: the whole of it, and the promise: what was written is read again, and refused where it is not what was meant
- `layout`: where each value stands in the YAML
- `field_edits`: which characters are to be another where values change; `list_order`: which entry of a list became which
- `section_edits`: the same for the sections of the body
- `values`: a value as YAML; `scalars`: a text as YAML takes it

May not: judge what is written (that is `rules` and the readers), or touch the disk.
"""
