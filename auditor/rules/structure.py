"""SA3xx: how the story is built. Its headline, its stretches without a source, its bare numbers, causes and charges."""

import re
from collections.abc import Iterator, Sequence

from auditor.article import Audit, Sentence
from auditor.article_form import special_form
from auditor.labels import UNATTRIBUTED
from auditor.rules.authorities import AP_ATTRIBUTION, NPR_ATTRIBUTE, REUTERS_BIAS
from auditor.rules.interface import ADVICE, WARNING, Hit, Rule, Settings, fires, silent
from auditor.rules.look import quoted, show, sources_of, times, unquoted
from auditor.sources.role_words import word_set
from auditor.summary import attributed

_I = re.compile(r"(?<![\w&.] )\b(?:I|I['’](?:m|ve|d|ll)|my|myself)\b(?![.)])")
_ARGUED = re.compile(r"\b(?:we|our|us|you|your|should|shouldn['’]t|ought|let['’]s)\b|\?", re.IGNORECASE)
_ARGUED_OFTEN = 3
_WORD = re.compile(r"[A-Za-zÀ-ÿ][\w’'-]*|\d[\d,.]*\d|\d")
_SMALL = word_set(
    """
    a about after again against all also an and any are as at be been before but by can could did do does for from had
    has have he her here him his how i if in into is it its just may more most new no not now of off on one or our out
    over she so some than that the their them then there these they this those to two up us was we were what when where
    which while who why will with would year years day days week month today yesterday first last say says said
    monday tuesday wednesday thursday friday saturday sunday mr mrs ms
    """
)
_ATTRIBUTED_HEADLINE = re.compile(
    r"[“”\"‘’«»?:]|(?<!\w)'|'(?!\w)|\s[-–—]\s"
    r"|\b(?:say|says|said|claim\w*|alleg\w*|accus\w*|report\w*|according|warn\w*|urg\w*|call|calls|called"
    r"|vow\w*|pledg\w*"
    r"|promis\w*|den(?:y|ies|ied)|admit\w*|insist\w*|argu\w*|tell|tells|told|believ\w*|suspect\w*|suggest\w*|predict\w*"
    r"|expect\w*|fear\w*|may|might|could|seek\w*|want\w*|plan\w*|ask\w*|demand\w*|blam\w*|charg\w*|critici\w*|slam\w*"
    r"|blast\w*|assail\w*|decr(?:y|ies|ied)|concerns?|debate|rip|rips|hit|hits|reveal\w*|announc\w*|confirm\w*"
    r"|threaten\w*|praise\w*|defend\w*|reject\w*|dismiss\w*"
    r"|propos\w*|poll|survey|study|find|finds|show|shows|likely|apparent\w*|denounc\w*|condemn\w*|mock\w*|back|backs"
    r"|conclud\w*|to (?!the |a |an )[a-z]+|endors\w*|supports?|opposes?|offers?|explains?|describes?|questions?"
    r"|wonders?|thinks?|hopes?|how|why|what|who"
    r"|when|where|opinion|analysis|review|live|watch|video|photos)\b",
    re.IGNORECASE,
)
_HEDGED = re.compile(
    r"\b(?:reportedly|allegedly|apparently|is believed|are believed|is said|are said)\b", re.IGNORECASE
)
_NUMBER = re.compile(
    r"(?P<share>\b\d[\d,.]*\s?(?:%|per ?cent(?:age points?)?\b))"
    r"|(?P<large>(?<![$£€\d,.])\b\d[\d,.]*\s(?:million|billion)(?=\s(?!dollars|euros|pounds)[a-z]))"
    r"|(?P<money>\b(?:cost\w*|los[est]+|losses|worth|owes?|owed|damage|deficit|debts?|raised|spent|earn\w*|made"
    r"|paid)\b[^.;]{0,30}?"
    r"[$£€]\s?\d[\d,.]*\s?(?:million|billion|trillion|[mb]n)\b)"
    r"|(?P<people>\b(?:at least|more than|up to|about|around|nearly|almost|over|some|fewer than|an estimated)\s"
    r"(?:\d[\d,]*|a dozen|dozens|scores|hundreds|thousands|\w+teen|\w+ty|two|three|four|five|six|seven|eight|nine|ten"
    r"|eleven|twelve)(?:\s(?:of\s)?[a-z-]+){0,2}\s?(?:people|persons|civilians|soldiers|victims|children|women"
    r"|men|passengers|homes|houses|jobs|deaths|dead|wounded|injured|killed|killings|arrests|refugees|migrants|cases"
    r"|patients|residents|workers|rebels|militants|insurgents)\b)",
    re.IGNORECASE,
)
_POLL = re.compile(r"\b(?:polls?|polling|surveys?|surveyed|exit poll|study|census)\b", re.IGNORECASE)
_RECORD = re.compile(
    r"\b(?:margins?|delegates?|precincts?|primary|caucus\w*|votes?|voted|voters|voting|turnout|ballots?|tally"
    r"|views|yields?|stocks?|shares|interest rates?|index|climbed|closed"
    r"|referend\w+|goals?|points? (?:per"
    r"|a) game|elected|electoral|scored|beat|defeated)\b",
    re.IGNORECASE,
)
_NOT_A_COUNT = re.compile(
    r"\b(?:pledg\w+|promis\w+|vow\w*|propos\w+|sought|seeks?|would|will|rules?|laws?|requir\w+|unless|until|limit\w*"
    r"|caps?|threshold|target\w*|goals?|mandate\w*|aims?|plans?|planned|if|treaty)\b",
    re.IGNORECASE,
)
"""What is planned, pledged or laid down is no figure that somebody counted."""
_FILED = re.compile(r"\b(?:filings?|Federal Election Commission|FEC|analysis|tax returns?|disclosures?|records show)\b")
_CAUSE = re.compile(
    r"\b(?:(?:was|were|is|are|been|being)\s(?:\w+ly\s)?(?:caused|triggered|sparked|prompted|brought (?:on|about)|driven"
    r"|fuell?ed|provoked)\sby"
    r"|(?:was|were|is|are|been)\s(?:\w+ly\s)?(?:(?:due|owing) to(?= (?:the|a|an|its|their|his|her|poor|high|low"
    r"|heavy|strong"
    r"|bad|lack)\b)|the (?:direct )?result of|a (?:direct )?result of|(?:a|the) consequence of)|resulted from"
    r"|stems? from"
    r"|stemmed from|stemming from|(?:has |have |had )?(?:caused|triggered|sparked|provoked|contributed to)"
    r"|(?:is|are|was|were|most|been) blamed on)\b",
    re.IGNORECASE,
)
_NOT_A_CAUSE = re.compile(
    r"\b(?:idea|theory|suggest\w*|concerns?|challenges?|criticism|protests?|anger|interest|lawsuits?|rains?|storms?"
    r"|typhoon|hurricane|earthquake|flood\w*|stir|controvers\w+|outrage|uproar|debate|backlash|furor"
    r"|furore|speculation|reaction|if|would|could|might|may|whether|unless|not clear|unclear|unknown)\b|\?",
    re.IGNORECASE,
)
_ACCUSATION = re.compile(
    r"\b(?:(?:is|are|was|were|has been|have been|had been|been|being|stands?|stood)\s(?:\w+ly\s|also\s|long\s|now\s)?"
    r"(?:accused of|suspected of|blamed for|alleged to|rumou?red to|implicated in|(?:linked"
    r"|tied) to (?=[^.;]{0,40}\b(?:terror\w*|militants?|crimes?|criminals?"
    r"|killings?|murders?|attacks?|bombings?|fraud|corruption|gangs?|mafia|cartels?|al[- ]Qaid\w+|rebels|smuggl\w+)\b))"
    r"|\b(?:the|these|those|such) (?:accusations?|allegations?) (?:that|of (?!the\b))|alleged (?:role"
    r"|involvement|part|ties|links|abuse"
    r"|misconduct|fraud|corruption|crimes?|affair))\b",
    re.IGNORECASE,
)
_WHO_OR_NOT = re.compile(
    r"\bby\s+(?:the\s+|a\s+|an\s+)?(?:[A-Z]|prosecutors|police|authorities|officials"
    r"|opponents|rivals)"
)
_CHARGED = re.compile(r"\b(?:complaints?|indict\w*|charge[sd]?|lawsuits?|accus\w*|alleg\w*)\b", re.IGNORECASE)
_COURT = re.compile(r"\b(?:prosecut\w+|indict\w*|charged|trial|complaint|sued|lawsuit)\b", re.IGNORECASE)
_FAR = 5
"""How many sentences back a court case may stand that says who accuses."""
_NEVER = re.compile(
    r"\b(?:not|never|nobody|no one|none|n['’]t)\b[^,;]{0,30}$|\b(?:prosecutors|police"
    r"|authorities|detained|arrested)\b",
    re.IGNORECASE,
)


