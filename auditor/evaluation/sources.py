"""How well the sources of sentences and of articles are found, against the third column of the labelled data.

*Accuracy*: over the sentences whose gold code is attributed and names a source, and which the model calls attributed
too: the share whose linked source (any of them, where several are linked) matches the gold name.  ``accuracy_all``
divides by all such gold sentences, whatever the model calls them.

*Set scores*: each article's different gold names against the different names that were found, matched one to one,
equal names first, then alike ones; precision, recall and F1 over the sums of all articles.  A name found only as a
partner in a joint source whose other member matched is neither right nor wrong (the gold names one member of many
joint sources).  What a sentence that is wrongly called attributed brings in counts as a mistake.

``equal_accuracy`` and ``equal_set_f1`` are the same with names that must be equal, not alike.

What "matches" means stands in ``source_names``: the names are alike, unless the article's gold holds another
source whose name is equal to what was found.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from auditor.data import LabelledArticle
from auditor.evaluation.source_names import SameSource, key
from auditor.labels import CLASS_OF, FURNITURE, UNATTRIBUTED

Found = Sequence[tuple[str, ...] | None]
"""For each gold sentence the names of its sources, () where none was found, None where called unattributed."""


@dataclass(frozen=True, slots=True)
class SourceScores:
    """Figures from 0 to 1, None where nothing could be scored; see the module."""

    accuracy: float | None
    accuracy_all: float | None
    equal_accuracy: float | None
    sentences: int
    sentences_all: int
    set_precision: float | None
    set_recall: float | None
    set_f1: float | None
    gold_sources: int
    found_sources: int
    equal_set_f1: float | None


def source_scores(articles: Sequence[LabelledArticle], found: Sequence[Found]) -> SourceScores:
    """Score the names ``found`` for each sentence of each article."""
    right = equal = scored = everything = 0
    hits = gold_count = found_count = equal_hits = equal_found = 0
    for article, row in zip(articles, found, strict=True):
        same = SameSource(article.text)
        gold = _distinct(
            s.source for s in article.sentences if s.source and CLASS_OF[s.code] not in (UNATTRIBUTED, FURNITURE)
        )
        for sentence, names in zip(article.sentences, row, strict=True):
            if not sentence.source or CLASS_OF[sentence.code] in (UNATTRIBUTED, FURNITURE):
                continue
            everything += 1
            if names is None:
                continue
            scored += 1
            right += any(matches(same, name, sentence.source, gold) for name in names)
            equal += any(same.equal(name, sentence.source) for name in names)
        groups = [names for names in row if names]
        matched, wrong = _match_sets(gold, groups, (same.equal, same.alike))
        hits, gold_count, found_count = hits + matched, gold_count + len(gold), found_count + matched + wrong
        matched, wrong = _match_sets(gold, groups, (same.equal,))
        equal_hits, equal_found = equal_hits + matched, equal_found + matched + wrong
    precision, recall = _share(hits, found_count), _share(hits, gold_count)
    f1 = None if precision is None or recall is None else _share(2 * hits, found_count + gold_count)
    return SourceScores(
        _share(right, scored), _share(right, everything), _share(equal, scored), scored, everything,
        precision, recall, f1, gold_count, found_count,
        _share(2 * equal_hits, equal_found + gold_count) if equal_found and gold_count else None,
    )  # fmt: skip


def matches(same: SameSource, name: str, wanted: str, gold: Sequence[str]) -> bool:
    """Tell whether ``name`` stands for the gold source ``wanted`` rather than for another one of ``gold``."""
    if same.equal(name, wanted):
        return True
    return same.alike(name, wanted) and not any(same.equal(name, other) for other in gold if other != wanted)


def _match_sets(
    gold: Sequence[str], groups: Sequence[tuple[str, ...]], tests: Sequence[Callable[[str, str], bool]]
) -> tuple[int, int]:
    """Return how many found names match a gold one by one of the ``tests``, and how many are wrong."""
    names = _distinct(name for group in groups for name in group)
    left, matched = list(gold), set()
    for test in tests:
        for name in names:
            partner = next((g for g in left if test(name, g)), None) if name not in matched else None
            if partner is not None:
                left.remove(partner)
                matched.add(name)
    alone = {name for group in groups for name in group if len(group) == 1 or not matched.intersection(group)}
    wrong = [name for name in names if name not in matched and any(key(name) == key(a) for a in alone)]
    return len(matched), len(wrong)


def _distinct(names: Iterable[str | None]) -> list[str]:
    return list({key(name): name for name in names if name}.values())


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
