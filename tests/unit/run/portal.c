/* portal.c - which hosts look like one owner's. */
#include "run/portal.h"

#include "unit.h"

static void sites(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b;
        bool same;
    } cases[] = {
        {"a.example", "a.example", true},
        {"www.a.example", "A.example", true},
        {"feeds.news.a.example", "www.a.example", true},
        {"a.example", "b.example", false},
        {"a.example", "a.example.net", false},
        {"a.co.uk", "b.co.uk", false},
        {"www.a.co.uk", "feeds.a.co.uk", true},
        {"a.com.au", "b.com.au", false},
        {"news.berlin.de", "feeds.berlin.de", true},
        {"orf.at", "news.orf.at", true}, /* as in b.co.uk, but nothing stands before */
        {"orf.at", "bbc.at", false},
        {"localhost", "localhost", true},
        {"localhost", "a.example", false},
        {"192.0.2.1", "192.0.2.1", true},
        {"192.0.2.1", "198.51.2.1", false},
        {"127.0.0.1", "127.0.0.2", false},
        {"2001:db8::1", "2001:db8::1", true},
        {"2001:db8::1", "2001:db8::2", false},
        {"2001:db8::a.b", "2001:db9::a.b", false},
        {"", "a.example", false},
        {".", "a.example", false},
        {".example", "a.example", false},
        {"..co.uk", "a.co.uk", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bool same = portal_same_site(span_of(cases[i].a), span_of(cases[i].b));
        bool back = portal_same_site(span_of(cases[i].b), span_of(cases[i].a));
        if (same != cases[i].same || back != same)
            fail_msg("%s and %s: %d", cases[i].a, cases[i].b, (int)same);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(sites)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
