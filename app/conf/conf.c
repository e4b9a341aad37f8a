/* conf.c - the settings in force, read over libconfuse. Floor 1. One thread at a time. */
#include "conf/conf.h"

#include <confuse.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "conf/passed.h"

enum { ARENA_MAX = 8 * 1024 * 1024, PATH_BYTES = 4096, FOLDER_FILES_MAX = 100, KEY_BYTES = 128 };

/* One reading of one file. libconfuse's callbacks know no user data, so every section holds an
 * option that no file can name ("#" begins a comment), whose unused value pointer leads here.
 * libconfuse stops at a key that it does not know: that is blanked, and the text read again. */
struct reading {
    const char *path;
    struct conf *conf;
    conf_complain *complain;
    void *data;
    unsigned wrong;
    unsigned seen, said; /* in this pass, in all: what is wrong but for unknown keys */
    int unknown_line;    /* 0: none in this pass */
    char unknown[KEY_BYTES];
};

enum err conf_init(struct conf *c)
{
    *c = (struct conf){.arena = arena_create(ARENA_MAX)};
    if (!c->arena)
        return ERR_NOMEM;
    for (int i = 0; i < OPTION_COUNT; i++) {
        const struct option_row *row = option_row((enum option_id)i);
        c->values[i].text = span_of(row->fallback);
        enum err e = option_check(row, c->values[i].text, &c->values[i].number, NULL);
        if (e)
            return e;
    }
    return ERR_OK;
}

void conf_finish(struct conf *c)
{
    arena_destroy(c->arena);
    *c = (struct conf){0};
}

static enum err set_value(struct conf *c, const struct option_row *row, struct conf_value *value,
                          struct span text, struct why *why)
{
    double number;
    enum err e = option_check(row, text, &number, why);
    if (e)
        return e;
    struct span copy = arena_copy(c->arena, text);
    if (text.n && !copy.p)
        return why_set(why, ERR_NOMEM, 0, "out of memory");
    *value = (struct conf_value){copy, number, true};
    return ERR_OK;
}

enum err conf_set(struct conf *c, enum option_id id, struct span text, struct why *why)
{
    return set_value(c, option_row(id), &c->values[id], text, why);
}

struct span conf_text(const struct conf *c, enum option_id id)
{
    return c->values[id].text;
}

const char *conf_cstr(const struct conf *c, enum option_id id)
{
    return c->values[id].text.n ? c->values[id].text.p : NULL;
}

long conf_int(const struct conf *c, enum option_id id)
{
    return (long)c->values[id].number;
}

double conf_real(const struct conf *c, enum option_id id)
{
    return c->values[id].number;
}

bool conf_bool(const struct conf *c, enum option_id id)
{
    return c->values[id].number != 0;
}

void conf_size(const struct conf *c, enum option_id id, int *w, int *h)
{
    *w = *h = 0;
    const char *text = conf_cstr(c, id);
    if (text && sscanf(text, "%dx%d", w, h) != 2)
        *w = *h = 0;
}

static const char hidden_name[] = "#";
static const char *const sections[] = {"screen", "motion", "news", "fetch", "store"};
enum { SECTIONS = sizeof sections / sizeof *sections };

static struct reading *find_reading(cfg_t *cfg)
{
    for (const cfg_opt_t *opt = cfg->opts; opt && opt->name; opt++)
        if (strcmp(opt->name, hidden_name) == 0)
            return (struct reading *)opt->simple_value.ptr;
    return NULL;
}

static int hidden_call(cfg_t *cfg, cfg_opt_t *opt, int argc, const char **argv)
{
    (void)cfg, (void)opt, (void)argc, (void)argv;
    return -1;
}

/* Says "file:line: text". */
static void say(struct reading *r, int line, const char *text)
{
    char whole[PATH_BYTES + WHY_MAX];
    if (r->wrong++ >= CONF_ERRORS_MAX || !r->complain)
        return;
    if (line) /* 0: it is the file as a whole */
        (void)snprintf(whole, sizeof whole, "%s:%d: %s", r->path, line, text);
    else
        (void)snprintf(whole, sizeof whole, "%s: %s", r->path, text);
    r->complain(r->data, whole);
}

/* The same, once in all passes. */
static void say_once(struct reading *r, int line, const char *text)
{
    if (!r || r->seen++ < r->said)
        return;
    r->said++;
    say(r, line, text);
}

