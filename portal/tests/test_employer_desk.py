"""单位办事: what is due on one page, and answers to the papers served on one's own employer."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.tests.factories import staff_client
from cases.models import Case, Submission
from cases.tests import factories as make
from cases.tests.factories import LODGED, TODAY, Bureau
from documents import tasks
from documents.tests.sample_files import small_pdf
from employers.tests.factories import make_employer
from workflow.models import Notification
from written_reviews.tests.factories import make_clerk

pytestmark = pytest.mark.django_db
DESK = reverse("portal:employer_desk")


@pytest.fixture(autouse=True)
def that_day() -> Any:
    with time_machine.travel(LODGED, tick=False):
        yield


@pytest.fixture
def bureau() -> Bureau:
    return make.make_bureau()


@pytest.fixture
def case(bureau: Bureau) -> Case:
    return make.served(bureau)


@pytest.fixture
def clerk(case: Case, client: Client) -> User:
    return logged_in(client, case)


def logged_in(client: Client, case: Case) -> User:
    clerk = make_clerk(case.employer)
    client.force_login(clerk, backend="accounts.backends.PeopleBackend")
    return clerk


def url(name: str, *args: int) -> str:
    return reverse(f"portal:{name}", args=args)


def filled(case: Case, **changes: Any) -> dict[str, Any]:
    given = {
        "paper": case.orders.get().paper_id,
        "kind": "payment",
        "content": "已通过银行足额代发。",
        "amount": "10000.00",
        "paid_on": TODAY.isoformat(),
        "token": str(uuid4()),
        "uploads": [SimpleUploadedFile("回单.pdf", small_pdf(), "application/pdf")],
    }
    return {name: value for name, value in {**given, **changes}.items() if value is not None}


def test_the_desk_says_what_is_due_and_where_the_rest_stands(
    case: Case, clerk: User, client: Client
) -> None:
    page, order = client.get(DESK).content.decode(), case.orders.get()
    for said in (str(order.due_on), "责令改正期限", order.paper.number, "尚未评定"):
        assert said in page
    assert url("employer_case", case.pk) in page


def test_a_proof_of_payment_is_handed_in_accepted_and_told(
    bureau: Bureau, case: Case, clerk: User, client: Client
) -> None:
    form = client.get(url("employer_hand_in", case.pk)).content.decode()
    assert case.orders.get().paper.number in form
    sent = client.post(url("employer_hand_in", case.pk), filled(case))
    assert sent["Location"] == url("employer_case", case.pk)
    page = client.get(url("employer_case", case.pk)).content.decode()
    assert "待核收" in page and "10,000.00" in page
    made = Submission.objects.get()
    file = client.get(url("employer_submitted", made.files.get().pk))
    assert b"".join(file.streaming_content) == small_pdf()  # type: ignore[attr-defined]

    desk = staff_client(bureau.lead)
    shown = desk.get(reverse("console:case", args=[case.pk])).content.decode()
    assert reverse("console:submission", args=[made.pk]) in shown
    answer = reverse("console:answer_submission", args=[made.pk])
    assert "退回须写明理由" in desk.post(answer, {"words": "", "return": ""}).content.decode()
    assert desk.post(answer, {"words": "流水齐全。", "accept": ""}).status_code == 302
    page = client.get(url("employer_case", case.pk)).content.decode()
    assert "已核收" in page and "流水齐全。" in page
    assert Notification.objects.filter(recipient=clerk, msgid__contains="提交的材料").exists()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"amount": None}, "请填写付款金额"),
        ({"amount": "一万"}, "输入一个数字"),
        ({"uploads": None}, "请上传证明材料"),
        ({"content": ""}, "这个字段是必填项"),
        ({"paid_on": "2027-01-01"}, "付款日期不得晚于今天"),
        ({"paper": "1"}, "选择一个有效的选项"),
        (
            {"uploads": [SimpleUploadedFile("回单.pdf", b"MZ\x90", "application/pdf")]},
            "不能识别这个文件",
        ),
    ],
)
def test_what_cannot_be_taken_in_is_said_and_nothing_is_kept(
    case: Case, clerk: User, client: Client, changes: dict[str, Any], said: str
) -> None:
    response = client.post(url("employer_hand_in", case.pk), filled(case, **changes))
    assert response.status_code == 200
    assert said in response.content.decode()
    assert not Submission.objects.exists()


def test_the_order_is_read_as_it_was_printed(case: Case, clerk: User, client: Client) -> None:
    paper = case.orders.get().paper
    tasks.render_paper(paper.pk)
    answer = client.get(url("employer_case_paper", case.pk, paper.pk))
    assert answer["Content-Type"] == "application/pdf"
    inside = case.deliveries.get().receipt_id
    assert client.get(url("employer_case_paper", case.pk, inside)).status_code == 404


def test_of_another_employer_nothing_exists(case: Case, clerk: User, client: Client) -> None:
    client.post(url("employer_hand_in", case.pk), filled(case))
    link = Submission.objects.get().files.get().pk
    stranger = make_clerk(make_employer("别的公司"))
    client.force_login(stranger, backend="accounts.backends.PeopleBackend")
    assert case.case_no not in client.get(DESK).content.decode()
    assert "没有案件文书" in client.get(url("employer_cases")).content.decode()
    for address in (
        url("employer_case", case.pk),
        url("employer_hand_in", case.pk),
        url("employer_case_paper", case.pk, case.orders.get().paper_id),
        url("employer_submitted", link),
    ):
        assert client.get(address).status_code == 404
    assert client.post(url("employer_hand_in", case.pk), filled(case)).status_code == 404


def test_before_anything_is_served_the_case_is_nobodys_outside(
    bureau: Bureau, client: Client
) -> None:
    case = make.ordered(bureau)
    logged_in(client, case)
    assert client.get(url("employer_case", case.pk)).status_code == 404
    assert case.case_no not in client.get(DESK).content.decode()


def test_an_ended_log_in_sees_nothing(case: Case, clerk: User, client: Client) -> None:
    clerk.employer_access.__class__.objects.update(ended_at=LODGED + timedelta(hours=1))
    assert "没有对应的用人单位" in client.get(DESK).content.decode()
    assert client.get(url("employer_case", case.pk)).status_code == 404


def test_the_desk_takes_the_same_queries_for_many_cases(
    bureau: Bureau, case: Case, clerk: User, client: Client, django_assert_num_queries: Any
) -> None:
    client.get(DESK)
    with django_assert_num_queries(16):
        client.get(DESK)
    for _ in range(2):
        more = make.served(bureau)
        Case.objects.filter(pk=more.pk).update(employer=case.employer)
    with django_assert_num_queries(16):
        page = client.get(DESK).content.decode()
    assert page.count("责令改正期限") == 3
