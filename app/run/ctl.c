/* ctl.c - `motograph ctl`: talk to a running ticker. Floor 9. Main thread. */
#include "base/log.h"
#include "run/command.h"
#include "run/control.h"

/* The words as one line. */
static bool put_line(struct buf *line, const struct cli *cli)
{
    for (int i = 0; i < cli->n_args; i++)
        (void)buf_printf(line, "%s%s", i ? " " : "", cli->args[i]);
    return line->n && !line->failed;
}

/* What went wrong and what is only said goes to standard error: the rest can be piped on. */
static enum exit_code print(struct span answer)
{
    enum exit_code code = EXIT_CODE_DONE;
    struct span line;
    while (span_line(&answer, &line)) {
        bool wrong = span_starts(line, "error: "), unknown = span_is(line, "unknown command");
        bool aside = wrong || unknown || span_starts(line, "note: ");
        (void)fprintf(aside ? stderr : stdout, "%.*s\n", (int)line.n, line.p);
        if (unknown)
            code = EXIT_CODE_USAGE;
        else if (wrong)
            code = EXIT_CODE_SOME;
    }
    return code;
}

enum exit_code ctl_run(struct cli *cli)
{
    struct buf line, answer;
    struct why why = {.text = ""};
    buf_init(&line, CONTROL_LINE_MAX);
    buf_init(&answer, CONTROL_ANSWER_MAX);
    enum exit_code code = EXIT_CODE_UNAVAILABLE;
    if (!put_line(&line, cli)) {
        log_error("ctl: status, pause, resume, next, previous, reload, blank, say, unsay, held, "
                  "release or reject");
        code = EXIT_CODE_USAGE;
    } else if (control_ask(buf_cstr(&line), &answer, &why) != ERR_OK) {
        log_error("ctl: %s", why.text);
    } else if (answer.n == 0) {
        log_error("ctl: the ticker said nothing");
    } else {
        code = print(buf_span(&answer));
    }
    buf_finish(&line);
    buf_finish(&answer);
    return code;
}
