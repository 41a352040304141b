"""SA1xx: unnamed sources. Who they are, why they are not named, what they are used for, how much rests on them."""

import re
from collections.abc import Iterator, Sequence

from auditor.article import Audit, Sentence, Source
from auditor.labels import ANONYMOUS, UNATTRIBUTED
from auditor.rules.authorities import (
    AP_ANONYMOUS,
    BBC_ALLEGATIONS,
    BBC_IDENTIFY,
    GUARDIAN_ANONYMOUS,
    NPR_ATTRIBUTE,
    NPR_DESCRIBE,
    NPR_DONTS,
    NYT_SOURCES,
    REUTERS_SOURCING,
    REUTERS_TIPS,
    SPJ_ANONYMITY,
)
from auditor.rules.interface import ADVICE, WARNING, Hit, Rule, Settings, fires, silent
from auditor.rules.look import (
    acts_in_public,
    after_source,
    is_anonymous,
    is_pronoun,
    owns_source,
    percent,
    quoted,
    sentences_of,
    show,
    sources_of,
    states_terms,
    unquoted,
    word_count,
)
from auditor.summary import attributed
from auditor.withheld import gives_reason, is_explained

_COUNTS = (
    r"(?:a|an|the|one|another|other|some|several|many|most|multiple|numerous|various|few|two|three|four|five|six|both"
    r"|these|those|unnamed|anonymous|unidentified|certain)"
)
_PEOPLE = r"(?:sources?|insiders?|officials?|aides?|diplomats?)"
_BARE_PERSON = re.compile(rf"(?:{_COUNTS}\s+)*{_PEOPLE}", re.IGNORECASE)
_COLLECTIVE = re.compile(
    rf"(?:(?:{_COUNTS}|his|her|their|its|media|news|press|published|recent|latest|local"
    r"|opinion)\s+)*"
    r"(?:experts?|critics|analysts?|observers|opponents|supporters|sceptics|skeptics|historians|scholars|economists"
    r"|commentators|pundits|campaigners|activists|detractors|proponents|advocates|watchers|scientists|researchers"
    r"|reports|studies|polls|polling|surveys|forecasters|rumou?rs|some|many|others|most"
    r"|doubters|observers)",
    re.IGNORECASE,
)
_DESCRIBED_AFTER = re.compile(
    r"[\s,]*(?:in|at|from|with|of|on|for|to|who|whose|close|familiar|briefed|involved|inside|within|near"
    r"|working|like|such"
    r"|including|around|across|there|here|speaking|interviewed|surveyed|polled|monitoring|investigating|aware)\b",
    re.IGNORECASE,
)
_DEFINITE = re.compile(r"(?:the|that|this|those|these)\b", re.IGNORECASE)
_INSIDER = re.compile(
    r"\b(?:sources?|insiders?|officials?|diplomats?|aides?|advis[eo]rs?|senators?|donors?"
    r"|(?:people|persons?) (?:close|familiar|briefed|involved|with|who|in)|executives?|employees?|staffers?"
    r"|operatives?|lawmakers?|envoys?|envoy"
    r"|officers?|agents?|bankers?|strategists?|colleagues?|confidants?|delegates?|negotiators?)\b",
    re.IGNORECASE,
)
_HARSH = (
    r"(?:disgrac\w*|liars?|lying|incompeten\w+|corrupt|stupid\w*|idiot\w*|fools?|foolish\w*|clueless|laughable|laughing"
    r" stock|a joke|pathetic\w*|cowards?|cowardly|dishonest\w*|racists?|bigot\w*|bull(?:y|ies)|crazy|insane|insanity"
    r"|unhinged|reckless\w*|arrogan\w+|toxic|hypocri\w+|ridiculous\w*|absurd\w*|nonsense|terrible|awful|horrible"
    r"|horrific|worst|embarrass\w*|shameful\w*|outrageous\w*|betray\w*|thugs?|crooks?|crooked|evil|vile|despicable"
    r"|selfish\w*|useless|hopeless\w*|amateur\w*|circus|brilliant\w*|wonderful\w*|amazing\w*|fantastic\w*|genius"
    r"|dumb\w*|moron\w*|lunatic\w*|clowns?|sleazy|gutless|spineless|unfit|disaster|disastrous\w*|nightmare"
    r"|a mess|sad|sadly|stunning\w*|shocking\w*|scary|weird|bizarre|unfair\w*"
    r"|dangerous\w*|mistakes?|bad|badly|worse|best|awesome|terrific|deserves?"
    r"|hates?(?! crimes?)|loves?|don['’]t care|doesn['’]t care|rude\w*|cruel\w*|poisonous|chaos"
    r"|chaotic|poor|poorly|weak|lazy|greedy|fantasy|fiction|silly|mad|heartbreaking|gutted|thrilled)"
)
_JUDGEMENT = re.compile(rf"\b{_HARSH}\b", re.IGNORECASE)
_CALLED = re.compile(
    rf"\b(?:call|calls|called|calling|describ\w+|dismiss\w+|denounc\w+|brand\w*|mock\w*)\b[^.;]{{0,30}}\b{_HARSH}\b",
    re.IGNORECASE,
)
_PAPERS = re.compile(r"(?:reports|studies|polls|polling|surveys|rumou?rs)$", re.IGNORECASE)
_WITNESS = re.compile(
    r"\b(?:witness(?:es)?|survivors?|residents?|neighbou?rs?|doctors?|medics?|workers?|soldiers?|pilots?|guards?"
    r"|nurses?"
    r"|clerks?|builders?|miners?|divers?|experts?|analysts?|critics|engineers?|scientists?|m[ae]n|wom[ae]n|person"
    r"|people"
    r"|students?|friends?|relatives?|negotiators?|members?)\b",
    re.IGNORECASE,
)
_REFERS_BACK = re.compile(r"(?:some|others?|many|most)", re.IGNORECASE)
"""Words for a group that the sentence before may have named."""
_NOT_TO_US = re.compile(
    r"\b(?:told|informed|assured|asked|warned) (?:him|her|them)\b|\b(?:have|has|had) (?:vowed|pledged|promised)\b",
    re.IGNORECASE,
)
"""What was said to somebody in the story, or as a pledge in public, was not told to the reporter in confidence."""
_NAMED_AFTER = re.compile(r"[^.;]{0,60}?,?\s+(?:[A-Z][\w.’'-]+\s+){1,2}[A-Z][\w’'-]+,?\s+as\b")
_FOR_ALL = re.compile(
    r"\b(?:others?|people|officials|sources|those)\b[^.;]{0,30}\b(?:in|for) this (?:story|article|report|account)\b"
    r"|\b(?:all|most|many) of (?:them|those|whom|the people|the officials|the sources)\b|\bnone of (?:them|whom)\b"
    r"|\b(?:all|like (?:many|most|all|the) (?:of |others?)?)\b[^.;]{0,40}\b(?:spoke|insisted|requested|asked"
    r"|granted)\b",
    re.IGNORECASE,
)
"""Words by which one statement of terms covers several sources of a story."""
_HEADLINE_ANONYMOUS = re.compile(
    r"\b(?:sources?|insiders?|officials?|aides?|experts|critics|witness(?:es)?|people familiar)"
    r"(?:\s+(?:say|says|said|claim\w*|tell|tells|told|warn\w*|fear\w*|suggest\w*|reveal\w*)\b|\s*$)"
    r"|\breports? say\b|[-–—,:]\s*reports? says\b"
    r"|^(?:sources?|reports|insiders?|officials?)\s*:|[-–—,:]\s*(?:sources?|reports|officials?|insiders?)\.?$",
    re.IGNORECASE,
)
_CITING = re.compile(
    r"\b(?:citing|quoting|quoted|cited|citing what)\b[^.;:“”\"]{0,50}?"
    r"\b(?:sources?|officials?|people|persons?|insiders?|diplomats?|aides?|advis[eo]rs?|executives?|someone)\b"
    r"(?-i:(?!,?\s+[A-Z][a-z]+ [A-Z]))",
    re.IGNORECASE,
)


