#!/usr/bin/env python3
"""Holds what the board shows of each article against its sheet (tests/cases/articles/README.md).

usage: articles.py [--held] [--least SHARE] MOTOGRAPH [NAME...]

For each article: nothing of the page's own talk may show, every shown quote has a right speaker, and
who, what, when and where can be told from headline and facts alone. Prints a table and what is wrong;
ends with 1 when some of the page's talk shows, or less than SHARE of the answers are there.
"""

import argparse
import json
import pathlib
import re
import subprocess
import sys

CASES = pathlib.Path(__file__).resolve().parent.parent / "cases" / "articles"
NOW = "2026-11-21T12:00:00Z"
ASKED = ("headline-about", "who", "what", "when", "where", "why")
NEEDED = ("who", "what", "when", "where")
QUOTES = str.maketrans({c: '"' for c in "“”„«»‚‘’'"} | {"\u00a0": " ", "\u202f": " ", "–": "-"})


def plain(text):
    return re.sub(r"\s+", " ", text.translate(QUOTES)).casefold()


def sheet(path):
    fields = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        key, _, value = line.partition(":")
        if value:
            fields.setdefault(key.strip(), []).append(value.strip())
    return fields


def news(motograph, path):
    run = subprocess.run([motograph, "news", "--json", "--no-store", "--now", NOW, path], capture_output=True, text=True,
                         check=False, timeout=30)
    return [json.loads(line) for line in run.stdout.splitlines()]


def holds(shown, alternatives):
    return any(plain(part.strip()) in shown for part in alternatives.split("|"))


def answered(shown, key, values):
    if key == "headline-about":
        return all(holds(shown, part) for part in values[0].split(","))
    return any(holds(shown, value) for value in values)


def judge(stories, fields):
    """(share of answers by key, complaints)"""
    if len(stories) != 1:
        return {key: False for key in ASKED if key in fields}, [f"{len(stories)} stories"]
    story, wrong = stories[0], []
    facts = [fact["text"] for fact in story["facts"]]
    shown = plain(" · ".join([story["headline"], *facts]))
    for part in fields.get("must-not", []):
        if plain(part) in shown:
            wrong.append(f"shows: {part}")
    for fact in story["facts"]:
        if fact["kind"] == "quote" and not any(holds(plain(fact["text"]), name) for name in fields.get("quote", [])):
            wrong.append(f"speaker: {fact['text']}")
    where = {key: plain(story["headline"]) if key == "headline-about" else shown for key in ASKED}
    return {key: answered(where[key], key, fields[key]) for key in ASKED if key in fields}, wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--held", action="store_true")
    parser.add_argument("--least", type=float, default=0.0)
    parser.add_argument("motograph")
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    folder = CASES / "held" if options.held else CASES
    right = asked = talk = 0
    print(f"{'article':20}" + "".join(f"{key.split('-')[0]:>10}" for key in ASKED))
    for path in sorted(folder.glob("*.txt")):
        if options.names and path.stem not in options.names:
            continue
        fields = sheet(path.with_suffix(".sheet"))
        found, wrong = judge(news(options.motograph, path), fields)
        print(f"{path.stem:20}" + "".join(f"{'-' if key not in found else 'yes' if found[key] else 'NO':>10}" for key in ASKED))
        for line in wrong:
            print(f"    {line}")
        right += sum(found.get(key, False) for key in NEEDED)
        asked += sum(key in found for key in NEEDED)
        talk += len(wrong)
    share = right / asked if asked else 0
    print(f"{right} of {asked} answers to {', '.join(NEEDED)}; {talk} complaints")
    sys.exit(talk > 0 or share < options.least)


if __name__ == "__main__":
    main()
