/* hours.c - when the screen shows, is dimmed, is blank. Floor 6. Any thread. Knows no clock. */
#include "play/hours.h"

enum { DAY_MINUTES = 24 * 60, ALL_DAYS = 0x7f };

static bool parse_day(struct span word, int *day)
{
    static const char *const names[] = {"sun", "mon", "tue", "wed", "thu", "fri", "sat"};
    for (int i = 0; i < 7; i++)
        if (span_is_nocase(word, names[i])) {
            *day = i;
            return true;
        }
    return false;
}

/* "sat" or "mon-fri" (over the end of the week too: "sat-mon"). */
static bool parse_days(struct span word, unsigned *days)
{
    struct span rest = word, piece;
    int first, last;
    if (!span_split(&rest, '-', &piece) || !parse_day(piece, &first))
        return false;
    last = first;
    if (rest.p && !parse_day(rest, &last))
        return false;
    for (int day = first;; day = (day + 1) % 7) {
        *days |= 1U << day;
        if (day == last)
            return true;
    }
}

/* "7:00" to "24:00". */
static bool parse_time(struct span word, int *minutes)
{
    struct span rest = word, piece;
    uint64_t hour, minute;
    if (!span_split(&rest, ':', &piece) || rest.n != 2)
        return false;
    if (!span_uint(piece, 24, &hour) || !span_uint(rest, 59, &minute))
        return false;
    *minutes = (int)(hour * 60 + minute);
    return *minutes <= DAY_MINUTES;
}

static bool parse_times(struct span word, struct hours_rule *rule)
{
    struct span rest = word, piece;
    return span_split(&rest, '-', &piece) && parse_time(piece, &rule->from) &&
           rule->from < DAY_MINUTES && parse_time(rest, &rule->until);
}

/* Days, then times; without days every day, without times the whole day. */
static bool parse_rule(struct span text, struct hours_rule *rule)
{
    struct span rest = text, word;
    bool timed = false;
    *rule = (struct hours_rule){.until = DAY_MINUTES};
    while (span_split(&rest, ' ', &word)) {
        if (word.n == 0)
            continue;
        if (timed)
            return false;
        timed = parse_times(word, rule);
        if (!timed && !parse_days(word, &rule->days))
            return false;
    }
    if (!timed && !rule->days)
        return false;
    if (!rule->days)
        rule->days = ALL_DAYS;
    return true;
}

static enum err parse_rules(struct span text, struct hours_rule *rules, size_t *n, struct why *why)
{
    struct span rest = span_trim(text), piece;
    *n = 0;
    if (rest.n == 0)
        return ERR_OK;
    while (span_split(&rest, ',', &piece)) {
        if (*n == HOURS_RULES_MAX)
            return why_set(why, ERR_TOO_BIG, 0, "more than %d time ranges", HOURS_RULES_MAX);
        if (!parse_rule(piece, &rules[*n]))
            return why_set(why, ERR_SYNTAX, 0, "\"%.*s\" is not like \"mon-fri 07:00-22:00\"",
                           piece.n < 80 ? (int)piece.n : 80, piece.n ? piece.p : "");
        (*n)++;
    }
    return ERR_OK;
}

enum err hours_parse(struct span show, struct span dim, struct hours *out, struct why *why)
{
    *out = (struct hours){0};
    enum err e = parse_rules(show, out->show, &out->n_show, why);
    if (!e)
        e = parse_rules(dim, out->dim, &out->n_dim, why);
    if (e)
        *out = (struct hours){0};
    return e;
}

static bool has_day(const struct hours_rule *r, int weekday)
{
    return r->days >> weekday & 1;
}

static bool applies(const struct hours_rule *r, int weekday, int minute)
{
    if (r->from < r->until)
        return has_day(r, weekday) && minute >= r->from && minute < r->until;
    /* Over midnight: the evening of its day or the morning after. */
    return (has_day(r, weekday) && minute >= r->from) ||
           (has_day(r, (weekday + 6) % 7) && minute < r->until);
}

static bool any_applies(const struct hours_rule *rules, size_t n, int weekday, int minute)
{
    for (size_t i = 0; i < n; i++)
        if (applies(&rules[i], weekday, minute))
            return true;
    return false;
}

enum hours_state hours_at(const struct hours *h, int weekday, int minute)
{
    if (h->n_show && !any_applies(h->show, h->n_show, weekday, minute))
        return HOURS_BLANK;
    return any_applies(h->dim, h->n_dim, weekday, minute) ? HOURS_DIM : HOURS_SHOW;
}
