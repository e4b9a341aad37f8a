/* screen.h - the window, its refresh, its pacing, its keys.
 *
 * Floor 7. Main thread; only screen_wake may come from another. Owns SDL's video. */
#ifndef MOTOGRAPH_VIEW_SCREEN_H
#define MOTOGRAPH_VIEW_SCREEN_H

#include <stdint.h>

#include "view/paint.h"

enum screen_painter { PAINTER_AUTO, PAINTER_GPU, PAINTER_SOFT, PAINTER_KMS, PAINTER_DUMP };
enum screen_keys { KEYS_FULL, KEYS_SAFE, KEYS_NONE };

struct screen;

struct screen_opts {
    enum screen_painter painter;
    bool window; /* else full screen */
    bool bar;    /* a desktop bar: as high as h, at the edge */
    bool bar_bottom;
    int w, h;            /* 0: the display's */
    const char *display; /* name or number, NULL: first; BORROWED as long as the screen lives */
    enum rotation rotation;
    double refresh;   /* Hz; 0: the display's, measured while running */
    bool unpaced;     /* no sleeping, no vsync */
    bool patient;     /* a display that is not there yet is waited for */
    const char *dump; /* folder for frames, NULL: none */
    const char *title;
    enum screen_keys keys;
};

enum screen_event {
    SCREEN_NONE,
    SCREEN_QUIT,
    SCREEN_LOST, /* the server of the display has ended */
    SCREEN_PAUSE,
    SCREEN_NEXT,
    SCREEN_PREVIOUS,
    SCREEN_FASTER,
    SCREEN_SLOWER,
    SCREEN_LAYOUT,
    SCREEN_FULL,
    SCREEN_BLANK,
    SCREEN_RESIZED,
    SCREEN_WOKEN,
    SCREEN_CLICK /* screen_click says where, upright px */
};

/* Frame statistics, printed by show when it ends. */
struct screen_stats {
    uint64_t presented, missed;
    double refresh;                     /* measured, Hz */
    double interval_ms, interval_sd_ms; /* of presented frames */
    double first_ms;                    /* from create to the first presented frame */
};

/* NULL with *why filled when there is no display (ERR 69 for the command line); a patient one is
 * created nonetheless, says so once and takes frames that nobody sees until it has a display. */
struct screen *screen_create(const struct screen_opts *opts, struct type *type, struct why *why);
void screen_destroy(struct screen *s); /* NULL is allowed */

struct paint *
screen_paint(struct screen *s); /* BORROWED; changes after SCREEN_RESIZED or SCREEN_FULL */
bool screen_waits(const struct screen *s);                /* for a display, there being none */
void screen_size(const struct screen *s, int *w, int *h); /* of the upright picture */
double screen_refresh(const struct screen *s);

/* The next event within timeout_ms (0: do not wait). */
enum screen_event screen_event(struct screen *s, int timeout_ms);
void screen_click(const struct screen *s, int *x, int *y);
void screen_set_keys(struct screen *s, enum screen_keys keys);
/* Black, or the picture again; while it is black the desktop may rest its display. */
void screen_blank(struct screen *s, bool on);
void screen_toggle_full(struct screen *s); /* the painter and the size may be new */

/* Presents one frame through the painter and paces it: one pacer only. */
enum err screen_present(struct screen *s, const struct strip *strip);
struct screen_stats screen_stats(const struct screen *s);

void screen_wake(struct screen *s); /* any thread: screen_event gives SCREEN_WOKEN */

#endif
