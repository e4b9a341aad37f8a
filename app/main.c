/* main.c - start, run, stop. */
#include <fcntl.h>
#include <unistd.h>

#include "run/cli.h"

/* Else the first file that is opened would be what is printed on. */
static void keep_standard_descriptors(void)
{
    int fd = 0;
    while (fd >= 0 && fd <= STDERR_FILENO)
        fd = open("/dev/null", O_RDWR);
    if (fd >= 0)
        (void)close(fd);
}

int main(int argc, char **argv)
{
    struct cli cli;
    bool done;
    keep_standard_descriptors();
    enum exit_code code = cli_init(&cli, argc, argv, &done);
    if (code == EXIT_CODE_DONE && !done)
        code = cli_run(&cli);
    cli_finish(&cli);
    return code;
}
