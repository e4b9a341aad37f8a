/* feeds.c - `motograph feeds`: the feed list. Floor 9. Main thread. */
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "feed/opml.h"
#include "run/command.h"
#include "run/control.h"
#include "run/desk.h"
#include "run/feedlist.h"
#include "source/file.h"

enum { LIST_BYTES_MAX = 16 * 1024 * 1024, OPML_BYTES_MAX = 4 * 1024 * 1024 };

/* Of the ticker that ctl reaches. */
static void choose_store(struct cli *cli)
{
    enum control_whose whose = control_whose();
    if (whose == CONTROL_UNIT)
        places_of_unit(&cli->places);
    else if (whose == CONTROL_UNIT_SHUT)
        log_notice("how the feeds of the service's ticker fare is told to root alone (sudo)");
}

static enum exit_code list_feeds(struct cli *cli)
{
    struct desk desk;
    struct buf out;
    cli->n_args = 0; /* the words behind the command are no sources */
    choose_store(cli);
    buf_init(&out, LIST_BYTES_MAX);
    enum exit_code code = desk_init_kept(&desk, cli);
    int64_t now = clock_now(&desk.clock);
    if (!code && conf_bool(&cli->conf, OPTION_JSON))
        feedlist_json(&out, &desk.sources, &cli->conf, desk.store, now);
    else if (!code)
        feedlist_text(&out, &desk.sources, &cli->conf, desk.store, now);
    if (!code)
        code = cli_print(&out);
    buf_finish(&out);
    desk_finish(&desk);
    return code;
}

/* A quoted value of the configuration: what would end the quotes is left out. */
static void put_quoted(struct buf *out, struct span s)
{
    (void)buf_putc(out, '"');
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] != '"' && s.p[i] != '\\' && s.p[i] != '$' && (unsigned char)s.p[i] >= 0x20)
            (void)buf_putc(out, s.p[i]);
    (void)buf_putc(out, '"');
}

/* A name stands for one section, and so does an address: an outline whose name an earlier one has
 * goes by its address, and one whose address is there already is left out. */
static void put_section(struct buf *out, const struct opml *opml, size_t at)
{
    const struct outline *o = &opml->outlines[at];
    bool named = o->title.n > 0;
    for (size_t i = 0; i < at; i++) {
        if (span_eq(opml->outlines[i].url, o->url))
            return;
        named = named && !span_eq(opml->outlines[i].title, o->title);
    }
    (void)buf_puts(out, "feed ");
    put_quoted(out, named ? o->title : o->url);
    (void)buf_puts(out, " {\n    url = ");
    put_quoted(out, o->url);
    (void)buf_puts(out, "\n}\n");
}

/* Prints the feeds of an OPML file as sections for the configuration: nothing of the user's own
 * file is ever rewritten. */
static enum exit_code import_feeds(const char *path)
{
    struct buf bytes, out;
    struct opml opml;
    struct why why = {.text = ""};
    struct arena *a = arena_create(OPML_BYTES_MAX);
    buf_init(&bytes, OPML_BYTES_MAX);
    buf_init(&out, OPML_BYTES_MAX);
    enum err e = a ? file_read(path, &bytes, &why) : ERR_NOMEM;
    enum exit_code code = e == ERR_NOT_FOUND ? EXIT_CODE_NO_INPUT : EXIT_CODE_DATA;
    if (!e)
        e = opml_parse(buf_span(&bytes), &opml, &why, a);
    for (size_t i = 0; !e && i < opml.n; i++)
        put_section(&out, &opml, i);
    if (e)
        log_error("%s: %s", path, why.text[0] ? why.text : err_text(e));
    else
        code = cli_print(&out);
    buf_finish(&bytes);
    buf_finish(&out);
    arena_destroy(a);
    return code;
}

static enum exit_code export_feeds(struct cli *cli)
{
    struct sources sources;
    struct buf out;
    cli->n_args = 0;
    enum err e = sources_init(&sources, cli);
    struct opml opml = {0};
    if (!e)
        opml.outlines = arena_array(sources.arena, sources.n + 1, sizeof *opml.outlines);
    for (size_t i = 0; opml.outlines && i < sources.n; i++)
        if (sources.list[i].source.kind == SOURCE_URL)
            opml.outlines[opml.n++] = (struct outline){.title = sources.list[i].origin.name,
                                                       .url = sources.list[i].source.address};
    buf_init(&out, OPML_BYTES_MAX);
    e = opml.outlines ? opml_write(&opml, &out) : ERR_NOMEM;
    sources_finish(&sources);
    enum exit_code code = e ? EXIT_CODE_SOFTWARE : cli_print(&out);
    buf_finish(&out);
    return code;
}

enum exit_code feeds_run(struct cli *cli)
{
    const char *what = cli->n_args > 0 ? cli->args[0] : "";
    if (strcmp(what, "list") == 0 && cli->n_args == 1)
        return list_feeds(cli);
    if (strcmp(what, "import") == 0 && cli->n_args == 2)
        return import_feeds(cli->args[1]);
    if (strcmp(what, "export") == 0 && cli->n_args == 1)
        return export_feeds(cli);
    log_error("feeds: list, import FILE.opml or export");
    return EXIT_CODE_USAGE;
}
