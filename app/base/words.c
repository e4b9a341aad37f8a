/* words.c - word lists by language. Floor 0. Read-only after loading. Knows no list by name. */
#include "base/words.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"

enum {
    WORDS_BYTES_MAX = 32 * 1024 * 1024, /* memory of all lists together */
    WORDS_FILES_MAX = 100,
    WORDS_LISTS_MAX = 4000,
    WORDS_PATH_MAX = 4096,
};

static const char SUFFIX[] = ".words";

struct list {
    struct span lang, name;
    struct word *words;
    size_t n, cap;
};

/* One standing of a key in a list. */
struct place {
    const struct list *list;
    const struct word *word; /* NULL: the list of that name itself */
    struct place *next;
};

/* A key in the lists of one language. */
struct words_key {
    struct span lang, text;
    struct place *first; /* in the order they were read; of a list the first counts */
};

struct words {
    struct arena *arena;
    struct list *lists; /* those of a language stand together */
    size_t n_lists, cap_lists;
    struct span *langs;
    size_t n_langs, cap_langs;
    struct words_key *slots; /* open addressing; the size is a power of two; free: no place */
    uint8_t *marks;          /* by slot: 0 when free, else a byte of the hash. Most words that are
                                asked for stand in no list; this small table says so out of the
                                cache */
    size_t mask;
};

struct reading {
    struct words *w;
    struct list *list; /* the open section */
    struct span lang;
    struct buf key;
    int line;
};

static struct list *find_list(const struct words *w, struct span lang, struct span name)
{
    for (size_t i = 0; i < w->n_lists; i++)
        if (span_eq(w->lists[i].lang, lang) && span_eq(w->lists[i].name, name))
            return &w->lists[i];
    return NULL;
}

static enum err open_section(struct reading *r, struct span name, struct why *why)
{
    struct words *w = r->w;
    if (find_list(w, r->lang, name))
        return why_set(why, ERR_SYNTAX, r->line, "the list [%.*s] stands twice", (int)name.n,
                       name.p);
    if (w->n_lists >= WORDS_LISTS_MAX)
        return why_set(why, ERR_TOO_BIG, r->line, "more than %d lists", WORDS_LISTS_MAX);
    struct list *lists =
        arena_grow(w->arena, w->lists, w->n_lists, &w->cap_lists, sizeof *w->lists);
    struct span copy = arena_copy(w->arena, name);
    if (!lists || !copy.p)
        return why_set(why, ERR_NOMEM, r->line, "out of memory");
    w->lists = lists;
    r->list = &lists[w->n_lists++];
    *r->list = (struct list){.lang = r->lang, .name = copy};
    return ERR_OK;
}

/* The key as texts have it: lower case, NFC, single spaces. */
static enum err put_key(struct buf *out, struct span key)
{
    struct buf lower;
    struct span piece;
    buf_init(&lower, WORDS_FILE_MAX);
    while (span_split(&key, ' ', &piece)) {
        if (piece.n && lower.n)
            (void)buf_putc(&lower, ' ');
        (void)utf8_put_lower(&lower, piece);
    }
    enum err e = lower.failed ? lower.failed : utf8_put_nfc(out, buf_span(&lower));
    buf_finish(&lower);
    return e;
}

static enum err add_entry(struct reading *r, struct span line, struct why *why)
{
    static const struct span equals = SPAN(" = ");
    struct arena *a = r->w->arena;
    struct list *list = r->list;
    if (!list)
        return why_set(why, ERR_SYNTAX, r->line, "a word before the first [list]");
    size_t at = span_find(line, equals);
    struct span value = at == SIZE_MAX ? span_make(NULL, 0) : span_from(line, at + equals.n);
    buf_reset(&r->key);
    enum err e = put_key(&r->key, span_trim(span_sub(line, 0, at)));
    struct word *words = arena_grow(a, list->words, list->n, &list->cap, sizeof *words);
    if (e || !words)
        return why_set(why, ERR_NOMEM, r->line, "out of memory");
    struct word word = {arena_copy(a, buf_span(&r->key)), arena_copy(a, span_trim(value))};
    if (!word.key.p || !word.value.p)
        return why_set(why, ERR_NOMEM, r->line, "out of memory");
    list->words = words;
    words[list->n++] = word;
    return ERR_OK;
}

