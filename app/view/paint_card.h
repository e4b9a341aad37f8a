/* paint_card.h - a graphics card without its GPU: one screen of it and the memory it shows.
 *
 * Floor 7. Main thread. By libdrm's dumb buffers, which every card with a kernel driver has, and by
 * the calls that are older than atomic ones: the kernel makes atomic commits of them where the
 * driver wants those, so that one way serves all. A plane that pans would save the copy of the
 * strip, a hundredth of a core; but planes differ from card to card, their buffers end where news
 * do not, and none could be had to show that it pays: so there is none. */
#ifndef MOTOGRAPH_VIEW_PAINT_CARD_H
#define MOTOGRAPH_VIEW_PAINT_CARD_H

#include <SDL.h>

#include "base/err.h"
#include "view/paint_mode.h"

enum { PAINT_CARD_BUFFERS = 2 };

struct paint_card_opts {
    const char *display; /* connector by name ("HDMI-A-1") or number; NULL: the first */
    int w, h;            /* 0: the display's */
    double refresh;      /* Hz; 0: the display's */
    bool vsync;          /* turn pages with the display where it can be had */
};

struct paint_buffer {
    uint32_t handle, fb;
    void *map;
    size_t bytes;
    SDL_Surface *surface; /* over map */
};

struct paint_card {
    int fd;
    uint32_t connector, crtc;
    char name[PAINT_MODE_NAME]; /* of the connector */
    drmModeModeInfo mode;
    drmModeCrtc *before; /* what stood there */
    struct paint_buffer buffers[PAINT_CARD_BUFFERS];
    int n_buffers; /* 1: changes are made in what is shown */
    bool flipping; /* a page is being turned */
};

/* Caller's memory. Takes the card, sets the mode on a black buffer. ERR_UNSUPPORTED and why says
 * what a person can do; nothing is held then. */
MUST_USE enum err paint_card_open(struct paint_card *c, const struct paint_card_opts *opts,
                                  struct why *why);
/* What stood there before stands there again. Once is enough, twice is harmless. */
void paint_card_close(struct paint_card *c);

/* Sets the mode with buffer i. ERR_IO: not now. */
MUST_USE enum err paint_card_light(struct paint_card *c, int i);
/* Turns to buffer i at the next vertical blank and waits for it. ERR_IO: not now. */
MUST_USE enum err paint_card_flip(struct paint_card *c, int i);
/* Tells of changes in the buffer that is shown. Cards that scan memory need not be told. */
MUST_USE enum err paint_card_changed(const struct paint_card *c, const SDL_Rect *rects, int n);
/* Gives up the card for another program (a console), takes it again. */
void paint_card_leave(const struct paint_card *c);
MUST_USE enum err paint_card_take(const struct paint_card *c);

/* Whether the display is plugged in, as the kernel knows: nothing is asked of the display.
 * ERR_NOT_FOUND: it is not; ERR_UNSUPPORTED: the card itself is gone. */
MUST_USE enum err paint_card_present(const struct paint_card *c);
/* Whether this machine has a GPU to render with, as far as that can be told without loading its
 * driver. Any thread. */
bool paint_card_renders(void);
/* The display came back: chooses its mode anew. ERR_UNSUPPORTED: it is
 * of another size now. */
MUST_USE enum err paint_card_again(struct paint_card *c, const struct paint_card_opts *opts);

/* Where the display asked for (a name or a number) is: the number of its card, and its place among
 * those that are plugged into that one. False: nowhere. Takes nothing. */
bool paint_card_find(const char *display, int *card, int *place);

/* Sends a display to sleep and wakes it; connector 0: all of the card. */
void paint_card_power(int fd, uint32_t connector, bool on);

#endif
