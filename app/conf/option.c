/* option.c - the table of options and its checks. Floor 1. Any thread. */
#include "conf/option.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/when.h"

enum { NUMBER_TEXT_MAX = 32, SIZE_PX_MAX = 16384 };

static const struct option_row rows[OPTION_COUNT] = {
    [OPTION_LAYOUT] = {"screen", "layout", NULL, OPTION_CHOICE, true, "crawl|board|list", 0, 0,
                       "board", "NAME",
                       "What the screen shows: one moving line, a card with a "
                       "moving line, or a still list."},
    [OPTION_PAINTER] = {"screen", "painter", NULL, OPTION_CHOICE, true, "auto|gpu|soft|kms|dump", 0,
                        0, "auto", "NAME", "How it is drawn; auto takes the cheapest that works."},
    [OPTION_DISPLAY] = {"screen", "display", NULL, OPTION_TEXT, true, NULL, 0, 0, "", "NAME|N",
                        "The display to use, by its name or number; empty: the first."},
    [OPTION_WINDOW] = {"screen", "window", NULL, OPTION_BOOL, true, NULL, 0, 0, "no", NULL,
                       "Show in a window instead of the whole screen."},
    [OPTION_BAR] = {"screen", "bar", NULL, OPTION_BOOL, true, NULL, 0, 0, "no", NULL,
                    "Show the crawl as a bar along an edge of the desktop, which other windows "
                    "leave free."},
    [OPTION_SIZE] = {"screen", "size", NULL, OPTION_WXH, true, NULL, 0, 0, "", "WxH",
                     "Size of the window, bar or picture in pixels; empty: the display's."},
    [OPTION_EDGE] = {"screen", "edge", NULL, OPTION_CHOICE, true, "top|bottom", 0, 0, "bottom",
                     "NAME", "Where the crawl layout or the bar stands."},
    [OPTION_ROTATE] = {"screen", "rotate", NULL, OPTION_CHOICE, true, "0|90|180|270", 0, 0, "0",
                       "DEGREES", "Turn the picture clockwise for a display that hangs sideways."},
    [OPTION_REFRESH] = {"screen", "refresh", NULL, OPTION_REAL, true, NULL, 0, 1000, "0", "HZ",
                        "Refresh rate of a display that does not say its own; 0: ask and measure."},
    [OPTION_THEME] = {"screen", "theme", NULL, OPTION_TEXT, true, NULL, 0, 0, "night", "NAME",
                      "Colours and sizes: night, day, paper, contrast, amber, or a file of yours."},
    [OPTION_DISTANCE] = {"screen", "distance", NULL, OPTION_REAL, true, NULL, 2, 12, "5", "N",
                         "From how many times the screen's shorter side people read it: sizes "
                         "the type."},
    [OPTION_TITLE] = {"screen", "title", NULL, OPTION_TEXT, true, NULL, 0, 0, "", "TEXT",
                      "Heading of the board, such as the name of the hall."},
    [OPTION_LANGUAGE] = {"screen", "language", NULL, OPTION_TEXT, true, NULL, 0, 0, "", "CODE",
                         "Language of clock and ages, with its region where that matters (en, "
                         "en-us, de, ar ...); empty: the system's."},
    [OPTION_KEYS] = {"screen", "keys", NULL, OPTION_CHOICE, true, "full|safe|none", 0, 0, "full",
                     "NAME",
                     "What hands may do: all keys; only next, previous and layout; nothing."},
    [OPTION_DRIFT] = {"screen", "drift", NULL, OPTION_INT, true, NULL, 0, 24, "4", "PX",
                      "How far the picture wanders against burn-in; 0: it stands still."},
    [OPTION_SHOW_HOURS] = {"screen", "show-hours", NULL, OPTION_PERIODS, false, NULL, 0, 0, "",
                           "HOURS", "When the screen shows (mon-fri 07:00-22:00); empty: always."},
    [OPTION_DIM_HOURS] = {"screen", "dim-hours", NULL, OPTION_PERIODS, false, NULL, 0, 0, "",
                          "HOURS", "When the screen is dimmed; empty: never."},
    [OPTION_WPM] = {"motion", "wpm", NULL, OPTION_INT, true, NULL, 40, 600, "180", "N",
                    "Reading speed in words a minute: sets the crawl and how long a card stays."},
    [OPTION_SPEED] = {"motion", "speed", NULL, OPTION_REAL, true, NULL, 0, 4000, "0", "N",
                      "Speed of the crawl in pixels a second; 0: by wpm."},
    [OPTION_SYNC] = {"motion", "sync", NULL, OPTION_CHOICE, true, "none|clock", 0, 0, "none",
                     "NAME",
                     "clock: screens with the same news, size and speed show the same at the same "
                     "time."},
    [OPTION_MAX_AGE] = {"news", "max-age", NULL, OPTION_DURATION, true, NULL, 0, 366.0 * WHEN_DAY,
                        "48h", "TIME",
                        "News older than this is not shown; 0: no limit. Sources "
                        "named on the command line are exempt."},
    [OPTION_MAX_STORIES] = {"news", "max-stories", NULL, OPTION_INT, false, NULL, 1, 200, "200",
                            "N", "Most stories in a round."},
    [OPTION_FACTS] = {"news", "facts", NULL, OPTION_INT, false, NULL, 0, 8, "6", "N",
                      "Most key facts a story."},
    [OPTION_INCLUDE] = {"news", "include", NULL, OPTION_TEXT, false, NULL, 0, 0, "", "WORDS",
                        "Only news in which one of these words or phrases stands, parted by "
                        "commas; empty: all. Whole words, whatever their case and accents; "
                        "\"elect*\" is every ending. For sources of the command line, too."},
    [OPTION_EXCLUDE] = {"news", "exclude", NULL, OPTION_TEXT, false, NULL, 0, 0, "", "WORDS",
                        "No news in which one of these words or phrases stands; for sources of the "
                        "command line, too."},
    [OPTION_EVERY] = {"fetch", "every", NULL, OPTION_DURATION, false, NULL, 300, WHEN_DAY, "15m",
                      "TIME", "How often a feed is asked; servers may ask for longer."},
    [OPTION_CONNECTIONS] = {"fetch", "connections", NULL, OPTION_INT, false, NULL, 1, 16, "4", "N",
                            "Most connections at once."},
    [OPTION_TIMEOUT] = {"fetch", "timeout", NULL, OPTION_DURATION, false, NULL, 5, 300, "30s",
                        "TIME", "Longest time for one fetch."},
    [OPTION_SPACING] = {"fetch", "spacing", NULL, OPTION_DURATION, false, NULL, 0, 60, "1s", "TIME",
                        "Rest between two fetches of the same host; 0: none."},
    [OPTION_PROXY] = {"fetch", "proxy", NULL, OPTION_TEXT, false, NULL, 0, 0, "", "ADDRESS",
                      "Proxy for every fetch; empty: as http_proxy, https_proxy and no_proxy of "
                      "the environment say; none: no proxy."},
    [OPTION_CA_FILE] = {"fetch", "ca-file", NULL, OPTION_TEXT, false, NULL, 0, 0, "", "FILE",
                        "Certificates to trust (PEM) in place of the system's."},
    [OPTION_NETRC_FILE] = {"fetch", "netrc-file", NULL, OPTION_TEXT, false, NULL, 0, 0, "", "FILE",
                           "Users and passwords by host, in the form of .netrc."},
    [OPTION_CONTACT] = {"fetch", "contact", NULL, OPTION_TEXT, false, NULL, 0, 0, "", "TEXT",
                        "An address of yours that publishers see beside the program's name."},
    [OPTION_STORE] = {"store", "store", NULL, OPTION_TEXT, true, NULL, 0, 0, "", "FILE",
                      "Where the last good news are kept; empty: the user's or the unit's cache."},
    [OPTION_CONFIG] = {NULL, "config", NULL, OPTION_TEXT, true, NULL, 0, 0, "", "FILE",
                       "Read this configuration file."},
    [OPTION_ASSETS] = {NULL, "assets", NULL, OPTION_TEXT, true, NULL, 0, 0, "", "DIR",
                       "Where themes, word lists and the demo feed lie."},
    [OPTION_NO_STORE] = {NULL, "no-store", NULL, OPTION_BOOL, true, NULL, 0, 0, "no", NULL,
                         "Keep nothing on disk."},
    [OPTION_JSON] = {NULL, "json", NULL, OPTION_BOOL, true, NULL, 0, 0, "no", NULL,
                     "Print JSON instead of text."},
    [OPTION_BATCH] = {NULL, "batch", NULL, OPTION_BOOL, true, NULL, 0, 0, "no", NULL,
                      "inspect: read JSON Lines on standard input, answer line by line."},
    [OPTION_OUTPUT] = {NULL, "output", "-o", OPTION_TEXT, true, NULL, 0, 0, "", "FILE",
                       "shot: the PNG file to write."},
    [OPTION_AT] = {NULL, "at", NULL, OPTION_REAL, true, NULL, 0, 86400, "0", "SECONDS",
                   "shot: the second of the show to draw."},
    [OPTION_FRAMES] = {NULL, "frames", NULL, OPTION_INT, true, NULL, 0, 1e9, "0", "N",
                       "show: stop after N presented frames; 0: never."},
    [OPTION_DUMP] = {NULL, "dump", NULL, OPTION_TEXT, true, NULL, 0, 0, "", "DIR",
                     "show: with the dump painter, write every frame as a picture."},
    [OPTION_UNPACED] = {NULL, "unpaced", NULL, OPTION_BOOL, true, NULL, 0, 0, "no", NULL,
                        "show: no sleeping, no waiting for the display."},
    [OPTION_NOW] = {NULL, "now", NULL, OPTION_MOMENT, true, NULL, 0, 0, "", "TIME",
                    "Start the clock at this ISO 8601 time."},
    [OPTION_VERBOSE] = {NULL, "verbose", "-v", OPTION_BOOL, true, NULL, 0, 0, "no", NULL,
                        "Say more on standard error."},
    [OPTION_HELP] = {NULL, "help", "-h", OPTION_BOOL, true, NULL, 0, 0, "no", NULL,
                     "Print this help."},
    [OPTION_VERSION] = {NULL, "version", NULL, OPTION_BOOL, true, NULL, 0, 0, "no", NULL,
                        "Print the version."},
};

