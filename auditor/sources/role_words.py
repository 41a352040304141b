"""General English nouns for what a person is or does, in the groups that decide for whom the person speaks.

Listed by hand from the common vocabulary of news; names of bodies and places are not here but in ``data/``, where
they were counted.  All in lower case and in the singular; ``singular`` takes plurals back to it.
"""

import re


def word_set(text: str) -> frozenset[str]:
    """Return the entries of a list, parted by ``|`` and line ends, or by white space where it holds no ``|``."""
    entries = re.split(r"[|\n]", text) if "|" in text else text.split()
    return frozenset(entry.strip() for entry in entries if entry.strip())


OFFICES = word_set(
    """
    minister|prime minister|premier|first minister|deputy minister|undersecretary|chancellor|head of state
    president|vice president|vice-president|monarch|king|queen|emir|sultan|supreme leader|prime minister-designate
    senator|sen|congressman|congresswoman|representative|rep|reps|lawmaker|legislator|parliamentarian|mp|mep
    assemblyman|assemblywoman|assemblymember|councilman|councilwoman|councillor|councilor|alderman
    delegate to congress|majority leader|minority leader|majority whip|minority whip|house speaker
    parliament speaker|speaker|ranking member|governor|gov|lieutenant governor|mayor|deputy mayor|state treasurer
    city treasurer|county executive|county commissioner|selectman|city manager|sheriff|deputy sheriff|undersheriff
    constable|chief inspector|detective chief inspector|detective inspector|detective superintendent
    chief superintendent|detective sergeant|chief constable|police chief|chief of police|police commissioner
    police officer|police commander|deputy commissioner|detective|trooper|marshal|policeman|policewoman|coastguard
    coast guard|fire chief|firefighter|fire marshal|fire commissioner|coroner|medical examiner|customs officer
    border guard|judge|justice|chief justice|magistrate|prosecutor|public prosecutor|attorney general
    district attorney|procurator|solicitor general|state attorney|u.s. attorney|us attorney|assistant attorney
    advocate general|ombudsman|auditor general|inspector general|surgeon general|secretary general
    secretary-general|secretary of state|state secretary|comptroller|registrar|ambassador|envoy|special envoy
    consul|consul general|diplomat|high commissioner|high representative|rapporteur|special rapporteur
    charge d'affaires|chargé d'affaires|press attaché|attaché|negotiator|mediator|peacekeeper|general
    lieutenant general|major general|brigadier|brigadier general|admiral|rear admiral|vice admiral|colonel
    lieutenant colonel|commodore|captain|major|lieutenant|sergeant|corporal|commander|chief of staff|soldier
    marine|gen|lt gen|lt. gen|maj|maj. gen|brig. gen|col|lt. col|lt|sgt|capt|adm|cmdr|chief of defence
    chief of defense|national security adviser|national security advisor|foreign secretary|home secretary
    defense secretary|defence secretary|treasury secretary|labor secretary|interior secretary|health secretary
    regulator|civil servant|public servant|bureaucrat|policymaker|law enforcement|spymaster|intelligence chief
    army chief|military chief|central banker|commissioner|superintendent of police|official|officer|inspector
    investigator|leader of the house|tribal elder|governor-general|statesman|cabinet member|dictator
    cabinet secretary|chief minister|fm|pm
    """
)
"""Offices of a state: they speak for it unless the words beside them name a private body."""

POSTS = word_set(
    """
    spokesman|spokeswoman|spokesperson|treasurer|chief of staff|captain|press secretary|press officer
    communications director|director|deputy director|executive director|director general|director-general
    managing director|head|deputy head|chief|deputy chief|chair|chairman|chairwoman|chairperson|vice chairman
    vice chair|leader|deputy leader|adviser|advisor|aide|assistant|deputy|member|agent|secretary|representative
    administrator|coordinator|manager|executive|counsel|general counsel|employee|staffer|staff member|worker
    economist|researcher|scientist|engineer|analyst|expert|lawyer|attorney|consultant|specialist|president
    vice president|vice-president|superintendent|principal|chancellor|commissioner|officer|source|insider|advocate
    delegation|team|planner|forecaster|statistician|seismologist|meteorologist|biologist|doctor|physician
    psychologist|epidemiologist|inspector|investigator|auditor|guard|ranger|warden|dean|campaigner|organizer
    organiser|boss|co-chair|co-chairman|colleague|counterpart
    """
)
"""Posts that any body may have: the body decides."""

