/* prune.c - what is surely beside the article. Floor 3. Any thread. Does not choose the content.
 *
 * The order and the guards follow trafilatura (A. Barbaresi, "Trafilatura: A Web Scraping Library
 * and Command-Line Tool for Text Discovery and Extraction", ACL 2021); the conditions on link
 * density inside the content follow Mozilla's Readability. */
#include "article/prune.h"

#include "article/hints.h"

static bool holds(const struct page *p, uint32_t node, const unsigned char *hints)
{
    for (uint32_t i = node + 1; i < p->nodes[node].end; i++)
        if (p->nodes[i].tag == TAG_H1 || (hints[i] & HINT_BODY))
            return true;
    return false;
}

static bool frame_of_all(enum tag t)
{
    return t == TAG_HTML || t == TAG_BODY || t == TAG_MAIN || t == TAG_ARTICLE;
}

static bool beside(const struct page *p, uint32_t i, const unsigned char *hints,
                   const struct measure *m)
{
    const struct node *n = &p->nodes[i];
    bool most = m[i].text > m[0].text / 2;
    if (n->tag == TAG_UNSEEN || n->tag == TAG_SCRIPT || n->tag == TAG_HEAD)
        return true;
    if (frame_of_all(n->tag))
        return false;
    if (hints[i] & HINT_HIDDEN)
        return !holds(p, i, hints);
    if (n->tag == TAG_FIGURE || n->tag == TAG_FORM)
        return !most;
    if (!(hints[i] & HINT_UNWANTED) || (hints[i] & HINT_BODY))
        return false;
    return !most && !holds(p, i, hints);
}

enum err prune_page(struct page *p, const unsigned char *hints, struct arena *a)
{
    const struct measure *m = measure_page(p, a);
    if (!m)
        return ERR_NOMEM;
    for (uint32_t i = 1; i < p->n; i++) {
        if (!beside(p, i, hints, m))
            continue;
        p->nodes[i].gone = true;
        i = p->nodes[i].end - 1;
    }
    return ERR_OK;
}

static bool box(enum tag t)
{
    return t == TAG_DIV || t == TAG_SECTION || t == TAG_LIST || t == TAG_TABLE || t == TAG_BLOCK ||
           t == TAG_ARTICLE;
}

void prune_content(struct page *p, uint32_t top, const unsigned char *hints,
                   const struct measure *m)
{
    for (uint32_t i = top + 1; i < p->nodes[top].end; i++) {
        struct node *n = &p->nodes[i];
        if (n->gone || !box(n->tag) || m[i].text == 0)
            continue;
        float links = measure_links(&m[i]);
        bool likely = hints[i] & (HINT_BODY | HINT_LIKELY);
        if (m[i].text < m[top].text / 2 && links > (likely ? 0.5F : 0.35F)) {
            n->gone = true;
            i = n->end - 1;
        }
    }
}