def _bare(words: str | None, what: re.Pattern[str]) -> bool:
    return words is not None and what.fullmatch(" ".join(words.split()).strip(",.;:")) is not None


def _of_kind(audit: Audit, what: re.Pattern[str]) -> Iterator[tuple[str, tuple[Sentence, ...]]]:
    """Yield the first wording of each unnamed source whose every wording fits ``what``, and its sentences."""
    for source in audit.sources:
        if not is_anonymous(source) or not _bare(source.name, what) or source.explained:
            continue
        here = tuple(s for s in sentences_of(audit, source) if s.label == ANONYMOUS)
        own = [s for s in here if owns_source(s)]
        if not own or not all(_bare(s.source, what) for s in own) or _DEFINITE.match(own[0].source or ""):
            continue
        if any(_DESCRIBED_AFTER.match(after_source(s)) or states_terms(s.text) or s.code == "A2" for s in own):
            continue
        if not _described_before(audit, source, own[0]):
            yield own[0].source or source.name, here


def _described_before(audit: Audit, source: Source, first: Sentence) -> bool:
    """Tell whether an earlier unnamed source goes by the same noun and more words: "Afghan officials", "officials"."""
    noun = source.name.split()[-1].casefold().rstrip("s")
    return any(
        other.id != source.id
        and is_anonymous(other)
        and len(other.name.split()) > 1
        and other.sentences[:1] < (first.index,)
        and any(word.casefold().rstrip("s") == noun for word in other.name.split())
        and not _bare(other.name, _BARE_PERSON)
        and not _bare(other.name, _COLLECTIVE)
        for other in audit.sources
    )


