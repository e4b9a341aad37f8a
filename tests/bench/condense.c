/* condense.c - libxml2's HTML parser alone over pages: the floor of what reading them costs.
 *
 * A tool of tests/bench/condense. usage: condense TURNS FILE...   Prints the seconds of CPU that
 * the turns took and how many elements were met; with 0 turns the files are only read. The parser
 * is set as app/article/page.c sets it, and its events are only counted. */
#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { PAGE_MAX = 2 * 1024 * 1024, PAGES_MAX = 1000 };

static void on_start(void *user, const xmlChar *name, const xmlChar **attributes)
{
    (void)name, (void)attributes;
    ++*(size_t *)user;
}

static void on_end(void *user, const xmlChar *name)
{
    (void)user, (void)name;
}

static void on_text(void *user, const xmlChar *text, int n)
{
    (void)user, (void)text, (void)n;
}

static void parse(const char *page, size_t n, size_t *elements)
{
    htmlParserCtxtPtr parser = htmlCreateMemoryParserCtxt(page, (int)n);
    if (!parser)
        exit(1);
    *parser->sax = (htmlSAXHandler){.startElement = on_start,
                                    .endElement = on_end,
                                    .characters = on_text,
                                    .ignorableWhitespace = on_text,
                                    .cdataBlock = on_text,
                                    .initialized = 1};
    parser->userData = elements;
    (void)xmlSwitchEncoding(parser, XML_CHAR_ENCODING_UTF8);
    htmlCtxtUseOptions(parser, HTML_PARSE_RECOVER | HTML_PARSE_NONET | HTML_PARSE_NOERROR |
                                   HTML_PARSE_NOWARNING | HTML_PARSE_IGNORE_ENC);
    (void)htmlParseDocument(parser);
    htmlFreeParserCtxt(parser);
}

static double now(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

int main(int argc, char **argv)
{
    static char *pages[PAGES_MAX];
    static size_t sizes[PAGES_MAX];
    size_t n = 0, elements = 0;
    for (int i = 2; i < argc && n < PAGES_MAX; i++, n++) {
        FILE *f = fopen(argv[i], "rb");
        pages[n] = malloc(PAGE_MAX);
        if (!f || !pages[n])
            return 1;
        sizes[n] = fread(pages[n], 1, PAGE_MAX, f);
        (void)fclose(f);
    }
    double start = now();
    for (int turn = argc > 1 ? atoi(argv[1]) : 0; turn > 0; turn--)
        for (size_t i = 0; i < n; i++)
            parse(pages[i], sizes[i], &elements);
    (void)printf("%f %zu\n", now() - start, elements);
    for (size_t i = 0; i < n; i++)
        free(pages[i]);
    return 0;
}
