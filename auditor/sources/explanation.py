"""The words that say why, or on what terms, a source's name is withheld."""

import re
from collections.abc import Sequence

from auditor.article import Sentence

_NAME = r"(?:named?|identified|identity|quoted by name|name used|names? published)"
_TERMS = re.compile(
    rf"""
      (?:speaking\ |spoke\ |speak\ |talked\ |commented\ |agreed\ to\ (?:speak|talk)\ )?(?:only\ )?
        (?:on|under)\ (?:the\ )?(?:strict\ )?condition\s
        (?:of\ anonymity|(?:that\ )?[^.;]{{0,40}}not\ be\ {_NAME}|of\ not\ being\ {_NAME})
    | (?:insist|insisted|insisting|insists)\ (?:up)?on\ anonymity
    | (?:request|requested|requesting|asked|asking|granted|given|sought|demanded|promised|offered)\ (?:for\ )?anonymity
    | (?:spoke|speaking|talked|speak|interviewed)\ (?:\w+\ )?anonymously
    | (?:ask|want|wish|prefer|request|like)(?:s|ed|red|ing)?\ (?:that\ )?(?:\w+\ ){{0,3}}
        (?:not|to\ not|n't)\ (?:to\ )?be(?:ing)?\ {_NAME}
    | (?:declin|refus)\w+\ to\ (?:be\ {_NAME}|give\ (?:\w+\ )?(?:sur|last\ |full\ |first\ |real\ )?names?)
    | (?:did\ not|didn't|does\ not|did\ n't|not|unwilling|reluctant|afraid)\ (?:want(?:ing)?\ |wish(?:ing)?\ )?
        (?:\w+\ ){{0,2}}to\ be\ {_NAME}
    | (?:was|were|is|are|been|being)?\ ?(?:not|n't|un)\ ?authori[sz]ed\ to\s
        (?:speak|discuss|comment|talk|brief|disclose|release|share)
    | (?:wasn't|weren't|isn't|aren't)\ (?:authori[sz]ed|allowed|permitted)\ to\ (?:speak|discuss|comment|talk|brief)
    | not\ (?:allowed|permitted|cleared)\ to\ (?:speak|discuss|comment|talk|brief)
    | whose\ (?:full\ |real\ |last\ )?names?\ (?:is|are|was|were|has|have|had|cannot|could)\b
        [^.;]{{0,30}}(?:with(?:held)|not|changed|being)
    | (?:is|are|was|were)\ (?:not\ being|being\ not)\ (?:named|identified)
    | (?:name|names|identity|identities)\ (?:has|have|had|was|were|is|are)\ (?:been\ )?(?:withheld|changed|not\ been)
    | with(?:held|hold|holding)\ (?:\w+\ ){{0,2}}names?
    | (?:cannot|can't|could\ not)\ be\ (?:named|identified)\b
    | not\ be\ {_NAME}\ (?:because|for|as|since|out|due|in\ order|to\ )
    | for\ fear\ of\ (?:repris|retali|retribut|being|losing|arrest|punish|prosecut)\w*
    | (?:fearing|feared|citing\ fears?\ (?:of|for))\ (?:repris|retali|retribut|for\ (?:his|her|their))\w*
    """,
    re.IGNORECASE | re.VERBOSE,
)
_HINT = re.compile(
    r"\b(?:names?|naming|named|identif\w+|anonym\w+|on the record|permission|authori[sz]\w+|barred from"
    r"|bars \w+ from|publicly)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[,“”\"(]\s*(?:said\s)?|\bsaid\s[^,]*?(?=\bwho(?:se|m)?\b)")
_REASON = re.compile(
    r"\b(?:because|for fear|fearing|citing|out of (?:fear|concern)|in order to|so as not to|since (?:he|she|they))\b",
    re.I,
)
_END = re.compile(
    r"[.;!?](?=\s|$|[\"”])|[\"“”]|,?\s+(?:said|told|says|and (?:said|told|added))\b|,\s+but\b"
    r"|,\s+(?:and\s+)?(?:(?:had|has)\s+)?(?!(?:based|related)\b)\w+ed\b(?!\s+from)"
)
_LEAD = re.compile(r"\bwho\s+(?:also\s+)?(?:\w+\s+){0,2}$")


def explanation(sentences: Sequence[Sentence]) -> str | None:
    """Return the words of the first of the ``sentences`` that say why or on what terms a name is withheld, else None.

    Sentences that the classifier read as A2 are asked first, with the reason alone where no term is worded; then the
    wording of the others.
    """
    for sentence in sorted(sentences, key=lambda s: s.code != "A2"):
        if words := _terms(sentence.text):
            return words
    for sentence in sentences:
        if sentence.code == "A2" and (match := _HINT.search(sentence.text)):
            start = max((m.end() for m in _CLAUSE.finditer(sentence.text, 0, match.start())), default=0)
            return _to_end(sentence.text, start, match.end())
    for sentence in sentences:
        if sentence.code == "A2" and (match := _REASON.search(sentence.text)):
            return _to_end(sentence.text, match.start(), match.end())
    return None


def _terms(text: str) -> str | None:
    match = _TERMS.search(text)
    if match is None:
        return None
    lead = _LEAD.search(text[: match.start()])
    return _to_end(text, lead.start() if lead else match.start(), match.end())


def _to_end(text: str, start: int, reached: int) -> str:
    end = _END.search(text, reached)
    return " ".join(text[start : end.start() if end else len(text)].split()).strip(" ,")
