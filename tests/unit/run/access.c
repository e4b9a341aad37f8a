/* access.c - how sources are reached: the configuration, the environment, secrets. */
#include "run/access.h"

#include "room.h"

static const char *const variables[] = {"http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY",
                                        "no_proxy",   "NO_PROXY",   "all_proxy",   "ALL_PROXY"};

static int make(void **state)
{
    for (size_t i = 0; i < sizeof variables / sizeof *variables; i++)
        (void)unsetenv(variables[i]);
    return room_make(state);
}

/* The options of this configuration; strings live as long as cli. */
static void read_opts(const struct room *r, const char *conf, struct room_line *line,
                      struct cli *cli, char agent[ACCESS_AGENT_MAX], struct http_opts *out)
{
    room_write(r, "motograph/motograph.conf", conf);
    room_cli(r, "news", line, cli);
    access_opts(&cli->conf, agent, out);
}

static void of_the_fetch_section(void **state)
{
    struct room_line line;
    struct cli cli;
    struct http_opts o;
    char agent[ACCESS_AGENT_MAX];
    read_opts(*state, "", &line, &cli, agent, &o);
    assert_string_equal(o.user_agent, "Motograph/" MOTOGRAPH_VERSION " (news ticker)");
    assert_int_equal(o.gap_ms, 1000);
    assert_non_null(o.clock_ms);
    assert_null(o.proxy);
    assert_null(o.proxy_http);
    assert_null(o.proxy_https);
    assert_null(o.no_proxy);
    assert_null(o.ca_file);
    assert_null(o.netrc_file);
    cli_finish(&cli);
    read_opts(*state,
              "fetch { contact = \"wall@hall.example\"\n spacing = 3s\n timeout = 20s\n"
              " connections = 2\n proxy = none\n ca-file = \"/a.pem\"\n netrc-file = \"/n\" }\n",
              &line, &cli, agent, &o);
    assert_string_equal(o.user_agent,
                        "Motograph/" MOTOGRAPH_VERSION " (news ticker; wall@hall.example)");
    assert_int_equal(o.gap_ms, 3000);
    assert_int_equal(o.total_ms, 20000);
    assert_int_equal(o.connections, 2);
    assert_string_equal(o.proxy, "none");
    assert_string_equal(o.ca_file, "/a.pem");
    assert_string_equal(o.netrc_file, "/n");
    cli_finish(&cli);
}

