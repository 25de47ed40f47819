"""Warnings and monthly facts for tests: every one goes the way it goes in the office."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import Office, User
from accounts.policy.roles import Role
from accounts.tests.factories import make_division, make_office, make_user
from early_warning.models import FactsImport, MonthlyFacts, Warning
from early_warning.policy.columns import Kind
from early_warning.services import import_runs
from early_warning.services.evaluation import Tally, evaluate
from employers.models import Employer
from employers.tests.factories import AT, make_employer, make_uscc

TODAY = AT.date()
MONTH = date(TODAY.year, TODAY.month - 1, 1)
PLACE = "410102"
UNPAID: dict[str, Any] = {"attended": 40, "with_wage_record": 40, "paid_in_full": 38}  # yellow
OWED: dict[str, Any] = {"months_owed": 1, "owed_workers": 4}  # orange
GROUP: dict[str, Any] = {"months_owed": 3, "owed_workers": 30}  # red


class House:
    """An office with an inspector, a head and the officials who keep its rules."""

    def __init__(self, office: Office | None = None, **people: User) -> None:
        self.office = office or make_office(
            "4101", name="江城市人力资源和社会保障局", word="江人社监"
        )
        self.lead = people.get("lead") or make_user(office=self.office, name="陈志强")
        self.head = people.get("head") or make_user(
            role=Role.UNIT_HEAD, office=self.office, name="王建华"
        )


def employer_here(number: int = 31, name: str = "江城鸿运制衣有限公司", **more: Any) -> Employer:
    return make_employer(name, uscc=make_uscc(number), division=make_division(PLACE), **more)


def facts(
    house: House,
    employer: Employer,
    kind: Kind = Kind.PAYROLL,
    month: date = MONTH,
    **figures: Any,
) -> MonthlyFacts:
    """As an import leaves them."""
    run = imported(house, kind, "uscc,月份\n")
    MonthlyFacts.objects.filter(employer=employer, kind=kind, month=month).update(is_current=False)
    return MonthlyFacts.objects.create(
        employer=employer, month=month, kind=kind, figures=figures, run=run, recorded_at=AT
    )


def table(text: str, name: str = "数据.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode(), content_type="text/csv")


def imported(
    house: House, kind: Kind, text: str, *, source: str = "市供电公司", at: datetime = AT
) -> FactsImport:
    """A file handed in, its header not read yet."""
    return import_runs.submit(
        table(text), kind=kind, source=source, month=None, actor=house.lead, at=at
    )


def looked_through(house: House, kind: Kind, lines: Sequence[str], **more: Any) -> FactsImport:
    """Handed in, its columns taken as proposed, looked through."""
    run = imported(house, kind, "\n".join(lines), **more)
    import_runs.carry_out(run.pk, at=AT)
    run.refresh_from_db()
    columns = import_runs.proposed_columns(run)
    import_runs.map_columns(run.pk, columns, actor=house.lead, at=AT)
    import_runs.carry_out(run.pk, at=AT)
    run.refresh_from_db()
    return run


def taken_in(house: House, kind: Kind, lines: Sequence[str], **more: Any) -> FactsImport:
    run = looked_through(house, kind, lines, **more)
    import_runs.confirm(run.pk, actor=house.lead)
    import_runs.carry_out(run.pk, at=AT)
    run.refresh_from_db()
    return run


def judged(on: date = TODAY, **more: Any) -> Tally:
    return evaluate(on, at=AT, **more)


def warned(house: House, employer: Employer | None = None, **figures: Any) -> Warning:
    """A warning on the payroll of last month; yellow unless other figures are given."""
    facts(house, employer or employer_here(), **(figures or UNPAID))
    judged()
    return Warning.objects.latest("pk")
