/* err.h - what can go wrong, as a must-use value and as words for people.
 *
 * Floor 0. Any thread. Knows nothing of who failed. */
#ifndef MOTOGRAPH_BASE_ERR_H
#define MOTOGRAPH_BASE_ERR_H

#define MUST_USE __attribute__((warn_unused_result))

enum err {
    ERR_OK = 0,
    ERR_NOMEM,       /* memory ran out; the batch is dropped, never the program */
    ERR_IO,          /* a file, pipe or device failed */
    ERR_NET,         /* the network failed */
    ERR_TOO_BIG,     /* over a named limit */
    ERR_SYNTAX,      /* the input is not what it should be */
    ERR_UNSUPPORTED, /* known, but not done here */
    ERR_NOT_FOUND,   /* no such file, source or entry */
    ERR_AGAIN,       /* nothing yet; ask later */
    ERR_STOPPED      /* we were told to stop */
};

enum { WHY_MAX = 240 };

/* Detail for people. Always zero-terminated; line is 0 where there is none. */
struct why {
    char text[WHY_MAX];
    int line;
};

/* Short English words for e, static storage. */
const char *err_text(enum err e);

/* Fills *why (NULL is allowed) and gives e back, so that a failure is one line:
 *     return why_set(why, ERR_SYNTAX, 0, "no channel in the feed");
 * Text too long is cut at a byte; control bytes become '?'. */
enum err why_set(struct why *why, enum err e, int line, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));

#endif