def _undescribed(audit: Audit, settings: Settings) -> Iterator[Hit]:
    for words, here in _of_kind(audit, _BARE_PERSON):
        yield Hit(tuple(s.index for s in here), f"{show(words)} is all that the reader learns of this source.")


def _collective(audit: Audit, settings: Settings) -> Iterator[Hit]:
    body = audit.counted
    places = {s.index: n for n, s in enumerate(body)}
    for words, here in _of_kind(audit, _COLLECTIVE):
        if _PAPERS.search(words):
            yield Hit(tuple(s.index for s in here), f"{show(words)}: which ones is not said.")
            continue
        alone = tuple(s.index for s in here if not _exemplified(body, places[s.index], words))
        if alone:
            yield Hit(alone, f"{show(words)}: neither who they are nor how many is said.")


def _exemplified(body: Sequence[Sentence], place: int, words: str) -> bool:
    """Tell whether a person with a name speaks for the collective right after it, or the text before may name it."""
    before = body[place - 1].paragraph if place else None
    if _REFERS_BACK.fullmatch(words.strip()) and before == body[place].paragraph:
        return True
    return place + 1 < len(body) and body[place + 1].code == "NP"


def _unexplained(audit: Audit, settings: Settings) -> Iterator[Hit]:
    if any(_FOR_ALL.search(s.text) and states_terms(s.text) for s in audit.counted):
        return
    for source in audit.sources:
        if not is_anonymous(source) or is_explained(source) or not _INSIDER.search(source.name):
            continue
        if acts_in_public(source.name):
            continue
        here = [s for s in sentences_of(audit, source) if s.label == ANONYMOUS and not _NOT_TO_US.search(s.text)]
        near = {i for s in here for i in (s.index - 1, s.index, s.index + 1) if 0 <= i < len(audit.sentences)}
        terms = [audit.sentences[i].text for i in near if states_terms(audit.sentences[i].text)]
        if not here or any(map(gives_reason, terms)) or (terms and not source.explained):
            continue
        if word_count(here) >= settings["min_words"]:
            words = next((s.source for s in here if owns_source(s) and s.source and not is_pronoun(s.source)), None)
            only = f", only terms ({show(source.explained)})" if source.explained else ""
            yield Hit(
                tuple(s.index for s in here),
                f"No reason is given for leaving {show(words or source.name)} unnamed{only}.",
            )


def _opinion(audit: Audit, settings: Settings) -> Iterator[Hit]:
    for sentence in audit.counted:
        if sentence.label != ANONYMOUS:
            continue
        found = next((m for m in map(_JUDGEMENT.search, quoted(audit, sentence)) if m), None)
        found = found or _CALLED.search(unquoted(audit, sentence))
        if found:
            yield Hit((sentence.index,), f"An unnamed source passes judgement ({show(found.group())}).")


def _rests_on_one(audit: Audit, settings: Settings) -> Iterator[Hit]:
    here = attributed(audit)
    if len(here) < settings["min_sentences"]:
        return
    for source in audit.sources:
        one = source.kind in ("unnamed person", "unnamed group") and not acts_in_public(source.name)
        one = one and len(source.sentences) > 1 and not _bare(source.name, _COLLECTIVE)
        if one and not is_pronoun(source.name) and source.share >= settings["share"]:
            words = percent(source.share)
            yield Hit(
                source.sentences,
                f"One unnamed source, {show(source.name)}, carries {words} of the attributed words.",
            )


