/* Golden draw lists (tests/cases/layout), and what the layout promises besides. */
#include "unit.h"

#include "measure.h"
#include "stories.h"

enum { LIST_TEXT_MAX = 256 * 1024, CASES_MAX = 64 };

struct fixture {
    struct stories stories;
    struct words *words;
    struct theme theme;
};

static int set_up(void **state)
{
    static struct fixture f;
    stories_load(&f.stories, TEST_CASES "/layout/stories.txt");
    struct why why;
    f.words = words_load(TEST_ASSETS "/words", &why);
    if (!f.words)
        print_error("%s, line %d\n", why.text, why.line);
    theme_default(&f.theme);
    *state = &f;
    return f.words ? 0 : -1;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    words_destroy(f->words);
    arena_destroy(f->stories.arena);
    return 0;
}

static struct layout_opts opts(const struct fixture *f, enum layout_kind kind, int w, int h,
                               const char *lang)
{
    return (struct layout_opts){.kind = kind,
                                .edge = EDGE_BOTTOM,
                                .w = w,
                                .h = h,
                                .theme = &f->theme,
                                .measure = &MEASURE,
                                .words = f->words,
                                .lang = span_of(lang),
                                .title = span_of("CITY HALL")};
}

static struct layout_now moment(void)
{
    return (struct layout_now){
        .now = STORIES_NOW, .local = when_civil(STORIES_NOW), .clock_known = true, .progress = 620};
}

struct golden {
    char name[48], kind[8], lang[8], story[16], state[12];
    int w, h, progress;
    size_t page;
};

static size_t read_cases(struct golden *cases)
{
    char line[256];
    size_t n = 0;
    FILE *in = fopen(TEST_CASES "/layout/cases.txt", "r");
    assert_non_null(in);
    while (n < CASES_MAX && fgets(line, sizeof line, in)) {
        struct golden *g = &cases[n];
        if (line[0] == '#')
            continue;
        assert_int_equal(sscanf(line, "%47s %7s %dx%d %7s %15s %11s %d %zu", g->name, g->kind,
                                &g->w, &g->h, g->lang, g->story, g->state, &g->progress, &g->page),
                         9);
        n++;
    }
    fclose(in);
    return n;
}

static enum layout_state state_of(const char *name)
{
    return !strcmp(name, "good")      ? STATE_GOOD
           : !strcmp(name, "stale")   ? STATE_STALE
           : !strcmp(name, "offline") ? STATE_OFFLINE
                                      : STATE_STARTING;
}

static void lay_out(const struct fixture *f, const struct golden *g, struct draw_list *out)
{
    bool list = !strcmp(g->kind, "list"), item = !strcmp(g->kind, "item");
    struct layout_opts o = opts(f,
                                list   ? LAYOUT_LIST
                                : item ? LAYOUT_CRAWL
                                       : LAYOUT_BOARD,
                                g->w, g->h, g->lang);
    struct layout_now now = moment();
    now.state = state_of(g->state);
    now.progress = g->progress;
    now.page = g->page;
    const struct story *next[STORIES_MAX];
    for (size_t i = 0; i < f->stories.n; i++)
        next[i] = &f->stories.all[i];
    bool none = !strcmp(g->story, "-");
    const struct story *story = none ? NULL : stories_find(&f->stories, g->story);
    if (item)
        layout_item(&o, &now, story, out);
    else if (!strcmp(g->kind, "tick"))
        layout_ticking(&o, &now, story, out);
    else
        layout_still(&o, &now, story, next, none ? 0 : f->stories.n, out);
}

static void compare(const struct golden *g, const struct buf *got)
{
    char path[512], *want = malloc(LIST_TEXT_MAX);
    int fits = snprintf(path, sizeof path, TEST_CASES "/layout/%s.want", g->name);
    assert_true(fits > 0 && (size_t)fits < sizeof path);
    if (getenv("MOTOGRAPH_WRITE_WANT")) {
        FILE *out = fopen(path, "w");
        assert_non_null(out);
        fputs(buf_cstr(got), out);
        fclose(out);
    }
    FILE *in = fopen(path, "r");
    if (!in)
        fail_msg("no %s", path);
    assert_non_null(want);
    size_t n = fread(want, 1, LIST_TEXT_MAX - 1, in);
    want[n] = 0;
    fclose(in);
    if (strcmp(buf_cstr(got), want))
        print_error("%s:\n", g->name);
    assert_string_equal(buf_cstr(got), want);
    free(want);
}

