"""Monthly facts of the demo and the warnings that grew out of them, each at another stage.

The facts come in as files, so that the imports and the columns told for each sender are there to
be seen; the warnings are those that the shipped rules find in them.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from random import Random

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from console.demo import firms
from console.demo.people import Bureau
from early_warning.models import Warning
from early_warning.policy.columns import Kind
from early_warning.policy.months import shifted
from early_warning.procedure import Outcome
from early_warning.services import handling, import_runs
from early_warning.services.evaluation import evaluate
from employers.models import Employer
from employers.services.register import find_or_register
from rulebook import services as rulebook
from statutes.clocks import start_of

PLACE = "410103000000"  # the city office's own
TEN = timedelta(hours=10)
BEGUN = 6  # working days ago

HEADS: dict[Kind, tuple[str, str]] = {
    Kind.PAYROLL: (
        "工资监控平台",
        "统一社会信用代码,单位名称,工资所属月份,考勤人数,发放人数,足额人数,实发工资,欠薪月数,欠薪人数",
    ),
    Kind.INSURANCE: (
        "市社会保险中心（金保）",
        "单位名称,统一社会信用代码,险种,费款所属期,缴费人数,应缴金额,实缴金额,欠费金额",
    ),
    Kind.ELECTRICITY: ("市供电公司", "户名,税号,电费年月,抄见电量"),
    Kind.WATER: ("市自来水公司", "户名,税号,水费年月,抄见水量"),
    Kind.TAX: ("市税务局", "纳税人名称,纳税人识别号,所属期,欠税金额"),
}


def build(rng: Random, bureau: Bureau, *, today: date) -> None:
    """Six firms in trouble of different kinds; the last two months by file."""
    begun = rulebook.calendar().add(today, -BEGUN)
    months = shifted(begun, -2), shifted(begun, -1)
    trouble = [_firm(rng, bureau, name, on=begun) for name in NAMES]
    lines: dict[Kind, list[str]] = {kind: [] for kind in HEADS}
    for firm, tell in zip(trouble, TROUBLES, strict=True):
        tell(lines, firm, months)
    at = start_of(begun) + TEN
    for kind, told in lines.items():
        _take_in(kind, told, bureau.inspectors[0], at)
    evaluate(begun, at=at)
    raised = {row.employer_id: row for row in Warning.objects.select_related("employer")}
    for firm, live in zip(trouble, LIVES, strict=True):
        if firm.pk in raised:
            live(raised[firm.pk], bureau, at)


def _firm(rng: Random, bureau: Bureau, name: str, *, on: date) -> Employer:
    return find_or_register(
        name=name,
        uscc=firms.credit_code(rng, PLACE[:6]),
        division=PLACE,
        actor=bureau.inspectors[0],
        at=start_of(on),
        legal_representative=firms.person_name(rng),
        address=f"工业路{rng.randint(1, 300)}号",
        headcount=rng.randint(20, 160),
    )


def _take_in(kind: Kind, told: Sequence[str], actor: User, at: datetime) -> None:
    source, head = HEADS[kind]
    content = "\n".join([head, *told]).encode()
    upload = SimpleUploadedFile(f"{source}.csv", content, content_type="text/csv")
    run = import_runs.submit(upload, kind=kind, source=source, month=None, actor=actor, at=at)
    import_runs.carry_out(run.pk, at=at)
    run.refresh_from_db()
    import_runs.map_columns(run.pk, import_runs.proposed_columns(run), actor=actor, at=at)
    import_runs.carry_out(run.pk, at=at)
    import_runs.confirm(run.pk, actor=actor)
    import_runs.carry_out(run.pk, at=at)


# -- what the files say --

Lines = dict[Kind, list[str]]
Months = tuple[date, date]


def _payroll(lines: Lines, firm: Employer, month: date, *figures: object) -> None:
    cells = (firm.uscc, firm.name, f"{month:%Y-%m}", *figures)
    lines[Kind.PAYROLL].append(",".join(map(str, cells)))


def _use(lines: Lines, kind: Kind, firm: Employer, months: Months, used: tuple[int, int]) -> None:
    lines[kind] += [
        f"{firm.name},{firm.uscc},{month:%Y%m},{n}" for month, n in zip(months, used, strict=True)
    ]


def _group_unpaid(lines: Lines, firm: Employer, months: Months) -> None:
    """Months unpaid, and the power is nearly off: red."""
    _payroll(lines, firm, months[1], 46, 46, 12, 98000, 3, 34)
    _use(lines, Kind.ELECTRICITY, firm, months, (42_000, 6_300))


def _one_month(lines: Lines, firm: Employer, months: Months) -> None:
    """One month unpaid to a few, insurance behind: orange."""
    _payroll(lines, firm, months[1], 28, "", "", "", 1, 6)
    cells = (firm.name, firm.uscc, "养老", f"{months[1]:%Y%m}", 28, "13440.00", "0.00", "13440.00")
    lines[Kind.INSURANCE].append(",".join(map(str, cells)))


def _in_part(lines: Lines, firm: Employer, months: Months) -> None:
    """Not everybody in full: yellow."""
    _payroll(lines, firm, months[1], 60, 60, 55, 231000, 0, 0)


def _behind(lines: Lines, firm: Employer, months: Months) -> None:
    """Taxes and insurance behind, water off: small signs that add up to yellow."""
    lines[Kind.TAX].append(f"{firm.name},{firm.uscc},{months[1]:%Y%m},26500.00")
    cells = (firm.name, firm.uscc, "养老", f"{months[1]:%Y%m}", 19, "9120.00", "3120.00", "6000.00")
    lines[Kind.INSURANCE].append(",".join(map(str, cells)))
    _use(lines, Kind.WATER, firm, months, (860, 240))


# -- what became of them --

Live = Callable[[Warning, Bureau, datetime], object]


def _left(warning: Warning, bureau: Bureau, at: datetime) -> None:
    """Nobody has taken it up: its time has run out, or soon will."""


def _owned(warning: Warning, bureau: Bureau, at: datetime) -> None:
    owner, head = bureau.inspectors[1], bureau.head
    handling.assign(warning.pk, owner=owner, actor=head, at=at)
    by = rulebook.calendar().add(at.date(), 4)
    handling.order_visit(
        warning.pk, visitor=owner, visit_by=by, note="查工资支付台账。", actor=head, at=at
    )


def _told(warning: Warning, bureau: Bureau, at: datetime) -> None:
    by = rulebook.calendar().add(at.date(), 5)
    handling.send_letter(warning.pk, answer_by=by, request="", actor=bureau.inspectors[0], at=at)


def _unfounded(warning: Warning, bureau: Bureau, at: datetime) -> None:
    reason = "搬迁停产，工资已经结清，水电下降与欠薪无关。"
    officer = bureau.inspectors[0]
    handling.close(warning.pk, outcome=Outcome.UNFOUNDED, reason=reason, actor=officer, at=at)


def _lead(warning: Warning, bureau: Bureau, at: datetime) -> None:
    officer = bureau.inspectors[2]
    handling.assign(warning.pk, owner=officer, actor=bureau.head, at=at)
    handling.make_lead(
        warning.pk, reason="多名工人反映一致，单位承认资金断裂。", actor=officer, at=at
    )


def _resolved(warning: Warning, bureau: Bureau, at: datetime) -> None:
    reason = "单位当日补发差额，已核对银行凭证。"
    officer = bureau.inspectors[1]
    handling.close(warning.pk, outcome=Outcome.RESOLVED, reason=reason, actor=officer, at=at)


NAMES = (
    "江城锦绣服装有限公司",
    "江城瑞丰食品有限公司",
    "江城盛达机械配件厂",
    "江城永兴包装有限公司",
    "江城金鼎家具有限公司",
    "江城新源塑料制品有限公司",
)
TROUBLES = (_group_unpaid, _one_month, _in_part, _behind, _one_month, _in_part)
LIVES: tuple[Live, ...] = (_left, _owned, _told, _unfounded, _lead, _resolved)
