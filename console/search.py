"""One search box over what the desk knows; each kind is read by its own index, a few rows each."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from cases.models import Case
from complaints.models import Claimant, Complaint
from console.doors import may_open
from documents.models import Paper
from employers.models import Employer

MOST = 20
# 2026-318 or 案2026-318, without the office: how officers name a case to each other.
YEAR_AND_SERIAL = re.compile(r"案?(\d{4})[-—](\d{1,6})")


@dataclass(frozen=True, slots=True)
class Hit:
    """One line of the result."""

    label: str
    note: str
    url: str


@dataclass(frozen=True, slots=True)
class Group:
    label: str
    hits: list[Hit]


def find(query: str, user: User) -> list[Group]:
    """Groups that found something, in the order in which an officer thinks of them."""
    found = [(label, list(finder(query, user))) for label, finder in _finders()]
    return [Group(label, hits) for label, hits in found if hits]


def _finders() -> list[tuple[str, Callable[[str, User], Iterable[Hit]]]]:
    return [
        (_("案件"), _cases),
        (_("投诉举报"), _complaints),
        (_("手机尾号"), _phone_tails),
        (_("文书"), _papers),
        (_("用人单位"), _employers),
    ]


def _cases(query: str, user: User) -> Iterable[Hit]:
    number = query.replace(" ", "")
    asked = Q(case_no=number)
    if said := YEAR_AND_SERIAL.fullmatch(number):
        asked |= Q(year=int(said[1]), serial=int(said[2]))
    for case in Case.objects.visible_to(user).filter(asked).order_by("-pk")[:MOST]:
        yield Hit(case.case_no, case.subject_name, case.get_absolute_url())


def _complaints(query: str, user: User) -> Iterable[Hit]:
    number = query.replace(" ", "")
    for complaint in Complaint.objects.visible_to(user).filter(number=number)[:MOST]:
        yield Hit(complaint.number, complaint.employer_name, complaint.get_absolute_url())


def _phone_tails(query: str, user: User) -> Iterable[Hit]:
    if not (len(query) == 4 and query.isdecimal()):
        return
    people = Claimant.objects.visible_to(user).filter(phone_last4=query)
    for claimant in people.select_related("complaint").order_by("-pk")[:MOST]:
        complaint = claimant.complaint
        yield Hit(claimant.name, complaint.number, complaint.get_absolute_url())


def _papers(query: str, user: User) -> Iterable[Hit]:
    if not may_open(user, "documents:paper_file", 0):
        return
    papers = Paper.objects.issued().visible_to(user).filter(number=query.replace(" ", ""))
    for paper in papers[:MOST]:
        yield Hit(paper.number, paper.title, reverse("documents:paper_file", args=[paper.pk]))


def _employers(query: str, user: User) -> Iterable[Hit]:
    """The register's identity lines are visible to every officer; each leads to its file."""
    if len(query) < 2:
        return
    found = Employer.objects.current().search(query)
    by_code = bool(found.query.order_by)
    for employer in found[:MOST] if by_code else found.newest(MOST):
        yield Hit(employer.name, employer.uscc or "—", employer.get_absolute_url())
