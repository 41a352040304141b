"""The words that decide whether a full stop ends a sentence in English news.

Every entry is in lower case and without its last full stop.
"""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TITLES = _words(
    "mr mrs ms mx messrs mmes dr drs prof rev fr msgr hon pres rep reps sen sens gov govs lt gen gens col sgt"
    " capt cpt cmdr comdr cdr adm maj cpl pfc pvt supt det insp brig ald asst assoc dep atty amb sec treas"
    " dist lieut mgr spc spec st ste mt ft vs v cf viz ca approx e.g i.e lt.-gen lt.gov maj.gen"
)
"""Never the last word of a sentence, or so seldom that a capital after them says nothing."""

TITLES_THAT_END = _words("dr st sr jr mt ft sec no v")
"""Those of the titles that also stand at the end of names and addresses."""

NUMBERED = _words("no nos art arts sec secs ch chap fig figs vol vols p pp par para rm apt ste bk ed div rt rte")
"""Part of what follows only where a number follows."""

MONTHS = _words("jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thur thurs fri sat sun")

MAY_END = _words(
    "ala ariz ark calif colo conn del fla ga ill ind kan kans ky la md mass mich minn miss mo mont neb nebr"
    " nev okla ore penn pa tenn tex va vt wash wis wisc wyo alta ont que sask man"
    " a.m p.m am pm jr sr inc corp co cos ltd llc plc bros esq etc ave blvd rd st sq hwy bldg dept univ assn"
    " intl natl govt mfg ph.d m.d b.a m.a d.c al est"
)
"""Abbreviations that often end a sentence too; the next word decides."""

STARTERS = _words(
    "the a an this that these those he she it they we you i his her its their our your my there here"
    " and but or nor so yet for if when while as because although though since after before until unless"
    " once whether where who what why how which whose in on at by with from to of over under during despite"
    " according about among between against amid within without through like unlike instead also still"
    " however meanwhile moreover nevertheless then now yesterday today tomorrow later earlier soon"
    " perhaps maybe not yes some many most few several both each every all another other others two three"
    " even just only never nobody nothing everyone everything someone something it's that's he's she's"
    " they're we're i'm i've i'll you're there's don't didn't isn't wasn't won't can't it’s that’s he’s she’s"
    " they’re we’re i’m i’ve i’ll you’re there’s don’t didn’t isn’t wasn’t won’t can’t asked following"
    " afterward afterwards again besides furthermore given hence indeed none otherwise such than thus"
    " together too additionally apparently currently eventually finally fortunately frequently"
    " generally importantly increasingly initially nearly previously recently separately similarly"
    " suddenly typically ultimately unfortunately usually"
)
"""Words that begin a sentence, when capitalised, far more often than they begin a name."""

NAMES_WITH_MARK = _words("yahoo jeopardy e")
"""Names that are written with an exclamation mark."""

WEB_ENDINGS = _words(
    "com org net gov edu mil info biz tv fm io ai co uk us eu de fr ca au ly me gl html htm php pdf jpg png"
)
"""What follows the last full stop of an address or of a file's name."""
