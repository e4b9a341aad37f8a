/* cases.c - every tests/cases/feed/NAME.xml or NAME.json must read as NAME.want says.
 *
 * A .want is JSON: "given" holds content_type and base, "error" is "unsupported" or "syntax" where
 * the input is no feed; what it leaves out is not compared. n_items always counts. */
#include "unit.h"

#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/json.h"
#include "base/when.h"
#include "feed/feed.h"

enum { CASES_MIN = 160, FILE_MAX = 1024 * 1024, ARENA_MAX = 16 * 1024 * 1024 };

static bool read_case(const char *name, const char *suffix, struct buf *out)
{
    char path[PATH_MAX];
    (void)snprintf(path, sizeof path, TEST_CASES "/feed/%s%s", name, suffix);
    FILE *file = fopen(path, "rb");
    buf_reset(out);
    if (!file)
        return false;
    char *room = buf_room(out, FILE_MAX);
    assert_non_null(room);
    buf_commit(out, fread(room, 1, FILE_MAX, file));
    return fclose(file) == 0;
}

static void set_span(json_t *o, const char *key, struct span s)
{
    assert_int_equal(json_object_set_new(o, key, json_stringn(s.p ? s.p : "", s.n)), 0);
}

static void set_when(json_t *o, const char *key, int64_t moment)
{
    char iso[WHEN_ISO_MAX];
    when_iso(moment, iso);
    json_t *value = moment == WHEN_NONE ? json_null() : json_string(iso);
    assert_int_equal(json_object_set_new(o, key, value), 0);
}

static json_t *item_as_json(const struct item *item)
{
    json_t *o = json_object();
    set_span(o, "title", item->title);
    set_span(o, "summary", item->summary);
    set_span(o, "content", item->content);
    set_span(o, "link", item->link);
    set_span(o, "id", item->id);
    set_span(o, "author", item->author);
    set_span(o, "lang", item->lang);
    set_when(o, "published", item->published);
    set_when(o, "updated", item->updated);
    return o;
}

static json_t *feed_as_json(const struct feed *feed)
{
    json_t *o = json_object(), *items = json_array();
    set_span(o, "format", span_of(feed->format));
    set_span(o, "feed_title", feed->title);
    set_span(o, "feed_link", feed->link);
    set_span(o, "feed_summary", feed->summary);
    set_span(o, "feed_language", feed->language);
    set_span(o, "feed_id", feed->id);
    set_when(o, "feed_updated", feed->updated);
    (void)json_object_set_new(o, "ttl", json_integer(feed->ttl_minutes));
    (void)json_object_set_new(o, "skip_hours", json_integer(feed->skip_hours));
    (void)json_object_set_new(o, "skip_days", json_integer(feed->skip_days));
    (void)json_object_set_new(o, "n_items", json_integer((json_int_t)feed->n_items));
    for (size_t i = 0; i < feed->n_items; i++)
        (void)json_array_append_new(items, item_as_json(&feed->items[i]));
    (void)json_object_set_new(o, "items", items);
    return o;
}

static json_t *error_as_json(enum err e)
{
    json_t *o = json_object();
    const char *name = e == ERR_UNSUPPORTED ? "unsupported" : e == ERR_SYNTAX ? "syntax" : "other";
    (void)json_object_set_new(o, "error", json_string(name));
    return o;
}

/* True when every member that want has is the same in got. */
static bool same_members(json_t *want, const json_t *got, const char *name, size_t item)
{
    const char *key;
    json_t *value;
    bool same = true;
    json_object_foreach(want, key, value)
    {
        const json_t *is = json_object_get(got, key);
        if (json_is_array(value) || strcmp(key, "given") == 0 || json_equal(value, is))
            continue;
        char *text = json_dumps(is, JSON_ENCODE_ANY), *wanted = json_dumps(value, JSON_ENCODE_ANY);
        print_error("%s, item %zu: %s is %s, wanted %s\n", name, item, key, text ? text : "-",
                    wanted);
        free(text);
        free(wanted);
        same = false;
    }
    return same;
}

static bool same_feed(json_t *want, const json_t *got, const char *name)
{
    bool same = same_members(want, got, name, 0);
    const json_t *items = json_object_get(want, "items");
    for (size_t i = 0; i < json_array_size(items); i++) {
        const json_t *is = json_array_get(json_object_get(got, "items"), i);
        same = same_members(json_array_get(items, i), is, name, i + 1) && same;
    }
    return same;
}

static bool run_case(const char *name)
{
    struct buf want_text, input;
    struct why why = {.text = ""};
    struct feed feed;
    struct arena *a = arena_create(ARENA_MAX);
    buf_init(&want_text, FILE_MAX);
    buf_init(&input, FILE_MAX);
    assert_true(read_case(name, ".want", &want_text));
    assert_true(read_case(name, ".xml", &input) || read_case(name, ".json", &input));
    json_t *want = json_read(buf_span(&want_text), &why);
    assert_non_null(want);
    const json_t *given = json_object_get(want, "given");
    struct feed_opts opts = {.content_type = json_get_span(given, "content_type"),
                             .base = json_get_span(given, "base")};
    enum err e = feed_parse(buf_span(&input), &opts, &feed, &why, a);
    json_t *got = e ? error_as_json(e) : feed_as_json(&feed);
    bool same = same_feed(want, got, name);
    json_decref(want);
    json_decref(got);
    buf_finish(&want_text);
    buf_finish(&input);
    arena_destroy(a);
    return same;
}

static void every_case_reads_as_wanted(void **state)
{
    (void)state;
    DIR *folder = opendir(TEST_CASES "/feed");
    assert_non_null(folder);
    int cases = 0, wrong = 0;
    for (const struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        char name[NAME_MAX + 1];
        (void)snprintf(name, sizeof name, "%s", entry->d_name);
        char *suffix = strrchr(name, '.');
        if (!suffix || strcmp(suffix, ".want") != 0)
            continue;
        *suffix = 0;
        cases++;
        wrong += !run_case(name);
    }
    (void)closedir(folder);
    assert_true(cases >= CASES_MIN);
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_case_reads_as_wanted)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
