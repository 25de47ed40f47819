from datetime import date, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import DatabaseError, IntegrityError, connection, transaction

from accounts.tests.factories import make_office, make_user
from documents import printing, services, tasks
from documents.models import NumberSeries, Paper, VoidNumber
from documents.procedure import PaperStatus
from documents.tests.factories import (
    AT,
    LETTER,
    SLIP,
    issue_letter,
    letter_context,
    subject_of,
)
from statutes.refusal import Refused

pytestmark = pytest.mark.django_db


def refused_by_trigger(**changes: Any) -> str:
    with pytest.raises(DatabaseError) as refused, transaction.atomic():
        Paper.objects.update(**changes)
    return str(refused.value)


def test_an_issued_paper_is_numbered_dated_and_hashed() -> None:
    paper = issue_letter(make_office(word="江人社监"))
    paper.refresh_from_db()
    assert paper.number == "江人社监函字〔2026〕1号"
    assert paper.issued_on == date(2026, 11, 23)
    assert paper.status == "issued"
    assert paper.content_sha256 == printing.content_hash_of(paper)
    assert paper.context["paper"]["number"] == paper.number


def test_the_date_of_a_paper_is_the_date_in_china() -> None:
    paper = issue_letter(at=AT.replace(day=30, month=12) + timedelta(days=1, hours=14))
    assert paper.issued_on == date(2027, 1, 1)
    assert "〔2027〕1号" in paper.number


def test_numbers_run_per_office_word_and_year() -> None:
    office, other = make_office(word="江人社监"), make_office(word="河人社监")
    assert [issue_letter(office).serial for _ in range(3)] == [1, 2, 3]
    assert issue_letter(other).serial == 1
    assert issue_letter(office, at=AT + timedelta(days=365)).serial == 1


def test_a_refused_act_takes_no_number() -> None:
    office = make_office()
    with pytest.raises(RuntimeError), transaction.atomic():
        issue_letter(office)
        raise RuntimeError("a later step of the same act fails")
    assert issue_letter(office).serial == 1


def test_a_slip_carries_no_number() -> None:
    paper = issue_letter(kind=SLIP)
    assert (paper.number, paper.serial, NumberSeries.objects.count()) == ("", None, 0)


def test_a_paper_with_missing_facts_is_refused_by_name() -> None:
    with pytest.raises(Refused) as refused:
        issue_letter(context=letter_context(addressee=None, paragraphs=[]))
    assert str(refused.value) == "《协助调查通知书》尚缺：主送单位或个人、正文"
    assert not Paper.objects.exists()


def test_a_draft_becomes_the_issued_paper() -> None:
    office = make_office()
    draft = services.draw_up(
        LETTER, subject_of(office), letter_context(addressee=None), office=office, at=AT
    )
    assert draft.number == ""
    assert not Paper.objects.issued().exists()
    paper = services.issue_draft(draft, LETTER, letter_context(), actor=make_user(), at=AT)
    assert (paper.pk, paper.serial, paper.status) == (draft.pk, 1, "issued")


def test_a_draft_may_be_thrown_away() -> None:
    office = make_office()
    services.draw_up(LETTER, subject_of(office), letter_context(), office=office, at=AT)
    Paper.objects.all().delete()
    assert not Paper.objects.exists()


def test_a_paper_is_not_issued_twice() -> None:
    paper = issue_letter()
    with pytest.raises(Refused, match="状态已变更"):
        services.issue_draft(paper, LETTER, letter_context(), actor=None, at=AT)


# -- append-only, by the database itself --


