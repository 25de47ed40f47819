"""The checklists: every item stands on the catalogue, every failure proposes its order."""

from datetime import date

import pytest

from grids.policy.checklists import COMMON, Industry, checklist, industry_of, propose
from statutes.violations import VIOLATIONS

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize("industry", list(Industry))
def test_every_item_names_a_violation_and_stands_once(industry: Industry) -> None:
    items = checklist(industry)
    assert {item.violation for item in items} <= set(VIOLATIONS)
    assert len({item.code for item in items}) == len(items)
    assert items[-len(COMMON) :] == COMMON


@pytest.mark.parametrize(
    ("words", "industry"),
    [
        ("建筑业", Industry.CONSTRUCTION),
        ("建筑劳务派遣", Industry.CONSTRUCTION),
        ("服装制造", Industry.MANUFACTURE),
        ("餐饮业", Industry.CATERING),
        ("人力资源服务", Industry.DISPATCH),
        ("", Industry.OTHER),
        ("批发零售", Industry.OTHER),
    ],
)
def test_the_register_s_words_choose_the_list(words: str, industry: Industry) -> None:
    assert industry_of(words) is industry


def test_a_failed_item_proposes_finding_order_and_articles() -> None:
    item = next(item for item in checklist(Industry.CONSTRUCTION) if item.code == "deposit")
    found = propose(item, "未提供保函或者存储凭证。", TODAY)
    assert str(found.finding) == (
        "经现场检查，施工总承包单位未按规定存储工资保证金或者未提供金融机构保函："
        "未提供保函或者存储凭证。"
    )
    assert found.order == "存储工资保证金或者提交金融机构保函"
    assert found.breached == ("《保障农民工工资支付条例》第三十二条",)
    assert found.basis == "《保障农民工工资支付条例》第五十五条"
