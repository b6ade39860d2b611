"""What is asked of the tables. Every query is of one generation, and gives nothing where a server does not have it."""

from __future__ import annotations

from chatbot.postgres.schema import FOREVER

HERE = "EXISTS (SELECT FROM generation WHERE number = %(generation)s AND version = %(version)s)"
"""Whether this server has the generation: evaluated once a query, on the same snapshot as the rest of it."""

_LIVE = "a.born <= %(generation)s AND %(generation)s < a.retired"
_PASSES = """(%(category)s::text[] IS NULL OR a.category = ANY (%(category)s))
    AND (%(language)s::text[] IS NULL OR a.language = ANY (%(language)s))
    AND (%(article)s::text[] IS NULL OR a.id = ANY (%(article)s))"""

IS_HERE = f"SELECT 1 WHERE {HERE}"

SERVED = f"""
SELECT s.format, s.moves, g.version FROM state s LEFT JOIN generation g ON g.number = s.active AND s.active < {FOREVER}
"""  # noqa: S608  constants

KEPT = "SELECT version FROM generation ORDER BY number"

HISTORY = """
SELECT s.moves, g.version FROM state s CROSS JOIN unnest(s.history) WITH ORDINALITY AS served (number, place)
JOIN generation g USING (number) ORDER BY place
"""

GENERATION = """
SELECT number, model, fingerprint, mean_length, searched, layout FROM generation WHERE version = %(version)s
"""

EXACT = f"""
SELECT v.passage, max(-(v.vector <#> %(vector)s::halfvec)) AS score
FROM article a JOIN searched v ON v.article = a.number
WHERE {HERE} AND {_LIVE} AND {_PASSES} AND v.kind <= %(searched)s
GROUP BY v.passage ORDER BY score DESC FETCH FIRST %(limit)s ROWS WITH TIES
"""  # noqa: S608  constants

APPROXIMATE = f"""
SELECT v.passage, -(v.vector <#> %(vector)s::halfvec) AS score
FROM searched v JOIN article a ON a.number = v.article
WHERE {HERE} AND {_LIVE} AND {_PASSES} AND v.kind <= 1
ORDER BY v.vector <#> %(vector)s::halfvec LIMIT %(limit)s
"""  # noqa: S608  constants

PASSAGES = f"""
SELECT p.number, p.passage, p.words, p.pieces, v.views FROM passage p CROSS JOIN LATERAL (
    SELECT string_agg(int2send(kind) || halfvec_send(vector), ''::bytea ORDER BY place) AS views FROM (
        SELECT place, kind, vector FROM searched WHERE passage = p.number
        UNION ALL SELECT place, kind, vector FROM sentence WHERE passage = p.number
    ) each
) v WHERE {HERE} AND p.number = ANY (%(passages)s)
"""  # noqa: S608  constants

_HELD = """CROSS JOIN LATERAL (
    SELECT held FROM frequency WHERE term = t.number AND born <= %(generation)s ORDER BY born DESC LIMIT 1
) f"""

POSTINGS = f"""
SELECT t.term, t.number, f.held, p.size, p.content FROM term t {_HELD} CROSS JOIN LATERAL (
    SELECT sum(octet_length(content)) AS size, string_agg(substr(content, 1, %(bytes)s), ''::bytea) AS content
    FROM posting WHERE term = t.number
) p WHERE {HERE} AND t.term = ANY (%(terms)s) AND f.held > 0
UNION ALL SELECT '', -1, 0, 0, '' WHERE {HERE}
"""  # noqa: S608  constants
"""With a term that no passage holds, so that a server which has the generation always says something."""

SURFACES = f"""
SELECT word, occurs FROM (
    SELECT DISTINCT ON (word) word, occurs FROM surface
    WHERE {HERE} AND born <= %(generation)s ORDER BY word, born DESC
) s WHERE occurs > 0
"""  # noqa: S608  constants

ALLOWED = f"SELECT a.number FROM article a WHERE {HERE} AND {_LIVE} AND {_PASSES}"  # noqa: S608  constants
ARTICLE = f"SELECT a.record FROM article a WHERE {HERE} AND {_LIVE} AND a.id = %(id)s"  # noqa: S608  constants
ARTICLES = f"SELECT a.number, a.id FROM article a WHERE {HERE} AND {_LIVE}"  # noqa: S608  constants
LANGUAGES = f"SELECT DISTINCT a.language FROM article a WHERE {HERE} AND {_LIVE}"  # noqa: S608  constants
ENCODER = "SELECT name, content FROM encoder WHERE fingerprint = %(fingerprint)s ORDER BY name, part"