@pytest.mark.parametrize(
    "changes",
    [
        {"context": {}},
        {"number": "伪号"},
        {"content_sha256": "0" * 64},
        {"template": "other"},
        {"template_version": 2},
        {"title": "改名"},
        {"verification_code": "222222222222"},
        {"issued_on": date(2026, 1, 1)},
        {"serial": 7},
        {"subject_id": 0},
        {"status": "draft"},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_an_issued_paper_cannot_be_rewritten(changes: dict[str, Any]) -> None:
    issue_letter()
    assert "Cannot update rows" in refused_by_trigger(**changes)


def test_an_issued_paper_cannot_be_deleted() -> None:
    paper = issue_letter()
    with pytest.raises(DatabaseError, match="Cannot delete"), transaction.atomic():
        paper.delete()


def test_the_table_of_papers_cannot_be_emptied() -> None:
    with (
        pytest.raises(DatabaseError, match="cannot be truncated"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("TRUNCATE documents_paper CASCADE")


def test_the_file_is_set_once() -> None:
    issue_letter()
    Paper.objects.update(file="papers/a.pdf", file_sha256="a" * 64)
    refused_by_trigger(file="papers/b.pdf", file_sha256="b" * 64)


def test_a_file_without_its_hash_is_refused() -> None:
    issue_letter()
    with pytest.raises(IntegrityError), transaction.atomic():
        Paper.objects.update(file="papers/a.pdf")


def test_status_only_goes_forward() -> None:
    paper = services.mark_served(issue_letter(), on=date(2026, 11, 25))
    refused_by_trigger(status=PaperStatus.ISSUED.value)
    refused_by_trigger(served_on=date(2026, 11, 26))
    services.withdraw(paper, reason="送达对象有误", on=date(2026, 11, 27))
    refused_by_trigger(status=PaperStatus.SERVED.value)
    refused_by_trigger(withdrawal_reason="另有原因")


def test_a_series_counts_by_one() -> None:
    issue_letter()
    for change in ({"last": 5}, {"last": 0}, {"year": 2020}):
        with pytest.raises(DatabaseError), transaction.atomic():
            NumberSeries.objects.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        NumberSeries.objects.all().delete()


# -- service, withdrawal, void numbers --


def test_service_before_issue_is_refused() -> None:
    with pytest.raises(Refused, match="送达日期不能早于"):
        services.mark_served(issue_letter(), on=date(2026, 11, 22))


def test_a_withdrawal_states_its_reason() -> None:
    with pytest.raises(Refused, match="写明理由"):
        services.withdraw(issue_letter(), reason=" ", on=date(2026, 11, 24))


def test_a_void_number_stays_in_the_ledger_and_is_not_given_again() -> None:
    office = make_office()
    voided = services.void(issue_letter(office), reason="打印错误", actor=make_user(), at=AT)
    assert voided.paper.status == PaperStatus.WITHDRAWN.value
    assert issue_letter(office).serial == 2
    for write in (VoidNumber.objects.all().delete, lambda: VoidNumber.objects.update(reason="x")):
        with pytest.raises(DatabaseError), transaction.atomic():
            write()


def test_an_unnumbered_paper_cannot_be_voided() -> None:
    with pytest.raises(Refused, match="只能撤回"):
        services.void(issue_letter(kind=SLIP), reason="错", actor=make_user(), at=AT)


# -- who sees it --


def test_a_paper_is_seen_within_the_jurisdiction_only() -> None:
    here, elsewhere = make_office("4101"), make_office("4102")
    paper = issue_letter(here)
    assert list(Paper.objects.visible_to(make_user(office=here))) == [paper]
    assert not Paper.objects.visible_to(make_user(office=elsewhere)).exists()


# -- verification --


def test_a_code_answers_with_what_the_public_may_know() -> None:
    paper = issue_letter()
    found = services.verify(f" {paper.verification_code[:6].lower()}-{paper.verification_code[6:]}")
    assert found is not None
    assert (found.number, found.title, found.content_ok) == (paper.number, paper.title, True)
    assert (found.status, found.replaced_by) == ("issued", "")
    assert "宏达" not in repr(found)


def test_an_unknown_code_and_a_draft_answer_nothing() -> None:
    office = make_office()
    draft = services.draw_up(LETTER, subject_of(office), letter_context(), office=office, at=AT)
    assert services.verify(draft.verification_code) is None
    assert services.verify("") is None
    assert services.verify_sha256("") is None


def test_a_corrected_paper_names_the_paper_that_replaces_it() -> None:
    office = make_office()
    wrong = issue_letter(office)
    right = issue_letter(office, corrects=wrong)
    found = services.verify(wrong.verification_code)
    assert found is not None
    assert found.replaced_by == f"{right.title} {right.number}"
    assert right.context["paper"]["corrects"] == f"{wrong.title} {wrong.number}"


def test_a_printed_file_is_recognised_by_its_bytes() -> None:
    paper = stored_paper(b"%PDF-1.7 one")
    found = services.verify_file(iter([b"%PDF-1.7", b" one"]))
    assert found is not None
    assert found.number == paper.number
    assert services.verify_file(iter([b"%PDF-1.7 two"])) is None


# -- the stored bytes --


def stored_paper(content: bytes) -> Paper:
    from documents import content_store

    paper = issue_letter()
    sha256 = content_store.digest([content])
    name = content_store.put("papers", content, sha256=sha256, suffix=".pdf")
    Paper.objects.filter(pk=paper.pk).update(file=name, file_sha256=sha256)
    paper.refresh_from_db()
    return paper


def overwrite(paper: Paper, content: bytes) -> None:
    with default_storage.open(str(paper.file.name), "wb") as file:
        file.write(content)


def test_tampered_bytes_are_never_read_out() -> None:
    paper = stored_paper(b"%PDF-1.7 true")
    assert services.read_file(paper) == b"%PDF-1.7 true"
    overwrite(paper, b"%PDF-1.7 false")
    with pytest.raises(printing.Tampered):
        services.read_file(paper)


def test_the_check_finds_changed_bytes_changed_rows_and_lost_files() -> None:
    sound, changed, lost = (stored_paper(name) for name in (b"sound", b"changed", b"lost"))
    overwrite(changed, b"other")
    default_storage.delete(str(lost.file.name))
    assert list(services.check_papers()) == [
        "",
        f"{changed}：文书内容或文件与签发时的摘要不符",
        f"{lost}：文书文件读取不到",
    ]
    assert services.read_file(sound) == b"sound"


def test_the_check_finds_a_row_changed_behind_the_triggers() -> None:
    paper = issue_letter()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute('UPDATE documents_paper SET context = context || \'{"addressee": "x"}\'')
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")
    (check,) = services.check_papers()
    assert check == f"{paper}：文书内容或文件与签发时的摘要不符"
    with pytest.raises(printing.Tampered):
        tasks.render_paper(paper.pk)


def test_the_number_series_is_checked_for_gaps() -> None:
    issue_letter()
    assert list(services.check_numbers()) == [""]
    series = NumberSeries.objects.get()
    NumberSeries.objects.update(last=series.last + 1)
    (check,) = services.check_numbers()
    assert check.endswith("文号缺少序号[2]")


@pytest.mark.django_db(transaction=True)
def test_numbers_have_no_gap_and_no_double_when_eight_people_issue_at_once() -> None:
    office = make_office()
    actor, subject, start = make_user(office=office), subject_of(office), Barrier(8)

    def issue_some(fails: bool) -> None:
        start.wait()
        for turn in range(3):
            try:
                with transaction.atomic():
                    issue_letter(office, actor, subject=subject)
                    if fails and turn == 1:
                        raise RuntimeError
            except RuntimeError:
                pass
        connection.close()

    threads = [Thread(target=issue_some, args=(n % 2 == 0,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    serials = Paper.objects.order_by("serial").values_list("serial", flat=True)
    assert list(serials) == list(range(1, 21))
    assert NumberSeries.objects.get().last == 20
