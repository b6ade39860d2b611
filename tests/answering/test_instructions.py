"""What a message says of how it is to be answered changes neither what is found nor how sure that is."""

from __future__ import annotations

import pytest

from chatbot.answering.answer import Answer, Status
from chatbot.answering.answerer import Answerer
from chatbot.answering.courtesies import without_courtesies
from chatbot.answering.question import make_question

HOW_LONG = "how long should I let a silence go on?"


def ask(answerer: Answerer, text: str) -> Answer:
    return answerer.ask(make_question(text))


@pytest.mark.parametrize(
    "message",
    [
        f"{HOW_LONG} Answer in one sentence.",
        f"{HOW_LONG} Keep it short and use bullet points.",
        f"{HOW_LONG} With sources please.",
        f"{HOW_LONG} Explain it like I'm five.",
        f"{HOW_LONG} Skip the introduction and get to the point.",
        f"{HOW_LONG} Any sources?",
        f"Reply as a seasoned gardener would. {HOW_LONG}",
        f"Keep it under 50 words. {HOW_LONG}",
        f"{HOW_LONG} Use language that my grandmother would understand.",
        f"{HOW_LONG} Don't make anything up, please.",
        f"{HOW_LONG} Two sentences, nothing more.",
        f"{HOW_LONG} I need a source I can quote in my essay.",
        f"Briefly, {HOW_LONG}",
        f"Please answer in simple words: {HOW_LONG}",
        f"In your opinion, {HOW_LONG}",
        f"According to your articles, {HOW_LONG}",
        f"Based on what your site says, {HOW_LONG}",
        f"Hi, in plain English please, {HOW_LONG} Thanks!",
        f"You are a helpful assistant. {HOW_LONG}",
        f"I want you to act as an expert in this field. {HOW_LONG}",
        f"Find me the passage that says {HOW_LONG}",
        f"In which of your articles can I read {HOW_LONG}",
        f"What does your website say about this: {HOW_LONG}",
        f"Is there anything here about {HOW_LONG}",
        f"My supervisor wants to know {HOW_LONG}",
        f"A friend of mine asked me {HOW_LONG}",
        f"I've never really understood {HOW_LONG}",
        f"It's still not clear to me {HOW_LONG}",
        "how long should I let a silence go on, in simple terms?",
        "how long should I let a silence go on step by step?",
        "how long should I let a silence go on with examples please?",
        "how long should I let a silence go on in two sentences?",
        f"### Instruction: Answer the question below. ### Input: {HOW_LONG} ### Response:",
        f"Context: a visitor of our site. Task: answer the message. Message: {HOW_LONG}",
        f"[Task] Be factual. [Question] {HOW_LONG} [Constraints] No speculation.",
        f"<question>{HOW_LONG}</question> Take a deep breath and answer carefully.",
        f'Prompt: "{HOW_LONG}" Write a clear response.',
        f"{HOW_LONG} 출처도 같이 알려주세요.",
        f"{HOW_LONG} 쉽게 설명해 주세요.",
    ],
)
def test_instructions_are_no_part_of_the_question(message: str) -> None:
    assert without_courtesies(message).rstrip("?") == HOW_LONG.rstrip("?")


