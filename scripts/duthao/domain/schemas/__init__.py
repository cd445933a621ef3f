"""JSON Schemas of what people write, made from the models; nothing is ever judged by them.

Comes in: the models of a record and of registers, and for an editor the registers of a site. Goes out: schemas as plain data.

- `json_schema`: of a record's front matter, its shape alone, as the site publishes it for other programs
- `schema_choices`: the same with the keys of a site's registers and their names, and of the registers: for editors

Descriptions are those of the model, which names the register of a key (`khóa trong agencies.yml`). Patterns are such as
JavaScript reads in its mode `u`, in which JSON Schema means them.

May not: know anything that the models do not say.
"""
