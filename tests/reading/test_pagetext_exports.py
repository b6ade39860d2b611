"""Whole exports of other shapes than the sample: other sites, other languages, other parts."""

from __future__ import annotations

from chatbot.reading.article import BlockKind
from tests.reading.checks import block_texts, kinds, outline, pagetext, questions, said

NO_TAKEAWAY_NO_FAQ = """\
How to sit with silence
Silence in a session is seldom empty, and it can be read.

Most beginners fear the quiet. They fill it with a question, and the moment is gone.
Why it feels so long
Ten seconds without a word feel like a minute. The one who waits listens to himself, and hears very little.
That is worth knowing.
What the quiet may hold
Some pauses are full. Look for the following signs:
- The gaze turns inward
- The breathing slows down
- The hands lie still
None of these proves anything.
"I count to ten, and then I count to ten again"
Counting is a crutch, and there is nothing wrong with crutches.
References
- 1. Levitt, H. (2001). Sounds of silence in psychotherapy.
- 2. Hill, C., Thompson, B., & Ladany, N. (2003). Therapist use of silence.
"""


def test_an_export_in_sentence_case_without_takeaway_and_faq() -> None:
    article, faults = pagetext(NO_TAKEAWAY_NO_FAQ)
    assert not faults
    assert outline(article) == [(1, ""), (2, "Why it feels so long"), (2, "What the quiet may hold")]
    last = article.sections[2]
    assert kinds(last.blocks) == ["paragraph", "list", "paragraph", "paragraph", "paragraph"]
    listed = last.blocks[1]
    assert [item.of(article.text) for item in listed.items] == [
        "The gaze turns inward",
        "The breathing slows down",
        "The hands lie still",
    ]
    assert said(listed.lead, article) == "Look for the following signs:"
    assert article.takeaway is None
    assert article.faq == ()
    assert [(r.number, r.span.of(article.text)[:6]) for r in article.references] == [(1, "Levitt"), (2, "Hill, ")]


LONG_HEADINGS_CRLF = """\
What Forty Years of Outcome Research Can and Cannot Tell a Working Clinician About Endings\r
A reading guide.\r
\r
Key Takeaways\r
- Most endings are ordinary\r
- Planned endings go better\r
The Long View: How the Field Came to Ask What Happens Between Two People When One of Them Gets Better\r
The first studies asked whether therapy works at all, and they took decades to agree that it does.\r
What Clinicians Report, What Clients Report, and Why the Two Accounts Differ More Than Either Side Expects\r
Clients remember warmth. Clinicians remember technique.\r
| Source | What it remembers |\r
|---|---|\r
| Clients | Warmth |\r
| Clinicians | Technique |\r
"""


def test_an_export_with_long_headings_crlf_and_a_table_at_the_very_end() -> None:
    article, faults = pagetext(LONG_HEADINGS_CRLF)
    assert not faults
    assert [level for level, _ in outline(article)] == [2, 2]
    assert "\r" not in article.text
    assert article.takeaway
    assert kinds(article.takeaway.blocks) == [BlockKind.LIST]
    table = article.sections[1].blocks[-1]
    assert (table.kind, len(table.items)) == (BlockKind.TABLE, 2)
    assert article.text.endswith("Clinicians\tTechnique")


KOREAN = """\
상담 종결이 유난히 힘든 이유
종결은 상실이면서 성장의 증거이기도 합니다.

핵심 요약
종결을 앞둔 슬픔은 정상적인 반응입니다. 감정에 이름을 붙이고 슈퍼비전에서 다루면 도움이 됩니다.
종결 애도란 무엇인가
끝나기 전에 먼저 느끼는 상실감을 말합니다.
다음 표는 두 가지 측면을 보여 줍니다.
| 측면 | 의미 |
|---|---|
| 치료적 측면 | 목표의 달성 |
| 관계적 측면 | 실제로 일어나는 상실 |
어떻게 다룰 것인가
억누르지 말고 통합하는 것이 목표입니다.
1. 감정에 이름 붙이기
느낌을 말로 옮겨 봅니다.
2. 내담자와 함께 준비하기
종결을 함께 계획합니다.
참고문헌
- 1.
- 2.
- 3.
자주 묻는 질문
내담자가 좋아지는데 슬픈 것이 정상인가요?
네, 정상입니다.
슈퍼비전에서는 무엇을 이야기하나요?
되풀이되는 감정을 이야기합니다.
이 글은 임상 전문가의 검토를 거쳐 발행되었습니다.
관련 글
사례개념화침묵을 다루는 법
침묵은 비어 있지 않습니다.
6분 읽기
사례개념화끝을 준비하는 법
끝도 치료의 일부입니다.
7분 읽기
"""


