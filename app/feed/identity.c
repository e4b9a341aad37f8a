/* identity.c - what tells one item of a feed from another. Floor 2. Any thread. */
#include "feed/identity.h"

#include <stdlib.h>

enum { KEY_MAX = 64 * 1024 };

/* Parameters that mailers, networks and campaigns hang on, by their names or the heads of these. */
static bool is_tracking(struct span parameter)
{
    static const char *const heads[] = {"utm_", "at_", "mc_", "pk_", "mtm_", "hsa_", "_hs", "ns_"};
    static const char *const names[] = {"fbclid",  "gclid", "dclid",  "gbraid",  "wbraid",
                                        "msclkid", "yclid", "igshid", "mkt_tok", "_ga",
                                        "xtor",    "wt_mc", "cmpid",  "spm",     "ncid"};
    struct span name = span_sub(parameter, 0, span_find_byte(parameter, '='));
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        if (span_starts_nocase(name, heads[i]))
            return true;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (span_is_nocase(name, names[i]))
            return true;
    return false;
}

void identity_put_address(struct buf *out, struct span address)
{
    bool web = span_starts_nocase(address, "http://") || span_starts_nocase(address, "https://");
    struct span page = span_sub(address, 0, span_find_byte(address, '#'));
    size_t mark = web ? span_find_byte(page, '?') : SIZE_MAX;
    if (mark == SIZE_MAX) {
        (void)buf_put(out, address);
        return;
    }
    struct span query = span_from(page, mark + 1), parameter;
    char sign = '?';
    (void)buf_put(out, span_sub(page, 0, mark));
    while (query.n && span_split(&query, '&', &parameter)) {
        if (is_tracking(parameter))
            continue;
        (void)buf_putc(out, sign);
        (void)buf_put(out, parameter);
        sign = '&';
    }
    (void)buf_put(out, span_from(address, page.n));
}

static struct span key_of(struct span text, struct arena *a)
{
    struct buf key;
    buf_init(&key, KEY_MAX);
    identity_put_address(&key, text);
    struct span copy = arena_copy(a, buf_span(&key));
    buf_finish(&key);
    return copy;
}

/* A guid or a link, and what stands with it, as hashes. */
struct named {
    uint64_t name, other;
};

static int by_name(const void *pa, const void *pb)
{
    const struct named *a = pa, *b = pb;
    if (a->name != b->name)
        return a->name < b->name ? -1 : 1;
    return (a->other > b->other) - (a->other < b->other);
}

/* True when the name stands with two others; the list is sorted. */
static bool is_shared(const struct named *list, size_t n, uint64_t name)
{
    size_t first = 0, end = n;
    while (first < end) {
        size_t middle = first + (end - first) / 2;
        if (list[middle].name < name)
            first = middle + 1;
        else
            end = middle;
    }
    for (size_t i = first; i + 1 < n && list[i + 1].name == name; i++)
        if (list[i].other != list[i + 1].other)
            return true;
    return false;
}

struct span *identity_keys(const struct item *const *items, size_t n, struct arena *a)
{
    struct named *guids = arena_array(a, n + 1, sizeof *guids);
    struct named *links = arena_array(a, n + 1, sizeof *links);
    struct span *keys = arena_array(a, n + 1, sizeof *keys);
    if (!guids || !links || !keys)
        return NULL;
    for (size_t i = 0; i < n; i++) {
        uint64_t link = span_hash(items[i]->link), title = span_hash(items[i]->title);
        guids[i] = (struct named){span_hash(items[i]->id), link * 31 + title};
        links[i] = (struct named){link, title};
    }
    qsort(guids, n, sizeof *guids, by_name);
    qsort(links, n, sizeof *links, by_name);
    for (size_t i = 0; i < n; i++) {
        const struct item *item = items[i];
        if (item->id.n && !is_shared(guids, n, span_hash(item->id)))
            keys[i] = key_of(item->id, a);
        else if (item->link.n && !is_shared(links, n, span_hash(item->link)))
            keys[i] = key_of(item->link, a);
        else
            keys[i] = span_make(NULL, 0);
    }
    return keys;
}
