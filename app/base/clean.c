/* clean.c - what may reach a screen. Floor 0. Any thread. Knows no markup.
 *
 * Three steps: drop what never may pass and what stands where it has no use; NFC; then cut what
 * normalising made too long. Plain text is done after the first. */
#include "base/clean.h"

#include <utf8proc.h>

#include "base/utf8.h"

enum { GROWTH = 3 };     /* most that repair and NFC make of a byte */
enum { ROUNDS_MAX = 4 }; /* cutting may bring together what joins: rare, and soon over */
enum { VIRAMA_CLASS = 9 };
enum { PARTS_MAX = 4 };     /* code points of a canonical decomposition */
enum { FLAG_TAGS_MAX = 6 }; /* letters in a tag sequence (UTS #51, ED-14a) */

enum {
    ZWNJ = 0x200c,
    ZWJ = 0x200d,
    BLACK_FLAG = 0x1f3f4,
    TAG_END = 0xe007f,
};

/* What stands between the last kept code point and the next. */
enum gap { GAP_NONE, GAP_SPACE, GAP_LINE, GAP_PARAGRAPH };

struct filter {
    struct buf *out;
    bool lines; /* line ends stay line ends */
    bool plain; /* nothing kept so far that NFC or clusters could matter to */
    enum gap gap;
    uint32_t base;   /* last one kept that is no mark; 0 at the start and after a gap */
    uint32_t joiner; /* ZWJ or ZWNJ that waits for its right neighbour, 0: none */
    bool selected;   /* base has its variation selector */
    bool virama;     /* base has a virama */
    unsigned marks;  /* on base */
};

static const utf8proc_property_t *property(uint32_t cp)
{
    return utf8proc_get_property((utf8proc_int32_t)cp);
}

static bool nonspacing(uint32_t cp)
{
    utf8proc_propval_t c = property(cp)->category;
    return c == UTF8PROC_CATEGORY_MN || c == UTF8PROC_CATEGORY_ME;
}

static bool pictograph(uint32_t cp)
{
    return property(cp)->boundclass == UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC;
}

static bool skin_tone(uint32_t cp)
{
    return cp >= 0x1f3fb && cp <= 0x1f3ff;
}

static bool selector(uint32_t cp)
{
    return (cp >= 0xfe00 && cp <= 0xfe0f) || (cp >= 0xe0100 && cp <= 0xe01ef);
}

static bool mongolian(uint32_t cp)
{
    return cp >= 0x1820 && cp <= 0x18aa;
}

/* Scripts in which ZWJ and ZWNJ choose letter forms: Arabic and its kin, Mongolian, those of
 * India and what descends from them. */
static bool joining_script(uint32_t cp)
{
    return (cp >= 0x620 && cp <= 0x8ff) || (cp >= 0x900 && cp <= 0xdff) ||
           (cp >= 0xf40 && cp <= 0x109f) || (cp >= 0x1780 && cp <= 0x17d3) || mongolian(cp) ||
           (cp >= 0xa840 && cp <= 0xa877) || (cp >= 0x11000 && cp <= 0x11fff);
}

/* Signs of category Cf that are seen: Arabic, Syriac and Kaithi number signs. */
static bool visible_format(uint32_t cp)
{
    return (cp >= 0x600 && cp <= 0x605) || cp == 0x6dd || cp == 0x70f || cp == 0x890 ||
           cp == 0x891 || cp == 0x8e2 || cp == 0x110bd || cp == 0x110cd;
}

/* What never passes, wherever it stands. */
static bool forbidden(uint32_t cp)
{
    if ((cp & 0xfffe) == 0xfffe || (cp >= 0xfdd0 && cp <= 0xfdef))
        return true; /* noncharacters */
    if ((cp >= 0xe0000 && cp <= 0xe0fff) || (cp >= 0xfff0 && cp <= 0xfffc))
        return true; /* tags; interlinear annotation, object replacement */
    if (property(cp)->ignorable)
        return true; /* soft hyphen, bidi controls, Hangul fillers, unseen vowels */
    switch (property(cp)->category) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_CO:
        return true;
    case UTF8PROC_CATEGORY_CF:
        return !visible_format(cp);
    default:
        return false;
    }
}

