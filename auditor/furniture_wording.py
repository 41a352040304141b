r"""What furniture says: the phrases by which a line or a sentence of a scraped page gives itself away.

Each entry is a regular expression, one phrase or one family of phrases a line, read without regard to case
unless a group says ``(?-i: … )``.  ``LINES`` must match a whole line, without its bullets and arrows.
``OPENINGS`` match the start of a line or of a sentence, ``INSIDE`` any place in it, ``CAPTIONS`` the end of a
line.  Every repetition is bounded, so that matching stays linear in the length of the text.

To teach a new phrase, add a line here and an example to ``tests/test_furniture.py``.
"""

MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?"
DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?"
CLOCK = r"\d{1,2}(?:[:.]\d\d){0,2}\s?(?:[ap]\.?\s?m\.?)?"
ZONE = r"\(?(?-i:[A-Z]{2,5}|Local time|local time|Eastern(?: Time)?)(?:\s?[+-]\d{1,4})?\)?"
DATE = (
    rf"(?:{DAY},?\s)?(?:{MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s\d{{4}})?"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?[\s-]{MONTH}(?:,?[\s-]\d{{4}})?"
    rf"|\d{{4}}-\d\d-\d\d|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}})|{DAY}"
)
TIME = rf"{CLOCK}(?:\s?{ZONE})?"
AGO = (
    r"(?:(?:about|over|almost)\s)?(?:an?|one|two|three|a few|\d{1,3})\+?\s?"
    r"(?:[smhdwy]|mo|secs?|seconds?|mins?|minutes?|hrs?|hours?|days?|weeks?|months?|years?)\sago"
    r"|\d{1,2}\s?(?:[mhdw]|mins?|hrs?)|just now|moments ago"
)
WHEN = (
    rf"(?:{AGO}|(?:yesterday|today)(?:,?\s(?:at\s)?{TIME})?"
    rf"|(?:{DATE})(?:,?\s(?:at\s|[-–|•·]\s?)?{TIME})?|{TIME}(?:,?\s(?:on\s)?(?:{DATE}))?)"
)
STAMP = r"(?:first |last |originally )?(?:published|updated?|posted|modified|created|edited)(?: on| at)?:?\s"
# Each time begins at the line's start or after what parts it from the one before.  Written so that WHEN, which is long
# and takes time to compile, stands in it once.
TIME_LINE = rf"(?:(?:(?<=[\s|•·/,–-])|(?<!.))(?:{STAMP})?{WHEN}[\s|•·/,–-]{{0,3}}){{1,4}}(?<![\s|•·/,–-])"

AGENCY = (
    r"(?-i:A[PF]P?|EPA|EPA-EFE|PA|PA Media|Reuters|REUTERS|Getty(?: Images)?|Bloomberg|Xinhua|TASS|Alamy|iStock"
    r"|Associated Press|Shutterstock|Unsplash|Wikimedia Commons|Creative Commons|Zuma Press|Handout)"
)
NETWORK = (
    r"(?:facebook|twitter|x|instagram|linkedin|whatsapp|telegram|reddit|pinterest|youtube|tiktok|threads"
    r"|bluesky|mastodon|flipboard|messenger|snapchat|tumblr|google news|e-?mail|rss)"
)
PIECE = r"(?:article|story|report|post|piece|page|column|interview|feature|live blog|blog)"
OWN_PIECE = r"(?:article|story|post|piece|column|feature)"  # a "report" may be someone else's
_WORD = r"(?:[A-Z][\w.'’-]{0,20}|de|da|van|von|der|al|bin|el|la)"
NAME = rf"(?-i:{_WORD}(?:\s{_WORD}){{0,4}})"
ROLE = (
    r"(?:staff|reporter|correspondent|editor|columnist|writer|contributor|bureau chief|journalist|news ?desk"
    r"|photographer|news service|associated press|reuters|afp)"
)
NO_VERB = (
    r"(?!.{0,200}\b(?:found|finds|shows?|showed|shown|suggests?|suggested|revealed|reveals|says?|said|has|have|had|is|are"
    r"|was|were|led|helped|can|will|would|could)\b)"
)
# Looked for ahead of NO_VERB too, which reads far: so few lines and sentences come that far.
PICTURE = (
    r"[\[(]?(?:file |main |cover |handout |lead |top )?"
    r"(?:photo(?:graph)?|image|picture|illustration|graphic|video|credit|map|chart|footage)"
)
WORK = (
    r"[-–—(\[\s]{0,3}(?:additional |further |extra )?(?:reporting|writing|editing|compiled|translated|translation"
    r"|research|graphics?|photography|fact[- ]checking|cop[yi] ?-?editing)"
)
COUNT = r"[(:\s]{0,3}\d[\d,.]{0,8}[km]?\)?"

