"""What several media say of a draft, settled once so that they cannot disagree.

Comes in: a site and a record. Goes out: plain data and words, without markup of any one medium.

- `status`: badge, deadline and countdown at the instant of the build; `turns`: the same turn after turn, for the browser
- `timeline`: the way from proposal to effect; `editions`: what makes paper that hangs already untrue
- `documents`, `body_html`: the dossier, and the officer's text as safe HTML; `languages`: what languages are called
- `minimum_days`: how long opinions must be asked; `consultation_period`: from when to when they are, as an agency signs it
- `comment_channels`: every way to comment or to ask; `central_drafts`: whose a draft is; `proposed_channels`: what a place has
- `questions_and_answers`: what is asked of every draft, answered from its record
- `listing`: which drafts stand in which list, in which order; `subscriptions`: what can be followed
- `draft_news`: a draft's events as news; `news`: one of them as it was when it was let out
- `response_rows`: opinions and what became of each; `log_words`: how far it was made known; `record_data`: a record as data
- `plan_rows`: the yearly plans, how each row stands and what is said of it; `plan_document`: one as a paper; `campaign_list`: campaigns
- `shown_meetings`: meetings as people are told of them
- `period_figures`: the figures of a period for outputs, and as data; `period_report`: the report of them that an agency signs
- `opinion_form`: what a draft's comment form asks, on paper and on line; `online_form`: it as other programs take it
- `sheet`: what all paper and pictures of a record share; `over_sheet`: what lies where paper was that nobody uses; `signed_papers/`: papers that an agency puts its name to
- `comparison/`: the rows of a draft's comparison by whom they touch

May not: import a medium.
"""
