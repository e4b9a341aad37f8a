/* paint_vt.c - the virtual console below us. Floor 7. Main thread. Knows no card. */
#include "view/paint_vt.h"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/signalfd.h>
#include <unistd.h>

static void hide_keys(struct paint_vt *v)
{
    (void)tcgetattr(v->tty, &v->echo);
    struct termios quiet = v->echo;
    quiet.c_lflag &= ~(tcflag_t)ECHO;
    (void)tcsetattr(v->tty, TCSANOW, &quiet);
}

static int leave_signal(void)
{
    return SIGRTMIN;
}

static int come_signal(void)
{
    return SIGRTMIN + 1;
}

/* Standard input where that is a console (a service has it so), else the terminal we came from. */
static int open_console(struct vt_mode *mode)
{
    int tty = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0);
    if (tty >= 0 && ioctl(tty, VT_GETMODE, mode) == 0)
        return tty;
    if (tty >= 0)
        (void)close(tty);
    tty = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
    if (tty >= 0 && ioctl(tty, VT_GETMODE, mode) == 0)
        return tty;
    if (tty >= 0)
        (void)close(tty);
    return -1;
}

void paint_vt_open(struct paint_vt *v)
{
    sigset_t set;
    *v = (struct paint_vt){.tty = -1, .signals = -1};
    v->tty = open_console(&v->before);
    if (v->tty < 0)
        return;
    hide_keys(v);
    (void)sigemptyset(&set);
    (void)sigaddset(&set, leave_signal());
    (void)sigaddset(&set, come_signal());
    (void)signal(leave_signal(), SIG_IGN); /* one that nobody waits for would end us */
    (void)signal(come_signal(), SIG_IGN);
    (void)pthread_sigmask(SIG_BLOCK, &set, &v->mask);
    v->signals = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
    struct vt_mode mode = {
        .mode = VT_PROCESS, .relsig = (short)leave_signal(), .acqsig = (short)come_signal()};
    if (v->signals < 0 || ioctl(v->tty, VT_SETMODE, &mode) != 0)
        paint_vt_close(v);
}

void paint_vt_close(struct paint_vt *v)
{
    if (v->tty < 0)
        return;
    v->before.mode = VT_AUTO;
    (void)ioctl(v->tty, VT_SETMODE, &v->before);
    /* Keys were ours: nothing of them is for the shell. */
    (void)tcsetattr(v->tty, TCSAFLUSH, &v->echo);
    (void)close(v->tty);
    if (v->signals >= 0)
        (void)close(v->signals);
    (void)pthread_sigmask(SIG_SETMASK, &v->mask, NULL);
    v->tty = v->signals = -1;
}

enum paint_vt_event paint_vt_next(const struct paint_vt *v)
{
    struct signalfd_siginfo info;
    if (v->signals < 0 || read(v->signals, &info, sizeof info) != sizeof info)
        return PAINT_VT_NONE;
    return (int)info.ssi_signo == leave_signal() ? PAINT_VT_LEAVE : PAINT_VT_COME;
}

void paint_vt_done(const struct paint_vt *v, enum paint_vt_event event)
{
    (void)ioctl(v->tty, VT_RELDISP, event == PAINT_VT_LEAVE ? 1 : VT_ACKACQ);
}
