/* cli.h - the command line: which command, with which settings and sources.
 *
 * Floor 9. Main thread. Exit codes of the contract (sysexits.h where it has them). */
#ifndef MOTOGRAPH_RUN_CLI_H
#define MOTOGRAPH_RUN_CLI_H

#include <stdio.h>

#include "conf/conf.h"
#include "run/places.h"

enum exit_code {
    EXIT_CODE_DONE = 0,
    EXIT_CODE_SOME = 1,         /* some sources failed, the rest was shown */
    EXIT_CODE_USAGE = 64,       /* wrong usage */
    EXIT_CODE_DATA = 65,        /* nothing usable in the input */
    EXIT_CODE_NO_INPUT = 66,    /* no such file */
    EXIT_CODE_UNAVAILABLE = 69, /* no display, or no source reachable */
    EXIT_CODE_SOFTWARE = 70,    /* out of memory, or our own mistake */
    EXIT_CODE_OUTPUT = 73,      /* output cannot be written */
    EXIT_CODE_CONFIG = 78       /* wrong configuration */
};

struct cli {
    struct conf conf;
    struct places places;
    const char *command; /* its name; "show" when none was said */
    char **args;         /* what is neither command nor option: sources, or words of the command */
    int n_args;
    bool passed_over; /* files of the configuration hold lines that were named and passed over */
    bool unread;      /* they cannot be used; the last good news stand there until they can */
    int argc;         /* the line as it came, for a reload; BORROWED */
    char **argv;
};

/* Reads the line, the configuration files and the places. EXIT_CODE_DONE, or the code to end with
 * after everything was said on standard error (*done: help or version was printed, end with 0). */
enum exit_code cli_init(struct cli *cli, int argc, char **argv, bool *done);
void cli_finish(struct cli *cli);

/* The commands; each gives the exit code. */
enum exit_code cli_run(struct cli *cli);

/* Prints all of out on standard output, or says why not and gives EXIT_CODE_OUTPUT. */
enum exit_code cli_print(const struct buf *out);

/* The usage text with all options. */
void cli_print_help(FILE *to);

/* The commands, in the order of the help. */
struct cli_command {
    const char *name, *args, *help;
    enum exit_code (*run)(struct cli *cli);
    enum {
        CLI_STRICT,      /* a wrong configuration ends it */
        CLI_FORGIVING,   /* it goes on with what is right there */
        CLI_UNCONFIGURED /* the configuration is not read */
    } reads;
};
const struct cli_command *cli_commands(size_t *n);

#endif
