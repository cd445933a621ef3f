"""Pages: what a browser shows.

Comes in: a site and its records. Goes out: HTML, from the layouts of MkDocs and the templates in `theme/pages/`.

- `draft_page`: the page of a draft; `schema_org`: the same for search engines; `stacked_tables`: tables as cards
- `translated_draft`: a draft in another language, for reference; `language_lists`: drafts by state in a language;
  `translated_lists`: what can be read or heard in each; `affected`: whom a draft touches, a leaf of paper for each
- `lists`, `indexes`: drafts by state, topic, agency, place and audience; `list_pages`: a list as pages of fifty
- `facets`: what the browser filters drafts by, and how many open ones each place has
- `search`: the search page and its index
- `responses_page`: what became of each opinion; `agency_responses`: what an agency did not accept and why
- `plan_pages`: the yearly plans, by quarter and agency; `campaign_pages`: campaigns and their drafts
- `meetings`: all meetings that were called; `meeting_pages`: the page of each
- `subscribe`, `press_desk`, `screens`: pages of one purpose each
- `statistics_pages`: figures of each year, what each counts, and the drafts behind it; `statistics_years`: which years there are
- `embed`: cards of a draft and of a place, for frames on other sites
- `press_kit`: all that a newsroom needs of one draft (page, text, ZIP); `press_release`: the same as an agency signs it
- `content_pages`: pages written by hand, their live parts filled in
- `files`: the files beside a draft; `short_address`: `/d/<id>/`, which stands on paper; `moved_pages`: addresses that moved

May not: import another medium; what pages and paper both say belongs to `shared`.
"""
