/* What holds for any story on any picture: no text leaves the picture, no two texts overlap, the
 * headline is there. Stories and sizes are random, the seed is fixed. */
#include "unit.h"

#include <string.h>

#include "base/arena.h"
#include "base/when.h"
#include "measure.h"

enum { ROUNDS = 3000, TEXT_MAX = 900, SEED = 20261121 };

static const char *const WORDS[] = {
    "tide",
    "harbour",
    "a",
    "of",
    "ferry",
    "lighthouse-keeper",
    "4.9",
    "2026",
    "Störche",
    "unwahrscheinlichkeitsberechnungsvorschrift",
    "“quiet”",
    "маяк",
    "новости,",
    "قارب",
    "الميناء،",
    "ספינה",
    "時計塔を修復した。",
    "「鐘」",
    "图书馆，",
    "다리가",
    "पुस्तकालय",
    "e\xcc\x81\xcc\x82te",
    "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x9a\x80",
    "(brackets)",
    "100%",
    "10\xc2\xa0km",
};
enum { WORDS_N = sizeof WORDS / sizeof *WORDS };

static const char *const THEMES[] = {"night", "day", "paper", "contrast", "amber"};

/* A linear congruential generator with the constants of Knuth's MMIX. */
static unsigned roll(uint64_t *seed, unsigned below)
{
    *seed = *seed * 6364136223846793005U + 1442695040888963407U;
    return (unsigned)(*seed >> 33) % below;
}

static struct span random_text(uint64_t *seed, unsigned words, struct arena *a)
{
    char text[TEXT_MAX] = "";
    unsigned first = roll(seed, WORDS_N);
    for (unsigned i = 0; i < words; i++) {
        const char *word = WORDS[i ? roll(seed, WORDS_N) : first];
        if (strlen(text) + strlen(word) + 2 < sizeof text) {
            strcat(text, i ? " " : "");
            strcat(text, word);
        }
    }
    return arena_copy(a, span_of(text));
}

static struct story random_story(uint64_t *seed, struct arena *a)
{
    struct story s = {.published = roll(seed, 3) ? (int64_t)roll(seed, 100000000) : WHEN_NONE,
                      .expires = WHEN_NONE,
                      .priority = roll(seed, 4) ? STORY_NORMAL : STORY_BREAKING,
                      .colour = roll(seed, 2) ? roll(seed, 0xffffff) : 0};
    s.headline = random_text(seed, 1 + roll(seed, roll(seed, 5) ? 14 : 60), a);
    s.n_facts = roll(seed, STORY_FACTS_MAX + 1);
    s.facts = arena_array(a, STORY_FACTS_MAX, sizeof *s.facts);
    for (size_t i = 0; i < s.n_facts; i++)
        s.facts[i] = (struct fact){.kind = (enum fact_kind)roll(seed, FACT_KINDS),
                                   .text = random_text(seed, 1 + roll(seed, 30), a)};
    s.n_tellings = roll(seed, 5);
    s.tellings = arena_array(a, STORY_TELLINGS_MAX, sizeof *s.tellings);
    for (size_t i = 0; i < s.n_tellings; i++)
        s.tellings[i] = (struct telling){.name = random_text(seed, roll(seed, 6), a),
                                         .link = span_of("https://harbour-post.example/story")};
    return s;
}

static bool is_mark(const struct draw_cmd *c)
{
    return c->kind == DRAW_TEXT || c->kind == DRAW_QR;
}

static void assert_boxes(const struct draw_list *d, const struct layout_opts *o)
{
    for (size_t i = 0; i < d->n; i++) {
        struct box a = d->cmds[i].box;
        if (!is_mark(&d->cmds[i]))
            continue;
        assert_true(a.x >= 0 && a.y >= 0 && a.x + a.w <= d->w && a.y + a.h <= d->h);
        for (size_t j = 0; j < i; j++) {
            struct box b = d->cmds[j].box;
            bool apart = a.x >= b.x + b.w || b.x >= a.x + a.w || a.y >= b.y + b.h ||
                         b.y >= a.y + a.h || !is_mark(&d->cmds[j]) ||
                         (d->cmds[i].kind == DRAW_QR &&
                          d->cmds[j].kind == DRAW_QR); /* drawn again over lamps */
            if (!apart)
                print_error("%dx%d: \"%.*s\" over \"%.*s\"\n", o->w, o->h, (int)d->cmds[i].text.n,
                            d->cmds[i].text.p, (int)d->cmds[j].text.n, d->cmds[j].text.p);
            assert_true(apart);
        }
    }
}