static enum err read_line(struct reading *r, struct span line, struct why *why)
{
    line = span_trim(line);
    if (line.n == 0 || line.p[0] == '#')
        return ERR_OK;
    if (line.p[0] != '[')
        return add_entry(r, line, why);
    struct span name = span_trim(span_sub(line, 1, line.n - 2));
    if (line.p[line.n - 1] != ']' || name.n == 0)
        return why_set(why, ERR_SYNTAX, r->line, "a list is opened by [name]");
    return open_section(r, name, why);
}

static enum err read_lines(struct reading *r, struct span text, struct why *why)
{
    struct span line;
    if (span_starts(text, "\xef\xbb\xbf"))
        text = span_from(text, 3);
    if (!utf8_valid(text))
        return why_set(why, ERR_SYNTAX, 0, "not UTF-8");
    for (r->line = 1; span_line(&text, &line); r->line++) {
        enum err e = read_line(r, line, why);
        if (e)
            return e;
    }
    return ERR_OK;
}

static enum err read_file(const char *path, struct buf *out, struct why *why)
{
    FILE *f = fopen(path, "re");
    if (!f)
        return why_set(why, ERR_IO, 0, "%s", strerror(errno));
    char piece[16 * 1024];
    size_t n;
    while (!out->failed && (n = fread(piece, 1, sizeof piece, f)) > 0)
        (void)buf_put(out, span_make(piece, n));
    bool broken = ferror(f) != 0;
    (void)fclose(f);
    if (broken)
        return why_set(why, ERR_IO, 0, "cannot be read");
    return out->failed ? why_set(why, out->failed, 0, "%s", err_text(out->failed)) : ERR_OK;
}

static enum err add_lang(struct words *w, struct span lang)
{
    if (span_is(lang, "any"))
        return ERR_OK;
    struct span *langs = arena_grow(w->arena, w->langs, w->n_langs, &w->cap_langs, sizeof *langs);
    if (!langs)
        return ERR_NOMEM;
    w->langs = langs;
    langs[w->n_langs++] = lang;
    return ERR_OK;
}

/* Loads LANG.words; what is wrong is told with the file's name. */
static enum err load_file(struct words *w, const char *folder, const char *name, struct why *why)
{
    char path[WORDS_PATH_MAX];
    struct why inner = {0};
    struct buf text;
    struct reading r = {.w = w};
    r.lang = arena_copy(w->arena, span_make(name, strlen(name) - strlen(SUFFIX)));
    buf_init(&text, WORDS_FILE_MAX);
    buf_init(&r.key, WORDS_FILE_MAX);
    int n = snprintf(path, sizeof path, "%s/%s", folder, name);
    enum err e = n < 0 || (size_t)n >= sizeof path ? ERR_TOO_BIG : ERR_OK;
    if (!e)
        e = r.lang.p ? add_lang(w, r.lang) : ERR_NOMEM;
    if (!e)
        e = read_file(path, &text, &inner);
    if (!e)
        e = read_lines(&r, buf_span(&text), &inner);
    buf_finish(&text);
    buf_finish(&r.key);
    if (!e)
        return ERR_OK;
    return why_set(why, e, inner.line, "%s, line %d: %s", name, inner.line,
                   inner.text[0] ? inner.text : err_text(e));
}

