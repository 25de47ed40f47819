"""URLs of portal: a public one carries nobody's id; an employer's own pages are its alone."""

from django.urls import path

from portal.views import (
    employer,
    finish,
    health,
    inspection,
    lines,
    lookup,
    machine,
    pages,
    public,
    reviews,
)

app_name = "portal"
urlpatterns = [
    path("", public.home, name="home"),
    path("progress/", lookup.lookup, name="lookup"),
    path("employer/", employer.employer_desk, name="employer_desk"),
    path("employer/open/", employer.employer_open, name="employer_open"),
    path("employer/reviews/", reviews.employer_reviews, name="employer_reviews"),
    path("employer/reviews/<int:pk>/", reviews.employer_review, name="employer_review"),
    path("employer/reviews/<int:pk>/declare/", reviews.employer_declare, name="employer_declare"),
    path("employer/reviews/<int:pk>/rectify/", reviews.employer_rectify, name="employer_rectify"),
    path("employer/materials/<int:pk>/", reviews.employer_material, name="employer_material"),
    path(
        "employer/materials/<int:pk>/take-back/",
        reviews.employer_take_back,
        name="employer_take_back",
    ),
    path("employer/papers/<int:pk>/", reviews.employer_paper, name="employer_paper"),
    path("officers/", inspection.officers, name="officers"),
    path("draws/", inspection.draws, name="draws"),
    path("draws/<int:pk>/", inspection.draw, name="draw"),
    path("draws/<int:pk>/inputs.txt", inspection.draw_inputs, name="draw_inputs"),
    path("draws/<int:pk>/results.txt", inspection.draw_results, name="draw_results"),
    path("v/", public.verify_form, name="verify_form"),
    path("v/<str:code>/", public.verify, name="verify"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("display/", machine.kiosk_display, name="kiosk_display"),
    path("kiosk/", machine.kiosk_home, name="kiosk_home"),
    path("kiosk/start/", machine.kiosk_start, name="kiosk_start"),
    path("kiosk/clear/", machine.kiosk_clear, name="kiosk_clear"),
    path("kiosk/idle/", machine.kiosk_idle, name="kiosk_idle"),
    path("kiosk/where/", pages.kiosk_direction, name="kiosk_direction"),
    path("kiosk/person/", lines.kiosk_person, name="kiosk_person"),
    path("kiosk/roster/blank.xlsx", lines.kiosk_roster_blank, name="kiosk_roster_blank"),
    path("kiosk/roster/print/", lines.kiosk_roster_print, name="kiosk_roster_print"),
    path("kiosk/receipt/", finish.kiosk_receipt, name="kiosk_receipt"),
    path("kiosk/receipt/slips/", finish.kiosk_slips, name="kiosk_slips"),
    path("kiosk/<slug:name>/", pages.kiosk_page, name="kiosk_page"),
]
