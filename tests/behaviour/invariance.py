"""Pairs of passages that differ in something that must change no label: names, furniture, breaks, typography.

Ten stories of our own writing are templates; the pairs are made from them, the same ones every time.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from runner import Result, labels_of

from auditor.classifier.interface import SentenceClassifier

Paragraphs = tuple[tuple[str, ...], ...]

STORIES: tuple[Paragraphs, ...] = (
    (
        (
            "The reservoir above {town} is down to a fifth of its volume, and the pumps on the northern shore now "
            "stand on dry ground.",
        ),
        (
            "{woman}, who runs the waterworks, said the town had enough for thirty days — “if nobody waters a lawn”.",
            "“After that we shall need tankers,” {her_surname} added.",
        ),
        (
            "The regional government said two tankers had been ordered.",
            "One official involved in the purchase said neither had a driver.",
        ),
    ),
    (
        (
            "A jury in {town} has been out for three days in the trial of a former customs officer, {man}, who faces "
            "nine years in prison.",
        ),
        ("Prosecutors say {his_surname} let 41 lorries through in return for a kitchen — oak, with marble tops.",),
        (
            "“I paid for that kitchen myself, and I have the receipts,” {his_surname} told the court.",
            "“Ask the carpenter.”",
        ),
        ("The carpenter died in March.",),
    ),
    (
        ("{company} will close its plant outside {town} at the end of the year, with the loss of some 900 jobs.",),
        ("The company said demand for its heat pumps had halved since the subsidy ended.",),
        (
            "“They told us on a video call,” said a welder who has been on the line since 2003.",
            "“It lasted four minutes — and two of them were music.”",
        ),
        ("{woman}, the head of the works council, called it “an execution by slide show”.",),
    ),
    (
        (
            "Two trains collided outside {town} early on Sunday — the third such accident on the line since the snow "
            "melted.",
            "At least six people were hurt, police said.",
        ),
        (
            "Transport Minister {man} blamed a signal that had been repaired the day before.",
            "He promised to publish the log.",
        ),
        ("Two railwaymen who have seen the log said a page was missing — “the one that matters”.",),
    ),
    (
        ("Shells fell on the market in {town} for the second day running, and smoke hung over the river until dusk.",),
        (
            "The army said in a statement that it had hit a fuel depot.",
            "Witnesses said the only building struck was a bakery.",
        ),
        (
            "{woman}, a doctor at the hospital, said 23 people had been brought in — eleven of them children.",
            "“We have stopped counting the ones who walk,” she said.",
        ),
    ),
    (
        (
            "The museum of {town} has found a third violin in its attic, wrapped in a flag and in four layers of "
            "newspaper.",
        ),
        ("“It was under the stuffed owl,” said {man}, the caretaker.", "“Nobody ever moves the owl.”"),
        (
            "{woman}, who restores instruments in the same street, believes it was made before 1720.",
            "It is reportedly worth more than the museum — owl and all.",
        ),
    ),
    (
        ("Talks between the two governments broke off on Friday without so much as a date for another meeting.",),
        (
            "A diplomat who was in the room said the delegations had not got past the seating plan — “four hours on "
            "chairs”.",
        ),
        (
            "Foreign Minister {woman} denied that there had been any quarrel.",
            "Her counterpart, {man}, declined to comment.",
        ),
        ("The United Nations urged both sides to come back to the table.",),
    ),
    (
        ("The only clinic in {town} has been shut since the last of its nurses left at the beginning of the month.",),
        (
            "{company}, which runs it, said it had advertised the posts abroad.",
            "Two of the nurses said they had not been paid since August.",
        ),
        ("The Health Ministry said it was “looking into the matter”.",),
        ("The nearest hospital is 90 kilometres away — by a road that floods.",),
    ),
    (
        ("Voters in {town} go to the polls on Sunday to choose a mayor for the fourth time in two years.",),
        ("“I have run out of people to be disappointed by,” said {woman}, who keeps the ironmonger’s on the square.",),
        (
            "The front-runner, {man}, has promised a tram — and a bridge for it to cross.",
            "A poll by the institute {pollster} puts him nine points ahead.",
        ),
        ("Turnout last time was 31 per cent.",),
    ),
    (
        ("The lake at {town} has turned pink for the first time since anyone began to write down its colour.",),
        (
            "{man}, a biologist who has taken samples — forty jars of them — said the cause was an alga that thrives "
            "in salt.",
            "“It is harmless and rather beautiful,” {his_surname} said.",
            "“I would not drink it.”",
        ),
        ("The Environment Agency warned swimmers that the colour would come off on their skin.",),
    ),
)

_WOMEN = (
    ("Anna Berg", "Berg"),
    ("Nokuthula Mthembu", "Mthembu"),
    ("Zhao Xiuying", "Zhao"),
    ("Hope Winters", "Winters"),
    ("Ingibjörg Stefánsdóttir", "Stefánsdóttir"),
    ("Guadalupe Ortega Ruiz", "Ortega Ruiz"),
    ("Fatemeh Karimzadeh", "Karimzadeh"),
    ("Oluwaseun Adebayo-Clarke", "Adebayo-Clarke"),
    ("Dolores de la Fuente", "De la Fuente"),
    ("May Field", "Field"),
    ("Siobhán O’Dowd", "O’Dowd"),
)
_MEN = (
    ("Tom Abel", "Abel"),
    ("Suresh Venkataraman", "Venkataraman"),
    ("Mohammed al-Hariri", "al-Hariri"),
    ("Rich Price", "Price"),
    ("Jean-Luc Desrosiers", "Desrosiers"),
    ("Kwabena Owusu", "Owusu"),
    ("Bo Li", "Li"),
    ("Wolfgang von Thalheim", "von Thalheim"),
    ("João Figueiredo", "Figueiredo"),
    ("Angus MacInnes", "MacInnes"),
    ("Will Banks", "Banks"),
)
_TOWNS = (
    "Port Larkin",
    "Ust-Dal",
    "San Telmo",
    "Qasr al-Nour",
    "Little Wenham",
    "Saint-Aubin-des-Prés",
    "Tanjung Emas",
    "New Carthage",
    "Górna Łąka",
    "Hay",
    "Wolfsried",
)
_COMPANIES = ("Norrkraft", "Bright & Sons", "Tsukada Heavy Industries", "Apex", "Kaufmann-Reiss", "Verdella Group")
_POLLSTERS = ("Vektor", "Sondeo Nacional", "Insight North", "Compass", "Doxa Balkan")

_HEADLINE = ("What we know so far about the week in the north", "By Celia Farrant", "Wednesday 5 November, 7.40 a.m.")
_BUTTONS = ("Share this page", "Listen to this story (3 min)", "Comments (14)")
_LINKS = ("You might also like", "Ten bridges that may close before the summer", "The dog that learned to vote")
_PICTURE = ("Photograph: Lena Marsh/Northern Light", "Advertisement")
_LETTER = ("Sign up for The Morning Tide, our free daily newsletter", "© Northern Light Media")


@dataclass(frozen=True, slots=True)
class Telling:
    """One way to set a story: its paragraphs, what stands between them, and furniture around them.

    ``furniture`` holds lines by the number of the paragraph before which they stand; the number of paragraphs stands
    for the end.
    """

    paragraphs: Paragraphs
    gap: str = "\n\n"
    furniture: tuple[tuple[int, tuple[str, ...]], ...] = ()

    def set(self) -> tuple[str, list[tuple[int, int]]]:
        """Return the text, and where in it the story's sentences stand."""
        lines, at = dict(self.furniture), 0
        blocks: list[str] = []
        spans: list[tuple[int, int]] = []
        for number, paragraph in enumerate((*self.paragraphs, ())):
            for line in lines.get(number, ()):
                blocks.append(line)
                at += len(line) + len(self.gap)
            for sentence in paragraph:
                spans.append((at, at + len(sentence)))
                at += len(sentence) + 1
            if paragraph:
                blocks.append(" ".join(paragraph))
                at += len(self.gap) - 1
        return self.gap.join(blocks), spans


