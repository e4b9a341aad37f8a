/* access.c - how sources are reached: proxies, passwords and certificates of the configuration and
 * of the environment. Floor 9. One thread at a time. Knows not what is fetched. */
#include "run/access.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "run/clock.h"

const char ACCESS_OF_UNIT[] = "it names a credential, which the service alone has (LoadCredential)";
static const char PROGRAM[] = "Motograph/" MOTOGRAPH_VERSION;

/* ---- For all ---- */

/* The first of them that says something; NULL: none. */
static const char *environment(const char *first, const char *second)
{
    const char *value = getenv(first);
    if (!value || !*value)
        value = getenv(second);
    return value && *value ? value : NULL;
}

/* As curl and its kin read it. HTTP_PROXY in capitals is not read: where programs run behind a web
 * server, whoever asks it can set that one with a header "Proxy". */
static void read_environment(struct http_opts *out)
{
    const char *all = environment("all_proxy", "ALL_PROXY");
    out->proxy_http = environment("http_proxy", "http_proxy");
    out->proxy_https = environment("https_proxy", "HTTPS_PROXY");
    out->no_proxy = environment("no_proxy", "NO_PROXY");
    if (!out->proxy_http)
        out->proxy_http = all;
    if (!out->proxy_https)
        out->proxy_https = all;
}

void access_opts(const struct conf *conf, char agent[ACCESS_AGENT_MAX], struct http_opts *out)
{
    const char *contact = conf_cstr(conf, OPTION_CONTACT);
    (void)snprintf(agent, ACCESS_AGENT_MAX, "%s (news ticker%s%s)", PROGRAM, contact ? "; " : "",
                   contact ? contact : "");
    *out = (struct http_opts){.connections = (unsigned)conf_int(conf, OPTION_CONNECTIONS),
                              .gap_ms = conf_int(conf, OPTION_SPACING) * 1000,
                              .clock_ms = clock_ms,
                              .total_ms = conf_int(conf, OPTION_TIMEOUT) * 1000,
                              .user_agent = agent,
                              .proxy = conf_cstr(conf, OPTION_PROXY),
                              .netrc_file = conf_cstr(conf, OPTION_NETRC_FILE),
                              .ca_file = conf_cstr(conf, OPTION_CA_FILE)};
    read_environment(out);
}

struct http *access_open(const struct conf *conf)
{
    char agent[ACCESS_AGENT_MAX];
    struct http_opts opts;
    access_opts(conf, agent, &opts);
    return http_create(&opts);
}

/* ---- For a feed ---- */

/* The first line of a file, without its end; NULL with *why filled. In the arena. */
static const char *read_secret(const char *path, struct why *why, struct arena *a)
{
    char bytes[ACCESS_SECRET_MAX];
    struct stat st;
    struct span rest, line = {NULL, 0};
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    bool denied = fd < 0 && errno == EACCES;
    bool file = fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode);
    ssize_t n = file ? read(fd, bytes, sizeof bytes) : -1;
    if (fd >= 0)
        (void)close(fd);
    if (n < 0) {
        (void)why_set(why, ERR_IO, 0, "secret-file %s cannot be read%s", path,
                      denied ? ": permission denied" : "");
        return NULL;
    }
    if (st.st_mode & (S_IRGRP | S_IROTH))
        log_warn("secret-file %s: others can read it; chmod 600 keeps it from them", path);
    rest = span_make(bytes, (size_t)n);
    (void)span_line(&rest, &line);
    bool fits = line.n < sizeof bytes && line.n > 0;
    for (size_t i = 0; i < line.n; i++)
        fits = fits && (unsigned char)line.p[i] >= 0x20 && line.p[i] != 0x7f;
    if (!fits) {
        (void)why_set(why, ERR_SYNTAX, 0, "secret-file %s: its first line is no password", path);
        return NULL;
    }
    const char *secret = arena_cstr(a, line);
    if (!secret)
        (void)why_set(why, ERR_NOMEM, 0, "out of memory");
    return secret;
}

