#!/usr/bin/env python3
"""Holds every headline and fact of `inspect condense` against its article: each is made of the article's
words in their order, but for days that were resolved and for the speaker behind a quote, who is words of the
article too. A figure stands in the article, or beside a month as part of a day.

usage: faithful.py [--verbose] MOTOGRAPH [FILE.jsonl...]

Without files, the project's own articles; a file holds an article a line: id, text, perhaps title, lang and
date. Prints how many facts were held against how many articles, and each exception; ends with 1 on any.
"""

import argparse
import functools
import json
import pathlib
import re
import subprocess
import sys
import unicodedata

TOP = pathlib.Path(__file__).resolve().parent.parent.parent
CASES = TOP / "tests" / "cases"
WORDS = TOP / "assets" / "words"
# Han, kana and the scripts that part no words: each letter is compared for itself.
SIGN = r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]"
WORD = re.compile(rf"\d+|{SIGN}|(?:(?!{SIGN})[^\W\d_])+")
NEAR, CLOSE = 3, 2  # words between a word of a resolved day, a figure of it, and its month


def folded(text):
    """Compatibility and case folded, marks gone."""
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return "".join(c for c in text if not unicodedata.category(c).startswith(("M", "C")) or c in "\n\t\r")


def words_of(text):
    return WORD.findall(folded(text))


@functools.lru_cache
def date_words(lang):
    """(the words of resolved days, those of them that are months or marks of a date); of every language where
    the article does not say its own"""
    if not lang:
        every, months = zip(*(date_words(path.stem) for path in WORDS.glob("*.words")))
        return frozenset().union(*every), frozenset().union(*months)
    lists = {"month-names": set(), "date-marks": set(), "weekdays": set(), "function": set(), "date-prepositions": set()}
    path, section = WORDS / f"{lang}.words", None
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else []:
        key, _, value = line.partition("=")
        if line.startswith("["):
            section = line.strip("[] ")
        elif section in lists and line.strip() and not line.startswith("#"):
            lists[section].update(words_of(value if section == "month-names" else key))
    months = {word for word in lists["month-names"] | lists["date-marks"] if not word.isdigit()}
    return frozenset(set().union(*lists.values()) | months), frozenset(months)


def is_date(told, i, lang):
    """Part of a day that was put in: close to a month, and itself a word of dates or a small figure."""
    every, months = date_words(lang)
    figure = told[i].isdigit() and len(told[i]) <= 4
    around = CLOSE if figure else NEAR
    near = any(word in months for word in told[max(0, i - around):i + around + 1])
    return near and (figure or told[i] in every)


def same(told, said, lang):
    """In Korean, a word may have lost the particle at its end."""
    return told == said or (lang == "ko" and said.startswith(told))


def strange(text, said, lang):
    """The first word that does not stand in the article behind the one before it; None where all do."""
    told, at = words_of(text), 0
    for i, word in enumerate(told):
        if is_date(told, i, lang):
            continue
        place = next((k for k in range(at, len(said)) if same(word, said[k], lang)), None)
        if place is None:
            return word
        at = place + 1
    return None


def pieces(fact):
    """A quote with its speaker is two pieces of the article."""
    label = fact["text"].rfind(" (") if fact["kind"] == "quote" else -1
    return [fact["text"]] if label < 0 else [fact["text"][:label], fact["text"][label:]]


def own():
    for path in sorted([*CASES.glob("condense/*.txt"), *CASES.glob("articles/*.txt"), *CASES.glob("articles/held/*.txt")]):
        title, _, text = path.read_text(encoding="utf-8").partition("\n")
        want = path.with_suffix(".want")
        fields = dict(line.partition(": ")[::2] for line in want.read_text(encoding="utf-8").splitlines()) if want.exists() else {}
        article = {"id": path.stem, "title": title, "text": text}
        yield article | {key: fields[key] for key in ("lang", "date") if key in fields}


def given(path):
    for line in filter(None, pathlib.Path(path).read_text(encoding="utf-8").split("\n")):
        article = json.loads(line)
        for one in article.get("docs", [article]):
            if one.get("text"):
                yield {key: one[key] for key in ("id", "title", "text", "lang", "date") if one.get(key)}


def answers(motograph, articles):
    asked = "".join(json.dumps(article, ensure_ascii=False) + "\n" for article in articles)
    run = subprocess.run([motograph, "inspect", "condense", "--batch"], input=asked.encode(), stdout=subprocess.PIPE, check=True,
                         timeout=600)
    return [json.loads(line) for line in run.stdout.splitlines()]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--verbose", action="store_true", help="what was told where a word is strange, whole")
    parser.add_argument("motograph")
    parser.add_argument("files", nargs="*")
    options = parser.parse_args()
    articles = [article for path in options.files for article in given(path)] if options.files else list(own())
    facts = heads = wrong = silent = 0
    found = answers(options.motograph, articles)
    if len(found) != len(articles):
        sys.exit(f"{len(found)} answers to {len(articles)} articles")
    for article, answer in zip(articles, found):
        said = words_of(article.get("title", "") + "\n" + article["text"])
        lang = article.get("lang", "")[:2].lower()
        silent += "error" in answer
        texts = [answer["headline"]] if "headline" in answer else []
        texts += [piece for fact in answer.get("facts", []) for piece in pieces(fact)]
        facts += len(answer.get("facts", []))
        heads += len(answer.get("headline", "")) > 0
        for text in texts:
            word = strange(text, said, lang)
            if word is not None:
                wrong += 1
                print(f"{article['id']}: \"{word}\" of \"{text if options.verbose else text[:100]}\"")
    print(f"{facts} facts and {heads} headlines of {len(articles)} articles ({silent} with nothing to tell), {wrong} exceptions")
    sys.exit(wrong > 0 or facts == 0)


if __name__ == "__main__":
    main()
