"""SA4xx: how it is worded. Hedges that hide who says it, verbs that judge one side only."""

import re
from collections import Counter
from collections.abc import Iterator

from auditor.article import Audit, Sentence, Source
from auditor.classifier.cue_words import SPEECH
from auditor.labels import UNATTRIBUTED
from auditor.rules.authorities import NPR_DESCRIBE, REUTERS_BIAS
from auditor.rules.interface import ADVICE, WARNING, Hit, Rule, Settings, fires, silent
from auditor.rules.look import owns_source, show, times, unquoted
from auditor.sources.role_words import word_set

_HEDGE = re.compile(
    r"\b(?:reportedly|allegedly|rumou?redly|it (?:has )?emerged (?:that)?"
    r"|(?:is|are|was|were|has been|have been) (?:not )?(?:widely |long |generally |also |now )?"
    r"(?:believed|thought|said|understood|rumou?red|reported|presumed|alleged|feared|considered likely)"
    r"(?: to\b(?! be (?:about |around )?\d+\b)| that\b|,)|rumou?rs? (?:has it|have it)|it is (?:believed|thought"
    r"|said|understood|rumou?red)"
    r"|(?:word|speculation) is (?:that|rife))",
    re.IGNORECASE,
)
_JUDGING = word_set(
    """
    claim claimed claiming claims admit admits admitted admitting concede concedes conceded conceding confess confessed
    boast boasts boasted boasting allege alleges alleged alleging insist insists insisted insisting rant ranted
    bragged brag purports purported maintain maintains maintained
    """
)
_VERB = re.compile(r"[A-Za-z]+")
_NEAR = 45
_WORDS = 3
"""How many characters, and words, behind the source's own words its verb is looked for."""


_CHARGE = re.compile(
    r"\b(?:prosecut\w+|indict\w*|charge[sd]?|complaint|lawsuit|filed|petition|blacklist\w*)\b", re.IGNORECASE
)
_BEFORE = 3
"""How many sentences before an "allegedly" may say whose charge it is."""


def _hedge(audit: Audit, settings: Settings) -> Iterator[Hit]:
    body = audit.counted
    for place, sentence in enumerate(body):
        if sentence.label != UNATTRIBUTED:
            continue
        found = _HEDGE.search(unquoted(audit, sentence))
        if not found:
            continue
        charged = any(_CHARGE.search(s.text) for s in body[max(0, place - _BEFORE) : place + 1])
        if not (charged and "alleged" in found.group().lower()):
            yield Hit((sentence.index,), f"{show(found.group())} says that somebody says it, not who.")


def _verb(audit: Audit, sentence: Sentence) -> str | None:
    """Return the verb that reports what the source says, in small letters, or None."""
    if not owns_source(sentence) or sentence.source_start is None or sentence.source_end is None:
        return None
    text = unquoted(audit, sentence)
    a, b = sentence.source_start - sentence.start, sentence.source_end - sentence.start
    behind = [word.casefold() for word in _VERB.findall(text[b : b + _NEAR])][:_WORDS]
    before = [word.casefold() for word in reversed(_VERB.findall(text[max(0, a - _NEAR) : a]))][:1]
    return next((word for word in (*behind, *before) if word in SPEECH or word in _JUDGING), None)


def _one_sided(audit: Audit, settings: Settings) -> Iterator[Hit]:
    verbs: dict[int, Counter[str]] = {}
    places: dict[int, list[int]] = {}
    for sentence in audit.counted:
        verb = _verb(audit, sentence)
        if verb is None:
            continue
        for key in sentence.source_ids:
            verbs.setdefault(key, Counter())[verb if verb in _JUDGING else ""] += 1
            if verb in _JUDGING:
                places.setdefault(key, []).append(sentence.index)
    judged = {i for i, found in verbs.items() if sum(n for verb, n in found.items() if verb) >= settings["times"]}
    plain = sum(found[""] for i, found in verbs.items() if i not in judged and set(found) == {""})
    others = [i for i, found in verbs.items() if i not in judged and any(found)]
    if len(judged) != 1 or others or plain < settings["others"]:
        return
    (only,) = judged
    source: Source = next(s for s in audit.sources if s.id == only)
    used = [verb for verb in verbs[only] if verb]
    count = sum(verbs[only][verb] for verb in used)
    yield Hit(
        tuple(places[only]),
        f"Judging verbs ({', '.join(show(verb) for verb in sorted(used))}) stand {times(count, 'time')} with "
        f"{show(source.name)} and with nobody else.",
    )


