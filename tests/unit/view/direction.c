/* Mixed directions: each text of a story runs its own way, whatever stands beside it. */
#include "unit.h"

#include "measure.h"
#include "view/layout.h"
#include "view/sheet.h"

enum { W = 1280, H = 720, NOW = 1795269900, FACTS = 3 };

static struct words *words;
static struct theme theme;

static int start(void **state)
{
    (void)state;
    theme_default(&theme);
    words = words_load(TEST_ASSETS "/words", NULL);
    return words ? 0 : -1;
}

static int stop(void **state)
{
    (void)state;
    words_destroy(words);
    return 0;
}

static void a_text_runs_as_what_is_around_it_where_it_can(void **state)
{
    static const struct {
        const char *text;
        enum direction around, want;
    } cases[] = {
        {"IBM הודיעה על רווח", DIRECTION_RTL, DIRECTION_RTL},
        {"Apple Inc. (USA)", DIRECTION_RTL, DIRECTION_LTR},
        {"82.5 (+1.3%)", DIRECTION_RTL, DIRECTION_RTL},
        {"82.5 (+1.3%)", DIRECTION_LTR, DIRECTION_LTR},
        {"محمد and others", DIRECTION_LTR, DIRECTION_LTR},
        {"«خبر»", DIRECTION_LTR, DIRECTION_RTL},
        {"", DIRECTION_RTL, DIRECTION_RTL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(sheet_direction_in(span_of(cases[i].text), cases[i].around),
                         cases[i].want);
}

static struct story story_of(struct fact facts[FACTS], struct telling *outlet)
{
    facts[0] = (struct fact){.kind = FACT_WHO, .text = SPAN("Apple Inc. (USA)")};
    facts[1] = (struct fact){.kind = FACT_WHAT, .text = SPAN("IBM הרוויחה 82.5 (+1.3%)")};
    facts[2] = (struct fact){.kind = FACT_NUMBER, .text = SPAN("-5%")};
    *outlet = (struct telling){.name = SPAN("Pier 4 Post"), .published = NOW};
    return (struct story){.id = SPAN("1"),
                          .lang = SPAN("he"),
                          .headline = SPAN("IBM הודיעה על רווח"),
                          .facts = facts,
                          .n_facts = FACTS,
                          .tellings = outlet,
                          .n_tellings = 1,
                          .published = NOW,
                          .updated = NOW,
                          .expires = NOW + 3600};
}

static enum direction direction_of(const struct draw_list *list, const char *text)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->cmds[i].kind == DRAW_TEXT && span_is(list->cmds[i].text, text))
            return list->cmds[i].direction;
    print_error("not drawn: %s\n", text);
    fail();
    return DIRECTION_LTR;
}

static void check(const struct draw_list *list)
{
    assert_int_equal(direction_of(list, "Pier 4 Post"), DIRECTION_LTR);
    assert_int_equal(direction_of(list, "IBM הודיעה על רווח"), DIRECTION_RTL);
    assert_int_equal(direction_of(list, "Apple Inc. (USA)"), DIRECTION_LTR);
    assert_int_equal(direction_of(list, "IBM הרוויחה 82.5 (+1.3%)"), DIRECTION_RTL);
    assert_int_equal(direction_of(list, "-5%"), DIRECTION_RTL);
}

static void item_and_card_isolate_their_texts(void **state)
{
    struct fact facts[FACTS];
    struct telling outlet;
    struct story story = story_of(facts, &outlet);
    struct layout_opts o = {
        .w = W, .h = H, .theme = &theme, .measure = &MEASURE, .words = words, .lang = SPAN("en")};
    struct layout_now now = {.now = NOW, .clock_known = true};
    struct draw_list list;
    (void)state;
    assert_int_equal(drawlist_init(&list, W, H), ERR_OK);
    o.kind = LAYOUT_CRAWL;
    layout_item(&o, &now, &story, &list);
    check(&list);
    drawlist_reset(&list, W, H);
    o.kind = LAYOUT_BOARD;
    layout_still(&o, &now, &story, NULL, 0, &list);
    check(&list);
    drawlist_finish(&list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_runs_as_what_is_around_it_where_it_can),
        cmocka_unit_test(item_and_card_isolate_their_texts),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
