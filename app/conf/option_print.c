/* option_print.c - help, default file and manual from the table of options. Floor 1. Any thread. */
#include <stdio.h>
#include <string.h>

#include "conf/option.h"

enum { FILE_WIDTH = 76, HELP_INDENT = 26, HELP_WIDTH = 78 };

/* Words of text wrapped at width, each further line led by lead. */
static void wrap(struct buf *out, struct span text, size_t column, size_t width, const char *lead)
{
    struct span rest = text, word;
    bool first = true;
    while (span_split(&rest, ' ', &word)) {
        if (!first && column + 1 + word.n > width) {
            (void)buf_printf(out, "\n%s", lead);
            column = strlen(lead);
        } else if (!first) {
            (void)buf_putc(out, ' ');
            column++;
        }
        (void)buf_put(out, word);
        column += word.n;
        first = false;
    }
    (void)buf_putc(out, '\n');
}

static void help_row(struct buf *out, const struct option_row *row)
{
    static const char lead[] = "                          ";
    size_t start = out->n;
    (void)buf_printf(out, "  %s%s--%s%s%s", row->flag ? row->flag : "", row->flag ? ", " : "",
                     row->key, row->metavar ? " " : "", row->metavar ? row->metavar : "");
    size_t column = out->n - start;
    if (column + 2 > HELP_INDENT) {
        (void)buf_printf(out, "\n%s", lead);
    } else {
        for (; column < HELP_INDENT; column++)
            (void)buf_putc(out, ' ');
    }
    wrap(out, span_of(row->help), HELP_INDENT, HELP_WIDTH, lead);
    if (row->type == OPTION_CHOICE) {
        (void)buf_puts(out, lead);
        option_allowed(row, out);
        (void)buf_printf(out, " (%s)\n", row->fallback);
    } else if (row->fallback[0] && row->metavar) {
        (void)buf_printf(out, "%s(%s)\n", lead, row->fallback);
    }
}

void option_print_help(struct buf *out)
{
    for (int i = 0; i < OPTION_COUNT; i++)
        if (option_row((enum option_id)i)->on_line)
            help_row(out, option_row((enum option_id)i));
}

static void default_row(struct buf *out, const struct option_row *row)
{
    static const char lead[] = "    # ";
    (void)buf_puts(out, lead);
    wrap(out, span_of(row->help), strlen(lead), FILE_WIDTH, lead);
    (void)buf_printf(out, "%sallowed: ", lead);
    option_allowed(row, out);
    (void)buf_printf(out, "\n    #%s = \"%s\"\n\n", row->key, row->fallback);
}

void option_print_default(struct buf *out)
{
    const char *section = NULL;
    (void)buf_puts(out, "# Motograph: every option with its default. Take the # off a line to "
                        "change it.\n# `motograph check` tells what is wrong, with its line.\n\n");
    for (int i = 0; i < OPTION_COUNT; i++) {
        const struct option_row *row = option_row((enum option_id)i);
        if (!row->section)
            continue;
        if (!section || strcmp(section, row->section) != 0)
            (void)buf_printf(out, "%s%s {\n", section ? "}\n\n" : "", row->section);
        section = row->section;
        default_row(out, row);
    }
    (void)buf_puts(out, "}\n\n# One section a feed; the name is what the screen shows.\n"
                        "#feed \"Harbour Post\" {\n");
    for (int i = 0; i < FEED_OPTION_COUNT; i++)
        default_row(out, option_feed_row((enum feed_option_id)i));
    (void)buf_puts(out, "#}\n");
}

/* Each sentence on lines of its own, as mdoc(7) wants it. */
static void put_sentences(struct buf *out, const char *text)
{
    struct span rest = span_of(text);
    while (rest.n) {
        size_t end = span_find(rest, span_of(". "));
        struct span one = end == SIZE_MAX ? rest : span_sub(rest, 0, end + 1);
        wrap(out, one, 0, FILE_WIDTH, "");
        rest = span_trim(span_from(rest, one.n));
    }
}

static void man_row(struct buf *out, const struct option_row *row, bool file)
{
    if (file)
        (void)buf_printf(out, ".It Cm %s\n", row->key);
    else
        (void)buf_printf(out, ".It Fl %s%s-%s%s%s\n", row->flag ? row->flag + 1 : "",
                         row->flag ? " , Fl " : "", row->key, row->metavar ? " Ar " : "",
                         row->metavar ? row->metavar : "");
    put_sentences(out, row->help);
    if (row->metavar || file) {
        (void)buf_puts(out, "Allowed: ");
        option_allowed(row, out);
        (void)buf_puts(out, ".\n");
    }
    if (row->fallback[0] && (row->metavar || file))
        (void)buf_printf(out, "Default: %s.\n", row->fallback);
}

void option_print_man(struct buf *out, bool file)
{
    const char *section = "";
    if (!file)
        (void)buf_puts(out, ".Bl -tag -width Ds\n");
    for (int i = 0; i < OPTION_COUNT; i++) {
        const struct option_row *row = option_row((enum option_id)i);
        if (file ? !row->section : !row->on_line)
            continue;
        if (file && strcmp(section, row->section) != 0) {
            (void)buf_printf(out, "%s.Ss Section %s\n.Bl -tag -width Ds\n",
                             section[0] ? ".El\n" : "", row->section);
            section = row->section;
        }
        man_row(out, row, file);
    }
    if (file) {
        (void)buf_puts(out, ".El\n.Ss Section feed\n.Bl -tag -width Ds\n");
        for (int i = 0; i < FEED_OPTION_COUNT; i++)
            man_row(out, option_feed_row((enum feed_option_id)i), true);
    }
    (void)buf_puts(out, ".El\n");
}
