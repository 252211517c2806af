"""What people write around a value that is no answer of theirs, or none for sure, in English and German."""

import re

LONGEST = 240
"""Characters before and behind a value that are looked at; all patterns are tried on so few."""
_SOLUTIONS = r"(?:solution|answer|result|value)s?"
_ANOTHERS = (
    rf"(?:sample|model|official|reference|master|their|his|her|tutor'?s?|lecturer'?s?)\s+{_SOLUTIONS}|answer key|neighbou?r\w*|nachbar\w*"
    r"|classmates?|friends?|kommiliton\w*|freund(?:e|in|en)?|chat\s?-?gpt|gpt-?\d|copilot|gemini|claude|deepseek|llms?|chatbot"
    r"|(?:muster|beispiel|referenz)lösung\w*|lösungs(?:blatt|heft|skizze|vorschlag|schlüssel)\w*"
    r"|(?:other|another|different|andere[nrsm]?)\s+(?:group|team|student|gruppe|person|people)\w*"
    r"|(?:according to|laut|gemäß)\s+(?:the\s+|der\s+|dem\s+)?"
    r"(?:solution|lösung|key|book|buch|internet|web|forum|lecture|slides?|vorlesung|folie)\w*"
    r"|(?:solutions?|key|lösung|book|buch|lecture|slides?|vorlesung|folien?|skript|paper|internet|web|google|forum|tutor\w*|lecturer|prof\w*"
    r"|he|she|they|someone|somebody|jemand|everyone|everybody|others)"
    r"\s+(?:says?|said|claims?|states?|gives?|gave|got|gets?|has|have|had|writes?|wrote|shows?|tells?|sagt|sagen|gibt|hat|haben|hatten?"
    r"|schreib\w+|behaupte\w+|nennt|meint)"
)
_EARLIER = (
    r"(?:last|previous|earlier|former|preceding|old|older)\s+(?:week|year|sheet|exercise|task|problem|assignment|submission|version|attempt"
    r"|try|draft)(?:['’]?s)?"
    r"|(?:letzte|vorige|vorherige|frühere|alte)[nrms]?\s+(?:woche|jahr|blatt|übung|aufgabe|abgabe|version|versuch|entwurf)\w*"
    r"|(?:before|prior to|vor)\s+(?:the\s+|our\s+|der\s+|dem\s+)?(?:correct\w+|fix\w*|bug\w*|mistake|korrektur|fehler)"
    r"|(?:at first|initially|originally)\s+(?:we|i)\s+(?:had|got|thought|wrote)|used to be"
    r"|(?:zuerst|anfangs|ursprünglich|zunächst)\s+(?:hatten?|dachten?|schrieb\w*)"
)
_UNSURE = (
    r"(?<!random )guess(?:ed)?|probably|presumably|possibly|unsure|not sure|uncertain|no idea|allegedly|supposedly|hypothetical\w*|dummy"
    r"|placeholder|(?:one|you|man)\s+(?:might|may|could|would|könnte|würde)\s+(?:\w+\s+)?(?:think|believe|assume|denken|glauben|meinen|annehmen)"
    r"|vermutlich|wahrscheinlich|geraten|unsicher|nicht sicher|keine ahnung|angeblich|womöglich|möglicherweise|evtl|platzhalter"
)
_EXAMPLE = (
    r"(?<!this )(?<!the )(?<!our )(?<!given )(?<!each )(?<!per )(?<!one )(?<!an )example(?=\s*[:,]|\s+\S+\s*[=≈])|for (?:example|instance)"
    r"|e\.\s?g\b|such as|zum beispiel|beispielsweise|z\.\s?b\b|beispiel\s*:"
)
_EXPECTED = (
    r"(?<!as )expect(?:ed|ation)?|(?<!wie )erwarte[tn]\w*|should(?!\s+(?:be|read)\s*+[:=])|sollte\w*|müsste\w*|ought to"
    r"|target value|zielwert|sollwert"
)
_FALSE = (
    r"wrong(?:ly)?|false|incorrect|impossible|failed|fails|falsch\w*|unmöglich|inkorrekt|cannot|stimmt nicht"
    r"|passt nicht"
)
_IGNORED = (
    r"ignore\w*|ignorier\w*|disregard|do not (?:mark|grade|count)|nicht (?:be)?werten|copied|kopiert|abgeschrieben|(?:was|were|been) told"
)
_LEADS = (
    r"(?!.*(?:[=≈]|\b(?:get|obtain|have|compute|calculate|find|know|gives?|yields?|erhalten|ergibt|folgt|bekommen|then|dann|so|also)\b))"
)
_BECAUSE = r"(?!\s+(?:because|due|since|as|weil|da|wegen|by|for|that)\b)"
_SAYING = r"(?:(?:i|we|but|aber|just|only|a|nur|ich|wir|that['’]?s|is|das|ist|this|am|are|bin|sind)\s+){0,4}"

