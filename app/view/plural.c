/* plural.c - which plural a whole number takes. Floor 7. Any thread. Knows no words. */
#include "view/plural.h"

static bool within(size_t n, size_t least, size_t most)
{
    return n >= least && n <= most;
}

static const char *english(size_t n)
{
    return n == 1 ? "one" : "other";
}

static const char *none(size_t n)
{
    (void)n;
    return "other";
}

static const char *french(size_t n)
{
    return n < 2 ? "one" : "other";
}

static const char *slavic(size_t n)
{
    if (n % 10 == 1 && n % 100 != 11)
        return "one";
    return within(n % 10, 2, 4) && !within(n % 100, 12, 14) ? "few" : "many";
}

static const char *polish(size_t n)
{
    return n == 1 ? "one" : n % 10 == 1 ? "many" : slavic(n);
}

static const char *czech(size_t n)
{
    return n == 1 ? "one" : within(n, 2, 4) ? "few" : "other";
}

static const char *slovenian(size_t n)
{
    static const char *const last[] = {"other", "one", "two", "few", "few"};
    return n % 100 < 5 ? last[n % 100] : "other";
}

static const char *lithuanian(size_t n)
{
    if (n % 10 == 0 || within(n % 100, 11, 19))
        return "other";
    return n % 10 == 1 ? "one" : "few";
}

static const char *latvian(size_t n)
{
    if (n % 10 == 0 || within(n % 100, 11, 19))
        return "zero";
    return n % 10 == 1 ? "one" : "other";
}

static const char *icelandic(size_t n)
{
    return n % 10 == 1 && n % 100 != 11 ? "one" : "other";
}

static const char *romanian(size_t n)
{
    return n == 1 ? "one" : n == 0 || within(n % 100, 1, 19) ? "few" : "other";
}

static const char *arabic(size_t n)
{
    static const char *const small[] = {"zero", "one", "two"};
    if (n < 3)
        return small[n];
    return within(n % 100, 3, 10) ? "few" : n % 100 >= 11 ? "many" : "other";
}

static const char *hebrew(size_t n)
{
    return n == 1 ? "one" : n == 2 ? "two" : "other";
}

static const char *irish(size_t n)
{
    return n < 3 ? hebrew(n) : n <= 6 ? "few" : n <= 10 ? "many" : "other";
}

static const char *welsh(size_t n)
{
    static const char *const small[] = {"zero", "one", "two", "few", "other", "other", "many"};
    return n < sizeof small / sizeof *small ? small[n] : "other";
}

static const char *maltese(size_t n)
{
    if (n == 1 || n == 2)
        return hebrew(n);
    return n == 0 || within(n % 100, 3, 10) ? "few" : within(n % 100, 11, 19) ? "many" : "other";
}

static const char *tagalog(size_t n)
{
    return n % 10 == 4 || n % 10 == 6 || n % 10 == 9 ? "other" : "one";
}

static const struct {
    const char *name;
    const char *(*category)(size_t n);
} RULES[] = {
    {"english", english},     {"none", none},         {"french", french},
    {"slavic", slavic},       {"polish", polish},     {"czech", czech},
    {"slovenian", slovenian}, {"latvian", latvian},   {"lithuanian", lithuanian},
    {"icelandic", icelandic}, {"romanian", romanian}, {"arabic", arabic},
    {"hebrew", hebrew},       {"irish", irish},       {"welsh", welsh},
    {"maltese", maltese},     {"tagalog", tagalog},
};

/* Place in the table, or its end. */
static size_t find(struct span rule)
{
    size_t i = 0;
    while (i < sizeof RULES / sizeof *RULES && !span_is(rule, RULES[i].name))
        i++;
    return i;
}

const char *plural_category(struct span rule, size_t n)
{
    return plural_known(rule) ? RULES[find(rule)].category(n) : english(n);
}

bool plural_known(struct span rule)
{
    return find(rule) < sizeof RULES / sizeof *RULES;
}
