/* paint_vt.h - the virtual console that the program stands on, when it stands on one.
 *
 * Floor 7. Main thread. Who switches to another console asks first, so that the card can be given
 * up before the other console draws. The question comes as a signal; a descriptor takes it, so that
 * there is no handler. */
#ifndef MOTOGRAPH_VIEW_PAINT_VT_H
#define MOTOGRAPH_VIEW_PAINT_VT_H

#include <linux/vt.h>
#include <signal.h>
#include <termios.h>

enum paint_vt_event { PAINT_VT_NONE, PAINT_VT_LEAVE, PAINT_VT_COME };

struct paint_vt {
    int tty, signals; /* -1: no console */
    struct vt_mode before;
    struct termios echo; /* before: keys are not written under our picture */
    sigset_t mask;       /* of the thread, before */
};

/* Caller's memory. Before other threads start: they must not take the signals. */
void paint_vt_open(struct paint_vt *v);
void paint_vt_close(struct paint_vt *v);
/* What was asked since; each must be answered by paint_vt_done once the card is given up or taken.
 */
enum paint_vt_event paint_vt_next(const struct paint_vt *v);
void paint_vt_done(const struct paint_vt *v, enum paint_vt_event event);

#endif
