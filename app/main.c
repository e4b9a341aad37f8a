/* main.c - start, run, stop. */
#include "run/cli.h"

int main(int argc, char **argv)
{
    struct cli cli;
    bool done;
    enum exit_code code = cli_init(&cli, argc, argv, &done);
    if (code == EXIT_CODE_DONE && !done)
        code = cli_run(&cli);
    cli_finish(&cli);
    return code;
}