def _up_top(audit: Audit, settings: Settings) -> Iterator[Hit]:
    for sentence in audit.sentences:
        if sentence.role == "headline" and _HEADLINE_ANONYMOUS.search(sentence.text):
            yield Hit((sentence.index,), "The headline rests on an unnamed source.")
    body = audit.counted
    if not body:
        return
    first = [s for s in body if s.paragraph == body[0].paragraph][: int(settings["sentences"])]
    unnamed = [s for s in first if s.label == ANONYMOUS and not is_pronoun(s.source or "")]
    resting = [s for s in first if s.label != UNATTRIBUTED]
    if unnamed and resting[0] == unnamed[0] and _could_be_named(_name_of(audit, unnamed[0])):
        who = next((source.name for source in sources_of(audit, unnamed[0])), unnamed[0].source)
        yield Hit(
            tuple(s.index for s in unnamed),
            f"The story opens on an unnamed source{f' ({show(who)})' if who else ''}.",
        )


def _second_hand(audit: Audit, settings: Settings) -> Iterator[Hit]:
    seen = set[int]()
    for source in audit.sources:
        for relay in source.relays:
            # Unnamed people who "told" an outlet may have told the one that publishes the story.
            sentence = audit.sentences[relay.sentence]
            if relay.anonymous and relay.sentence not in seen and sentence.label != ANONYMOUS:
                seen.add(relay.sentence)
                if _NAMED_AFTER.match(sentence.text.partition(relay.origin)[2]):
                    continue
                outlet = source.name if is_pronoun(relay.outlet) else relay.outlet
                yield Hit(
                    (relay.sentence,),
                    f"{show(outlet)} passes on what unnamed people said ({show(relay.origin)}).",
                )
    for sentence in attributed(audit):
        if sentence.index in seen or sentence.label == ANONYMOUS:
            continue
        found = _CITING.search(unquoted(audit, sentence))
        if found and sentence.source:
            yield Hit(
                (sentence.index,),
                f"{show(sentence.source)} passes on what unnamed people said ({show(found.group())}).",
            )


def _majority(audit: Audit, settings: Settings) -> Iterator[Hit]:
    here = attributed(audit)
    unnamed = [s for s in here if s.label == ANONYMOUS and _could_be_named(_name_of(audit, s))]
    if len(here) < settings["min_sentences"] or not unnamed:
        return
    share = word_count(unnamed) / word_count(here)
    if share > settings["share"]:
        yield Hit((), f"Unnamed sources carry {percent(share)} of the attributed words.")


def _could_be_named(words: str) -> bool:
    """Tell whether ``words`` are people who could be named: insiders and witnesses, no crowd, body, tape or paper."""
    return not acts_in_public(words) and bool(_INSIDER.search(words) or _WITNESS.search(words))


def _name_of(audit: Audit, sentence: Sentence) -> str:
    known = next((source.name for source in sources_of(audit, sentence)), sentence.source)
    return known or sentence.text


