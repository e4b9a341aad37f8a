/* feedlist.c - what `feeds list` says of each feed, in words and as JSON. */
#include "run/feedlist.h"

#include "base/when.h"
#include "room.h"

enum { NOW = 1795269900, TEXT_MAX = 64 * 1024 };

static const char CONF[] =
    "news { exclude = \"crossword\" }\n"
    "feed \"Harbour Post\" { url = \"https://harbour.example/feed\"\n include = \"ferry, pier\"\n"
    " hold = yes }\n"
    "feed \"Pier\" { url = \"https://pier.example/feed\"\n every = 90m\n max-age = 7d\n"
    " allow-private = yes }\n"
    "feed \"New\" { url = \"https://new.example/feed\" }\n"
    "feed \"Notices\" { url = \"/tmp\" }\n"
    "feed \"Forgotten\" { url = \"forgotten.example/feed\" }\n";

struct list {
    struct room_line line;
    struct cli cli;
    struct sources sources;
    struct store *store;
    struct buf out;
};

static void put_known(struct list *l)
{
    static const struct span harbour = SPAN("https://harbour.example/feed");
    static const struct span pier = SPAN("https://pier.example/feed");
    struct store_feed late = {.outcome = FETCH_LATER,
                              .tried = NOW - 700,
                              .succeeded = NOW - 4000,
                              .due = NOW + 300,
                              .failures = 3,
                              .items = 40,
                              .why = SPAN("HTTP status 429"),
                              .asked_at = SPAN("https://www.harbour.example/rss"),
                              .found = true,
                              .gap = 86400,
                              .skip_hours = 0xffffff, /* no wish */
                              .skip_days = 0x7f,
                              .counts = {25, 10, 3, 1, 1, 2}};
    struct store_feed gone = {.outcome = FETCH_GONE,
                              .tried = NOW - 700,
                              .succeeded = WHEN_NONE,
                              .due = NOW + 30 * 86400,
                              .failures = 1,
                              .asked_at = SPAN("https://new.pier.example/feed"),
                              .moved_to = SPAN("https://third.example/feed"),
                              .moved_seen = 2,
                              .ttl_minutes = 120,
                              .skip_hours = 0x7f,
                              .skip_days = 0x41};
    assert_int_equal(store_put_feed(l->store, harbour, &late), ERR_OK);
    assert_int_equal(store_put_feed(l->store, pier, &gone), ERR_OK);
    assert_int_equal(store_put_host(l->store, span_of("www.harbour.example"), NOW + 900), ERR_OK);
    assert_int_equal(store_put_host(l->store, span_of("new.example"), NOW - 900), ERR_OK);
}

static void open_list(struct list *l, const struct room *r)
{
    (void)setenv("TZ", "UTC", 1);
    room_write(r, "list.conf", CONF);
    room_cli(r, "feeds --config ~/list.conf", &l->line, &l->cli);
    l->cli.n_args = 0;
    assert_int_equal(sources_init(&l->sources, &l->cli), ERR_OK);
    l->store = store_open(NULL, NULL);
    buf_init(&l->out, TEXT_MAX);
    put_known(l);
}

static void close_list(struct list *l)
{
    buf_finish(&l->out);
    store_close(l->store);
    sources_finish(&l->sources);
    cli_finish(&l->cli);
}

static void says(const struct list *l, const char *text)
{
    if (!strstr(buf_cstr(&l->out), text))
        print_error("%s\nwithout: %s\n", buf_cstr(&l->out), text);
    assert_non_null(strstr(buf_cstr(&l->out), text));
}

static void in_words(void **state)
{
    struct list l;
    open_list(&l, *state);
    feedlist_text(&l.out, &l.sources, &l.cli.conf, l.store, NOW);
    says(&l, "Harbour Post\n  https://harbour.example/feed\n"
             "  asked at  https://www.harbour.example/rss (found in the page there)\n"
             "  last      asked to come later, 11 min ago (2026-11-21 13:53)\n"
             "            HTTP status 429 (3 failures in a row)\n"
             "  good      66 min ago (2026-11-21 12:58)\n"
             "  next      in 5 min (2026-11-21 14:10)\n"
             "            its host asked for rest; not before in 15 min (2026-11-21 14:20)\n"
             "  items     40: 25 shown, 10 too old, 3 excluded, 1 held, 1 flood; 2 with a date of "
             "the future\n"
             "  rules     every 1h (posts rarely), max-age 48h, max-items 100, flood 30, include "
             "\"ferry, pier\", exclude of all \"crossword\", hold\n");
    says(&l, "  asked at  https://new.pier.example/feed (it has moved for good)\n"
             "  moving    says so 2 times, to https://third.example/feed; not believed yet\n"
             "  last      gone, ");
    says(&l, "gone for good\n  items     0\n  rules     every 90m, ttl 2h, skips 7 hours a day, "
             "skips 2 days a week, max-age 7d,");
    says(&l, ", allow-private\n");
    says(&l, "New\n  https://new.example/feed\n  last      never tried\n  good      never\n"
             "  next      as soon as a ticker runs\n  items     0\n");
    says(&l, "Notices\n  /tmp\n  next      whenever it changes\n  rules     max-age 48h");
    says(&l,
         "Forgotten\n  forgotten.example/feed\n  last      no such path, or it may not be read\n"
         "  next      whenever it can be read\n");
    says(&l, "\nflood:   at most");
    says(&l, "\nfuture:  a date more than a day ahead");
    says(&l, "\nold:     beyond max-age");
    close_list(&l);
}

static void as_json(void **state)
{
    struct list l;
    open_list(&l, *state);
    feedlist_json(&l.out, &l.sources, &l.cli.conf, l.store, NOW);
    struct span rest = buf_span(&l.out), line;
    size_t lines = 0;
    while (span_line(&rest, &line))
        lines += line.n > 0 && line.p[0] == '{' && line.p[line.n - 1] == '}';
    assert_int_equal(lines, 5);
    says(&l, "\"asked_at\":\"https://www.harbour.example/rss\",\"asked_because\":\"found\",");
    says(&l, "\"outcome\":\"asked to come later\",\"reason\":\"HTTP status 429\",\"failures\":3,");
    says(&l, "\"host_rests_until\":\"2026-11-21T14:20:00Z\"");
    says(&l, "\"items\":{\"all\":40,\"shown\":25,\"old\":10,\"excluded\":3,\"held\":1,\"flood\":1,"
             "\"future\":2}");
    says(&l, "\"asked_because\":\"moved\",\"moved_to\":\"https://third.example/feed\"");
    says(&l, "\"rules\":{\"every\":5400,\"ttl\":7200,\"skip_hours\":127,\"skip_days\":65,"
             "\"max_age\":604800,");
    says(&l, "\"hold\":true,\"follow\":false,\"allow_private\":false}");
    close_list(&l);
}

static void without_a_store(void **state)
{
    struct list l;
    open_list(&l, *state);
    feedlist_text(&l.out, &l.sources, &l.cli.conf, NULL, NOW);
    assert_null(strstr(buf_cstr(&l.out), "429"));
    says(&l, "never tried");
    close_list(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(in_words, room_make, room_remove),
        cmocka_unit_test_setup_teardown(as_json, room_make, room_remove),
        cmocka_unit_test_setup_teardown(without_a_store, room_make, room_remove),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
