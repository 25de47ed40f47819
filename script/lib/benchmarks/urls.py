"""The product's addresses, and the baselines'."""

from django.urls import include, path

from benchmarks import views

urlpatterns = [
    path("baseline/rows/", views.fifty_rows),
    path("baseline/note/", views.note),
    path("", include("labor_inspection.urls")),
]
