/* extract.c - the paragraphs of the main content. Floor 3. Any thread. Knows no dates, no lines. */
#include "article/extract.h"

#include <string.h>

#include "article/article.h"
#include "article/choose.h"
#include "article/hints.h"
#include "article/prune.h"
#include "base/clean.h"

/* Less text than this is worth a second, more forgiving look. */
enum { EXTRACT_ENOUGH = 500 };
/* A cell with so many letters is a place on the page, none of a table of figures. */
enum { CELL_PARAGRAPH = 80, CELLS_LOOKED_AT = 12 };

struct writer {
    const struct page *page;
    const struct measure *m;
    struct arena *a;
    struct paragraph *out;
    size_t n, cap;
    struct buf line; /* the paragraph that is being gathered */
    size_t linked;   /* bytes of it that are inside links */
    size_t total;    /* bytes written so far */
    enum tag tag;
    bool no_memory;
};

/* A paragraph that is little more than links points elsewhere. */
static bool mostly_links(const struct writer *w, size_t n)
{
    size_t share = n ? w->linked * 100 / n : 0;
    return share > 60 && (w->tag == TAG_LI || n < 200);
}

static void writer_flush(struct writer *w)
{
    struct span raw = buf_span(&w->line);
    struct span text = clean_line_copy(raw, ARTICLE_TEXT_MAX - w->total, w->a);
    bool links = mostly_links(w, text.n);
    buf_reset(&w->line);
    w->linked = 0;
    if (text.n == 0 || links || w->n >= EXTRACT_PARAGRAPHS_MAX)
        return;
    struct paragraph *out = arena_grow(w->a, w->out, w->n, &w->cap, sizeof(*out));
    if (!out) {
        w->no_memory = true;
        return;
    }
    w->out = out;
    w->out[w->n++] = (struct paragraph){text, w->tag};
    w->total += text.n;
}

/* The cells of a row are one line, but where a table only lays the page out. */
static bool breaks_line(enum tag t)
{
    return tags_block(t) && t != TAG_TD;
}

static enum tag nearest_block(const struct page *p, uint32_t i)
{
    while (i != 0 && !breaks_line(p->nodes[i].tag))
        i = p->nodes[i].parent;
    return p->nodes[i].tag;
}

static bool in_link(const struct page *p, uint32_t i)
{
    for (; i != 0 && !breaks_line(p->nodes[i].tag); i = p->nodes[i].parent)
        if (p->nodes[i].tag == TAG_A)
            return true;
    return false;
}

static void write_text(struct writer *w, uint32_t i)
{
    uint32_t parent = w->page->nodes[i].parent;
    struct span s = page_text(w->page, i);
    if (w->line.n == 0)
        w->tag = nearest_block(w->page, parent);
    if (in_link(w->page, parent))
        w->linked += span_trim(s).n;
    (void)buf_put(&w->line, s);
}

static bool lays_out(const struct writer *w, uint32_t cell)
{
    const struct node *nodes = w->page->nodes;
    uint32_t row = nodes[cell].parent, looked = 0;
    for (uint32_t c = row + 1; c < nodes[row].end && looked < CELLS_LOOKED_AT; c = nodes[c].end) {
        if (nodes[c].tag == TAG_TD && !nodes[c].gone && w->m[c].text >= CELL_PARAGRAPH)
            return true;
        looked++;
    }
    return false;
}

/* A block begins and ends a line; its end is met when the walk leaves its range. */
static void write_part(struct writer *w, uint32_t part)
{
    const struct page *p = w->page;
    uint32_t block_end = p->nodes[part].end;
    for (uint32_t i = part; i < p->nodes[part].end; i++) {
        const struct node *n = &p->nodes[i];
        if (i >= block_end) {
            writer_flush(w);
            block_end = p->nodes[part].end;
            for (uint32_t up = n->parent; up > part; up = p->nodes[up].parent)
                if (breaks_line(p->nodes[up].tag) && p->nodes[up].end < block_end)
                    block_end = p->nodes[up].end;
        }
        if (n->gone) {
            i = n->end - 1;
            continue;
        }
        if (n->tag == TAG_TEXT) {
            write_text(w, i);
        } else if (n->tag == TAG_TD) {
            if (lays_out(w, i))
                writer_flush(w);
            (void)buf_putc(&w->line, ' ');
        } else if (breaks_line(n->tag)) {
            writer_flush(w);
            block_end = n->end < block_end ? n->end : block_end;
        }
    }
    writer_flush(w);
}

static bool heading(enum tag t)
{
    return t == TAG_H1 || t == TAG_H2 || t == TAG_HEADING;
}

/* Headings with nothing below them, and the title once more, are not part of the text. */
static size_t drop_headings(struct paragraph *list, size_t n, struct span title)
{
    size_t kept = 0;
    while (n > 0 && heading(list[n - 1].tag))
        n--;
    for (size_t i = 0; i < n; i++) {
        bool repeat = heading(list[i].tag) && title.n > 0 && span_eq_nocase(list[i].text, title);
        if (list[i].tag != TAG_H1 && !repeat)
            list[kept++] = list[i];
    }
    return kept;
}

static unsigned char *all_hints(const struct page *p, const struct words *words, struct arena *a)
{
    unsigned char *hints = arena_array(a, p->n, sizeof(*hints));
    for (uint32_t i = 1; hints && i < p->n; i++)
        if (p->nodes[i].tag != TAG_TEXT)
            hints[i] = (unsigned char)hints_of(&p->nodes[i], words);
    return hints;
}

static enum err extract_once(struct page *page, const unsigned char *hints, struct writer *w,
                             struct arena *a)
{
    uint32_t parts[CHOOSE_PARTS_MAX];
    size_t n_parts = 0;
    if (prune_page(page, hints, a) != ERR_OK)
        return ERR_NOMEM;
    const struct measure *m = measure_page(page, a);
    if (!m || choose_parts(page, hints, m, parts, &n_parts, a) != ERR_OK)
        return ERR_NOMEM;
    w->m = m;
    buf_init(&w->line, ARTICLE_TEXT_MAX);
    for (size_t i = 0; i < n_parts && !w->no_memory; i++) {
        prune_content(page, parts[i], hints, m);
        write_part(w, parts[i]);
    }
    buf_finish(&w->line);
    return w->no_memory ? ERR_NOMEM : ERR_OK;
}

/* Readability's retries: what the hints threw out comes back when too little is left. */
static void forgive(struct page *p, unsigned char *hints)
{
    for (uint32_t i = 0; i < p->n; i++) {
        p->nodes[i].gone = false;
        hints[i] &= (unsigned char)~HINT_UNWANTED;
    }
}

enum err extract_main(struct page *page, struct span title, const struct words *words,
                      struct paragraph **out, size_t *n, struct arena *a)
{
    unsigned char *hints = all_hints(page, words, a);
    struct writer strict = {.page = page, .a = a}, loose = strict;
    *out = NULL;
    *n = 0;
    if (!hints || extract_once(page, hints, &strict, a) != ERR_OK)
        return ERR_NOMEM;
    if (strict.total < EXTRACT_ENOUGH) {
        forgive(page, hints);
        if (extract_once(page, hints, &loose, a) != ERR_OK)
            return ERR_NOMEM;
    }
    const struct writer *w = loose.total > 2 * strict.total ? &loose : &strict;
    *out = w->out;
    *n = drop_headings(w->out, w->n, title);
    return ERR_OK;
}