def _content(text: str) -> set[str]:
    """Return the content words of ``text``, cut to five letters so that forms of one word meet."""
    words = (w.casefold().replace("’", "'").removesuffix("'s") for w in _WORD.findall(text))
    return {w[:5] for w in words if w not in _SMALL and (len(w) > 2 or w.isdigit())}


def _headline_as_fact(audit: Audit, settings: Settings) -> Iterator[Hit]:
    for headline in audit.sentences:
        if headline.role != "headline" or _ATTRIBUTED_HEADLINE.search(headline.text) or _HEDGED.search(headline.text):
            continue
        wanted = _content(headline.text)
        if len(wanted) < settings["min_words"]:
            continue

        def covered(sentence: Sentence, wanted: set[str] = wanted) -> float:
            return len(wanted & _content(sentence.text)) / len(wanted)

        body = audit.counted
        behind = [s for s in attributed(audit) if covered(s) >= settings["overlap"]]
        on_its_own = max((covered(s) for s in body if s.label == UNATTRIBUTED), default=0.0)
        if not behind:
            continue
        best = max(behind, key=covered)
        known = " ".join((best.source or "", *(source.name for source in sources_of(audit, best))))
        names = {word[:5].casefold() for word in re.findall(r"[A-Z][\w’'-]+", known)}
        if on_its_own < settings["elsewhere"] and not names & wanted:
            who = show(best.source) if best.source else "a source"
            yield Hit(
                (headline.index, best.index), f"The headline states as a fact what the story has from {who} only."
            )


