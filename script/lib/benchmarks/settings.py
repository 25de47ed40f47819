"""The product as it runs in production, with the baselines' pages beside its own."""

from labor_inspection.settings import *  # noqa: F403
from labor_inspection.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "benchmarks"]
ROOT_URLCONF = "benchmarks.urls"