@dataclass(frozen=True, slots=True)
class Pair:
    """Two tellings whose sentences must get the same labels."""

    id: str
    original: Telling
    changed: Telling


def _named(story: Paragraphs, turn: int) -> Paragraphs:
    woman, man = _WOMEN[turn % len(_WOMEN)], _MEN[turn % len(_MEN)]
    names = {
        "woman": woman[0],
        "her_surname": woman[1],
        "man": man[0],
        "his_surname": man[1],
        "town": _TOWNS[turn % len(_TOWNS)],
        "company": _COMPANIES[turn % len(_COMPANIES)],
        "pollster": _POLLSTERS[turn % len(_POLLSTERS)],
    }
    return tuple(tuple(_capitalised(sentence.format(**names)) for sentence in paragraph) for paragraph in story)


def _capitalised(sentence: str) -> str:
    """Begin with a capital, as "von Thalheim" does where it opens a sentence."""
    return sentence[0].upper() + sentence[1:]


def _other_names() -> Iterator[Pair]:
    for number, story in enumerate(STORIES):
        for turn in (1, 2, 4):
            changed = Telling(_named(story, number + turn))
            yield Pair(f"names-{number + 1:02d}-{turn}", Telling(_named(story, number)), changed)


def _with_furniture() -> Iterator[Pair]:
    for number, story in enumerate(STORIES):
        paragraphs = _named(story, number)
        end = len(paragraphs)
        placed = {
            "top": ((0, _HEADLINE),),
            "middle": ((1, _BUTTONS), (2, _PICTURE)),
            "around": ((0, _HEADLINE[:2]), (2, _PICTURE), (end, _LETTER + _LINKS)),
        }
        for name, furniture in placed.items():
            changed = Telling(paragraphs, furniture=furniture)
            yield Pair(f"furniture-{number + 1:02d}-{name}", Telling(paragraphs), changed)


