/* charset.c - bytes of any kind to UTF-8. (Whole feeds in many charsets: tests/cases/feed.) */
#include "unit.h"

#include "base/utf8.h"
#include "feed/charset.h"

struct decoding {
    struct span bytes;
    const char *content_type, *text;
};

static void expect(const struct decoding *d)
{
    struct buf out;
    buf_init(&out, 4096);
    assert_int_equal(charset_to_utf8(d->bytes, span_of(d->content_type), &out), ERR_OK);
    assert_span(buf_span(&out), d->text);
    assert_true(utf8_valid(buf_span(&out)));
    buf_finish(&out);
}

static void bytes_become_text(void **state)
{
    static const struct decoding decodings[] = {
        {SPAN(""), "", ""},
        {SPAN("plain"), "text/plain; charset=utf-16", "plain"},
        {SPAN("caf\xc3\xa9"), "text/html; charset=iso-8859-1", "caf\xc3\xa9"},
        {SPAN("caf\xe9"), "text/html; charset = \"ISO-8859-1\" ; x", "caf\xc3\xa9"},
        {SPAN("\x93"
              "a\x94 \x80"),
         "charset=latin1",
         "\xe2\x80\x9c"
         "a\xe2\x80\x9d \xe2\x82\xac"},
        {SPAN("\xef\xbb\xbf"
              "a"),
         "", "a"},
        {SPAN("\xff\xfe"
              "a\0\x16\x04"),
         "", "a\xd0\x96"},
        {SPAN("\xfe\xff\0a\x04\x16\xd8"), "", "a\xd0\x96\xef\xbf\xbd"},
        {SPAN("\xff\xfe"
              "a\0\0\xd8"
              "b\0"),
         "",
         "a\xef\xbf\xbd"
         "b"},
        {SPAN("\xff\xfe\0\0"
              "a\0\0\0"),
         "", "a"},
        {SPAN("\0\0\xfe\xff\0\0\0a"), "", "a"},
        {SPAN("<meta charset=koi8-r>\xd0\xcf\xd2\xd4"), "text/html",
         "<meta charset=koi8-r>\xd0\xbf\xd0\xbe\xd1\x80\xd1\x82"},
        {SPAN("<meta content='text/html; charset=windows-1251'>\xef\xee\xf0\xf2"), "",
         "<meta content='text/html; charset=windows-1251'>\xd0\xbf\xd0\xbe\xd1\x80\xd1\x82"},
        {SPAN("\xd6\xd0"), "charset=gb2312", "\xe4\xb8\xad"},
        {SPAN("\x81"), "charset=shift_jis", "\xef\xbf\xbd"},
        {SPAN("a\x1b$B$\"\x1b(Bb"), "charset=iso-2022-jp",
         "a\xe3\x81\x82"
         "b"},
        {SPAN("1 +AGE-"), "charset=utf-7", "1 +AGE-"},
        {SPAN("a\xff"), "charset=no-such-charset-anywhere-in-the-world", "a\xc3\xbf"},
        {SPAN("\xc3\xa4\xc3\xb6\xc3\xbc\xc3\x9f \xc3\xa4\xc3\xb6\xc3\xbc\xc3\x9f \xff"),
         "charset=iso-8859-15",
         "\xc3\xa4\xc3\xb6\xc3\xbc\xc3\x9f \xc3\xa4\xc3\xb6\xc3\xbc\xc3\x9f \xef\xbf\xbd"},
        {SPAN("1 \xc3\x83\xc2\xa9 2 \xc3\x83\xc2\xa8 3 \xc3\xa2\xe2\x82\xac\xe2\x84\xa2 4 "
              "\xc3\x85\xc2\x8d"),
         "", "1 \xc3\xa9 2 \xc3\xa8 3 \xe2\x80\x99 4 \xc5\x8d"},
        {SPAN("\xc3\x83\xc2\xa9 \xc3\x83\xc2\xa9 \xc3\x83\xc2\xa9 \xc3\xa9 \xc3\x83\xc2\xa9"), "",
         "\xc3\x83\xc2\xa9 \xc3\x83\xc2\xa9 \xc3\x83\xc2\xa9 \xc3\xa9 \xc3\x83\xc2\xa9"},
        {SPAN("caf\xc3\x83\xc2\xa9"), "", "caf\xc3\xa9"}, /* nobody writes that */
        {SPAN("CAF\xc3\x89\xe2\x80\x99S"), "", "CAF\xc3\x89\xe2\x80\x99S"},
        {SPAN("\xc2\xab MANH\xc3\x83\xc2\xbb"), "", "\xc2\xab MANH\xc3\x83\xc2\xbb"},
        {SPAN("lost \xc3\xaf\xc2\xbf\xc2\xbd"), "", "lost \xc3\xaf\xc2\xbf\xc2\xbd"},
        {SPAN("lost \xc3\xaf\xc2\xbf\xc2\xbd, \xc3\x83\xc2\xa9"), "",
         "lost \xef\xbf\xbd, \xc3\xa9"},
        {SPAN("\x81\x60 \x81\x7c \x81\x61"), "charset=shift_jis",
         "\xe3\x80\x9c \xe2\x88\x92 \xe2\x80\x96"},
        {SPAN("\xa1\xc1 \xa1\xdd \xa1\xc2"), "charset=euc-jp",
         "\xe3\x80\x9c \xe2\x88\x92 \xe2\x80\x96"},
        {SPAN("a\x1b$B!A\x1b(Bb"), "charset=iso-2022-jp",
         "a\xe3\x80\x9c"
         "b"},
        {SPAN("cut \xe2\x82"), "charset=utf-8", "cut \xef\xbf\xbd"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof decodings / sizeof decodings[0]; i++)
        expect(&decodings[i]);
}

static void every_label_is_known_to_iconv(void **state)
{
    static const char *const labels[] = {
        "windows-1250", "windows-1253", "windows-1254", "windows-1255", "windows-1256",
        "windows-1257", "windows-1258", "windows-874",  "macintosh",    "x-mac-cyrillic",
        "ibm866",       "ibm855",       "koi8-u",       "iso-8859-2",   "iso-8859-5",
        "iso-8859-7",   "iso-8859-8-i", "iso-8859-9",   "iso-8859-16",  "gb18030",
        "big5",         "euc-jp",       "euc-kr",
    };
    (void)state;
    for (size_t i = 0; i < sizeof labels / sizeof labels[0]; i++) {
        struct buf type, out;
        buf_init(&type, 64);
        buf_init(&out, 64);
        (void)buf_printf(&type, "text/xml; charset=%s", labels[i]);
        assert_int_equal(charset_to_utf8(span_of("a\xb0\xa1z"), buf_span(&type), &out), ERR_OK);
        assert_true(out.n > 3 && out.p[0] == 'a' && out.p[out.n - 1] == 'z');
        buf_finish(&type);
        buf_finish(&out);
    }
}

static void full_buffers_say_so(void **state)
{
    struct buf out;
    (void)state;
    buf_init(&out, 3);
    assert_int_equal(charset_to_utf8(span_of("plain"), span_of(""), &out), ERR_TOO_BIG);
    buf_finish(&out);
    buf_init(&out, 3);
    assert_int_equal(charset_to_utf8(span_of("\xe9\xe9\xe9"), span_of("charset=latin1"), &out),
                     ERR_TOO_BIG);
    buf_finish(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bytes_become_text),
        cmocka_unit_test(every_label_is_known_to_iconv),
        cmocka_unit_test(full_buffers_say_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
