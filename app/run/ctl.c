/* ctl.c - `motograph ctl`: talk to a running ticker. Floor 9. Main thread. */
#include "base/log.h"
#include "run/command.h"
#include "run/control.h"

enum exit_code ctl_run(struct cli *cli)
{
    struct buf answer;
    struct why why = {.text = ""};
    if (cli->n_args != 1 || !cli->args[0][0]) {
        log_error("ctl: status, pause, resume, next, previous or reload");
        return EXIT_CODE_USAGE;
    }
    buf_init(&answer, CONTROL_LINE_MAX);
    enum err e = control_ask(cli->args[0], &answer, &why);
    enum exit_code code = EXIT_CODE_DONE;
    if (!e && answer.n == 0)
        e = why_set(&why, ERR_STOPPED, 0, "the ticker said nothing");
    if (e)
        code = EXIT_CODE_UNAVAILABLE;
    else if (span_starts(buf_span(&answer), "unknown"))
        code = EXIT_CODE_USAGE;
    if (e)
        log_error("ctl: %s", why.text);
    else
        (void)fputs(buf_cstr(&answer), code ? stderr : stdout);
    buf_finish(&answer);
    return code;
}
