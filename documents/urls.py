"""URLs of documents."""

from django.urls import path

from documents import views

app_name = "documents"
urlpatterns = [
    path("papers/<int:pk>.pdf", views.paper_file, name="paper_file"),
    path("bundles/<int:pk>/main.pdf", views.main_volume, name="main_volume"),
    path("files/<int:pk>/", views.stored_file, name="stored_file"),
]
