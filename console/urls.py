"""The staff desk."""

from django.urls import path

from console.views import (
    accountability,
    cases,
    clocks,
    complaints,
    desk,
    handover,
    leads,
    ledger,
    lists,
    reading,
    records,
    sealed,
    wage_lines,
    worklist,
)

app_name = "console"
urlpatterns = [
    path("", worklist.home, name="home"),
    path("search/", desk.search, name="search"),
    path("notices/", desk.notices, name="notices"),
    path("drafts/<slug:place>/<slug:field>/", desk.draft, name="draft"),
    path("views/<slug:place>/", lists.keep_view, name="keep_view"),
    path("accountability/", accountability.accountability, name="accountability"),
    path("accountability/new/", accountability.report_officer, name="report_officer"),
    path(
        "accountability/<int:pk>/", accountability.accountability_entry, name="accountability_entry"
    ),
    path("handover/", handover.handover, name="handover"),
    path("handover/<int:pk>/", handover.handover_record, name="handover_record"),
    path("clocks/<int:pk>/", clocks.clock, name="clock"),
    path("test-clock/", clocks.test_clock, name="test_clock"),
    path("complaints/", lists.complaints, name="complaints"),
    path("complaints/<int:pk>/", complaints.complaint, name="complaint"),
    path("complaints/<int:pk>/<slug:act>/", complaints.complaint_act, name="complaint_act"),
    path(
        "complaints/<int:pk>/<slug:act>/preview/",
        complaints.complaint_preview,
        name="complaint_preview",
    ),
    path("cases/", lists.cases, name="cases"),
    path("cases/new/", leads.new_case, name="new_case"),
    path("cases/on-the-spot/", leads.spot_case, name="spot_case"),
    path("claimants/<int:pk>/identity/", sealed.sealed_identity, name="sealed_identity"),
    path("cases/<int:pk>/", cases.case, name="case"),
    path("evidence/<int:pk>/view/", records.evidence_view, name="evidence_view"),
    path("evidence/<int:pk>/original/", records.evidence_original, name="evidence_original"),
    path("recordings/<int:pk>/", records.recording, name="recording"),
    path("interviews/<int:pk>/identity/", sealed.interview_identity, name="interview_identity"),
    path("cases/<int:pk>/ledger/", ledger.ledger, name="ledger"),
    path("cases/<int:pk>/ledger/workers/", ledger.add_workers, name="add_workers"),
    path("cases/<int:pk>/ledger/export/", wage_lines.export, name="ledger_export"),
    path("wage-lines/<int:pk>/", wage_lines.wage_line, name="wage_line"),
    path("wage-lines/<int:pk>/sign-off/", wage_lines.sign_off, name="sign_off"),
    path("cases/<int:pk>/payments/", ledger.payment, name="payment"),
    path("cases/<int:pk>/payment-plan/", wage_lines.payment_plan, name="payment_plan"),
    path("payments/<int:pk>/reversal/", ledger.reversal, name="reversal"),
    path("cases/<int:pk>/print/", reading.case_print, name="case_print"),
    path("papers/<int:pk>/comparison/", reading.paper_comparison, name="paper_comparison"),
    path("cases/<int:pk>/<slug:act>/", cases.case_act, name="case_act"),
    path("cases/<int:pk>/<slug:act>/preview/", cases.case_preview, name="case_preview"),
]
