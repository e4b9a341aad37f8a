/* dateline.c - place, day and agency at the head of a report. Floor 3. Any thread. Knows no names
 * of agencies or places: the form tells. */
#include "article/dateline.h"

#include "article/stamp.h"
#include "base/utf8.h"

enum { HEAD_MAX = 120, PART_MAX = 90, PARTS_MAX = 3, PLACE_WORDS_MAX = 5, AGENCY_WORDS_MAX = 4 };
enum { REST_MIN = 40, SIGN_MIN = 3, SIGN_MAX = 4, ORIGIN_MAX = 48 };

enum part_has { HAS_AGENCY = 1, HAS_DAY = 2, HAS_PLACE = 4, HAS_CAPITALS = 8 };

struct part {
    unsigned has;
    struct article_day day;
    struct span place, agency;
};

/* Bytes of the mark that ends a part at offset i: a dash between spaces or at the end, ".-";
 * 0: none. */
static size_t dash_at(struct span line, size_t i)
{
    static const char *const dashes[] = {"-", "\u2013", "\u2014", "--"};
    struct span rest = span_from(line, i);
    if (rest.p[0] == '.' && span_starts(rest, ".-"))
        return 2;
    if (rest.p[0] != ' ' && !(i > 0 && (line.p[i - 1] == ')' || line.p[i - 1] == '/')))
        return 0;
    char sign = rest.p[rest.p[0] == ' ' && rest.n > 1];
    if (sign != dashes[0][0] && sign != dashes[1][0])
        return 0;
    size_t space = rest.p[0] == ' ';
    for (size_t d = sizeof(dashes) / sizeof(dashes[0]); d-- > 0;) {
        struct span dash = span_of(dashes[d]);
        struct span after = span_from(rest, space + dash.n);
        if (span_starts(span_from(rest, space), dashes[d]) &&
            (after.n == 0 || ascii_space(after.p[0]) || !space))
            return space + dash.n;
    }
    return 0;
}

/* Where the first part ends and how long its mark is; false when no part ends in the head. */
static bool find_part(struct span line, bool dated, size_t *end, size_t *mark)
{
    for (size_t i = 1; i < line.n && i < HEAD_MAX; i++) {
        *end = i;
        *mark = dash_at(line, i);
        bool colon = line.p[i] == ':' && i + 1 < line.n && line.p[i + 1] == ' ';
        bool stop = line.p[i] == '.' && (i + 1 == line.n || line.p[i + 1] == ' ') &&
                    (dated || line.p[i - 1] == '/');
        if (*mark == 0 && (colon || stop))
            *mark = 1;
        if (*mark > 0)
            return true;
    }
    return false;
}

/* Cuts "(Agency)" or "/AGENCY/" out of the part. */
static struct span cut_agency(struct span *part)
{
    struct span s = span_trim(*part);
    size_t open = span_find_byte(s, '('), close = span_find_byte(s, ')');
    if (open == SIZE_MAX) {
        open = span_find_byte(s, '/');
        close = open == SIZE_MAX ? SIZE_MAX : span_find_byte(span_from(s, open + 1), '/');
        close = close == SIZE_MAX ? SIZE_MAX : close + open + 1;
    }
    if (open == SIZE_MAX || close == SIZE_MAX || close <= open)
        return span_of(NULL);
    struct span inside = span_trim(span_sub(s, open + 1, close - open - 1));
    bool last = close + 1 >= s.n;
    if (!last && open != 0)
        return span_of(NULL);
    *part = last ? span_sub(s, 0, open) : span_from(s, close + 1);
    return inside;
}

/* Counts words; false when one begins with a small letter or a digit. all: every letter is a
 * capital one; a script without capitals has none. */
static bool capitalised(struct span s, size_t *words, bool *all)
{
    *all = false;
    bool begins = true, any = false, other = false;
    *words = 0;
    while (s.n > 0) {
        uint32_t cp = utf8_next(&s);
        bool letter = utf8_is_letter(cp);
        if (letter && begins) {
            ++*words;
            if (utf8_is_lower(cp))
                return false;
        }
        if (begins && utf8_is_digit(cp))
            return false;
        any = any || utf8_is_upper(cp);
        other = other || (letter && !utf8_is_upper(cp));
        begins = utf8_is_space(cp) || cp == '/' || cp == ',';
    }
    *all = any && !other;
    return true;
}

/* Agencies that write themselves in small letters: "dpa", "dpa/lnw". */
static bool is_small_sign(struct span s)
{
    struct span sign;
    bool any = false;
    while (span_split(&s, '/', &sign)) {
        if (sign.n < SIGN_MIN || sign.n > SIGN_MAX)
            return false;
        for (size_t i = 0; i < sign.n; i++)
            if (sign.p[i] < 'a' || sign.p[i] > 'z')
                return false;
        any = true;
    }
    return any;
}

static bool read_agency(struct span s, struct part *out)
{
    size_t words;
    bool all;
    if (s.n == 0)
        return true;
    bool named = capitalised(s, &words, &all) && words > 0 && words <= AGENCY_WORDS_MAX;
    if (!named && !is_small_sign(s))
        return false;
    out->agency = s;
    out->has |= HAS_AGENCY;
    return true;
}

