/* charset.c - any bytes to UTF-8. Floor 2. Any thread. Knows no feeds; opens the tables of iconv.
 */
#include "feed/charset.h"

#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>
#include <uchardet/uchardet.h>

#include "base/tag.h"
#include "base/utf8.h"
#include "feed/doubled.h"

enum {
    LABEL_BYTES = 32,           /* longer than any label we know */
    DECLARED_WITHIN = 4096,     /* bytes in which a declaration is looked for */
    DETECT_BYTES = 1024 * 1024, /* bytes the detector sees */
    SNIFF_BYTES = 64,           /* bytes in which the zeros of UTF-16 are looked for */
    CHUNK_BYTES = 8 * 1024,
    GOOD_FOR_EACH_BAD = 8 /* so much UTF-8 outweighs a wrong label */
};

struct label {
    const char *label, *encoding;
};

static const struct label labels[] = {
#include "feed/charset_labels.inc"
};

static int compare(const void *key, const void *row)
{
    const struct label *label = row;
    return span_cmp(*(const struct span *)key, span_of(label->label));
}

/* The name iconv has for a label; NULL for one that is unknown. */
static const char *encoding_of(struct span label)
{
    char lower[LABEL_BYTES];
    label = span_trim(label);
    if (label.n > sizeof lower)
        return NULL;
    for (size_t i = 0; i < label.n; i++)
        lower[i] = ascii_lower(label.p[i]);
    struct span key = span_make(lower, label.n);
    const struct label *hit =
        bsearch(&key, labels, sizeof labels / sizeof labels[0], sizeof labels[0], compare);
    return hit ? hit->encoding : NULL;
}

/* The value behind name= in s, quoted or not. */
static struct span parameter(struct span s, const char *name)
{
    size_t at = span_find_nocase(s, span_of(name));
    if (at == SIZE_MAX)
        return span_make(NULL, 0);
    s = span_trim(span_from(s, at + strlen(name)));
    if (s.n == 0 || s.p[0] != '=')
        return span_make(NULL, 0);
    s = span_trim(span_from(s, 1));
    while (s.n && (s.p[0] == '"' || s.p[0] == '\'' || s.p[0] == ' '))
        s = span_from(s, 1);
    size_t n = 0;
    while (n < s.n && !ascii_space(s.p[n]) && !strchr("\"';>?,", s.p[n]))
        n++;
    return span_sub(s, 0, n);
}

/* The encoding that the bytes name: by an XML declaration, a meta element, or by being JSON. NULL
 * where none does. */
static const char *declared(struct span bytes)
{
    struct span rest = span_sub(bytes, 0, DECLARED_WITHIN);
    if (span_starts(span_trim(rest), "{")) /* JSON is UTF-8 (RFC 8259, 8.1) */
        return "UTF-8";
    for (struct tag t = {0}; tag_next(&rest, &t);) {
        struct span label = span_make(NULL, 0);
        if (t.kind == TAG_OTHER && span_starts_nocase(t.body, "xml"))
            label = parameter(t.body, "encoding");
        else if (t.kind == TAG_OPEN && span_is_nocase(t.name, "meta"))
            label = parameter(t.body, "charset");
        if (label.n)
            return encoding_of(label);
    }
    return NULL;
}

static bool ends_with_zeros(struct span bytes, size_t first)
{
    size_t n = bytes.n < SNIFF_BYTES ? bytes.n : SNIFF_BYTES, zeros = 0, pairs = n / 2;
    for (size_t i = 0; i + 1 < n; i += 2) {
        if (bytes.p[i + 1 - first] == 0)
            return false;
        zeros += bytes.p[i + first] == 0;
    }
    return pairs > 1 && zeros * 4 > pairs * 3;
}

struct mark {
    struct span bytes;
    const char *encoding;
};

/* UTF-32 before UTF-16: the mark of one begins with that of the other. */
static const struct mark marks[] = {
    {SPAN("\xef\xbb\xbf"), "UTF-8"},    {SPAN("\xff\xfe\0\0"), "UTF-32LE"},
    {SPAN("\0\0\xfe\xff"), "UTF-32BE"}, {SPAN("\xff\xfe"), "UTF-16LE"},
    {SPAN("\xfe\xff"), "UTF-16BE"},
};

/* What the bytes themselves say: a byte order mark, cut off *bytes, or zeros between them. */
static const char *marked(struct span *bytes)
{
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        struct span mark = marks[i].bytes;
        if (!span_eq(span_sub(*bytes, 0, mark.n), mark))
            continue;
        *bytes = span_from(*bytes, mark.n);
        return marks[i].encoding;
    }
    if (ends_with_zeros(*bytes, 1))
        return "UTF-16LE";
    return ends_with_zeros(*bytes, 0) ? "UTF-16BE" : NULL;
}

/* Counts the sequences of UTF-8 that are well-formed and longer than a byte, and the
 * malformed pieces; one cut off at the end is neither. */
static void count_utf8(struct span s, size_t *good, size_t *bad)
{
    *good = *bad = 0;
    while (s.n) {
        if ((unsigned char)s.p[0] < 0x80) {
            s = span_from(s, 1);
            continue;
        }
        size_t before = s.n;
        bool written = span_starts(s, "\xef\xbf\xbd");
        uint32_t cp = utf8_next(&s);
        if (cp != 0xfffd || written)
            (*good)++;
        else if (s.n || before > 3)
            (*bad)++;
    }
}

static bool is_wide(const char *encoding)
{
    return span_starts(span_of(encoding), "UTF-16") || span_starts(span_of(encoding), "UTF-32");
}