/* What a text stands on: the last fill under its middle. */
static uint32_t ground_of(const struct draw_list *d, size_t text)
{
    struct box b = d->cmds[text].box;
    int x = b.x + b.w / 2, y = b.y + b.h / 2;
    uint32_t ground = d->back;
    for (size_t i = 0; i < text; i++) {
        struct box f = d->cmds[i].box;
        if (d->cmds[i].kind == DRAW_FILL && x >= f.x && x < f.x + f.w && y >= f.y && y < f.y + f.h)
            ground = d->cmds[i].colour;
    }
    return ground;
}

/* Readable, not cut by its box, and inside what every screen shows (EBU R 95: 3.5 % of each side
 * may be hidden). */
static void assert_text(const struct draw_list *d, size_t i, bool still)
{
    const struct draw_cmd *c = &d->cmds[i];
    if (c->kind != DRAW_TEXT)
        return;
    double contrast = theme_contrast(c->colour, ground_of(d, i));
    if (contrast < 4.5)
        print_error("\"%.*s\": contrast %.2f\n", (int)c->text.n, c->text.p, contrast);
    assert_true(contrast >= 4.5);
    assert_true(measure_width(NULL, c->text, c->lang, c->style) <= c->box.w);
    int x = d->w * 35 / 1000, y = d->h * 35 / 1000;
    bool safe = c->box.x >= x && c->box.x + c->box.w <= d->w - x && c->box.y >= y &&
                c->box.y + c->box.h <= d->h - y;
    if (still && !safe)
        print_error("%dx%d: %d,%d %dx%d \"%.*s\"\n", d->w, d->h, c->box.x, c->box.y, c->box.w,
                    c->box.h, (int)c->text.n, c->text.p);
    assert_true(!still || safe);
}

static void assert_texts(const struct draw_list *d, bool still)
{
    for (size_t i = 0; i < d->n; i++)
        assert_text(d, i, still);
}

static struct span without_spaces(struct span s)
{
    while (s.n) {
        struct span rest = s;
        if (!utf8_is_space(utf8_next(&rest)))
            return s;
        s = rest;
    }
    return s;
}

/* Lines one after the other give the headline, or a head of it and an ellipsis. */
static bool headline_from(const struct draw_list *d, size_t first, struct span headline)
{
    struct span rest = without_spaces(headline);
    for (size_t i = first; i < d->n && rest.n; i++) {
        struct span line = d->cmds[i].text;
        if (d->cmds[i].kind != DRAW_TEXT || d->cmds[i].style.weight != TYPE_BOLD)
            continue;
        if (span_ends(line, "\xe2\x80\xa6") &&
            span_eq(span_sub(rest, 0, line.n - 3), span_sub(line, 0, line.n - 3)))
            return true;
        if (!span_eq(span_sub(rest, 0, line.n), line) && span_ends(line, "-"))
            line.n--; /* within a word too long for a line */
        if (!span_eq(span_sub(rest, 0, line.n), line))
            return false;
        rest = without_spaces(span_from(rest, line.n));
    }
    return rest.n == 0;
}

static bool has_headline(const struct draw_list *d, struct span headline)
{
    for (size_t i = 0; i < d->n; i++)
        if (d->cmds[i].kind == DRAW_TEXT && headline_from(d, i, headline))
            return true;
    return false;
}

