"""A fine never replaces a referral: said wherever a penalty is proposed, examined or decided."""

from django.utils.translation import gettext as _

from cases.models import Case
from referrals.models import Referral
from referrals.procedure import NO_SUBSTITUTE


def warnings(case: Case) -> list[str]:
    """What whoever proposes or decides a penalty reads first: it replaces no referral."""
    living: Referral | None = case.referrals.live().first()
    if living is None:
        return []
    state = living.get_state_display()
    said = _("本案涉嫌犯罪，移送状态：%(state)s。不得以行政处罚代替移送（%(law)s）。")
    return [said % {"state": state, "law": NO_SUBSTITUTE}]