static bool line_end(uint32_t cp)
{
    return (cp >= 0x0a && cp <= 0x0d) || cp == 0x85 || cp == 0x2028 || cp == 0x2029;
}

static bool blank(uint32_t cp)
{
    return cp == 0x2800 || (utf8_is_space(cp) && cp != 0x200b && cp != 0xfeff);
}

static void put_gap(struct filter *f)
{
    static const char *const text[] = {"", " ", "\n", "\n\n"};
    if (f->out->n && f->gap)
        (void)buf_puts(f->out, text[f->gap]);
    f->gap = GAP_NONE;
}

static void emit(struct filter *f, uint32_t cp)
{
    f->plain = f->plain && cp < 0x300;
    (void)utf8_put(f->out, cp);
}

/* A joiner has use between two letters of a joining script and between two pictographs; behind a
 * virama it also ends words (Malayalam). next: 0 at the end of a word. */
static void settle_joiner(struct filter *f, uint32_t next)
{
    bool letters = joining_script(f->base) && (joining_script(next) || nonspacing(next));
    bool ending = f->joiner == ZWJ && f->virama;
    bool pictures = f->joiner == ZWJ && pictograph(f->base) && pictograph(next);
    if (f->joiner && (letters || ending || pictures))
        emit(f, f->joiner);
    f->joiner = 0;
}

static void widen_gap(struct filter *f, uint32_t cp)
{
    if (f->lines && line_end(cp))
        f->gap = f->gap >= GAP_LINE ? GAP_PARAGRAPH : GAP_LINE;
    else if (f->gap == GAP_NONE)
        f->gap = GAP_SPACE;
    settle_joiner(f, 0);
    f->base = 0;
}

/* Marks and what else leans on the base; false: cp is nothing of the kind. */
static bool filter_leaning(struct filter *f, uint32_t cp)
{
    if (selector(cp) || (cp >= 0x180b && cp <= 0x180f)) {
        bool fits = cp <= 0x180f ? mongolian(f->base)
                                 : utf8_is_symbol(f->base) || utf8_is_punct(f->base) ||
                                       utf8_is_digit(f->base) || utf8_is_cjk(f->base);
        if (fits && !f->selected && !f->joiner)
            emit(f, cp);
        f->selected = f->selected || fits;
        return true;
    }
    if (!nonspacing(cp))
        return false;
    if (f->base && ++f->marks <= CLEAN_MARKS) {
        settle_joiner(f, cp);
        emit(f, cp);
        f->virama = f->virama || property(cp)->combining_class == VIRAMA_CLASS;
    }
    return true;
}

static void filter_one(struct filter *f, uint32_t cp)
{
    if (blank(cp)) {
        widen_gap(f, cp);
        return;
    }
    if (cp == ZWJ || cp == ZWNJ) {
        f->joiner = f->base && !f->joiner ? cp : f->joiner;
        return;
    }
    if (filter_leaning(f, cp) || forbidden(cp))
        return;
    put_gap(f);
    settle_joiner(f, cp);
    emit(f, cp);
    if (skin_tone(cp) || utf8_is_mark(cp))
        return;
    f->base = cp;
    f->marks = 0;
    f->selected = f->virama = false;
}

/* Bytes of the flag sequence that the black flag before s begins, 0 where it begins none. */
static size_t flag_tags(struct span s)
{
    struct span rest = s;
    for (size_t n = 0; n <= FLAG_TAGS_MAX && rest.n; n++) {
        uint32_t cp = utf8_next(&rest);
        if (cp == TAG_END)
            return n ? s.n - rest.n : 0;
        if (cp < 0xe0030 || cp > 0xe007a)
            break;
    }
    return 0;
}

