"""SA2xx: who is heard. How many voices there are, whose they are, who is missing."""

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from auditor.article import Audit, Source
from auditor.labels import ANONYMOUS, NAMED, OFFICIAL
from auditor.rules.accused import unanswered
from auditor.rules.authorities import (
    BBC_GATHERING,
    BBC_IDENTIFY,
    BBC_REPLY,
    NPR_ATTRIBUTE,
    NPR_FAIRNESS,
    REUTERS_BIAS,
    REUTERS_SOURCING,
    REUTERS_TIPS,
    SPJ_RESPONSE,
)
from auditor.rules.interface import ADVICE, WARNING, Check, Hit, Rule, Settings, fires, silent
from auditor.rules.look import PERSON, percent, show, unquoted, word_count
from auditor.sources.gazetteer import is_outlet
from auditor.sources.role_words import word_set
from auditor.sources.state_media import (
    SHIPPED,
    StateMedia,
    StateOutlet,
    is_called_state_run,
    load_state_media,
    wordings,
)
from auditor.summary import attributed

_SAYING = word_set(
    "said says say told tells by to with from and or but of as for adds added asked that when where like against"
)
_OPENING = word_set(
    """
    After Although And As At Because Before Both But By Even For From Here How However If In Like Meanwhile On Once Only
    Or Since So Still That Then Though To Until What When Where Whereas While Why With Yet
    """
)
"""Words that can stand before a name at the beginning of a sentence without saying who it is."""
_NO_OUTLET = re.compile(
    r"\b(?:group|organi[sz]ation|campaign|company|union|poll|survey|association|linked)\b", re.IGNORECASE
)
_OWN_MATTER = re.compile(
    r"\bannounced\b|\b(?:the|in a) statement\b|\bthe company (?:said|says)\b"
    r"|\b(?:analysis|tally|review|count) (?:by|of|from)\b|['’]s? (?:own )?(?:analysis|tally|review)\b"
    r"|\ban? [A-Z][\w.]+(?: [A-Z]\w+)? analysis\b"
    r"|\b(?:its|their) (?:own )?(?:correspondents?|reporters?|journalists?|photographers?|offices?|staff|editors?)\b",
)
"""An outlet's own count, which the story may have made itself, and what an outlet says of itself and its people."""
_OTHER_MEDIA = re.compile(r"\b(?:news agencies|newspapers|news organi[sz]ations|wire services|foreign media)\b", re.I)
_PASSES_ON = re.compile(r"\s(?:quot(?:es|ed)|cit(?:es|ed)|report(?:s|ed)|carried)\b")
_PASSED_ON = re.compile(rf"(?P<outlet>[^,;:.“”\"]{{2,60}}?){_PASSES_ON.pattern}")


def _linked(audit: Audit) -> bool:
    """Tell whether every attributed sentence is linked to a source of the register."""
    return all(sentence.source_ids for sentence in attributed(audit))


def _is_government(source: Source) -> bool:
    return source.government == "yes" or (source.label == OFFICIAL and source.government != "no")


def _government_only(audit: Audit, settings: Settings) -> Iterator[Hit]:
    here = attributed(audit)
    if len(here) < settings["min_sentences"] or len(audit.sources) < 2 or not _linked(audit):
        return
    if all(map(_is_government, audit.sources)):
        yield Hit(
            (), f"All {len(here)} attributed sentences rest on governments, their bodies or holders of public office."
        )


def _dominant(audit: Audit, settings: Settings) -> Iterator[Hit]:
    if len(attributed(audit)) < settings["min_sentences"] or len(audit.sources) < 2:
        return
    for source in audit.sources:
        alike = any(_surname(other) == _surname(source) and other.id != source.id for other in audit.sources)
        if source.kind == "document" or not _is_name(source.name) or (source.kind == PERSON and alike):
            continue
        if source.share > settings["share"] and len(source.sentences) > 1:
            yield Hit(source.sentences, f"{show(source.name)} carries {percent(source.share)} of the attributed words.")


