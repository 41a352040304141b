"""Word lists of the cue-word baseline; all lower case except proper names."""

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SPEECH = _words(
    """
    accuse accused accuses accusing acknowledge acknowledged acknowledges acknowledging added adding
    adds admits admitted admitting agrees alleged alleges alleging announced announces announcing
    appealed argue argued argues arguing asked asks assert asserted asserting asserts assured attribute
    attributed believe believed believes blame blamed blames blaming blasted boasted called calling
    calls cautioned cautions chanted cited claim claimed claiming claims commented complain complained
    complains concede conceded concedes concluded concludes condemned condemns confirmed confirms
    contend contended contends continued countered counters criticised criticized declared declares
    declaring demanded demanding demurred denied denies denounced denounces deny denying described
    describes describing disclosed dismissed disputed echoed elaborated emailed emphasised emphasize
    emphasized emphasizes estimate estimated estimates expects explain explained explaining explains
    expressed expressing hail hailed indicated insist insisted insisting insists joked joking lamented
    likened mocked mused note noted notes noting observed pledged pointed portrayed praised praises
    predict predicted predicts proclaimed promised promises proposed questioned quipped quotes reasoned
    recalled recalls recounted refuted reiterated reiterates rejected rejects remarked reminded repeated
    replied replies reported reports responded responds retorted revealed said say saying says screamed
    shouted signaled slammed snapped speculated stated stating stressed stresses stressing suggest
    suggested suggesting suggests swore tell telling tells testified think thinks threatened threatens
    told touted tweeted tweeting tweets urged urges urging voiced vowed vows warn warned warning warns
    welcomed wondered wonders writes writing wrote yelled
    """
)
"""Verbs that report what somebody says or holds to be true."""

SHOWING = _words(
    """
    finds found indicate indicated indicates read reads reveals show showed shows suggested suggests
    """
)
"""Verbs that report what a document says; they count only with a document for a subject."""

ACCORDING = re.compile(r"\b(?:according to|in the words of|in the view of|as told by)\s+", re.IGNORECASE)
"""Phrases that stand before the source."""

NOT_SAID = re.compile(
    r"(?:\b(?:to|would|could|might|may|should|will|can|must|not|n['’]t|never|if|being|without)"
    r"(?:\s+\w+ly)?|\b(?:is|are|was|were|be|been|being|widely|often|so-|the|a|an|his|her|their|its|no|of|by|for)"
    r"(?:\s+(?:also|now|being|once))?)\s*$",
    re.IGNORECASE,
)
"""What stands before a word of saying that is not a report: "expected to say", "was told", "his claims"."""

PRONOUNS = _words("he it she they")

SMALL = _words(
    """
    about after also and are as at be been before but by for from had has have in is not of on or over
    said says than that to told under was were which who will with would
    """
)
"""Words that end a name's own description."""

VAGUE = _words(
    """
    analysts critics experts few many most observers officials others several some sources
    """
)
"""Unnamed people or documents that tell the reader nothing unless something more is said of them."""

COUNTS = _words("few four many most one other others several some three two")
"""Words that can stand for people themselves, or before the noun that does."""

PEOPLE = _words(
    """
    activist activists adviser advisers advisor advisors aide aides allies ally americans analyst
    analysts associate associates attendee attendees audience backers clerk colleague colleagues
    commander commanders conservatives consultant consultants couple critic critics crowd defenders
    delegate delegates democrats diplomat diplomats doctor doctors donor donors driver drivers economist
    economists employee employees engineer engineers envoy envoys executive executives expert experts
    families family farmer farmers father few fishermen forecaster forecasters four friend friends guard
    historian historians insiders iraqis israelis journalist journalists lawmaker lawmakers leader
    leaders liberals man many member members men militant militants most mother neighbor neighbors
    neighbour neighbours nurse nurses observer observers officer officers official officials one
    operative operatives opponent opponents organisers organizers others owner owners palestinians
    parent parents passengers people person politicians prisoner prisoners proponents protester
    protesters pundits rebels refugees relative relatives reporter reporters republicans researcher
    researchers resident residents scholars scientist scientists several shoppers soldier soldiers some
    source sources speaker speakers spectators staffer staffers strategist strategists student students
    supporter supporters survivor survivors teacher teachers teenager three two veteran veterans
    villagers voter voters witness witnesses woman women worker workers
    """
)
"""Nouns for people; without a name beside them the source is anonymous."""

TITLES = _words(
    """
    administrator ambassador attorney author billionaire businessman candidate chair chairman chairwoman
    chancellor chief coach colonel commissioner congressman congresswoman director general governor
    judge justice king leader manager mayor minister mogul nominee pastor pope premier president prince
    professor prosecutor queen representative secretary senator sheriff speaker superintendent
    """
)
"""Offices and roles; after "the" they stand for somebody who was named before."""

