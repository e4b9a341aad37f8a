/* log.h - one line an event, on standard error.
 *
 * Floor 0. Any thread (one write a line). Control bytes are escaped as \xNN, so
 * one event is one line whatever a feed says. Under the journal (JOURNAL_STREAM
 * set) lines carry their <N> level prefix. */
#ifndef MOTOGRAPH_BASE_LOG_H
#define MOTOGRAPH_BASE_LOG_H

enum log_level {
    LOG_LEVEL_ERROR,
    LOG_LEVEL_WARN,
    LOG_LEVEL_NOTICE,
    LOG_LEVEL_INFO,
    LOG_LEVEL_DEBUG
};

/* What is said from now on: this level and those before it. Starts as NOTICE. */
void log_set_level(enum log_level level);

/* One line on standard error, from a printf format; the names are the levels. */
void log_error(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
void log_warn(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
void log_notice(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
void log_info(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
void log_debug(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

#endif