/* A copy of what is set, in the arena; NULL where nothing is. */
static const char *text_of(const struct conf_feed *feed, enum feed_option_id id, struct arena *a,
                           enum err *e)
{
    struct span text = feed->values[id].text;
    const char *copy = text.n ? arena_cstr(a, text) : NULL;
    if (text.n && !copy)
        *e = ERR_NOMEM;
    return copy;
}

/* A name without a folder is one of the unit's credentials, where a unit has some (systemd.exec(5),
 * LoadCredential). */
static const char *file_of(const struct conf_feed *feed, enum feed_option_id id, struct arena *a,
                           enum err *e)
{
    const char *name = text_of(feed, id, a, e), *folder = getenv("CREDENTIALS_DIRECTORY");
    if (!name || !folder || strchr(name, '/'))
        return name;
    size_t n = strlen(folder) + strlen(name) + sizeof "/";
    char *path = arena_array(a, n, 1);
    if (path)
        (void)snprintf(path, n, "%s/%s", folder, name);
    else
        *e = ERR_NOMEM;
    return path;
}

/* Such a name, asked for outside of the unit, where no such file lies. */
static bool is_of_unit(const char *name)
{
    return name && !strchr(name, '/') && !getenv("CREDENTIALS_DIRECTORY") &&
           access(name, F_OK) != 0;
}

enum err access_of_feed(const struct conf_feed *feed, struct http_access *out, struct arena *a)
{
    enum err e = ERR_OK;
    struct why why = {.text = ""};
    *out = (struct http_access){.user = text_of(feed, FEED_USER, a, &e),
                                .proxy = text_of(feed, FEED_PROXY, a, &e),
                                .ca_file = file_of(feed, FEED_CA_FILE, a, &e),
                                .cert_file = file_of(feed, FEED_CERT_FILE, a, &e),
                                .key_file = file_of(feed, FEED_KEY_FILE, a, &e),
                                .user_agent = text_of(feed, FEED_USER_AGENT, a, &e),
                                .http1 = feed->values[FEED_HTTP1].number != 0};
    const char *path = file_of(feed, FEED_SECRET_FILE, a, &e);
    if (path && !out->user && !e)
        (void)why_set(&why, ERR_SYNTAX, 0, "secret-file %s: a user belongs to it", path);
    else if (is_of_unit(path) && !e)
        out->broken = ACCESS_OF_UNIT;
    else if (path && !e)
        out->secret = read_secret(path, &why, a);
    if (why.text[0])
        out->broken = arena_cstr(a, span_of(why.text));
    if (why.text[0] && !out->broken)
        e = ERR_NOMEM;
    return e;
}

/* ---- For `motograph check` ---- */

/* 1 when the value names a file that cannot be read. */
static unsigned check_file(struct span section, const struct option_row *row, struct span path)
{
    if (path.n == 0 || access(path.p, R_OK) == 0)
        return 0;
    if (section.n && is_of_unit(path.p)) { /* advice */
        (void)printf("feed %.*s: %s %s: %s\n", (int)section.n, section.p, row->key, path.p,
                     ACCESS_OF_UNIT);
        return 0;
    }
    log_error("%s%.*s: %s %.*s cannot be read", section.n ? "feed " : "fetch", (int)section.n,
              section.n ? section.p : "", row->key, (int)path.n, path.p);
    return 1;
}

unsigned access_check(const struct conf *conf)
{
    static const enum option_id all[] = {OPTION_CA_FILE, OPTION_NETRC_FILE};
    static const enum feed_option_id own[] = {FEED_CA_FILE, FEED_CERT_FILE, FEED_KEY_FILE};
    unsigned wrong = 0;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        wrong += check_file(span_of(""), option_row(all[i]), conf_text(conf, all[i]));
    for (size_t f = 0; f < conf->n_feeds; f++)
        for (size_t i = 0; i < sizeof own / sizeof *own; i++)
            wrong += check_file(conf->feeds[f].name, option_feed_row(own[i]),
                                conf->feeds[f].values[own[i]].text);
    return wrong;
}
