"""Tables that officers fill in beside a record, as CSV or XLSX: every cell with its place, every fault at its cell.

Comes in: the bytes of `responses` or `log`, and what is known of their columns. Goes out: rows, and findings.

In reading order:

- `table_kind`: what one kind of table is: its columns, and the rules under which its faults are told
- `table_cells`: bytes to cells
- `table_rows`: the row of headings, and a row of which each cell is asked for by its column
- `log_reader`, `log_table`: `log.csv`, what was done to make a draft known; `log_imports`: what communes report of it
- `tables_of_record`: which tables lie beside a record

May not: know what the rows of a table mean for a draft, or repeat in a message what may be somebody's name.
"""
