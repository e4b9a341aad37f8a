/* store_feed.c - validators and history of each feed, and the hosts that asked for rest. Floor 5.
 * One thread. */
#include <sqlite3.h>

#include "base/when.h"
#include "store/store_db.h"

/* Columns of the counts, in the order of both statements. */
static void bind_counts(sqlite3_stmt *st, int at, const struct store_counts *c)
{
    const unsigned list[] = {c->shown, c->old, c->excluded, c->held, c->flood, c->future};
    for (int i = 0; i < (int)(sizeof list / sizeof *list); i++)
        (void)sqlite3_bind_int64(st, at + i, list[i]);
}

static void read_counts(sqlite3_stmt *st, int at, struct store_counts *c)
{
    unsigned *const list[] = {&c->shown, &c->old, &c->excluded, &c->held, &c->flood, &c->future};
    for (int i = 0; i < (int)(sizeof list / sizeof *list); i++)
        *list[i] = (unsigned)sqlite3_column_int64(st, at + i);
}

enum err store_put_feed(struct store *s, struct span address, const struct store_feed *f)
{
    sqlite3_stmt *st = store_statement(s, QUERY_PUT_FEED, true);
    if (!st)
        return ERR_IO;
    store_bind_text(st, 1, address);
    store_bind_text(st, 2, f->etag);
    store_bind_text(st, 3, f->last_modified);
    (void)sqlite3_bind_int(st, 4, (int)f->outcome);
    (void)sqlite3_bind_int64(st, 5, f->tried);
    (void)sqlite3_bind_int64(st, 6, f->succeeded);
    (void)sqlite3_bind_int64(st, 7, f->due);
    (void)sqlite3_bind_int64(st, 8, f->failures);
    (void)sqlite3_bind_int64(st, 9, f->items);
    store_bind_text(st, 10, f->why);
    store_bind_text(st, 11, f->asked_at);
    store_bind_text(st, 12, f->moved_to);
    (void)sqlite3_bind_int64(st, 13, f->moved_seen);
    (void)sqlite3_bind_int64(st, 14, f->moved_since);
    (void)sqlite3_bind_int(st, 15, f->was_feed);
    bind_counts(st, 16, &f->counts);
    (void)sqlite3_bind_int(st, 22, f->found);
    (void)sqlite3_bind_int64(st, 23, f->ttl_minutes);
    (void)sqlite3_bind_int64(st, 24, f->skip_hours);
    (void)sqlite3_bind_int64(st, 25, f->skip_days);
    (void)sqlite3_bind_int64(st, 26, f->gap);
    return store_finish(s, st);
}

static void read_feed(sqlite3_stmt *st, struct store_feed *f, struct arena *a)
{
    int outcome = sqlite3_column_int(st, 2);
    f->etag = store_column(st, 0, a);
    f->last_modified = store_column(st, 1, a);
    f->outcome =
        outcome >= 0 && outcome < FETCH_OUTCOMES ? (enum fetch_outcome)outcome : FETCH_NEVER;
    f->tried = sqlite3_column_int64(st, 3);
    f->succeeded = sqlite3_column_int64(st, 4);
    f->due = sqlite3_column_int64(st, 5);
    f->failures = (unsigned)sqlite3_column_int64(st, 6);
    f->items = (unsigned)sqlite3_column_int64(st, 7);
    f->why = store_column(st, 8, a);
    f->asked_at = store_column(st, 9, a);
    f->moved_to = store_column(st, 10, a);
    f->moved_seen = (unsigned)sqlite3_column_int64(st, 11);
    f->moved_since = sqlite3_column_int64(st, 12);
    f->was_feed = sqlite3_column_int(st, 13) != 0;
    read_counts(st, 14, &f->counts);
    f->found = sqlite3_column_int(st, 20) != 0;
    f->ttl_minutes = sqlite3_column_int(st, 21);
    f->skip_hours = (uint32_t)sqlite3_column_int64(st, 22);
    f->skip_days = (uint32_t)sqlite3_column_int64(st, 23);
    f->gap = sqlite3_column_int64(st, 24);
}

enum err store_get_feed(struct store *s, struct span address, struct store_feed *f, struct arena *a)
{
    sqlite3_stmt *st = store_statement(s, QUERY_GET_FEED, false);
    *f = (struct store_feed){
        .tried = WHEN_NONE, .succeeded = WHEN_NONE, .due = WHEN_NONE, .moved_since = WHEN_NONE};
    if (!st)
        return ERR_IO;
    store_bind_text(st, 1, address);
    int state = sqlite3_step(st);
    if (state == SQLITE_ROW)
        read_feed(st, f, a);
    (void)sqlite3_reset(st);
    return state == SQLITE_ROW ? ERR_OK : state == SQLITE_DONE ? ERR_NOT_FOUND : ERR_IO;
}

/* The one number that a statement finds for a name; *found false: none. */
static int64_t find_number(struct store *s, enum query q, struct span name, bool *found)
{
    sqlite3_stmt *st = store_statement(s, q, false);
    *found = false;
    if (!st)
        return 0;
    store_bind_text(st, 1, name);
    *found = sqlite3_step(st) == SQLITE_ROW;
    int64_t number = *found ? sqlite3_column_int64(st, 0) : 0;
    (void)sqlite3_reset(st);
    return number;
}

static enum err put_number(struct store *s, enum query q, struct span name, int64_t number)
{
    sqlite3_stmt *st = store_statement(s, q, true);
    if (!st)
        return ERR_IO;
    store_bind_text(st, 1, name);
    (void)sqlite3_bind_int64(st, 2, number);
    return store_finish(s, st);
}

static enum err drop_name(struct store *s, enum query q, struct span name)
{
    sqlite3_stmt *st = store_statement(s, q, true);
    if (!st)
        return ERR_IO;
    store_bind_text(st, 1, name);
    return store_finish(s, st);
}

enum err store_keep_rules(struct store *s, struct span address, uint64_t rules)
{
    bool found;
    int64_t kept = find_number(s, QUERY_GET_RULES, address, &found);
    if (found && kept == (int64_t)rules)
        return ERR_OK;
    enum err e = put_number(s, QUERY_PUT_RULES, address, (int64_t)rules);
    return e ? e : drop_name(s, QUERY_FORGET_VALIDATORS, address);
}

enum err store_put_host(struct store *s, struct span host, int64_t until)
{
    if (until == WHEN_NONE)
        return drop_name(s, QUERY_DROP_HOST, host);
    enum err e = put_number(s, QUERY_PUT_HOST, host, until);
    sqlite3_stmt *st = e ? NULL : store_statement(s, QUERY_TRIM_HOSTS, true);
    if (!st)
        return e ? e : ERR_IO;
    (void)sqlite3_bind_int(st, 1, STORE_HOSTS_MAX);
    return store_finish(s, st);
}

int64_t store_get_host(struct store *s, struct span host)
{
    bool found;
    int64_t until = find_number(s, QUERY_GET_HOST, host, &found);
    return found ? until : WHEN_NONE;
}
