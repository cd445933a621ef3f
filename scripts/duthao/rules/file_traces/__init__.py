"""What files beside a record carry that no reader should get: what reviewers left, and what acts by itself.

Comes in: the traces of each file's scan, with the place where each stands. Goes out: findings that say what was found,
where, and how to be rid of it: in the program that made the file, or by `duthao clean`.

- `review_traces`: comments, tracked changes, hidden text and sheets, pages without text, where a picture was taken
- `active_content`: templates and pictures from elsewhere, embedded programs and files, formulas in CSV

Text in these parts (a number, a mark of secrecy) is told by `rules/secrecy`, names of authors by `rules/attachments`.

May not: open a file. The scan has read it, in its own process, once for each digest.
"""
