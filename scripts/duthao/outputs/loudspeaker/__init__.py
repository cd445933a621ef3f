"""Loudspeakers: what is read aloud of a draft, when, and by whom.

Comes in: a site and a record. Goes out: scripts as text, SSML, pages and paper; the week's plan of each place.

- `script_facts`: single facts of a record that are read aloud; `passages`: its own sentences, by what they are about
- `script_kinds`: which scripts a draft has, their files, until when they go on air; `scripts`: their words, as they are said
- `ssml`: a script as an announcer or a machine performs it, and how long that takes
- `translations`: scripts in other languages, made and reviewed by people; `recordings`: sound that people made
- `script_findings`: words that nobody can read for certain, sentences and scripts that are too long
- `draft_scripts`: the scripts of a draft on a page and as files; `scripts_sheet`: on paper
- `talks`: what a person says of a draft, standing before others; `draft_talks`: of one draft; `topic_talks`: of all of a topic;
  `audience_talks`: of one draft to whom it touches; `video_script`, `video_page`: what is said and shown in a video of a minute
- `running_order`: what newsrooms may air in a week, `running_order_items` of one draft, `running_order_files` as files
- `schedule`: what goes on air of a draft, and when
- `sessions`: a day of a place, in sessions that end in time
- `day_plans`: what a place has on air, day after day
- `week_sheet`: the plan of a place on paper and as text
- `desk`: the plan of a place, on a page, on paper and as text

The one medium that cannot be taken back: what cannot be read with certainty is a finding, never a guess.
May not: import another medium; say a word that is not the record's, the law's or a fixed sentence.
"""
