/* conf.h - the settings in force: the table's defaults, files over them, the
 * command line over those.
 *
 * Floor 1. One thread at a time; read-only once complete. Read over libconfuse.
 * A reload builds a whole new conf and swaps it in only when it is good. */
#ifndef MOTOGRAPH_CONF_CONF_H
#define MOTOGRAPH_CONF_CONF_H

#include "base/arena.h"
#include "conf/option.h"

enum { CONF_FEEDS_MAX = 1000, CONF_FILE_MAX = 1024 * 1024, CONF_ERRORS_MAX = 50 };

struct conf_value {
    struct span text;
    double number; /* as option_check gives it */
    bool set;      /* said by a file or the command line, not the default */
};

struct conf_feed {
    struct span name;
    struct conf_value values[FEED_OPTION_COUNT];
};

struct conf {
    struct arena *arena;
    struct conf_value values[OPTION_COUNT];
    struct conf_feed *feeds;
    size_t n_feeds;
    bool cut; /* of a file with a slip of the form the end was not read */
};

/* Caller's memory; all defaults. ERR_NOMEM. */
MUST_USE enum err conf_init(struct conf *c);
void conf_finish(struct conf *c); /* twice is harmless */

/* Says one thing wrong: file, line and what is allowed are in the text. */
typedef void conf_complain(void *data, const char *text);

/* Reads one file over c. Every wrong value and unknown key is complained of (at most
 * CONF_ERRORS_MAX) and what is right still counts, but a feed with a wrong value is left out; a
 * slip of the form ends the reading of that file, and c->cut says so. Then ERR_SYNTAX.
 * ERR_NOT_FOUND, ERR_IO, ERR_TOO_BIG (feeds), ERR_NOMEM. */
MUST_USE enum err conf_load(struct conf *c, const char *path, conf_complain *complain, void *data);

/* Sets one option from text. ERR_SYNTAX with *why saying what is allowed. */
MUST_USE enum err conf_set(struct conf *c, enum option_id id, struct span text, struct why *why);

struct span conf_text(const struct conf *c, enum option_id id);
/* BORROWED, zero-terminated; NULL when the text is empty. */
const char *conf_cstr(const struct conf *c, enum option_id id);
long conf_int(const struct conf *c, enum option_id id);
double conf_real(const struct conf *c, enum option_id id);
bool conf_bool(const struct conf *c, enum option_id id);
/* Width and height of a WxH option; 0 and 0 when it is empty. */
void conf_size(const struct conf *c, enum option_id id, int *w, int *h);

/* The file that `--config` names, else those of the system's and the user's folder (motograph.conf,
 * then conf.d in the order of names; the user's after the system's). home and config_home are
 * the environment's HOME and XDG_CONFIG_HOME, NULL where unset. */
MUST_USE enum err conf_load_all(struct conf *c, const char *config, const char *system_folder,
                                const char *config_home, const char *home, conf_complain *complain,
                                void *data);
/* The user's folder, of such an environment; false: there is none. */
bool conf_user_folder(const char *config_home, const char *home, char *out, size_t room);

#endif
