/* log.c - one line an event on standard error. Floor 0. Any thread. */
#include "base/log.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { LINE_MAX_BYTES = 1024 };

/* One of the two mutable file-scope variables that the design allows. */
static atomic_int level_now = LOG_LEVEL_NOTICE;

void log_set_level(enum log_level level)
{
    atomic_store(&level_now, (int)level);
}

/* Copies text into out with control bytes escaped; gives the length. */
static size_t escape(char *out, size_t room, const char *text)
{
    size_t n = 0;
    for (const char *p = text; *p && n + 5 < room; p++) {
        unsigned char c = (unsigned char)*p;
        if (c < 0x20 || c == 0x7f)
            n += (size_t)snprintf(out + n, room - n, "\\x%02x", c);
        else
            out[n++] = *p;
    }
    return n;
}

static void say(enum log_level level, const char *fmt, va_list args)
{
    static const char journal[] = {'3', '4', '5', '6', '7'};
    static const char *const words[] = {"error: ", "warning: ", "", "", "debug: "};
    if ((int)level > atomic_load(&level_now))
        return;
    char text[LINE_MAX_BYTES], line[2 * LINE_MAX_BYTES];
    (void)vsnprintf(text, sizeof text, fmt, args);
    int head = getenv("JOURNAL_STREAM")
                   ? snprintf(line, sizeof line, "<%c>%s", journal[level], words[level])
                   : snprintf(line, sizeof line, "motograph: %s", words[level]);
    size_t n = (size_t)head + escape(line + head, sizeof line - (size_t)head - 1, text);
    line[n++] = '\n';
    ssize_t ignored = write(STDERR_FILENO, line, n);
    (void)ignored;
}

void log_error(const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    say(LOG_LEVEL_ERROR, fmt, args);
    va_end(args);
}

void log_warn(const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    say(LOG_LEVEL_WARN, fmt, args);
    va_end(args);
}

void log_notice(const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    say(LOG_LEVEL_NOTICE, fmt, args);
    va_end(args);
}

void log_info(const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    say(LOG_LEVEL_INFO, fmt, args);
    va_end(args);
}

void log_debug(const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    say(LOG_LEVEL_DEBUG, fmt, args);
    va_end(args);
}
