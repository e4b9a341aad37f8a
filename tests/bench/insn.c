/* insn.c - a plugin of qemu-user: instructions between two calls of one function.
 *
 * A tool of tests/bench/paint. Loaded with -plugin FILE,mark=FUNCTION: prints a line
 * "mark COUNT" each time the function is entered, COUNT being all that was executed so far. The
 * program needs its symbols. qemu 7.2 has no header package: what is used of its plugin interface
 * (version 1) is declared here. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

struct qemu_plugin_tb;
struct qemu_plugin_insn;
typedef uint64_t plugin_id;
typedef void translated(plugin_id, struct qemu_plugin_tb *);
typedef void executed(unsigned vcpu, void *data);

enum { INLINE_ADD_U64 = 0, NO_REGISTERS = 0, NAME_MAX_BYTES = 128 };

void qemu_plugin_register_vcpu_tb_trans_cb(plugin_id, translated *);
void qemu_plugin_register_vcpu_tb_exec_inline(struct qemu_plugin_tb *, int op, void *, uint64_t);
void qemu_plugin_register_vcpu_tb_exec_cb(struct qemu_plugin_tb *, executed *, int flags, void *);
size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb *);
uint64_t qemu_plugin_tb_vaddr(const struct qemu_plugin_tb *);
struct qemu_plugin_insn *qemu_plugin_tb_get_insn(const struct qemu_plugin_tb *, size_t);
const char *qemu_plugin_insn_symbol(const struct qemu_plugin_insn *);

__attribute__((visibility("default"))) int qemu_plugin_version = 1;

static uint64_t count, entry;
static char mark[NAME_MAX_BYTES];

static void say(unsigned vcpu, void *data)
{
    (void)vcpu;
    (void)data;
    (void)fprintf(stderr, "mark %llu\n", (unsigned long long)count);
}

/* What is translated first of the function is its entry. */
static bool is_entry(const struct qemu_plugin_tb *tb)
{
    const char *symbol = qemu_plugin_insn_symbol(qemu_plugin_tb_get_insn(tb, 0));
    if (!symbol || strcmp(symbol, mark) != 0)
        return false;
    if (!entry)
        entry = qemu_plugin_tb_vaddr(tb);
    return entry == qemu_plugin_tb_vaddr(tb);
}

static void translate(plugin_id id, struct qemu_plugin_tb *tb)
{
    (void)id;
    if (is_entry(tb))
        qemu_plugin_register_vcpu_tb_exec_cb(tb, say, NO_REGISTERS, NULL);
    qemu_plugin_register_vcpu_tb_exec_inline(tb, INLINE_ADD_U64, &count,
                                             qemu_plugin_tb_n_insns(tb));
}

__attribute__((visibility("default"))) int qemu_plugin_install(plugin_id id, const void *info,
                                                               int argc, char **argv)
{
    (void)info;
    if (argc != 1 || strncmp(argv[0], "mark=", 5) != 0)
        return 1;
    (void)snprintf(mark, sizeof mark, "%s", argv[0] + 5);
    qemu_plugin_register_vcpu_tb_trans_cb(id, translate);
    return 0;
}