BEFORE = re.compile(rf"\b(?:{_ANOTHERS}|{_EARLIER}|{_UNSURE}|{_EXAMPLE}|{_EXPECTED})(?!\w)", re.IGNORECASE)
"""Anywhere in its sentence before a value."""
TAKEN_BACK = re.compile(rf"\b(?:{_FALSE}|{_IGNORED})(?!\w)", re.IGNORECASE)
"""In the clause right before a value."""
FINISHED = re.compile(rf"\b(?:that|this|it|which|das|dies|es)\s+(?:was|is|war|ist)\s+(?:\w+\s+)?(?:{_FALSE})\s*+[:–-]", re.IGNORECASE)
"""`That was wrong: L = …` speaks of what stood before it."""
CONTRACTED = re.compile(r"\b(?:can|does|do|is|was|wo|ca)(?:n)?['’ ]t\b", re.IGNORECASE)
"""In a sentence that states a value without a sign."""
OF_IT = re.compile(
    r"\b(?:sum|total|mean|average|product|maximum|minimum|max|min|norm|square|half|twice|double|negative|inverse|reciprocal|absolute value"
    r"|difference|log|logarithm|root|multiple|rounded|summe|mittelwert|durchschnitt|betrag|hälfte|doppelte|wurzel|quadrat|kehrwert|vielfache)"
    r"\s+(?:of|von|over|über|aus|der|des)\s+(?:(?:the|den|dem|all|alle[nr]?|our|both|beide[nr]?)\s+)?$",
    re.IGNORECASE,
)
"""Right before a symbol they turn it into another thing."""
TAKEN = re.compile(
    r"^\W*(?:\w+\W+)?(?:let|given|sei(?:en)?|falls|sofern|unless|provided|assum(?:e|ed|ing)|suppos(?:e|ed|ing)"
    r"|gegeben|angenommen|ausgehend von|imagine|pretend)\b" + _LEADS,
    re.IGNORECASE,
)
"""The clause before a name begins so: the value is assumed."""
USED = re.compile(
    r"^\W*(?:with|for|using|from|where|at|mit|für|mittels|bei|wobei|(?:we\s+)?start(?:ing|ed)?\s+(?:with|from|at))\b" + _LEADS,
    re.IGNORECASE,
)
"""The clause before a name begins so: the value is an old one that goes into what follows, if it is not marked as new."""
HEADS = re.compile(
    rf"\b(?:{_ANOTHERS}|{_EARLIER}|{_UNSURE}|expected|erwartet\w*|reference|referenz|soll|target|theirs?|sample|example|beispiel"
    rf"|{_FALSE}|{_IGNORED})(?!\w)",
    re.IGNORECASE,
)
"""In the head of a table's row or column."""
_SAID_BEHIND = (
    rf"^[\s,;:(\[–-]*+{_SAYING}(?:{_UNSURE}|guessing|or so|oder so|give or take)(?!\w){_BECAUSE}"
    rf"|^[\s,;:(\[–-]*+(?:\w+\s+){{0,4}}(?:{_ANOTHERS}|{_EARLIER}|{_FALSE}|{_IGNORED})(?!\w)"
    r"|^\s*+[(\[–-]\s*+(?:no|nein|nope|not)\b"
)
SAID_BEHIND = re.compile(_SAID_BEHIND, re.IGNORECASE)
"""Right behind a formula, which may hold under a condition."""
BEHIND = re.compile(
    rf"{_SAID_BEHIND}|^[\s,;:(\[–-]*+(?:(?:but|aber|only|nur)\s+)?(?:if|unless|falls|sofern|wenn|would|could|might|may|provided"
    r"|assuming|vorausgesetzt|angenommen|mod|modulo)(?!\w)",
    re.IGNORECASE,
)
"""Right behind a value."""
ASKED = re.compile(r"^\s*+[\])}]*+\s*+[(\[]?\s*+[?¿]|^!+(?!=)")
UNIT = re.compile(
    r"^\s*+(?:[°‰€£′″]|(?:degrees?|deg|grad|radians?|rad|kg|cm|mm|km|ms|sec|seconds?|hours?|minutes?|euros?|eur|dollars?|permille|promille"
    r"|thousand|million|billion|trillion|tausend|millionen|milliarden|hundred|dozen|dutzend|times|mal|fold|bits?|bytes?|[kmg]b|[kmg]?hz|volts?"
    r"|watts?|met(?:er|re)s?|miles?|db|units? of|plus|minus|(?:multiplied|divided) by|squared|cubed|hoch|to the power)(?!\w)"
    r"|[msgk](?=\s*+(?:[,;.)]|$)))",
    re.IGNORECASE,
)
TRAINED = re.compile(
    r"^\W*+(?:on|for|in|auf|für|im|bei)\s+(?:the\s+|den\s+|dem\s+|der\s+|our\s+)?(?:training|train|validation|val\b|validierung)",
    re.IGNORECASE,
)
"""Behind a share."""
POINTS = re.compile(r"^\s*+(?:%|percent|per cent|prozent|percentage)?\s*-?(?:points?\b|prozentpunkte?|pp\b)", re.IGNORECASE)
PER_CENT = re.compile(r"^\s*+(?:\\quad\s*+)?(?:%|(?:percent|per cent|prozent)(?!\w))", re.IGNORECASE)
RATHER = re.compile(
    r"\b(?:ours|unsere[rs]?(?=\s+(?:ist|sind|war|lautet))|(?:correct|true|actual|right|real|proper)\s+(?:one|value|answer|result|solution)"
    r"|(?:correct|right|richtig|korrekt)(?=\s+(?:is|would|ist|wäre)|\s*:)|eigentlich|tatsächlich|should (?:be|have been|read)|sollte|müsste"
    r"|actually|rounded|gerundet|aufgerundet|abgerundet|truncated|exact(?:ly)?|exakt|genauer|instead(?!\s+of\b)|sondern|rather(?!\s+than\b)|vielmehr)\b"
    r"[^\d=]{0,24}(?P<number>-?\d+(?:[.,]\d+)?(?:/\d+)?)",
    re.IGNORECASE,
)
"""Behind a value they name the one that is meant."""
GOES_ON = re.compile(
    r"\s*+(?:[+\-−–*/·×÷%^!‰]|\\(?:cdot|times|div)\b|(?:plus|minus|times|mal|divided by|geteilt durch)\b)"
    r"(?=\s*+[\d(.]|\s*+$)[\s\d.,^(){}·×*/+\-−]*+(?:=.*)?",
    re.IGNORECASE | re.DOTALL,
)
"""A line that goes on reckoning with the value above it."""
_MARKED = r"^\W*+(?:\^?\w{1,2}\]:?\s*+)?(?:(?:but|aber|however|though|doch|edit|ps)\W+)?"
REVOKED = re.compile(
    rf"{_MARKED}(?:{_FALSE}|nope|no|nein)\W*$"
    rf"|{_MARKED}(?:actually|eigentlich|edit|update|correct(?:ion|ed)?|korrektur|berichtigung|richtig|better|besser|instead)\b"
    r"\W*(?:(?:it|this|the value|es|der wert)\s+)?(?:(?:is|to|be|ist|auf|zu)\W+)?-?\d"
    rf"|{_MARKED}(?:this|that|it|das|dies|es)\s+(?:is|was|comes from|ist|war)\s+(?:\w+\s+){{0,3}}(?:{_ANOTHERS}|{_EARLIER})(?!\w)"
    r"|^\s*+(?:→|⇒|=>|->|➔|≠)[^=]{0,40}?-?\d+(?:[.,]\d+)?\W*$"
    r"|^\W*+(?:(?:oops|sorry|scratch that|never ?mind|forget (?:it|that)|quatsch|stimmt (?:so )?nicht)\b"
    r"|(?:no|nein|wait|moment|hm+)\s*+[,:!]"
    r"|(?:this|that|it|which|das|dies|(?:the\s+)?(?:above|last|previous)(?:\s+\w+){0,2}|der wert|die zeile)\s+"
    r"(?:is|was|looks|seems|must be|ist|war)\s+(?:(?:of course|clearly|completely|obviously|leider|natürlich|all|just|only|nur)\s+){0,2}"
    r"(?:wrong|false|incorrect|(?:not|nicht)\s+(?:correct|right|our|the answer|true|richtig|korrekt|unser\w*)|falsch|nonsense|unfug"
    r"|(?:a|an|ein|my|our)\s+(?:mistake|error|guess|example|fehler|beispiel|placeholder))\b)",
    re.IGNORECASE,
)
"""A line that takes back the one above it."""
ANNOUNCED = re.compile(
    rf"\b(?:next|following|below|folgende\w*|nächste\w*)\b.*\b(?:{_ANOTHERS}|{_FALSE}|{_IGNORED})(?!\w)"
    rf"|\b(?:{_IGNORED})\b.*\b(?:next|following|below|folgende\w*|nächste\w*)\b",
    re.IGNORECASE,
)
"""A line that says of the one below that it is none of ours."""
STEP = r"\s+(?:the\s+|one\s+|dem\s+|der\s+)?(?:\w+\s+)?(?:step|update|descent|schritt|aktualisierung)\b"
BEFORE_STEP = re.compile(rf"\b(?:before|prior to|vor){STEP}", re.IGNORECASE)
AFTER_STEP = re.compile(rf"\b(?:after|nach){STEP}", re.IGNORECASE)
TITLE = re.compile(
    rf"\b(?:{_ANOTHERS}|{_EARLIER}|{_UNSURE}|wrong|false|incorrect|falsche?[nrs]?|fehlversuche?|failed|attempts?|versuche?|scratch\w*|drafts?"
    r"|entwürfe?|entwurf|discarded|verworfen\w*|deprecated|outdated|veraltet\w*|superseded|not (?:our|to be)|do not (?:mark|grade|count)"
    r"|nicht (?:werten|bewerten)|expected|erwartete?[rsn]?)(?!\w)",
    re.IGNORECASE,
)
WHOLE_TITLE = re.compile(
    r"^\W*+(?:the\s+)?(?:given|gegeben|assum\w+|annahmen?|examples?|beispiele?|template|vorlage|hypothetical)\W*+(?:values?|werte?)?\W*$",
    re.IGNORECASE,
)
COMMENT = re.compile(r"^\s*+(?:#|//|/\*|%|--|\"{3}|'{3})|\s(?:#|//)\s")
"""In a line of a program."""
OTHER_TASK = re.compile(
    r"\b(?:task|exercise|problem|question|aufgabe|teilaufgabe|frage|übung)\s*+(?P<number>\d{1,2}(?:\.\d{1,2}){1,2})", re.IGNORECASE
)
