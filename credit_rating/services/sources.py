"""Where a year's conduct is read: one SELECT a kind of record, all with the same columns.

What happened after the cut-off does not exist yet. A case counts in the year in which it was
closed, else in that of its filing (design §5.2), and only while what found the breach stands: an
order, or a decision that no remedy annulled.
"""

COLUMNS = (
    "employer_id", "kind", "source_id", "label", "happened_on", "about", "matters", "workers",
    "amount", "fine", "decision", "is_ordered", "disobeyed", "obstructed", "petition", "impact",
    "convicted", "review", "years_skipped", "award",
)  # fmt: skip

CASES = """
    SELECT c.employer_id, 'case', c.id, c.case_no::text, c.filed_on, c.cause::text,
        CASE WHEN g.letters IS NULL THEN coalesce(m.letters, '') ELSE (
            SELECT coalesce(string_agg(DISTINCT letter, '' ORDER BY letter), '')
            FROM unnest(string_to_array(concat(m.letters, g.letters), NULL)) AS letter
        ) END,
        NULLIF(greatest(c.workers, g.workers), 0), NULLIF(greatest(c.determined, g.amount), 0),
        CASE WHEN d.kind = 'penalty' THEN coalesce(r.new_fine, d.fine) ELSE 0 END,
        CASE WHEN d.kind IN ('penalty', 'handling') THEN d.kind::text ELSE 'none' END,
        o.id IS NOT NULL,
        coalesce(o.status = 'disobeyed', FALSE) OR coalesce(a.applied_on <= %(cut_off)s, FALSE),
        coalesce(k.refused, FALSE), coalesce(k.mass_petition, FALSE),
        coalesce(k.serious_impact, FALSE), FALSE, '', 0, ''
    FROM cases_case AS c
    LEFT JOIN known_matters AS m ON m.words = c.cause
    LEFT JOIN cases_order AS o ON o.case_id = c.id AND o.status <> 'withdrawn'
        AND o.issued_on <= %(cut_off)s
    LEFT JOIN cases_decision AS d ON d.case_id = c.id AND d.replaced_at IS NULL
        AND d.served_on <= %(cut_off)s
    LEFT JOIN cases_courtapplication AS a ON a.decision_id = d.id
    LEFT JOIN (
        SELECT DISTINCT ON (decision_id) decision_id, new_fine FROM cases_remedy
        WHERE result = 'changed' AND result_on <= %(cut_off)s AND decision_id IS NOT NULL
        ORDER BY decision_id, result_on DESC, id DESC
    ) AS r ON r.decision_id = d.id
    LEFT JOIN (
        SELECT proposal_id, string_agg(letters, '') AS letters, max(workers) AS workers,
            max(amount) AS amount
        FROM cases_proposalground LEFT JOIN known_matters ON words = violation
        GROUP BY proposal_id
    ) AS g ON g.proposal_id = d.proposal_id
    LEFT JOIN (
        SELECT DISTINCT ON (case_id) case_id, refused, mass_petition, serious_impact
        FROM cases_circumstances WHERE known_on <= %(cut_off)s
        ORDER BY case_id, known_on DESC, id DESC
    ) AS k ON k.case_id = c.id
    WHERE c.filed_on <= %(cut_off)s
        AND coalesce(CASE WHEN c.closed_on <= %(cut_off)s THEN c.closed_on END, c.filed_on)
            BETWEEN %(first)s AND %(last)s
        AND CASE WHEN d.id IS NULL
            THEN o.id IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM cases_decision AS fallen
                WHERE fallen.case_id = c.id AND fallen.status = 'annulled'
            )
            ELSE d.status <> 'annulled' AND d.kind IN ('penalty', 'handling', 'no_penalty')
        END
"""

HISTORY = """
    SELECT h.employer_id, 'history', h.id, h.case_no::text, h.filed_on,
        coalesce(NULLIF(h.violation, ''), h.cause)::text, coalesce(m.letters, ''), h.workers,
        h.amount, h.penalty,
        CASE WHEN h.penalty > 0 THEN 'penalty' WHEN h.penalty = 0 THEN 'none' END,
        CASE WHEN h.order_on IS NOT NULL THEN h.order_on <= %(cut_off)s END,
        CASE
            WHEN coalesce(m.letters, '') NOT LIKE '%%w%%' AND coalesce(h.amount, 0) = 0 THEN FALSE
            WHEN h.paid_on <= %(cut_off)s THEN FALSE
            WHEN h.order_due_on IS NOT NULL THEN h.order_due_on < %(cut_off)s
        END,
        h.refused, h.mass_petition, h.serious_impact, NULL::boolean, '', 0, ''
    FROM cases_historiccase AS h
    LEFT JOIN known_matters AS m
        ON m.words = coalesce(NULLIF(h.violation, ''), h.cause)
    WHERE h.filed_on <= %(cut_off)s
        AND coalesce(CASE WHEN h.closed_on <= %(cut_off)s THEN h.closed_on END, h.filed_on)
            BETWEEN %(first)s AND %(last)s
"""