static const struct option_row feed_rows[FEED_OPTION_COUNT] = {
    [FEED_URL] = {"feed", "url", NULL, OPTION_TEXT, false, NULL, 0, 0, "", "ADDRESS",
                  "Address of the feed or page, or the path of a file or folder."},
    [FEED_COLOUR] = {"feed", "colour", NULL, OPTION_RGB, false, NULL, 0, 0, "", "#RRGGBB",
                     "Colour of its source tag; empty: the theme's."},
    [FEED_LANGUAGE] = {"feed", "language", NULL, OPTION_TEXT, false, NULL, 0, 0, "", "CODE",
                       "Its language, where the feed does not say."},
    [FEED_EVERY] = {"feed", "every", NULL, OPTION_DURATION, false, NULL, 300, WHEN_DAY, "0", "TIME",
                    "How often it is asked; 0: as the fetch section says, less where it posts "
                    "rarely."},
    [FEED_MAX_AGE] = {"feed", "max-age", NULL, OPTION_DURATION, false, NULL, 0, 366.0 * WHEN_DAY,
                      "0", "TIME", "Its own age limit; 0: as the news section says."},
    [FEED_MAX_ITEMS] = {"feed", "max-items", NULL, OPTION_INT, false, NULL, 1, 2000, "100", "N",
                        "Most items taken from it, the newest first."},
    [FEED_PRIORITY] = {"feed", "priority", NULL, OPTION_CHOICE, false, "normal|high|breaking", 0, 0,
                       "normal", "NAME", "breaking: takes the red band and comes first."},
    [FEED_INCLUDE] = {"feed", "include", NULL, OPTION_TEXT, false, NULL, 0, 0, "", "WORDS",
                      "Only its news in which one of these words or phrases stands, parted by "
                      "commas; empty: all. What the section news says holds beside it."},
    [FEED_EXCLUDE] = {"feed", "exclude", NULL, OPTION_TEXT, false, NULL, 0, 0, "", "WORDS",
                      "None of its news in which one of these words or phrases stands."},
    [FEED_FLOOD] = {"feed", "flood", NULL, OPTION_INT, false, NULL, 0, 2000, "30", "N",
                    "Most new items taken from one answer after the first, the newest first; 0: "
                    "no limit."},
    [FEED_HOLD] = {"feed", "hold", NULL, OPTION_BOOL, false, NULL, 0, 0, "no", NULL,
                   "Show nothing of it before a person says so with motograph ctl release; it "
                   "is not followed then."},
    [FEED_FOLLOW] = {"feed", "follow", NULL, OPTION_BOOL, false, NULL, 0, 0, "no", NULL,
                     "Read the article behind an item that is only a teaser."},
    [FEED_ALLOW_PRIVATE] = {"feed", "allow-private", NULL, OPTION_BOOL, false, NULL, 0, 0, "no",
                            NULL, "It may be fetched from this machine or the local network."},
    [FEED_USER] = {"feed", "user", NULL, OPTION_TEXT, false, NULL, 0, 0, "", "NAME",
                   "User name for it; the password stands in secret-file."},
    [FEED_SECRET_FILE] = {"feed", "secret-file", NULL, OPTION_TEXT, false, NULL, 0, 0, "", "FILE",
                          "File whose first line is the password; no other user should be able to "
                          "read it."},
    [FEED_PROXY] = {"feed", "proxy", NULL, OPTION_TEXT, false, NULL, 0, 0, "", "ADDRESS",
                    "Its own proxy; empty: as the fetch section says; none: no proxy."},
    [FEED_CA_FILE] = {"feed", "ca-file", NULL, OPTION_TEXT, false, NULL, 0, 0, "", "FILE",
                      "Certificates to trust for it alone: an own authority, or the server's own "
                      "self-signed one."},
    [FEED_CERT_FILE] = {"feed", "cert-file", NULL, OPTION_TEXT, false, NULL, 0, 0, "", "FILE",
                        "Our certificate for a server that asks for one (PEM)."},
    [FEED_KEY_FILE] = {"feed", "key-file", NULL, OPTION_TEXT, false, NULL, 0, 0, "", "FILE",
                       "The key of cert-file, where it is not in it."},
    [FEED_USER_AGENT] = {"feed", "user-agent", NULL, OPTION_TEXT, false, NULL, 0, 0, "", "TEXT",
                         "What it is told we are, where a server insists; empty: what we are."},
    [FEED_HTTP1] = {"feed", "http1", NULL, OPTION_BOOL, false, NULL, 0, 0, "no", NULL,
                    "Speak HTTP/1.1 with it and nothing newer."},
};

