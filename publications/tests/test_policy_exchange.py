"""双公示: the line of the exchange, its codes and its money."""

from datetime import date

from publications.policy.exchange import COLUMNS, line
from publications.policy.kinds import Kind
from publications.policy.whitelist import copy_of

COPY = copy_of(
    Kind.PENALTY,
    {
        "subject_kind": "individual",
        "name": "张三丰",
        "document_no": "江人社监罚字〔2026〕9号",
        "violation": "拒不改正",
        "facts": "逾期未支付。",
        "grounds": "条例第三十条",
        "penalty_kind": "罚款",
        "handling": "处以罚款。",
        "fine": "20000.01",
        "gravity": "ordinary",
        "decided_on": "2026-11-20",
    },
)


def test_a_line_has_every_column_and_money_in_ten_thousand_yuan() -> None:
    told = line(COPY, ends_on=date(2027, 2, 20), office="江城市人力资源和社会保障局")
    assert set(told) == set(COLUMNS)
    assert told["cf_nr_fk"] == "2.000001" and told["cf_nr_wfff"] == ""
    assert (told["cf_wsh"], told["cf_jdrq"]) == ("江人社监罚字〔2026〕9号", "2026-11-20")
    assert (told["cf_gsjzq"], told["cf_cfjg"]) == ("2027-02-20", "江城市人力资源和社会保障局")


def test_a_person_is_masked_in_the_exchange_as_well() -> None:
    told = line(COPY, ends_on=None, office="局")
    assert (told["cf_xdr_mc"], told["cf_xdr_lb"], told["cf_xdr_shxym"]) == ("张**", "个人", "")
