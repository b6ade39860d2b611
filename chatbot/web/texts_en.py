"""The interface in English."""

from __future__ import annotations

from chatbot.web.texts import Texts, counting, dating

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip

ENGLISH = Texts(
    lang="en",
    site="Ask the articles",
    skip="Skip to the content",
    tagline="Ask in your own words. You get the passages that answer, word for word, and a link to each sentence.",
    question="Your question",
    follow_up="Ask another question",
    ask="Ask",
    bad_question="Please write a question of 1 to {limit} characters, with at least one letter or digit.",
    examples="Questions the articles answer",
    earlier="Earlier in this conversation",
    ask_again="Ask again: {question}",
    start_over="Start over",
    you_asked="You asked",
    following="Following up on “{question}”",
    may_answer="May answer",
    marked="The highlighted words come closest to your question.",
    counted=counting(("{} quote from {}", "{} quotes from {}"), ("{} article", "{} articles")),
    kinds={
        "faq": "Frequently asked question",
        "takeaway": "Key takeaway",
        "table": "Table",
        "step": "Steps",
        "list": "List",
        "section": "Section",
    },
    by="By {names}",
    read="Read in context",
    new_tab="(opens in a new tab)",
    reviewed="Reviewed {date}",
    reviewed_by="by {names}",
    reviewed_by_only="Reviewed by {names}",
    reviewed_long_ago="more than {months} months ago",
    not_reviewed="Not clinically reviewed",
    published="Published {date}",
    updated="Updated {date}",
    closest="Where to read on",
    related="Related questions",
    promise="Everything shown as an answer is quoted from the articles. No text is generated.",
    languages="Language",
    original="Original page",
    ask_articles="Ask a question",
    problem="This did not work",
    back="Back to the start",
    no_service="Questions cannot be answered at the moment. Please come back later.",
    noted="Your question was noted down without names, so that the authors learn what is missing.",
    erase="Erase it",
    erased="Your question was erased.",
    not_erased="There is no such question; it may have been erased already.",
    thousands=",",
    date=dating("{day} {month} {year}", _MONTHS),
)
