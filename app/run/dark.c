/* dark.c - when the screen is dimmed or black. Floor 9. Any thread. Knows no clock. */
#include "run/dark.h"

#include "conf/option.h"
#include "run/line.h"

enum { MS = 1000, BLANK_MOST = 7 * WHEN_DAY };

/* The seconds of "30m"; says what is allowed where it is no time. */
static bool read_time(struct span word, struct buf *out, long *seconds)
{
    static const struct option_row row = {
        .key = "blank", .type = OPTION_DURATION, .min = 1, .max = BLANK_MOST};
    struct why why = {.text = ""};
    double number;
    if (option_check(&row, word, &number, &why) != ERR_OK) {
        (void)buf_printf(out, "error: %s; or on, off\n", why.text);
        return false;
    }
    *seconds = (long)number;
    return true;
}

bool dark_read(struct span line, struct buf *out, long *seconds)
{
    struct span verb, word = SPAN("on");
    if (!line_word(&line, &verb) || !span_is(verb, "blank"))
        return false;
    (void)line_word(&line, &word);
    *seconds = span_is(word, "on") ? DARK_ON : DARK_OFF;
    if (!span_is(word, "on") && !span_is(word, "off") && !read_time(word, out, seconds))
        return false;
    (void)buf_puts(out, "ok\n");
    return true;
}

void dark_ask(struct dark *d, long seconds, int64_t ms)
{
    d->until_ms = seconds == DARK_ON ? INT64_MAX : seconds > 0 ? ms + (int64_t)seconds * MS : 0;
}

void dark_toggle(struct dark *d, int64_t ms)
{
    dark_ask(d, d->until_ms > ms ? DARK_OFF : DARK_ON, ms);
}

enum hours_state dark_state(const struct dark *d, const struct scene_time *t)
{
    if (d->until_ms > t->ms)
        return HOURS_BLANK;
    if (!t->clock_known)
        return HOURS_SHOW;
    return hours_at(&d->hours, t->local.weekday, t->local.hour * 60 + t->local.minute);
}
