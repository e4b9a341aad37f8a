/* label.c - the words around the news. Floor 7. Any thread. Knows no news. */
#include "view/label.h"

#include <stdio.h>

const char *const label_lists[] = {"labels", "ages", "wall", NULL};

static const struct span ENGLISH = SPAN("en");

enum { LABEL_KEY_MAX = 64, LANG_MAX = 8, AHEAD_MAX = 600, DAYS_MAX = 100, DAY_BYTES = 10 };

/* "pt" of "PT-BR": as the files are named. */
static struct span first_part(struct span lang, char room[LANG_MAX])
{
    size_t n = 0;
    for (; n < lang.n && n < LANG_MAX && ascii_alpha(lang.p[n]); n++)
        room[n] = ascii_lower(lang.p[n]);
    return span_make(room, n);
}

static bool find_in(const struct words *w, struct span lang, const char *list, struct span key,
                    struct span *value)
{
    return w && lang.n && words_find(w, lang, list, key, value) && value->n > 0;
}

static bool find_own(const struct words *w, struct span lang, const char *list, const char *key,
                     struct span *value)
{
    char room[LANG_MAX];
    return find_in(w, lang, list, span_of(key), value) ||
           find_in(w, first_part(lang, room), list, span_of(key), value);
}

struct span label_find(const struct words *w, struct span lang, struct span other, const char *list,
                       const char *key)
{
    struct span value;
    if (find_own(w, lang, list, key, &value) || find_own(w, other, list, key, &value) ||
        find_own(w, ENGLISH, list, key, &value))
        return value;
    return span_of(key);
}

/* Unicode CLDR, "Language Plural Rules", for whole numbers; which rule a language follows is
 * said by its [wall] plural. */
static const char *plural_slavic(size_t n)
{
    if (n % 10 == 1 && n % 100 != 11)
        return "one";
    return n % 10 >= 2 && n % 10 <= 4 && (n % 100 < 12 || n % 100 > 14) ? "few" : "many";
}

static const char *plural_polish(size_t n)
{
    return n == 1 ? "one" : n % 10 == 1 ? "many" : plural_slavic(n);
}

static const char *plural_arabic(size_t n)
{
    static const char *const small[] = {"zero", "one", "two"};
    if (n < 3)
        return small[n];
    return n % 100 >= 3 && n % 100 <= 10 ? "few" : n % 100 >= 11 ? "many" : "other";
}

static const char *plural_hebrew(size_t n)
{
    return n == 1 ? "one" : n == 2 ? "two" : "other";
}

static const char *plural_french(size_t n)
{
    return n < 2 ? "one" : "other";
}

static const char *plural_english(size_t n)
{
    return n == 1 ? "one" : "other";
}

static const char *plural(const struct words *w, struct span lang, size_t n)
{
    static const struct {
        const char *name;
        const char *(*rule)(size_t n);
    } rules[] = {{"slavic", plural_slavic},
                 {"polish", plural_polish},
                 {"arabic", plural_arabic},
                 {"hebrew", plural_hebrew},
                 {"french", plural_french}};
    struct span name;
    if (find_own(w, lang, "wall", "plural", &name))
        for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
            if (span_is(name, rules[i].name))
                return rules[i].rule(n);
    return plural_english(n);
}

/* pattern with what stands in braces put in: "{n} min". Unknown names are left out. */
struct filler {
    const char *name;
    struct span value;
};

static void put_filled(struct span pattern, const struct filler *fillers, size_t n, struct buf *out)
{
    while (pattern.n) {
        size_t open = span_find_byte(pattern, '{');
        buf_put(out, span_sub(pattern, 0, open));
        if (open == SIZE_MAX)
            return;
        struct span rest = span_from(pattern, open + 1), name;
        span_split(&rest, '}', &name);
        for (size_t i = 0; i < n; i++)
            if (span_is(name, fillers[i].name))
                buf_put(out, fillers[i].value);
        pattern = rest;
    }
}

/* list's "key-CATEGORY" for this number, else "key", with {n} filled in. */
static void put_counted(const struct words *w, struct span lang, const char *list, const char *key,
                        size_t n, struct buf *out)
{
    char exact[LABEL_KEY_MAX], digits[24];
    struct span pattern;
    snprintf(exact, sizeof exact, "%s-%s", key, plural(w, lang, n));
    if (!find_own(w, lang, list, exact, &pattern))
        pattern = label_find(w, lang, ENGLISH, list, key);
    snprintf(digits, sizeof digits, "%zu", n);
    put_filled(pattern, &(struct filler){"n", span_of(digits)}, 1, out);
}

/* What is older than a season has its day instead of an age, in the form that is read alike
 * everywhere (ISO 8601). */
static void put_day(int64_t moment, struct buf *out)
{
    char iso[WHEN_ISO_MAX];
    when_iso(moment, iso);
    buf_put(out, span_sub(span_of(iso), 0, DAY_BYTES));
}

void label_age(const struct words *w, struct span lang, int64_t moment, int64_t now,
               struct buf *out)
{
    if (moment == WHEN_NONE || moment > now + AHEAD_MAX)
        return;
    int64_t age = now > moment ? now - moment : 0;
    if (age < 60)
        buf_put(out, label_find(w, lang, ENGLISH, "ages", "now"));
    else if (age < 3600)
        put_counted(w, lang, "ages", "minutes", (size_t)(age / 60), out);
    else if (age < WHEN_DAY)
        put_counted(w, lang, "ages", "hours", (size_t)(age / 3600), out);
    else if (age < (int64_t)DAYS_MAX * WHEN_DAY)
        put_counted(w, lang, "ages", "days", (size_t)(age / WHEN_DAY), out);
    else
        put_day(moment, out);
}

void label_more(const struct words *w, struct span lang, size_t n, struct buf *out)
{
    put_counted(w, lang, "wall", "more", n, out);
}

/* The i-th of the words of a value, which are parted by spaces. */
static struct span nth_word(struct span words, int i)
{
    struct span word = {0};
    while (i-- >= 0)
        if (!span_split(&words, ' ', &word))
            return (struct span){0};
    return word;
}

void label_date(const struct words *w, struct span lang, const struct when_civil *day,
                struct buf *out)
{
    char number[16], month[16];
    snprintf(number, sizeof number, "%d", day->day);
    snprintf(month, sizeof month, "%d", day->month);
    const struct filler fillers[] = {
        {"weekday", nth_word(label_find(w, lang, ENGLISH, "wall", "weekdays"), day->weekday)},
        {"day", span_of(number)},
        {"month", nth_word(label_find(w, lang, ENGLISH, "wall", "months"), day->month - 1)},
        {"m", span_of(month)}};
    put_filled(label_find(w, lang, ENGLISH, "wall", "date"), fillers,
               sizeof fillers / sizeof *fillers, out);
}

bool label_is_rtl(struct span lang)
{
    static const char *const rtl[] = {"ar", "he", "fa", "ur", "yi", "ps", "sd", "ug", "dv", "ckb"};
    char room[LANG_MAX];
    struct span part = first_part(lang, room);
    for (size_t i = 0; i < sizeof rtl / sizeof *rtl; i++)
        if (span_is(part, rtl[i]))
            return true;
    return false;
}
