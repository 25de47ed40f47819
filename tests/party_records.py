"""What an employer sees at its own desk: a served order, and what it handed in on it."""

from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile

from cases.policy.submission import Given, Kind
from cases.services import submissions
from cases.tests import factories as cases
from cases.tests.factories import Bureau
from complaints.tests import factories as complaints
from documents.tests.sample_files import small_pdf
from employers.models import Employer, EmployerUser
from written_reviews.tests.factories import make_clerk


def answered(bureau: Bureau, employer: Employer, division: str) -> dict[str, int]:
    """A second case of the employer, ordered and served; its clerk handed something in."""
    lodged = complaints.make_complaint(division_id=division, employer_name=employer.name)
    lodged.employer = employer
    lodged.save(update_fields=["employer"])
    case = cases.determine_as_claimed(bureau, cases.file(bureau, lodged))
    case = cases.serve(bureau, cases.issue(bureau, case))
    clerk = make_clerk(employer)
    upload = SimpleUploadedFile("改正.pdf", small_pdf() + b"%" + division.encode())
    made = submissions.hand_in(
        case.orders.get().paper_id,
        Given(Kind.CORRECTION, "已补签劳动合同。"),
        [upload],
        token=uuid4(),
        actor=clerk,
        at=cases.LODGED,
    )
    EmployerUser.objects.filter(user=clerk).update(ended_at=cases.LODGED)
    return {
        "served_case": case.pk,
        "served_paper": case.orders.get().paper_id,
        "submission": made.pk,
        "submitted": made.files.get().pk,
    }
