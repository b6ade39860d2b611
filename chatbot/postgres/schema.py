"""The tables that hold an index, and the two roles that touch them.

Rows are written once. `article` says from which generation on (`born`) and up to which (`retired`, itself no longer) an
article in this form belongs to the index; what hangs on an article, its passages and vectors, is never changed. What
depends on the whole corpus, how many passages hold a word, is kept with the generation from which on it is so. One row
of `state` names the generation that is served; `moves` counts how often it was pointed elsewhere, `history` holds the
generations that were served, the latest last: where going back goes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import psycopg
from psycopg import Connection, sql

from chatbot.errors import IndexingError, OtherReleaseError

FORMAT = 3
"""The layout of the tables; raised when older ones can no longer be read."""

SCHEMA = "chatbot"
EXTENSIONS = ("public", "extensions")
"""Schemas in which pgvector is looked for: PostgreSQL's own, and the one in which Supabase keeps extensions."""

SEARCH_PATH = ", ".join((SCHEMA, *EXTENSIONS))
FOREVER = 2**31 - 1
"""The `retired` of an article that no generation has retired."""

NEAREST = "searched_nearest"
"""The HNSW index. It is made by the first publish that has many vectors: fewer are searched exactly."""

LINKS, EFFORT = 16, 100
"""Of the HNSW index: links of a vector (m), and vectors kept in view while it is built (ef_construction)."""

LARGE = ("article", "passage", "searched", "sentence", "term", "frequency", "posting")
"""The tables that grow with the corpus and that questions go to."""

_TABLES = """
CREATE TABLE state (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row), format integer NOT NULL, dimensions integer NOT NULL,
    active integer, moves integer NOT NULL DEFAULT 0, generations integer NOT NULL DEFAULT 0,
    articles integer NOT NULL DEFAULT 0, passages integer NOT NULL DEFAULT 0, terms integer NOT NULL DEFAULT 0,
    segments integer NOT NULL DEFAULT 0, history integer[] NOT NULL DEFAULT '{{}}'
);
CREATE TABLE generation (
    number integer PRIMARY KEY, version text NOT NULL UNIQUE, manifest bytea NOT NULL, model text NOT NULL,
    fingerprint text NOT NULL, mean_length double precision NOT NULL, searched integer NOT NULL, layout bytea NOT NULL,
    published timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE article (
    number integer PRIMARY KEY, id text NOT NULL, digest bytea NOT NULL, language text NOT NULL, category text,
    first_passage integer NOT NULL, passages integer NOT NULL, record bytea NOT NULL,
    born integer NOT NULL, retired integer NOT NULL
);
CREATE INDEX article_id ON article (id);
CREATE INDEX article_retired ON article (retired);
CREATE TABLE passage (
    number integer PRIMARY KEY, article integer NOT NULL, passage bytea NOT NULL, words bytea NOT NULL,
    pieces bytea NOT NULL
);
CREATE INDEX passage_article ON passage (article);
CREATE TABLE searched (
    article integer NOT NULL, passage integer NOT NULL, place smallint NOT NULL, kind smallint NOT NULL,
    vector halfvec({dimensions}) NOT NULL, PRIMARY KEY (passage, place)
);
CREATE INDEX searched_article ON searched (article);
CREATE TABLE sentence (
    article integer NOT NULL, passage integer NOT NULL, place smallint NOT NULL, kind smallint NOT NULL,
    vector halfvec({dimensions}) NOT NULL, PRIMARY KEY (passage, place)
);
CREATE TABLE term (number integer PRIMARY KEY, term text COLLATE "C" NOT NULL UNIQUE);
CREATE TABLE frequency (
    term integer NOT NULL, born integer NOT NULL, held integer NOT NULL, PRIMARY KEY (term, born)
);
CREATE TABLE surface (
    word text COLLATE "C" NOT NULL, born integer NOT NULL, occurs bigint NOT NULL, PRIMARY KEY (word, born)
);
CREATE TABLE posting (
    term integer NOT NULL, segment integer NOT NULL, content bytea STORAGE EXTERNAL NOT NULL,
    PRIMARY KEY (term, segment)
);
CREATE TABLE segment (number integer PRIMARY KEY, records bigint NOT NULL);
CREATE TABLE encoder (
    fingerprint text NOT NULL, name text NOT NULL, part integer NOT NULL, content bytea STORAGE EXTERNAL NOT NULL,
    PRIMARY KEY (fingerprint, name, part)
);
INSERT INTO state (format, dimensions) VALUES ({format}, {dimensions});
"""

_MEANINGS = {
    "state": "one row: the layout of the tables, and which generation is served",
    "generation": "what was published, one row each time; an answer names it by its version",
    "article": "articles in each form they had; one belongs to the generations from born up to, not with, retired",
    "passage": "what is quoted: a passage of an article, with its words and the pieces of its sentences",
    "searched": "vectors of whole passages and of FAQ questions, which candidates are looked for in",
    "sentence": "vectors of sentences and windows, which a candidate passage is scored by",
    "term": "the words of all passages, stemmed",
    "frequency": "how many passages hold a term, from the generation born on",
    "surface": "words as they are written, and how often, from the generation born on; for mistyped questions",
    "posting": "which passages hold a term, by segment",
    "segment": "the segments of postings, and how many records each has",
    "encoder": "the encoder's files in parts; app servers fetch them once",
}
"""What somebody who looks into the database is told of each table; what a reader has asked is in none of them."""

