"""What an office alone may see: money, names of who does what, orientation for the press. It is never published.

Comes in: a site and its drafts. Goes out: papers and tables in `noi-bo/`, a tree beside the site, made by
`duthao build --internal` with the same engine. Every output here says `internal = True`; what the site shows of the same
facts stands in a medium of its own.

- `contents`: the page that leads to all of them; `coverage`: how far drafts were made known, by their logs
- `plan_papers`: the yearly plans with tasks and budget
- `draft_letters`: letters about a draft to communes, newsrooms and bodies that are asked; `guidance_letter`: that of the year
- `meeting_papers`: invitation, programme, list to sign and form of the minutes of a meeting
- `orientation_sheet`: what a spokesperson must know of a draft before being asked
- `addressees`: to whom letters go, also as a table for mail merge
- `acceptance_minutes`: by which what came of a channel is accepted; `acceptance_list`: all that is to be accepted
- `period_reports`: the report of the period that runs, and of the one that closed last

Papers come from `outputs/shared/signed_papers`, whose marks say on every page that they are not to be published.
May not: import another medium.
"""
