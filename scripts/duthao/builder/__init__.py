"""Decides what has to be made again, makes it on all cores, and switches the site.

Comes in: `Options` and the files of the site. Goes out: `site/` as a whole or not at all, and a report of findings.

In reading order:

- `inputs`: what the inputs look like from outside, and the quick answer "nothing changed"
- `environment`: what every record rests on: settings, registers, layouts; `page_languages`: of which languages mkdocs.yml has no words
- `build`: when a site is made; `run`: how; `record_stage`, `site_stage`: the files of records, then of the whole site
- `summaries`: what lists know of a draft, made with its files
- `state`: what is known of the last build (SQLite); `artifact_cache`: print, which is set once
- `tree`: the next site and its change of places with the live one; `lock`: one build at a time
- `site_size`: how large the site is, by kind of file; `health`: of which build it is
- `server_files`: what web servers are told of the site, beside it
- `processes`: workers that end with the command
- `check`, `deep_check`: findings without a site
- `check_state`: findings of records, kept between runs

An incremental build gives the bytes of a full one. Losing anything remembered costs time, never correctness.
May not: name an output; it finds them by `outputs.discovery`.
"""