const struct option_row *option_row(enum option_id id)
{
    assert(id < OPTION_COUNT);
    return &rows[id];
}

const struct option_row *option_feed_row(enum feed_option_id id)
{
    assert(id < FEED_OPTION_COUNT);
    return &feed_rows[id];
}

enum option_id option_by_flag(struct span flag)
{
    struct span key = span_starts(flag, "--") ? span_from(flag, 2) : span_make(NULL, 0);
    for (int i = 0; i < OPTION_COUNT; i++) {
        if (!rows[i].on_line)
            continue;
        if (key.n && span_is(key, rows[i].key))
            return (enum option_id)i;
        if (rows[i].flag && span_is(flag, rows[i].flag))
            return (enum option_id)i;
    }
    return OPTION_COUNT;
}

int option_by_key(const char *section, struct span key)
{
    bool feed = strcmp(section, "feed") == 0;
    const struct option_row *table = feed ? feed_rows : rows;
    int count = feed ? (int)FEED_OPTION_COUNT : (int)OPTION_COUNT;
    for (int i = 0; i < count; i++)
        if (table[i].section && strcmp(table[i].section, section) == 0 &&
            span_is(key, table[i].key))
            return i;
    return -1;
}

static bool read_number(struct span text, double *number)
{
    char copy[NUMBER_TEXT_MAX];
    if (text.n == 0 || text.n >= sizeof copy || !ascii_digit(text.p[0]))
        return false;
    for (size_t i = 0; i < text.n; i++) /* strtod would take 0x80, 1e9 and nan */
        if (!ascii_digit(text.p[i]) && text.p[i] != '.')
            return false;
    memcpy(copy, text.p, text.n);
    copy[text.n] = 0;
    char *end;
    *number = strtod(copy, &end);
    return *end == 0 && isfinite(*number);
}