LINES: dict[str, tuple[str, ...]] = {
    "times": (
        rf"{TIME_LINE}(?:\s?[|•·,–-]\s?\d+[ -]min(?:ute)?s?(?: read)?)?",
        r"(?:estimated )?(?:reading|read|listening) time\b.{0,20}",
        r"(?:about )?\d+[ -]min(?:ute)?s?(?: \d+ ?sec(?:ond)?s?)? (?:read|listen|watch|to read)",
        r"(?:this .{1,12} )?(?:was )?(?:last )?updated .{1,30} ago",
    ),
    "bylines": (
        rf"(?:by|words(?: by|:)|text(?: by|:)|(?:story|written|reported|report) by|author:|reporter:)\s(?:the\s)?"
        rf"(?!(?:{DAY}|{MONTH})\b){NAME}(?:(?:,? and |, | & | with ){NAME}){{0,5}}"
        rf"(?:\s?[,|/•·–—-]\s?(?:{NAME}|[\w ’'-]{{0,40}}\b{ROLE}s?\b.{{0,30}})|\s(?:in|for|at)\s{NAME})?",
        r"by (?:our |a )?(?:(?:political|local|foreign|crime|health|city|news|sports?|business|court) )?"
        rf"(?:staff|agencies|wire|{ROLE}s?)(?: (?:and|in|for) .{{1,30}})?",
        rf"{NAME}(?:(?:,? and |, ){NAME}){{0,2}}\s?[,|/•·–—]\s?(?!(?:an?|the|who|whose)\s)[\w ’'&-]{{0,40}}\b{ROLE}s?"
        rf"(?:[,|/•·–—]?\s(?:in |at |for )?{NAME})?",
        rf"(?!(?:an?|the)\s)(?:[a-z]{{1,15}} (?:and )?){{1,3}}{ROLE}s?(?:,? (?:in |at |for )?{NAME})?",
    ),
    "under the headline": (r"full text|abstract",),
    "summaries": (r"key (?:points|takeaways|facts|findings)|highlights|at a glance|in brief|in other news",),
    "tags": (
        r"(?:hash)?tags?|topics?|keywords|labels|categories",
        r"(?:(?:hash)?tags?|tagged(?: with)?|topics?|keywords|categories|filed (?:under|to|in)|posted in"
        r"|more on this|in this (?:article|story)|people mentioned|sections?)\s?:.{1,200}",
        r"(?:#\w{1,40}[\s,|·•]{0,4}){1,40}",
    ),
    "comments": (
        rf"(?:(?:view|show|see|load|read|hide) )?(?:all |more |the ){{0,2}}(?:\d[\d,.]{{0,8}}k? |no )?"
        rf"(?:comments?|repl(?:y|ies)|reactions?|shares?|likes?|views|votes?)(?:{COUNT})?(?: so far| yet)?",
        r"be the first to (?:comment|like|share|reply)\b.{0,40}",
        r"(?:leave|post|add|write) (?:a|your) (?:comment|reply)\b.{0,40}",
        r"sort by\b.{0,40}|(?:newest|oldest)(?: first)?|top comments|most liked",
        r"report (?:this )?(?:abuse|ad|comment|an? (?:error|typo|mistake|problem))\b.{0,30}",
    ),
    "sharing": (
        rf"(?:share|tweet|save|print|copy|gift|bookmark"
        rf"|pin)(?:,? (?:this|the|a|full|to|link|it|via|on|by|for|later"
        rf"|article|story|page|reading list|friends?|{NETWORK})){{0,8}}(?:{COUNT})?",
        rf"(?:(?:share|save|print|copy(?: link)?|follow(?: us)?|tweet|pin|comment"
        rf"|{NETWORK})(?:[\s,/|•·]{{1,3}}(?:and |or )?|$))"
        r"{1,12}",
        rf"(?:share|follow|find|like|join|visit|connect with)(?: us| this| it)?(?: on| via| to"
        rf"| with)?:?(?: our)?(?: {NETWORK}(?:[,/|•·]| and| or)?){{1,8}}(?: page| channel| group)?",
        r"like (?:this|loading)|(?:was|is) this (?:article |page )?(?:helpful|useful)\?? ?.{0,20}",
        r"follow(?:ing)?|unfollow|follow (?:us|me|(?:this )?(?:topic|story|author))",
        r"(?:get|turn on) (?:e-?mail )?(?:alerts?|notifications?)\b.{0,60}|(?:e-?mail |news )?alerts",
        r"show .{0,20}sharing options|share options|copied|link copied\b.{0,20}",
    ),
    "advertising": (
        r"advert(?:isement)?s?|advertising|ads?|ad choices|remove ads?|why am i seeing this",
        r"advertisement [-–—|•:].{1,60}",
        r"sponsored(?: content| post| links?| by .{1,60})?|promoted(?: content| by .{1,60})?",
        r"paid (?:post|content|partnership|programme?|promotion)\b.{0,60}|partner content",
        r"(?:presented|brought to you|supported|paid for) by .{1,60}"
        r"|in (?:partnership|association) with .{1,60}",
        r"(?:continue|keep) reading\b.{0,60}|scroll (?:down )?(?:to continue|for more)\b.{0,40}",
        r"skip (?:to|past|ad|advert)\b.{0,60}|(?:end|start) of .{1,40} promotion|after newsletter promotion",
    ),
    "consent": (
        r"(?:accept|reject|allow|decline|manage|customi[sz]e)(?: all| my)?(?: necessary| essential| optional)?"
        r"(?: (?:cookies?|preferences|settings|choices|options|consent))?(?: (?:and|&) (?:close|continue))?",
        r"(?:cookies?|privacy|legal|accessibility|editorial|community|comment(?:ing)?)"
        r" (?:policy|notice|settings|preferences|statement|guidelines|standards|choices|help)",
        r"cookies|privacy|accessibility|legal|imprint|your (?:privacy|cookie|ad) choices|do not sell\b.{0,60}",
        r"terms(?: (?:of|&|and) (?:use|service|sale|conditions))?"
        r"|(?:agree|disagree|i agree|got it|i accept|necessary only)",
    ),
    "navigation": (
        r"(?:main |site )?menu|home(?: ?page)?|search\b.{0,20}|log ?(?:in|out)|sign ?(?:in|out)"
        r"|sign up\b.{0,30}",
        r"(?:my )?account|register(?: now| for free)?"
        r"|subscribe(?: now| today| here| to continue\b.{0,30}| for .{1,30})?",
        r"subscriptions?|donate(?: now)?|support us|become a (?:member|subscriber)"
        r"|(?:start|try) .{0,20}free trial",
        r"contact(?: us)?|about(?: us| the authors?)|careers|jobs|help(?: cent(?:er|re))?|faqs?|site ?map"
        r"|archives?",
        r"back to (?:the )?(?:top|home|news|story|results|all .{1,20})"
        r"|(?:go|return) to (?:the )?(?:top|home ?page)",
        r"(?:next|previous)(?: (?:article|story|page|post|up|gallery))?|load more|see (?:all|more)"
        r"|view (?:all|more)|show more",
        r"skip links|toggle .{1,30}|all sections|(?:us|uk|world|international|print) edition|e-?paper",
        r"open in (?:app|browser|new tab)|crosswords?|puzzles|obituaries|classifieds|weather|more",
        r"(?:[a-z]\s?[-+]?\s){1,2}a[-+]?|(?:font|text) size\b.{0,20}|dark mode|translate\b.{0,20}",
    ),
    "lists of links": (
        r"(?:related|recommended|suggested|similar|popular|trending|latest|top|more|other|featured|recent"
        r"|must|also"
        r"|most|further)[ -](?:articles?|stor(?:y|ies)|news|content|topics?|links?|reading|reads?|posts?"
        r"|coverage|videos?|headlines|now|today|viewed|shared|popular|watched|like this|in this section"
        r"|on this(?: story| topic)?|reports|for you|searches)(?: .{1,40})?",
        r"related|recommended(?: for you| by .{1,30})?|trending|(?:you|readers) (?:may|might) (?:also )?"
        r"(?:like|enjoy|have missed|want to read|be interested in)\b.{0,20}"
        r"|(?:readers|you) also (?:like|liked|read|viewed)",
        r"don['’]?t miss(?: (?:it|this|out))?|in case you missed it|what to (?:read|watch)(?: next| now)?"
        r"|up next",
        r"(?:read|watch|listen)(?: (?:it|this))? (?:next|more|here|later|now|aloud|in full)"
        r"|read (?:the )?full (?:article|story|report|text)\b.{0,30}",
        r"(?:editors?['’]?s?|our) (?:picks?|choice)|more (?:from|on|about|in|by) .{1,60}|try our .{1,40}",
        r"explore (?:more|our|what)\b.{0,60}|discover (?:more|what)\b.{0,40}",
    ),
    "status": (
        r"(?:more )?(?:details|updates) (?:to follow|soon|shortly)"
        r"|more (?:to (?:follow|come)|follows|details (?:soon|shortly))|more as we get it",
        r"developing(?: story)?|breaking(?: news)?|ends?|-?\s?30\s?-?",
        r"(?:stay tuned|stay with us|(?:please )?(?:check back|refresh))\b.{0,80}",
        r"full coverage|corrections?(?: appended)?|live updates?|live",
    ),
    "media": (
        r"(?:play|pause|mute|unmute|replay|watch|view)(?: (?:video|audio|again|gallery|slideshow|live"
        r"|clip|the video|image|fullscreen|next))?|loading(?: .{1,20})?(?:\.{3}|…)?",
        r"video (?:player|caption|duration|unavailable|is loading)\b.{0,60}|\d+:\d\d\s?/\s?\d+:\d\d"
        r"|volume \d+ ?%",
        r"\d+ (?:of|/) \d+(?: photos?| images?)?|(?:image|photo|slide|picture) \d+ (?:of|/) \d+"
        r"|\d+ (?:photos|images)",
        r"(?:enlarge|hide|show|toggle|view|open) (?:this )?(?:caption|image|photo|fullscreen)\b.{0,30}",
        r"(?:image|photo|media|picture) (?:caption|source|copyright|credit)s?|photos?|videos?|audio"
        r"|galler(?:y|ies)",
        r"your browser does not support\b.{0,80}",
    ),
    "forms": (
        r"e-?mail address|your e-?mail(?: address)?|enter your e-?mail\b.{0,40}|zip code|postcode",
        r"submit|send|continue|done|no,? thanks|not now|maybe later|dismiss|close(?: .{1,10})?|learn more"
        r"|find out more",
        r"(?:click|tap) here|buy now|shop now|newsletters?"
        r"|(?:our |the )?(?:daily|morning|weekly|evening) (?:newsletter|briefing)",
    ),
    "credits": (
        rf"(?={PICTURE}){NO_VERB}{PICTURE}s?(?: (?:credit|courtesy|source|copyright))?\s?(?::|by|courtesy(?: of)?|©|/"
        r"|via)\s?.{1,100}",
        rf"(?:[\w.'’-]{{1,20}}\s){{0,5}}[\w.'’-]{{0,20}}\s?(?:/|\||via|–|—)\s?(?:the\s)?{AGENCY}"
        r"(?:\s?(?:/|\||via)\s?[\w .]{1,30})?",
        rf"{AGENCY}(?:\s?(?:/|\||via|,)\s?[\w .'’-]{{1,40}})?(?: file)?(?: photo)?"
        rf"|file (?:photo|image|picture)|stock (?:photo|image)",
        rf"[\[(][^\])]{{0,80}}(?:{AGENCY}|photo|courtesy|handout|supplied)[^\])]{{0,40}}[\])]",
        r"supplied|handout|courtesy(?: of)? .{1,60}|image generated .{1,40}",
    ),
}

