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
# What a line says of its months is what they add up to; a line without months says what was stated.
MONTHS = """
    IF EXISTS (
        SELECT 1 FROM cases_wageclaim w
        CROSS JOIN LATERAL (
            SELECT count(*) AS n, sum(m.agreed) AS agreed, sum(m.paid) AS paid
            FROM cases_wagemonth m WHERE m.claim_id = w.id
        ) months
        WHERE w.id = {claim}
        AND (w.month_count <> months.n
             OR months.n > 0 AND (w.agreed <> months.agreed OR w.received <> months.paid))
    ) THEN
        RAISE EXCEPTION 'wage claim %: sums differ from its months', {claim}
        USING ERRCODE = 'check_violation';
    END IF;
"""
# A line quotes evidence of its own case.
EVIDENCE = """
    IF NOT EXISTS (
        SELECT 1 FROM cases_evidence e WHERE e.id = NEW.evidence_id AND e.case_id = NEW.case_id
    ) THEN
        RAISE EXCEPTION 'wage claim %: the evidence is of another case', NEW.id
        USING ERRCODE = 'check_violation';
    END IF;
"""
# An act of paying is what it brought to each worker.
DISBURSEMENT = """
    IF NEW.amount IS DISTINCT FROM (
        SELECT sum(p.amount) FROM cases_payment p
        WHERE p.disbursement_id = NEW.id AND p.reverses_id IS NULL
    ) THEN
        RAISE EXCEPTION 'disbursement %: its amount is not that of its payments', NEW.id
        USING ERRCODE = 'check_violation';
    END IF;
"""
# The instalments of a plan add up to it, and fall due in their order.
PLAN = """
    IF EXISTS (
        SELECT 1 FROM cases_paymentplan n WHERE n.id = {plan}
        AND n.amount IS DISTINCT FROM (
            SELECT sum(p.amount) FROM cases_plannedpayment p WHERE p.plan_id = n.id)
    ) OR EXISTS (
        SELECT 1 FROM cases_plannedpayment a JOIN cases_plannedpayment b ON a.plan_id = b.plan_id
        WHERE a.plan_id = {plan} AND a.row < b.row AND a.due_on >= b.due_on
    ) THEN
        RAISE EXCEPTION 'payment plan %: its instalments do not add up', {plan}
        USING ERRCODE = 'check_violation';
    END IF;
"""
# What an order names is the sum of its workers' amounts, each a line of its own case.
ORDER = """
    IF EXISTS (
        SELECT 1 FROM cases_order o
        CROSS JOIN LATERAL (
            SELECT count(*) AS workers, COALESCE(sum(l.amount), 0) AS amount,
                   count(*) FILTER (WHERE w.case_id <> o.case_id) AS strangers
            FROM cases_orderline l JOIN cases_wageclaim w ON w.id = l.claim_id
            WHERE l.order_id = o.id
        ) lines
        WHERE o.id = NEW.id
        AND (o.workers <> lines.workers OR o.amount <> lines.amount OR lines.strangers > 0)
    ) THEN
        RAISE EXCEPTION 'order %: its amount is not that of its workers', NEW.id
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


def agree(
    name: str,
    operation: pgtrigger.Operation,
    *checks: str,
    condition: pgtrigger.Condition | None = None,
) -> pgtrigger.Trigger:
    """A constraint trigger that asks `checks` of each changed row when the transaction commits."""
    return pgtrigger.Trigger(
        name=name,
        condition=condition,
        level=pgtrigger.Row,
        when=pgtrigger.After,
        timing=pgtrigger.Deferred,
        operation=operation,
        func="".join(checks) + "RETURN NULL;",
    )


def touches_its_order(name: str) -> pgtrigger.Trigger:
    """A statement that names workers, however many, has their order checked once an order."""
    return pgtrigger.Trigger(
        name=name,
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=pgtrigger.Insert,
        referencing=pgtrigger.Referencing(new="written"),
        func="""
            UPDATE cases_order SET amount = amount WHERE id IN (SELECT order_id FROM written);
            RETURN NULL;
        """,
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