def _is_name(words: str) -> bool:
    """Tell whether ``words`` read like a name and not like a headline's capitals or a lone article."""
    return words.casefold() not in ("a", "an", "the") and not (words.isupper() and len(words.split()) > 2)


def _surname(source: Source) -> str | None:
    """Return the last word of a person's name; two persons who share it are easily taken for one another."""
    return source.name.split()[-1].casefold() if source.kind == PERSON and source.name.split() else None


def _single(audit: Audit, settings: Settings) -> Iterator[Hit]:
    here = attributed(audit)
    if len(here) >= settings["min_sentences"] and len(audit.sources) == 1 and _linked(audit):
        (source,) = audit.sources
        yield Hit((), f"All {len(here)} attributed sentences rest on one source, {show(source.name)}.")


def _no_named_human(audit: Audit, settings: Settings) -> Iterator[Hit]:
    here = attributed(audit)
    if len(here) < settings["min_sentences"]:
        return
    if any(s.code == "NP" for s in here) or any(s.kind == PERSON and s.label != ANONYMOUS for s in audit.sources):
        return
    yield Hit((), f"None of the {len(here)} attributed sentences rests on a person with a name.")


def _no_response(audit: Audit, settings: Settings) -> Iterator[Hit]:
    for accusation in unanswered(audit, int(settings["near"])):
        yield Hit(
            accusation.sentences,
            f"{show(accusation.name)} is accused, gives no answer here and is not said to have been asked.",
        )


def _described(text: str, name: str) -> bool:
    """Tell whether ``text`` says anywhere who ``name`` is: a title before it, an apposition or "is" after it."""
    last = name.split()[-1]
    for found in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text):
        before = text[max(0, found.start() - 60) : found.start()]
        word = before.rstrip(" \t").rsplit(None, 1)[-1] if before.strip() and not before.endswith("\n") else ""
        told = word.casefold() not in _SAYING and word not in _OPENING
        if told and before.endswith(" ") and re.fullmatch(r"[A-Za-z][\w.’'/-]*", word):
            return True
        if re.search(r"(?:[a-z][\w’'-]*|\)),\s$", before) and re.search(
            r"\b(?:an?|the|his|her|its|their)\s[^.,]*,\s$", before
        ):
            return True
    after = (
        r"(?:,\s+(?:\d|an?\b|the\b|who\b|whose\b|his\b|her\b|its\b|of\b|from\b|then\b|now\b|also\b|formerly\b"
        r"|[a-z]+(?:ing|ed|or|er|ist|an)\b"
        r"|[A-Z][\w’'-]+['’]s\s|(?:[a-z-]+\s){0,3}(?:of|at|for|in|with)\b|[A-Z]\w+\s(?:of|for|at)\b)"
        r"|\s+(?:is|was|became|serves?|served|works?|worked|runs?|ran|leads?|led|heads?|headed|of\s|at\s|from\s"
        r"|\(|teaches)"
        r"|\s+[-–—]\s+(?:an?|the|who)\b)"
    )
    for found in re.finditer(rf"(?<![\w-]){re.escape(last)}{after}", text):
        if not re.search(r"\b[Aa]ccording to\s+(?:\S+\s+){0,2}$", text[max(0, found.start() - 60) : found.start()]):
            return True
    return False


def _not_described(audit: Audit, settings: Settings) -> Iterator[Hit]:
    text = audit.article.text
    for source in audit.sources:
        if source.kind != PERSON or source.label == ANONYMOUS or source.role or len(source.name.split()) not in (2, 3):
            continue
        last = source.name.split()[-1]
        if not source.name[0].isupper() or not last[0].isupper() or source.name.isupper():
            continue
        mentions = len(re.findall(rf"(?<![\w-]){re.escape(last)}(?![\w-])", text))
        if mentions <= settings["most_mentions"] and not _described(text, source.name):
            yield Hit(source.sentences, f"The story does not say who {show(source.name)} is.")


def _outlets(audit: Audit) -> list[Source]:
    """Return the sources that are news outlets, leaving out the one that publishes the article."""
    own = (audit.article.outlet or "").casefold()
    return [
        source
        for source in audit.sources
        if source.kind == "organisation"
        and is_outlet(source.name)
        and not _NO_OUTLET.search(source.name)
        and source.name.casefold() != own
    ]


