/* command.h - the commands, one a file: each does its work and gives the exit code.
 *
 * Floor 9. Main thread. What is wrong was said on standard error. */
#ifndef MOTOGRAPH_RUN_COMMAND_H
#define MOTOGRAPH_RUN_COMMAND_H

#include "run/cli.h"

enum exit_code show_run(struct cli *cli);
enum exit_code news_run(struct cli *cli);
enum exit_code shot_run(struct cli *cli);
enum exit_code inspect_command(struct cli *cli);
enum exit_code check_run(struct cli *cli);
enum exit_code feeds_run(struct cli *cli);
enum exit_code ctl_run(struct cli *cli);
enum exit_code help_run(struct cli *cli);

#endif