RULES: tuple[Rule, ...] = (
    Rule(
        code="SA101",
        name="anonymous-undescribed",
        level=WARNING,
        title="An unnamed source is not described",
        trigger="A sentence rests on people whom the article calls nothing but a source, an official, an aide and the "
        "like, without place, rank, employer or connection, here or anywhere else.",
        advice="Say as much as can be said safely: where the source works, how it knows, whose side it is on.",
        misses="Descriptions that say little (“a senior source”); unnamed people called by other nouns; a description "
        "that stands far from the source.",
        check=_undescribed,
        examples=(
            fires(
                "A0 | A source | A source said the ferry company will close its northern line.\nU | | It "
                "opened in 1961."
            ),
            fires("A0 | officials | Talks on the bridge have failed, officials said on Monday."),
            fires("U | | The harbour was shut.\nA0 | insiders | The money is gone, insiders say."),
            silent("A1 | A source at the ferry company | A source at the ferry company said the line will close."),
            silent("A1 | Two harbour officials | Two harbour officials said the talks had failed."),
            silent(
                "A1 | a diplomat close to the talks | The talks failed, said a diplomat close to the talks.\n"
                "A1 | The diplomat | The diplomat added that nobody was surprised."
            ),
            silent("NP | Mara Quill | Mara Quill, an official of the port, said the talks had failed."),
        ),
        authorities=(NPR_DESCRIBE, GUARDIAN_ANONYMOUS, BBC_IDENTIFY),
    ),
    Rule(
        code="SA102",
        name="anonymity-unexplained",
        level=WARNING,
        title="The article never says why a source is unnamed",
        trigger="Somebody who speaks as an insider (a source, an official, an aide, a colleague …) in at least "
        "`min_words` words is unnamed, and neither these sentences nor their neighbours say why.  That somebody asked "
        "not to be named is no reason, but terms in a neighbouring sentence count as one.  What was told to somebody "
        "in the story or pledged in public is left out, and so are bodies such as senators.",
        advice="Say in a few words why the name is withheld, or get the name.",
        misses="A reason given elsewhere for several sources at once; unnamed people who are no insiders (residents, "
        "critics); reasons in unusual words.",
        check=_unexplained,
        examples=(
            fires("A1 | a senior port official | The crane was never tested, a senior port official said."),
            fires(
                "A1 | Two aides to the mayor | Two aides to the mayor said she will resign.\nU | | She took "
                "office in May."
            ),
            fires("A0 | a source | “Nobody asked us,” a source said."),
            fires(
                "A2 | a senior port official | The crane was never tested, said a senior port official, who "
                "asked not to be named."
            ),
            silent(
                "A2 | a senior port official | The crane was never tested, said a senior port official, who "
                "asked not to be "
                "named because he fears for his job."
            ),
            silent(
                "A1 | Two aides to the mayor | Two aides to the mayor said she will resign.\n"
                "A2 | They | They spoke on condition of anonymity because the decision is not public."
            ),
            silent(
                "A1 | a port official | The crane was never tested, a port official said.\nU | | It is red.\n"
                "A2 | Two pilots | Two pilots, who like others in this story were granted anonymity, said so, too."
            ),
            silent("A1 | residents of Gull Street | The noise began at four, residents of Gull Street said."),
            silent("NP | Tom Abel | Tom Abel, an aide to the mayor, said she will resign."),
            silent("A1 | port officials | He was held all night, and port officials told him that he had no papers."),
        ),
        settings={"min_words": 5},
        authorities=(SPJ_ANONYMITY, NPR_DONTS, AP_ANONYMOUS, NYT_SOURCES),
    ),
    Rule(
        code="SA103",
        name="anonymous-opinion",
        level=WARNING,
        title="An unnamed source attacks, praises or gives an opinion",
        trigger="A sentence that rests on an unnamed source holds a word of judgement, blame or praise in "
        "quotation marks, or "
        "says that the source called something by such a word.",
        advice="Let unnamed sources give facts; ask for a name behind the judgement, or cut it.",
        misses="Judgements in other words, irony, speculation; a judgement that the source only reports of another.",
        check=_opinion,
        examples=(
            fires("A1 | a former colleague | “He is a liar,” said a former colleague."),
            fires("A1 | One aide | One aide called the plan a disaster."),
            fires("A0 | Critics | “The mayor is incompetent,” critics say."),
            silent("A1 | a former colleague | He left the office at nine, said a former colleague."),
            silent("NP | Mara Quill | “He is a liar,” said Mara Quill."),
            silent("A1 | a senior port official | The crane was tested twice, a senior port official said."),
        ),
        authorities=(NPR_DONTS, AP_ANONYMOUS, GUARDIAN_ANONYMOUS),
        experimental=True,
    ),
    Rule(
        code="SA104",
        name="rests-on-one-anonymous",
        level=WARNING,
        title="The story rests on one unnamed source",
        trigger="One unnamed source, a person or people who are quoted as one, carries at least `share` of "
        "the attributed words of an article with at least `min_sentences` attributed sentences.",
        advice="Find a second source or a document, or have a senior editor weigh whether the story can run.",
        misses="Two unnamed sources who repeat a third; one source in several wordings.",
        check=_rests_on_one,
        examples=(
            fires(
                "A1 | a clerk at the mint | The coins are short in weight, said a clerk at the mint.\n"
                "A1 | The clerk | The clerk said the fault was found in March and hidden since.\n"
                "A1 | the clerk | “We were told to keep quiet,” the clerk said."
            ),
            fires(
                "A1 | a nurse at the clinic | Two wards have no heating, a nurse at the clinic said.\n"
                "A1 | She | She said the boiler broke in autumn and was never mended.\n"
                "A1 | she | Patients sleep in their coats, she said.\nO | The ministry | The ministry said it "
                "would look."
            ),
            fires(
                "A1 | one of the divers | The wreck lies deeper than reported, said one of the divers.\n"
                "A1 | The diver | The diver said the hull was open on both sides.\n"
                "A1 | the diver | Nobody has been down since, the diver said."
            ),
            fires(
                "A1 | two pilots of the port | The buoys are dark, two pilots of the port said.\n"
                "A1 | The pilots | The pilots said no lamp was changed since the spring of last year.\n"
                "O | The ministry | The ministry said it would look."
            ),
            silent(
                "A1 | a clerk at the mint | The coins are short in weight, said a clerk at the mint.\n"
                "NP | Ines Dahl | Ines Dahl, the head of the mint, said every coin is weighed twice before it leaves.\n"
                "NP | Dahl | “We have found no short coin in nine years of tests,” Dahl said."
            ),
            silent("A1 | a clerk at the mint | The coins are short in weight, said a clerk at the mint."),
            silent(
                "NP | Ines Dahl | The coins are short in weight, said Ines Dahl.\nNP | Dahl | Dahl said it was "
                "found in "
                "March.\nNP | she | “We kept quiet,” she said."
            ),
        ),
        settings={"share": 0.5, "min_sentences": 3},
        authorities=(BBC_ALLEGATIONS, REUTERS_TIPS),
    ),
    Rule(
        code="SA105",
        name="anonymous-up-top",
        level=WARNING,
        title="The headline or the opening rests on an unnamed source",
        trigger="A headline gives unnamed people or reports as its source, or of the first `sentences` sentences of "
        "the first paragraph the first that rests on anybody rests on unnamed insiders or witnesses.",
        advice="Open on what can be checked or on a source with a name, and bring the unnamed one further down.",
        misses="Headlines that hide the source altogether; a second paragraph that is the true opening.",
        check=_up_top,
        examples=(
            fires(
                "X | headline | Ferry line to close, sources say\n\nNP | Mara Quill | The line will close, said "
                "Mara Quill."
            ),
            fires("A1 | two people who saw the plan | The line will close, two people who saw the plan said."),
            fires("A0 | Experts | Experts say the river will rise again.\n\nU | | It rose in May."),
            silent(
                "NP | Mara Quill | The line will close, said Mara Quill.\n\n"
                "A1 | two people who saw the plan | No date is set, two people who saw the plan said."
            ),
            silent(
                "X | headline | Ferry line to close, Quill says\n\nNP | Mara Quill | It will close, said Mara Quill."
            ),
            silent("A0 | Analysis | Analysis shows that the line loses money."),
            silent("A1 | Hundreds of protesters | Hundreds of protesters demanded that the line stay open."),
            silent(
                "O | Police in Gull Bay | Police in Gull Bay said the ferry had sunk.\nA0 | Officials | Officials "
                "said nobody was lost."
            ),
            silent("U | | The ferry was late.\n\nA0 | a source | It will close, a source said."),
        ),
        settings={"sentences": 2},
    ),
    Rule(
        code="SA106",
        name="anonymous-second-hand",
        level=WARNING,
        title="Unnamed people are quoted at second hand",
        trigger="A named outlet or person passes on what unnamed people said (“citing two officials”).",
        advice="Reach the unnamed people yourself or a source of your own; else say plainly that you could not.",
        misses="Outlets whose unnamed sources the article does not mention; chains over more than one sentence.",
        check=_second_hand,
        examples=(
            fires("NO | The Harbour Times | The Harbour Times, citing two officials, said the line will close."),
            fires("NO | the Gull Herald | The line will close, the Gull Herald reported, quoting unnamed sources."),
            fires(
                "NO | Radio Estuary | Citing people familiar with the plan, Radio Estuary reported that the "
                "line will close."
            ),
            silent(
                "NO | The Harbour Times | The Harbour Times, citing a letter from the owner, said the line will close."
            ),
            silent("A1 | two officials of the port | The line will close, two officials of the port said."),
            silent("NP | Mara Quill | Mara Quill told the Harbour Times that the line will close."),
            silent(
                "NO | The Harbour Times | The Harbour Times quotes a port official, Mara Quill, as saying that the "
                "line will close."
            ),
        ),
        authorities=(NPR_ATTRIBUTE,),
    ),
    Rule(
        code="SA107",
        name="anonymous-majority",
        level=WARNING,
        title="Most of what is attributed rests on unnamed sources",
        trigger="Unnamed insiders, witnesses and the like carry more than `share` of the attributed words of an "
        "article with at least "
        "`min_sentences` attributed sentences.",
        advice="Look for somebody who says it on the record, or for a document; an unnamed source is the weakest.",
        misses="Unnamed sources that stand behind a named outlet; crowds, bodies, media and tapes do not count.",
        check=_majority,
        examples=(
            fires(
                "A1 | two pilots of the port | The buoys are dark, two pilots of the port said.\n"
                "A1 | one of them | “We steer by the church,” one of them said.\n"
                "A1 | a port official | No money is left for lamps, a port official said.\n"
                "O | The ministry | The ministry said it would look."
            ),
            fires(
                "A0 | experts | The river will rise, experts say.\nA0 | Critics | Critics say the wall is too low.\n"
                "A1 | a builder | “I warned them,” said a builder.\nA1 | Residents | Residents say they were not asked."
            ),
            fires(
                "A1 | a guard at the mine | The lift was stopped twice, a guard at the mine said.\n"
                "A1 | a second guard | It shook all night, a second guard said.\n"
                "NP | Ines Dahl | Ines Dahl denied it.\nA1 | a miner | “We heard it,” a miner said."
            ),
            silent(
                "A1 | two pilots of the port | The buoys are dark, two pilots of the port said.\n"
                "NP | Mara Quill | Mara Quill, who runs the port, said every lamp was changed in spring and "
                "works well.\n"
                "NP | Quill | “I have seen them from my window every night,” Quill said.\n"
                "O | The ministry | The ministry said that it had inspected all the buoys in the estuary in June."
            ),
            silent("A0 | experts | The river will rise, experts say.\nU | | It rose in May."),
            silent(
                "A1 | State media | State media foretold a great win.\nA1 | Newspapers | Newspapers said 90 percent "
                "voted.\nA1 | State media | State media showed the crowds.\nO | the council | It counts, the council "
                "said."
            ),
            silent(
                "NP | Ines Dahl | The lift is safe, said Ines Dahl.\nNP | Dahl | Dahl said so twice.\n"
                "NP | she | “It is new,” she said.\nNP | She | She has seen the papers, she said."
            ),
        ),
        settings={"share": 0.5, "min_sentences": 4},
        authorities=(REUTERS_SOURCING,),
    ),
    Rule(
        code="SA108",
        name="vague-collective",
        level=ADVICE,
        title="A vague collective speaks",
        trigger="A sentence rests on experts, critics, analysts, some, reports, studies and the like, with nothing "
        "that tells who or how many they are, and no person with a name speaks in the sentence after it.",
        advice="Name one of them, or say who they are and how many were asked; else drop the claim.",
        misses="“Some” and “others” inside a paragraph, which may refer back; collectives with an adjective that "
        "tells little (“many political experts”); “it is widely thought”.",
        check=_collective,
        examples=(
            fires("A0 | Experts | Experts say the river will rise again."),
            fires("A0 | reports | The pilot had been ill for weeks, reports say."),
            fires("A0 | Critics | Critics argue that the wall is too low."),
            silent("A1 | Three engineers of the river board | Three engineers of the river board say it will rise."),
            silent("A1 | experts at the river board | The wall is too low, according to experts at the river board."),
            silent("NP | Ines Dahl | Ines Dahl, an expert on rivers, says the wall is too low."),
            silent(
                "A0 | Analysts | Analysts say the wall is too low.\nNP | Ines Dahl | “It will not last,” said Ines "
                "Dahl, who builds walls."
            ),
            silent("U | | The owners disagree.\nA0 | Others | Others say the wall is worth far more."),
        ),
        authorities=(NPR_ATTRIBUTE,),
    ),
)