def _second_hand(audit: Audit, settings: Settings) -> Iterator[Hit]:
    here, outlets = attributed(audit), _outlets(audit)
    places = sorted(
        {
            index
            for source in outlets
            for index in source.sentences
            if not _OWN_MATTER.search(audit.sentences[index].text)
        }
    )
    if not here or len(places) < settings["min_sentences"]:
        return
    share = word_count(audit.sentences[index] for index in places) / word_count(here)
    if share >= settings["share"]:
        names = ", ".join(show(source.name) for source in outlets[:3])
        yield Hit(
            tuple(places),
            f"{percent(share)} of the attributed words come from other outlets ({names}).",
        )


def _on_list(outlet: StateOutlet, listed: StateMedia) -> str:
    return f"{outlet.name} ({outlet.country}), on our list of state media of {listed.read}"


def _state_media(audit: Audit, settings: Settings, *, path: Path = SHIPPED) -> Iterator[Hit]:
    listed = load_state_media(path)
    state: dict[int, str] = {}
    for source in audit.sources:
        named = source.label == NAMED and source.kind != PERSON
        outlet = next(filter(None, map(listed.find, wordings(source))), None) if named else None
        if outlet is not None:
            state[source.id] = _on_list(outlet, listed)
        elif is_called_state_run(source):
            state[source.id] = show(source.name)
    if {source.id for source in _outlets(audit)} - state.keys():
        return
    if any(_OTHER_MEDIA.search(source.name) for source in audit.sources if source.id not in state):
        return
    places = {index for source in audit.sources if source.id in state for index in source.sentences}
    for sentence in attributed(audit):
        # Most sentences hold no such verb, which is found out much faster than that no outlet stands before one.
        if sentence.index in places or not _PASSES_ON.search(sentence.text):
            continue
        passed = _PASSED_ON.search(unquoted(audit, sentence))
        outlet = listed.find(passed["outlet"]) if passed else None
        if outlet is not None:
            places.add(sentence.index)
            state[-sentence.index - 1] = _on_list(outlet, listed)
    if not places:
        return
    yield Hit(
        tuple(sorted(places)), f"The only outlet cited is state-controlled: {'; '.join(sorted(set(state.values())))}."
    )


def state_media_check(path: Path) -> Check:
    """Return the check of the rule on state media with the list in ``path`` in place of the one that ships."""
    return partial(_state_media, path=path)


_QUILL = "NP | Mara Quill | The line will close in May, said Mara Quill, a mechanic of the ferry company."
_MINISTRY = (
    "O | The ministry | The ministry said the lamps are lit.\nO | the ministry | All is well, the ministry said.\n"
    "O | The police | The police said two men were held.\nO | the police | They will be charged, the police said."
)

