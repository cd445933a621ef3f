"""Data: records and registers for programs, under `/api/v1/` and as tables.

Comes in: a site and its records. Goes out: JSON, CSV and what describes them.

- `drafts_json`: all drafts as one file, the map of all pages, and what robots may read
- `drafts_in_parts`: the open drafts, those of each year, and all of them packed
- `record_json`: one draft, with all that is made of it
- `responses_data`: opinions and answers of a draft as CSV and JSON
- `plans_json`: the yearly plans with their rows
- `registers_json`: agencies, places, topics, …, and the newest events
- `drafts_csv`: the drafts as a table, and its columns as a Table Schema
- `attachment_list`: the attachments of all drafts and their SHA-256
- `openapi`: what lies under `/api/v1/`; `schema_json`: the schema of a record

A field may be added, none renamed or removed: others have built on it.
May not: import another medium.
"""
