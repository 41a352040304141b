"""Word lists of the linking: titles, pronouns, and the nouns by which people, bodies and documents are meant."""

from auditor.classifier import cue_words


def listed(text: str) -> frozenset[str]:
    """Return the words of ``text``, which white space parts."""
    return frozenset(text.split())


COURTESY = listed(
    """
    mr mrs ms miss mx dr prof sir dame lord lady rev sen sens rep reps gov gen lt col maj capt cmdr sgt adm brig
    judge justice senator senators congressman congresswoman representative representatives rabbi imam sheikh
    ayatollah archbishop cardinal bishop father sister pope king queen prince princess professor captain colonel
    major general lieutenant sergeant commodore admiral commander corporal private detective inspector constable
    officer mullah sultan emir
    """
)
"""Courtesies and ranks before a name."""

OFFICES = cue_words.TITLES | listed(
    """
    aide adviser advisor agent analyst attorney chairperson chief commissioner comptroller coordinator councillor
    councilman councilwoman counsel counselor deputy diplomat doctor envoy executive foreign headteacher inspector
    leader legislator mp negotiator officer owner politician ceo cfo coo cto press prime principal secretary
    spokesman spokesperson spokeswoman strategist superintendent vice
    """
)
"""Offices that stand before a name, in capitals or small."""

MALE_TITLES = listed("mr sir lord king prince pope father congressman councilman chairman spokesman businessman")
FEMALE_TITLES = listed(
    "mrs ms miss dame lady queen princess congresswoman councilwoman chairwoman spokeswoman businesswoman sister"
)

MALE = listed("man boy father dad husband son brother uncle grandfather he him his gentleman")
FEMALE = listed("woman girl mother mum mom wife daughter sister aunt grandmother she her hers lady actress")

HE = listed("he him his himself")
SHE = listed("she her hers herself")
THEY = listed("they them their theirs themselves both")
IT = listed("it its itself")
PRONOUNS = HE | SHE | THEY | IT

MOUTHPIECES = listed(
    """
    spokesman spokesmen spokespeople spokesperson spokeswoman spokespersons representative representatives lawyer
    lawyers attorney attorneys barrister solicitor agent publicist staff
    """
)
"""Who speaks for somebody else."""
LAWYERS = listed("lawyer lawyers attorney attorneys barrister solicitor agent publicist")
"""Those of them who stay a source of their own ("a lawyer for Ada Quill")."""

UTTERANCES = listed(
    """
    announcement audit analysis count extracts notice announcement bulletin cable communique data document
    documents email figures filing filings findings forecast letter memo message newsletter paper post posts
    projection projections publication ranking rankings readout record records release research result results
    report reports rules statement statements statistics survey tally testimony tweet tweets video warning website
    webpage
    """
)
"""What a body says or shows; without a name of its own the body that issued it is the source."""
SHARED = listed(
    """
    newspaper daily weekly magazine network union group party website agency broadcaster channel company firm
    """
)
"""Descriptions that can stand behind a name without belonging to it ("the Maariv newspaper")."""

GROUPS = listed("authorities police prosecutors investigators forces troops")

DAYS = listed("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")

PREPOSITIONS = listed("of for in at on from with by to about near under against between among over within into")
