"""What a rule or service raises when the law, or plain sense, does not allow the act."""

from statutes.citations import Citation
from statutes.wording import Sentence


class Refused(Exception):
    """A refusal with its reasons, and the article it rests on where there is one."""

    def __init__(self, *sentences: Sentence, citation: Citation | None = None) -> None:
        super().__init__(*sentences)
        self.sentences = sentences
        self.citation = citation

    def __str__(self) -> str:
        return "；".join(str(sentence) for sentence in self.sentences)
