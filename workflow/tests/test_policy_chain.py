"""A changed character breaks the chain; the same record always gives the same hash."""

from datetime import UTC, datetime, timedelta, timezone

from workflow.policy import chain

AT = datetime(2026, 11, 23, 1, tzinfo=UTC)
CONTENT = {"act": "approve_filing", "at": AT, "note": "同意立案"}


def test_the_same_record_gives_the_same_link_whatever_the_key_order_or_time_zone():
    shuffled = dict(reversed(CONTENT.items()))
    shuffled["at"] = AT.astimezone(timezone(timedelta(hours=8)))
    assert chain.link("", CONTENT) == chain.link("", shuffled)


def test_any_changed_character_changes_the_link():
    assert chain.link("", CONTENT) != chain.link("", CONTENT | {"note": "同意立案。"})


def test_a_link_depends_on_the_link_before_it():
    assert chain.link("a", CONTENT) != chain.link("b", CONTENT)


def test_the_daily_root_does_not_depend_on_the_order_in_which_heads_are_read():
    heads = [("case", 2, "b"), ("case", 1, "a"), ("complaint", 1, "c")]
    assert chain.root("", heads) == chain.root("", reversed(heads))
    assert chain.root("", heads) != chain.root("x", heads)
