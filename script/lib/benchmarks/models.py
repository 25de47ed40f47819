"""The one table that the baseline's form writes to; the data set creates it."""

from django.db import models


class Note(models.Model):
    name = models.CharField(max_length=60)
    employer = models.CharField(max_length=200)
    statement = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)

    objects: "models.Manager[Note]" = models.Manager()

    class Meta:
        managed = False
        db_table = "benchmark_note"

    def __str__(self) -> str:
        return self.name
