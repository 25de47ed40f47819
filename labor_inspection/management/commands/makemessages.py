"""Collects every msgid of the product, those of the pure rules included.

Besides Django's own markers, `say("…")` and `term("…")` of `statutes.wording` are keywords.
Statutory papers stay Chinese and are left out, as are tests. A changed msgid comes up empty
instead of fuzzy: an English sentence is never guessed from a similar Chinese one.
"""

import os
import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.management.commands import makemessages

NOT_TRANSLATED = ["locale", "static", "var", "docs", "script", "tests", "templates/papers/*"]

# Chinese has one form for 1 and 2 days, English two: a counting msgid gets a plural of itself.
COUNTING = re.compile(r'^msgid (".*%\(count\)[ds].*")\nmsgstr ""$', re.MULTILINE)


class ScratchFile(makemessages.BuildFile):
    """Keeps what it derives from a template in a scratch directory, not beside the template."""

    scratch = ""

    @property
    def work_path(self) -> str:
        path: str = super().work_path
        if not self.is_templatized:
            return path
        return os.path.join(self.scratch, os.path.normpath(path).replace(os.sep, "__"))

    def postprocess_messages(self, msgs: str) -> str:
        return msgs.replace(self.work_path, os.path.normpath(self.path))


class Command(makemessages.Command):
    build_file_class = ScratchFile
    xgettext_options = [
        *makemessages.Command.xgettext_options,
        "--keyword=say",
        "--keyword=term",
        "--sort-by-file",
    ]
    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]

    def handle(self, *args: Any, **options: Any) -> None:
        options["ignore_patterns"] = [*options["ignore_patterns"], *NOT_TRANSLATED]
        options["no_wrap"] = True
        options["add_location"] = options["add_location"] or "file"
        options["no_obsolete"] = True
        options["locale"] = options["locale"] or ["en"]
        with TemporaryDirectory() as scratch:
            ScratchFile.scratch = scratch
            super().handle(*args, **options)

    def build_potfiles(self) -> list[str]:
        potfiles: list[str] = super().build_potfiles()
        for potfile in map(Path, potfiles):
            plural = r'msgid \1\nmsgid_plural \1\nmsgstr[0] ""\nmsgstr[1] ""'
            potfile.write_text(COUNTING.sub(plural, potfile.read_text("utf-8")), "utf-8")
        return potfiles
