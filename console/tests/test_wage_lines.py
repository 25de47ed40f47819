"""One worker's page, the plan of payments and the export, on screen and without scripts."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any
from uuid import uuid4

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.models import Case, WageClaim
from cases.policy.payment import Payer
from cases.services import payments
from cases.tests import factories as cases
from console.ledger_export import neutral
from console.tests.desk import NOON, Desk, errors, fresh, pdf, plain
from rulebook.tests.factories import make_value

pytestmark = pytest.mark.django_db
TODAY = NOON.date()


@pytest.fixture
def case(desk: Desk) -> Case:
    """Two workers, each of whom claims 5,000.00."""
    return cases.filed(desk.bureau)


def first(case: Case) -> WageClaim:
    return case.claims.order_by("row")[0]


def url(claim: WageClaim) -> str:
    return reverse("console:wage_line", args=[claim.pk])


def sent(case: Case, *months: tuple[str, ...], **changes: Any) -> dict[str, Any]:
    """What the page would send: month, agreed, paid and further columns a row."""
    columns = ("month", "agreed", "paid", "days", "overtime_workday", "overtime_pay")
    given: dict[str, Any] = {"version": fresh(case).ledger_version, "rows": 6}
    for place, month in enumerate(months):
        given |= {f"{name}-{place}": text for name, text in zip(columns, month, strict=False)}
    return given | changes


def test_the_page_offers_the_months_that_were_claimed(desk: Desk, case: Case) -> None:
    html = desk.lead.html(url(first(case)))
    for month in ("2026-07", "2026-08", "2026-09", "2026-10"):
        assert f'value="{month}"' in html
    assert "还没有按月登记" in desk.lead.open(url(first(case)))


def test_months_are_typed_as_people_write_them_and_determine_the_line(
    desk: Desk, case: Case
) -> None:
    claim = first(case)
    typed = sent(
        case, ("2026年7月", "0.6万", "1,000"), ("2026/8/1", "6000", ""), ("2026-09",),
        counter_amount="500", counter_reason="预支", counter_accepted="０", counter_reply="无凭证",
        basis_kind="attendance", note="按考勤核算",
    )  # fmt: skip
    response = desk.lead.client.post(url(claim), typed)
    assert response["Location"] == url(claim), errors(response)
    claim.refresh_from_db()
    assert (claim.month_count, claim.determined) == (2, Decimal("11000.00"))
    assert (claim.basis_kind, claim.counter_accepted) == ("attendance", Decimal("0.00"))
    page = desk.lead.open(url(claim))
    assert "5,000.00" in page and "6,000.00" in page


def test_what_cannot_be_read_is_named_and_kept(desk: Desk, case: Case) -> None:
    claim = first(case)
    typed = sent(case, ("七月", "6000"), ("2026-08", "abc", "", "x"), ("2026-09", "", "5"))
    response = desk.lead.client.post(url(claim), typed)
    said = " ".join(response.context["errors"])
    for wrong in ("“七月”不是月份", "2026-08：“abc”不是金额", "“x”不是数字", "2026-09：须填写应发"):
        assert wrong in said
    assert 'value="七月"' in response.content.decode()
    assert not claim.months.exists()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"version": "0"}, "已被他人修改"),
        ({"evidence": "E-09"}, "没有证据E-09"),
        ({"evidence": "甲"}, "不是证据编号"),
        ({"basis_kind": "other"}, "须写明是什么依据"),
        ({"counter_amount": "5"}, "主张扣减的理由"),
        ({"rate": "一百%s"}, "不是金额"),
        ({"counter_reply": "长" * 301}, "300"),
        ({"agreed-0": "100", "paid-0": "200", "month-0": "2026-07"}, "超过应发"),
    ],
)
def test_a_sheet_is_refused_in_a_sentence(
    desk: Desk, case: Case, changes: dict[str, str], said: str
) -> None:
    assert said in desk.lead.refused_at(url(first(case)), **sent(case, **changes))


def test_who_was_overtaken_keeps_what_was_typed_and_may_press_again(desk: Desk, case: Case) -> None:
    claim = first(case)
    seen = sent(case, ("2026-07", "5000"))
    cases.determine_as_claimed(desk.bureau, case)
    unread = desk.lead.client.post(url(claim), seen | {"agreed-0": "abc"})
    assert unread.context["version"] == seen["version"], "a wrong cell does not renew the version"
    overtaken = desk.lead.client.post(url(claim), seen)
    assert "已被他人修改" in overtaken.context["errors"][0]
    assert 'value="5000"' in overtaken.content.decode()
    again = seen | {"version": overtaken.context["version"]}
    assert desk.lead.client.post(url(claim), again).status_code == 302


def test_the_checks_stand_beside_the_months_and_on_the_roster(desk: Desk, case: Case) -> None:
    city = case.division_id[:4].ljust(12, "0")
    make_value("minimum_wage_monthly", "2100.00", city, TODAY.replace(year=2024), "本市通告")
    typed = sent(
        case, ("2026-07", "2000", "0", "25", "40", "100"),
        pay_kind="monthly", rate="4350", note="按考勤核算",
    )  # fmt: skip
    assert desk.lead.client.post(url(first(case)), typed).status_code == 302
    page = desk.head.open(url(first(case)))
    assert "低于最低工资2,100.00元（本市通告）" in page
    assert "《中华人民共和国劳动法》第四十一条" in page and "上限4小时" in page
    assert "3 项提示" in desk.head.open(f"{case.get_absolute_url()}?tab=workers")
    assert "3 项提示" in desk.lead.open(reverse("console:ledger", args=[case.pk]))


def test_the_head_reads_the_months_and_changes_nothing(desk: Desk, case: Case) -> None:
    html = desk.head.html(url(first(case)))
    assert "readonly" in html and "保存</button>" not in html
    assert desk.head.client.post(url(first(case)), sent(case)).status_code == 403


# -- the grid's new columns --


def test_the_grid_takes_basis_and_evidence_as_people_write_them(desk: Desk, case: Case) -> None:
    piece = cases.evidence(desk.bureau, case)
    claim, grid = first(case), reverse("console:ledger", args=[case.pk])
    cells = {f"kind-{claim.pk}": "考勤记录", f"evidence-{claim.pk}": "e1"}
    typed = {"version": fresh(case).ledger_version, f"determined-{claim.pk}": "5000", **cells}
    assert desk.lead.client.post(grid, typed).status_code == 302
    claim.refresh_from_db()
    assert (claim.basis_kind, claim.evidence) == ("attendance", piece)
    assert "考勤记录 E-01" in desk.lead.open(f"{case.get_absolute_url()}?tab=workers")
    typed |= {"version": fresh(case).ledger_version, f"kind-{claim.pk}": "听说"}
    assert "“听说”不是依据的种类" in desk.lead.refused_at(grid, **typed)


# -- sign-off --


def test_a_worker_signs_presses_a_finger_or_refuses(desk: Desk) -> None:
    case = cases.determined(desk.bureau)
    claim = first(case)
    place = reverse("console:sign_off", args=[claim.pk])
    given = {"signed_on": TODAY, "kind": "fingerprint"}
    assert "尚未足额付清" in desk.lead.refused_at(place, **given)
    cases.pay(desk.bureau, case, {claim.pk: claim.claimed})
    assert "登记签收" in desk.lead.open(url(claim))
    assert "须注明情况" in desk.lead.refused_at(place, signed_on=TODAY, kind="refused")
    assert desk.lead.client.post(place, given | {"proof": pdf()}).status_code == 302
    page = desk.lead.open(url(claim))
    assert "按手印" in page and "凭证" in page


# -- plan --


def test_a_plan_is_recorded_and_its_late_part_shows(desk: Desk) -> None:
    case = cases.served(desk.bureau)
    place = reverse("console:payment_plan", args=[case.pk])
    given = {
        "promised_by": "周海", "agreed_on": TODAY, "proof_note": "承诺书",
        "due-0": (TODAY + timedelta(days=3)).isoformat(), "part-0": "4000",
        "due-1": (TODAY + timedelta(days=9)).isoformat(), "part-1": "0.6万",
    }  # fmt: skip
    assert "应等于尚欠" in desk.lead.refused_at(place, **given | {"part-1": "1"})
    assert "日期请写成" in desk.lead.refused_at(place, **given | {"due-1": "月底"})
    assert "须填写金额" in desk.lead.refused_at(place, **given | {"part-1": ""})
    response = desk.lead.client.post(place, given)
    assert response.status_code == 302, errors(response)
    page = desk.lead.open(f"{case.get_absolute_url()}?tab=workers")
    assert "分期支付约定" in page and "周海" in page and "未到期" in page


def test_the_plan_is_offered_as_an_act_of_the_case(desk: Desk) -> None:
    case = cases.served(desk.bureau)
    assert reverse("console:payment_plan", args=[case.pk]) in desk.lead.html(
        case.get_absolute_url()
    )


# -- who paid --


def test_what_follows_from_a_payment_by_another_is_shown(desk: Desk) -> None:
    case = cases.served(desk.bureau)
    claim = first(case)
    means = cases.means(payer=Payer.GENERAL_CONTRACTOR, payer_name="江城建工集团")
    payments.record_payments(
        case.pk, {claim.pk: Decimal("5000.00")}, means, token=uuid4(),
        actor=desk.bureau.lead, at=cases.LODGED,
    )  # fmt: skip
    page = desk.lead.open(f"{case.get_absolute_url()}?tab=workers")
    assert f"江城建工集团先行清偿5,000.00元后，依法向分包单位{case.subject_name}追偿。" in page
    assert "《保障农民工工资支付条例》第三十条" in page


def test_the_payment_form_asks_who_paid_in_the_employers_stead(desk: Desk) -> None:
    case = cases.served(desk.bureau)
    given = {
        "token": uuid4(), "paid_on": TODAY, "method": "bank", "payer": "wage_deposit",
        "proof_note": "支付通知书", "whole_roster": "on",
    }  # fmt: skip
    place = reverse("console:payment", args=[case.pk])
    assert "付款单位的名称" in desk.lead.refused_at(place, **given)
    assert desk.lead.client.post(place, given | {"payer_name": "江城银行"}).status_code == 302
    assert case.disbursements.get().payer_name == "江城银行"


# -- export --


def exported(desk: Desk, case: Case) -> Any:
    response = desk.head.client.get(reverse("console:ledger_export", args=[case.pk]))
    assert response.status_code == 200
    assert response["Content-Disposition"].startswith("attachment")
    return openpyxl.load_workbook(BytesIO(response.content))


def test_the_export_adds_up_and_carries_no_full_number(desk: Desk) -> None:
    case = cases.determined(desk.bureau, workers=3)
    workers, months = exported(desk, case).worksheets
    rows = list(workers.iter_rows(values_only=True))
    assert [row[13] for row in rows[1:]] == [5000, 5000, 5000, 15000]
    assert months.max_row == 1
    text = plain(str(rows))
    for number in case.claims.values_list("claimant__identity", flat=True):
        assert number not in text


def test_what_people_wrote_runs_on_nobodys_desk(desk: Desk, case: Case) -> None:
    claim = first(case)
    typed = sent(case, basis='=HYPERLINK("http://x","y")', note="+1", basis_kind="other")
    desk.lead.client.post(url(claim), typed)
    cells = [cell for row in exported(desk, case).worksheets[0].iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert not [
        c for c in cells if isinstance(c.value, str) and c.value[:1] in "=+@\t\r-" and c.value
    ]
    assert any(cell.value == '\'=HYPERLINK("http://x","y")' for cell in cells)


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\t=1", "\r=1"])
def test_a_risky_beginning_is_led_by_an_apostrophe(text: str) -> None:
    assert neutral(text) == f"'{text}"
    assert neutral("王建国") == "王建国"


# -- the number of queries --


def test_no_page_of_the_ledger_asks_more_for_more_workers(desk: Desk) -> None:
    few, many = cases.filed(desk.bureau, 3), cases.filed(desk.bureau, 30)
    for address in (
        lambda case: f"{case.get_absolute_url()}?tab=workers",
        lambda case: reverse("console:ledger", args=[case.pk]),
        lambda case: reverse("console:ledger_export", args=[case.pk]),
        lambda case: url(first(case)),
    ):
        counts = []
        desk.lead.open(f"{few.get_absolute_url()}?tab=workers")  # what a process reads once
        for case in (few, many):
            place = address(case)
            with CaptureQueriesContext(connection) as asked:
                assert desk.lead.client.get(place).status_code == 200
            counts.append(len(asked))
        assert counts[0] == counts[1], place
