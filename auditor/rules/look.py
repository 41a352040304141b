"""What several rules look at: who a sentence rests on, what of it stands in quotation marks, how sources are worded.

Pure functions over an ``Audit``; nothing here finds fault.
"""

import re
from collections.abc import Iterable

from auditor.article import Audit, Sentence, Source
from auditor.classifier.cue_words import TERMS
from auditor.labels import ANONYMOUS
from auditor.quotation import article_quotations

PERSON = "person"

_TERMS_TOO = re.compile(
    r"\b(?:cannot|could not|can ?not|can['’]t|may not|must not) be (?:named|identified|quoted)\b"
    r"|\b(?:declin|refus|ask|request|insist|want|agree|wish|beg|prefer|demand)\w*\b.{0,40}"
    r"\b(?:be|being|remain|stay|go|print|give|use|have|publish)\w*\b.{0,25}"
    r"\b(?:named?|identified|unnamed|nameless|quoted|names?)\b"
    r"|\b(?:names? (?:be |was |were |is |are |being )?(?:withheld|changed))\b|\bnot (?:naming|identifying)\b"
    r"|\b(?:did|does|do|would|will) ?n[o'’]t want (?:his|her|their|to give|to be)\b.{0,20}\b(?:names?|named"
    r"|identified)\b"
    r"|\bon (?:deep )?background\b|\b(?:not|n['’]t) (?:permitted|allowed|cleared|supposed|free) to (?:speak"
    r"|talk|discuss|brief|comment)\b"
    r"|\bwithout attribution\b|\b(?:not|n['’]t) (?:wish|want)\w* to be (?:named|identified)\b",
    re.IGNORECASE,
)


_OPEN_GROUP = re.compile(
    r"\b(?:protest[eo]rs|demonstrators|marchers|crowds?|voters|unions?|media|newspapers|networks|outlets|broadcasters"
    r"|news agencies|senators|lawmakers|legislators|deputies|members of (?:congress|parliament|the (?:house|senate)"
    r"|(?:his|her|their|the) party)|hundreds|thousands|supporters|delegations|(?:rights|aid|human rights|advocacy"
    r"|opposition) groups|videos?|tapes?|images|footage|recordings?)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"(?:an?|one|two|three|four|five|some|several|another)\b|.*\b(?:familiar|close|briefed)\b", re.I)
_PRONOUN = re.compile(r"(?:he|she|it|they|who|we|i|you|his|her|their)", re.IGNORECASE)


def sources_of(audit: Audit, sentence: Sentence) -> tuple[Source, ...]:
    """Return the sources of the register that ``sentence`` rests on."""
    wanted = set(sentence.source_ids)
    return tuple(source for source in audit.sources if source.id in wanted)


def sentences_of(audit: Audit, source: Source) -> tuple[Sentence, ...]:
    """Return the sentences that rest on ``source``."""
    return tuple(audit.sentences[index] for index in source.sentences)


def is_anonymous(source: Source) -> bool:
    """Tell whether the article leaves ``source`` unnamed; an unnamed document counts."""
    return source.kind in ("unnamed person", "unnamed group") or source.label == ANONYMOUS


def acts_in_public(words: str) -> bool:
    """Tell whether ``words`` are a group that hides behind nobody (a crowd, senators as a body, the media) or a tape.

    Such a group has no name to withhold; "two senators" or "lawmakers familiar with the plan" are people who have.
    """
    return _OPEN_GROUP.search(words) is not None and not _COUNTED.match(words)


def is_pronoun(words: str) -> bool:
    """Tell whether ``words`` are a pronoun alone, which says nothing of who is meant."""
    return _PRONOUN.fullmatch(words.strip()) is not None


def word_count(sentences: Iterable[Sentence]) -> int:
    """Return how many words, as whitespace parts them, ``sentences`` have."""
    return sum(len(sentence.text.split()) for sentence in sentences)


def quoted(audit: Audit, sentence: Sentence) -> tuple[str, ...]:
    """Return the pieces of ``sentence`` that stand in quotation marks, marks included."""
    return tuple(
        audit.article.text[max(start, sentence.start) : min(end, sentence.end)]
        for start, end in article_quotations(audit.article.text)
        if start < sentence.end and end > sentence.start
    )


def unquoted(audit: Audit, sentence: Sentence) -> str:
    """Return ``sentence`` with what stands in quotation marks blanked out, as long as it was."""
    text = sentence.text
    for start, end in article_quotations(audit.article.text):
        if start < sentence.end and end > sentence.start:
            a, b = max(start, sentence.start) - sentence.start, min(end, sentence.end) - sentence.start
            text = text[:a] + " " * (b - a) + text[b:]
    return text


def after_source(sentence: Sentence, length: int = 40) -> str:
    """Return what follows the sentence's own source words inside it; empty when they stand elsewhere."""
    if sentence.source_end is None or not sentence.start <= sentence.source_end <= sentence.end:
        return ""
    at = sentence.source_end - sentence.start
    return sentence.text[at : at + length]


def owns_source(sentence: Sentence) -> bool:
    """Tell whether the words for the sentence's source stand in the sentence itself."""
    return sentence.source_start is not None and sentence.start <= sentence.source_start < sentence.end


def states_terms(text: str) -> bool:
    """Tell whether ``text`` says why or on what terms somebody is not named."""
    return TERMS.search(text) is not None or _TERMS_TOO.search(text) is not None


def show(words: str, most: int = 60) -> str:
    """Return words of the article for a message: one line, in quotation marks, cut where they are long."""
    line = " ".join(words.split()).strip("“”\"'‘’,;: ")
    if len(line) > most:
        line = line[:most].rsplit(" ", 1)[0] + " …"
    return f"“{line}”"


def times(count: int, what: str) -> str:
    """Return ``count`` with its noun in the right number: “1 sentence”, “3 sentences”."""
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def percent(share: float) -> str:
    """Return a share of 0 to 1 as whole per cent."""
    return f"{round(100 * share)} %"