/* What may stand in the section of a key that libconfuse does not know. */
static void add_allowed(const cfg_t *cfg, struct buf *text)
{
    if (strstr(buf_cstr(text), "no such option")) {
        (void)buf_puts(text, "; allowed: ");
        if (strcmp(cfg->name, "root") != 0)
            option_keys(cfg->name, text);
        else
            (void)buf_puts(text, "screen, motion, news, fetch, store, feed");
    } else if (strstr(buf_cstr(text), "unexpected")) {
        (void)buf_puts(text,
                       "; a value with special characters stands in quotes: url = \"https://...\"");
    }
}

/* A section inside another is no unknown key: a brace is missing. */
static bool is_section(const char *name)
{
    bool is = strcmp(name, "feed") == 0;
    for (size_t i = 0; i < SECTIONS; i++)
        is = is || strcmp(name, sections[i]) == 0;
    return is;
}

static void note_unknown(struct reading *r, int line, struct span said)
{
    size_t from = span_find_byte(said, '\'');
    struct span key = from == SIZE_MAX ? said : span_from(said, from + 1);
    size_t n = span_find_byte(key, '\'');
    if (n == SIZE_MAX || n >= sizeof r->unknown)
        return;
    memcpy(r->unknown, key.p, n);
    r->unknown[n] = 0;
    r->unknown_line = is_section(r->unknown) ? 0 : line;
}

static void on_error(cfg_t *cfg, const char *fmt, va_list args)
{
    char said[WHY_MAX];
    struct buf text;
    struct reading *r = find_reading(cfg);
    if (!r)
        return;
    (void)vsnprintf(said, sizeof said, fmt, args);
    buf_init(&text, 4 * WHY_MAX);
    (void)buf_puts(&text, said);
    add_allowed(cfg, &text);
    if (strstr(said, "no such option"))
        note_unknown(r, cfg->line, span_of(said));
    if (r->unknown_line)
        say(r, cfg->line, buf_cstr(&text));
    else
        say_once(r, cfg->line, buf_cstr(&text));
    buf_finish(&text);
}

/* Checks a value where its line is still known. A wrong one is named here and passed over
 * when values are taken, so that one run names them all. */
static int on_value(cfg_t *cfg, cfg_opt_t *opt)
{
    struct why why;
    double number;
    struct span text = span_of(cfg_opt_getnstr(opt, cfg_opt_size(opt) - 1));
    int key = option_by_key(cfg->name, span_of(opt->name));
    const struct option_row *row = strcmp(cfg->name, "feed") == 0
                                       ? option_feed_row((enum feed_option_id)key)
                                       : option_row((enum option_id)key);
    if (option_check(row, text, &number, &why) == ERR_OK)
        return 0;
    say_once(find_reading(cfg), cfg->line, why.text);
    return 0;
}

/* The keys of a section for libconfuse, the hidden one last; freed by the caller. */
static cfg_opt_t *section_opts(const char *section, struct reading *r)
{
    bool feed = strcmp(section, "feed") == 0;
    size_t n = 0, count = feed ? (size_t)FEED_OPTION_COUNT : (size_t)OPTION_COUNT;
    cfg_opt_t *opts = calloc(count + 2, sizeof *opts);
    if (!opts)
        return NULL;
    for (size_t i = 0; i < count; i++) {
        const struct option_row *row =
            feed ? option_feed_row((enum feed_option_id)i) : option_row((enum option_id)i);
        if (!row->section || strcmp(row->section, section) != 0)
            continue;
        opts[n] = (cfg_opt_t)CFG_STR(row->key, NULL, CFGF_NODEFAULT);
        opts[n++].validcb = on_value;
    }
    opts[n] = (cfg_opt_t)CFG_FUNC(hidden_name, hidden_call);
    opts[n].simple_value.ptr = (void **)r;
    return opts;
}

static enum err take_section(struct conf *c, cfg_t *cfg)
{
    for (int i = 0; i < OPTION_COUNT; i++) {
        const struct option_row *row = option_row((enum option_id)i);
        if (!row->section || strcmp(row->section, cfg->name) != 0 || !cfg_size(cfg, row->key))
            continue;
        enum err e = set_value(c, row, &c->values[i], span_of(cfg_getstr(cfg, row->key)), NULL);
        if (e == ERR_NOMEM) /* ERR_SYNTAX: on_value named it */
            return e;
    }
    return ERR_OK;
}