static struct span trim_marks(struct span s)
{
    s = span_trim(s);
    while (s.n > 0 && (s.p[s.n - 1] == ',' || s.p[s.n - 1] == '.' || s.p[s.n - 1] == ';'))
        s = span_trim(span_sub(s, 0, s.n - 1));
    return s;
}

/* Is the last word of s in the list? *from: where it begins. */
static bool ends_in(struct span s, const struct tongues *t, const char *list, size_t *from)
{
    struct buf lower;
    bool found = false;
    *from = s.n;
    while (*from > 0 && !ascii_space(s.p[*from - 1]))
        --*from;
    buf_init(&lower, 2 * PART_MAX);
    if (!utf8_put_lower(&lower, span_from(s, *from)))
        found = tongues_find(t, list, buf_span(&lower), NULL);
    buf_finish(&lower);
    return found;
}

static bool read_part(struct span s, const struct tongues *t, struct part *out)
{
    struct stamp stamp;
    size_t words, from;
    bool all;
    *out = (struct part){.day = stamp_no_day()};
    if (s.n > PART_MAX || !read_agency(cut_agency(&s), out))
        return false;
    stamp_read(s, t, &stamp);
    out->day = stamp.day;
    out->has |= stamp_has_day(&stamp.day) ? HAS_DAY : 0;
    out->place = trim_marks(stamp.others);
    if (stamp_has_day(&stamp.day) && ends_in(out->place, t, "date-words", &from) && from > 0)
        out->place = trim_marks(span_sub(out->place, 0, from)); /* "الزهراء في 20 نوفمبر" */
    if (out->place.n == 0)
        return out->has != 0;
    if (!capitalised(out->place, &words, &all) || words == 0 || words > PLACE_WORDS_MAX)
        return false;
    out->has |= HAS_PLACE | (all && out->place.n > 2 ? HAS_CAPITALS : 0);
    return true;
}

static void take_part(struct dateline *out, const struct part *p)
{
    if (p->has & HAS_DAY)
        out->day = p->day;
    if (p->has & HAS_AGENCY)
        out->agency = p->agency;
    if ((p->has & HAS_PLACE) && out->place.n == 0)
        out->place = p->place;
    else if ((p->has & HAS_PLACE) && out->agency.n == 0)
        out->agency = p->place;
}

/* A bare place before a dash, and then a sentence. */
static bool bare_place(const struct part *p, struct span line, size_t end, size_t mark)
{
    struct span rest = span_trim(span_from(line, end + mark));
    struct span head = rest;
    size_t words;
    bool all;
    if (p->has != HAS_PLACE || mark < 2 || rest.n < REST_MIN)
        return false;
    uint32_t cp = utf8_next(&head);
    return capitalised(p->place, &words, &all) && words <= 3 &&
           (utf8_is_upper(cp) || utf8_is_punct(cp) || utf8_is_digit(cp));
}

/* Bytes of a mark of origin in wide brackets at the front: "【本报讯】", "（记者 林雪）"; 0: none.
 */
static size_t origin_bytes(struct span line)
{
    static const struct span pairs[][2] = {{SPAN("\u3010"), SPAN("\u3011")},
                                           {SPAN("\uff08"), SPAN("\uff09")}};
    for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
        struct span close = pairs[i][1];
        size_t end = span_starts(line, pairs[i][0].p) ? span_find(line, close) : SIZE_MAX;
        if (end < ORIGIN_MAX && end + close.n < line.n)
            return end + close.n;
    }
    return 0;
}

/* Behind a dash an agency may still stand: "18 июня — СИА. ...", but not "Gov. Lena Pell". */
static bool agency_follows(const struct dateline *d, struct span part, const struct tongues *t)
{
    size_t from;
    return d->agency.n == 0 && !ends_in(part, t, "abbreviations", &from);
}

void dateline_read(struct span line, bool first, const struct tongues *t, struct dateline *out)
{
    size_t at = first ? origin_bytes(line) : 0;
    bool dashed = false;
    *out = (struct dateline){.day = stamp_no_day(), .n = at};
    for (int parts = 0; parts < PARTS_MAX; parts++) {
        struct span rest = span_from(line, at);
        struct part p;
        size_t end, mark;
        if (!find_part(rest, stamp_has_day(&out->day), &end, &mark) ||
            !read_part(span_sub(rest, 0, end), t, &p))
            break;
        bool colon = rest.p[end] == ':';
        bool sure = p.has & (HAS_AGENCY | HAS_DAY);
        bool capitals = (p.has & HAS_CAPITALS) && (mark > 1 || colon);
        bool more = parts > 0 && rest.p[end] == '.' &&
                    (!dashed || agency_follows(out, span_sub(rest, 0, end), t));
        if ((!sure || (colon && !(p.has & HAS_CAPITALS))) && !capitals && !more &&
            !(first && parts == 0 && bare_place(&p, rest, end, mark)))
            break;
        take_part(out, &p);
        dashed = rest.p[end] != '.' && !colon;
        at += end + mark;
        while (at < line.n && ascii_space(line.p[at]))
            at++;
        out->n = at;
    }
}