/* A composite that NFC takes apart (Unicode 15, section 3.11, composition exclusions) is taken
 * apart here, so that its marks count. */
static void filter_whole(struct filter *f, uint32_t cp)
{
    utf8proc_int32_t parts[PARTS_MAX];
    utf8proc_ssize_t n = 0;
    int last;
    if (property(cp)->comp_exclusion)
        n = utf8proc_decompose_char((utf8proc_int32_t)cp, parts, PARTS_MAX, UTF8PROC_DECOMPOSE,
                                    &last);
    if (n <= 0 || n > PARTS_MAX) {
        filter_one(f, cp);
        return;
    }
    for (utf8proc_ssize_t i = 0; i < n; i++)
        filter_one(f, (uint32_t)parts[i]);
}

/* Letters and signs of the common scripts that pass wherever they stand, and that neither NFC nor
 * clusters matter to as long as no mark and nothing else that leans comes with them. */
static bool inert(uint32_t cp)
{
    static const struct utf8_range ranges[] = {
        {0x21, 0x7e},       {0xa1, 0xac},       {0xae, 0x2ff},      {0x388, 0x482},
        {0x48a, 0x52f},     {0x531, 0x587},     {0x5d0, 0x5ea},     {0x620, 0x64a},
        {0x10a0, 0x10ff},   {0x2010, 0x2027},   {0x2030, 0x205e},   {0x20a0, 0x20bf},
        {0x2100, 0x2125},   {0x2190, 0x2328},   {0x232b, 0x27bf},   {0x3001, 0x3029},
        {0x3041, 0x3096},   {0x30a1, 0x30fa},   {0x30fc, 0x30fe},   {0x4e00, 0x9fff},
        {0xac00, 0xd7a3},   {0xff01, 0xff60},   {0x1f300, 0x1f3f3}, {0x1f400, 0x1f64f},
        {0x1f680, 0x1f6ff}, {0x1f900, 0x1f9ff},
    };
    return utf8_among(ranges, sizeof ranges / sizeof *ranges, cp);
}

static bool graphic_ascii(char c)
{
    return c > ' ' && c < 0x7f;
}

/* Bytes at the head of in that are inert, with single spaces between ASCII; nearly all text is. */
static size_t inert_run(struct span in, uint32_t *last)
{
    size_t n = 0;
    while (n < in.n) {
        if (graphic_ascii(in.p[n])) {
            *last = (unsigned char)in.p[n++];
            continue;
        }
        if (n && in.p[n] == ' ' && n + 1 < in.n && graphic_ascii(in.p[n + 1])) {
            n++;
            continue;
        }
        struct span rest = span_from(in, n);
        uint32_t cp = utf8_next(&rest);
        if (!inert(cp))
            break;
        *last = cp;
        n = in.n - rest.n;
    }
    return n;
}

static void filter_run(struct filter *f, struct span run, uint32_t last)
{
    struct span head = run;
    put_gap(f);
    settle_joiner(f, utf8_next(&head));
    (void)buf_put(f->out, run);
    f->base = last;
    f->marks = 0;
    f->selected = f->virama = false;
}

/* Step one: what is left of in goes to f->out. */
static void filter_all(struct filter *f, struct span in)
{
    while (in.n && !f->out->failed) {
        uint32_t last = 0;
        size_t run = inert_run(in, &last);
        if (run) {
            filter_run(f, span_sub(in, 0, run), last);
            in = span_from(in, run);
            continue;
        }
        uint32_t cp = utf8_next(&in);
        if (cp == '\r' && in.n && in.p[0] == '\n')
            continue;
        filter_whole(f, cp);
        size_t tags = cp == BLACK_FLAG ? flag_tags(in) : 0;
        (void)buf_put(f->out, span_sub(in, 0, tags));
        in = span_from(in, tags);
    }
    settle_joiner(f, 0);
}

