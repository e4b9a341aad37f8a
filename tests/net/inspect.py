#!/usr/bin/env python3
"""Asks every stage of `motograph inspect` and holds its answers against the contract of app/README.md.

usage: inspect.py MOTOGRAPH TOP
"""

import json
import pathlib
import subprocess
import sys

FEED = ('<rss version="2.0"><channel><title>Quay</title><link>https://quay.example/</link><language>en</language>'
        '<item><title>Ferry &amp;amp; mail</title><link>/1</link><guid isPermaLink="false">a1</guid>'
        '<pubDate>Fri, 20 Nov 2026 10:00:00 +0100</pubDate><description>&lt;b&gt;Two&lt;/b&gt; boats</description></item>'
        '</channel></rss>')
PAGE = ('<html lang="en"><head><title>Weir opens - Quay</title></head><body><nav><a href="/">Home</a></nav><article>'
        '<h1>Weir opens</h1>' + '<p>The weir at Corran was opened on Friday, and the mayor, Ada Lund, cut a ribbon.</p>'
        '<p>It had been closed for eleven years because its gates were rusty, and no boat could pass.</p>' * 3 +
        '</article></body></html>')
TEXT = ("Night ferry returns\n\nPORT ELLERY, 20 November (Quay Wire) - The night ferry to the islands will sail again from 1 March, "
        "the harbour board said on Friday.\n\n\"The boats are ready,\" said board member Astrid Lind.\n\n"
        "Subscribe to our newsletter\n")
DOCS = [{"id": str(i), "title": title, "text": text, "date": "2026-11-20T10:00:00", "source": source}
        for i, (title, text, source) in enumerate([
            ("Night ferry to Skarra returns", "The night ferry to Skarra returns after eleven years, the harbour board said.", "Quay"),
            ("Skarra night ferry sails again", "After eleven years the night ferry to Skarra will sail again, said the harbour board.", "Signal"),
            ("School garden feeds pupils", "Pupils of Saltmarsh Road ate leeks from their own garden for a week.", "Quay")])]


def items(a):
    item = a["items"][0]
    assert a["feed_title"] == "Quay" and a["feed_language"] == "en" and a["n_items"] == 1, a
    assert item["title"] == "Ferry & mail" and item["date"] == "2026-11-20T09:00:00Z" and item["id"] == "a1", a
    assert item["link"] == "https://quay.example/1" and item["summary_text"] == "Two boats", a


def article(a):
    assert "Weir opens" in a["title"] and "eleven years" in a["text"] and "Home" not in a["text"] and a["lang"] == "en", a


def lines(a):
    assert 6 in a["drop"] and 2 not in a["drop"] and "Subscribe" not in a["text"] and "night ferry" in a["text"], a


def sentences(a):
    assert a["sentences"] == ["Gen. Ada Lund left at 5 p.m. on Monday.", "Nobody saw her."], a


def dates(a):
    assert a["dates"] == ["2026-11-24"], a


def condense(a):
    kinds = {fact["kind"] for fact in a["facts"]}
    assert a["headline"] == "Night ferry returns" and "quote" in kinds and a["sentences"], a
    assert all(isinstance(a[key], list) for key in ("who", "what", "when", "where", "why", "how")), a


def stories(a):
    label = a["clusters"]
    assert label["0"] == label["1"] != label["2"], a


STAGES = {
    "items": ({"text": FEED, "base": "https://quay.example/feed"}, items),
    "article": ({"html": PAGE, "url": "https://quay.example/weir"}, article),
    "lines": ({"text": TEXT}, lines),
    "sentences": ({"text": "Gen. Ada Lund left at 5 p.m. on Monday. Nobody saw her.", "lang": "en"}, sentences),
    "dates": ({"text": "We meet on next Tuesday", "ref": "2026-11-20T00:00:00", "lang": "en"}, dates),
    "condense": ({"title": "Night ferry returns", "text": TEXT.partition("\n\n")[2], "date": "2026-11-20"}, condense),
    "stories": ({"docs": DOCS}, stories),
}


def ask(motograph, stage, data, *words):
    run = subprocess.run([motograph, "inspect", stage, *words], input=data.encode(), stdout=subprocess.PIPE, timeout=60,
                         check=True)
    return [json.loads(line) for line in run.stdout.decode().splitlines()]


def check(motograph, stage):
    question, judge = STAGES[stage]
    good = json.dumps({"id": "good", **question})
    odd = ["not json", "[]", json.dumps({"id": "odd"}), json.dumps({"id": 7, "text": 3, "docs": 4, "html": []})]
    answers = ask(motograph, stage, "\n".join([good, *odd, good]) + "\n", "--batch")
    assert len(answers) == 6, answers
    for answer in (answers[0], answers[-1]):
        judge(answer)
    assert all("error" in answer for answer in answers[1:3]), answers
    judge(ask(motograph, stage, good, "-")[0])


def main():
    motograph, top = sys.argv[1], pathlib.Path(sys.argv[2])
    for stage in STAGES:
        check(motograph, stage)
    feed = ask(motograph, "items", "", str(top / "assets/demo/signal.json"))[0]
    assert feed["feed_title"] == "Signal" and feed["n_items"] == 13, feed
    print(f"{len(STAGES)} stages answer")


if __name__ == "__main__":
    main()
