"""Comparing two issued papers from what was frozen when each was issued."""

from documents import printing, rendering
from documents.models import Paper
from documents.policy.comparison import Change, compare, facts_of


def changes(old: Paper, new: Paper) -> list[Change]:
    """What the later paper says otherwise; raises Tampered for one that is not as issued."""
    return compare(*(facts_of(_sheet(paper)) for paper in (old, new)))


def _sheet(paper: Paper) -> str:
    printing.require_untouched(paper)
    return rendering.sheet(paper.template_name, paper.context)
