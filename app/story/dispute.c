/* dispute.c - tellings that say the same with another figure. Floor 4. Any thread. Knows no
 * language. */
#include "story/dispute.h"

#include "base/utf8.h"

enum { PIECES_MAX = 96, TEXT_MAX = 8 * 1024, LEAST_SHARED = 3, LABEL_MAX = 2048 };
static const double SAME_SHARE = 0.6;

struct piece {
    uint64_t hash;
    bool figure;
};

struct pieces {
    struct piece at[PIECES_MAX];
    size_t n;
};

/* Bytes of the figure at the beginning: "12", "1,200", "3.5"; 0 for none. */
static size_t figure_length(struct span s)
{
    size_t n = 0;
    while (n < s.n && (ascii_digit(s.p[n]) || ((s.p[n] == ',' || s.p[n] == '.') && n &&
                                               n + 1 < s.n && ascii_digit(s.p[n + 1]))))
        n++;
    return n;
}

static size_t letters_length(struct span s)
{
    struct span rest = s;
    size_t n = 0;
    while (rest.n && utf8_is_letter(utf8_next(&rest)))
        n = s.n - rest.n;
    return n;
}

static void cut(struct span text, struct pieces *out)
{
    struct buf key;
    buf_init(&key, TEXT_MAX);
    (void)utf8_put_key(&key, text);
    struct span rest = buf_span(&key);
    out->n = 0;
    while (rest.n && out->n < PIECES_MAX) {
        size_t figure = figure_length(rest), n = figure ? figure : letters_length(rest);
        if (n)
            out->at[out->n++] = (struct piece){span_hash(span_sub(rest, 0, n)), figure > 0};
        if (n)
            rest = span_from(rest, n);
        else
            (void)utf8_next(&rest);
    }
    buf_finish(&key);
}

static bool holds(const struct pieces *w, struct piece piece)
{
    for (size_t i = 0; i < w->n; i++)
        if (w->at[i].hash == piece.hash && w->at[i].figure == piece.figure)
            return true;
    return false;
}

/* Are most words of a, figures apart, in b too? */
static bool mostly_in(const struct pieces *a, const struct pieces *b)
{
    size_t all = 0, shared = 0;
    for (size_t i = 0; i < a->n; i++) {
        all += !a->at[i].figure;
        shared += !a->at[i].figure && holds(b, a->at[i]);
    }
    return shared >= LEAST_SHARED && (double)shared >= SAME_SHARE * (double)all;
}

/* Is there a figure in a, of the same thing as one in b, while neither text holds the other's? */
static bool figures_differ(const struct pieces *a, const struct pieces *b)
{
    for (size_t i = 0; i + 1 < a->n; i++)
        for (size_t k = 0; k + 1 < b->n; k++)
            if (a->at[i].figure && b->at[k].figure && !a->at[i + 1].figure &&
                a->at[i + 1].hash == b->at[k + 1].hash && !holds(b, a->at[i]) &&
                !holds(a, b->at[k]))
                return true;
    return false;
}

bool dispute_between(struct span a, struct span b)
{
    struct pieces x, y;
    cut(a, &x);
    cut(b, &y);
    return mostly_in(&x, &y) && mostly_in(&y, &x) && figures_differ(&x, &y);
}

static bool is_clause(const struct fact *f)
{
    return f->kind != FACT_WHO && f->kind != FACT_WHEN && f->kind != FACT_WHERE &&
           f->kind != FACT_QUOTE;
}

/* "TEXT (NAME)" */
static struct span labelled(struct span text, struct span name, struct arena *a)
{
    struct buf b;
    struct span out = {NULL, 0};
    buf_init(&b, TEXT_MAX + LABEL_MAX);
    (void)buf_put(&b, text);
    (void)buf_puts(&b, " (");
    (void)buf_put(&b, name);
    (void)buf_puts(&b, ")");
    if (!b.failed)
        out = arena_copy(a, buf_span(&b));
    buf_finish(&b);
    return out;
}

/* Takes a shown fact out where it stands, so that it can stand behind the one it disputes. */
static void take_out(struct story *story, size_t k)
{
    for (story->n_facts--; k < story->n_facts; k++)
        story->facts[k] = story->facts[k + 1];
}

/* The disputing fact goes behind the disputed one; the last fact makes room. */
static bool put_both(const struct cluster *c, const size_t *order, struct story *story, size_t k,
                     const struct fact *other, unsigned source, struct arena *a)
{
    for (size_t i = k + 1; i < story->n_facts; i++)
        if (span_eq(story->facts[i].text, other->text))
            take_out(story, i);
    if (story->n_facts == STORY_FACTS_MAX)
        story->n_facts--;
    if (k >= story->n_facts)
        return true;
    struct fact *own = &story->facts[k];
    for (size_t i = story->n_facts++; i > k + 1; i--)
        story->facts[i] = story->facts[i - 1];
    own[1] = (struct fact){
        other->kind, labelled(other->text, c->members[order[source]]->source.name, a), source, 0};
    own->text = labelled(own->text, c->members[order[own->source]]->source.name, a);
    return own[0].text.n && own[1].text.n;
}

/* The first clause of another outlet that disputes the fact; NULL when none does. */
static const struct fact *disputing(const struct cluster *c, const size_t *order,
                                    const struct fact *f, unsigned *source)
{
    const struct member *own = c->members[order[f->source]];
    for (size_t i = 0; i < c->n; i++) {
        const struct member *other = c->members[order[i]];
        if (!other->source.name.n || span_eq(other->source.name, own->source.name))
            continue;
        *source = (unsigned)i;
        for (size_t k = 0; k < other->told.n_facts; k++)
            if (is_clause(&other->told.facts[k]) &&
                dispute_between(f->text, other->told.facts[k].text))
                return &other->told.facts[k];
    }
    return NULL;
}

bool dispute_tell(const struct cluster *c, const size_t *order, struct story *story,
                  struct arena *a)
{
    for (size_t k = 0; k < story->n_facts; k++) {
        const struct fact *f = &story->facts[k];
        unsigned source;
        if (!is_clause(f) || !c->members[order[f->source]]->source.name.n)
            continue;
        const struct fact *other = disputing(c, order, f, &source);
        if (other)
            return put_both(c, order, story, k, other, source, a);
    }
    return true;
}