def _long_run(audit: Audit, settings: Settings) -> Iterator[Hit]:
    if special_form(audit) is not None:
        return
    run: list[Sentence] = []
    for sentence in (*audit.counted, None):
        if sentence is not None and sentence.label == UNATTRIBUTED:
            run.append(sentence)
            continue
        if len(run) >= settings["sentences"] and not _is_argued(audit, run):
            yield Hit(tuple(s.index for s in run), f"{times(len(run), 'sentence')} in a row rest on nobody.")
        run = []


def _is_argued(audit: Audit, run: Sequence[Sentence]) -> bool:
    """Tell whether the writer speaks in a voice of their own: in the first person, or on what ought to be done."""
    texts = [unquoted(audit, sentence) for sentence in run]
    if any(_I.search(text) for text in texts):
        return True
    return sum(_ARGUED.search(text) is not None for text in texts) >= _ARGUED_OFTEN


def _alone(body: Sequence[Sentence], place: int) -> bool:
    """Tell whether neither neighbour of ``body[place]`` rests on somebody."""
    return all(s.label == UNATTRIBUTED for s in body[max(0, place - 1) : place + 2])


def _number(audit: Audit, settings: Settings) -> Iterator[Hit]:
    body = audit.counted
    polled = _POLL.search(audit.article.text) is not None
    filed = _FILED.search(audit.article.text) is not None
    for place, sentence in enumerate(body):
        if sentence.label != UNATTRIBUTED:
            continue
        text = unquoted(audit, sentence)
        found = _NUMBER.search(text)
        if found and ((polled and found.lastgroup == "share") or (filed and found.lastgroup == "money")):
            continue
        if found and not _RECORD.search(text) and not _NOT_A_COUNT.search(text) and _alone(body, place):
            yield Hit((sentence.index,), f"The figure {show(found.group())} has no source.")


