"""From the folders of `drafts/` to records and registers, or to every fault in them.

Comes in: the bytes below `drafts/` and mkdocs.yml, from many hands. Goes out: a `Record`, `Registers`, `Settings`,
and findings with file, line and remedy. Reading one record never stops at its first fault.

In reading order:

- `record`: the record itself, and at which line each of its fields stands
- `record_reader`: a folder to a record; `front_matter` and `body` (Markdown by sections) are its two parts
- `source_text`, `strict_yaml`: bytes to text, text to plain data with the place of each value; `validation`: faults told to officers
- `register_reader`, `register_checks`: the registers; `plan_files/`, `meeting_files/`: yearly plans, meetings of the whole site
- `settings_reader`: `extra.duthao` in mkdocs.yml; `report_text`: what a report says in words; `yaml_cuts`: what YAML would drop from a text in silence
- `attachments`, `attachment_scan`, `text_extraction`, `sensitive_data`: the files beside a record, and what must not be published in
  them; `file_contents/`: their readers; `clean_copies/`: files without it; `packed_files`: archives within bounds; `draft_articles`, `stated_facts/`: what they state
- `response_table`, `responses_reader`: opinions and answers; `csv_cells`, `xlsx_cells`: files to cells
- `record_tables/`: tables beside a record; `spreadsheets`: those that other programs wrote; `form_exports/`: of forms, to opinions
- `translation_files/`: a record in other languages, and its Vietnamese sources; `word_files/`: an office's Word files to what is offered for a record
- `office_contacts`: which telephones and addresses are an office's; `named_persons`: names and homes in a table by hand
- `record_writer/`: a record's text with other values, all else as it was; `approval`: who stands for exactly this content; `approvals/`: whether that holds
- `released`, `release_facts`: what was let out, when, and what that fixes; `known_at`: a record as known at an instant

May not: judge what a well-formed record says (that is `rules`), make an address, or write a file of the site.
"""
