"""The newsroom texts that the rules rest on: only such as were read, each given here in our own words.

What was read is often the opening of a page or one section, in the edition that its address holds; later editions
may differ.  A rule that names none of these is house advice.
"""

from auditor.rules.interface import Authority

_READ = "2026-11-23"

AP_ANONYMOUS = Authority(
    "AP",
    "What to expect when you're interviewed by AP",
    "http://blog.ap.org/category/announcements/page/2/",
    _READ,
    "An unnamed person may give facts but no opinion, and the reader is told why the name is withheld; other points of "
    "view are looked for.",
)
AP_ATTRIBUTION = Authority(
    "AP",
    "When is it OK to use anonymous sources?",
    "https://blog.ap.org/behind-the-news/when-is-it-ok-to-use-anonymous-sources",
    _READ,
    "A fact that can be disputed and that the reporter neither saw nor confirmed is attributed, in the same sentence.",
)
BBC_ALLEGATIONS = Authority(
    "BBC",
    "Editorial Guidelines, Accuracy: Reporting allegations (2009)",
    "http://www.bbc.co.uk/guidelines/editorialguidelines/edguide/accuracy/reportingallega.shtml",
    _READ,
    "A grave allegation by one unnamed source is decided high up; the report says whose allegation it is and whether "
    "it was corroborated.",
)
BBC_GATHERING = Authority(
    "BBC",
    "Editorial Guidelines, Accuracy: Gathering material (2009)",
    "http://www.bbc.co.uk/guidelines/editorialguidelines/edguide/accuracy/gatheringmateri.shtml",
    _READ,
    "First-hand sources come first; one source alone is used with reluctance, and then rather one on the record.",
)
BBC_IDENTIFY = Authority(
    "BBC",
    "Editorial Guidelines, Accuracy: Avoiding misleading audiences",
    "http://www.bbc.co.uk/guidelines/editorialguidelines/page/guidelines-accuracy-avoiding-misleading-audiences/",
    _READ,
    "Sources are named with what qualifies them; of an unnamed one the audience learns what can safely be said.",
)
BBC_REPLY = Authority(
    "BBC",
    "Editorial Guidelines, Guidance: Right of reply",
    "http://www.bbc.co.uk/editorialguidelines/page/guidance-right-reply-full",
    _READ,
    "Whoever is accused of wrongdoing or incompetence, or strongly criticised, is asked for an answer.",
)
GUARDIAN_ANONYMOUS = Authority(
    "The Guardian",
    "The readers' editor on the guidelines on using anonymous quotes (2014)",
    "https://www.theguardian.com/commentisfree/2014/sep/07/readers-editor-anonymous-sources-guardian-guidelines",
    _READ,
    "Unnamed sources are described as closely as possible, and unnamed abuse is held to a stricter rule.",
)
NPR_ATTRIBUTE = Authority(
    "NPR",
    "Ethics Handbook, Special section: Attribution",
    "https://web.archive.org/web/20200415194931/https://www.npr.org/about-npr/688424402/special-section-attribution",
    _READ,
    "In doubt, attribute; the reader knows where each fact comes from, and unspecified sources or media will not do.",
)
NPR_DESCRIBE = Authority(
    "NPR",
    "Ethics Handbook, Transparency: Describe anonymous sources as clearly as you can",
    "http://ethics.npr.org/g-transparency/i-d-that-source-as-best-you-can/",
    _READ,
    "Of an unnamed source the story says how it knows, whose side it is on and where it works; bare officials, or a "
    "bare hedge, are not enough.",
)
NPR_DONTS = Authority(
    "NPR",
    "Ethics Handbook, The do's and don'ts of anonymity",
    "http://ethics.npr.org/?s=anonymous",
    _READ,
    "The story explains why a source stays unnamed, and unnamed sources do not disparage people or institutions.",
)
NPR_FAIRNESS = Authority(
    "NPR",
    "Ethics Handbook, Fairness",
    "https://www.npr.org/about-npr/688177789/fairness",
    _READ,
    "Those who are criticised or accused are asked for an answer; the strongest arguments of all sides are heard.",
)
NYT_SOURCES = Authority(
    "The New York Times",
    "Confidential News Sources Policy (2004)",
    "https://web.archive.org/web/20100714064918/http://www.nytco.com:80/company/business_units/sources.html",
    _READ,
    "Where a source cannot be named, the story explains why it is trusted, why it speaks and why it asked not to be "
    "named.",
)
REUTERS_BIAS = Authority(
    "Reuters",
    "Handbook of Journalism: Freedom from bias (2009)",
    "http://handbook.reuters.com/index.php?title=Freedom_from_bias&oldid=2396",
    _READ,
    "All sides are heard, allegations are not told as facts, the accused can answer, and verbs that suggest doubt are "
    "avoided.",
)
REUTERS_SOURCING = Authority(
    "Reuters",
    "Handbook of Journalism: The essentials of Reuters sourcing",
    "http://handbook.reuters.com/index.php?title=The_Essentials_of_Reuters_sourcing",
    _READ,
    "A named source is better than an unnamed one, which is the weakest there is; one source is not called several.",
)
REUTERS_TIPS = Authority(
    "Reuters",
    "Anonymous sources – Reuters rules (2008)",
    "http://blogs.reuters.com/reuters-editors/2008/07/17/anonymous-sources-reuters-rules/",
    _READ,
    "Two sources are better than one, facts are cross-checked, and all sides of a dispute are asked.",
)
SPJ_ANONYMITY = Authority(
    "SPJ",
    "Code of Ethics: Consider sources' motives before promising anonymity",
    "https://blogs.spjnetwork.org/ethicscode/?p=125",
    _READ,
    "Names are withheld only from harm and for what cannot be learned elsewhere, and the story explains why.",
)
SPJ_RESPONSE = Authority(
    "SPJ",
    "Code of Ethics: Diligently seek subjects of news coverage",
    "https://blogs.spjnetwork.org/ethicscode/?p=131",
    _READ,
    "People whom a story criticises or accuses are sought out so that they can answer.",
)
