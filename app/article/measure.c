/* measure.c - text and link density. Floor 3. Any thread. Knows no hints.
 *
 * Text density and link density as the two features that tell content best: C. Kohlschuetter,
 * P. Fankhauser, W. Nejdl, "Boilerplate Detection using Shallow Text Features", WSDM 2010. */
#include "article/measure.h"

static bool comma(struct span s, size_t i)
{
    struct span rest = span_from(s, i);
    return rest.p[0] == ',' || span_starts(rest, "\u060c") || span_starts(rest, "\u3001") ||
           span_starts(rest, "\uff0c");
}

static void count(struct span s, uint32_t *letters, uint32_t *commas)
{
    bool gap = true;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        bool space = ascii_space(s.p[i]);
        if ((c & 0xC0) == 0x80)
            continue;
        if (!space || !gap)
            *letters += c >= 0xE3 ? 2 : 1;
        gap = space;
        if ((c == ',' || c >= 0xD8) && comma(s, i))
            ++*commas;
    }
}

static void measure_text(const struct page *p, uint32_t i, struct measure *m)
{
    struct measure *block = &m[m[i].block];
    uint32_t commas = 0;
    count(page_text(p, i), &m[i].text, &commas);
    if (m[i].in_link)
        m[i].linked = m[i].text;
    block->own += m[i].text;
    block->own_linked += m[i].linked;
    block->commas += commas;
}

struct measure *measure_page(const struct page *p, struct arena *a)
{
    struct measure *m = arena_array(a, p->n, sizeof(*m));
    if (!m)
        return NULL;
    for (uint32_t i = 1; i < p->n; i++) {
        const struct node *n = &p->nodes[i];
        if (n->gone) {
            i = n->end - 1;
            continue;
        }
        m[i].block = tags_block(n->tag) ? i : m[n->parent].block;
        m[i].in_link = n->tag == TAG_A || m[n->parent].in_link;
        if (n->tag == TAG_TEXT)
            measure_text(p, i, m);
    }
    for (uint32_t i = p->n - 1; i > 0; i--) {
        m[p->nodes[i].parent].text += m[i].text;
        m[p->nodes[i].parent].linked += m[i].linked;
    }
    return m;
}

float measure_links(const struct measure *m)
{
    return m->text ? (float)m->linked / (float)m->text : 0;
}