RULES: tuple[Rule, ...] = (
    Rule(
        code="SA401",
        name="hedge-without-source",
        level=ADVICE,
        title="A hedge stands in for a source",
        trigger="An unattributed sentence says that something is reportedly, allegedly or believed to be so.",
        advice="Say who reports, alleges or believes it; where nobody can be named, ask whether it can stand.",
        misses="“Apparently”, “it seems”, “appears to”, “purportedly”; a source one sentence away is looked for only "
        "where it is a charge in court.",
        check=_hedge,
        examples=(
            fires("U | | The captain reportedly left the ship first."),
            fires("U | | The gang is believed to have fled over the river."),
            fires("U | | It emerged that the lamps were never lit."),
            silent("O | police | The gang is believed to have fled over the river, police said."),
            silent("U | | The captain left the ship first."),
            silent("U | | The reporter’s notes were believed lost."),
            silent("U | | Prosecutors have filed two counts.\nU | | Dahl allegedly moved the buoys."),
            silent("U | | The captain, who is believed to be 60 years old, left the ship first."),
        ),
        authorities=(NPR_DESCRIBE,),
    ),
    Rule(
        code="SA402",
        name="judging-verbs-one-side",
        level=WARNING,
        title="Judging verbs are kept for one side",
        trigger="Verbs that cast doubt or guilt (claimed, admitted, insisted, conceded …) stand at least "
        "`times` times with "
        "one source and with no other, while the others have at least `others` plain verbs.",
        advice="Use “said” for all sides, or the judging verb where it is earned and for everyone alike.",
        misses="Sides of several sources each; judging nouns and adverbs; verbs far from the source's name.",
        check=_one_sided,
        examples=(
            fires(
                "NP | Tom Abel | Tom Abel claimed the wall was safe.\nNP | Mara Quill | Mara Quill said it was not.\n"
                "NP | Tom Abel | Tom Abel insisted that he had asked for tests.\n"
                "NP | Mara Quill | Mara Quill said nobody tested it.\nO | the council | The council said it would look."
            ),
            fires(
                "O | the council | The council admitted that the lamps were old.\nO | the council | The council "
                "claimed "
                "they were lit.\nNP | Ines Dahl | “They were dark,” said Ines Dahl.\n"
                "NP | Ines Dahl | Ines Dahl said she walked home blind.\nNP | Ines Dahl | She fell twice, Ines "
                "Dahl said."
            ),
            fires(
                "NP | Tom Abel | “It is safe,” claimed Tom Abel.\nNP | Tom Abel | Tom Abel boasted that it was "
                "the best.\n"
                "NP | Mara Quill | Mara Quill said it was not.\nNP | Mara Quill | Mara Quill added that it moves.\n"
                "NP | Ines Dahl | Ines Dahl said she agreed."
            ),
            silent(
                "NP | Tom Abel | Tom Abel claimed the wall was safe.\nNP | Mara Quill | Mara Quill claimed it "
                "was not.\n"
                "NP | Tom Abel | Tom Abel insisted on it.\nNP | Mara Quill | Mara Quill said so twice.\n"
                "O | the council | The council said it would look."
            ),
            silent(
                "NP | Tom Abel | Tom Abel claimed the wall was safe.\nNP | Mara Quill | Mara Quill said it was not.\n"
                "NP | Mara Quill | Mara Quill said so twice.\nO | the council | The council said it would look."
            ),
            silent(
                "NP | Tom Abel | Tom Abel claimed the wall was safe.\nNP | Tom Abel | Tom Abel insisted that it "
                "was tested."
            ),
        ),
        settings={"times": 2, "others": 2},
        authorities=(REUTERS_BIAS,),
        experimental=True,
    ),
)