static bool read_duration(struct span text, double *number)
{
    static const struct {
        char letter;
        double seconds;
    } units[] = {{'s', 1}, {'m', 60}, {'h', 3600}, {'d', WHEN_DAY}};
    double unit = 1;
    for (size_t i = 0; text.n && i < sizeof units / sizeof *units; i++) {
        if (text.p[text.n - 1] != units[i].letter)
            continue;
        unit = units[i].seconds;
        text.n--;
        break;
    }
    if (!read_number(text, number))
        return false;
    *number *= unit;
    return true;
}

static bool read_choice(const char *choices, struct span text, double *number)
{
    struct span rest = span_of(choices), one;
    for (*number = 0; span_split(&rest, '|', &one); *number += 1)
        if (span_eq(one, text))
            return true;
    return false;
}

static bool read_bool(struct span text, double *number)
{
    static const char *const words[] = {"no", "yes", "false", "true", "off", "on", "0", "1"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (!span_is_nocase(text, words[i]))
            continue;
        *number = (double)(i % 2);
        return true;
    }
    return false;
}

static bool read_size(struct span text)
{
    uint64_t w, h;
    size_t x = span_find_byte(text, 'x');
    if (text.n == 0)
        return true;
    return x != SIZE_MAX && span_uint(span_sub(text, 0, x), SIZE_PX_MAX, &w) &&
           span_uint(span_from(text, x + 1), SIZE_PX_MAX, &h) && w > 0 && h > 0;
}

