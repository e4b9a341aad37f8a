/* cli.c - the command line. Floor 9. Main thread. */
#include "run/cli.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "run/command.h"

enum { HELP_BYTES_MAX = 64 * 1024 };

static const struct cli_command commands[] = {
    {"show", "[SOURCE...]", "the ticker on the screen (when no command is named)", show_run,
     CLI_FORGIVING},
    {"news", "[--json] [SOURCE...]", "condense once and print", news_run, CLI_STRICT},
    {"shot", "-o FILE.png [SOURCE...]", "one frame as a picture, no display needed", shot_run,
     CLI_STRICT},
    {"inspect", "STAGE [--batch] [FILE|URL|-]", "what one stage makes of its input, as JSON",
     inspect_command, CLI_STRICT},
    {"check", "", "check the configuration and this machine", check_run, CLI_FORGIVING},
    {"feeds", "list [--json] | import FILE.opml | export", "the feed list, and how each feed fares",
     feeds_run, CLI_STRICT},
    {"ctl",
     "status | pause | resume | next | previous | reload | blank [on | off | TIME] | say [--for "
     "TIME] [--breaking] TEXT | unsay | held | release ID... | reject ID...",
     "talk to a running ticker", ctl_run, CLI_UNCONFIGURED},
    {"help", "[config | man | man5 | bash]",
     "this help, a configuration file with every default, the manuals", help_run, CLI_UNCONFIGURED},
};
enum { COMMANDS = sizeof commands / sizeof *commands };

static const struct cli_command *find_command(const char *name)
{
    for (size_t i = 0; i < COMMANDS; i++)
        if (strcmp(commands[i].name, name) == 0)
            return &commands[i];
    return NULL;
}

const struct cli_command *cli_commands(size_t *n)
{
    *n = COMMANDS;
    return commands;
}

enum exit_code cli_print(const struct buf *out)
{
    if (out->failed) {
        log_error("cannot print: %s", err_text(out->failed));
        return EXIT_CODE_OUTPUT;
    }
    if (fwrite(buf_cstr(out), 1, out->n, stdout) == out->n && fflush(stdout) == 0)
        return EXIT_CODE_DONE;
    log_error("cannot print: %s", strerror(errno));
    return EXIT_CODE_OUTPUT;
}

void cli_print_help(FILE *to)
{
    struct buf text;
    buf_init(&text, HELP_BYTES_MAX);
    (void)buf_puts(&text, "Motograph " MOTOGRAPH_VERSION ": a news ticker for a wall\n\nUsage:\n");
    for (size_t i = 0; i < COMMANDS; i++)
        (void)buf_printf(&text, "  motograph %s %s\n      %s\n", commands[i].name, commands[i].args,
                         commands[i].help);
    (void)buf_puts(
        &text, "\nSOURCE is a feed URL, a feed file, an article file (.txt, .html), a folder of "
               "those,\nor - for standard input. Without one the feeds of the configuration are "
               "used, else the demo.\n\nOptions:\n");
    option_print_help(&text);
    (void)fputs(buf_cstr(&text), to);
    buf_finish(&text);
}

static enum exit_code usage(const char *text, struct span what)
{
    log_error("%s: %.*s; see motograph --help", text, (int)what.n, what.p);
    return EXIT_CODE_USAGE;
}

/* What the line said, kept until the files were read: the line wins over them. */
struct line {
    struct span values[OPTION_COUNT];
    bool set[OPTION_COUNT];
};

/* Reads argv[*i] as an option (and argv[*i + 1] as its value). */
static enum exit_code read_option(struct line *line, char **argv, int argc, int *i)
{
    struct span flag = span_of(argv[*i]), value = span_make(NULL, 0);
    size_t equals = span_find_byte(flag, '=');
    if (span_starts(flag, "--") && equals != SIZE_MAX) {
        value = span_from(flag, equals + 1);
        flag = span_sub(flag, 0, equals);
    }
    enum option_id id = option_by_flag(flag);
    if (id == OPTION_COUNT)
        return usage("no such option", flag);
    bool bare = option_row(id)->metavar == NULL;
    if (bare && !value.p)
        value = span_of("yes");
    if (!value.p && *i + 1 >= argc)
        return usage("a value is missing", flag);
    if (!value.p)
        value = span_of(argv[++*i]);
    line->values[id] = value;
    line->set[id] = true;
    return EXIT_CODE_DONE;
}

