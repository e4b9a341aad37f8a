/* url.c - tests of source/url and source/source. */
#include "source/url.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/un.h>

#include "source/source.h"
#include "unit.h"

static void test_addresses_of_the_web(void **state)
{
    (void)state;
    static const char *const good[] = {"http://h", "HTTPS://h.example/x?y#z", "http://[::1]:80/",
                                       "http://h:8080", "https://m\xc3\xbcller.example/"};
    static const char *const bad[] = {"",
                                      "http:",
                                      "http://",
                                      "http:///x",
                                      "http://:80/",
                                      "ftp://h/",
                                      "file:///etc/hostname",
                                      "javascript:alert(1)",
                                      "//h/x",
                                      "h/x",
                                      "http://u@h/",
                                      "http://u:p@h/",
                                      "http://good.example\\@evil.example/",
                                      "http://h/a b",
                                      "http://h/\nx",
                                      "http://h/\x7f",
                                      "http://h/\302\23331m"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_true(url_is_http(span_of(good[i])));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        if (url_is_http(span_of(bad[i])))
            print_error("taken: %s\n", bad[i]);
        assert_false(url_is_http(span_of(bad[i])));
    }
}

static void test_hosts(void **state)
{
    (void)state;
    assert_span(url_host(span_of("http://www.example.org:8080/x")), "www.example.org");
    assert_span(url_host(span_of("https://[2001:db8::1]:443/")), "2001:db8::1");
    assert_span(url_host(span_of("http://u:p@h.example?x")), "h.example");
    assert_span(url_host(span_of("http://h.example#f")), "h.example");
    assert_span(url_host(span_of("mailto:x")), "");
    assert_span(url_host(span_of("")), "");
    assert_span(url_host(span_of("http://[::1")), "::1");
}

/* RFC 3986, section 5.4, on a base of http, and what browsers make of untidy ones. */
static void test_joining(void **state)
{
    (void)state;
    static const struct {
        const char *ref, *want;
    } cases[] = {
        {"g:h", ""},
        {"g", "http://a/b/c/g"},
        {"./g", "http://a/b/c/g"},
        {"g/", "http://a/b/c/g/"},
        {"/g", "http://a/g"},
        {"//g", "http://g"},
        {"?y", "http://a/b/c/d;p?y"},
        {"g?y", "http://a/b/c/g?y"},
        {"#s", "http://a/b/c/d;p?q#s"},
        {"g#s", "http://a/b/c/g#s"},
        {"g?y#s", "http://a/b/c/g?y#s"},
        {";x", "http://a/b/c/;x"},
        {"g;x=1/../y", "http://a/b/c/y"},
        {"", "http://a/b/c/d;p?q"},
        {".", "http://a/b/c/"},
        {"./", "http://a/b/c/"},
        {"..", "http://a/b/"},
        {"../", "http://a/b/"},
        {"../g", "http://a/b/g"},
        {"../..", "http://a/"},
        {"../../g", "http://a/g"},
        {"../../../../g", "http://a/g"},
        {"/./g", "http://a/g"},
        {"/../g", "http://a/g"},
        {"g.", "http://a/b/c/g."},
        {"..g", "http://a/b/c/..g"},
        {"./g/.", "http://a/b/c/g/"},
        {"g/./h", "http://a/b/c/g/h"},
        {"g/../h", "http://a/b/c/h"},
        {"g?y/../x", "http://a/b/c/g?y/../x"},
        {"g#s/../x", "http://a/b/c/g#s/../x"},
        {"http://other/x/../y", "http://other/y"},
        {"https:other", ""},
        {"  a b\n\tc ", "http://a/b/c/a%20bc"},
        {"javascript:alert(1)", ""},
        {"mailto:x@y", ""},
        {"http://u:p@h/", ""},
        {"//", ""},
        {"x\x01y", ""},
        {"\\\\g\\h?a\\b", "http://g/h?a%5Cb"},
        {"http:\\\\g\\..\\h", "http://g/h"},
    };
    struct arena *a = arena_create(100000);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_span(url_join(span_of("http://a/b/c/d;p?q"), span_of(cases[i].ref), a),
                    cases[i].want);
    assert_span(url_join(span_of("http://a"), span_of("g"), a), "http://a/g");
    assert_span(url_join(span_of(""), span_of("http://a/g"), a), "http://a/g");
    assert_span(url_join(span_of(""), span_of("g"), a), "");
    assert_span(url_join(span_of("/var/news.xml"), span_of("g"), a), "");
    char longer[9000];
    memset(longer, 'x', sizeof longer);
    assert_span(url_join(span_of("http://a/"), span_make(longer, sizeof longer), a), "");
    arena_destroy(a);
}

