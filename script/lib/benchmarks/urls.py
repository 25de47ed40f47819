"""The product's addresses, and the baselines'."""

from django.urls import include, path

from benchmarks import views

urlpatterns = [
    path("baseline/rows/", views.fifty_rows),
    path("baseline/firms/", views.fifty_firms),
    path("baseline/note/", views.note),
    path("", include("labor_inspection.urls")),
]