static struct conf_feed *add_feed(struct conf *c, struct span name)
{
    for (size_t i = 0; i < c->n_feeds; i++)
        if (span_eq(c->feeds[i].name, name))
            return &c->feeds[i];
    if (!c->feeds)
        c->feeds = arena_array(c->arena, CONF_FEEDS_MAX, sizeof *c->feeds);
    if (!c->feeds || c->n_feeds == CONF_FEEDS_MAX)
        return NULL;
    struct conf_feed *feed = &c->feeds[c->n_feeds++];
    feed->name = arena_copy(c->arena, name);
    for (int i = 0; i < FEED_OPTION_COUNT; i++) {
        const struct option_row *row = option_feed_row((enum feed_option_id)i);
        feed->values[i].text = span_of(row->fallback);
        if (option_check(row, feed->values[i].text, &feed->values[i].number, NULL))
            return NULL;
    }
    return feed;
}

/* A feed of which something is wrong might show what was to be held back. */
static void drop_feed(struct conf *c, struct conf_feed *feed)
{
    size_t after = (size_t)(c->feeds + c->n_feeds - (feed + 1));
    memmove(feed, feed + 1, after * sizeof *feed);
    c->n_feeds--;
}

static enum err take_feed(struct conf *c, cfg_t *cfg, struct reading *r)
{
    struct conf_feed *feed = add_feed(c, span_of(cfg_title(cfg)));
    if (!feed && c->n_feeds == CONF_FEEDS_MAX) {
        say(r, cfg->line, "there are too many feeds");
        return ERR_TOO_BIG;
    }
    if (!feed)
        return ERR_NOMEM;
    bool wrong = false; /* on_value named it */
    for (int i = 0; i < FEED_OPTION_COUNT; i++) {
        const struct option_row *row = option_feed_row((enum feed_option_id)i);
        if (!cfg_size(cfg, row->key))
            continue;
        enum err e = set_value(c, row, &feed->values[i], span_of(cfg_getstr(cfg, row->key)), NULL);
        if (e == ERR_NOMEM)
            return e;
        wrong = wrong || e;
    }
    if (feed->values[FEED_URL].text.n == 0)
        say(r, cfg->line, "a feed section needs a url");
    if (wrong || feed->values[FEED_URL].text.n == 0)
        drop_feed(c, feed);
    return ERR_OK;
}

/* Copies what libconfuse read into c. */
static enum err take_all(struct conf *c, cfg_t *cfg, struct reading *r)
{
    for (size_t i = 0; i < SECTIONS; i++)
        for (unsigned k = 0; k < cfg_size(cfg, sections[i]); k++) {
            enum err e = take_section(c, cfg_getnsec(cfg, sections[i], k));
            if (e)
                return e;
        }
    for (unsigned k = 0; k < cfg_size(cfg, "feed"); k++) {
        enum err e = take_feed(c, cfg_getnsec(cfg, "feed", k), r);
        if (e)
            return e;
    }
    return ERR_OK;
}

/* One pass over the text. *again: it was stopped by a key that is not known. */
static enum err parse(struct reading *r, const struct buf *text, cfg_opt_t **opts, bool *again)
{
    cfg_opt_t root[SECTIONS + 3] = {0};
    for (size_t i = 0; i < SECTIONS; i++)
        root[i] = (cfg_opt_t)CFG_SEC(sections[i], opts[i], CFGF_MULTI);
    root[SECTIONS] =
        (cfg_opt_t)CFG_SEC("feed", opts[SECTIONS], CFGF_MULTI | CFGF_TITLE | CFGF_NO_TITLE_DUPES);
    root[SECTIONS + 1] = (cfg_opt_t)CFG_FUNC(hidden_name, hidden_call);
    root[SECTIONS + 1].simple_value.ptr = (void **)r;
    FILE *file = text->n ? fmemopen(text->p, text->n, "r") : NULL;
    cfg_t *cfg = cfg_init(root, CFGF_NONE);
    enum err e = cfg && (file || !text->n) ? ERR_OK : ERR_NOMEM;
    int state = CFG_SUCCESS;
    if (!e) {
        cfg_set_error_function(cfg, on_error);
        state = file ? cfg_parse_fp(cfg, file) : CFG_SUCCESS;
        if (state != CFG_SUCCESS && r->wrong == 0)
            say(r, cfg->line, "not understood");
    }
    *again = !e && r->unknown_line &&
             passed_blank(text->p, text->n, r->unknown_line, span_of(r->unknown));
    if (!e && !*again) {
        r->conf->cut = r->conf->cut || state != CFG_SUCCESS;
        e = take_all(r->conf, cfg, r);
    }
    cfg_free(cfg);
    if (file)
        (void)fclose(file);
    return e;
}

