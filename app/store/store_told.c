/* store_told.c - told articles, and what a person said of them. Floor 5. One thread. */
#include <sqlite3.h>

#include "base/when.h"
#include "ingest/message.h"
#include "store/store_db.h"

/* Rejected and passed over, an article is known, but there is nothing to show of it. */
static bool has_body(enum store_hold hold)
{
    return hold != STORE_REJECTED && hold != STORE_PASSED;
}

static enum store_hold hold_of(int number)
{
    return number >= 0 && number <= STORE_PASSED ? (enum store_hold)number : STORE_HELD;
}

enum err store_put_told(struct store *s, const struct store_told *t)
{
    struct buf body;
    sqlite3_stmt *st = store_statement(s, QUERY_PUT_TOLD, true);
    if (!st)
        return ERR_IO;
    buf_init(&body, STORE_BLOB_MAX);
    enum err e = has_body(t->hold) ? message_put_told(&body, &t->told) : ERR_OK;
    if (!e) {
        struct span bytes = has_body(t->hold) ? buf_span(&body) : span_of("");
        store_bind_text(st, 1, t->address);
        store_bind_text(st, 2, t->told.key);
        (void)sqlite3_bind_int64(st, 3, t->seen);
        store_bind_text(st, 4, t->name);
        (void)sqlite3_bind_int(st, 5, (int)t->priority);
        (void)sqlite3_bind_int64(st, 6, t->colour);
        store_bind_blob(st, 7, bytes);
        (void)sqlite3_bind_int(st, 8, (int)t->hold);
        (void)sqlite3_bind_int64(st, 9, (int64_t)t->version);
        (void)sqlite3_bind_int64(st, 10, (int64_t)t->twin);
        e = store_finish(s, st);
    }
    buf_finish(&body);
    return e;
}

enum err store_tell_more(struct store *s, struct span address, const struct told *told)
{
    struct buf body;
    sqlite3_stmt *st = store_statement(s, QUERY_TELL_MORE, true);
    if (!st)
        return ERR_IO;
    buf_init(&body, STORE_BLOB_MAX);
    enum err e = message_put_told(&body, told);
    if (!e) {
        store_bind_text(st, 1, address);
        store_bind_text(st, 2, told->key);
        store_bind_blob(st, 3, buf_span(&body));
        e = store_finish(s, st);
    }
    buf_finish(&body);
    return e;
}

static enum err read_told(sqlite3_stmt *st, struct store_told *t, struct arena *a)
{
    int priority = sqlite3_column_int(st, 2);
    t->address = store_column(st, 0, a);
    t->name = store_column(st, 1, a);
    t->priority =
        priority >= 0 && priority <= STORY_BREAKING ? (enum story_priority)priority : STORY_NORMAL;
    t->colour = (uint32_t)sqlite3_column_int64(st, 3);
    t->seen = sqlite3_column_int64(st, 4);
    t->hold = hold_of(sqlite3_column_int(st, 5));
    t->version = (uint64_t)sqlite3_column_int64(st, 6);
    return message_get_told(store_column(st, 7, a), &t->told, a);
}

/* Every row of a statement; one broken row does not lose the others. */
static enum err read_list(sqlite3_stmt *st, struct store_told **list, size_t *n, struct arena *a)
{
    size_t cap = 0;
    enum err e = ERR_OK;
    while (!e && sqlite3_step(st) == SQLITE_ROW) {
        struct store_told *grown = arena_grow(a, *list, *n, &cap, sizeof **list);
        if (!grown) {
            e = ERR_NOMEM;
            break;
        }
        *list = grown;
        e = read_told(st, &grown[*n], a);
        if (!e)
            ++*n;
        if (e == ERR_SYNTAX)
            e = ERR_OK;
    }
    (void)sqlite3_reset(st);
    return e;
}

static enum err get_list(struct store *s, enum query q, int64_t value, int most,
                         struct store_told **list, size_t *n, struct arena *a)
{
    sqlite3_stmt *st = store_statement(s, q, false);
    *list = NULL;
    *n = 0;
    if (!st)
        return ERR_IO;
    (void)sqlite3_bind_int64(st, 1, value);
    (void)sqlite3_bind_int(st, 2, most);
    return read_list(st, list, n, a);
}

enum err store_get_told(struct store *s, int64_t since, struct store_told **list, size_t *n,
                        struct arena *a)
{
    return get_list(s, QUERY_GET_TOLD, since, STORE_TOLD_MAX, list, n, a);
}

enum err store_get_held(struct store *s, struct store_told **list, size_t *n, struct arena *a)
{
    return get_list(s, QUERY_GET_HELD, STORE_HELD, STORE_HELD_MAX, list, n, a);
}

