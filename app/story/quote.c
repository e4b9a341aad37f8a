/* quote.c - what somebody said. Floor 4. Any thread. */
#include "story/quote.h"

#include "base/utf8.h"
#include "story/name.h"
#include "story/resolve.h"
#include "story/subject.h"
#include "story/trim.h"

enum { SPEAKER_WORDS = 10, QUOTE_LONG = 180 };

/* First token of the longest quote and the token behind it. */
static bool quoted_run(const struct tokens *t, size_t *first, size_t *end)
{
    size_t best = 0;
    for (size_t i = 0; i < t->n; i++) {
        if (t->at[i].kind != TOKEN_QUOTE_OPEN)
            continue;
        size_t words = 0, close = i + 1;
        while (close < t->n && t->at[close].kind != TOKEN_QUOTE_CLOSE)
            words += token_is_word(&t->at[close++]);
        if (close == t->n)
            break;
        if (words > best) {
            best = words;
            *first = i;
            *end = close + 1;
        }
        i = close;
    }
    return best >= QUOTE_LEAST_WORDS;
}

/* The words of a stretch outside the quote, asides and dates left out, as a excerpt. */
static bool speaker_excerpt(struct excerpt *d, const struct passage *p, size_t first, size_t end,
                            struct arena *a)
{
    if (!excerpt_start(d, &p->t, a))
        return false;
    d->plain_end = true;
    excerpt_drop(d, 0, first);
    excerpt_drop(d, end, p->t.n);
    for (size_t i = 0; i < p->n_dates; i++)
        resolve_drop(d, &p->dates[i]);
    return true;
}

/* "Mayor Lind said on the pier", "said Mayor Lind, who ...": the name before or behind the word
 * of saying, up to the next comma or preposition. */
static struct span speaker_in(const struct passage *p, size_t first, size_t end, struct arena *a)
{
    struct excerpt d;
    struct span none = {NULL, 0};
    for (size_t i = first; i < end; i++) /* another quote's end: the speaker stands behind it */
        if (p->t.at[i].kind == TOKEN_QUOTE_CLOSE)
            first = i + 1;
    while (first < end && (!token_is_word(&p->t.at[first]) || p->t.at[first].quoted))
        first++;
    size_t says = first;
    while (says < end && !token_in(&p->t, says, LIST_SPEECH, NULL))
        says++;
    if (says == end || !speaker_excerpt(&d, p, first, end, a))
        return none;
    size_t aux = first; /* "a déclaré la maire": the auxiliary comes with the verb */
    while (aux < says && token_in(&p->t, aux, LIST_VERBS, NULL))
        aux++;
    bool inverse = says == aux;
    if (inverse)
        excerpt_drop(&d, first, says + 1);
    else
        excerpt_drop(&d, says, end);
    size_t from = inverse ? says + 1 : first, words = 0;
    if (token_in(&p->t, from, LIST_ARTICLES, NULL))
        excerpt_drop(&d, from, from + 1);
    for (size_t i = from; i < (inverse ? end : says); i++) {
        const struct token *t = &p->t.at[i];
        bool named = inverse && t->kind == TOKEN_COMMA && i + 1 < end && p->t.at[i + 1].cap;
        if (named) /* "the head of the board, A. Lind" */
            continue;
        bool stop = !token_is_word(t) || t->quoted ||
                    (inverse && words && token_in(&p->t, i, LIST_PREPOSITIONS, NULL) &&
                     !token_in(&p->t, i, LIST_NAME_LINKS, NULL));
        bool verb = !inverse && trim_is_verb(&d, i) && !t->cap;
        if (stop || verb || words == SPEAKER_WORDS) {
            excerpt_drop(&d, i, p->t.n);
            break;
        }
        words += !d.out[i];
    }
    trim_end(&d);
    return excerpt_text(&d, a);
}