static enum err parse_all(struct reading *r, const struct buf *text, cfg_opt_t **opts)
{
    enum err e = ERR_OK;
    bool again = true;
    for (int i = 0; i < CONF_ERRORS_MAX && again && !e; i++) {
        r->unknown_line = 0;
        r->seen = 0;
        e = parse(r, text, opts, &again);
    }
    r->conf->cut = r->conf->cut || again;
    return e;
}

static enum err read_file(struct reading *r, FILE *file)
{
    cfg_opt_t *opts[SECTIONS + 1];
    struct buf text;
    buf_init(&text, CONF_FILE_MAX);
    char *room = buf_room(&text, CONF_FILE_MAX);
    bool whole = room != NULL;
    if (room)
        buf_commit(&text, fread(room, 1, CONF_FILE_MAX, file));
    for (size_t i = 0; i <= SECTIONS; i++) {
        opts[i] = section_opts(i < SECTIONS ? sections[i] : "feed", r);
        whole = whole && opts[i];
    }
    enum err e = whole ? parse_all(r, &text, opts) : ERR_NOMEM;
    for (size_t i = 0; i <= SECTIONS; i++)
        free(opts[i]);
    buf_finish(&text);
    return e;
}

/* Opens without waiting for the writer of a pipe, and past the mark that some editors put first. */
static FILE *open_text(const char *path)
{
    static const char mark[] = "\xef\xbb\xbf";
    char head[sizeof mark - 1];
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    FILE *file = fd >= 0 ? fdopen(fd, "r") : NULL;
    if (!file && fd >= 0)
        (void)close(fd);
    if (file &&
        (fread(head, 1, sizeof head, file) != sizeof head || memcmp(head, mark, sizeof head) != 0))
        rewind(file);
    return file;
}

enum err conf_load(struct conf *c, const char *path, conf_complain *complain, void *data)
{
    struct reading r = {.path = path, .conf = c, .complain = complain, .data = data};
    struct stat st;
    FILE *file = open_text(path);
    if (!file) {
        enum err e = errno == ENOENT ? ERR_NOT_FOUND : ERR_IO;
        say(&r, 0, strerror(errno));
        return e;
    }
    enum err e = ERR_OK;
    if (fstat(fileno(file), &st) != 0 || !S_ISREG(st.st_mode) || st.st_size > CONF_FILE_MAX) {
        say(&r, 0, "is no file, or too big for a configuration");
        e = ERR_IO;
    } else {
        e = read_file(&r, file);
    }
    (void)fclose(file);
    return e ? e : r.wrong ? ERR_SYNTAX : ERR_OK;
}

static int is_conf(const struct dirent *entry)
{
    return entry->d_name[0] != '.' && span_ends(span_of(entry->d_name), ".conf");
}

/* The worse of two results: memory, then what is wrong, then fine. */
static enum err worse(enum err a, enum err b)
{
    return a == ERR_NOMEM || b == ERR_OK ? a : b;
}

static enum err load_folder(struct conf *c, const char *folder, conf_complain *complain, void *data)
{
    char path[PATH_BYTES];
    struct dirent **files = NULL;
    enum err result = ERR_OK;
    (void)snprintf(path, sizeof path, "%s/motograph.conf", folder);
    struct stat st;
    if (stat(path, &st) == 0)
        result = conf_load(c, path, complain, data);
    (void)snprintf(path, sizeof path, "%s/conf.d", folder);
    int n = scandir(path, &files, is_conf, alphasort);
    for (int i = 0; i < n; i++) {
        (void)snprintf(path, sizeof path, "%s/conf.d/%s", folder, files[i]->d_name);
        if (i < FOLDER_FILES_MAX)
            result = worse(result, conf_load(c, path, complain, data));
        free(files[i]);
    }
    free(files);
    return result;
}

bool conf_user_folder(const char *config_home, const char *home, char *out, size_t room)
{
    if (config_home && config_home[0])
        (void)snprintf(out, room, "%s/motograph", config_home);
    else if (home && home[0])
        (void)snprintf(out, room, "%s/.config/motograph", home);
    else
        return false;
    return true;
}

enum err conf_load_all(struct conf *c, const char *config, const char *system_folder,
                       const char *config_home, const char *home, conf_complain *complain,
                       void *data)
{
    char folder[PATH_BYTES];
    if (config)
        return conf_load(c, config, complain, data);
    enum err result = load_folder(c, system_folder, complain, data);
    if (!conf_user_folder(config_home, home, folder, sizeof folder))
        return result;
    return worse(result, load_folder(c, folder, complain, data));
}