static struct sockaddr_storage address_of(const char *text)
{
    struct sockaddr_storage s = {0};
    struct sockaddr_in *v4 = (void *)&s;
    struct sockaddr_in6 *v6 = (void *)&s;
    if (inet_pton(AF_INET, text, &v4->sin_addr) == 1) {
        s.ss_family = AF_INET;
        return s;
    }
    assert_int_equal(inet_pton(AF_INET6, text, &v6->sin6_addr), 1);
    s.ss_family = AF_INET6;
    return s;
}

static void test_private_addresses(void **state)
{
    (void)state;
    static const char *const closed[] = {"0.0.0.0",
                                         "0.1.2.3",
                                         "10.0.0.1",
                                         "10.255.255.255",
                                         "100.64.0.1",
                                         "100.127.0.1",
                                         "127.0.0.1",
                                         "127.255.0.1",
                                         "169.254.169.254",
                                         "172.16.0.1",
                                         "172.31.255.255",
                                         "192.0.0.8",
                                         "192.168.1.1",
                                         "198.18.0.1",
                                         "198.19.255.1",
                                         "224.0.0.1",
                                         "239.1.1.1",
                                         "240.0.0.1",
                                         "255.255.255.255",
                                         "::",
                                         "::1",
                                         "::ffff:127.0.0.1",
                                         "::127.0.0.1",
                                         "::ffff:192.168.0.1",
                                         "::ffff:0:10.0.0.1",
                                         "64:ff9b::10.0.0.1",
                                         "64:ff9b:1::1",
                                         "2002:c0a8:0101::1",
                                         "2002:7f00:0001::",
                                         "fc00::1",
                                         "fd12:3456::1",
                                         "fe80::1",
                                         "febf::1",
                                         "fec0::1",
                                         "ff02::1",
                                         "2001::1",
                                         "100::1"};
    static const char *const open[] = {
        "1.1.1.1",          "9.255.255.255",     "11.0.0.0",        "100.63.255.255",
        "100.128.0.0",      "126.1.1.1",         "128.0.0.1",       "169.253.1.1",
        "172.15.1.1",       "172.32.0.1",        "192.0.1.1",       "192.167.1.1",
        "198.17.1.1",       "198.20.1.1",        "223.255.255.255", "2606:4700::1",
        "64:ff9b::101:101", "2002:0101:0101::1", "::ffff:1.1.1.1",  "2001:4860:4860::8888",
        "192.0.2.1",        "198.51.100.7",      "203.0.113.9",     "2001:db8::1"};
    for (size_t i = 0; i < sizeof closed / sizeof *closed; i++) {
        struct sockaddr_storage s = address_of(closed[i]);
        if (!url_address_private((void *)&s))
            print_error("open: %s\n", closed[i]);
        assert_true(url_address_private((void *)&s));
        assert_true(url_host_private(span_of(closed[i])));
    }
    for (size_t i = 0; i < sizeof open / sizeof *open; i++) {
        struct sockaddr_storage s = address_of(open[i]);
        if (url_address_private((void *)&s))
            print_error("closed: %s\n", open[i]);
        assert_false(url_address_private((void *)&s));
        assert_false(url_host_private(span_of(open[i])));
    }
    assert_false(url_host_private(span_of("10.news.example"))); /* a name is looked up first */
    assert_true(url_host_private(span_of("127.1")));
    assert_true(url_host_private(span_of("2130706433")));
    assert_false(url_host_private(span_of("16843009"))); /* 1.1.1.1 */
    struct sockaddr local = {.sa_family = AF_UNIX};
    assert_true(url_address_private(&local));
}

