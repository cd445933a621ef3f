"""Paper and pictures: what hangs on a board, is handed out or sent to telephones.

Comes in: a site and a record. Goes out: PDF and PNG from the templates in `theme/print/`, and short texts to copy.

- `notice`: the notice in the form of Decree 30/2020
- `information`: the information sheet and the poster
- `handout`, `comment_form`, `result_sheet`, `replacement`: one sheet each
- `commune_sheet`: on which a commune sums up what its people think; `commune_answers`: what it is answered
- `ended_sheet`: what lies at the addresses of all that invited, once no opinions are taken; `outputs/shared/over_sheet` when that is no news any more
- `signed_table`: opinions and answers as the agency signs them, `signed_table_word` the same for Word, `signed_table_data` what both are given
- `plan_paper`: the yearly plan as its agency signs it; `campaign_sheet`: the drafts of a campaign; `training_decks`: slides for trainings
- `posts`, `short_messages`: posts and messages, counted in characters
- `pictures`: the slide for screens and the card for messengers; `comparison_picture`: what changes, for networks
- `print_centre`: what a place hangs up, takes down and has hanging; `made_public`: what it made public, by quarters
- `record_form_file`: the form in Word in which officers write a record, blank
- `bundles`: one file with what a place posts of its own

Bytes of paper are kept between builds: whatever they depend on must be named, or stale paper is hung up.
May not: import another medium; cut a text to make it fit.
"""