def test_a_korean_export() -> None:
    article, faults = pagetext(KOREAN)
    assert [fault.seen for fault in faults] == ["the reference list has 3 numbers and no text"]
    assert article.language == "ko"
    assert outline(article) == [
        (2, "종결 애도란 무엇인가"),
        (2, "어떻게 다룰 것인가"),
        (3, "1. 감정에 이름 붙이기"),
        (3, "2. 내담자와 함께 준비하기"),
    ]
    assert len(article.faq) == 2
    assert article.takeaway
    assert article.review_footer
    table = article.sections[0].blocks[-1]
    assert said(table.lead, article) == "다음 표는 두 가지 측면을 보여 줍니다."
    assert [(link.category, link.title) for link in article.related] == [
        ("사례개념화", "침묵을 다루는 법"),
        ("사례개념화", "끝을 준비하는 법"),
    ]


SPACED = """\
Working With "I Don't Know"

When an answer is missing, something else is there.

Key takeaway

"I don't know" is an answer. It says where the words end.

Reading the Phrase

It can mean three things:

- a search,

- a wall,

- a question back.

One sentence stands alone here.

He said it twice, quietly, "as if to himself"

Moves That Help

1. Slow down

Take a breath.

2. Name what you see

Say it in plain words.

Common questions

Q: What if nothing comes?

A: Then wait a little longer.

Waiting is work, too.

Q: What if I am wrong?

A: You will be told.

Reviewed by the editorial team, March 2024
"""


def test_an_export_with_blank_lines_between_all_blocks() -> None:
    article, faults = pagetext(SPACED)
    assert not faults
    assert article.deck
    assert outline(article) == [
        (2, "Reading the Phrase"),
        (2, "Moves That Help"),
        (3, "1. Slow down"),
        (3, "2. Name what you see"),
    ]
    assert kinds(article.sections[0].blocks) == ["paragraph", "list", "paragraph", "paragraph"]
    assert len(article.sections[0].blocks[1].items) == 3
    assert questions(article) == ["What if nothing comes?", "What if I am wrong?"]
    assert block_texts(article, article.faq[0].blocks) == ["Then wait a little longer.", "Waiting is work, too."]
    assert said(article.review_footer, article) == "Reviewed by the editorial team, March 2024"


ODD_SPACES = """\
\ufeffBurnout\u00a0and\u00a0the Art of\tStopping
A short guide.

What\u00a0It Is
Burnout has three sides.  They are  these:
| Side | Sign |
| :--- | ---: |
| Exhaustion | Sleep does not help |
| Distance | \u201cIt\u2019s just a job\u201d |
| Doubt | A \\| B |
Cafe\u0301 work helps some people \U0001f642.
FAQ
Does rest help?
Some.\u00a0
Can it come back?
It can, e.g. after a holiday.
Related articles

CBT & ACTWorking With Thoughts

Level 2 SkillsWhen Words Fail

CBT & ACT5 Ways to Stop
"""


def test_an_export_with_odd_white_space_and_categories_with_signs_and_digits() -> None:
    article, faults = pagetext(ODD_SPACES)
    assert not faults
    assert article.title == "Burnout\u00a0and\u00a0the Art of Stopping"
    assert outline(article) == [(2, "What\u00a0It Is")]
    table = article.sections[0].blocks[1]
    assert table.items[2].of(article.text) == "Doubt\tA | B"
    assert said(table.lead, article) == "They are these:"
    assert "Cafe\u0301 work helps some people \U0001f642." in article.text
    assert questions(article) == ["Does rest help?", "Can it come back?"]
    assert [(link.category, link.title) for link in article.related] == [
        ("CBT & ACT", "Working With Thoughts"),
        ("Level 2 Skills", "When Words Fail"),
        ("CBT & ACT", "5 Ways to Stop"),
    ]


QUESTIONS_AS_HEADINGS = """\
Supervision for new therapists
What to bring, what to leave, and how to ask for help.

What is supervision for?
It protects clients, and it teaches. Both matter at once.
What should I bring?
Bring whatever keeps you awake. Start with these three:
1. A moment you keep thinking about
2. A client you avoid
3. A success you cannot explain
You need no slides.
But what if I am ashamed?
Then bring the shame.
How do I choose a supervisor
Ask for a first meeting, and notice how it feels.
References
Bernard, J. M., & Goodyear, R. K. (2019). Fundamentals of clinical supervision
Watkins, C. E. (2012). Psychotherapy supervision in the new millennium
About this page
It is kept by volunteers and checked once a year.
"""


