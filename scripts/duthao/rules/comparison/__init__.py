"""The comparison of a draft with what holds today, beyond its form, which `rules/content.py` judges.

Comes in: a record whose body may have the table «Nội dung | Quy định hiện hành | Dự thảo | Ai bị ảnh hưởng», and the register
of audiences. Goes out: warnings alone, for what a cell says of whom it touches is right as it is written; only where it is
told to whom follows from the register.

- `affected_audiences`: rows that no audience of the register would be told of

They are told while opinions are asked or will be: what is over is edited by nobody. A new rule on what the table says gets a
module here.

May not: import another rule; read the table in any way but by `Section.table`; find an audience but by
`Registers.audience_names`.
"""