# 审查年度: the campaign's own year; how many years in a row, for the local rule.
REVIEWS = """
    SELECT v.employer_id, 'review', v.id, campaign.title::text,
        (v.concluded_at AT TIME ZONE %(zone)s)::date, '', '',
        NULL::integer, NULL::numeric, NULL::numeric, 'none',
        FALSE, FALSE, FALSE, FALSE, FALSE, FALSE,
        CASE v.state WHEN 'overdue' THEN 'not_taken' ELSE 'not_passed' END,
        CASE WHEN v.state <> 'overdue' THEN 0
            WHEN NOT (1 = ANY(earlier.back)) THEN 1
            WHEN NOT (2 = ANY(earlier.back)) THEN 2
            ELSE 3
        END, ''
    FROM written_reviews_review AS v
    JOIN written_reviews_campaign AS campaign ON campaign.id = v.campaign_id
    CROSS JOIN LATERAL (
        SELECT coalesce(array_agg(%(year)s - past.year), '{}') AS back
        FROM written_reviews_review AS w
        JOIN written_reviews_campaign AS past ON past.id = w.campaign_id
        WHERE w.employer_id = v.employer_id AND w.state = 'overdue'
    ) AS earlier
    WHERE campaign.year = %(year)s AND v.state IN ('overdue', 'failed')
        AND (v.concluded_at AT TIME ZONE %(zone)s)::date <= %(cut_off)s
"""

# Found and put right before the officers' eyes: shown, and counted by no rule.
PATROLS = """
    SELECT p.employer_id, 'patrol', p.id, p.planned_on::text,
        (p.arrived_at AT TIME ZONE %(zone)s)::date, '', '',
        NULL::integer, NULL::numeric, NULL::numeric, 'none',
        FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, '', 0, ''
    FROM grids_patrol AS p
    WHERE p.result = 'advice'
        AND (p.arrived_at AT TIME ZONE %(zone)s)::date
            BETWEEN %(first)s AND least(%(last)s, %(cut_off)s)
"""

LISTINGS = """
    SELECT e.id, 'listing', e.id, to_char(e.listed_on, 'YYYY-MM-DD'), e.listed_on, '', '',
        NULL::integer, NULL::numeric, NULL::numeric, 'none',
        FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, '', 0, ''
    FROM employers_employer AS e
    WHERE e.listed_until >= %(first)s AND e.listed_on <= least(%(last)s, %(cut_off)s)
"""

RECORDS = """
    SELECT f.employer_id, 'record', f.id, f.reference::text, f.happened_on, f.kind::text, '',
        NULL::integer, NULL::numeric, NULL::numeric, 'none',
        FALSE, FALSE, FALSE, f.kind = 'incident', f.kind = 'impact', f.kind = 'conviction', '', 0,
        CASE f.kind WHEN 'award_part' THEN 'part' WHEN 'award_whole' THEN 'whole' ELSE '' END
    FROM credit_rating_conductfact AS f
    WHERE f.withdrawn_at IS NULL
        AND f.happened_on BETWEEN %(first)s AND least(%(last)s, %(cut_off)s)
"""

SOURCES = (CASES, HISTORY, REVIEWS, PATROLS, LISTINGS, RECORDS)

# What a finding quotes of its record; an unknown fact is left out.
FACTS = """
    jsonb_strip_nulls(jsonb_build_object(
        'kind', kind, 'id', source_id, 'label', label, 'on', happened_on,
        'about', NULLIF(about, ''), 'matters', NULLIF(matters, ''), 'workers', workers,
        'amount', amount::numeric(14, 2)::text, 'fine', fine::numeric(14, 2)::text,
        'decision', decision, 'is_ordered', is_ordered, 'disobeyed', disobeyed,
        'obstructed', obstructed, 'petition', petition, 'impact', impact,
        'convicted', convicted, 'review', NULLIF(review, ''),
        'years_skipped', NULLIF(years_skipped, 0), 'award', NULLIF(award, '')
    ))
"""

# As `policy.shapes.shape_of` writes it.
SHAPE = """
    kind || '|' || matters
    || '|' || coalesce(width_bucket(workers::numeric, %(workers)s::numeric[])::text, '?')
    || '|' || coalesce(width_bucket(amount, %(amount)s::numeric[])::text, '?')
    || '|' || coalesce(width_bucket(fine, %(fine)s::numeric[])::text, '?')
    || '|' || coalesce(decision, '?')
    || '|' || coalesce(left(is_ordered::text, 1), '?')
    || '|' || coalesce(left(disobeyed::text, 1), '?')
    || '|' || coalesce(left(obstructed::text, 1), '?')
    || '|' || coalesce(left(petition::text, 1), '?')
    || '|' || coalesce(left(impact::text, 1), '?')
    || '|' || coalesce(left(convicted::text, 1), '?')
    || '|' || review || '|' || years_skipped || '|' || award
"""
