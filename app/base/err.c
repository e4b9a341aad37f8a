/* err.c - words for errors. Floor 0. Any thread. */
#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>

const char *err_text(enum err e)
{
    switch (e) {
    case ERR_OK:
        return "fine";
    case ERR_NOMEM:
        return "out of memory";
    case ERR_IO:
        return "input or output failed";
    case ERR_NET:
        return "the network failed";
    case ERR_TOO_BIG:
        return "over a limit";
    case ERR_SYNTAX:
        return "not understood";
    case ERR_UNSUPPORTED:
        return "not supported";
    case ERR_NOT_FOUND:
        return "not found";
    case ERR_AGAIN:
        return "nothing yet";
    case ERR_STOPPED:
        return "stopped";
    }
    return "unknown error";
}

enum err why_set(struct why *why, enum err e, int line, const char *fmt, ...)
{
    if (!why)
        return e;
    va_list args;
    va_start(args, fmt);
    (void)vsnprintf(why->text, sizeof why->text, fmt, args);
    va_end(args);
    for (char *p = why->text; *p; p++)
        if ((unsigned char)*p < 0x20 || *p == 0x7f)
            *p = '?';
    why->line = line;
    return e;
}