static bool read_rgb(struct span text, double *number)
{
    uint32_t rgb = 0;
    if (text.n == 0)
        return true;
    if (text.n != 7 || text.p[0] != '#')
        return false;
    for (size_t i = 1; i < text.n; i++) {
        char c = ascii_lower(text.p[i]);
        if (!ascii_digit(c) && !(c >= 'a' && c <= 'f'))
            return false;
        rgb = rgb << 4 | (uint32_t)(ascii_digit(c) ? c - '0' : c - 'a' + 10);
    }
    *number = rgb;
    return true;
}

static bool in_range(const struct option_row *row, double number)
{
    return number >= row->min && number <= row->max;
}

static bool read_value(const struct option_row *row, struct span text, double *number)
{
    int64_t moment;
    switch (row->type) {
    case OPTION_BOOL:
        return read_bool(text, number);
    case OPTION_INT:
        return read_number(text, number) && *number == floor(*number) && in_range(row, *number);
    case OPTION_REAL:
        return read_number(text, number) && in_range(row, *number);
    case OPTION_DURATION:
        return read_duration(text, number) && (*number == 0 || in_range(row, *number));
    case OPTION_CHOICE:
        return read_choice(row->choices, text, number);
    case OPTION_WXH:
        return read_size(text);
    case OPTION_RGB:
        return read_rgb(text, number);
    case OPTION_MOMENT:
        return text.n == 0 || when_parse(text, &moment);
    case OPTION_PERIODS: /* play/hours reads it, and check asks it */
    case OPTION_TEXT:
        return true;
    }
    return false;
}