OPENINGS: dict[str, tuple[str, ...]] = {
    "newsletters": (
        r"sign (?:up|in) (?:for|to (?:our|the|get|receive|read|continue|save|unlock)|here|now|today|below"
        r"|by)\b",
        r"subscribe (?:to (?:our|the|get|read|receive|unlock|\S{1,30}['’]s)|now|today|here|for|and)\b",
        r"(?:get|receive) (?:\S{1,20} ){0,10}(?:newsletter|(?:to|in) your (?:inbox|phone|email))\b",
        r"(?:our|the) (?:\S{1,20} ){0,10}(?:to|in) your inbox\b|delivered to your inbox",
        r"our (?:free )?(?:daily|weekly|fortnightly|monthly|morning|evening) (?:e-?mail|newsletter)\b",
        r"you are receiving this e-?mail\b|our (?:mailing )?address is\b|view this e-?mail\b"
        r"|forwarded this e-?mail\b",
        r"enter your e-?mail|unsubscribe|you can (?:unsubscribe|opt out|change your (?:mind|settings))",
        r"by (?:signing up|subscribing|clicking|entering|providing|continuing|submitting|registering"
        r"|using (?:this|our))\b.{0,120}(?:agree|consent|accept|acknowledge|terms|polic)",
        r"(?:no comments yet|(?:no one|nobody) has commented|comments (?:are|have been) (?:closed"
        r"|turned off|disabled|moderated|subject to))\b",
        r"(?:this is )?an? (?:breaking|developing) (?:news )?story\b|this story is developing\b",
        r"thank(?:s| you) for (?:signing up|subscribing|registering|reading|your feedback)\b",
        r"(?:(?:the|this) )?(?:story|article|content) continues (?:below|after)\b",
        r"already (?:a |have an? )?(?:subscriber|member|account|registered)\b"
        r"|please (?:enter a valid|check your inbox)",
        r"please (?:log|sign) in|create (?:a|your) (?:free )?account|cancel any ?time|no spam\b"
        r"|join (?:over )?[\d,]+ (?:readers|subscribers)",
        r"join (?:our|the) (?:\S{1,20} ){0,4}(?:channel|group|community|newsletter|mailing list)\b",
        r"(?:want to|you can) (?:receive|get) this\b.{0,60}(?:inbox|e-?mail)|for more from .{1,60}, download\b",
        r"download (?:our|the) (?:\S{1,20} ){0,5}app\b|listen to (?:our|the) (?:\S{1,20} ){0,4}podcast\b",
    ),
    "subscriptions": (
        r"you(?:['’]ve| have) (?:\S{1,10} ){1,4}(?:free )?articles? (?:left|remaining|this)"
        r"|you(?:['’]ve| have) reached your\b",
        r"(?:please )?(?:support|donate to) (?:our|independent|local|quality|public) (?:journalism|news"
        r"|reporting)",
        r"(?:your|every) (?:support|contribution|donation|gift|subscription) (?:helps|makes|keeps|powers"
        r"|funds)\b",
        r"become a (?:member|subscriber|supporter|patron)\b|only subscribers|help us (?:keep|report)\b",
        r"(?:this|the rest of this) (?:\S{1,12} )?is (?:for|reserved for|available to"
        r"|exclusive to) (?:\S{1,12} )?(?:subscribers|members)",
        r"(?:try|start) .{0,20}(?:free for|for \S+ a (?:month|week))|to (?:continue|keep) reading\b"
        r"|from (?:only|just) [£$€]\d\S{0,6} (?:a|per) (?:month|week|year)",
    ),
    "consent": (
        r"(?:we|this (?:site|website|page|app)|our (?:site|website)) uses? cookies",
        r"\S{2,30} and (?:our|its|\d+) (?:\S{1,9} ){0,2}partners uses? cookies",
        r"to view this (?:content|video|embed)|javascript (?:is|must)|please enable javascript",
        r"this (?:content|video) (?:is (?:un|not |no longer |restricted|provided|hosted|only)|can(?:not|['’]t)|file)",
        r"we are sorry, ?this|an error (?:has )?occurred[.,]? ?(?:please|while|$)",
    ),
    "following": (
        rf"follow (?:us|me|@\w+|(?:\S{{1,20}} ){{1,14}}on {NETWORK}\b)|(?:like|join|find) us on\b"
        rf"|on {NETWORK}: ?@\w",
        rf"(?:share|tweet) (?:this|your) (?:{PIECE}|thoughts|views|story|experience)\b",
        r"you can (?:also )?(?:follow|reach|contact|e-?mail) (?:\S{1,30} ){1,4}(?:at|on|via|by)\b",
        r"(?:e-?mail|contact|write to|reach|message|call|text) (?:\S{1,30} ){0,8}(?:at|on|via)?:? ?\S{1,40}@\S",
        r"(?:have|got|do you have|have you got) an? (?:news |story )?(?:tip|story|correction)\b.{0,60}\?"
        r"|do you (?:have|know) (?:more|something)\b.{0,60}\?|feedback\?",
        r"send (?:us )?(?:your |an? )?(?:news )?(?:tips?|letters?|photos|comments|feedback)\b",
        r"have you been affected|are you affected by|get in touch\b|tell us (?:what|your)\b"
        r"|let us know (?:what|in|your)\b",
        r"join the (?:conversation|debate|discussion)\b|leave a (?:comment|reply)\b"
        r"|what do you think\? (?:tell|let|have|join)",
        r"letters to the editor",
    ),
    "links": (
        r"click (?:here|the (?:link|button|image)|below|on the (?:link|image))\b|tap (?:here|below)\b"
        r"|just click here\b",
        r"read (?:more|also|next|the full (?:story|article|report|transcript)|it (?:all )?here)\b",
        r"(?:see|watch|listen) (?:also|more)\b|(?:watch|listen to|see|read) (?:\S{1,20} ){0,8}(?:above"
        r"|below|here)[.:]?$",
        r"(?-i:RELATED|WATCH|LISTEN|MORE|READ|READ MORE|PHOTOS|VIDEO|GALLERY|LIVE UPDATES|MUST READ"
        r"|TRENDING|ALSO)\b\s?[:|>–—-]",
        r"\[(?:ad|advert|advertisement|sponsored|promo)\]|related \w{4,10}:",
        r"(?:related|watch|listen|see more|photos|video|gallery|live updates|recommended|also read"
        r"|don['’]t miss|in case you missed it|opinion|explainer|fact[- ]check|quiz|podcast)\s?[:|]\s",
    ),
    "notes": (
        rf"this {PIECE} (?:was|has been|is|will be|may have been) (?:being )?(?:\w{{1,14}} )?"
        r"(?:updated|amended|corrected|edited|republished|adapted|translated|clarified|modified)\b",
        rf"this {OWN_PIECE} (?:was|has been|is) (?:\w{{1,14}} )?(?:published|produced|supported|funded)\b",
        r"an earlier version of (?:this|the)\b|corrections? (?:appended|and clarifications)"
        r"|we have (?:updated|amended|corrected) this",
        r"(?:correction|clarification|editor['’]?s['’]? note|editors['’] note|disclosure|disclaimer"
        r"|note to (?:readers|editors))\b[^:.]{0,30}:",
        rf"this {OWN_PIECE} (?:first )?(?:appears|appeared|ran|is from|was in)\b"
        rf"|(?:your|an) e-?mail address will not be|required fields are",
        r"(?:\S{1,20} ){1,4}(?:is|are) not responsible for the content"
        r"|(?:\*\s?)?(?:market |stock |quote )?data (?:is|are) (?:a real-time|delayed at least)",
        rf"(?:reporting|support|funding) for this {PIECE}|to suggest a correction",
        r"©|\(c\) |copyright (?:©|\(c\)|(?:\S{1,20} ){0,5}\d{4})"
        r"|copyright (?-i:[A-Z]).{0,40}\b(?:media|ltd|limited|inc|llc|plc|group|news|publishing)\b"
        r"|all rights reserved|this material may not be|all content ©|registered in england"
        r"|not for (?:onward )?(?:distribution|publication)|for personal use only",
        r"the (?:views|opinions) expressed\b|republish(?:ed|ing)? (?:this|under|with)"
        r"|reprinted (?:with|from)|as published in\b",
        rf"(?={WORK}){NO_VERB}{WORK}\b(?: and \w{{1,12}})?,? by\b",
        r"with (?:additional )?(?:reporting (?:by|from)|files from|input from|inputs from|agencies)\b",
        r"(?-i:ATTENTION|EDS|EDITORS|NOTE TO EDITORS|URGENT|ADVISORY|EMBARGO(?:ED)?)\b\s?[:\-–—]",
    ),
}