static void test_lists_of_hosts(void **state)
{
    (void)state;
    static const struct {
        const char *host, *list;
        bool listed;
    } cases[] = {
        {"pier.example", "", false},
        {"pier.example", ",, ,", false},
        {"pier.example", "*", true},
        {"pier.example", "quay.example, *", true},
        {"pier.example", "pier.example", true},
        {"PIER.example", "quay.example,Pier.Example", true},
        {"news.pier.example", "pier.example", true},
        {"news.pier.example", ".pier.example", true},
        {"pier.example", ".pier.example", true},
        {"pier.example.", "pier.example", true},
        {"pier.example", "pier.example.", true},
        {"happier.example", "pier.example", false},
        {"pier.example", "news.pier.example", false},
        {"pier.example.org", "pier.example", false},
        {"pier.example", "quay.example pier.example", true},
        {"pier.example", "pier.example:8080", true},
        {"pier.example", "*.example", false},
        {"127.0.0.1", "localhost,127.0.0.1", true},
        {"127.0.0.1", "127.0.0.10", false},
        {"::1", "::1", true},
        {"::1", "[::1]", true},
        {"::1", "[::1]:80", true},
        {"::1", "::2", false},
        {"", "pier.example", false},
        {"pier.example", ".", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (url_host_listed(span_of(cases[i].host), span_of(cases[i].list)) != cases[i].listed)
            fail_msg("%s in %s", cases[i].host, cases[i].list);
}

static void test_origins(void **state)
{
    (void)state;
    assert_span(url_origin(span_of("https://h.example:81/a?b#c")), "https://h.example:81");
    assert_span(url_origin(span_of("http://h.example?b")), "http://h.example");
    assert_span(url_origin(span_of("HTTP://[::1]:80")), "HTTP://[::1]:80");
    assert_span(url_origin(span_of("/a")), "");
    assert_span(url_origin(span_of("")), "");
}

static void test_users_are_dropped(void **state)
{
    (void)state;
    static const struct {
        const char *url, *left;
    } cases[] = {
        {"http://ada:pepper@h.example:80/a@b", "http://h.example:80/a@b"},
        {"https://ada@h.example", "https://h.example"},
        {"https://a@b:c@h.example?x", "https://h.example?x"},
        {"https://@h.example/", "https://h.example/"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char url[64];
        (void)strcpy(url, cases[i].url);
        assert_true(url_drop_user(url));
        assert_string_equal(url, cases[i].left);
        assert_false(url_drop_user(url));
        assert_string_equal(url, cases[i].left);
    }
    char plain[] = "/a@b";
    assert_false(url_drop_user(plain));
}

static void test_kinds(void **state)
{
    (void)state;
    assert_int_equal(source_kind_of(span_of("-")), SOURCE_INPUT);
    assert_int_equal(source_kind_of(span_of("https://h/")), SOURCE_URL);
    assert_int_equal(source_kind_of(span_of("HTTP://h/")), SOURCE_URL);
    assert_int_equal(source_kind_of(span_of(TEST_CASES)), SOURCE_FOLDER);
    assert_int_equal(source_kind_of(span_of(TEST_CASES "/dates/feeds.tsv")), SOURCE_FILE);
    assert_int_equal(source_kind_of(span_of("/no/such/file")), SOURCE_FILE);
    assert_int_equal(source_kind_of(span_of("")), SOURCE_FILE);
    assert_int_equal(source_kind_of(span_make("/\0x", 3)), SOURCE_FILE);
}

static void test_fallback_names(void **state)
{
    (void)state;
    static const struct {
        const char *address, *want;
        enum source_kind kind;
    } cases[] = {
        {"https://www.example.org/feed", "example.org", SOURCE_URL},
        {"http://news.example.org:8080/", "news.example.org", SOURCE_URL},
        {"/home/x/harbour post.txt", "harbour post", SOURCE_FILE},
        {"a.b.xml", "a.b", SOURCE_FILE},
        {".hidden", ".hidden", SOURCE_FILE},
        {"plain", "plain", SOURCE_FILE},
        {"/srv/news/Coast//", "Coast", SOURCE_FOLDER},
        {"Coast", "Coast", SOURCE_FOLDER},
        {"-", "", SOURCE_INPUT},
    };
    struct arena *a = arena_create(10000);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_span(source_fallback_name(span_of(cases[i].address), cases[i].kind, a),
                    cases[i].want);
    arena_destroy(a);
}

static void test_outcomes_have_names(void **state)
{
    (void)state;
    for (int i = FETCH_NEVER; i <= FETCH_STOPPED; i++) {
        const char *name = fetch_outcome_name((enum fetch_outcome)i);
        assert_true(name && name[0] && strcmp(name, "unknown") != 0);
    }
    assert_string_equal(fetch_outcome_name((enum fetch_outcome)99), "unknown");
}

static void test_folder_names(void **state)
{
    (void)state;
    static const struct {
        const char *path, *name;
    } cases[] = {{"/srv/news/a.txt", "news"},
                 {"news/deep/a.txt", "deep"},
                 {"news//a.txt", "news"},
                 {"./a.txt", ""},
                 {"../a.txt", ""},
                 {"a.txt", ""},
                 {"/a.txt", ""},
                 {"", ""}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_span(source_folder_name(span_of(cases[i].path)), cases[i].name);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_folder_names),
        cmocka_unit_test(test_addresses_of_the_web),
        cmocka_unit_test(test_hosts),
        cmocka_unit_test(test_joining),
        cmocka_unit_test(test_private_addresses),
        cmocka_unit_test(test_lists_of_hosts),
        cmocka_unit_test(test_origins),
        cmocka_unit_test(test_users_are_dropped),
        cmocka_unit_test(test_kinds),
        cmocka_unit_test(test_fallback_names),
        cmocka_unit_test(test_outcomes_have_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
