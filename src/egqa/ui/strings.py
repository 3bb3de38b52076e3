"""All words of the page, in one place, ready for translation."""

from __future__ import annotations

from egqa.types import AttributionClass, Role

TITLE = "egqa · UN meeting documents, quoted to the paragraph"
NAME = "egqa"
SUBTITLE = "UN meeting documents, quoted to the paragraph"
SKIP = "Skip to the question box"

# The conversation
WELCOME = "Ask what the documents say."
PROMISE = (
    "Every answer is made of the documents’ own words, each with the paragraph it stands in. "
    "Where the documents do not say, you are told so."
)
TRY = "For example"
QUESTION_LABEL = "Your question"
QUESTION_PLACEHOLDER = "Ask, or name a paragraph"
ASK = "Ask"
READING = "Reading the documents"
YOU_ASKED = "You asked"
THE_DOCUMENTS = "The documents"
LOST = "This earlier answer cannot be shown any more."
LOST_HINT = "Ask the question again."
READ_AS = "Read as"
HOW = "How this was read and searched"
HOW_DOCUMENTS = {"must": "Only in", "prefer": "First in"}
HOW_UNITS = "Paragraphs named"
HOW_PASSAGES = "Best paragraphs found"
HOW_NONE = "No paragraph was found."
SEARCHED_FOR = "Searched for"
TOOK = "Took {seconds:.1f} seconds"
SOURCES = "Sources"
SOURCES_OF = "Show the sources of this answer, question {number}"
COPY_ANSWER = "Copy this answer as Markdown"
EDIT = "Edit question"
RETRY = "Ask again"
REMOVE = "Remove"
NEXT = "Go on with"
FOLLOW_NEXT = "And {pinpoint}?"
ANSWERED_STATUS = "Answered with {count} quoted from the documents."
ABSTAINED_STATUS = "The documents do not answer this."
QUOTATIONS = ("1 passage", "{count} passages")
EXAMPLES = (
    "What is suggested on electronic evidence?",
    "Should there be a new global treaty on cybercrime?",
    "What did speakers say about public-private partnerships?",
    "Which States made statements?",
    "When was the report adopted?",
)
EXAMPLE_UNIT = "What does {document}, {pinpoint} say?"

STOP = "Stop"
STOPPED = "Stopped. The question is back in the box."
OPPOSED = "Opposed statements"
COMPARED = "Side by side"
OTHER_SIDE = "The other side: {who}"

# Filters
NARROW = "Filters"
NARROW_LONG = "Confine the next question"
NARROW_RULE = (
    "Choose what the next question is confined to. "
    "Choices in one list widen each other; lists narrow each other."
)
FIELDS = {
    "documents": "Document",
    "meetings": "Meeting",
    "years": "Year",
    "sections": "Section",
}
FIND = "Find in: {field}"
PARAGRAPHS = "paragraphs"
NOTHING_OFFERED = "None is printed in these documents."
NOT_LISTED = "{count} smaller ones are not listed; name them in the question."
CONFINED = "The next question is confined to"
DROP = "Remove filter: {field}, {value}"
DROP_ALL = "Remove all"
LEFT = "{left} of {total} paragraphs"
NOTHING_LEFT = "No paragraph is in all of these."
UNCONFINED = "No filter."
WIDEN = "Ask in all documents"
CLOSE = "Close"

# Feedback
REPORT = "Report a fault"
REPORT_LEGEND = "What is wrong with this answer?"
FAILURES = {
    "wrong_paragraph": "Wrong paragraph",
    "missing_paragraph": "A paragraph is missing",
    "misquoted": "Misquoted",
    "wrong_attribution": "Wrongly attributed",
    "should_have_abstained": "The documents do not answer this",
}
REPORT_NOTE = "Note (optional)"
REPORT_KEPT = (
    "Your questions in this conversation, this answer and the note are kept "
    "for whoever looks after these documents."
)
REPORT_SEND = "Send"
REPORT_CHOOSE = "Choose first what is wrong."
REPORTED = "Thank you. It is kept."
NOT_REPORTED = "This answer cannot be reported."

# Conversations kept in the browser
CONVERSATIONS = "Conversations"
NEW = "New conversation"
UNTITLED = "New conversation"
KEPT = "Kept in this browser only."
RENAME = "Name of this conversation"
OPEN_KEPT = "Open"
DELETE_KEPT = "Delete"
CURRENT = "open now"

# The documents
TAB_SOURCES = "Sources"
TAB_DOCUMENT = "Document"
TAB_LIBRARY = "Library"
QUOTED = "Quoted in the answer"
NO_SOURCES = "The paragraphs behind an answer are shown here, each with its citation."
NO_SOURCES_HERE = "Nothing was quoted for this question."
SOURCES_FOR = "For question {number}"
NO_DOCUMENT = "Choose a citation, or a document in the library, to read it here."
BACK = "Back to the answer"
COPY = "Copy"
COPY_TEXT = "Text"
COPY_MARKDOWN = "Markdown"
COPY_FOOTNOTE = "Footnote"
COPY_LINK = "Link"
COPIED = "Copied"
NOT_COPIED = "Your browser does not allow copying."
OFFICIAL = "Official document"
LEAVES = "leaves this page, opens docs.un.org"
PERMALINK = "Link to {pinpoint}"
OPENS = "Opens the paragraph quoted"
CITED = "Quoted"
FILE = "File"
NO_UNIT = "{document} has no {pinpoint}."
NO_SUCH_UNIT = "such paragraph"
GONE = "The words quoted are no longer there; the paragraph has changed."