static int is_words(const struct dirent *entry)
{
    struct span name = span_of(entry->d_name);
    return name.n > strlen(SUFFIX) && name.p[0] != '.' && span_ends(name, SUFFIX);
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static enum err load_folder(struct words *w, const char *folder, struct why *why)
{
    struct dirent **names;
    int n = scandir(folder, &names, is_words, by_name);
    if (n < 0)
        return why_set(why, ERR_IO, 0, "%s: %s", folder, strerror(errno));
    enum err e = ERR_OK;
    if (n > WORDS_FILES_MAX)
        e = why_set(why, ERR_TOO_BIG, 0, "%s: more than %d languages", folder, WORDS_FILES_MAX);
    for (int i = 0; i < n; i++) {
        if (!e)
            e = load_file(w, folder, names[i]->d_name, why);
        free(names[i]);
    }
    free(names);
    return e;
}

static uint8_t mark_of(uint64_t hash)
{
    return (uint8_t)(hash >> 56 | 1);
}

/* A language is two or three letters: they are mixed in as they are. */
static uint64_t hash_of(struct span lang, uint64_t key_hash)
{
    uint64_t mixed = 0;
    for (size_t i = 0; i < lang.n; i++)
        mixed = mixed * 31 + (unsigned char)lang.p[i];
    return key_hash ^ mixed * UINT64_C(0x9e3779b97f4a7c15);
}

/* The slot of the key, or the free one where it would go. */
static size_t find_slot(const struct words *w, struct span lang, struct span key, uint64_t hash)
{
    uint8_t mark = mark_of(hash);
    size_t i = hash & w->mask;
    while (w->marks[i] && (w->marks[i] != mark || !span_eq(w->slots[i].text, key) ||
                           !span_eq(w->slots[i].lang, lang)))
        i = (i + 1) & w->mask;
    return i;
}

static enum err add_place(struct words *w, struct span key, struct place place)
{
    struct span lang = place.list->lang;
    uint64_t hash = hash_of(lang, span_hash(key));
    size_t i = find_slot(w, lang, key, hash);
    struct place *copy = arena_alloc(w->arena, sizeof *copy), **end = &w->slots[i].first;
    if (!copy)
        return ERR_NOMEM;
    *copy = place;
    while (*end)
        end = &(*end)->next;
    *end = copy;
    w->slots[i].lang = lang;
    w->slots[i].text = key;
    w->marks[i] = mark_of(hash);
    return ERR_OK;
}

/* Keys, and names of lists beside them. */
static enum err build_index(struct words *w)
{
    size_t n = w->n_lists, size = 16;
    for (size_t i = 0; i < w->n_lists; i++)
        n += w->lists[i].n;
    while (size < n * 2)
        size *= 2;
    w->slots = arena_array(w->arena, size, sizeof *w->slots);
    w->marks = arena_array(w->arena, size, sizeof *w->marks);
    if (!w->slots || !w->marks)
        return ERR_NOMEM;
    w->mask = size - 1;
    enum err e = ERR_OK;
    for (size_t i = 0; i < w->n_lists && !e; i++) {
        const struct list *list = &w->lists[i];
        e = add_place(w, list->name, (struct place){.list = list});
        for (size_t k = 0; k < list->n && !e; k++)
            e = add_place(w, list->words[k].key, (struct place){list, &list->words[k], NULL});
    }
    return e;
}

struct words *words_load(const char *folder, struct why *why)
{
    struct words *w = calloc(1, sizeof *w);
    if (w)
        w->arena = arena_create(WORDS_BYTES_MAX);
    if (!w || !w->arena) {
        (void)why_set(why, ERR_NOMEM, 0, "out of memory");
        words_destroy(w);
        return NULL;
    }
    enum err e = load_folder(w, folder, why);
    if (!e && build_index(w))
        e = why_set(why, ERR_NOMEM, 0, "out of memory");
    if (e) {
        words_destroy(w);
        return NULL;
    }
    return w;
}

void words_destroy(struct words *w)
{
    if (!w)
        return;
    arena_destroy(w->arena);
    free(w);
}

static const struct words_key *look(const struct words *w, struct span lang, struct span key,
                                    uint64_t key_hash)
{
    size_t i = find_slot(w, lang, key, hash_of(lang, key_hash));
    return w->marks[i] ? &w->slots[i] : NULL;
}

const struct word *words_list(const struct words *w, struct span lang, const char *list, size_t *n)
{
    struct span name = span_of(list);
    const struct words_key *key = look(w, lang, name, span_hash(name));
    const struct place *p = key ? key->first : NULL;
    while (p && (p->word || !span_eq(p->list->name, name)))
        p = p->next;
    *n = p ? p->list->n : 0;
    return p ? p->list->words : NULL;
}

struct words_known words_look(const struct words *w, struct span lang, struct span key)
{
    static const struct span any = SPAN("any");
    uint64_t hash = span_hash(key);
    return (struct words_known){look(w, lang, key, hash), look(w, any, key, hash)};
}

static const struct place *place_in(const struct words_key *key, const char *list)
{
    const struct place *p = key ? key->first : NULL;
    while (p && (!p->word || strcmp(p->list->name.p, list) != 0))
        p = p->next;
    return p;
}

bool words_in(struct words_known key, const char *list, struct span *value)
{
    const struct place *p = place_in(key.own, list);
    if (!p)
        p = place_in(key.any, list);
    if (p && value)
        *value = p->word->value;
    return p;
}

bool words_find(const struct words *w, struct span lang, const char *list, struct span key,
                struct span *value)
{
    return words_in(words_look(w, lang, key), list, value);
}

size_t words_langs(const struct words *w, const struct span **langs)
{
    *langs = w->langs;
    return w->n_langs;
}
