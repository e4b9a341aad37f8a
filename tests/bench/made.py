"""What the bench of condensing reads: own articles varied by numbers, pages made of them with what stands
around articles on real sites, and the jobs that motograph-ingest takes."""

import html
import itertools
import json
import re
import struct

import bench

CASES = bench.TOP / "tests" / "cases"
NOW = 1795269900  # 2026-11-21
KIND_FEED, KIND_PAGE, KIND_TEXT = 1, 2, 3
TAG_ID, TAG_KIND, TAG_BASE, TAG_NOW, TAG_ITEMS, TAG_BYTES, TAG_ERR, TAG_TOLD = 1, 2, 4, 7, 8, 10, 11, 16
NAV = ("News", "Town", "Sport", "Weather", "Culture", "Harbour", "Letters", "Jobs", "Traffic", "Archive")


def own_articles():
    """The texts of the cases, each (title, text)."""
    for path in sorted([*CASES.glob("articles/*.txt"), *CASES.glob("condense/*.txt")]):
        title, _, text = path.read_text(encoding="utf-8").partition("\n")
        yield title, text.strip()


def given_articles(path):
    """Those of a file of JSON Lines with text and, where there is one, title."""
    for line in filter(None, path.read_text(encoding="utf-8").split("\n")):
        article = json.loads(line)
        yield article.get("title", ""), article["text"]


def varied(articles, n):
    """n articles: each round over them all has other numbers in it."""
    articles = list(articles)
    for i, (title, text) in zip(range(n), itertools.cycle(articles)):
        turn = i // len(articles)
        if turn:
            text = re.sub(r"\d+", lambda found: str(int(found[0]) + turn) if len(found[0]) < 4 else found[0], text)
        yield (f"{title} ({turn})" if turn and title else title), text


def link_list(css, n, mark):
    rows = "".join(f'<li class="{css}__item"><a class="{css}__link" href="/{mark}/{i}.html" data-track="{css}-{i}">'
                   f'<span>{NAV[i % len(NAV)]} from the quay, part {i} of {mark}</span></a></li>\n' for i in range(n))
    return f'<ul class="{css}">{rows}</ul>\n'


def card(i):
    return (f'<div class="teaser teaser--{i % 4}" id="t{i}"><a href="/story/{i}"><picture><source srcset="/i/{i}-320.webp 320w, '
            f'/i/{i}-640.webp 640w, /i/{i}-1280.webp 1280w" sizes="(min-width: 60em) 25vw, 100vw"><img src="/i/{i}.jpg" '
            f'alt="Picture {i}" loading="lazy"></picture><h3>Harbour board weighs its plan number {i}</h3></a>'
            f'<p class="teaser__text">The board of the harbour met for the {i}th time.</p><time>{i % 24} hours ago</time></div>\n')


def comment(i):
    return (f'<div class="comment" data-id="{i}"><span class="comment__name">Reader {i}</span><p>I walked past it on day {i} and '
            f'nobody had told us; who pays for that?</p><a href="#reply-{i}">Reply</a> <a href="#flag-{i}">Report</a></div>\n')


def page(title, text, i):
    """One article as a page of 100 to 160 KB: head, scripts, menus, teasers, comments, foot."""
    name = html.escape(title)
    said = json.dumps({"@context": "https://schema.org", "@type": "NewsArticle", "headline": title,
                       "datePublished": "2026-11-20T08:00:00Z", "publisher": {"@type": "Organization", "name": "Harbour Post"}})
    script = "".join(f"window.q=window.q||[];q.push({{slot:{k},size:[{k * 3},{k * 7}],targets:'/post/{k}/{i}'}});\n"
                     for k in range(300 + i % 9 * 40))
    style = "".join(f".c{k}{{margin:{k}px;padding:{k % 7}em;color:#{k:06x}}}\n" for k in range(250))
    paragraphs = [f"<p>{html.escape(part)}</p>\n" for part in text.splitlines() if part.strip()]
    paragraphs.insert(2, '<aside class="related"><h4>Read also</h4>' + link_list("related", 5, f"r{i}") + "</aside>\n")
    paragraphs.insert(4, '<div class="newsletter"><p>Sign up for our newsletter</p><form><input name="mail"></form></div>\n')
    return (f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{name} - Harbour Post</title>\n'
            f'<meta property="og:title" content="{name}"><meta property="og:type" content="article">\n'
            f'<script type="application/ld+json">{said}</script><style>{style}</style><script>{script}</script></head>\n'
            f'<body><header><nav>{link_list("menu", 60, f"m{i}")}</nav></header><div class="layout"><main><article>'
            f'<h1>{name}</h1><div class="share">{link_list("share", 8, "s")}</div>\n{"".join(paragraphs)}</article>'
            f'<section class="comments"><h2>Comments</h2>{"".join(comment(k) for k in range(40))}</section></main>\n'
            f'<aside class="sidebar">{"".join(card(k) for k in range(70 + i % 7 * 6))}</aside></div>'
            f'<footer>{link_list("foot", 80, f"f{i}")}<p>All rights reserved</p></footer></body></html>\n').encode()


def field(tag, body):
    return struct.pack("<BI", tag, len(body)) + body


def number(tag, value):
    return field(tag, struct.pack("<Q", value))


def job(kind, body, base="", items=0):
    """The bytes of one job (app/ingest/message.h)."""
    fields = (number(TAG_ID, 1) + number(TAG_KIND, kind) + field(TAG_BASE, base.encode()) + number(TAG_NOW, NOW)
              + number(TAG_ITEMS, items) + field(TAG_BYTES, body))
    return struct.pack("<I", len(fields)) + fields


def text_job(article):
    return job(KIND_TEXT, "\n\n".join(part for part in article if part).encode())


def told(answer):
    """How many told articles an answer holds."""
    n, at = 0, 0
    while at < len(answer):
        tag, size = struct.unpack_from("<BI", answer, at)
        n += tag == TAG_TOLD
        at += 5 + size
    return n