def _cause(audit: Audit, settings: Settings) -> Iterator[Hit]:
    for sentence in audit.counted:
        if sentence.label != UNATTRIBUTED:
            continue
        text = unquoted(audit, sentence)
        found = _CAUSE.search(text)
        if found and not _NOT_A_CAUSE.search(text):
            yield Hit((sentence.index,), f"A cause ({show(found.group())}) is given with no source.")


def _accusation(audit: Audit, settings: Settings) -> Iterator[Hit]:
    body = audit.counted
    for place, sentence in enumerate(body):
        if sentence.label != UNATTRIBUTED:
            continue
        text = unquoted(audit, sentence)
        found = _ACCUSATION.search(text)
        if not found or _WHO_OR_NOT.search(text[found.end() :]) or _NEVER.search(text[: found.start()]):
            continue
        if any(s.label != UNATTRIBUTED and _CHARGED.search(s.text) for s in body[max(0, place - 1) : place]):
            continue
        if any(_COURT.search(s.text) for s in body[max(0, place - _FAR) : place + 1]):
            continue
        yield Hit((sentence.index,), f"An accusation ({show(found.group())}) is made and nobody is said to make it.")


_MARKS = "“\"'‘«"
"""What opens a quotation; one that runs on from the sentence before has its speaker there."""


def _no_speaker(audit: Audit, settings: Settings) -> Iterator[Hit]:
    body = audit.counted
    for place, sentence in enumerate(body):
        if sentence.label != UNATTRIBUTED or (place and body[place - 1].text.rstrip().endswith(":")):
            continue
        pieces = [
            piece
            for piece in quoted(audit, sentence)
            if len(piece.split()) >= settings["min_words"] and piece[0] in _MARKS
        ]
        rest = unquoted(audit, sentence)
        if (
            pieces
            and len(rest.split()) <= settings["other_words"]
            and not re.search(r"\b(?:titled|called|entitled)\b", rest)
        ):
            yield Hit((sentence.index,), f"The quotation {show(pieces[0])} has no speaker.")


_TEN = "\n".join(
    f"U | | The bridge has {n} arches and a lamp on each of them." for n in ("two", "three", "four", "five", "six")
)