def _other_breaks() -> Iterator[Pair]:
    for number, story in enumerate(STORIES):
        paragraphs = _named(story, number)
        sentences = tuple(sentence for paragraph in paragraphs for sentence in paragraph)
        settings = {
            "none": Telling((sentences,)),
            "every": Telling(tuple((sentence,) for sentence in sentences)),
            "single": Telling(paragraphs, gap="\n"),
        }
        for name, changed in settings.items():
            yield Pair(f"breaks-{number + 1:02d}-{name}", Telling(paragraphs), changed)


_STRAIGHT = {"“": '"', "”": '"', "’": "'"}
_TYPOGRAPHY: dict[str, dict[str, str]] = {
    "straight": _STRAIGHT,
    "en-dash": {" — ": " – "},
    "closed-dash": {" — ": "—"},
    "typewriter": _STRAIGHT | {" — ": " -- "},
    "single": {"“": "‘", "”": "’", " — ": " - "},
}


def _other_typography() -> Iterator[Pair]:
    for number, story in enumerate(STORIES):
        paragraphs = _named(story, number)
        for name, marks in _TYPOGRAPHY.items():
            changed = tuple(tuple(_replaced(sentence, marks) for sentence in row) for row in paragraphs)
            yield Pair(f"typography-{number + 1:02d}-{name}", Telling(paragraphs), Telling(changed))


def _replaced(sentence: str, marks: dict[str, str]) -> str:
    for mark, other in marks.items():
        sentence = sentence.replace(mark, other)
    return sentence


_MAKERS: dict[str, tuple[str, Callable[[], Iterator[Pair]]]] = {
    "invariance_names": ("Invariance: other names", _other_names),
    "invariance_furniture": ("Invariance: furniture put in", _with_furniture),
    "invariance_breaks": ("Invariance: other paragraph breaks", _other_breaks),
    "invariance_typography": ("Invariance: other dashes and quotation marks", _other_typography),
}

KINDS: dict[str, str] = {kind: title for kind, (title, _) in _MAKERS.items()}
"""The kinds of invariance and their titles."""


def pairs(kind: str) -> list[Pair]:
    """Return the pairs of one of ``KINDS``, the same ones at every call."""
    return list(_MAKERS[kind][1]())


def run_pairs(kind: str, classifier: SentenceClassifier) -> list[Result]:
    """Score every pair of a kind: it passes when each sentence has the same label in both tellings."""
    originals: dict[Telling, list[str]] = {}  # an original has several changed tellings
    results = []
    for pair in pairs(kind):
        if pair.original not in originals:
            originals[pair.original] = labels_of(*pair.original.set(), classifier)
        results.append(_compared(pair, originals[pair.original], classifier))
    return results


def _compared(pair: Pair, before: list[str], classifier: SentenceClassifier) -> Result:
    text, spans = pair.changed.set()
    wrong = [
        f"{old} became {new}: {text[start:end]}"
        for old, new, (start, end) in zip(before, labels_of(text, spans, classifier), spans, strict=True)
        if old != new
    ]
    return Result(pair.id, "; ".join(wrong))
