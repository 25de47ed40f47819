"""The Celery application: one queue for domain jobs, one (`papers`) for WeasyPrint."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "labor_inspection.settings")

app = Celery("labor_inspection")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(related_name="jobs")