static bool is_pronoun(const struct body *body, struct span s)
{
    struct buf lower;
    buf_init(&lower, TOKEN_WORD_MAX * 4);
    bool found = s.n <= TOKEN_WORD_MAX && !utf8_put_lower(&lower, s) &&
                 words_find(body->words, body->lang, "pronouns", buf_span(&lower), NULL);
    buf_finish(&lower);
    return found;
}

static bool any_speech(const struct tokens *t)
{
    for (size_t i = 0; i < t->n; i++)
        if (!t->at[i].quoted && token_in(t, i, LIST_SPEECH, NULL))
            return true;
    return false;
}

/* Who spoke last before sentence i: the subject of a sentence that says something. */
static struct span last_speaker(const struct body *body, size_t i, struct arena *a)
{
    for (size_t back = 1; back <= QUOTE_BACK && back <= i; back++) {
        const struct passage *p = &body->at[i - back];
        if (!any_speech(&p->t))
            continue;
        struct span subject = name_subject(body, p, a);
        if (subject.n && !is_pronoun(body, subject))
            return subject;
        size_t first, end;
        struct span speaker = {NULL, 0};
        if (quoted_run(&p->t, &first, &end))
            speaker = speaker_in(p, end, p->t.n, a);
        if (speaker.n && !is_pronoun(body, speaker))
            return speaker;
    }
    return (struct span){NULL, 0};
}

static struct span run_text(const struct tokens *t, size_t first, size_t end)
{
    const struct token *last = &t->at[end - 1];
    return span_make(t->at[first].text.p,
                     (size_t)(last->text.p + last->text.n - t->at[first].text.p));
}

/* The token behind the first sentence of a quote that is too long to be shown whole. */
static size_t first_sentence(const struct tokens *t, size_t first, size_t end)
{
    if (run_text(t, first, end).n <= QUOTE_LONG)
        return end - 1;
    for (size_t i = first + QUOTE_LEAST_WORDS; i + 2 < end; i++)
        if (t->at[i].kind == TOKEN_END && t->at[i + 1].space && t->at[i + 1].cap)
            return i + 1;
    return end - 1;
}

/* The quote without the comma that led on to its speaker. */
static struct span quote_text(const struct tokens *t, size_t first, size_t end, struct arena *a)
{
    size_t last = first_sentence(t, first, end);
    bool comma = t->at[last - 1].kind == TOKEN_COMMA && last - first > 2;
    struct span inner = run_text(t, first, last - comma), close = t->at[end - 1].text;
    struct buf b;
    struct span text = {NULL, 0};
    buf_init(&b, inner.n + close.n + 1);
    (void)buf_put(&b, inner);
    if (t->at[end - 1].space)
        (void)buf_putc(&b, ' ');
    (void)buf_put(&b, close);
    if (!b.failed)
        text = arena_copy(a, buf_span(&b));
    buf_finish(&b);
    return text;
}

bool quote_find(const struct body *body, size_t i, struct quote *out, struct arena *a)
{
    const struct passage *p = &body->at[i];
    const struct tokens *t = &p->t;
    size_t first, end, words = 0, inside = 0;
    if (!quoted_run(t, &first, &end))
        return false;
    bool marked = subject_is_marked(t);
    struct span speaker = marked ? subject_marked(p, a) : speaker_in(p, end, t->n, a);
    if (!speaker.n && !marked)
        speaker = speaker_in(p, 0, first, a);
    bool pronoun = !speaker.n || is_pronoun(body, speaker);
    if (pronoun)
        speaker = last_speaker(body, i, a);
    for (size_t k = 0; k < t->n; k++) {
        words += token_is_word(&t->at[k]);
        inside += token_is_word(&t->at[k]) && k > first && k < end;
    }
    bool led = first > 0 && t->at[first - 1].kind == TOKEN_COLON;
    bool begins = first + 1 < end && (t->at[first + 1].cap || first == 0 || led);
    *out = (struct quote){quote_text(t, first, end, a), speaker,
                          begins && (first == 0 || inside * 2 > words)};
    return out->text.n && speaker.n;
}
