/* sandbox.c - two locks: which system calls there are (seccomp), which files can be seen
 * (Landlock).
 *
 * Floor 5. One thread. Landlock is one of the calls that the first lock takes away, so it comes
 * first. What strangers' bytes need of files: the tables of iconv, which the C library opens when a
 * charset is first met. */
#include "ingest/sandbox.h"

#ifdef MOTOGRAPH_SANDBOX

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

static bool let_read(int rules, const char *folder)
{
    struct landlock_path_beneath_attr beneath = {
        .allowed_access = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR,
        .parent_fd = open(folder, O_PATH | O_CLOEXEC | O_DIRECTORY)};
    if (beneath.parent_fd < 0)
        return errno == ENOENT;
    long failed = syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0);
    (void)close(beneath.parent_fd);
    return failed == 0;
}

/* Files: only below these folders, only to be read. What Landlock's first version handles, as
 * kernels of Debian 12 and newer do; opening for writing fails by the other lock, too. */
static bool lock_files(const char *const *folders)
{
    struct landlock_ruleset_attr handled = {
        .handled_access_fs = LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE |
                             LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR |
                             LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE |
                             LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_DIR |
                             LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_SOCK |
                             LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_BLOCK |
                             LANDLOCK_ACCESS_FS_MAKE_SYM};
    int rules = (int)syscall(SYS_landlock_create_ruleset, &handled, sizeof handled, 0);
    if (rules < 0)
        return false;
    bool locked = true;
    for (; locked && *folders; folders++)
        locked = let_read(rules, *folders);
    locked = locked && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
             syscall(SYS_landlock_restrict_self, rules, 0) == 0;
    (void)close(rules);
    return locked;
}

/* What a program needs that only reads, thinks and writes; everything else fails with EPERM. */
static const char *const calls[] = {"read",
                                    "readv",
                                    "pread64",
                                    "write",
                                    "writev",
                                    "close",
                                    "lseek",
                                    "_llseek",
                                    "fstat",
                                    "fstat64",
                                    "newfstatat",
                                    "fstatat64",
                                    "statx",
                                    "getdents64",
                                    "fcntl",
                                    "fcntl64",
                                    "brk",
                                    "mmap",
                                    "mmap2",
                                    "munmap",
                                    "mremap",
                                    "mprotect",
                                    "madvise",
                                    "futex",
                                    "futex_time64",
                                    "clock_gettime",
                                    "gettimeofday",
                                    "clock_gettime64",
                                    "getrandom",
                                    "getpid",
                                    "gettid",
                                    "rt_sigaction",
                                    "rt_sigprocmask",
                                    "rt_sigreturn",
                                    "sigreturn",
                                    "sigaltstack",
                                    "exit",
                                    "exit_group",
                                    "restart_syscall"};

static bool allow_calls(scmp_filter_ctx filter)
{
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
        int number = seccomp_syscall_resolve_name(calls[i]);
        if (number != __NR_SCMP_ERROR && seccomp_rule_add(filter, SCMP_ACT_ALLOW, number, 0) != 0)
            return false;
    }
    return seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(openat), 1,
                            SCMP_A2(SCMP_CMP_MASKED_EQ, O_ACCMODE | O_CREAT | O_TRUNC, O_RDONLY)) ==
           0;
}

static bool lock_calls(void)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
    bool locked = filter && allow_calls(filter) && seccomp_load(filter) == 0;
    seccomp_release(filter);
    return locked;
}

enum sandbox sandbox_enter(const char *const *folders)
{
    bool files = lock_files(folders), called = lock_calls();
    return files && called ? SANDBOX_WHOLE : files || called ? SANDBOX_PARTIAL : SANDBOX_NONE;
}

#else

/* A build whose tools need what the locks take away: sanitizers, coverage. */
enum sandbox sandbox_enter(const char *const *folders)
{
    (void)folders;
    return SANDBOX_NONE;
}

#endif