/* Seven-bit encodings that switch by escapes look like UTF-8 to the byte. */
static bool is_escaped(const char *encoding, struct span bytes)
{
    return encoding && span_starts(span_of(encoding), "ISO-2022") &&
           span_find_byte(bytes, '\x1b') != SIZE_MAX;
}

static const char *detected(struct span bytes)
{
    uchardet_t detector = uchardet_new();
    if (!detector)
        return NULL;
    (void)uchardet_handle_data(detector, bytes.p, bytes.n < DETECT_BYTES ? bytes.n : DETECT_BYTES);
    uchardet_data_end(detector);
    const char *encoding = encoding_of(span_of(uchardet_get_charset(detector)));
    uchardet_delete(detector);
    return encoding;
}

/* The encoding two labels speak for. Servers send Latin-1 for want of knowledge, so that label
 * yields to what the document says. */
static const char *labelled(struct span bytes, struct span content_type)
{
    const char *server = encoding_of(parameter(content_type, "charset"));
    const char *document = declared(bytes);
    bool blind = !server || is_wide(server) || span_is(span_of(server), "CP1252");
    const char *said = blind && document ? document : server;
    return said && is_wide(said) ? NULL : said;
}

/* The encoding of bytes that have no mark and are not valid UTF-8. */
static const char *choose(struct span bytes, const char *said)
{
    size_t good, bad;
    count_utf8(bytes, &good, &bad);
    bool utf8 = said && span_is(span_of(said), "UTF-8");
    if ((good || utf8) && bad * (utf8 ? 1 : GOOD_FOR_EACH_BAD) <= good)
        return "UTF-8";
    if (said && !utf8)
        return said;
    const char *guess = detected(bytes);
    return guess && !is_wide(guess) && !span_is(span_of(guess), "UTF-8") ? guess : "CP1252";
}

/* Puts all of bytes through iconv; what it cannot read is U+FFFD, a unit at a time. */
static enum err convert(iconv_t way, struct span bytes, size_t unit, struct buf *out)
{
    char *in = (char *)bytes.p, *end = in + bytes.n; /* iconv does not write there */
    char chunk[CHUNK_BYTES];
    while (in < end && !out->failed) {
        char *to = chunk;
        size_t left = (size_t)(end - in), room = sizeof chunk;
        size_t done = iconv(way, &in, &left, &to, &room);
        int error = done == (size_t)-1 ? errno : 0;
        (void)buf_put(out, span_make(chunk, (size_t)(to - chunk)));
        if (error == EILSEQ || error == EINVAL) {
            (void)utf8_put(out, 0xfffd);
            in += left < unit ? left : unit;
        }
    }
    /* Encodings that compose hold the last letter back. */
    char *to = chunk;
    size_t room = sizeof chunk;
    (void)iconv(way, NULL, NULL, &to, &room);
    (void)buf_put(out, span_make(chunk, (size_t)(to - chunk)));
    return out->failed;
}

static enum err decode(struct span bytes, const char *encoding, struct buf *out)
{
    if (span_is(span_of(encoding), "UTF-8"))
        return utf8_repair(bytes, out);
    iconv_t way = iconv_open("UTF-8", encoding);
    if (way == (iconv_t)-1)
        return utf8_repair(bytes, out);
    size_t unit = !is_wide(encoding) ? 1 : encoding[4] == '1' ? 2 : 4;
    enum err e = convert(way, bytes, unit, out);
    (void)iconv_close(way);
    return e;
}

/* Three signs of JIS X 0208 that the tables of one vendor give to look-alikes (WAVE DASH, MINUS
 * SIGN, DOUBLE VERTICAL LINE) are what the standard calls them: a wave dash may not begin a line, a
 * full-width tilde may, and fonts draw it elsewhere. All six take three bytes. */
static void name_as_jis(struct span text)
{
    static const char signs[][2][4] = {
        {"\xef\xbd\x9e", "\xe3\x80\x9c"},
        {"\xef\xbc\x8d", "\xe2\x88\x92"},
        {"\xe2\x88\xa5", "\xe2\x80\x96"},
    };
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        struct span rest = text;
        for (size_t at; (at = span_find(rest, span_of(signs[i][0]))) != SIZE_MAX;) {
            rest = span_from(rest, at);
            memcpy((char *)rest.p, signs[i][1], 3);
            rest = span_from(rest, 3);
        }
    }
}

static bool is_japanese(const char *encoding)
{
    struct span name = span_of(encoding);
    return span_is(name, "CP932") || span_starts(name, "EUC-JP") || span_is(name, "ISO-2022-JP");
}

static enum err convert_all(struct span bytes, const char *encoding, struct buf *out)
{
    size_t before = out->n;
    enum err e = decode(bytes, encoding, out);
    if (is_japanese(encoding))
        name_as_jis(span_from(buf_span(out), before));
    return e;
}

enum err charset_read(struct span bytes, struct span content_type, struct buf *work,
                      struct span *text)
{
    enum err e = ERR_OK;
    const char *encoding = marked(&bytes);
    const char *said = encoding ? encoding : labelled(bytes, content_type);
    bool wide = encoding && is_wide(encoding);
    buf_reset(work);
    if (!wide && !is_escaped(said, bytes) && utf8_valid(bytes)) {
        *text = doubled_undo(bytes, work) ? buf_span(work) : bytes;
        return work->failed;
    }
    if (!encoding)
        encoding = is_escaped(said, bytes) ? said : choose(bytes, said);
    e = convert_all(bytes, encoding, work);
    *text = buf_span(work);
    return e;
}

enum err charset_to_utf8(struct span bytes, struct span content_type, struct buf *out)
{
    struct span text;
    enum err e = charset_read(bytes, content_type, out, &text);
    return e || text.p == out->p ? e : buf_put(out, text);
}
