/* clock.c - the clock: started elsewhere, of the machine's zone, known or not. */
#include "run/clock.h"

#include <sched.h>
#include <stdlib.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "unit.h"

enum { NOT_HERE = 75 };
enum { MOMENT = 1795269900 /* 2026-11-21T14:05:00Z, a Saturday */, SLACK = 5 };

static void the_machines_own(void **state)
{
    (void)state;
    struct clock c = clock_make(WHEN_NONE);
    int64_t now = time(NULL);
    assert_in_range(clock_now(&c), now, now + SLACK);
    assert_int_equal(clock_known(&c), now >= when_make(2026, 1, 1, 0, 0, 0));
}

static void started_elsewhere_it_goes_on(void **state)
{
    (void)state;
    struct clock c = clock_make(MOMENT), early = clock_make(0);
    assert_in_range(clock_now(&c), MOMENT, MOMENT + SLACK);
    assert_true(clock_known(&c));
    assert_in_range(clock_now(&early), 0, SLACK);
    assert_true(clock_known(&early)); /* said on purpose */
}

static void local_time_is_of_the_zone(void **state)
{
    (void)state;
    (void)setenv("TZ", "XYZ-9:30", 1); /* nine and a half hours ahead */
    tzset();
    struct when_civil t = clock_local(MOMENT);
    assert_int_equal(t.year * 10000 + t.month * 100 + t.day, 20261121);
    assert_int_equal(t.hour * 100 + t.minute, 2335);
    assert_int_equal(t.weekday, 6);
    t = clock_local(MOMENT + 3600);
    assert_int_equal(t.day, 22);
    assert_int_equal(t.weekday, 0);
}

/* A zone file without a rule: so many hours ahead. */
static void make_zone(char *path, unsigned char hours)
{
    static const unsigned char abbreviation[] = "XYZ";
    unsigned char bytes[44 + 6] = "TZif";
    unsigned seconds = hours * 3600u;
    bytes[39] = 1;                   /* kinds of time */
    bytes[43] = sizeof abbreviation; /* bytes of their names */
    bytes[46] = (unsigned char)(seconds >> 8);
    bytes[47] = (unsigned char)seconds;
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, bytes, sizeof bytes), sizeof bytes);
    assert_int_equal(write(fd, abbreviation, sizeof abbreviation), sizeof abbreviation);
    assert_int_equal(close(fd), 0);
}

/* In a namespace of its own: the hours of the moment by one zone, then by the other. */
static int hours_of(const char *first, const char *second)
{
    static const char place[] = "/etc/localtime";
    if (unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0 || mount(first, place, NULL, MS_BIND, NULL) != 0)
        return NOT_HERE;
    int before = clock_local(MOMENT).hour;
    if (mount(second, place, NULL, MS_BIND, NULL) != 0)
        return NOT_HERE;
    return before == 15 && clock_local(MOMENT).hour == 17 ? 0 : 1;
}

/* timedatectl set-timezone, while the wall runs. */
static void the_zone_is_followed(void **state)
{
    (void)state;
    char first[] = "/tmp/motograph-zone-XXXXXX", second[] = "/tmp/motograph-zone-XXXXXX";
    int status;
    make_zone(first, 1);
    make_zone(second, 3);
    (void)unsetenv("TZ");
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0)
        _exit(hours_of(first, second));
    assert_int_equal(waitpid(pid, &status, 0), pid);
    (void)unlink(first);
    (void)unlink(second);
    assert_true(WIFEXITED(status));
    if (WEXITSTATUS(status) == NOT_HERE)
        skip();
    assert_int_equal(WEXITSTATUS(status), 0);
}

static void monotonic_time_only_grows(void **state)
{
    (void)state;
    int64_t last = clock_ms(), first = last;
    for (int i = 0; i < 1000; i++) {
        int64_t now = clock_ms();
        assert_true(now >= last);
        last = now;
    }
    (void)nanosleep(&(struct timespec){.tv_nsec = 20 * 1000 * 1000}, NULL);
    assert_true(clock_ms() - first >= 19);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_machines_own),          cmocka_unit_test(started_elsewhere_it_goes_on),
        cmocka_unit_test(local_time_is_of_the_zone), cmocka_unit_test(the_zone_is_followed),
        cmocka_unit_test(monotonic_time_only_grows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