def test_an_export_whose_headings_are_questions_and_whose_references_are_unmarked() -> None:
    article, faults = pagetext(QUESTIONS_AS_HEADINGS)
    assert not faults
    assert [heading for _, heading in outline(article)] == [
        "What is supervision for?",
        "What should I bring?",
        "How do I choose a supervisor",
        "About this page",
    ]
    assert kinds(article.sections[1].blocks) == ["paragraph", "steps", "paragraph", "paragraph", "paragraph"]
    assert len(article.references) == 2
    assert article.faq == ()


ENDS_WITH_FAQ = """\
Fees and appointments
Everything about money, in one place.
5 min read

Before you start
We send one invoice a month.
Payment is due within two weeks.
Frequently asked questions about fees
How long is a session?
50 minutes
What does it cost?
The fee depends on the kind of session:
- Individual: 90
- Couple: 120
I am often ill. Can I cancel?
Yes, up to a day before.
| Notice | Fee |
|---|---|
| One day | None |
| Less | Half |
"""


def test_an_export_whose_faq_has_short_answers_lists_and_a_table_at_the_end() -> None:
    article, faults = pagetext(ENDS_WITH_FAQ)
    assert not faults
    assert outline(article) == [(2, "Before you start")]
    assert questions(article) == ["How long is a session?", "What does it cost?", "I am often ill. Can I cancel?"]
    answers = [kinds(entry.blocks) for entry in article.faq]
    assert answers == [["paragraph"], ["paragraph", "list"], ["paragraph", "table"]]
    assert block_texts(article, article.faq[0].blocks) == ["50 minutes"]
    assert "5 min read" in article.text


def test_what_a_page_shows_or_prints_around_its_text_is_left_out() -> None:
    article, _ = pagetext(
        "Home > Health > Sleep\n\nHow to nap\n\nA good nap is short, and most people wake from it refreshed.\n\n"
        "Advertisement\n\nWhen to nap\n\nAfter lunch is best for most people.\n\nPage 1 of 2\n\nNever after four.\n"
    )
    assert (article.title, outline(article)) == ("How to nap", [(1, ""), (2, "When to nap")])
    assert block_texts(article, article.sections[-1].blocks) == [
        "After lunch is best for most people.",
        "Never after four.",
    ]


PRACTICE = """\
Vicarious Trauma in Therapists: Signs, Causes and Recovery
Written by: Dr. Maya Chen, PsyD; Tom Alvarez, LCSW
Updated June 2, 2024 · 9 min read · Medically reviewed by Sarah Lin, MD
Share
Facebook
Copy link

Table of contents
What Is Vicarious Trauma?
How to Recover
FAQs

In short
Vicarious trauma is a change in how a therapist sees the world after long work with survivors.
What Is Vicarious Trauma?
It differs from burnout, which comes from workload alone.
How to Recover
Recovery works best in small steps.
Related: Burnout vs. Compassion Fatigue
Subscribe to our newsletter
Get weekly tips for clinicians in your inbox.
Enter your email
Sign up
Most clinicians need three months.
FAQs
Is vicarious trauma a diagnosis?
No. It is not listed in the DSM-5.
References
[1] Figley, C. R. (1995). Compassion fatigue.
Was this article helpful?
Yes
No
Comments
Anna says:
I cured mine with essential oils and stopped all sessions.
Leave a comment
Related articles
Working With Tears
When Words Fail
© 2024 Therapy Journal. All rights reserved.
Privacy Policy
Terms of Use
"""


def test_an_export_with_all_that_a_site_puts_around_an_article() -> None:
    article, faults = pagetext(PRACTICE)
    assert not faults
    assert article.deck is None
    assert outline(article) == [(2, "What Is Vicarious Trauma?"), (2, "How to Recover")]
    assert block_texts(article, article.sections[1].blocks) == [
        "Recovery works best in small steps.",
        "Most clinicians need three months.",
    ]
    assert article.takeaway
    assert questions(article) == ["Is vicarious trauma a diagnosis?"]
    assert [reference.span.of(article.text) for reference in article.references] == [
        "[1] Figley, C. R. (1995). Compassion fatigue."
    ]
    assert [link.title for link in article.related] == ["Working With Tears", "When Words Fail"]


def test_how_many_comments_there_are_may_stand_above_the_article() -> None:
    for head in ("By Ana Lee\nMay 3, 2024\n3 Comments", "A deck ends here.\n\n3 Comments"):
        article, _ = pagetext(f"Why It Hurts\n{head}\nIt begins here.\nIt goes on.\n\n3 Comments\nI cured it.\n")
        assert block_texts(article, article.sections[0].blocks) == ["It begins here.", "It goes on."]
