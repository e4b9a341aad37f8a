/* option.h - every option there is, as one table of rows.
 *
 * Floor 1. Any thread. Help text, man page, default file, reading and checking
 * all come from these rows; a new option is one row and one name. */
#ifndef MOTOGRAPH_CONF_OPTION_H
#define MOTOGRAPH_CONF_OPTION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/span.h"

/* One name a row, in the order of the table. */
enum option_id {
    /* screen */
    OPTION_LAYOUT,
    OPTION_PAINTER,
    OPTION_DISPLAY,
    OPTION_WINDOW,
    OPTION_BAR,
    OPTION_SIZE,
    OPTION_EDGE,
    OPTION_ROTATE,
    OPTION_REFRESH,
    OPTION_THEME,
    OPTION_DISTANCE,
    OPTION_TITLE,
    OPTION_LANGUAGE,
    OPTION_KEYS,
    OPTION_DRIFT,
    OPTION_SHOW_HOURS,
    OPTION_DIM_HOURS,
    /* motion */
    OPTION_WPM,
    OPTION_SPEED,
    OPTION_SYNC,
    /* news */
    OPTION_MAX_AGE,
    OPTION_MAX_STORIES,
    OPTION_FACTS,
    OPTION_INCLUDE,
    OPTION_EXCLUDE,
    /* fetch */
    OPTION_EVERY,
    OPTION_CONNECTIONS,
    OPTION_TIMEOUT,
    OPTION_SPACING,
    OPTION_PROXY,
    OPTION_CA_FILE,
    OPTION_NETRC_FILE,
    OPTION_CONTACT,
    /* store */
    OPTION_STORE,
    /* command line only */
    OPTION_CONFIG,
    OPTION_ASSETS,
    OPTION_NO_STORE,
    OPTION_JSON,
    OPTION_BATCH,
    OPTION_OUTPUT,
    OPTION_AT,
    OPTION_FRAMES,
    OPTION_DUMP,
    OPTION_UNPACED,
    OPTION_NOW,
    OPTION_VERBOSE,
    OPTION_HELP,
    OPTION_VERSION,
    OPTION_COUNT
};

/* The keys of a feed section. */
enum feed_option_id {
    FEED_URL,
    FEED_COLOUR,
    FEED_LANGUAGE,
    FEED_EVERY,
    FEED_MAX_AGE,
    FEED_MAX_ITEMS,
    FEED_PRIORITY,
    FEED_INCLUDE,
    FEED_EXCLUDE,
    FEED_FLOOD,
    FEED_HOLD,
    FEED_FOLLOW,
    FEED_ALLOW_PRIVATE,
    FEED_USER,
    FEED_SECRET_FILE,
    FEED_PROXY,
    FEED_CA_FILE,
    FEED_CERT_FILE,
    FEED_KEY_FILE,
    FEED_USER_AGENT,
    FEED_HTTP1,
    FEED_OPTION_COUNT
};

enum option_type {
    OPTION_BOOL, /* yes, no */
    OPTION_INT,
    OPTION_REAL,
    OPTION_TEXT,
    OPTION_CHOICE,   /* one of choices; its number is the place in them */
    OPTION_DURATION, /* 90, 90s, 15m, 48h, 7d; number in seconds */
    OPTION_WXH,      /* 1920x1080 or empty */
    OPTION_RGB,      /* #2a6fdb or empty; number 0xRRGGBB */
    OPTION_MOMENT,   /* ISO 8601 or empty */
    OPTION_PERIODS   /* mon-fri 07:00-22:00, sat 09:00-18:00, or empty */
};

struct option_row {
    const char *section; /* NULL: command line only */
    const char *key;     /* in the file and, behind "--", on the command line */
    const char *flag;    /* short flag ("-o") or NULL */
    enum option_type type;
    bool on_line;         /* may stand on the command line */
    const char *choices;  /* "crawl|board|list" */
    double min, max;      /* of numbers */
    const char *fallback; /* the default, as text */
    const char *metavar;  /* what help calls the value; NULL for a bare switch */
    const char *help;     /* one sentence */
};

/* The rows of the tables; static storage. */
const struct option_row *option_row(enum option_id id);
const struct option_row *option_feed_row(enum feed_option_id id);

/* The option with this "--key" or short flag; OPTION_COUNT where there is none. */
enum option_id option_by_flag(struct span flag);
/* The key in a section ("feed" gives a feed_option_id); -1 where there is none. */
int option_by_key(const char *section, struct span key);

/* ERR_SYNTAX with *why saying what is allowed. number: as the type says. */
MUST_USE enum err option_check(const struct option_row *row, struct span text, double *number,
                               struct why *why);
/* "one of crawl, board, list", "a number from 1 to 16" ... */
void option_allowed(const struct option_row *row, struct buf *out);
/* The names of a section's keys, parted by ", ". */
void option_keys(const char *section, struct buf *out);

/* Texts made from the table. */
void option_print_help(struct buf *out);    /* the options part of --help */
void option_print_default(struct buf *out); /* a configuration file with every default as comment */
void option_print_man(struct buf *out, bool file); /* mdoc list: command line, or file keys */

#endif
