"""What the files of a record say otherwise than the record: everything here is a warning with both sentences.

Comes in: the record, and what `records/stated_facts` found in its files. Goes out: warnings, each with file, place and sentence
there and with what the record has; the line is that of the record's field.

- `stated_deadlines`: a letter, a proposal or the draft names another last day for opinions
- `stated_titles`: the draft's own title, its type, who issues it
- `stated_amounts`: amounts and percentages of the key points that stand nowhere in the draft
- `stated_articles`: articles that the comparison names and the draft lacks
- `stated_effect`: when the text takes effect; number of what was issued

Only a person can say which of the two is right, so nothing stops a build. Where anything is in doubt nothing is said: a draft
that could not be read as a whole, articles that are not sure, a sentence that may speak of something else.

May not: read a file, or fire at an honest oddity (`tests/rules/test_contradictions.py` holds a corpus of them).
"""
