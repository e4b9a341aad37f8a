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
    struct span lang, name; /* the name with a zero byte behind it */
    struct word *words;
    size_t n;
};

/* One standing of a key in a list. */
struct place {
    const struct list *list;
    const char *name;        /* of the list */
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
    struct words_key *keys;
    size_t n_keys;
    uint32_t *slots; /* numbers of keys; open addressing; the size is a power of two */
    uint8_t *marks;  /* by slot: 0 when free, else a byte of the hash. Most words that are
                        asked for stand in no list; this small table says so out of the
                        cache */
    size_t mask;
};

/* One file while it is read. Its text stays: most keys and all values are pieces of it. */
struct reading {
    struct words *w;
    const char *const *only; /* NULL: all lists */
    struct list *list;       /* the open section, NULL where it is not wanted */
    bool opened;             /* there has been one */
    size_t first;            /* of the lists of this file */
    struct word *room;       /* where the next entry goes; there is room for every line */
    struct span lang;
    struct buf lower, key;
    int line;
};

static struct list *find_list(const struct reading *r, struct span name)
{
    for (size_t i = r->first; i < r->w->n_lists; i++)
        if (span_eq(r->w->lists[i].name, name))
            return &r->w->lists[i];
    return NULL;
}

static bool is_wanted(const struct reading *r, struct span name)
{
    for (const char *const *only = r->only; only; only++)
        if (!*only || span_is(name, *only))
            return *only;
    return true;
}

static enum err open_section(struct reading *r, struct span name, struct why *why)
{
    struct words *w = r->w;
    r->opened = true;
    r->list = NULL;
    if (!is_wanted(r, name))
        return ERR_OK;
    if (find_list(r, name))
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
    *r->list = (struct list){.lang = r->lang, .name = copy, .words = r->room};
    return ERR_OK;
}

/* Small ASCII letters with single spaces: the key is what stands in the file. */
static bool is_plain(struct span key)
{
    for (size_t i = 0; i < key.n; i++) {
        char c = key.p[i];
        if ((unsigned char)c >= 0x80 || c != ascii_lower(c) ||
            (c == ' ' && i && key.p[i - 1] == ' '))
            return false;
    }
    return true;
}

/* The key as texts have it: lower case, NFC, single spaces. Empty when memory is out. */
static struct span key_of(struct reading *r, struct span raw)
{
    struct span rest = raw, piece;
    if (is_plain(raw))
        return raw;
    buf_reset(&r->lower);
    buf_reset(&r->key);
    while (span_split(&rest, ' ', &piece)) {
        if (piece.n && r->lower.n)
            (void)buf_putc(&r->lower, ' ');
        (void)utf8_put_lower(&r->lower, piece);
    }
    if (r->lower.failed || utf8_put_nfc(&r->key, buf_span(&r->lower)))
        return span_make(NULL, 0);
    struct span key = buf_span(&r->key);
    return span_eq(key, raw) ? raw : arena_copy(r->w->arena, key);
}

