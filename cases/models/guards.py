"""What the database itself refuses, whoever writes: changed records, sums that do not agree."""

import pgtrigger

# A line's paid amount is the sum of its payments.
LINE = """
    IF EXISTS (
        SELECT 1 FROM cases_wageclaim w WHERE w.id = {claim}
        AND w.paid IS DISTINCT FROM (
            SELECT COALESCE(sum(p.amount), 0) FROM cases_payment p WHERE p.claim_id = w.id)
    ) THEN
        RAISE EXCEPTION 'wage claim %: paid differs from its payments', {claim}
        USING ERRCODE = 'check_violation';
    END IF;
"""
# A case's sums are those of its lines.
CASE = """
    IF EXISTS (
        SELECT 1 FROM cases_case c
        CROSS JOIN LATERAL (
            SELECT count(*) AS workers,
                   count(*) FILTER (WHERE w.determined IS NULL) AS undetermined,
                   COALESCE(sum(w.claimed), 0) AS claimed,
                   COALESCE(sum(w.determined), 0) AS determined,
                   COALESCE(sum(w.paid), 0) AS paid
            FROM cases_wageclaim w WHERE w.case_id = c.id
        ) lines
        WHERE c.id = {case}
        AND (c.workers <> lines.workers OR c.undetermined <> lines.undetermined
             OR c.claimed <> lines.claimed OR c.determined <> lines.determined
             OR c.paid <> lines.paid)
    ) THEN
        RAISE EXCEPTION 'case %: sums differ from the ledger', {case}
        USING ERRCODE = 'check_violation';
    END IF;
"""


def agree(name: str, operation: pgtrigger.Operation, *checks: str) -> pgtrigger.Trigger:
    """A constraint trigger that asks `checks` of each changed row when the transaction commits."""
    return pgtrigger.Trigger(
        name=name,
        level=pgtrigger.Row,
        when=pgtrigger.After,
        timing=pgtrigger.Deferred,
        operation=operation,
        func="".join(checks) + "RETURN NULL;",
    )


def touches_its_case(name: str, operation: pgtrigger.Operation) -> pgtrigger.Trigger:
    """A statement that writes lines, however many, has their cases' sums checked once a case.

    A deferred trigger exists for rows only; asking it of each line would count the whole ledger
    once a line. So the statement touches the case, whose own trigger asks at commit.
    """
    return pgtrigger.Trigger(
        name=name,
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=operation,
        referencing=pgtrigger.Referencing(new="written"),
        func="""
            UPDATE cases_case SET ledger_version = ledger_version
            WHERE id IN (SELECT case_id FROM written);
            RETURN NULL;
        """,
    )
