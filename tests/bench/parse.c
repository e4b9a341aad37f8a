/* parse.c - reads one feed the way that is asked for, and says what it took. For tests/bench/parse.
 *
 * usage: parse ours|sax|none FILE    ours: feed_parse; sax: libxml2's SAX2 push parser, 16 KB a
 *                                    chunk; none: the file alone. Prints "seconds kilobytes items":
 *                                    kilobytes of memory at the peak above what the input took. */
#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "feed/feed.h"

enum { CHUNK = 16 * 1024, ROOM = 64 * 1024 * 1024 };

/* A line of the kernel's about this process ("VmHWM:"), in kilobytes. */
static long memory(const char *key)
{
    char line[256];
    long found = 0;
    FILE *f = fopen("/proc/self/status", "r");
    while (f && fgets(line, sizeof line, f))
        if (strncmp(line, key, strlen(key)) == 0)
            found = atol(line + strlen(key));
    if (f)
        (void)fclose(f);
    return found;
}

/* From now on the peak is that of what comes. */
static void forget_peak(void)
{
    FILE *f = fopen("/proc/self/clear_refs", "w");
    if (f) {
        (void)fputs("5", f);
        (void)fclose(f);
    }
}

static void on_start(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                     int n_namespaces, const xmlChar **namespaces, int n, int defaulted,
                     const xmlChar **attributes)
{
    (void)prefix, (void)uri, (void)n_namespaces, (void)namespaces, (void)n, (void)defaulted;
    (void)attributes;
    *(size_t *)user += strcmp((const char *)name, "item") == 0;
}

static void on_text(void *user, const xmlChar *text, int n)
{
    (void)user, (void)text, (void)n;
}

static size_t sax(struct span bytes)
{
    size_t items = 0;
    xmlSAXHandler handler = {.initialized = XML_SAX2_MAGIC,
                             .startElementNs = on_start,
                             .characters = on_text,
                             .cdataBlock = on_text};
    xmlParserCtxtPtr parser = xmlCreatePushParserCtxt(&handler, &items, NULL, 0, NULL);
    for (size_t at = 0; at < bytes.n; at += CHUNK) {
        struct span chunk = span_sub(bytes, at, CHUNK);
        if (xmlParseChunk(parser, chunk.p, (int)chunk.n, 0) != 0)
            exit(1);
    }
    (void)xmlParseChunk(parser, NULL, 0, 1);
    xmlFreeParserCtxt(parser);
    return items;
}

static size_t ours(struct span bytes)
{
    struct feed feed;
    struct feed_opts opts = {0};
    struct arena *a = arena_create(ROOM);
    if (feed_parse(bytes, &opts, &feed, NULL, a) != ERR_OK)
        exit(1);
    size_t items = feed.n_items;
    arena_destroy(a);
    return items;
}

static double now(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

int main(int argc, char **argv)
{
    FILE *f = argc == 3 ? fopen(argv[2], "rb") : NULL;
    char *p = malloc(ROOM);
    if (!f || !p)
        return 64;
    struct span bytes = span_make(p, fread(p, 1, ROOM, f));
    (void)fclose(f);
    forget_peak();
    long before = memory("VmRSS:");
    double start = now();
    size_t items = strcmp(argv[1], "ours") == 0  ? ours(bytes)
                   : strcmp(argv[1], "sax") == 0 ? sax(bytes)
                                                 : 0;
    double took = now() - start;
    (void)printf("%f %ld %zu\n", took, memory("VmHWM:") - before, items);
    free(p);
    return 0;
}
