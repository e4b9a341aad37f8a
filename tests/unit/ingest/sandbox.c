/* sandbox.c - what a process that has shut itself in can still do, tried in children. */
#include "ingest/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "unit.h"

enum { SHUT = 3, OPEN = 4, NO_KERNEL = 5, BIG = 64 * 1024 * 1024 };

typedef bool attempt(void);

static bool reads_a_secret(void)
{
    return open("/etc/passwd", O_RDONLY) >= 0;
}

static bool writes_a_file(void)
{
    return open(TEST_CASES "/../.sandbox", O_WRONLY | O_CREAT, 0600) >= 0;
}

static bool appends_where_it_reads(void)
{
    return open(TEST_ASSETS "/words/en.words", O_RDWR) >= 0;
}

static bool calls_out(void)
{
    return socket(AF_INET, SOCK_STREAM, 0) >= 0 || socket(AF_UNIX, SOCK_STREAM, 0) >= 0;
}

static bool becomes_another(void)
{
    (void)execl("/bin/true", "true", (char *)NULL);
    return false; /* had it worked, the child would have ended with 0 */
}

static bool multiplies(void)
{
    pid_t pid = fork();
    if (pid == 0)
        _exit(0);
    return pid > 0;
}

static bool removes(void)
{
    return unlink(TEST_CASES "/README.md") == 0 || errno == ENOENT;
}

static bool reads_words(void)
{
    return open(TEST_ASSETS "/words/en.words", O_RDONLY) >= 0;
}

static bool reads_old_charsets(void)
{
    static const char *const charsets[] = {"SHIFT_JIS", "WINDOWS-1251", "GB18030", "EUC-KR"};
    for (size_t i = 0; i < sizeof charsets / sizeof *charsets; i++) {
        iconv_t way = iconv_open("UTF-8", charsets[i]);
        if (way == (iconv_t)-1)
            return false;
        (void)iconv_close(way);
    }
    return true;
}

static bool takes_memory(void)
{
    char *memory = malloc(BIG);
    if (memory)
        memset(memory, 1, BIG);
    bool had = memory && memory[BIG - 1] == 1;
    free(memory);
    return had;
}

/* Ends the child: OPEN when the attempt worked, SHUT when not. */
static void try_inside(attempt *try)
{
    const char *folders[] = {TEST_ASSETS, "/usr/lib", "/lib", "/nowhere", NULL};
    if (sandbox_enter(folders) != SANDBOX_WHOLE)
        _exit(NO_KERNEL);
    _exit(try() ? OPEN : SHUT);
}

static int outcome(attempt *try)
{
    int status;
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0)
        try_inside(try);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status));
    if (WEXITSTATUS(status) == NO_KERNEL)
        skip(); /* a kernel without Landlock, an emulator, a build without the sandbox */
    return WEXITSTATUS(status);
}

static void what_a_stranger_wants_is_shut(void **state)
{
    static attempt *const shut[] = {reads_a_secret, writes_a_file,   appends_where_it_reads,
                                    calls_out,      becomes_another, multiplies,
                                    removes};
    (void)state;
    for (size_t i = 0; i < sizeof shut / sizeof *shut; i++)
        if (outcome(shut[i]) != SHUT)
            fail_msg("attempt %zu worked", i);
}

static void what_the_work_needs_is_open(void **state)
{
    (void)state;
    assert_int_equal(outcome(reads_words), OPEN);
    assert_int_equal(outcome(reads_old_charsets), OPEN);
    assert_int_equal(outcome(takes_memory), OPEN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_stranger_wants_is_shut),
        cmocka_unit_test(what_the_work_needs_is_open),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