static void golden_lists(void **state)
{
    static struct golden cases[CASES_MAX];
    size_t n = read_cases(cases);
    struct draw_list list;
    struct buf text;
    assert_int_equal(drawlist_init(&list, 1, 1), ERR_OK);
    buf_init(&text, LIST_TEXT_MAX);
    for (size_t i = 0; i < n; i++) {
        buf_reset(&text);
        lay_out(*state, &cases[i], &list);
        assert_int_equal(drawlist_print(&list, &text), ERR_OK);
        compare(&cases[i], &text);
    }
    assert_true(n >= 30);
    buf_finish(&text);
    drawlist_finish(&list);
}

static bool touches(struct box a, struct box b)
{
    return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

/* From one minute to the next only what layout_ticking draws over may change. */
static void ticking_covers_every_change(void **state)
{
    struct fixture *f = *state;
    struct draw_list before, after, tick;
    assert_int_equal(drawlist_init(&before, 1, 1), ERR_OK);
    assert_int_equal(drawlist_init(&after, 1, 1), ERR_OK);
    assert_int_equal(drawlist_init(&tick, 1, 1), ERR_OK);
    for (size_t i = 0; i < f->stories.n; i++) {
        struct layout_opts o = opts(f, LAYOUT_BOARD, 1280, 720, i % 2 ? "en" : "ar");
        struct layout_now now = moment();
        const struct story *story = &f->stories.all[i];
        layout_still(&o, &now, story, NULL, 0, &before);
        now.now += 4000;
        now.local.hour++;
        now.progress = 10;
        layout_still(&o, &now, story, NULL, 0, &after);
        layout_ticking(&o, &now, story, &tick);
        assert_int_equal(tick.cmds[0].kind, DRAW_FILL);
        size_t ticking = 0;
        for (size_t k = 0; k < after.n; k++)
            for (size_t t = 0; t < tick.n; t++)
                ticking += !memcmp(&after.cmds[k].box, &tick.cmds[t].box, sizeof(struct box));
        assert_true(ticking >= tick.n);
        for (size_t k = 0; k < before.n; k++) {
            bool covered = false, same = false;
            for (size_t t = 0; t < tick.n; t++)
                covered = covered || (tick.cmds[t].kind == DRAW_FILL &&
                                      touches(tick.cmds[t].box, before.cmds[k].box));
            for (size_t a = 0; a < after.n; a++)
                same =
                    same || (!memcmp(&before.cmds[k].box, &after.cmds[a].box, sizeof(struct box)) &&
                             span_eq(before.cmds[k].text, after.cmds[a].text));
            assert_true(covered || same);
        }
    }
    drawlist_finish(&before);
    drawlist_finish(&after);
    drawlist_finish(&tick);
}

static void drift_moves_all_but_bands(void **state)
{
    struct fixture *f = *state;
    struct layout_opts o = opts(f, LAYOUT_BOARD, 1920, 1080, "en");
    struct layout_now now = moment();
    const struct story *story = stories_find(&f->stories, "flood");
    struct draw_list still, moved;
    assert_int_equal(drawlist_init(&still, 1, 1), ERR_OK);
    assert_int_equal(drawlist_init(&moved, 1, 1), ERR_OK);
    layout_still(&o, &now, story, NULL, 0, &still);
    o.shift_x = 3;
    o.shift_y = -2;
    layout_still(&o, &now, story, NULL, 0, &moved);
    assert_int_equal(still.n, moved.n);
    assert_true(still.id != moved.id);
    for (size_t i = 0; i < still.n; i++) {
        bool band = still.cmds[i].box.w == 1920;
        assert_int_equal(moved.cmds[i].box.x, still.cmds[i].box.x + (band ? 0 : 3));
        assert_int_equal(moved.cmds[i].box.y, still.cmds[i].box.y - 2);
    }
    drawlist_finish(&still);
    drawlist_finish(&moved);
}

static void strip_boxes(void **state)
{
    struct fixture *f = *state;
    struct layout_opts o = opts(f, LAYOUT_CRAWL, 1920, 96, "en");
    struct box b = layout_strip_box(&o);
    assert_memory_equal(&b, (&(struct box){0, 0, 1920, 96}), sizeof b);
    o = opts(f, LAYOUT_CRAWL, 1920, 1080, "en");
    b = layout_strip_box(&o);
    assert_int_equal(b.y + b.h, 1080);
    o.edge = EDGE_TOP;
    assert_int_equal(layout_strip_box(&o).y, 0);
    o.kind = LAYOUT_LIST;
    assert_int_equal(layout_strip_box(&o).w, 0);
    o.kind = LAYOUT_BOARD;
    b = layout_strip_box(&o);
    assert_int_equal(b.y + b.h, 1080);
    assert_true(b.h >= 80 && b.h <= 140);
}

/* The strip wanders too, by what its text has room for; where it left the edge its ground is. */
static void the_strip_wanders(void **state)
{
    static const int heights[] = {64, 240, 480, 1080};
    struct draw_list list;
    assert_int_equal(drawlist_init(&list, 1, 1), ERR_OK);
    for (int k = 0; k < 16 * 49; k++) {
        struct layout_opts o =
            opts(*state, k % 2 ? LAYOUT_CRAWL : LAYOUT_BOARD, 1920, heights[k / 4 % 4], "en");
        struct layout_now now = moment();
        o.edge = k / 2 % 2 ? EDGE_TOP : EDGE_BOTTOM;
        struct box at = layout_strip_box(&o);
        o.shift_y = k / 16 - 24;
        struct box b = layout_strip_box(&o);
        assert_true(abs(b.y - at.y) <= abs(o.shift_y) && abs(b.y - at.y) <= b.h / 12);
        assert_true(o.shift_y * (b.y - at.y) >= 0 && (b.y != at.y || abs(o.shift_y) * 12 < b.h));
        layout_still(&o, &now, stories_find(&((struct fixture *)*state)->stories, "ferry"), NULL, 0,
                     &list);
        const struct draw_cmd *ground = &list.cmds[list.n - 1];
        assert_int_equal(ground->colour, o.theme->crawl_back);
        int top = b.y > 0 ? b.y : 0, bottom = b.y + b.h < o.h ? b.y + b.h : o.h;
        assert_true(ground->box.y <= top && ground->box.y + ground->box.h >= bottom);
        assert_true(ground->box.y == 0 || ground->box.y + ground->box.h == o.h);
    }
    drawlist_finish(&list);
}

static void cards_stay_as_long_as_they_are_read(void **state)
{
    (void)state;
    struct fact facts[] = {{.text = SPAN("seven words make a row of facts")},
                           {.text = SPAN("and  eight   more come after these   seven words")}};
    struct story s = {.headline = SPAN("Five words make one headline"), .facts = facts};
    s.n_facts = 2;
    assert_int_equal(layout_card_ms(&s, 60), 20000);
    assert_int_equal(layout_card_ms(&s, 600), 6000);
    assert_int_equal(layout_card_ms(&s, 1), 45000);
    assert_int_equal(layout_card_ms(&s, 0), 45000);
    struct story han = {.headline = SPAN("山村小学建成第一座图书馆三百名学生有了阅览室")};
    assert_int_equal(layout_card_ms(&han, 60), 11000);
}

static void pages_hold_a_few_rows(void **state)
{
    struct layout_opts o = opts(*state, LAYOUT_LIST, 1920, 1080, "en");
    assert_in_range(layout_page_size(&o), 4, 8);
    o.w = 40, o.h = 20;
    assert_int_equal(layout_page_size(&o), 1);
}

static void equal_input_gives_equal_ids(void **state)
{
    struct fixture *f = *state;
    struct layout_opts o = opts(f, LAYOUT_BOARD, 800, 480, "en");
    struct layout_now now = moment();
    struct draw_list a, b;
    assert_int_equal(drawlist_init(&a, 1, 1), ERR_OK);
    assert_int_equal(drawlist_init(&b, 1, 1), ERR_OK);
    for (size_t i = 0; i < f->stories.n; i++) {
        layout_item(&o, &now, &f->stories.all[i], &a);
        layout_item(&o, &now, &f->stories.all[i], &b);
        assert_true(a.id == b.id && a.id != 0);
        assert_int_equal(a.h, layout_strip_box(&o).h);
        layout_item(&o, &now, &f->stories.all[(i + 1) % f->stories.n], &b);
        assert_true(a.id != b.id);
    }
    drawlist_finish(&a);
    drawlist_finish(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(golden_lists),
        cmocka_unit_test(ticking_covers_every_change),
        cmocka_unit_test(drift_moves_all_but_bands),
        cmocka_unit_test(strip_boxes),
        cmocka_unit_test(the_strip_wanders),
        cmocka_unit_test(cards_stay_as_long_as_they_are_read),
        cmocka_unit_test(pages_hold_a_few_rows),
        cmocka_unit_test(equal_input_gives_equal_ids),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
