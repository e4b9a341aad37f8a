/* held.c - what waits for a person. Floor 9. The worker's thread. */
#include "run/held.h"

#include "run/line.h"

enum { HELD_ARENA_MAX = 32 * 1024 * 1024, ID_BYTES = 9 };

/* Those of this ticker's sources: the store may hold what waits for another. */
struct waiting {
    struct arena *arena;
    struct store_told *list;
    size_t n;
    bool more; /* than are looked at once */
};

static bool waiting_init(struct waiting *w, const struct desk *d)
{
    size_t kept = 0;
    *w = (struct waiting){.arena = arena_create(HELD_ARENA_MAX)};
    if (!w->arena || !d->store || store_get_held(d->store, &w->list, &w->n, w->arena) != ERR_OK)
        return false;
    w->more = w->n == STORE_HELD_MAX;
    for (size_t i = 0; i < w->n; i++)
        if (sources_origin(&d->sources, w->list[i].address))
            w->list[kept++] = w->list[i];
    w->n = kept;
    return true;
}

/* Eight digits that are the article's for as long as it waits. */
static void put_id(const struct store_told *t, char id[ID_BYTES])
{
    uint64_t hash = span_hash(t->told.key) * 31 + span_hash(t->address);
    (void)snprintf(id, ID_BYTES, "%08x", (unsigned)(hash >> 32));
}

static void put_article(struct buf *out, const struct store_told *t)
{
    char id[ID_BYTES], iso[WHEN_ISO_MAX];
    put_id(t, id);
    when_iso(t->seen, iso);
    (void)buf_printf(out, "%s\t%s\t", id, iso);
    (void)buf_put(out, t->name);
    (void)buf_putc(out, '\t');
    (void)buf_put(out, t->told.headline);
    (void)buf_putc(out, '\n');
}

static void list(const struct waiting *w, struct buf *out)
{
    for (size_t i = 0; i < w->n; i++)
        put_article(out, &w->list[i]);
    if (w->n == 0)
        (void)buf_puts(out, "note: nothing is held\n");
}

static bool judge(struct desk *d, const struct store_told *t, enum store_hold hold, struct buf *out)
{
    enum err e = store_set_hold(d->store, t->address, t->told.key, hold);
    if (!e && hold == STORE_RELEASED)
        e = pipeline_show(d->pipeline, t, clock_now(&d->clock));
    if (e) {
        (void)buf_printf(out, "error: %s: ", err_text(e));
        (void)buf_put(out, t->told.headline);
        (void)buf_putc(out, '\n');
        return false;
    }
    (void)buf_puts(out, hold == STORE_RELEASED ? "released\t" : "rejected\t");
    put_article(out, t);
    return true;
}

/* One word of the line: every article that it names. */
static bool judge_word(struct desk *d, struct waiting *w, struct span word, enum store_hold hold,
                       struct buf *out)
{
    bool found = false, done = false;
    for (size_t i = 0; i < w->n;) {
        char id[ID_BYTES];
        put_id(&w->list[i], id);
        if (!span_is(word, "all") && !span_is_nocase(word, id)) {
            i++;
            continue;
        }
        found = true;
        done = judge(d, &w->list[i], hold, out) || done;
        for (size_t k = i + 1; k < w->n; k++)
            w->list[k - 1] = w->list[k];
        w->n--;
    }
    if (!found && span_is(word, "all"))
        (void)buf_puts(out, "note: nothing is held\n");
    else if (!found)
        (void)buf_printf(out, "error: nothing is held as %.*s\n", (int)word.n, word.p);
    return done;
}

bool held_answer(struct desk *d, struct span line, struct buf *out)
{
    struct span verb, word;
    bool done = false, any = false;
    if (!line_word(&line, &verb))
        return false;
    bool lists = span_is(verb, "held"), releases = span_is(verb, "release");
    if (!lists && !releases && !span_is(verb, "reject"))
        return false;
    struct waiting w;
    bool readable = waiting_init(&w, d);
    while (readable && !lists && line_word(&line, &word)) {
        any = true;
        done = judge_word(d, &w, word, releases ? STORE_RELEASED : STORE_REJECTED, out) || done;
    }
    if (!readable)
        (void)buf_puts(out, "error: what is held cannot be read\n");
    else if (lists)
        list(&w, out);
    else if (!any)
        (void)buf_printf(out, "error: %.*s: which? name their numbers, or all\n", (int)verb.n,
                         verb.p);
    if (readable && w.more)
        (void)buf_printf(out, "note: of the %d that wait longest; there are more\n",
                         STORE_HELD_MAX);
    arena_destroy(w.arena);
    return done;
}