RULES: tuple[Rule, ...] = (
    Rule(
        code="SA201",
        name="government-only",
        level=WARNING,
        title="Only governments are heard",
        trigger="All sources, two or more, of an article with at least `min_sentences` attributed sentences are "
        "government "
        "or intergovernmental bodies, speak for one or hold public office.",
        advice="Hear somebody who does not speak for a government: those concerned, an independent expert, the "
        "other side.",
        misses="Stories in which one other voice has a line; sources of whom it is not known for whom they speak.",
        check=_government_only,
        examples=(
            fires(_MINISTRY),
            fires(
                "O | The coast guard | The coast guard said the boat sank.\nO | the navy | No one was lost, the "
                "navy said.\n"
                "O | The port police | The port police said it was old.\nO | the coast guard | It was warned, "
                "the coast "
                "guard said."
            ),
            fires(
                "O | The foreign ministry | The foreign ministry said talks go on.\nO | the foreign ministry | "
                "A date is "
                "set, the foreign ministry said.\nO | The army | The army said it was calm.\nO | the army | "
                "Roads are open, "
                "the army said."
            ),
            silent(f"{_MINISTRY}\n{_QUILL}"),
            silent("O | The ministry | The ministry said the lamps are lit."),
            silent(
                "NO | The union | The union said the lamps are dark.\nNO | the union | Nobody came, the union said.\n"
                "NO | the union | It is not safe, the union said.\nO | the ministry | It is, the ministry said."
            ),
        ),
        settings={"min_sentences": 4},
        authorities=(REUTERS_BIAS, REUTERS_TIPS),
    ),
    Rule(
        code="SA202",
        name="dominant-source",
        level=ADVICE,
        title="One source carries most of the story",
        trigger="One source of several carries more than `share` of the attributed words of an article with at least "
        "`min_sentences` attributed sentences.",
        advice="Give more room to other voices, or say plainly that the story is one source's account.",
        misses="Several people of one institution count apart; unattributed sentences that paraphrase the source; a "
        "person who shares a surname with another source; a poll that the story is about.",
        check=_dominant,
        examples=(
            fires(
                "NP | Mara Quill | Mara Quill said the line will close.\nNP | Quill | “We were told in May,” "
                "Quill said.\n"
                "NP | Quill | Nobody asked the crews, Quill said.\nNP | Quill | Quill said the boats are sound.\n"
                "O | The ministry | The ministry said it would look."
            ),
            fires(
                "NO | The union | The union said the crews were not asked.\nNO | the union | “We will strike,” "
                "the union "
                "said.\nNO | The union | The union said it has a fund.\nNO | the union | It is full, the union said.\n"
                "NP | Tom Abel | Tom Abel denied it."
            ),
            fires(
                "O | police | Two men were held, police said.\nO | police | Police said they ran.\nO | police | "
                "They had a "
                "boat, police said.\nO | police | Police said it was stolen in spring from the old harbour.\n"
                "NP | Ines Dahl | “It was mine,” said Ines Dahl."
            ),
            silent(
                "NP | Mara Quill | Mara Quill said the line will close.\nNP | Tom Abel | Tom Abel said it will stay.\n"
                "NP | Ines Dahl | Ines Dahl said nobody knows.\nO | the ministry | It will look, the ministry said.\n"
                "NO | The union | The union said it will wait."
            ),
            silent("NP | Mara Quill | Mara Quill said the line will close.\nNP | Tom Abel | Tom Abel denied it."),
            silent("U | | The line closed.\nNP | Mara Quill | Mara Quill said so."),
            silent(
                "NP | Mara Quill | Mara Quill said her brother Tom Quill knew.\nNP | Tom Quill | Tom Quill said so, "
                "too.\nNP | Quill | “We were told in May,” Quill said.\nNP | Quill | Nobody asked the crews, Quill "
                "said.\nNP | Quill | Quill said the boats are sound."
            ),
        ),
        settings={"share": 0.6, "min_sentences": 5},
        authorities=(REUTERS_TIPS, BBC_GATHERING),
        experimental=True,
    ),
    Rule(
        code="SA203",
        name="single-source",
        level=WARNING,
        title="The story has one source",
        trigger="Every attributed sentence of an article with at least `min_sentences` of them rests on one source.",
        advice="Ask a second source, or say plainly that the story is one source's account.",
        misses="Two sources of one institution; sources that all repeat a first one.",
        check=_single,
        examples=(
            fires(
                "NP | Mara Quill | Mara Quill said the line will close.\nNP | Quill | “We were told in May,” "
                "Quill said.\n"
                "NP | Quill | Nobody asked the crews, Quill said."
            ),
            fires(
                "O | The ministry | The ministry said the lamps are lit.\nO | the ministry | All is well, the "
                "ministry said.\n"
                "O | the ministry | It counts them every night, the ministry said."
            ),
            fires(
                "U | | The lamps are old.\nNO | The union | The union said nobody came.\nNO | the union | It is "
                "not safe, "
                "the union said.\nNO | The union | The union said it wrote twice."
            ),
            silent(
                "NP | Mara Quill | Mara Quill said the line will close.\nNP | Quill | “We were told in May,” "
                "Quill said.\n"
                "NP | Tom Abel | Tom Abel denied it."
            ),
            silent(
                "NP | Mara Quill | Mara Quill said the line will close.\nNP | Quill | Nobody was asked, Quill said."
            ),
            silent("U | | The lamps are old.\nU | | The line closed.\nU | | It rained."),
        ),
        settings={"min_sentences": 3},
        authorities=(BBC_GATHERING, REUTERS_TIPS),
    ),
    Rule(
        code="SA204",
        name="no-named-human",
        level=ADVICE,
        title="Nobody with a name is heard",
        trigger="No attributed sentence of an article with at least `min_sentences` of them rests on a person "
        "with a name.",
        advice="Quote at least one person by name who can be asked about it.",
        misses="Names that stand in the story but not as sources.",
        check=_no_named_human,
        examples=(
            fires(_MINISTRY),
            fires(
                "A1 | two pilots of the port | The buoys are dark, two pilots of the port said.\n"
                "NO | The union | The union said nobody came.\nA0 | Critics | Critics blame the ministry.\n"
                "O | the ministry | It will look, the ministry said."
            ),
            fires(
                "A0 | experts | The river will rise, experts say.\nA0 | experts | It rose in May, experts say.\n"
                "O | The council | The council said the wall is sound.\nO | the council | It was mended, the "
                "council said."
            ),
            silent(f"{_MINISTRY}\n{_QUILL}"),
            silent("O | The ministry | The ministry said the lamps are lit."),
            silent(
                "NP | Tom Abel | Tom Abel said the lamps are lit.\nO | the ministry | All is well, the ministry said.\n"
                "O | The police | The police said two men were held.\nO | the police | They ran, the police said."
            ),
        ),
        settings={"min_sentences": 4},
        authorities=(REUTERS_SOURCING,),
    ),
    Rule(
        code="SA205",
        name="accused-without-response",
        level=WARNING,
        title="Somebody is accused and neither answers nor was asked",
        trigger="A sentence accuses a person or a body by name; nobody of that name is a source, and within "
        "`near` sentences of the "
        "name nothing says that they denied it, have a lawyer, or declined or could not be reached for comment.",
        advice="Ask the accused for an answer and print it, or say how and when they were asked.",
        misses="Accusations without the usual words; the accused called by a role only; countries and peoples, "
        "whose answer may "
        "come under another name (a capital's).",
        check=_no_response,
        examples=(
            fires("NP | Tom Abel | Tom Abel accused Ines Dahl of taking the money.\nU | | The vote is on Monday."),
            fires("U | | Ines Dahl has been accused of fraud.\nNP | Tom Abel | Tom Abel said he saw the papers."),
            fires(
                "O | prosecutors | Ines Dahl was charged with theft, prosecutors said.\n"
                "U | | The lawsuit against Halden Ferries is a year old.\nU | | It rained."
            ),
            silent(
                "NP | Tom Abel | Tom Abel accused Ines Dahl of taking the money.\n"
                "NP | Dahl | “I never touched it,” Dahl said."
            ),
            silent("NP | Tom Abel | Tom Abel accused Ines Dahl of taking the money.\nU | | Dahl declined to comment."),
            silent(
                "U | | Ines Dahl has been accused of fraud.\nU | | Calls to Dahl's office were not returned on Monday."
            ),
            silent("NP | Tom Abel | Tom Abel praised Ines Dahl.\nU | | The vote is on Monday."),
        ),
        settings={"near": 2},
        authorities=(BBC_REPLY, NPR_FAIRNESS, REUTERS_BIAS, SPJ_RESPONSE),
        experimental=True,
    ),
    Rule(
        code="SA206",
        name="named-undescribed",
        level=ADVICE,
        title="A named source is never described",
        trigger="A person with first name and surname is a source, and nothing before or after the name in the "
        "story says "
        "who that is; names that stand more than `most_mentions` times are taken to be known.",
        advice="Say at the first mention who the source is and why they know.",
        misses="People so well known that they need no description are flagged; descriptions far from the name.",
        check=_not_described,
        examples=(
            fires("U | | The line closed.\nNP | Mara Quill | “Nobody asked us,” said Mara Quill."),
            fires("NP | Tom Abel | According to Tom Abel, the lamps are dark."),
            fires("NP | Ines Dahl | The wall will hold, Ines Dahl said.\nNP | Dahl | Dahl added that it is new."),
            silent(_QUILL),
            silent("NP | Tom Abel | The harbour master Tom Abel said the lamps are dark."),
            silent("NP | Ines Dahl | The wall will hold, Ines Dahl said.\nNP | Dahl | Dahl, 61, built it."),
            silent("O | The council | The council said the wall will hold."),
        ),
        settings={"most_mentions": 3},
        authorities=(BBC_IDENTIFY,),
        experimental=True,
    ),
    Rule(
        code="SA207",
        name="second-hand-reporting",
        level=ADVICE,
        title="Much of the story is another outlet's reporting",
        trigger="At least `min_sentences` sentences and at least `share` of the attributed words rest on other "
        "news outlets.",
        advice="Reach the first source yourself, or say that you could not and what you checked.",
        misses="People quoted as they spoke to another outlet (“told the Harbour Times”); outlets with unusual names; "
        "an outlet's own analysis and what it says of its own people.",
        check=_second_hand,
        examples=(
            fires(
                "NO | The Harbour Times | The Harbour Times reported that the line will close.\n"
                "NO | the Harbour Times | The crews were not asked, the Harbour Times said.\nU | | It rained."
            ),
            fires(
                "NO | Estuary Radio | The wall is cracked, Estuary Radio reported.\n"
                "NO | the Gull Herald | It was never mended, the Gull Herald wrote.\n"
                "NP | Tom Abel | Tom Abel denied it."
            ),
            fires(
                "NO | Estuary News | Estuary News said two men were held.\nNO | Estuary News | They ran, "
                "Estuary News said.\n"
                "O | police | No one is hurt, police said."
            ),
            silent(
                "NO | The Harbour Times | The Harbour Times reported it.\nNP | Mara Quill | Mara Quill said "
                "that the line "
                "will close in May and that none of the crews had been told of it before.\n"
                "NP | Quill | “We read it on the door of the office,” Quill said."
            ),
            silent(
                "NO | The union | The union said the crews were not asked.\nNO | the union | It will strike, "
                "the union said."
            ),
            silent(f"{_MINISTRY}\n{_QUILL}"),
            silent("NO | Estuary Radio | Estuary Radio announced that Tom Abel will read the news."),
            silent("NO | Estuary Radio | Estuary Radio says it has not heard from its correspondent for a day."),
        ),
        settings={"min_sentences": 1, "share": 0.25},
        authorities=(BBC_GATHERING, NPR_ATTRIBUTE),
    ),
    Rule(
        code="SA208",
        name="state-media-only",
        level=WARNING,
        title="The only outlet cited is run by a state",
        trigger="News outlets are among the sources or pass on what a source says, and each of them is on the list "
        "of state-controlled "
        "outlets, which gives "
        "a source for each row and can be replaced, or is called state-run by the story.",
        advice="Say that the outlet is state-controlled, and look for a report that does not depend on that state.",
        misses="Outlets that are not on the list and not called state-run; short forms that are shared with "
        "other bodies; "
        "the reporter's own access where a state outlet only adds a detail.",
        check=_state_media,
        examples=(
            fires("NO | Xinhua | The bridge is open again, Xinhua reported."),
            fires("NO | TASS | TASS said the talks will go on.\nNP | Tom Abel | Tom Abel said so, too."),
            fires("NO | Press TV | Press TV reported that the ship was held.\nU | | It was built in 1961."),
            fires("NP | Tom Abel | Xinhua quoted Tom Abel, a mechanic, as saying that the bridge is open."),
            silent(
                "NO | Xinhua | The bridge is open, Xinhua said.\nA1 | Western news agencies | Western news agencies "
                "reported that it was shut."
            ),
            silent("NO | Xinhua | The bridge is open, Xinhua said.\nNO | Reuters | It was shut, Reuters reported."),
            silent("NO | Reuters | The bridge is open again, Reuters reported."),
            silent("NP | Tom Abel | Tom Abel told Xinhua that the bridge is open."),
        ),
    ),
)