# Looked for only in a sentence that holds the key, in any case: most hold none.
INSIDE: dict[str, tuple[str, ...]] = {
    "contributed ": (
        r"\bcontributed reporting\b",
        rf"\bcontributed (?:\w{{1,12}} ){{0,3}}(?:to|from) this {PIECE}\b",
    ),
    "h/t": (r"^\(?h/t\b",),
    "@": (
        r"\btweets (?:at )?@\w",
        r"\bon (?:twitter|x|instagram|threads|bluesky)(?:[ :,]{1,2}at)?[ :,]{1,2}@\w{1,30}[.)]?$",
        r"^[-–—]\s?.{1,60}\(@\w{1,30}\)|^@\w+\.?$",
        r"\bcan be reached (?:at|on|by) \S{0,40}@|\btips? (?:to|at) \S{1,40}@",
    ),
    "our ": (r"\bour (?:privacy (?:policy|notice)|terms (?:of|and)|cookie policy)\b",),
    "terms of service": (r"\bterms of service apply\b",),
    "may not be ": (r"\bmay not be (?:published, broadcast|reproduced)",),
    "all rights ": (r"\ball rights reserved\b",),
}

CAPTIONS: tuple[str, ...] = (
    r"[.|,)\]”\"’]\s?[\[(]?(?:file |handout )?(?:photo(?:graph)?|image|picture|credit|illustration"
    r"|pic)s?(?: credit)?\s?(?::|/|by|courtesy(?: of)?)\s?\S.{0,60}$",
    rf"[.|,)\]”\"]\s?[\[(]?(?:[\w.'’-]{{1,20}}\s){{0,4}}[\w.'’-]{{1,20}}\s?(?:/|\|"
    rf"|via)\s?{AGENCY}(?:[/ ][\w .]{{1,30}})?[\])]?\.?$",
    rf"[\[(](?:{AGENCY}|photo|file)[ /:,][^\])]{{0,60}}[\])]\.?$|\({AGENCY}\)$"
    rf"|[\[(][^\])]{{0,50}}[/,] ?{AGENCY}[\])]\.?$",
    r"[\[(](?:supplied|handout|file(?: photo)?|courtesy[^\])]{0,40})[\])]\.?$",
)

BIOGRAPHY: tuple[str, ...] = (
    rf"(?:(?!This|That|There|It |Mr|Ms)(?:{NAME})(?: and {NAME})?|She|He|They|His"
    rf"|Her)(?: \([^)]{{1,30}}\))?,? (?:is|are|was|has|covers?|reports?|writes?|works?"
    r"|joined|edits?|hosts?|previously|latest|new)\b.{0,160}\b(?:reporter|correspondent|editor|columnist"
    r"|journalist|writer"
    r"|fellow|professor|author|co-?host|contributor|freelance|newsroom|bureau|board of contributors|book"
    r"|newsletter|column)s?\b"
    rf"|{NAME} covers .{{1,120}}|{NAME}(?:, {NAME})*(?: and {NAME})? reported from\b.{{0,80}}",
)