PRIVATE = word_set(
    """
    candidate|nominee|presumptive nominee|front-runner|frontrunner|challenger|contender|hopeful|running mate|rival
    opposition leader|party leader|campaign manager|campaign chairman|surrogate|strategist|pollster|professor
    scholar|academic|historian|author|writer|activist|campaigner|resident|witness|eyewitness|survivor|neighbor
    neighbour|host|anchor|editor|editor in chief|columnist|reporter|correspondent|journalist|commentator|blogger
    critic|pundit|moderator|founder|co-founder|owner|ceo|chief executive|chief executive officer
    executive director|businessman|businesswoman|entrepreneur|billionaire|millionaire|developer|mogul|investor
    banker|trader|broker|shareholder|landlord|tenant|farmer|fisherman|driver|shopkeeper|shopper|student|pupil
    teacher|lecturer|coach|player|captain of the team|actor|actress|singer|musician|artist|celebrity|comedian
    director of the film|filmmaker|producer|novelist|poet|playwright|designer|prof|barber|mason|father|mother|son
    daughter|brother|sister|wife|husband|widow|parent|grandfather|grandmother|uncle|aunt|cousin|nephew|niece
    friend|family|relative|boyfriend|girlfriend|fiancee|patient|victim|passenger|pilot|voter|supporter|opponent
    protester|demonstrator|volunteer|member of the public|citizen|villager|local|refugee|migrant|prisoner|detainee
    hostage|defendant|suspect|plaintiff|defense lawyer|defence lawyer|lawyer|attorney|solicitor|barrister|nurse
    doctor|surgeon|physician|midwife|paramedic|pastor|priest|bishop|archbishop|cardinal|pope|imam|rabbi|cleric
    reverend|rev|monk|nun|theologian|rebel|militant|insurgent|warlord|guerrilla|dissident|separatist|fighter
    analyst|economist|consultant|expert|observer|researcher|scientist|physicist|epidemiologist|psychologist
    sociologist|political scientist|lobbyist|donor|fundraiser|fan|customer|client|user|employer|contractor
    trade unionist|union leader|worker|miner|retiree|pensioner|veteran|teenager|boy|girl|woman|man|couple|attendee
    participant|delegate|respondent|reader|viewer|whistleblower|biographer|philanthropist|heiress|model|athlete
    champion|explorer|climber|tourist|traveller|traveler|guide|guest|ally|operative|figure|colleague|inmate
    neighbourhood leader|republican|democrat|conservative|liberal|socialist|independent|delegate to the convention
    crowd|audience|community
    """
)
"""People who speak for themselves, a party or a private body, unless a state's body stands beside the word."""

PRIVATE_BODIES = word_set(
    """
    campaign company firm business corporation corp inc ltd llc group party opposition union association
    federation foundation charity ngo nonprofit non-profit institute institution university college school
    hospital clinic church mosque bank brokerage newspaper magazine network station broadcaster website paper club
    team league studio label pac super-pac think-tank tank rebel rebels militia militant insurgent guerrilla
    separatist movement tribe shadow industry airline manufacturer retailer supermarket hotel restaurant startup
    fund consultancy family museum theatre theater gop republican democratic labour tory private human-rights
    advocacy activist society alliance coalition center centre lab laboratory energy-company utility academic
    convention relief aid medical hospitals partners capital holdings media tv
    """
)
"""Words beside a post that tell of a private body."""

GOVERNMENT_WORDS = word_set(
    """
    government administration ministry army navy military police treasury parliament senate congress congressional
    parliamentary senatorial cabinet presidential ministerial gubernatorial mayoral federal municipal judicial
    diplomatic embassy consulate court tribunal prosecution intelligence defense defence security border customs
    immigration law-enforcement enforcement election electoral fire health state county provincial regional town
    village district city borough council coast coastguard tax revenue statistics census civil-service foreign
    interior justice public crown royal imperial naval air-force air administration-official white-house kremlin
    un eu nato u.s u.n counterterrorism counter-terrorism peacekeeping occupation junta regime tribal local
    emergency national finance trade oil prison jail police-force transportation transport aviation education
    agriculture welfare housing
    """
)
"""Words beside "official" or a post that tell of a state's body or its work."""

WEAK_WORDS = word_set(
    """
    national state local regional foreign public oil finance trade air education transportation transport health
    emergency welfare housing aviation district village town agriculture energy fire security tribal civil royal
    """
)
"""Those of ``GOVERNMENT_WORDS`` that private bodies use too: they tell beside "official", not beside "director"."""

PARTIES = word_set("republican democratic democrat labour labor tory conservative liberal socialist gop ruling")
"""Party words, which take nothing from an office: "the Republican secretary of state"."""

RANKING = word_set(
    """
    a an the his her its their our of and senior top chief deputy assistant associate acting interim longtime
    long-time veteran vice vice-presidential co executive newly outgoing incoming incumbent current ruling fellow
    lead main prominent leading junior embattled popular influential powerful controversial then talk radio
    conservative liberal moderate another
    """
)
"""Words before a title that belong to it and do not tell of a body."""

ALWAYS = word_set(
    """
    senator|sen|congressman|congresswoman|lawmaker|legislator|parliamentarian|mp|mep|rep|reps|assemblyman
    assemblywoman|councilman|councilwoman|councillor|councilor|alderman|mayor|sheriff|judge|majority leader
    minority leader|majority whip|minority whip|attorney general|district attorney|governor|gov|prime minister
    ranking member
    """
)
"""Offices that a party's name beside them does not take away: "opposition lawmaker", "Republican governor"."""

FORMER = word_set("former ex then retired onetime one-time erstwhile ousted deposed late")
"""Words that end an office.  (A retired general is a former one.)"""

_IRREGULAR = {
    "men": "man",
    "women": "woman",
    "spokesmen": "spokesman",
    "spokeswomen": "spokeswoman",
    "spokespeople": "spokesperson",
    "policemen": "policeman",
    "congressmen": "congressman",
    "sens": "sen",
    "govs": "gov",
    "people": "person",
    "witnesses": "witness",
    "businessmen": "businessman",
    "assemblymen": "assemblyman",
    "attorneys general": "attorney general",
    "wives": "wife",
    "children": "child",
    "police": "police officer",
    "families": "family",
    "allies": "ally",
    "ministries": "ministry",
    "troops": "soldier",
    "tribesmen": "villager",
    "fishermen": "fisherman",
}


def singular(noun: str) -> str:
    """Return a lower-case noun's singular where the plural is a plain one, else the noun itself."""
    if noun in _IRREGULAR:
        return _IRREGULAR[noun]
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith("s") and not noun.endswith(("ss", "us", "is")):
        return noun[:-1]
    return noun
