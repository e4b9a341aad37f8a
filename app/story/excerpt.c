/* excerpt.c - a sentence from which words are taken out. Floor 4. Any thread. */
#include "story/excerpt.h"

#include "base/utf8.h"

enum { EXCERPT_BYTES = 8 * 1024 };

bool excerpt_start(struct excerpt *d, const struct tokens *t, struct arena *a)
{
    *d = (struct excerpt){.t = t, .arena = a};
    d->out = arena_array(a, t->n + 1, sizeof *d->out);
    d->instead = arena_array(a, t->n + 1, sizeof *d->instead);
    return d->out && d->instead;
}

void excerpt_drop(struct excerpt *d, size_t first, size_t end)
{
    for (size_t i = first; i < end && i < d->t->n; i++)
        d->out[i] = true;
}

size_t excerpt_next(const struct excerpt *d, size_t i)
{
    while (i < d->t->n && d->out[i])
        i++;
    return i;
}

size_t excerpt_last(const struct excerpt *d)
{
    for (size_t i = d->t->n; i-- > 0;)
        if (!d->out[i])
            return i;
    return d->t->n;
}

size_t excerpt_words(const struct excerpt *d, size_t first, size_t end)
{
    size_t n = 0;
    for (size_t i = first; i < end && i < d->t->n; i++)
        n += !d->out[i] && token_is_word(&d->t->at[i]);
    return n;
}

bool excerpt_soft(enum token_kind kind)
{
    return kind == TOKEN_COMMA || kind == TOKEN_DASH || kind == TOKEN_COLON;
}

/* A comma, dash or colon that has lost one of its sides. */
static bool is_idle(const struct excerpt *d, size_t i, bool first)
{
    enum token_kind kind = d->t->at[i].kind;
    if (first && (excerpt_soft(kind) || kind == TOKEN_END || kind == TOKEN_CLOSE))
        return true;
    if (!excerpt_soft(kind))
        return false;
    size_t next = excerpt_next(d, i + 1);
    if (next == d->t->n)
        return true;
    enum token_kind after = d->t->at[next].kind;
    return excerpt_soft(after) || after == TOKEN_END || after == TOKEN_CLOSE;
}

static void put_token(const struct excerpt *d, size_t i, bool first, struct buf *out)
{
    struct span text = d->instead[i].n ? d->instead[i] : d->t->at[i].text;
    struct span rest = text;
    if (first && rest.n && d->t->at[i].kind == TOKEN_WORD) {
        uint32_t c = utf8_next(&rest);
        bool inner =
            !d->instead[i].n && rest.n && utf8_is_upper(utf8_next(&(struct span){rest.p, rest.n}));
        (void)utf8_put(out, inner ? c : utf8_upper(c)); /* iPhone stays */
        text = rest;
    }
    (void)buf_put(out, text);
}

/* A mark to which the next token sticks: "(" and what opens a quote. */
static bool is_opening(const struct excerpt *d, size_t i)
{
    enum token_kind kind = d->t->at[i].kind;
    bool opens = kind == TOKEN_OPEN || kind == TOKEN_QUOTE_OPEN || kind == TOKEN_OTHER;
    return opens && i + 1 < d->t->n && !d->t->at[i + 1].space;
}

/* The full stop of any script: ideographic, danda, Urdu, Armenian, Ethiopic; no other mark. */
static bool is_full_stop(const struct token *t)
{
    static const char *const stops[] = {".",      "\u3002", "\uff0e", "\u0964",
                                        "\u06d4", "\u0589", "\u1362"};
    for (size_t i = 0; t->kind == TOKEN_END && i < sizeof stops / sizeof *stops; i++)
        if (span_is(t->text, stops[i]))
            return true;
    return false;
}

static void render(const struct excerpt *d, struct buf *out)
{
    bool space = false, first = true, opened = false;
    size_t last = excerpt_last(d);
    for (size_t i = 0; i < d->t->n; i++) {
        space |= d->t->at[i].space;
        if (d->out[i] || is_idle(d, i, first))
            continue;
        bool stop = i == last && is_full_stop(&d->t->at[i]);
        if (stop && d->plain_end)
            continue;
        enum token_kind kind = d->t->at[i].kind;
        bool tight = kind == TOKEN_COMMA || kind == TOKEN_END || kind == TOKEN_COLON ||
                     kind == TOKEN_CLOSE || kind == TOKEN_QUOTE_CLOSE;
        if (space && !first && !opened && (!tight || d->t->at[i].space))
            (void)buf_putc(out, ' ');
        put_token(d, i, first, out);
        first = space = false;
        opened = is_opening(d, i);
    }
}

struct span excerpt_text(const struct excerpt *d, struct arena *a)
{
    struct buf b;
    struct span text = {NULL, 0};
    buf_init(&b, EXCERPT_BYTES);
    render(d, &b);
    if (!b.failed)
        text = arena_copy(a, buf_span(&b));
    buf_finish(&b);
    return text;
}

bool excerpt_fits(const struct excerpt *d, struct budget budget)
{
    struct buf b;
    buf_init(&b, EXCERPT_BYTES);
    render(d, &b);
    bool fits = !b.failed &&
                (b.n <= budget.max || (!budget.bytes && utf8_clusters(buf_span(&b)) <= budget.max));
    buf_finish(&b);
    return fits;
}