_OWNED_BY_OTHERS = """
SELECT relname FROM pg_class WHERE relnamespace = %s::regnamespace AND relkind = 'r' AND relowner <> %s::regrole
"""


def exists(connection: Connection[Any]) -> bool:
    """Tell whether the tables are there."""
    ((there,),) = connection.execute("SELECT to_regclass(%s) IS NOT NULL", (f"{SCHEMA}.state",)).fetchall()
    return bool(there)


def check_format(found: int) -> None:
    """Make sure that this release can read and write tables of the format `found`.

    Raises:
        OtherReleaseError: it cannot; another release made them.
    """
    if found != FORMAT:
        raise OtherReleaseError(
            f"the database's tables are of format {found}, which another release made; this one has format {FORMAT}: "
            "make another database with it (scripts/database.py create, then publish), or go on with the other release"
        )


def check_tables(connection: Connection[Any]) -> None:
    """Make sure that this release can read and write the tables that are there.

    Raises:
        OtherReleaseError: it cannot; another release made them.
    """
    for (found,) in connection.execute("SELECT format FROM chatbot.state").fetchall():
        check_format(found)


def create(connection: Connection[Any], dimensions: int, publisher: str, readers: Sequence[str]) -> None:
    """Make the tables where there are none, let `publisher` own them and `readers` read them.

    Both are roles that exist; whoever calls this may make extensions and act as the publisher. Tables that are there
    already, as after a restore, get this publisher as their owner, too.

    Raises:
        psycopg.Error: a role does not exist, or the caller may not do this.
        OtherReleaseError: there are tables that another release made.
        IndexingError: pgvector lies in a schema where it is not looked for, the caller may not act as the publisher, or
            the database cannot hold every character.
    """
    _check_encoding(connection)
    names = {"schema": sql.Identifier(SCHEMA), "publisher": sql.Identifier(publisher)}
    with connection.transaction():
        _check_membership(connection, publisher)
        if exists(connection):
            check_tables(connection)
            _hand_over(connection, publisher)
        else:
            connection.execute(f"SET LOCAL search_path = {SEARCH_PATH}")
            _make_pgvector(connection, [publisher, *readers])
            connection.execute(sql.SQL("CREATE SCHEMA {schema} AUTHORIZATION {publisher}").format(**names))
            connection.execute(sql.SQL("SET LOCAL ROLE {publisher}").format(**names))
            numbers = {"dimensions": sql.Literal(dimensions), "format": sql.Literal(FORMAT)}
            connection.execute(sql.SQL(_TABLES).format(**numbers))
        connection.execute(sql.SQL("SET LOCAL ROLE {publisher}").format(**names))  # who owns them now
        for table, meaning in _MEANINGS.items():
            said = sql.SQL("COMMENT ON TABLE {} IS {}").format(sql.Identifier(SCHEMA, table), sql.Literal(meaning))
            connection.execute(said)
        for reader in readers:
            own = names | {"reader": sql.Identifier(reader)}
            connection.execute(sql.SQL("GRANT USAGE ON SCHEMA {schema} TO {reader}").format(**own))
            connection.execute(sql.SQL("GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {reader}").format(**own))


def _check_encoding(connection: Connection[Any]) -> None:
    """Make sure that the database can hold whatever articles and readers write."""
    found = connection.info.parameter_status("server_encoding")
    if found != "UTF8":
        raise IndexingError(
            f"the database's encoding is {found}, which cannot hold every character; make one of another: CREATE "
            "DATABASE NAME ENCODING 'UTF8' TEMPLATE template0"
        )


def _check_membership(connection: Connection[Any], publisher: str) -> None:
    """Make sure that the caller may act as `publisher`, which an administrator who is no superuser may be refused."""
    role = sql.Identifier(publisher)
    try:
        connection.execute(sql.SQL("SET LOCAL ROLE {}").format(role))
    except psycopg.errors.InsufficientPrivilege as error:
        raise IndexingError(
            f"you may not act as {publisher}; as the administrator: GRANT {role.as_string()} TO CURRENT_USER"
        ) from error
    connection.execute("RESET ROLE")


def _make_pgvector(connection: Connection[Any], roles: Sequence[str]) -> None:
    """Install pgvector where it is missing, and let the roles use it where it is."""
    connection.execute("CREATE EXTENSION IF NOT EXISTS vector")
    query = "SELECT extnamespace::regnamespace::text FROM pg_extension WHERE extname = 'vector'"
    ((place,),) = connection.execute(query).fetchall()
    if place not in EXTENSIONS:
        raise IndexingError(
            f"pgvector is installed in the schema {place}, where it is not looked for; move it with "
            "ALTER EXTENSION vector SET SCHEMA public"
        )
    for role in map(sql.Identifier, roles):
        connection.execute(sql.SQL("GRANT USAGE ON SCHEMA {} TO {}").format(sql.Identifier(place), role))


def _hand_over(connection: Connection[Any], publisher: str) -> None:
    """Make `publisher` the owner of the schema and of its tables, of which only those that change owner are locked."""
    owner = sql.Identifier(publisher)
    connection.execute(sql.SQL("ALTER SCHEMA {} OWNER TO {}").format(sql.Identifier(SCHEMA), owner))
    for (table,) in connection.execute(_OWNED_BY_OTHERS, (SCHEMA, owner.as_string(connection))).fetchall():
        connection.execute(sql.SQL("ALTER TABLE {} OWNER TO {}").format(sql.Identifier(SCHEMA, table), owner))
