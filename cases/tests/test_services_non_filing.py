"""Leads that do not become a case: by a head, on a coded ground, with a paper."""

import re
from dataclasses import replace

import pytest

from cases.models import Case
from cases.papers.non_filing import NonFiling
from cases.policy.non_filing import GROUNDS, Code, require_whole
from cases.procedure.states import State
from cases.services import filing, non_filing
from cases.tests import factories as make
from cases.tests.test_services_spot import lead
from documents.models import Paper
from documents.rendering import sheet
from statutes.refusal import Refused
from workflow.models import Approval, Event

pytestmark = pytest.mark.django_db
REFUSAL = NonFiling(Code.NO_VIOLATION, "经两次现场核查，工资台账完整，没有欠付。")


@pytest.fixture
def bureau():
    return make.make_bureau()


@pytest.fixture
def proposed(bureau) -> Case:
    return filing.open_case(
        lead(bureau), lead=bureau.lead, assistants=[bureau.assistant], actor=bureau.lead,
        opinion="建议不予立案。", suggestion=Code.NO_VIOLATION.value, at=make.LODGED,
    )  # fmt: skip


def refuse(case, bureau, refusal=REFUSAL, **changes):
    given = {"actor": bureau.head, "opinion": "同意。", "at": make.LODGED, **changes}
    return non_filing.refuse_filing(case.pk, refusal, **given)


def printed(kind: str) -> str:
    paper = Paper.objects.get(kind=kind)
    return re.sub(r"\s+|<[^>]+>", "", sheet(paper.template_name, paper.context))


def test_every_ground_has_its_words_and_its_articles():
    assert set(GROUNDS) == set(Code)
    assert all(ground.wording and ground.citations for ground in GROUNDS.values())


def test_the_head_refuses_and_the_form_holds_both_opinions(bureau, proposed):
    case = refuse(proposed, bureau)
    assert case.status is State.NOT_FILED
    assert not case.sources.get().is_live
    assert Approval.objects.of(case.subject(None)).get().outcome == Approval.Outcome.RETURNED
    event = Event.objects.of(case.subject(None)).get(act="refuse_filing")
    assert event.payload == {"code": "no_violation"}
    words = printed("non_filing_approval")
    for part in ("巡2026-018", "建议不予立案。签名：陈志强", "同意。签名：王建华", "没有欠付。",
                 "《劳动保障监察条例》第十四条"):  # fmt: skip
        assert part in words, words
    assert not Paper.objects.filter(kind="non_filing_notice").exists()


def test_who_brought_the_lead_is_told_why(bureau, proposed):
    told = replace(REFUSAL, code=Code.OTHER_PLACE, body="河阴县劳动监察大队", addressee="市总工会")
    refuse(proposed, bureau, told)
    words = printed("non_filing_notice")
    for part in ("江人社监不立字〔2026〕1号", "市总工会：", "河阴县劳动监察大队", "第十三条"):
        assert part in words, words


def test_a_ground_without_its_facts_or_without_the_competent_body_is_refused():
    with pytest.raises(Refused, match="核查经过"):
        require_whole(Code.NO_VIOLATION, " ", "")
    with pytest.raises(Refused, match="移送的机关"):
        require_whole(Code.OUTSIDE_POWERS, "属于市场监管职权。", "")


def test_who_proposed_does_not_refuse_and_a_complaint_has_its_own_way(bureau, proposed):
    with pytest.raises(Refused, match="须由"):
        refuse(proposed, bureau, actor=bureau.lead)
    complained = make.propose(bureau, make.lodge())
    with pytest.raises(Refused, match="按不予受理办理"):
        refuse(complained, bureau)


def test_the_head_may_file_against_the_advice(bureau, proposed):
    case = filing.decide_filing(
        proposed.pk, approved=True, actor=bureau.head, opinion="仍应立案。", at=make.LODGED
    )
    assert case.status is State.INVESTIGATING
    assert case.accepted_on is None