static enum err touch(struct store *s, struct span address, struct span key, int64_t now)
{
    sqlite3_stmt *st = store_statement(s, QUERY_TOUCH_TOLD, true);
    if (!st)
        return ERR_IO;
    store_bind_text(st, 1, address);
    store_bind_text(st, 2, key);
    (void)sqlite3_bind_int64(st, 3, now);
    return store_finish(s, st);
}

enum err store_find_told(struct store *s, struct span address, struct span key, int64_t now,
                         struct store_known *known)
{
    sqlite3_stmt *st = store_statement(s, QUERY_FIND_TOLD, false);
    int64_t last = WHEN_NONE;
    *known = (struct store_known){.seen = now};
    if (!st)
        return ERR_IO;
    store_bind_text(st, 1, address);
    store_bind_text(st, 2, key);
    int state = sqlite3_step(st);
    if (state == SQLITE_ROW) {
        known->seen = sqlite3_column_int64(st, 0);
        last = sqlite3_column_int64(st, 1);
        known->hold = hold_of(sqlite3_column_int(st, 2));
        known->version = (uint64_t)sqlite3_column_int64(st, 3);
    }
    (void)sqlite3_reset(st);
    if (state != SQLITE_ROW)
        return state == SQLITE_DONE ? ERR_NOT_FOUND : ERR_IO;
    /* written once a day: a card wears out */
    return now - last > WHEN_DAY ? touch(s, address, key, now) : ERR_OK;
}

enum err store_find_twins(struct store *s, struct span address, uint64_t twin, struct span *keys,
                          size_t *n, struct arena *a)
{
    sqlite3_stmt *st = store_statement(s, QUERY_FIND_TWIN, false);
    *n = 0;
    if (!st)
        return ERR_IO;
    store_bind_text(st, 1, address);
    (void)sqlite3_bind_int64(st, 2, (int64_t)twin);
    (void)sqlite3_bind_int(st, 3, STORE_TWINS_MAX);
    while (*n < STORE_TWINS_MAX && sqlite3_step(st) == SQLITE_ROW)
        keys[(*n)++] = store_column(st, 0, a);
    (void)sqlite3_reset(st);
    return ERR_OK;
}

bool store_knows(struct store *s, struct span address)
{
    sqlite3_stmt *st = store_statement(s, QUERY_ANY_TOLD, false);
    if (!st)
        return false;
    store_bind_text(st, 1, address);
    bool any = sqlite3_step(st) == SQLITE_ROW;
    (void)sqlite3_reset(st);
    return any;
}

enum err store_set_hold(struct store *s, struct span address, struct span key, enum store_hold hold)
{
    sqlite3_stmt *st = store_statement(s, QUERY_SET_HOLD, true);
    if (!st)
        return ERR_IO;
    store_bind_text(st, 1, address);
    store_bind_text(st, 2, key);
    (void)sqlite3_bind_int(st, 3, (int)hold);
    (void)sqlite3_bind_int(st, 4, has_body(hold));
    return store_finish(s, st);
}

enum err store_drop_one(struct store *s, struct span address, struct span key)
{
    sqlite3_stmt *st = store_statement(s, QUERY_DROP_ONE, true);
    if (!st)
        return ERR_IO;
    store_bind_text(st, 1, address);
    store_bind_text(st, 2, key);
    return store_finish(s, st);
}

enum err store_shift_seen(struct store *s, int64_t since, int64_t by)
{
    sqlite3_stmt *st = store_statement(s, QUERY_SHIFT_SEEN, true);
    if (!st)
        return ERR_IO;
    (void)sqlite3_bind_int64(st, 1, since);
    (void)sqlite3_bind_int64(st, 2, by);
    return store_finish(s, st);
}

enum err store_drop_told(struct store *s, struct span address)
{
    sqlite3_stmt *st = store_statement(s, QUERY_DROP_TOLD, true);
    if (!st)
        return ERR_IO;
    store_bind_text(st, 1, address);
    return store_finish(s, st);
}

static enum err write_number(struct store *s, enum query q, int64_t number)
{
    sqlite3_stmt *st = store_statement(s, q, true);
    if (!st)
        return ERR_IO;
    (void)sqlite3_bind_int64(st, 1, number);
    return store_finish(s, st);
}

enum err store_forget_told(struct store *s, int64_t before)
{
    enum err e = write_number(s, QUERY_FORGET_TOLD, before);
    return e ? e : write_number(s, QUERY_TRIM_TOLD, STORE_TOLD_MAX);
}

enum err store_forget_known(struct store *s, int64_t now)
{
    enum err e = write_number(s, QUERY_FORGET_KNOWN, now - STORE_KNOWN_DAYS * WHEN_DAY);
    if (!e)
        e = write_number(s, QUERY_TRIM_KNOWN, STORE_KNOWN_MAX);
    return e ? e : write_number(s, QUERY_FORGET_HOSTS, now);
}
