/* choose.c - which parts of a page are the article. Floor 3. Any thread. Knows no words.
 *
 * Scores flow from paragraphs to their ancestors, and siblings of the best one are joined, as in
 * Readability (arc90, then Mozilla's Readability.js); what a site names its article's body is
 * preferred to the score where both agree, as in trafilatura. */
#include "article/choose.h"

#include "article/hints.h"

#define LINKS_MAX 0.3F

enum { PARAGRAPH_MIN = 25, SIBLING_MIN = 80, ARTICLE_MIN = 200, ANCESTORS = 5 };

struct chooser {
    const struct page *p;
    const unsigned char *hints;
    const struct measure *m;
    float *scores;
};

static float own_links(const struct measure *m)
{
    return m->own ? (float)m->own_linked / (float)m->own : 0;
}

static bool paragraph(const struct chooser *c, uint32_t i)
{
    return c->p->nodes[i].tag != TAG_TEXT && c->m[i].block == i && c->m[i].own >= PARAGRAPH_MIN &&
           own_links(&c->m[i]) < 0.5F;
}

/* A point for being one, one a comma, one a hundred letters. */
static float paragraph_score(const struct measure *m)
{
    return 1 + (float)m->commas + (float)m->own / 100;
}

static void score_ancestors(struct chooser *c, uint32_t i)
{
    const struct node *nodes = c->p->nodes;
    float score = paragraph_score(&c->m[i]);
    uint32_t up = i;
    if (nodes[i].tag != TAG_P && nodes[i].tag != TAG_LI && c->m[i].own > 4 * PARAGRAPH_MIN)
        c->scores[i] += score;
    for (int level = 0; level < ANCESTORS && up != 0; level++) {
        up = nodes[up].parent;
        float share = level == 0 ? 1.0F : level == 1 ? 0.5F : 1.0F / (float)(level * 3);
        c->scores[up] += score * share;
    }
}

static float tag_weight(enum tag t)
{
    switch (t) {
    case TAG_ARTICLE:
    case TAG_MAIN:
        return 1.2F;
    case TAG_DIV:
    case TAG_SECTION:
    case TAG_TD:
        return 1.0F;
    case TAG_LIST:
    case TAG_LI:
    case TAG_FORM:
    case TAG_BLOCKQUOTE:
        return 0.6F;
    default:
        return 0.9F;
    }
}

static float hint_weight(unsigned hints)
{
    float w = 1;
    if (hints & HINT_BODY)
        w *= 1.5F;
    if (hints & HINT_LIKELY)
        w *= 1.2F;
    if (hints & HINT_UNWANTED)
        w *= 0.5F;
    return w;
}

static uint32_t best_node(const struct chooser *c)
{
    uint32_t best = 0;
    for (uint32_t i = 1; i < c->p->n; i++)
        if (c->scores[i] > c->scores[best])
            best = i;
    return best;
}

static void score_all(struct chooser *c)
{
    const struct page *p = c->p;
    for (uint32_t i = 1; i < p->n; i++) {
        if (p->nodes[i].gone)
            i = p->nodes[i].end - 1;
        else if (paragraph(c, i))
            score_ancestors(c, i);
    }
    for (uint32_t i = 0; i < p->n; i++)
        if (c->scores[i] > 0)
            c->scores[i] *= (1 - measure_links(&c->m[i])) * hint_weight(c->hints[i]) *
                            tag_weight(p->nodes[i].tag);
}

static bool within(const struct page *p, uint32_t inner, uint32_t outer)
{
    return inner >= outer && inner < p->nodes[outer].end;
}

/* The outermost named body at or above the best node that is no bundle of links; else the largest
 * one in it, when its text is much the same. */
static uint32_t named_body(const struct chooser *c, uint32_t best)
{
    const struct page *p = c->p;
    uint32_t outer = 0, inner = best;
    for (uint32_t i = best; i != 0; i = p->nodes[i].parent)
        if ((c->hints[i] & HINT_BODY) && measure_links(&c->m[i]) < LINKS_MAX)
            outer = i;
    if (outer != 0)
        return outer;
    for (uint32_t i = best + 1; i < p->nodes[best].end; i++)
        if (!p->nodes[i].gone && (c->hints[i] & HINT_BODY) && c->m[i].text * 2 > c->m[best].text &&
            (inner == best || !within(p, i, inner)))
            inner = i;
    return inner;
}

static bool holds_title(const struct chooser *c, uint32_t i)
{
    for (uint32_t k = i + 1; k < c->p->nodes[i].end; k++)
        if (c->p->nodes[k].tag == TAG_H1 && c->m[k].text > 0)
            return true;
    return false;
}

/* The outermost article that holds a main heading and some text, or 0. */
static uint32_t find_titled(const struct chooser *c)
{
    for (uint32_t i = 1; i < c->p->n; i++)
        if (c->p->nodes[i].tag == TAG_ARTICLE && c->m[i].text >= ARTICLE_MIN && holds_title(c, i))
            return i;
    return 0;
}

static bool holds_article(const struct chooser *c, uint32_t i)
{
    for (uint32_t k = i; k < c->p->nodes[i].end; k++)
        if (c->p->nodes[k].tag == TAG_ARTICLE && c->m[k].text >= ARTICLE_MIN)
            return true;
    return false;
}

static bool within_article(const struct chooser *c, uint32_t i)
{
    for (; i != 0; i = c->p->nodes[i].parent)
        if (c->p->nodes[i].tag == TAG_ARTICLE)
            return true;
    return false;
}

/* Where a page shows several articles one after the other, its own is the one with the title. */
static uint32_t own_article(const struct chooser *c, uint32_t body)
{
    uint32_t titled = find_titled(c);
    if (titled == 0 || within(c->p, body, titled))
        return body;
    bool others = within_article(c, body);
    for (uint32_t i = body; i < c->p->nodes[body].end && !others; i++)
        others = c->p->nodes[i].tag == TAG_ARTICLE && !within(c->p, i, titled) &&
                 c->m[i].text >= ARTICLE_MIN;
    return others ? titled : body;
}

static bool joins(const struct chooser *c, uint32_t sibling, float threshold)
{
    const struct node *n = &c->p->nodes[sibling];
    const struct measure *m = &c->m[sibling];
    if (n->gone || n->tag == TAG_TEXT || m->text == 0 || holds_article(c, sibling))
        return false;
    if (c->scores[sibling] >= threshold)
        return true;
    return n->tag == TAG_P && m->text > SIBLING_MIN && measure_links(m) < 0.25F;
}

enum err choose_parts(const struct page *p, const unsigned char *hints, const struct measure *m,
                      uint32_t parts[CHOOSE_PARTS_MAX], size_t *n, struct arena *a)
{
    struct chooser c = {p, hints, m, arena_array(a, p->n, sizeof(float))};
    *n = 0;
    if (!c.scores)
        return ERR_NOMEM;
    score_all(&c);
    uint32_t best = best_node(&c);
    if (c.scores[best] <= 0)
        return ERR_OK;
    uint32_t body = named_body(&c, best);
    body = own_article(&c, body);
    uint32_t parent = p->nodes[body].parent;
    if (body == 0 || body != best || (hints[body] & HINT_BODY)) {
        parts[(*n)++] = body;
        return ERR_OK;
    }
    float threshold = c.scores[best] * 0.2F;
    for (uint32_t i = parent + 1; i < p->nodes[parent].end && *n < CHOOSE_PARTS_MAX;
         i = p->nodes[i].end)
        if (i == body || joins(&c, i, threshold))
            parts[(*n)++] = i;
    return ERR_OK;
}
