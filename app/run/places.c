/* places.c - where our own files lie. Floor 9. Main thread, at the start. */
#include "run/places.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char STORE_NAME[] = "store.sqlite";
enum { BUILD_DEPTH = 4 }; /* build/PRESET/motograph and some more */

static bool is_there(const char *folder, const char *file)
{
    char path[PLACES_PATH_MAX];
    int n = snprintf(path, sizeof path, "%s/%s", folder, file);
    return n > 0 && (size_t)n < sizeof path && access(path, R_OK) == 0;
}

/* Cuts the last part off a path in place; false when none is left. */
static bool go_up(char *path)
{
    char *slash = strrchr(path, '/');
    if (!slash || slash == path)
        return false;
    *slash = 0;
    return true;
}

static bool join(char out[PLACES_PATH_MAX], const char *folder, const char *name)
{
    int n = snprintf(out, PLACES_PATH_MAX, "%s/%s", folder, name);
    return n > 0 && n < PLACES_PATH_MAX;
}

/* assets and fonts below the folder that holds both, from the program's folder upwards. */
static bool find_in_tree(struct places *p, const char *program_folder)
{
    char folder[PLACES_PATH_MAX];
    (void)snprintf(folder, sizeof folder, "%s", program_folder);
    for (int i = 0; i < BUILD_DEPTH && go_up(folder); i++)
        if (is_there(folder, "assets/words/any.words") && is_there(folder, "fonts/chain.conf"))
            return join(p->assets, folder, "assets") && join(p->fonts, folder, "fonts");
    return false;
}

static bool find_installed(struct places *p, const char *program_folder)
{
    char folder[PLACES_PATH_MAX];
    bool fits = join(folder, program_folder, "../share/motograph");
    if (!fits || !is_there(folder, "words/any.words"))
        (void)snprintf(folder, sizeof folder, "%s", MOTOGRAPH_DATADIR);
    (void)snprintf(p->assets, sizeof p->assets, "%s", folder);
    return join(p->fonts, folder, "fonts") && is_there(folder, "words/any.words");
}

/* The unit's cache folder, else the user's. */
static void find_store(struct places *p)
{
    char folder[PLACES_PATH_MAX] = "";
    const char *unit = getenv("CACHE_DIRECTORY"), *cache = getenv("XDG_CACHE_HOME");
    const char *home = getenv("HOME");
    if (unit && unit[0])
        (void)snprintf(folder, sizeof folder, "%s", unit);
    else if (cache && cache[0])
        (void)join(folder, cache, "motograph");
    else if (home && home[0])
        (void)join(folder, home, ".cache/motograph");
    p->store[0] = 0;
    if (folder[0])
        (void)join(p->store, folder, STORE_NAME);
}

void places_of_unit(struct places *p)
{
    (void)join(p->store, PLACES_UNIT_CACHE, STORE_NAME);
}

enum err places_find(struct places *p, const char *assets, struct why *why)
{
    char program[PLACES_PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", program, sizeof program - 1);
    if (n <= 0)
        return why_set(why, ERR_IO, 0, "cannot tell where the program lies (/proc/self/exe)");
    program[n] = 0;
    (void)go_up(program);
    bool found = find_in_tree(p, program) || find_installed(p, program);
    if (assets) {
        (void)snprintf(p->assets, sizeof p->assets, "%s", assets);
        if (is_there(assets, "fonts/chain.conf"))
            (void)join(p->fonts, assets, "fonts");
        found = is_there(assets, "words/any.words");
    }
    if (!found)
        return why_set(why, ERR_NOT_FOUND, 0, "no assets (words/any.words) in %s; see --assets",
                       p->assets);
    if (!join(p->ingest, program, "motograph-ingest") || access(p->ingest, X_OK) != 0)
        return why_set(why, ERR_NOT_FOUND, 0, "no motograph-ingest beside the program in %s",
                       program);
    find_store(p);
    return ERR_OK;
}
