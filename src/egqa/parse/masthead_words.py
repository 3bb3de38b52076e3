"""What the fields of a masthead look like: dates, sessions, distribution, kinds of document."""

from __future__ import annotations

import re

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_LANGUAGES = "Arabic|Chinese|English|French|Russian|Spanish"
# "14–18 and 21–23 July 2025", "30 March to 3 April": days, the last with its month.
_DAY = rf"\d{{1,2}}(?: (?:{MONTHS}))?(?: \d{{4}})?"
_TO = r"\s*(?:[-–—,]|to\b|and\b)\s*"
_DAYS = rf"{_DAY}(?:{_TO}{_DAY}){{0,6}}?{_TO}\d{{1,2}} (?:{MONTHS})"
DATE = re.compile(rf"(?:Date:\s*)?(?P<date>\d{{1,2}} (?:{MONTHS}) \d{{4}})", re.IGNORECASE)
MEETING = re.compile(
    rf"(?P<venue>[A-Z][\w .'’-]{{1,60}}?(?:, [A-Z][\w .'’-]{{1,40}}?)?),"
    rf"\s*(?P<dates>(?:from )?{_DAYS} \d{{4}})"
)
# Of the meeting that a record is of.
MEETING_DAY = re.compile(
    r"(?:held at (?:the )?(?P<place>[^,\d]+(?:, [^,\d]+)?),? on )?"
    rf"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, (?P<date>\d{{1,2}} (?:{MONTHS}) \d{{4}}),?"
    r"(?: at)? (?:noon|[\d.:]+ [ap]\.m\.)",
    re.IGNORECASE,
)
# Sessions that are told by their year, not counted.
_KIND = r"annual|special|regular|resumed|substantive|organizational"
BOARD_SESSION = re.compile(
    rf"(?:{_KIND}|(?:first|second|third) regular) session(?:(?:,| of)? \d{{4}})?"
    rf"|\d{{4}} (?:(?:{_KIND}|resumed regular) )?session",
    re.IGNORECASE,
)
DAYS_FIRST = re.compile(rf"(?P<dates>{_DAYS}(?: \d{{4}})?), (?P<venue>[A-Z][A-Za-z .'’-]{{2,40}})")
DAYS_ALONE = re.compile(rf"(?P<dates>{_DAYS} \d{{4}})")
# Below a session, on a cover in brackets.
DAYS_ASIDE = re.compile(rf"\(?(?P<dates>{_DAYS} \d{{4}})\)?")
# On the cover of a supplement, whose records it is of: "General Assembly", "Eightieth Session".
RECORDS = re.compile(
    r"(?P<organ>General Assembly|(?:Economic and Social|Security|Human Rights) Council)"
    r" Official Records(?:,? (?P<session>[A-Z][\w-]+ Session))?,?(?: \d{4})?"
    r",?(?: Supplement No\. .*)?"
)
REPORT_OF = re.compile(
    r"Report of the (?P<body>.+?)"
    r"(?: on (?:the work of )?(?:its|the [\w-]+ session)\b.*| for \d{4}\b.*)?"
)
MEETING_NAME = re.compile(r"\d{1,5}(?:st|nd|rd|th) (?:plenary |closed )?meeting")
DISTRIBUTION = re.compile(
    r"Distr(?:\.|ibution):?\s*(?P<kind>General|Limited|Restricted|For participants only)", re.I
)
LANGUAGE = re.compile(
    r"Original:\s*(?P<original>[A-Z][a-z]+(?:[/,] ?[A-Z][a-z]+)*)\b"
    rf"|\b(?P<only>(?:{_LANGUAGES})(?: and [A-Z][a-z]+)? only)\b",
    re.IGNORECASE,
)
JOB = re.compile(r"(?<![\w.])(?:[A-Z]{1,6}\.)?\d{2}-\d{5}\*?(?:\s*\([A-Z]\))?(?:\s+\d{6}\b)*")
BAR = re.compile(r"\*\s?\d{5,}\s?\*")
SESSION = re.compile(
    r"(?P<ordinal>[A-Z][a-z]+(?:-[a-z]+)?|\d+(?:st|nd|rd|th)) "
    r"(?:(?:emergency )?special |resumed |regular |annual |substantive )?(?:session|meeting|year$)"
    r"(?:,? .{0,40})?"
)
TITLE = re.compile(
    r"(?:Draft |Revised |Provisional |Annotated |Advance |Progress |Interim |Annual |Biennial "
    r"|Final |Periodic |Consolidated |Updated |Identical )*(?:report|note|letter|resolution|agenda"
    r"|decision|summary|programme(?!,)|compilation|proposal|statement|working paper"
    r"|conference room paper|list of participants)s?\b.*",
    re.IGNORECASE,
)
ADDENDUM = re.compile(r"(?:Addendum|Corrigendum|Revision|Amendment)(?: \d+)?")
RAPPORTEUR = re.compile(r"(?:Co-)?Rapporteur(?:-General)?:\s*(?P<name>.+)")
AGENDA_LINE = re.compile(
    r"(?:Provisional )?Agenda items? (?P<items>\d.*)"
    r"|Items? (?P<listed>\d[\d and(),a-z]*?) of the (?:preliminary|provisional).*",
    re.IGNORECASE,
)
DISTRIBUTION_ALONE = re.compile(r"Distr(?:\.|ibution):?", re.IGNORECASE)
KIND_ALONE = re.compile(r"General|Limited|Restricted", re.IGNORECASE)
# The languages in which a document is issued, where they are not all six.
LANGUAGES_ALONE = re.compile(
    rf"(?:and )?(?:{_LANGUAGES})(?:(?:, ?| and |/ ?)(?:{_LANGUAGES}))*(?: only)?", re.IGNORECASE
)
# What boards are asked to do with a document, and what a copy is.
ASIDE = re.compile(
    r"For (?:action|approval|consideration|decision|discussion|information)"
    r"|Advance (?:unedited )?(?:copy|version)|Unrestricted",
    re.IGNORECASE,
)
BANNER = re.compile(r"ADVANCE (?:UNEDITED )?(?:COPY|VERSION) FOR(?: .*)?")
RESOLUTION = re.compile(r"\d{1,3}/\d{1,3}\.\s+\S.*")
REISSUED = re.compile(r"\W*Re-?issued (?:for|as) .*", re.IGNORECASE)
BODY = re.compile(
    r"\b(?:Assembly|Board|Bureau|Commission|Committee|Conference|Congress|Council|Forum|Group|Meeting"
    r"|Panel|Parties|Secretariat|Sub-?[Cc]ommi\w+|Task Force)\b"
)
HAS_WORD = re.compile(r"[^\W\d_]{3}")  # what is left of a seal in a scan has none
OWNERS = re.compile(
    r"(?:United )?Nations(?: Unies)?|United|Official Records|[AES]|[\W\d_]*", re.IGNORECASE
)
OWNER = re.compile(r"^(?:United Nations|Nations Unies)\s+", re.IGNORECASE)
LABELS = re.compile(r"\b(Distr\.:?|Original:|Date:|Rapporteur:)[\s|]+", re.IGNORECASE)
CELLS = re.compile(r"\s*\|\s*|\t+|\s{3,}")
BARE = re.compile(r"[\s|*,;_]")
