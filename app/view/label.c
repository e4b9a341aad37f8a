/* label.c - the words around the news. Floor 7. Any thread. Knows no news. */
#include "view/label.h"

#include <stdio.h>
#include <string.h>

#include "view/plural.h"

const char *const label_lists[] = {"labels", "ages", "wall", NULL};

static const struct span ENGLISH = SPAN("en");

enum { LABEL_KEY_MAX = 64, LANG_MAX = 8, AHEAD_MAX = 600, DAYS_MAX = 100, DAY_BYTES = 10 };
enum { DIGITS_MAX = 20, DIGIT_BYTES = 4, DIGITS_BYTES = DIGITS_MAX * DIGIT_BYTES };

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

/* "us" of "en-US" or "en_US"; of more parts the last one of two letters ("tw" of "zh-Hant-TW"). */
static struct span region_of(struct span lang, char room[LANG_MAX])
{
    size_t end = lang.n, at = lang.n;
    while (at > 0 && end - at != 2) {
        at--;
        if (lang.p[at] == '-' || lang.p[at] == '_')
            end = at;
    }
    bool apart = at > 1 && (lang.p[at - 1] == '-' || lang.p[at - 1] == '_');
    return apart ? first_part(span_sub(lang, at, end - at), room) : (struct span){0};
}

/* An entry that the region has of its own ("date-us"), else the language's. */
static struct span find_regional(const struct words *w, struct span lang, const char *list,
                                 const char *key)
{
    char exact[LABEL_KEY_MAX], room[LANG_MAX];
    struct span region = region_of(lang, room), value;
    snprintf(exact, sizeof exact, "%s-%.*s", key, (int)region.n, region.n ? region.p : "");
    if (region.n && find_own(w, lang, list, exact, &value))
        return value;
    return label_find(w, lang, ENGLISH, list, key);
}

static const char *plural(const struct words *w, struct span lang, size_t n)
{
    struct span rule = {0};
    (void)find_own(w, lang, "wall", "plural", &rule);
    return plural_category(rule, n);
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

/* A number in the language's own digits, where it has them. room: DIGITS_BYTES. */
static struct span number(const struct words *w, struct span lang, size_t n, int least, char *room)
{
    char plain[DIGITS_MAX + 1];
    struct span digits, out = {room, 0};
    int len = snprintf(plain, sizeof plain, "%0*zu", least, n);
    bool own = find_own(w, lang, "wall", "digits", &digits) && digits.n % 10 == 0 &&
               digits.n <= (size_t)10 * DIGIT_BYTES;
    for (int i = 0; i < len; i++) {
        size_t each = own ? digits.n / 10 : 1;
        memcpy(room + out.n, own ? digits.p + (size_t)(plain[i] - '0') * each : plain + i, each);
        out.n += each;
    }
    return out;
}

/* list's "key-CATEGORY" for this number, else "key", with {n} filled in. */
static void put_counted(const struct words *w, struct span lang, const char *list, const char *key,
                        size_t n, struct buf *out)
{
    char exact[LABEL_KEY_MAX], digits[DIGITS_BYTES];
    struct span pattern;
    snprintf(exact, sizeof exact, "%s-%s", key, plural(w, lang, n));
    if (!find_own(w, lang, list, exact, &pattern))
        pattern = label_find(w, lang, ENGLISH, list, key);
    put_filled(pattern, &(struct filler){"n", number(w, lang, n, 1, digits)}, 1, out);
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
    char room[2][DIGITS_BYTES];
    const struct filler fillers[] = {
        {"weekday", nth_word(label_find(w, lang, ENGLISH, "wall", "weekdays"), day->weekday)},
        {"day", number(w, lang, (size_t)day->day, 1, room[0])},
        {"month", nth_word(label_find(w, lang, ENGLISH, "wall", "months"), day->month - 1)},
        {"m", number(w, lang, (size_t)day->month, 1, room[1])}};
    put_filled(find_regional(w, lang, "wall", "date"), fillers, sizeof fillers / sizeof *fillers,
               out);
}

void label_clock(const struct words *w, struct span lang, const struct when_civil *t,
                 struct buf *out)
{
    char room[4][DIGITS_BYTES];
    struct span pattern = find_regional(w, lang, "wall", "clock");
    size_t hour = (size_t)t->hour;
    const struct filler fillers[] = {
        {"hh", number(w, lang, hour, 2, room[0])},
        {"h", number(w, lang, hour, 1, room[1])},
        {"h12", number(w, lang, (hour + 11) % 12 + 1, 1, room[2])},
        {"mm", number(w, lang, (size_t)t->minute, 2, room[3])},
        {"ampm", label_find(w, lang, ENGLISH, "wall", hour < 12 ? "am" : "pm")}};
    put_filled(span_is(pattern, "clock") ? span_of("{hh}:{mm}") : pattern, fillers,
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