# The library
SUMMARY = "{documents} documents, {units} paragraphs and sub-paragraphs"
MASTHEAD = {
    "body": "Body",
    "session": "Session",
    "venue": "Venue",
    "dates": "Dates of the meeting",
    "distribution": "Distribution",
    "date": "Date",
    "language": "Original",
    "agenda_items": "Agenda items",
    "rapporteur": "Rapporteur",
    "job_number": "Job number",
}
SYMBOL = "Symbol"
SYMBOL_WHERE = {
    "masthead": "printed in the masthead",
    "running_header": "printed in the running header",
    "catalogue": "from the catalogue",
    "not_printed": "not printed in the document",
}
INFERRED = "inferred from {place}"
UNITS = "{count} paragraphs and sub-paragraphs"
PAGE = "Page {page}"
TABLE_ASIDE = "Table, in no paragraph, {rows} rows as read: {name}"
NOT_NUMBERED = "not numbered"
NOTE = "Note {mark}"
CAUTION = "Look a paragraph up in the official document before citing it."
SYMBOL_DOUBT = "The symbol may not be what the UN printed: {doubt}."
TO_CHECK = "Worth checking against the original ({count})"
TO_KNOW = "Left out and mended ({count})"
AUDIT_CLEAN = "Nothing needs checking."
LINES = "{count} lines"
TIMES = "{words} ({count} times)"
#: What was met: heading, explanation, and whether somebody should look.
FINDINGS: dict[str, tuple[str, str, bool]] = {
    "gap": (
        "Numbers missing",
        "The numbering jumps. The document itself may skip a number, or a paragraph was not read.",
        True,
    ),
    "duplicate": ("The same number twice", "Citations say which of them is meant.", True),
    "restart without a heading": (
        "Numbering begins again, under no heading",
        "A page may be missing, or a heading was not read.",
        True,
    ),
    "restart": (
        "Numbering begins again",
        "Citations name the part, as in “annex I, para. 1”.",
        False,
    ),
    "symbol": ("Symbol", "", True),
    "scan": ("Pages that are pictures", "Text recognition (OCR) would make them readable.", True),
    "damaged": ("Pages that could not be read", "", True),
    "unreadable": ("Letters that could not be read", "", True),
    "overlaid": ("Words under other words", "They are not seen in print, and are left out.", True),
    "tracked changes": ("Tracked changes", "The file is a draft that is not cleaned up.", True),
    "pictures": ("Pictures and charts", "", True),
    "outside": ("Words in no paragraph", "They are not searched.", True),
    "left out": ("What is not searched, by what it is", "", False),
    "masthead": ("Words of the masthead that are in none of its fields", "", False),
    "heading": ("Headings over no paragraph", "They are not searched.", False),
    "note": ("Footnotes that no paragraph calls", "They are not shown with a paragraph.", True),
    "blank": ("Blanks still to be filled in", "The document is not final there.", True),
    "encoding": ("Encoding", "How the letters of the file were read.", True),
    "repair": (
        "Words mended",
        "Spaces and line breaks that the conversion of the file put into words; no letter changes.",
        False,
    ),
    "table": (
        "Tables",
        "They hold figures: their rows are no part of any paragraph, and are not searched.",
        False,
    ),
    "furniture": ("Lines that belong to the page, not to a paragraph", "", False),
}
LEFT_OUT = {
    "running head": "Running head",
    "page number": "Page number",
    "job number": "Job number",
    "bar code": "Bar code",
    "rule": "Rule",
    "footnote": "Footnotes, shown with their paragraphs",
    "continuation mark": "Continuation mark",
    "adoption note": "When it was adopted",
    "opening words": "Words that only open what stands below them",
    "contents": "Table of contents",
    "table": "Table",
    "furniture": "Other",
}
READ_DOCUMENT = "Read this document"
NOT_INDEXED = "No documents can be read yet"

ROLES: dict[Role, str] = {
    "chapeau": "Opening words",
    "governs": "What limits its force",
    "opposed": "The other side",
    "nearest": "Nearest paragraphs",
}
CHIPS: dict[AttributionClass, str] = {
    "C1": "act of the body",
    "C2": "a suggestion, not adopted",
    "C3": "many speakers",
    "C4": "several speakers",
    "C5": "some speakers",
    "C6": "one speaker",
    "C7": "speakers not named",
    "C8": "the report’s own record",
}
SUGGESTED_BY_STATES = "suggested by Member States"
PREAMBLE = "preamble"
OWN_RECORD = "the document’s own record"
VIEWS = "among speakers’ views"

# The server
SERVING = "egqa is at {address} (Ctrl+C stops it)"
WARMING = "Loading the model and the index …"
PORT_TAKEN = "Port {port} on {host} is already in use."
PORT_HINT = "Stop what uses it, or choose another: EGQA_PORT={other}."

# What a request is told that is turned away
NO_FILES = "No files are taken here."
NOT_HERE = "There is nothing here."
TOO_LARGE = "The request is too large: {limit} bytes at most."
NO_LENGTH = "The request must say how long it is."
FOREIGN = "Other sites' pages may not use this one."
OTHER_NAME = "This page is not served under that name. See EGQA_HOSTNAMES."
TOO_MANY = "Too many requests. Try again in {seconds} seconds."

# Logging in
LOGIN = "Log in"
LOGIN_NAME = "Name"
LOGIN_PASSWORD = "Password"
LOGIN_WRONG = "Name or password is wrong."
LOGIN_SLOW = "Too many wrong passwords. Try again in {seconds} seconds."
LOGIN_NEEDED = "Log in first: in a browser at /login, in a program with HTTP Basic."
UNGUARDED = "Whoever reaches this machine can ask: no user file is set (EGQA_AUTH)."
