/* screen_pace.h - when the next frame is due, and how even the last ones were.
 *
 * Floor 7. Main thread. Reads no clock: moments come in, in ns of a clock that never jumps. */
#ifndef MOTOGRAPH_VIEW_SCREEN_PACE_H
#define MOTOGRAPH_VIEW_SCREEN_PACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SCREEN_PACE_WINDOW = 120 }; /* intervals whose median is the refresh */

struct screen_pace {
    double refresh; /* Hz, as known now */
    bool measure;   /* the display paces: the median corrects the refresh */
    int64_t last;   /* when the last frame was presented; 0: after a pause */
    int64_t due;    /* when our own pacer lets the next one go */
    int64_t window[SCREEN_PACE_WINDOW];
    size_t n;      /* in the window */
    bool measured; /* at least one window is full */
    uint64_t presented, missed, intervals;
    double mean, squares; /* of the intervals, ns (Welford's method) */
};

void screen_pace_init(struct screen_pace *p, double refresh, bool measure);
/* Another display: its refresh, and whether that is measured; what was counted stays. */
void screen_pace_renew(struct screen_pace *p, double refresh, bool measure);
/* A pause on purpose: the next interval does not count. */
void screen_pace_rest(struct screen_pace *p);
/* Until when our own pacer sleeps before it presents. Missed frames are not made up. */
int64_t screen_pace_due(struct screen_pace *p, int64_t now);
/* Presenting returned far too soon for a display that paces (a hidden window, a driver without
 * vertical sync): until when to sleep; 0: not at all. */
int64_t screen_pace_guard(const struct screen_pace *p, int64_t now);
/* A frame was presented. */
void screen_pace_note(struct screen_pace *p, int64_t now);

double screen_pace_sd(const struct screen_pace *p); /* of the intervals, ns */

#endif