static enum exit_code read_line(struct cli *cli, struct line *line, int argc, char **argv)
{
    bool plain = false; /* behind "--" nothing is an option */
    cli->args = calloc((size_t)argc + 1, sizeof *cli->args);
    if (!cli->args)
        return EXIT_CODE_SOFTWARE;
    for (int i = 1; i < argc; i++) {
        bool option = !plain && argv[i][0] == '-' && argv[i][1] != 0;
        if (option && strcmp(argv[i], "--") == 0) {
            plain = true;
        } else if (option) {
            enum exit_code e = read_option(line, argv, argc, &i);
            if (e)
                return e;
        } else if (!cli->command && cli->n_args == 0 && !plain && find_command(argv[i])) {
            cli->command = argv[i];
        } else {
            cli->args[cli->n_args++] = argv[i];
            plain = plain || (cli->command && strcmp(cli->command, "ctl") == 0); /* the ticker's */
        }
    }
    if (!cli->command)
        cli->command = "show";
    return EXIT_CODE_DONE;
}

static void complain(void *data, const char *text)
{
    (void)data;
    log_error("%s", text);
}

/* A wall that a service manager starts has nobody who reads why it ends: it comes up without any
 * feed (the part that was not read may hold some of it back) and without keys. False by hand. */
static bool wait_for_better(struct cli *cli)
{
    struct why why;
    if (!getenv("NOTIFY_SOCKET"))
        return false;
    cli->conf.n_feeds = 0;
    cli->n_args = 0;
    cli->passed_over = true;
    return conf_set(&cli->conf, OPTION_KEYS, span_of("none"), &why) == ERR_OK;
}

/* Files first, then the line over them. */
static enum exit_code settle(struct cli *cli, const struct line *line)
{
    struct why why;
    const char *config = line->set[OPTION_CONFIG] ? line->values[OPTION_CONFIG].p : NULL;
    enum err e = ERR_OK;
    const struct cli_command *command = find_command(cli->command);
    if (command->reads != CLI_UNCONFIGURED)
        e = conf_load_all(&cli->conf, config, MOTOGRAPH_SYSCONFDIR, getenv("XDG_CONFIG_HOME"),
                          getenv("HOME"), complain, NULL);
    if (e == ERR_NOMEM) {
        log_error("out of memory");
        return EXIT_CODE_SOFTWARE;
    }
    bool feeds = cli->conf.n_feeds > 0 || cli->n_args > 0; /* else the demo would be shown */
    cli->passed_over = e == ERR_SYNTAX && !cli->conf.cut &&
                       (command->run == check_run || (command->reads == CLI_FORGIVING && feeds));
    cli->unread = e && !cli->passed_over && command->run == show_run && wait_for_better(cli);
    if (e && !cli->passed_over)
        return e == ERR_NOT_FOUND ? EXIT_CODE_NO_INPUT : EXIT_CODE_CONFIG;
    for (int i = 0; i < OPTION_COUNT; i++) {
        if (!line->set[i])
            continue;
        if (conf_set(&cli->conf, (enum option_id)i, line->values[i], &why) != ERR_OK) {
            log_error("--%s", why.text);
            return EXIT_CODE_USAGE;
        }
    }
    return EXIT_CODE_DONE;
}

enum exit_code cli_init(struct cli *cli, int argc, char **argv, bool *done)
{
    struct line line = {0};
    struct why why;
    (void)signal(SIGPIPE, SIG_IGN); /* a reader that left is an error of write, not our end */
    *cli = (struct cli){.argc = argc, .argv = argv};
    *done = false;
    enum exit_code code = read_line(cli, &line, argc, argv);
    if (code)
        return code;
    *done = line.set[OPTION_HELP] || line.set[OPTION_VERSION];
    if (line.set[OPTION_HELP])
        cli_print_help(stdout);
    else if (line.set[OPTION_VERSION])
        (void)puts("motograph " MOTOGRAPH_VERSION);
    if (*done)
        return EXIT_CODE_DONE;
    if (conf_init(&cli->conf) != ERR_OK)
        return EXIT_CODE_SOFTWARE;
    code = settle(cli, &line);
    if (code)
        return code;
    if (conf_bool(&cli->conf, OPTION_VERBOSE))
        log_set_level(LOG_LEVEL_INFO);
    if (places_find(&cli->places, conf_cstr(&cli->conf, OPTION_ASSETS), &why) == ERR_OK)
        return EXIT_CODE_DONE;
    log_error("%s", why.text);
    return EXIT_CODE_NO_INPUT;
}

void cli_finish(struct cli *cli)
{
    conf_finish(&cli->conf);
    free(cli->args);
    *cli = (struct cli){0};
}

enum exit_code cli_run(struct cli *cli)
{
    return find_command(cli->command)->run(cli);
}