static struct layout_opts random_opts(uint64_t *seed, const struct theme *theme,
                                      const struct words *words)
{
    static const char *const langs[] = {"en", "ar", "de", "ja", "xx", ""};
    struct layout_opts o = {.kind = roll(seed, 3) ? LAYOUT_BOARD : LAYOUT_LIST,
                            .w = 320 + (int)roll(seed, 3600),
                            .h = 180 + (int)roll(seed, 2000),
                            .theme = theme,
                            .measure = &MEASURE,
                            .words = words,
                            .lang = span_of(langs[roll(seed, 6)]),
                            .title = span_of("Town hall of the lower harbour and all islands")};
    if (o.w > 6 * o.h)
        o.w = 6 * o.h;
    if (o.h > 2 * o.w)
        o.h = 2 * o.w;
    return o;
}

static void any_story_on_any_picture(void **state)
{
    (void)state;
    struct theme theme;
    struct why why;
    struct draw_list list;
    struct words *words = words_load(TEST_ASSETS "/words", &why);
    struct arena *arena = arena_create(1024 * 1024);
    uint64_t seed = SEED;
    assert_non_null(words);
    assert_non_null(arena);
    assert_int_equal(drawlist_init(&list, 1, 1), ERR_OK);
    for (int i = 0; i < ROUNDS; i++, arena_reset(arena)) {
        assert_int_equal(theme_load(TEST_ASSETS, THEMES[i % 5], &theme, &why), ERR_OK);
        struct layout_opts o = random_opts(&seed, &theme, words);
        struct layout_now now = {.now = 100000000, .clock_known = true};
        struct story story = random_story(&seed, arena);
        const struct story *next[] = {&story};
        theme.scale = 0.4 + roll(&seed, 21) / 10.0; /* by distance */
        layout_still(&o, &now, &story, next, 1, &list);
        assert_false(list.failed);
        assert_boxes(&list, &o);
        assert_texts(&list, true);
        if (!has_headline(&list, story.headline))
            print_error("%dx%d: %.*s\n", o.w, o.h, (int)story.headline.n, story.headline.p);
        assert_true(has_headline(&list, story.headline));
        o.kind = LAYOUT_CRAWL;
        layout_still(&o, &now, NULL, NULL, 0, &list);
        assert_boxes(&list, &o);
        assert_texts(&list, true);
        o.kind = roll(&seed, 2) ? LAYOUT_CRAWL : LAYOUT_BOARD;
        layout_item(&o, &now, &story, &list);
        assert_boxes(&list, &o);
        assert_texts(&list, false);
        assert_true(has_headline(&list, story.headline));
    }
    drawlist_finish(&list);
    words_destroy(words);
    arena_destroy(arena);
}

static void tiny_pictures_do_no_harm(void **state)
{
    (void)state;
    struct theme theme;
    struct draw_list list;
    struct arena *arena = arena_create(1024 * 1024);
    uint64_t seed = SEED;
    theme_default(&theme);
    assert_int_equal(drawlist_init(&list, 1, 1), ERR_OK);
    for (int i = 0; i < ROUNDS / 10; i++, arena_reset(arena)) {
        struct layout_opts o = random_opts(&seed, &theme, NULL);
        struct layout_now now = {.progress = 5000, .state = STATE_OFFLINE};
        struct story story = random_story(&seed, arena);
        const struct story *next[] = {&story, &story, &story};
        o.kind = (enum layout_kind)roll(&seed, 3);
        o.w = 1 + (int)roll(&seed, 200);
        o.h = 1 + (int)roll(&seed, 120);
        o.shift_x = (int)roll(&seed, 9) - 4;
        o.shift_y = (int)roll(&seed, 9) - 4;
        layout_still(&o, &now, &story, next, 3, &list);
        assert_boxes(&list, &o);
        layout_ticking(&o, &now, &story, &list);
        assert_boxes(&list, &o);
        layout_still(&o, &now, NULL, NULL, 0, &list);
        assert_boxes(&list, &o);
    }
    drawlist_finish(&list);
    arena_destroy(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_story_on_any_picture),
        cmocka_unit_test(tiny_pictures_do_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
