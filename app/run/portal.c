/* portal.c - telling a log-in page of the network from news. Floor 9. Any thread. */
#include "run/portal.h"

enum { COUNTRY = 2, SHORT = 3 };

/* Where the last label of s begins. */
static size_t last_label(struct span s)
{
    size_t at = s.n;
    while (at > 0 && s.p[at - 1] != '.')
        at--;
    return at;
}

static bool is_figures(struct span host)
{
    return host.n == 0 || ascii_digit(host.p[host.n - 1]) || span_find_byte(host, ':') != SIZE_MAX;
}

/* What one registers: the last labels of a name. */
static struct span site_of(struct span host)
{
    size_t top = last_label(host);
    if (top == 0 || is_figures(host))
        return host;
    size_t second = last_label(span_sub(host, 0, top - 1));
    bool shared = host.n - top == COUNTRY && top - 1 - second <= SHORT;
    if (second == 0 || !shared)
        return span_from(host, second);
    return span_from(host, last_label(span_sub(host, 0, second - 1)));
}

static bool is_inside(struct span host, struct span domain)
{
    size_t before = host.n - domain.n;
    return !is_figures(host) && host.n > domain.n && host.p[before - 1] == '.' &&
           last_label(domain) > 1 && span_eq_nocase(span_from(host, before), domain);
}

bool portal_same_site(struct span host, struct span other)
{
    return span_eq_nocase(site_of(host), site_of(other)) || is_inside(host, other) ||
           is_inside(other, host);
}