/* Texts end in headers, addresses and names of files: a line end in one is a slip or worse. */
static bool has_control(struct span text)
{
    for (size_t i = 0; i < text.n; i++)
        if ((unsigned char)text.p[i] < 0x20 || text.p[i] == 0x7f)
            return true;
    return false;
}

enum err option_check(const struct option_row *row, struct span text, double *number,
                      struct why *why)
{
    *number = 0;
    if (row->type == OPTION_TEXT && has_control(text)) /* not quoted: it may hold a password */
        return why_set(why, ERR_SYNTAX, 0, "%s holds a control character; allowed: any text",
                       row->key);
    if (read_value(row, text, number))
        return ERR_OK;
    struct buf allowed;
    buf_init(&allowed, WHY_MAX);
    option_allowed(row, &allowed);
    enum err e =
        why_set(why, ERR_SYNTAX, 0, "%s is \"%.*s\"; allowed: %s", row->key,
                (int)(text.n < 60 ? text.n : 60), text.p ? text.p : "", buf_cstr(&allowed));
    buf_finish(&allowed);
    return e;
}

static void allowed_choices(const char *choices, struct buf *out)
{
    struct span rest = span_of(choices), one;
    for (const char *part = ""; span_split(&rest, '|', &one); part = ", ") {
        (void)buf_puts(out, part);
        (void)buf_put(out, one);
    }
}

/* "5m", "24h", "366d": the largest unit of which there is more than one, and which says it. */
static void put_time(struct buf *out, double seconds)
{
    static const struct {
        double seconds;
        char letter;
    } units[] = {{WHEN_DAY, 'd'}, {3600, 'h'}, {60, 'm'}};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (seconds > units[i].seconds && fmod(seconds, units[i].seconds) == 0) {
            (void)buf_printf(out, "%g%c", seconds / units[i].seconds, units[i].letter);
            return;
        }
    (void)buf_printf(out, "%gs", seconds);
}

static void allowed_times(const struct option_row *row, struct buf *out)
{
    (void)buf_puts(out, row->min > 0 ? "0 or a time from " : "a time from ");
    put_time(out, row->min);
    (void)buf_puts(out, " to ");
    put_time(out, row->max);
    (void)buf_puts(out, ", such as 90s, 15m, 48h, 7d");
}

void option_allowed(const struct option_row *row, struct buf *out)
{
    switch (row->type) {
    case OPTION_BOOL:
        (void)buf_puts(out, "yes, no");
        break;
    case OPTION_INT:
    case OPTION_REAL:
        (void)buf_printf(out, "a number from %g to %g", row->min, row->max);
        break;
    case OPTION_DURATION:
        allowed_times(row, out);
        break;
    case OPTION_CHOICE:
        allowed_choices(row->choices, out);
        break;
    case OPTION_WXH:
        (void)buf_puts(out, "width x height in pixels, such as 1920x1080");
        break;
    case OPTION_RGB:
        (void)buf_puts(out, "a colour such as #2a6fdb");
        break;
    case OPTION_MOMENT:
        (void)buf_puts(out, "an ISO 8601 time such as 2026-11-21T14:05:00Z");
        break;
    case OPTION_PERIODS:
        (void)buf_puts(out, "days and hours such as mon-fri 07:00-22:00");
        break;
    case OPTION_TEXT:
        (void)buf_puts(out, "any text");
        break;
    }
}

void option_keys(const char *section, struct buf *out)
{
    bool feed = strcmp(section, "feed") == 0;
    const struct option_row *table = feed ? feed_rows : rows;
    int count = feed ? (int)FEED_OPTION_COUNT : (int)OPTION_COUNT;
    const char *part = "";
    for (int i = 0; i < count; i++) {
        if (!table[i].section || strcmp(table[i].section, section) != 0)
            continue;
        (void)buf_printf(out, "%s%s", part, table[i].key);
        part = ", ";
    }
}
