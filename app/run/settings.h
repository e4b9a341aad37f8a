/* settings.h - what of the configuration the screen follows while it runs.
 *
 * Floor 9. The reading is any thread's; a copy crosses from the worker to the screen, so that the
 * screen never reads a file. */
#ifndef MOTOGRAPH_RUN_SETTINGS_H
#define MOTOGRAPH_RUN_SETTINGS_H

#include "play/hours.h"
#include "run/cli.h"
#include "source/watch.h"
#include "view/layout.h"

enum { SETTINGS_TITLE_MAX = 256, SETTINGS_LANG_MAX = 24 };

struct settings {
    struct theme theme; /* its type sized for the distance */
    struct hours hours;
    enum layout_kind layout;
    enum layout_edge edge;
    int keys; /* enum screen_keys */
    int wpm, drift;
    double speed;
    bool sync; /* in step with the wall clock */
    char title[SETTINGS_TITLE_MAX], lang[SETTINGS_LANG_MAX];
};

/* ERR_NOT_FOUND, ERR_SYNTAX: the theme cannot be used, *why says why. Wrong hours are named and
 * none. */
MUST_USE enum err settings_read(const struct cli *cli, struct settings *out, struct why *why);

/* The line of the start with the files as they are now. False: they are wrong, which is said; but
 * what was wrong at the start may be so again. */
bool settings_again(const struct cli *start, struct cli *fresh);
/* On the heap, for the screen; names what is other than at the start and cannot change while the
 * program runs. NULL, after the reason was said: the screen is to stay as it is. */
struct settings *settings_create(const struct cli *cli, const struct cli *start);

/* What tells the news of two configurations apart: feeds, words, fetching, store. */
bool settings_same_news(const struct conf *a, const struct conf *b);

/* Watches the files that these settings were read from, and where such files may come. */
void settings_watch(const struct cli *cli, struct watch *watch, unsigned tag);

#endif