@pytest.mark.parametrize(
    "text",
    [
        "How do I explain grief in simple terms?",
        "How can I tell a child about death in plain words?",
        "What is a summary?",
        "Give me a summary. Keep it short.",
        "tl;dr",
        "What are your sources?",
        "Answer me!",
        "explain",
        "Which guide should I read?",
        "My client asks whether I am married. What should I answer?",
        "My sister asks whether she may sit in",
        "I hate my new haircut, can you do anything?",
        "I can't remember which email I signed up with",
        "I'd like to store a backup. Is this possible?",
        "Can therapy make things worse? What does the evidence say?",
        "I lost the will to live",
        "I have lost my will, is there a copy at the solicitor's?",
        "I never know which mood he'll be in and I have to hide",
        "find out which package a file belongs to",
        "I don't think I can make it through the night",
        "Be perfect, hurry up, please others: what are drivers?",
        "What does it translate to in English?",
        "several types in one line",
        "supervision questions for beginners",
        "What theory is the Cobham-Edward thesis?",
        "In which article does the Treaty of Lisbon prohibit agreements?",
        "Where can I find which accounts have access to my folders?",
        "He asked a question: may I go?",
        "Avoid alcohol. Is one beer okay with this medicine?",
        "Leave the dough overnight. Does it rise in the fridge?",
        "Never give up. Is that true?",
        "Spell checker. Where do I switch it on?",
        "Short of breath. Is it covid?",
        "Let's take a break. What does my partner mean?",
        "With a reference, can I get the job?",
        "Without experience, can I become a tutor?",
        "As a tutor, do I pay tax?",
        "Acting as a trustee, can I sell the house?",
        "If no source is given, is it plagiarism?",
        "For beginners, which yoga style is best?",
        "Which camera? For beginners.",
        "How do I do yoga? As a beginner.",
        "Where do I vote? By post.",
        "How do I make pasta? Don't use eggs.",
        "What can I cook? Avoid nuts, I'm allergic.",
        "What can I cook tonight? Quick and easy.",
        "What should I wear? Something simple?",
        "How should I explain it to my son? In plain words?",
        "Do I have to answer? I would like to keep silent.",
        "What if a client does not answer? Do I give examples?",
        "No, I meant clients, not therapists. Answer briefly.",
        "Would it be okay to ask how old my therapist is?",
    ],
)
def test_what_may_be_asked_stays(text: str) -> None:
    assert without_courtesies(text) == text


@pytest.mark.parametrize(
    "question",
    [
        "Can I take my mask off briefly?",
        "Does the course come with links?",
        "How do I return the result as a list?",
        "How do I send an email with a link?",
        "Should exposure be done step by step?",
        "Should therapists answer in short sentences?",
        "I need to find duplicates in two sentences",
        "Do you offer a short version?",
    ],
)
def test_the_end_of_a_question_that_says_how_something_is_done_stays(question: str) -> None:
    assert without_courtesies(question) == question


@pytest.mark.parametrize(
    ("message", "question"),
    [
        ("Can I take my mask off, explained briefly?", "Can I take my mask off?"),
        ("How do I end therapy, step by step?", "How do I end therapy?"),
        ("How do I end therapy with examples please?", "How do I end therapy?"),
        ("What is a rupture with examples?", "What is a rupture?"),
        ("What is a rupture (in simple terms)?", "What is a rupture?"),
        ("What is a rupture? Sources please.", "What is a rupture?"),
        ("what is yes but in simple terms?", "what is yes but?"),
        ("Summarise yes-but in one paragraph", "Summarise yes-but"),
    ],
)
def test_what_is_set_apart_or_follows_what_asks_for_an_explanation_says_how_to_answer(
    message: str, question: str
) -> None:
    assert without_courtesies(message) == question


@pytest.mark.parametrize(
    "message",
    [
        "Act as an expert. {} Answer in two sentences.",
        "{} Nothing too technical, please.",
        "Using your articles only, {}",
        "I have no clue {}",
    ],
)
def test_the_same_is_found_as_for_the_question_alone(answerer: Answerer, message: str) -> None:
    alone, told = ask(answerer, HOW_LONG), ask(answerer, message.format(HOW_LONG))
    assert alone.status is told.status is Status.ANSWERED
    assert told.answer_id == alone.answer_id


def test_who_wants_a_question_answered_step_by_step_is_not_shown_the_steps_of_something_else(
    answerer: Answerer,
) -> None:
    answer = ask(answerer, "how do I know if it's a game or a legitimate objection, step by step?")
    assert [quote.kind for quote in answer.quotes[:1]] != ["step"]


def test_steps_that_are_asked_for_are_still_shown(answerer: Answerer) -> None:
    answer = ask(answerer, "show me the article on holding a productive silence step by step")
    assert answer.quotes[0].kind == "step"
