"""The statements that gather what is known of every case of arrears, new and old, as of a day.

One relation, `fact`, whose columns are those of `ArrearsRecord`; beside it who is judged and by
which set. Facts dated after the day are left out here or, where a date is a column, by the rules.
"""

from cases.models import Case
from cases.policy.history import ARREARS
from statutes.rulesets import DEFAULTS, Family

BEIJING = "Asia/Shanghai"
# 专项检查 is an inspection of the bureau's own, like a patrol.
OTHER_SOURCES = {Case.Source.SPECIAL.value: Case.Source.PATROL.value}

# What the police filed and did not withdraw, and for which offence.
POLICE = """
    SELECT DISTINCT ON (case_id) case_id, police_filed_on, police_offence
    FROM referrals_referral
    WHERE police_filed_on IS NOT NULL AND withdrawn_on IS NULL {and_of_case}
    ORDER BY case_id, police_filed_on
"""

# How many whole months a line is owed for: those entered, else those of its period.
_LINES = """
    SELECT w.case_id, w.determined, CASE
        WHEN w.month_count > 0 THEN (
            SELECT count(*) FROM cases_wagemonth m WHERE m.claim_id = w.id AND m.owed > 0)
        ELSE (date_part('year', w.period_to + 1) - date_part('year', w.period_from)) * 12
            + date_part('month', w.period_to + 1) - date_part('month', w.period_from)
            - (date_part('day', w.period_to + 1) < date_part('day', w.period_from))::int
        END::integer AS months
    FROM cases_wageclaim w WHERE w.determined > 0 {and_of_case} OFFSET 0
"""
# Of all workers: how many are owed; among those owed for three months or more the one owed most,
# else the one owed most (an array compares from the left); the most owed for nobody knows how long.
_CLAIM = f"""
    SELECT case_id, count(*) AS workers,
        max(ARRAY[(coalesce(months, 0) >= 3)::int, determined, coalesce(months, -1)]) AS top,
        max(determined) FILTER (WHERE months IS NULL) AS undated
    FROM ({_LINES}) AS line GROUP BY case_id
"""
# Where only the city's grounds are asked, nobody looks at terms, payments or single workers.
_HEADS = """
    SELECT case_id, count(*) AS workers, NULL::numeric[] AS top, NULL::numeric AS undated
    FROM cases_wageclaim WHERE determined > 0 {and_of_case} GROUP BY case_id
"""
_NO_ORDER = "SELECT NULL::bigint AS case_id, NULL::date AS order_on, NULL::date AS order_due_on"
_NOT_PAID = "SELECT NULL::bigint AS case_id, NULL::date AS paid_on"
_ORDERED = """
    SELECT case_id, min(served_on) AS order_on, min(due_on) AS order_due_on FROM (
        SELECT case_id, served_on, due_on FROM cases_order
        WHERE status <> 'withdrawn' AND served_on IS NOT NULL AND amount > 0 {and_of_case}
        UNION ALL
        SELECT case_id, served_on, due_on FROM cases_decision
        WHERE kind = 'handling' AND wages > 0 AND served_on IS NOT NULL
          AND status <> 'annulled' AND replaced_at IS NULL {and_of_case}
    ) AS papers GROUP BY case_id
"""
_PAID = """
    SELECT d.case_id, max(d.paid_on) AS paid_on
    FROM cases_case c JOIN cases_disbursement d ON d.case_id = c.id
    WHERE c.determined > 0 AND c.undetermined = 0 AND c.paid = c.determined {and_of_c}
      AND EXISTS (
        SELECT FROM cases_payment p WHERE p.disbursement_id = d.id AND p.reverses_id IS NULL
          AND NOT EXISTS (SELECT FROM cases_payment r WHERE r.reverses_id = p.id))
    GROUP BY d.case_id
"""
_LODGED = f"""
    SELECT s.case_id, min((k.received_at AT TIME ZONE '{BEIJING}')::date) AS lodged_on
    FROM cases_casesource s JOIN complaints_complaint k ON k.id = s.complaint_id
    WHERE true {{and_of_case}} GROUP BY s.case_id
"""
_TOLD = """
    SELECT DISTINCT ON (case_id) case_id, migrant, promise, refused, mass_petition, serious_impact
    FROM cases_circumstances WHERE known_on <= %(on)s {and_of_case}
    ORDER BY case_id, known_on DESC, id DESC
"""
_REVOKED = """
    SELECT DISTINCT case_id FROM cases_decision
    WHERE kind = 'revocation' AND replaced_at IS NULL AND decided_on <= %(on)s {and_of_case}
"""
# A case of which every line came to nothing is about no arrears.
_NEW = """
    SELECT 'case' AS kind, c.id, coalesce(d.merged_into_id, c.employer_id) AS subject_id,
        c.case_no::text, c.division_id, c.office_id,
        coalesce((%(other_sources)s::jsonb) ->> c.source, c.source) AS source,
        lodged.lodged_on, CASE WHEN revoked.case_id IS NULL THEN c.filed_on END AS filed_on,
        CASE WHEN revoked.case_id IS NOT NULL THEN false END AS is_filed,
        c.cause = ANY(%(arrears)s)
            AND NOT (c.workers > 0 AND c.undetermined = 0 AND c.determined = 0) AS is_about_wages,
        CASE WHEN c.cause = 'migrant_wage_arrears' THEN true ELSE told.migrant END AS migrant,
        CASE WHEN c.workers > 0 THEN coalesce(claim.workers, 0) END AS workers,
        CASE WHEN c.workers > 0 THEN c.determined END AS amount,
        CASE WHEN c.workers > 0 THEN coalesce(claim.top[2], 0) END AS max_worker_amount,
        CASE WHEN c.workers > 0 AND claim.case_id IS NULL THEN 0
             WHEN claim.top[3] >= 0 THEN claim.top[3] END AS max_worker_months,
        c.undetermined > 0 AS is_rising,
        coalesce(claim.undated > claim.top[2] OR claim.top[1] = 0 AND claim.undated > 0, false)
            AS largest_is_rising,
        ordered.order_on, CASE WHEN ordered.case_id IS NULL THEN false END AS is_ordered,
        ordered.order_due_on, paid.paid_on, told.promise, told.refused, told.mass_petition,
        told.serious_impact, police.filed_on AS police_filed_on,
        coalesce(police.offence, '') AS police_offence, NULL AS subject_kind
    FROM cases_case c
    LEFT JOIN employers_employer d ON d.id = c.employer_id AND d.merged_into_id IS NOT NULL
    LEFT JOIN claim ON claim.case_id = c.id
    LEFT JOIN ordered ON ordered.case_id = c.id
    LEFT JOIN paid ON paid.case_id = c.id
    LEFT JOIN lodged ON lodged.case_id = c.id
    LEFT JOIN told ON told.case_id = c.id
    LEFT JOIN revoked ON revoked.case_id = c.id
    LEFT JOIN police ON police.case_id = c.id
    WHERE c.filed_on IS NOT NULL {and_of_c}
"""
_OLD = """
    SELECT 'history', h.id, coalesce(d.merged_into_id, h.employer_id), h.case_no::text,
        h.division_id, place.office_id, nullif(h.source, ''), h.lodged_on, h.filed_on,
        NULL::boolean, h.cause IN ('') OR h.cause = ANY(%(arrears)s), h.migrant, h.workers,
        h.amount, h.max_worker_amount, h.max_worker_months, false, false, h.order_on,
        NULL::boolean, h.order_due_on, h.paid_on, h.promise, h.refused, h.mass_petition,
        h.serious_impact, h.police_filed_on, h.police_offence, h.subject_kind
    FROM cases_historiccase h
    LEFT JOIN employers_employer d ON d.id = h.employer_id AND d.merged_into_id IS NOT NULL
    LEFT JOIN place ON place.division_id = h.division_id
    WHERE true {and_of_h}
"""
# The office of the place: the nearest above it, as for a complaint.
_PLACE = """
    SELECT h.division_id, (
        SELECT j.office_id FROM accounts_officejurisdiction j
        WHERE left(h.division_id, length(j.prefix)) = j.prefix
        ORDER BY length(j.prefix) DESC, j.office_id LIMIT 1) AS office_id
    FROM (SELECT DISTINCT division_id FROM cases_historiccase) AS h
"""
# The set adopted for its office on the day it was filed; where none was, the shipped default.
_FACT = """
    SELECT f.*, e.uscc IS NOT NULL AS has_uscc,
        CASE WHEN f.kind = 'case' THEN e.kind ELSE nullif(f.subject_kind, '') END AS judged_kind,
        coalesce(%(ruleset)s, a.ruleset, %(default)s) AS ruleset
    FROM (SELECT * FROM new UNION ALL SELECT * FROM old) AS f
    JOIN employers_employer e ON e.id = f.subject_id
    LEFT JOIN rulebook_adoption a ON a.office_id = f.office_id AND a.family = %(family)s
        AND a.state = 'confirmed' AND %(ruleset)s IS NULL
        AND a.in_force_from <= coalesce(f.filed_on, f.lodged_on, %(on)s)
        AND (a.in_force_to IS NULL
             OR a.in_force_to >= coalesce(f.filed_on, f.lodged_on, %(on)s))
    WHERE coalesce(least(f.lodged_on, f.filed_on) <= %(on)s, true)
"""
_PARTS = {
    "police (case_id, filed_on, offence)": POLICE,
    "claim": _CLAIM,
    "ordered": _ORDERED,
    "paid": _PAID,
    "lodged": _LODGED,
    "told": _TOLD,
    "revoked": _REVOKED,
    "place": _PLACE,
    "new": _NEW,
    "old": _OLD,
    "fact": _FACT,
}
PARAMETERS = {
    "arrears": sorted(ARREARS),
    "family": Family.BLACKLIST.value,
    "default": DEFAULTS[Family.BLACKLIST],
}


_OF_THE_CITY = {
    "claim": _HEADS,
    "ordered": f"{_NO_ORDER} WHERE false",
    "paid": f"{_NOT_PAID} WHERE false",
}


def facts(*, of_subjects: bool = False, for_the_city: bool = False) -> str:
    """`WITH … fact AS (…)`; of everybody, or of `%(cases)s` and `%(histories)s` alone."""
    parts = _PARTS | _OF_THE_CITY if for_the_city else _PARTS
    only = "AND {} = ANY(%(cases)s)" if of_subjects else ""
    words = {
        "and_of_case": only.format("case_id"),
        "and_of_c": only.format("c.id"),
        "and_of_h": "AND h.id = ANY(%(histories)s)" if of_subjects else "",
    }
    return "WITH " + ", ".join(
        f"{name} AS ({statement.format(**words)})" for name, statement in parts.items()
    )
