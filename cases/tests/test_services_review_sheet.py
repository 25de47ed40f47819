"""案卷评查 of cases that went the lawful way, and the head who lets a poor file go."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.policy.roles import Role
from accounts.tests.factories import make_user
from cases.models import Case, ScoreOverride
from cases.perms.around import around
from cases.procedure.states import State
from cases.services import closing, review_sheet
from cases.services.review_sheet import sheet_of
from cases.tests import factories as make
from cases.tests.factories import LODGED, Bureau
from employers.models import Employer
from rulebook import services as rulebook
from statutes.refusal import Refused
from workflow.models import Event

pytestmark = pytest.mark.django_db
UNRECORDED = {"record", "content", "signatures", "description", "witness", "storage"}


@pytest.fixture
def bureau() -> Bureau:
    return make.make_bureau()


def lacking(bureau: Bureau, case: Case) -> set[str]:
    return set(sheet_of(make.fresh(case), bureau.lead, LODGED).score.lacking)


def adopt(bureau: Bureau, points: str) -> None:
    """The bureau marks its files in its own way from the new year on."""
    keepers = [make_user(role=Role.ADMINISTRATOR, office=bureau.office) for _ in range(2)]
    row = rulebook.propose_value(
        key="file_review_points", division=bureau.office.division,
        in_force_from=LODGED.date().replace(month=1, day=1), value=points,
        citation="江城市案卷评查办法", actor=keepers[0], at=LODGED,
    )  # fmt: skip
    rulebook.confirm(row, actor=keepers[1], at=LODGED)


def poor(bureau: Bureau) -> Case:
    """A corrected case in a bureau that puts everything on its evidence."""
    case = make.verified(bureau)
    adopt(bureau, "description=60/ledger=40")
    return case


def test_a_lawful_order_passes_and_names_what_it_lacks(bureau):
    case = make.verified(bureau)
    sheet = sheet_of(case, bureau.lead, LODGED)
    assert (sheet.score.points, sheet.score.vetoes) == (85, ())
    assert sheet.score.lacking == UNRECORDED
    assert sheet.too_low is None
    reasons = {m.item.code: str(m.because) for m in sheet.marks if m.is_met is False}
    assert reasons["description"] == "还没有登记证据。"


def test_the_sheet_is_read_by_a_handful_of_queries_however_many_workers(bureau):
    def queries(case: Case) -> int:
        known = around(case)
        with CaptureQueriesContext(connection) as taken:
            sheet_of(case, bureau.lead, LODGED, known)
        return len(taken)

    few, many = make.verified(bureau, 2), make.verified(bureau, 12)
    assert queries(few) == queries(many) <= 8


def test_an_unknown_legal_representative_and_a_foreign_place_are_seen(bureau):
    case = make.verified(bureau)
    Employer.objects.update(legal_representative="")
    bureau.office.jurisdictions.update(prefix="4102")
    assert lacking(bureau, case) == UNRECORDED | {"party", "authority"}
    with pytest.raises(Refused, match="在本机关管辖范围内"):
        make.propose_closing(bureau, case)


def test_the_points_are_those_of_the_day_and_place(bureau):
    case = poor(bureau)
    assert sheet_of(case, bureau.lead, LODGED).score.points == 40
    with pytest.raises(Refused, match="案卷评查40分，不足80分"):
        make.propose_closing(bureau, case)


def test_a_head_who_did_not_investigate_lets_it_go_with_a_reason_on_record(bureau):
    case = poor(bureau)
    note = "证据由法院调取，复印件另存。"
    review_sheet.override_score(case.pk, reason=note, actor=bureau.head, at=LODGED)
    let_go = ScoreOverride.objects.get()
    assert (let_go.points, let_go.missing, let_go.by) == (40, ["description"], bureau.head)
    event = Event.objects.of(case.subject(None)).get(act="override_score")
    assert event.note == note and event.payload == {"points": 40, "missing": ["description"]}
    case = make.propose_closing(bureau, case)
    case = closing.decide_closing(
        case.pk, approved=True, actor=bureau.head, opinion="同意。", at=LODGED
    )
    assert case.state == State.CLOSED.value


def test_who_investigated_says_nothing_and_a_good_file_needs_no_word(bureau):
    case = make.verified(bureau)
    with pytest.raises(Refused, match="已经合格"):
        review_sheet.override_score(case.pk, reason="理由", actor=bureau.head, at=LODGED)
    adopt(bureau, "description=60/ledger=40")
    for actor, why in ((bureau.lead, "监察机构负责人"), (bureau.bureau_head, "监察机构负责人")):
        with pytest.raises(Refused, match=why):
            review_sheet.override_score(case.pk, reason="理由", actor=actor, at=LODGED)
    with pytest.raises(Refused, match="须写明"):
        review_sheet.override_score(case.pk, reason=" ", actor=bureau.head, at=LODGED)


def test_an_explanation_stays_as_it_was_given(bureau):
    case = poor(bureau)
    review_sheet.override_score(case.pk, reason="理由", actor=bureau.head, at=LODGED)
    with pytest.raises(DatabaseError), transaction.atomic():
        ScoreOverride.objects.update(reason="x")
