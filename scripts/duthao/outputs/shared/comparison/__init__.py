"""The comparison of a draft with what holds today, as several media show it: whom each of its rows touches.

Comes in: a site and a record whose body has the table «Nội dung mới so với quy định hiện hành». Goes out: its rows in the
record's own words, by the audiences that the record names.

- `audience_rows`: the rows of each audience

Which words mean which audience is the register's to say (`domain/audience_names`); which rows change something at all is
said in `shared/sheet`. A row that names no audience stands in the draft's own table alone. One that names two stands with
both.

May not: import a medium; say that a row touches somebody whom it does not name.
"""
