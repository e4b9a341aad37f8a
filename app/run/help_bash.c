/* help_bash.c - what the shell completes, from the tables. Floor 9. Main thread. */
#include "run/help_bash.h"

#include <ctype.h>
#include <string.h>

#include "run/cli.h"

static const char head[] =
    "# Completion of motograph(1) for bash; made by `motograph help bash`.\n"
    "_motograph()\n{\n"
    "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}\n"
    "    # The shell takes --layout=crawl for three words.\n"
    "    if [[ $word == '=' ]]; then\n        word=\n"
    "    elif [[ $before == '=' ]]; then\n        before=${COMP_WORDS[COMP_CWORD - 2]}\n    fi\n"
    "    COMPREPLY=()\n    case $before in\n";

static const char tail[] = "    compopt -o default\n}\ncomplete -F _motograph motograph\n";

/* The value of an option: one of its choices, a file or folder, or nothing that we know. */
static void put_value(struct buf *out, const struct option_row *row)
{
    (void)buf_printf(out, "    --%s%s%s)\n        ", row->key, row->flag ? " | " : "",
                     row->flag ? row->flag : "");
    if (row->type == OPTION_CHOICE) {
        (void)buf_puts(out, "mapfile -t COMPREPLY < <(compgen -W '");
        for (const char *p = row->choices; *p; p++)
            (void)buf_putc(out, *p == '|' ? ' ' : *p);
        (void)buf_puts(out, "' -- \"$word\")\n");
    } else if (strcmp(row->metavar, "FILE") == 0 || strcmp(row->metavar, "DIR") == 0) {
        (void)buf_puts(out, "compopt -o default\n");
    } else {
        (void)buf_puts(out, ":\n");
    }
    (void)buf_puts(out, "        return\n        ;;\n");
}

/* The words that may follow a command: those in small letters at the start and behind each | of its
 * arguments. What stands in brackets behind such a word is its own. */
static void put_first_words(struct buf *out, const struct cli_command *command)
{
    int depth = 0, outer = command->args[0] == '[';
    bool first = true, any = false;
    for (const char *p = command->args; *p; p++) {
        depth += (*p == '[') - (*p == ']');
        if (depth == outer && *p == '|')
            first = true;
        if (!first || strchr(" [|", *p))
            continue;
        first = false;
        if (!islower((unsigned char)*p))
            continue;
        if (!any)
            (void)buf_printf(out, "        %s) words='", command->name);
        any = true;
        (void)buf_printf(out, "%.*s", (int)strcspn(p, " ]"), p);
        (void)buf_putc(out, ' ');
    }
    if (any)
        (void)buf_puts(out, "' ;;\n");
}

static void put_words(struct buf *out)
{
    size_t n;
    const struct cli_command *commands = cli_commands(&n);
    (void)buf_puts(out, "    esac\n    if [[ $word == -* ]]; then\n"
                        "        mapfile -t COMPREPLY < <(compgen -W '");
    for (int i = 0; i < OPTION_COUNT; i++)
        if (option_row((enum option_id)i)->on_line)
            (void)buf_printf(out, "--%s ", option_row((enum option_id)i)->key);
    (void)buf_puts(out, "' -- \"$word\")\n        return\n    fi\n"
                        "    if ((COMP_CWORD == 1)); then\n"
                        "        mapfile -t COMPREPLY < <(compgen -W '");
    for (size_t i = 0; i < n; i++)
        (void)buf_printf(out, "%s ", commands[i].name);
    (void)buf_puts(out, "' -- \"$word\")\n    elif ((COMP_CWORD == 2)); then\n"
                        "        local words=\n        case $before in\n");
    for (size_t i = 0; i < n; i++)
        put_first_words(out, &commands[i]);
    (void)buf_puts(out, "        esac\n"
                        "        mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$word\")\n"
                        "        [[ -n $words ]] && return\n    fi\n");
}

void help_bash_print(struct buf *out)
{
    (void)buf_puts(out, head);
    for (int i = 0; i < OPTION_COUNT; i++) {
        const struct option_row *row = option_row((enum option_id)i);
        if (row->on_line && row->metavar)
            put_value(out, row);
    }
    put_words(out);
    (void)buf_puts(out, tail);
}