MOUTHPIECES = _words(
    """
    attorney lawyer lawyers release spokesman spokesmen spokesperson spokeswoman statement
    """
)
"""Who or what speaks for somebody else."""

DOCUMENTS = _words(
    """
    analysis article audit book data document documents e-mail editorial email emails figures filing
    filings footage letter magazine media memo memos newspaper newspapers poll polls records report
    reports research review statistics studies study survey surveys transcript website
    """
)

INSTITUTIONS = _words(
    """
    administration agency army authorities bureau coastguard commission congress council court
    department embassy government investigators military ministry parliament police prosecutors senate
    troops
    """
)
"""Public bodies, written small."""

OFFICIAL_NAMES = _words(
    """
    Administration Afghanistan Agency Ankara Army Australia Authorities Authority Baghdad Bahrain
    Bangladesh Bank Beijing Berlin Bolivia Brazil Britain Brussels Bureau Burma Cabinet Cairo Cambodia
    Canada Caracas Chad Chile China CIA Coast Colombia Commission Congo Congress Constabulary Corps
    Council County Court Cuba Damascus DEA Delhi Department DHS DOJ Ecuador Egypt Embassy EPA Eritrea
    Ethiopia EU FBI FEMA Force France FSB Fund Geological Georgia Germany Government Greece Guard Havana
    House Hurricane IAEA ICE IMF India Indonesia Interpol Iran Iraq IRS Islamabad Israel Italy Jakarta
    Japan Jordan Kabul Kenya Khartoum Kiev Korea Kosovo Kremlin Kuwait Kyiv Lebanon Libya London
    Malaysia Mexico Military Ministry Moscow NASA Nations NATO Navy Nepal Nigeria NTSB Office OPEC OSCE
    Pakistan Palace Panama Paris Parliament Pentagon Peru Philippines Poland Police Prosecutor
    Prosecutors Pyongyang Qatar Riyadh Russia Rwanda Senate Seoul Serbia Service Sheriff's Sheriff’s
    Somalia Spain States Sudan Syria Taiwan Tehran Thailand Tokyo Treasury TSA Turkey U.N Uganda
    Ukraine UN UNESCO UNHCR UNICEF Union United USAID Venezuela Vietnam Washington Weather WHO Yemen
    Zimbabwe
    """
)
"""Words by which the name of a public body is known, and countries and capitals acting as governments."""

ORGANISATION_NAMES = _words(
    """
    ABC Airlines Alliance Amnesty AP Association Bank BBC Bloomberg Brotherhood Campaign CBS Center
    Centre Church Club CNN Coalition College Committee Company Coop Cooperative Corp DNC Energy
    Facebook Fatah Federation Foods Foundation Fox Front Fund Gallup Google Group Guardian Hamas Herald
    Hezbollah Holdings Inc Institute Interfax International Itar-Tass Journal League Ltd Microsoft
    Movement MSNBC NBC Network News Organization Partners Party Politico Post Press Project Qaeda Qaida
    Radio Reuters RNC Society Taleban Taliban Telegraph Television Times Tribune Trust TV Twitter Union
    University Watch Weekly Xinhua
    """
)
"""Words by which the name of a company, a party, an outlet or another private body is known."""

ORGANISATIONS = _words(
    """
    campaign campaigns channel charity companies company firm firms group groups network organisation
    organisations organization organizations party union
    """
)
"""Private bodies, written small."""

NOT_NAMES = _words(
    """
    A According After All Also Although Among An And Another April As Asked At August Before Both But By
    December During Each Earlier Even February For Friday From Her Here His How However I If In Its
    January July June Just Last Later March May Meanwhile Monday My Next No Not November Now October On
    Once Only Our Over Saturday September Since So Speaking Still Such Sunday That The Their Then There
    These This Those Though Thursday Tuesday Under Until We Wednesday What When Where While Who Why With
    Yet You
    """
)
"""Words that begin with a capital for another reason than being a name."""

TERMS = re.compile(
    r"\banonym|\b(?:not|un)[ -]?authori[sz]ed\b|\bnot to be (?:named|identified)\b"
    r"|\b(?:insisted|requested|asked) (?:that|not|to remain)\b"
    r".{0,40}\b(?:name|named|unnamed|identified|quoted)\b"
    r"|\b(?:not|declined to) (?:give|use|be) (?:his|her|their)? ?(?:full |last |real )?names?\b",
    re.IGNORECASE,
)
"""Why or on what terms a name is withheld."""
