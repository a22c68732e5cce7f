"""Every address x every role, as a table that a person can read.

A row: method, name of the address, its arguments (see `arguments`), then what each role gets: `ok` a page or a file
(200), `to` a redirect after a change or to the right place (302), `in` a redirect to signing in, `-` 404, `bad` 400,
`405` a method that the address has not.
"""

from __future__ import annotations

ROLES = ("anonymous", "stranger", "viewer", "coordinator", "other_coordinator", "analyst", "manager", "administrator")

TABLE = """
method address               arguments           anon stra view coor othe anal mana admi
GET    healthz               none                ok   ok   ok   ok   ok   ok   ok   ok
GET    robots                none                ok   ok   ok   ok   ok   ok   ok   ok
GET    front                 none                ok   ok   ok   ok   ok   ok   ok   ok
GET    accessibility         none                ok   ok   ok   ok   ok   ok   ok   ok
GET    privacy               none                ok   ok   ok   ok   ok   ok   ok   ok
GET    about                 none                ok   ok   ok   ok   ok   ok   ok   ok
GET    setup                 none                -    -    -    -    -    -    -    -
GET    account               none                in   ok   ok   ok   ok   ok   ok   ok
GET    programme_create      none                in   -    -    -    -    -    -    ok
GET    programme_change      closed              in   -    -    -    -    -    ok   ok
GET    programme_change      open                in   -    -    -    -    -    -    ok
GET    participants          closed              in   -    ok   ok   ok   ok   ok   ok
GET    participants          open                in   -    -    -    -    -    -    ok
POST   participants          closed              in   -    -    -    -    -    ok   ok
GET    members               closed              in   -    -    -    -    -    ok   ok
GET    members               open                in   -    -    -    -    -    -    ok
POST   remove_member         membership          in   -    -    -    -    -    to   to
GET    remove_member         membership          in   405  405  405  405  405  405  405
POST   withdraw_invitation   no_invitation       in   -    -    -    -    -    -    -
GET    audit                 closed              in   -    -    -    -    -    ok   ok
GET    audit                 open                in   -    -    -    -    -    -    ok
GET    invitation            token               -    -    -    -    -    -    -    -
GET    release               no_slug             -    -    -    -    -    -    -    -
GET    release_file          no_file             -    -    -    -    -    -    -    -
GET    overview              closed              -    -    ok   ok   ok   ok   ok   ok
GET    overview              open                ok   ok   ok   ok   ok   ok   ok   ok
GET    overview_file         closed_csv          -    -    ok   ok   ok   ok   ok   ok
GET    overview_file         open_csv            ok   ok   ok   ok   ok   ok   ok   ok
GET    town                  kuusilahti          -    -    ok   ok   -    ok   ok   ok
GET    town                  rauma               ok   ok   ok   ok   ok   ok   ok   ok
GET    town_file             kuusilahti_csv      -    -    -    -    -    -    -    -
GET    town_file             rauma_pdf           ok   ok   ok   ok   ok   ok   ok   ok
GET    compare               closed              -    -    ok   ok   ok   ok   ok   ok
GET    compare               open                ok   ok   ok   ok   ok   ok   ok   ok
GET    compare_file          open_csv            ok   ok   ok   ok   ok   ok   ok   ok
GET    indicator_list        closed              -    -    ok   ok   ok   ok   ok   ok
GET    indicator_list        open                ok   ok   ok   ok   ok   ok   ok   ok
GET    indicator             closed_indicator    -    -    -    -    -    -    -    -
GET    indicator             open_indicator      ok   ok   ok   ok   ok   ok   ok   ok
GET    indicator_file        open_indicator_csv  ok   ok   ok   ok   ok   ok   ok   ok
GET    live                  open_live           ok   ok   ok   ok   ok   ok   ok   ok
GET    data                  closed              -    -    ok   ok   ok   ok   ok   ok
GET    data                  open                ok   ok   ok   ok   ok   ok   ok   ok
GET    dataset_import        closed              in   -    -    ok   ok   ok   ok   ok
GET    dataset_import        open                in   -    -    -    -    -    -    ok
GET    dataset               no_dataset          -    -    -    -    -    -    -    -
GET    dataset_file          no_dataset          -    -    -    -    -    -    -    -
POST   dataset_remove        no_dataset          in   -    -    -    -    -    -    -
GET    groups                closed              in   -    -    -    -    ok   ok   ok
GET    groups                open                in   -    -    -    -    -    -    ok
POST   group_remove          no_group            in   -    -    -    -    -    -    -
GET    evidence              closed              in   -    ok   ok   ok   ok   ok   ok
GET    evidence              open                in   -    -    -    -    -    -    ok
GET    evidence_search       closed              in   -    ok   ok   ok   ok   ok   ok
GET    evidence_search       open                in   -    -    -    -    -    -    ok
GET    town_evidence         kuusilahti          in   -    ok   ok   -    ok   ok   ok
GET    town_evidence         rauma               in   -    -    -    -    -    -    ok
GET    source_new            kuusilahti          in   -    -    ok   -    ok   ok   ok
GET    imports               kuusilahti          in   -    -    ok   -    ok   ok   ok
GET    imports               rauma               in   -    -    -    -    -    -    ok
POST   imports               kuusilahti          in   -    -    ok   -    ok   ok   ok
GET    import_batch          no_batch            in   -    -    -    -    -    -    -
POST   import_again          no_batch            in   -    -    -    -    -    -    -
GET    import_columns        no_table            in   -    -    -    -    -    -    -
GET    source_facts          kuusilahti          in   -    -    ok   -    ok   ok   ok
GET    source_facts_file     kuusilahti          in   -    -    ok   -    ok   ok   ok
GET    interviews            closed              in   -    ok   ok   ok   ok   ok   ok
GET    interviews            open                in   -    -    -    -    -    -    ok
GET    town_interviews       kuusilahti          in   -    ok   ok   -    ok   ok   ok
GET    interview_quotas      kuusilahti          in   -    -    ok   -    ok   ok   ok
GET    interview_new         kuusilahti          in   -    -    ok   -    ok   ok   ok
GET    interview             interview           in   -    ok   ok   -    ok   ok   ok
GET    interview_guide       interview           in   -    ok   ok   -    ok   ok   ok
GET    interview_change      interview           in   -    -    ok   -    ok   ok   ok
GET    interview_invite      interview           in   -    -    ok   -    ok   ok   ok
POST   interview_status      interview           in   -    -    ok   -    ok   ok   ok
POST   interview_consents    interview           in   -    -    ok   -    ok   ok   ok
POST   interview_source      interview           in   -    -    ok   -    ok   ok   ok
POST   interview_untie       no_interview_source in   -    -    -    -    -    -    -
POST   interview_remove      no_interview        in   -    -    -    -    -    -    -
GET    interview_answer      token               -    -    -    -    -    -    -    -
GET    comments              source              in   -    ok   ok   -    ok   ok   ok
POST   comments              source              in   -    -    ok   -    ok   ok   ok
POST   comments_step         comment_step        in   -    -    -    -    -    -    -
POST   comment_decide        no_comment          in   -    -    -    -    -    -    -
GET    subject               subject_source      in   -    -    -    -    -    ok   ok
GET    subject               subject_interview   in   -    -    -    -    -    ok   ok
GET    subject               subject_nothing     in   -    -    -    -    -    -    -
POST   subject_export        subject_source      in   -    -    -    -    -    ok   ok
POST   subject_erase         subject_source      in   -    -    -    -    -    ok   ok
GET    quotes                token               -    -    -    -    -    -    -    -
GET    source                source              in   -    ok   ok   -    ok   ok   ok
GET    source_change         source              in   -    -    ok   -    ok   ok   ok
GET    source_correct        source              in   -    -    ok   -    ok   ok   ok
GET    passage               passage             in   -    ok   ok   -    ok   ok   ok
GET    rate                  passage             in   405  405  405  405  405  405  405
POST   rate                  passage             in   -    -    ok   -    ok   ok   ok
POST   rating_holds          rating              in   -    -    to   -    to   to   to
POST   rating_remove         rating              in   -    -    to   -    to   to   to
GET    codebook              closed              in   -    ok   ok   ok   ok   ok   ok
GET    codebook              open                in   -    -    -    -    -    -    ok
POST   codebook_adopt        closed              in   -    -    -    -    to   to   to
GET    code_new              closed              in   -    -    -    -    ok   ok   ok
GET    code_change           code                in   -    -    -    -    ok   ok   ok
POST   code_memo             code                in   -    -    -    -    to   to   to
GET    codebook_version      version             in   -    ok   ok   ok   ok   ok   ok
GET    project_file          closed              in   -    -    -    -    ok   ok   ok
GET    codebook_file         closed              in   -    ok   ok   ok   ok   ok   ok
GET    codebook_bring        closed              in   -    -    -    -    ok   ok   ok
GET    project_bring         kuusilahti          in   -    -    ok   -    ok   ok   ok
GET    coding                source              in   -    ok   ok   -    ok   ok   ok
POST   coding_code           source              in   -    -    ok   -    ok   ok   ok
POST   coding_remove         source              in   -    -    -    -    -    -    -
POST   coding_undo           source              in   -    -    to   -    to   to   to
GET    coding_since          source_step         in   -    ok   ok   -    ok   ok   ok
POST   coding_rate           source              in   -    -    ok   -    ok   ok   ok
POST   coding_mention        source              in   -    -    ok   -    ok   ok   ok
POST   coding_memo           source              in   -    -    ok   -    ok   ok   ok
POST   mention_remove        mention             in   -    -    to   -    to   to   to
POST   memo_remove           memo                in   -    -    -    -    -    -    to
GET    rounds                kuusilahti          in   -    ok   ok   -    ok   ok   ok
GET    round                 round               in   -    ok   ok   -    ok   ok   ok
POST   round_move            round               in   -    -    -    -    to   to   to
POST   round_decide          round               in   -    -    -    -    to   to   to
GET    analysis              closed              in   -    ok   ok   ok   ok   ok   ok
GET    analysis_matrix       closed              in   -    ok   ok   ok   ok   ok   ok
GET    analysis_together     closed              in   -    ok   ok   ok   ok   ok   ok
GET    analysis_grid         closed              in   -    ok   ok   ok   ok   ok   ok
GET    analysis_course       closed              in   -    ok   ok   ok   ok   ok   ok
GET    analysis_quotes       closed              in   -    ok   ok   ok   ok   ok   ok
GET    analysis              open                in   -    -    -    -    -    -    ok
GET    analysis_file         analysis_csv        in   -    ok   ok   ok   ok   ok   ok
GET    grid_summary          cell                in   -    -    ok   -    ok   ok   ok
GET    proposers             closed              in   -    ok   ok   ok   ok   ok   ok
GET    proposers             open                in   -    -    -    -    -    -    ok
POST   proposer_learn        closed              in   -    -    -    -    to   to   to
GET    proposer              proposer            in   -    ok   ok   ok   ok   ok   ok
GET    proposer_file         proposer_csv        in   -    ok   ok   ok   ok   ok   ok
GET    suggestions           source              in   -    ok   ok   -    ok   ok   ok
POST   suggestions_ask       source              in   -    -    to   -    to   to   to
POST   suggestions_decide    source              in   -    -    -    -    -    -    -
GET    themes                closed              in   -    ok   ok   ok   ok   ok   ok
GET    themes                open                in   -    -    -    -    -    -    ok
GET    themes_file           closed_csv          in   -    ok   ok   ok   ok   ok   ok
GET    workshops             kuusilahti          in   -    ok   ok   -    ok   ok   ok
GET    workshops             rauma               in   -    -    -    -    -    -    ok
GET    workshop_new          kuusilahti          in   -    -    ok   -    ok   ok   ok
GET    workshop              workshop            in   -    ok   ok   -    ok   ok   ok
GET    workshop_change       workshop            in   -    -    ok   -    ok   ok   ok
POST   workshop_move         workshop            in   -    -    to   -    to   to   to
POST   workshop_timer        workshop            in   -    -    to   -    to   to   to
POST   workshop_cards        workshop            in   -    -    ok   -    ok   ok   ok
POST   workshop_aside        workshop_card       in   -    -    to   -    to   to   to
POST   workshop_group        workshop            in   -    -    to   -    to   to   to
POST   workshop_group_change workshop_group      in   -    -    to   -    to   to   to
POST   workshop_paper        workshop            in   -    -    ok   -    ok   ok   ok
POST   workshop_keep         workshop            in   -    -    ok   -    ok   ok   ok
GET    workshop_file         workshop_file       in   -    ok   ok   -    ok   ok   ok
GET    workshop_board        board               ok   ok   ok   ok   ok   ok   ok   ok
GET    workshop_board        no_board            -    -    -    -    -    -    -    -
POST   workshop_join         board               to   to   to   to   to   to   to   to
POST   workshop_join         no_board            -    -    -    -    -    -    -    -
GET    workshop_state        board               ok   ok   ok   ok   ok   ok   ok   ok
GET    workshop_state        no_board            -    -    -    -    -    -    -    -
POST   workshop_card         board               to   to   to   to   to   to   to   to
POST   workshop_card_remove  board               to   to   to   to   to   to   to   to
POST   workshop_vote         board               to   to   to   to   to   to   to   to
POST   workshop_opinion      board               to   to   to   to   to   to   to   to
GET    workshop_screen       board               ok   ok   ok   ok   ok   ok   ok   ok
GET    workshop_screen       no_board            -    -    -    -    -    -    -    -
GET    workshop_screen_state board               ok   ok   ok   ok   ok   ok   ok   ok
GET    picture               closed              in   -    ok   ok   ok   ok   ok   ok
GET    picture               open                in   -    -    -    -    -    -    ok
GET    town_picture          kuusilahti          in   -    ok   ok   -    ok   ok   ok
GET    town_picture          rauma               in   -    -    -    -    -    -    ok
POST   findings_draft        kuusilahti          in   -    -    to   -    to   to   to
GET    finding_new           kuusilahti          in   -    -    ok   -    ok   ok   ok
GET    finding               finding             in   -    ok   ok   -    ok   ok   ok
POST   finding_step          finding_step        in   -    -    to   -    to   to   to
GET    picture_publish       kuusilahti          in   -    -    -    -    ok   ok   ok
GET    report_publish        kuusilahti          in   -    -    -    -    -    -    -
GET    report_publish        rauma               in   -    -    -    -    -    -    ok
GET    strategy              closed              in   -    ok   ok   ok   ok   ok   ok
GET    strategy              open                in   -    -    -    -    -    -    ok
GET    town_strategy         kuusilahti          in   -    ok   ok   -    ok   ok   ok
GET    measure_new           kuusilahti          in   -    -    ok   -    ok   ok   ok
GET    measure               measure             in   -    ok   ok   -    ok   ok   ok
POST   measure_holds         measure             in   -    -    to   -    to   to   to
GET    invest                closed              in   -    ok   ok   ok   ok   ok   ok
GET    invest                open                in   -    -    -    -    -    -    ok
GET    town_invest           kuusilahti          in   -    ok   ok   -    ok   ok   ok
GET    opportunity_new       kuusilahti          in   -    -    ok   -    ok   ok   ok
GET    opportunity           opportunity         in   -    ok   ok   -    ok   ok   ok
POST   opportunity_holds     opportunity         in   -    -    to   -    to   to   to
GET    thread                passage_urn         -    -    ok   ok   -    ok   ok   ok
GET    thread                finding_urn         -    -    ok   ok   -    ok   ok   ok
GET    thread                no_urn              -    -    -    -    -    -    -    -
"""


def rows() -> list[tuple[str, str, str, dict[str, str]]]:
    """Return the table as (method, address, arguments, role -> expectation)."""
    found = []
    for line in TABLE.strip().splitlines()[1:]:
        method, address, arguments, *expected = line.split()
        found.append((method, address, arguments, dict(zip(ROLES, expected, strict=True))))
    return found