enum cut { CUT_NOTHING, CUT_MARKS, CUT_REST };

/* Step three on one cluster: too many marks or code points are left out. Of a cluster that is too
 * long one more goes, as the space that parts it from the next may belong to it (UAX #29, GB9b). */
static enum cut put_cluster(struct span cluster, struct buf *out)
{
    unsigned points = 0, marks = 0;
    enum cut cut = CUT_NOTHING;
    size_t last = out->n;
    while (cluster.n && !out->failed) {
        uint32_t cp = utf8_next(&cluster);
        marks = nonspacing(cp) ? marks + 1 : 0;
        if (marks > CLEAN_MARKS) {
            cut = CUT_MARKS;
        } else if (++points > CLEAN_CLUSTER) {
            buf_cut(out, last);
            return CUT_REST;
        } else {
            last = out->n;
            (void)utf8_put(out, cp);
        }
    }
    return cut;
}

/* True when something was cut: what it parted may join now. */
static bool cap_clusters(struct span in, struct buf *out)
{
    bool any = false;
    while (in.n && !out->failed) {
        size_t n = utf8_cluster(in);
        enum cut cut = put_cluster(span_sub(in, 0, n), out);
        in = span_from(in, n);
        /* A space parts a flood from the next cluster, which would else go on with it. */
        if (cut == CUT_REST && in.n && !ascii_space(in.p[0]))
            (void)buf_putc(out, ' ');
        any = any || cut;
    }
    return any;
}

/* One round from in to out by way of work; true when it has to be done again. */
static bool clean_round(struct span in, bool lines, struct buf *work, struct buf *out)
{
    struct filter f = {.out = work, .lines = lines, .plain = true};
    filter_all(&f, in);
    if (f.plain) {
        (void)buf_put(out, buf_span(work));
        return false;
    }
    struct buf normal;
    buf_init(&normal, work->n * GROWTH);
    (void)utf8_put_nfc(&normal, buf_span(work));
    bool again = cap_clusters(buf_span(&normal), out);
    if (normal.failed)
        out->failed = normal.failed;
    buf_finish(&normal);
    return again;
}

static enum err clean(struct span in, bool lines, struct buf *out)
{
    struct buf work, done, last;
    buf_init(&work, in.n * GROWTH);
    buf_init(&done, in.n * GROWTH * GROWTH);
    buf_init(&last, in.n * GROWTH * GROWTH);
    bool again = clean_round(in, lines, &work, &done);
    for (int round = 1; again && round < ROUNDS_MAX && !work.failed && !done.failed; round++) {
        struct buf swap = last;
        last = done;
        done = swap;
        buf_reset(&work);
        buf_reset(&done);
        again = clean_round(buf_span(&last), lines, &work, &done);
    }
    enum err e = work.failed ? work.failed : done.failed;
    if (e)
        out->failed = e;
    else
        e = buf_put(out, buf_span(&done));
    buf_finish(&work);
    buf_finish(&done);
    buf_finish(&last);
    return e;
}

enum err clean_line(struct span in, struct buf *out)
{
    return clean(in, false, out);
}

enum err clean_text(struct span in, struct buf *out)
{
    return clean(in, true, out);
}

static struct span clean_copy(struct span in, bool lines, size_t max, struct arena *a)
{
    struct buf whole;
    buf_init(&whole, in.n * GROWTH * GROWTH);
    enum err e = clean(in, lines, &whole);
    struct span cut = span_trim(utf8_cut(buf_span(&whole), max));
    struct span copy = e ? span_make(NULL, 0) : arena_copy(a, cut);
    buf_finish(&whole);
    return copy;
}

struct span clean_line_copy(struct span in, size_t max, struct arena *a)
{
    return clean_copy(in, false, max, a);
}

struct span clean_text_copy(struct span in, size_t max, struct arena *a)
{
    return clean_copy(in, true, max, a);
}