static enum err add_entry(struct reading *r, struct span line, struct why *why)
{
    static const struct span equals = SPAN(" = ");
    if (!r->opened)
        return why_set(why, ERR_SYNTAX, r->line, "a word before the first [list]");
    if (!r->list)
        return ERR_OK;
    size_t at = span_find_byte(line, '=') == SIZE_MAX ? SIZE_MAX : span_find(line, equals);
    struct span value = span_from(line, at == SIZE_MAX ? line.n : at + equals.n);
    struct span key = key_of(r, span_trim(span_sub(line, 0, at)));
    if (!key.p)
        return why_set(why, ERR_NOMEM, r->line, "out of memory");
    *r->room++ = (struct word){key, span_trim(value)};
    r->list->n++;
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

static size_t count_lines(struct span text)
{
    size_t n = 1;
    for (size_t i = 0; i < text.n; i++)
        n += text.p[i] == '\n' || text.p[i] == '\r';
    return n;
}

static enum err read_lines(struct reading *r, struct span text, struct why *why)
{
    struct span line;
    if (span_starts(text, "\xef\xbb\xbf"))
        text = span_from(text, 3);
    if (!utf8_valid(text))
        return why_set(why, ERR_SYNTAX, 0, "not UTF-8");
    r->room = arena_array(r->w->arena, count_lines(text), sizeof *r->room);
    text = arena_copy(r->w->arena, text);
    if (!r->room || !text.p)
        return why_set(why, ERR_NOMEM, 0, "out of memory");
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
static enum err load_file(struct words *w, const char *folder, const char *name,
                          const char *const only[], struct why *why)
{
    char path[WORDS_PATH_MAX];
    struct why inner = {0};
    struct buf text;
    struct reading r = {.w = w, .only = only, .first = w->n_lists};
    r.lang = arena_copy(w->arena, span_make(name, strlen(name) - strlen(SUFFIX)));
    buf_init(&text, WORDS_FILE_MAX);
    buf_init(&r.lower, WORDS_FILE_MAX);
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
    buf_finish(&r.lower);
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

static enum err load_folder(struct words *w, const char *folder, const char *const only[],
                            struct why *why)
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
            e = load_file(w, folder, names[i]->d_name, only, why);
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
    while (w->marks[i] && (w->marks[i] != mark || !span_eq(w->keys[w->slots[i]].text, key) ||
                           !span_eq(w->keys[w->slots[i]].lang, lang)))
        i = (i + 1) & w->mask;
    return i;
}

static void add_place(struct words *w, struct span text, struct place *place)
{
    struct span lang = place->list->lang;
    uint64_t hash = hash_of(lang, span_hash(text));
    size_t i = find_slot(w, lang, text, hash);
    if (!w->marks[i]) {
        w->marks[i] = mark_of(hash);
        w->slots[i] = (uint32_t)w->n_keys;
        w->keys[w->n_keys++] = (struct words_key){.lang = lang, .text = text};
    }
    struct place **end = &w->keys[w->slots[i]].first;
    while (*end)
        end = &(*end)->next;
    *end = place;
}

/* Room for n places and as many keys at most; the table is filled to half. */
static struct place *make_room(struct words *w, size_t n)
{
    size_t size = 16;
    while (size < n * 2)
        size *= 2;
    w->mask = size - 1;
    w->slots = arena_array(w->arena, size, sizeof *w->slots);
    w->marks = arena_array(w->arena, size, sizeof *w->marks);
    w->keys = arena_array(w->arena, n, sizeof *w->keys);
    struct place *places = arena_array(w->arena, n, sizeof *places);
    return w->slots && w->marks && w->keys ? places : NULL;
}

/* Keys, and names of lists beside them. */
static enum err build_index(struct words *w)
{
    size_t n = w->n_lists;
    for (size_t i = 0; i < w->n_lists; i++)
        n += w->lists[i].n;
    struct place *place = make_room(w, n);
    if (!place)
        return ERR_NOMEM;
    for (size_t i = 0; i < w->n_lists; i++) {
        const struct list *list = &w->lists[i];
        *place = (struct place){.list = list, .name = list->name.p};
        add_place(w, list->name, place++);
        for (size_t k = 0; k < list->n; k++) {
            *place = (struct place){list, list->name.p, &list->words[k], NULL};
            add_place(w, list->words[k].key, place++);
        }
    }
    return ERR_OK;
}

struct words *words_load(const char *folder, struct why *why)
{
    return words_load_lists(folder, NULL, why);
}

struct words *words_load_lists(const char *folder, const char *const only[], struct why *why)
{
    struct words *w = calloc(1, sizeof *w);
    if (w)
        w->arena = arena_create(WORDS_BYTES_MAX);
    if (!w || !w->arena) {
        (void)why_set(why, ERR_NOMEM, 0, "out of memory");
        words_destroy(w);
        return NULL;
    }
    enum err e = load_folder(w, folder, only, why);
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
    return w->marks[i] ? &w->keys[w->slots[i]] : NULL;
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

/* Names of lists mostly differ by their first letter. */
static bool is_named(const struct place *p, const char *list)
{
    return p->word && p->name[0] == list[0] && strcmp(p->name, list) == 0;
}

static const struct place *place_in(const struct words_key *key, const char *list)
{
    const struct place *p = key ? key->first : NULL;
    while (p && !is_named(p, list))
        p = p->next;
    return p;
}

static uint64_t lists_of(const struct words_key *key, const char *const lists[], size_t n)
{
    uint64_t bits = 0;
    for (const struct place *p = key ? key->first : NULL; p; p = p->next)
        for (size_t i = 0; i < n; i++)
            bits |= (uint64_t)is_named(p, lists[i]) << i;
    return bits;
}

uint64_t words_lists(struct words_known key, const char *const lists[], size_t n)
{
    return lists_of(key.own, lists, n) | lists_of(key.any, lists, n);
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

void words_count(const struct words *w, const struct span *langs, size_t n, const char *list,
                 struct span key, size_t *hits)
{
    uint64_t hash = span_hash(key);
    for (size_t i = 0; i < n; i++)
        hits[i] += place_in(look(w, langs[i], key, hash), list) != NULL;
}

size_t words_langs(const struct words *w, const struct span **langs)
{
    *langs = w->langs;
    return w->n_langs;
}