static void of_the_environment(void **state)
{
    static const struct {
        const char *set[3][2];
        const char *http, *https, *straight;
    } cases[] = {
        {{{"http_proxy", "http://a:1"}}, "http://a:1", NULL, NULL},
        {{{"HTTP_PROXY", "http://a:1"}}, NULL, NULL, NULL}, /* a web server may have set it */
        {{{"https_proxy", "http://a:1"}}, NULL, "http://a:1", NULL},
        {{{"HTTPS_PROXY", "http://a:1"}}, NULL, "http://a:1", NULL},
        {{{"https_proxy", "http://a:1"}, {"HTTPS_PROXY", "http://b:1"}}, NULL, "http://a:1", NULL},
        {{{"all_proxy", "http://c:1"}}, "http://c:1", "http://c:1", NULL},
        {{{"ALL_PROXY", "http://c:1"}, {"http_proxy", "http://a:1"}},
         "http://a:1",
         "http://c:1",
         NULL},
        {{{"http_proxy", ""}, {"no_proxy", ""}, {"NO_PROXY", "*"}}, NULL, NULL, "*"},
        {{{"no_proxy", "quay.example"}}, NULL, NULL, "quay.example"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct room_line line;
        struct cli cli;
        struct http_opts o;
        char agent[ACCESS_AGENT_MAX];
        for (size_t v = 0; v < 3 && cases[i].set[v][0]; v++)
            (void)setenv(cases[i].set[v][0], cases[i].set[v][1], 1);
        read_opts(*state, "", &line, &cli, agent, &o);
        assert_span(span_of(o.proxy_http), cases[i].http ? cases[i].http : "");
        assert_span(span_of(o.proxy_https), cases[i].https ? cases[i].https : "");
        assert_span(span_of(o.no_proxy), cases[i].straight ? cases[i].straight : "");
        cli_finish(&cli);
        for (size_t v = 0; v < 3 && cases[i].set[v][0]; v++)
            (void)unsetenv(cases[i].set[v][0]);
    }
}

/* The access of the first feed. */
static struct http_access of_feed(const struct room *r, const char *section, struct arena *a)
{
    struct room_line line;
    struct cli cli;
    struct http_access access;
    char conf[ROOM_LINE];
    (void)snprintf(conf, sizeof conf, "feed \"Quay\" {\n url = \"http://quay.example/\"\n%s\n}\n",
                   section);
    room_write(r, "motograph/motograph.conf", conf);
    room_cli(r, "news", &line, &cli);
    assert_int_equal(access_of_feed(&cli.conf.feeds[0], &access, a), ERR_OK);
    cli_finish(&cli);
    return access; /* of the arena alone */
}

static void of_a_feed(void **state)
{
    struct arena *a = arena_create(64 * 1024);
    struct http_access got = of_feed(*state, "", a);
    assert_null(got.user);
    assert_null(got.secret);
    assert_null(got.proxy);
    assert_null(got.user_agent);
    assert_null(got.broken);
    assert_false(got.http1);
    got = of_feed(*state,
                  " user = ada\n proxy = none\n ca-file = \"/ca\"\n cert-file = \"/cert\"\n"
                  " key-file = \"/key\"\n user-agent = \"Quay 1\"\n http1 = yes\n",
                  a);
    assert_string_equal(got.user, "ada");
    assert_string_equal(got.proxy, "none");
    assert_string_equal(got.ca_file, "/ca");
    assert_string_equal(got.cert_file, "/cert");
    assert_string_equal(got.key_file, "/key");
    assert_string_equal(got.user_agent, "Quay 1");
    assert_true(got.http1);
    assert_null(got.broken);
    arena_destroy(a);
}

static void secrets(void **state)
{
    static const struct {
        const char *text, *secret; /* NULL: broken */
    } cases[] = {
        {"salt and pepper", "salt and pepper"},
        {"salt\nand\n", "salt"},
        {"salt\r\n", "salt"},
        {" salt ", " salt "},
        {"", NULL},
        {"\nsalt", NULL},
        {"a\tb", NULL},
        {"a\033b\n", NULL},
    };
    struct arena *a = arena_create(64 * 1024);
    char path[ROOM_PATH], section[ROOM_PATH + 32];
    room_path(*state, "secret", path);
    (void)snprintf(section, sizeof section, " user = ada\n secret-file = \"%s\"", path);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        room_write(*state, "secret", cases[i].text);
        (void)chmod(path, 0600);
        struct http_access got = of_feed(*state, section, a);
        assert_int_equal(got.secret == NULL, cases[i].secret == NULL);
        assert_int_equal(got.broken == NULL, cases[i].secret != NULL);
        if (got.secret)
            assert_string_equal(got.secret, cases[i].secret);
        else
            assert_null(strstr(got.broken, "salt"));
    }
    char much[ACCESS_SECRET_MAX + 10];
    memset(much, 'x', sizeof much);
    much[sizeof much - 1] = 0;
    room_write(*state, "secret", much);
    assert_non_null(of_feed(*state, section, a).broken); /* never a part of a password */
    assert_non_null(of_feed(*state, strstr(section, " secret-file"), a).broken); /* no user */
    (void)unlink(path);
    assert_non_null(strstr(of_feed(*state, section, a).broken, path));
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_non_null(of_feed(*state, section, a).broken); /* and nobody waits for a pipe */
    arena_destroy(a);
}

static void credentials_of_a_unit(void **state)
{
    struct arena *a = arena_create(64 * 1024);
    char path[ROOM_PATH];
    room_write(*state, "club", "salt");
    (void)chmod(room_path(*state, "club", path), 0600);
    assert_int_equal(setenv("CREDENTIALS_DIRECTORY", ((struct room *)*state)->folder, 1), 0);
    struct http_access got = of_feed(*state, " user = ada\n secret-file = club", a);
    assert_int_equal(unsetenv("CREDENTIALS_DIRECTORY"), 0);
    assert_null(got.broken);
    assert_string_equal(got.secret, "salt");
    /* outside of the unit it is known as what it is */
    got = of_feed(*state, " user = ada\n secret-file = club-of-nowhere", a);
    assert_ptr_equal(got.broken, ACCESS_OF_UNIT);
    got = of_feed(*state, " user = ada\n secret-file = \"/club-of-nowhere\"", a);
    assert_ptr_not_equal(got.broken, ACCESS_OF_UNIT);
    arena_destroy(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(of_the_fetch_section, make, room_remove),
        cmocka_unit_test_setup_teardown(of_the_environment, make, room_remove),
        cmocka_unit_test_setup_teardown(of_a_feed, make, room_remove),
        cmocka_unit_test_setup_teardown(secrets, make, room_remove),
        cmocka_unit_test_setup_teardown(credentials_of_a_unit, make, room_remove),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
