/* notify.c - what the service manager hears, on a real socket. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "run/notify.h"

static int listen_here(struct sockaddr_un *address)
{
    *address = (struct sockaddr_un){.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0);
    (void)snprintf(address->sun_path, sizeof address->sun_path, "/tmp/motograph-notify-%ld",
                   (long)getpid());
    assert_int_equal(bind(fd, (struct sockaddr *)address, sizeof *address), 0);
    return fd;
}

static void assert_hears(int fd, const char *want)
{
    char text[256] = "";
    ssize_t n = recv(fd, text, sizeof text - 1, 0);
    if (!want) {
        assert_int_equal(n, -1);
        return;
    }
    assert_true(n > 0);
    assert_string_equal(text, want);
}

static void it_is_told_of_everything(void **state)
{
    (void)state;
    struct sockaddr_un address;
    struct notify n;
    int fd = listen_here(&address);
    assert_int_equal(setenv("NOTIFY_SOCKET", address.sun_path, 1), 0);
    assert_int_equal(setenv("WATCHDOG_USEC", "2000000", 1), 0);
    notify_init(&n);
    notify_ready(&n);
    assert_hears(fd, "READY=1");
    assert_true(notify_listened(&n));
    notify_status(&n, "waiting for a display");
    assert_hears(fd, "STATUS=waiting for a display");
    notify_reloading(&n);
    assert_hears(fd, "RELOADING=1");
    notify_alive(&n, 5000);
    assert_hears(fd, "WATCHDOG=1");
    notify_alive(&n, 5999);
    assert_hears(fd, NULL);
    notify_alive(&n, 6000);
    assert_hears(fd, "WATCHDOG=1");
    notify_stopping(&n);
    assert_hears(fd, "STOPPING=1");
    notify_finish(&n);
    notify_finish(&n);
    (void)close(fd);
    (void)unlink(address.sun_path);
}

static void nobody_listening_is_fine(void **state)
{
    (void)state;
    struct notify n;
    assert_int_equal(unsetenv("NOTIFY_SOCKET"), 0);
    notify_init(&n);
    assert_false(notify_listened(&n));
    notify_ready(&n);
    notify_alive(&n, 1);
    notify_finish(&n);
    assert_int_equal(setenv("NOTIFY_SOCKET", "/nowhere/at/all", 1), 0);
    notify_init(&n);
    notify_ready(&n);
    notify_finish(&n);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_told_of_everything),
        cmocka_unit_test(nobody_listening_is_fine),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
