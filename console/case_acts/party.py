"""补充当事人信息: the place to which the missing facts of a paper lead."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.wording import translate
from cases.services import party
from console.acts import Act, ActForm, verb
from employers.models import Employer
from statutes.identity import check_uscc, normalize


class PartyForm(ActForm):
    uscc = forms.CharField(label=_("统一社会信用代码"), max_length=18, required=False)
    address = forms.CharField(label=_("单位地址"), max_length=300, required=False)
    legal_representative = forms.CharField(label=_("法定代表人"), max_length=60, required=False)
    legal_representative_phone = forms.CharField(
        label=_("法定代表人电话"), max_length=40, required=False
    )
    manager = forms.CharField(label=_("单位负责人"), max_length=60, required=False)
    manager_position = forms.CharField(label=_("负责人职务"), max_length=60, required=False)
    manager_phone = forms.CharField(label=_("负责人电话"), max_length=40, required=False)
    phone = forms.CharField(label=_("联系电话"), max_length=40, required=False)
    industry = forms.CharField(label=_("行业"), max_length=60, required=False)

    def prepare(self) -> None:
        if self.subject.employer.kind == Employer.Kind.INDIVIDUAL:
            del self.fields["uscc"]  # a person has none
        self.start_with(**{name: party.known(self.subject, name) for name in party.FACTS})

    def clean_uscc(self) -> str:
        code = normalize(self.cleaned_data["uscc"])
        if code and (wrong := check_uscc(code)):
            raise forms.ValidationError(translate(wrong))
        return code


ACTS: dict[str, Act] = {
    "party": Act(
        title=_("补充当事人信息"),
        steps=("update_party",),
        form=PartyForm,
        run=verb(party.update_party),
        button=_("保存"),
    ),
}