RULES: tuple[Rule, ...] = (
    Rule(
        code="SA301",
        name="headline-as-fact",
        level=WARNING,
        title="The headline states as fact what the story attributes",
        trigger="A headline of at least `min_words` content words has no sign of attribution or doubt, shares at least "
        "`overlap` of them with an attributed sentence, less than `elsewhere` with any unattributed one, and "
        "does not name "
        "the source.",
        advice="Carry the attribution into the headline, or confirm the claim and state it in the story too.",
        misses="Headlines that say the claim in other words; deeds of institutions that need no attribution (a "
        "charge, a "
        "ruling) can be flagged.",
        check=_headline_as_fact,
        examples=(
            fires(
                "X | headline | Ferry company hid engine faults for years\n\n"
                "NP | Mara Quill | The ferry company hid engine faults for years, the former mechanic Mara "
                "Quill said.\n"
                "U | | The ferry was built in 1961."
            ),
            fires(
                "X | headline | Smugglers killed harbour guard\n\n"
                "O | police | Smugglers killed the harbour guard on Monday night, police said.\nU | | The port "
                "was shut."
            ),
            fires(
                "X | headline | Mayor took money from quarry owner\n\n"
                "A1 | a clerk at the town hall | The mayor took money from a quarry owner, said a clerk at the "
                "town hall."
            ),
            silent(
                "X | headline | Ferry company hid engine faults, mechanic says\n\n"
                "NP | Mara Quill | The ferry company hid engine faults for years, the mechanic Mara Quill said."
            ),
            silent(
                "X | headline | Ferry company closes northern line\n\nU | | The ferry company closed its "
                "northern line on "
                "Monday.\nNP | Mara Quill | The line had lost money since it opened, Mara Quill said."
            ),
            silent(
                "X | headline | Ferry company “hid engine faults”\n\n"
                "NP | Mara Quill | The ferry company hid engine faults, Mara Quill said."
            ),
        ),
        settings={"min_words": 3, "overlap": 0.6, "elsewhere": 0.5},
        authorities=(REUTERS_BIAS,),
        experimental=True,
    ),
    Rule(
        code="SA302",
        name="long-unattributed-run",
        level=ADVICE,
        title="A long stretch rests on nobody",
        trigger="At least `sentences` sentences in a row are unattributed; headlines and furniture do not break the "
        "row.  Opinion, transcripts and live blogs, and stretches in which the writer argues (“I”, “we”, “should”), "
        "are "
        "left out.",
        advice="Say in the stretch where what it tells comes from, unless the reporter saw it or it is common "
        "knowledge.",
        misses="Stretches that one attributed sentence breaks; background that needs no source is flagged as well.",
        check=_long_run,
        examples=(
            fires(f"{_TEN}\n{_TEN}"),
            fires(f"NP | Mara Quill | Mara Quill said so.\n{_TEN}\nX | | Share this\n{_TEN}"),
            fires(f"{_TEN}\n\n{_TEN}\nU | | It is old."),
            silent(_TEN),
            silent(f"{_TEN}\nU | | I walked there as a child.\n{_TEN}"),
            silent(f"{_TEN}\nNP | Mara Quill | Mara Quill said so.\n{_TEN}"),
            silent(f"{_TEN}\nX | | Share this\nO | the council | It will be mended, the council said."),
        ),
        settings={"sentences": 10},
        authorities=(AP_ATTRIBUTION,),
        experimental=True,
    ),
    Rule(
        code="SA303",
        name="number-unattributed",
        level=ADVICE,
        title="A figure has no source",
        trigger="An unattributed sentence, with no attributed one beside it, gives a share, millions, a sum "
        "lost, spent or made, or "
        "an approximate number of people, homes or cases; votes, scores, what is pledged, planned or laid down, shares "
        "in stories about a poll and sums in stories about filings are left out.",
        advice="Say who counted or measured it and when.",
        misses="Bare counts (“twelve boats”), prices; shares in a story that mentions a poll or a study; "
        "figures whose source "
        "stands further away are flagged.",
        check=_number,
        examples=(
            fires("U | | About 40 percent of the town has no heating."),
            fires("U | | The bridge cost $3.4 million."),
            fires("U | | At least 30 people were killed in the landslide."),
            silent("O | the council | About 40 percent of the town has no heating, the council said."),
            silent("U | | The bridge was opened on 4 May 1911."),
            silent("U | | The yield on the bond fell to 1.4 percent."),
            silent("U | | The treaty will not take effect until 55 percent of the fleet has signed it."),
            silent(
                "NO | a Gull analysis | Boats cost more, a Gull analysis of filings finds.\nU | | One party is rich."
                "\nU | | It raised $3.4 million."
            ),
            silent(
                "O | the council | The council counted the boilers.\nU | | About 40 percent of the town has no heating."
            ),
            silent("NP | Mara Quill | “It cost $3.4 million,” Mara Quill said."),
        ),
        authorities=(AP_ATTRIBUTION, NPR_ATTRIBUTE),
        experimental=True,
    ),
    Rule(
        code="SA304",
        name="cause-unattributed",
        level=ADVICE,
        title="A cause is given with no source",
        trigger="An unattributed sentence says that something was caused, triggered or fuelled by something, or "
        "was its "
        "result, and does not say it as a possibility.",
        advice="Say who found the cause and how, or say that it is the reporter's own reading.",
        misses="Causes said with “because”, “after” or “amid”; reactions and weather are left out; history that nobody "
        "disputes is flagged.",
        check=_cause,
        examples=(
            fires("U | | The fire was caused by a fault in the wiring."),
            fires("U | | The strike triggered a shortage of bread."),
            fires("U | | The loss of ninety shops was the result of the new toll."),
            silent("O | the fire brigade | The fire was caused by a fault in the wiring, the fire brigade said."),
            silent("U | | It is not clear whether the fire was caused by a fault in the wiring."),
            silent("U | | The fire began at four."),
            silent("U | | The new rules have sparked concern among the crews."),
            silent("U | | The road was lost in a mudslide triggered by heavy rains."),
        ),
        authorities=(AP_ATTRIBUTION,),
        experimental=True,
    ),
    Rule(
        code="SA305",
        name="accusation-unattributed",
        level=WARNING,
        title="An accusation is made and nobody makes it",
        trigger="An unattributed sentence says in the passive or with a noun that somebody is accused, suspected, "
        "blamed or linked to a crime, and names no accuser; no attributed sentence right before tells of the charge, "
        "and "
        "none of the five before of a court case.",
        advice="Say who makes the accusation and where it was made, or leave it out.",
        misses="Accusations told as facts; accusers named further away are not looked for.",
        check=_accusation,
        examples=(
            fires("U | | The mayor has been accused of taking money from a quarry owner."),
            fires("U | | Dahl is suspected of having moved the buoys."),
            fires("U | | The allegations of fraud have followed the company for years."),
            silent("U | | The mayor was accused of theft by Tom Abel, a rival."),
            silent("NP | Tom Abel | Tom Abel said the mayor is suspected of theft."),
            silent("U | | The mayor took office in May."),
            silent("U | | Prosecutors have filed two counts.\nU | | Dahl is accused of having moved the buoys."),
            silent("U | | The fever has been linked to stale water."),
        ),
        authorities=(REUTERS_BIAS, AP_ATTRIBUTION),
    ),
    Rule(
        code="SA306",
        name="quotation-without-speaker",
        level=WARNING,
        title="A quotation has no speaker",
        trigger="An unattributed sentence consists of a quotation of at least `min_words` words, with at most "
        "`other_words` "
        "words around it.",
        advice="Say whose words these are, in this sentence or the one before.",
        misses="Short quotations; quotations inside longer sentences of the reporter's own; poems and slogans "
        "are flagged.",
        check=_no_speaker,
        examples=(
            fires("U | | The street was empty.\nU | | “Nobody told us that the water would come so soon.”"),
            fires("U | | “We will not leave this valley before the court has heard us.”"),
            fires("U | | And then: “The lamps were never lit in all those nights.”"),
            silent("NP | Mara Quill | “Nobody told us that the water would come so soon,” Mara Quill said."),
            silent("U | | They call it the “lamp road”."),
            silent("U | | The notice at the gate reads:\nU | | “Nobody may pass this gate after the lamps are lit.”"),
            silent(
                "NP | Mara Quill | Mara Quill wrote: “Nobody told us that the water would come.\n"
                "U | | It came at four in the morning, and then it stayed.”"
            ),
            silent(
                "U | | The song “A lamp upon the water for my love” was played from every tower while the boats "
                "went out to "
                "the sea and the crowd stood on the wall."
            ),
        ),
        settings={"min_words": 7, "other_words": 4},
        experimental=True,
    ),
)
