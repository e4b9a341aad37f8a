/* show.c - `motograph show`: the ticker on the screen. Floor 9. Main thread. */
#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "base/jsonout.h"
#include "base/log.h"
#include "run/command.h"
#include "run/dark.h"
#include "run/hint.h"
#include "run/notify.h"
#include "run/prepare.h"
#include "run/stage.h"
#include "run/worker.h"
#include "source/url.h"
#include "view/screen.h"

extern char **environ;

enum { SAID_STOP = 1, SAID_RELOAD = 2 };

/* The second of the two mutable file-scope variables that the design allows: what signals said.
 * Bits, so that a hang-up right behind a termination does not undo it. */
static atomic_uint signals_said;

enum { WAIT_MAX_MS = 1000, TOLD_MS = 10 * 1000, FRAMES_HINT = 256, STATS_BYTES = 1024 };
struct show {
    struct cli *cli;
    struct desk desk; /* the worker's once that is there, but for the clock */
    struct clock clock;
    struct stage stage;
    struct screen *screen;
    struct scene *scene;
    struct worker *worker;
    struct queue *down, *up;
    struct notify notify;
    struct dark dark;
    struct hint hint;
    struct hint_facts facts;
    enum hours_state shown_as; /* what was done to the painter */
    struct when_civil civil;   /* of the moment civil_of */
    int64_t civil_of;
    int64_t start;         /* what the clock showed first */
    double refresh;        /* the scene's pace was chosen for */
    uint64_t frames, last; /* presented; stop after (0: never) */
    int64_t told_ms;       /* when the worker last heard how many */
    struct prepare prepare;
    const char *painter; /* told last; NULL: none was */
    bool dumped;         /* time follows the frames, not the clock */
    bool empty;          /* nothing of the sources is on the screen at the start of the worker */
    bool black;          /* and nothing else since it became so */
    bool quit;
    enum exit_code ends; /* with that, when it quits */
};

static void on_signal(int number)
{
    atomic_fetch_or(&signals_said, number == SIGHUP ? SAID_RELOAD : SAID_STOP);
}

static void catch_signals(void)
{
    struct sigaction action = {.sa_handler = on_signal};
    (void)sigaction(SIGTERM, &action, NULL);
    (void)sigaction(SIGINT, &action, NULL);
    (void)sigaction(SIGHUP, &action, NULL);
}

static void wake(void *data)
{
    screen_wake(data);
}

/* Time of this frame: the clock's, or with dumped frames the frames' own. */
static struct scene_time frame_time(struct show *s)
{
    struct scene_time t = {.now = clock_now(&s->clock),
                           .clock_known = clock_known(&s->clock),
                           .ms = clock_ms(),
                           .wall_ms = clock_now_ms(&s->clock)};
    if (s->dumped) {
        t.ms = (int64_t)((double)s->frames * 1000 / s->refresh);
        t.now = s->clock.offset ? s->start + t.ms / 1000 : 0;
        t.wall_ms = s->start * 1000 + t.ms;
    }
    if (t.now != s->civil_of) { /* a time zone is dear, and a second has many frames */
        s->civil = clock_local(t.now);
        s->civil_of = t.now;
    }
    t.local = s->civil;
    return t;
}

/* A click opens the article: only with a desktop around it, and only http(s). The shell starts the
 * opener and ends at once, so that nothing is left to wait for; the address is its argument, never
 * its text. */
static void open_link(struct show *s)
{
    int x, y;
    char *argv[] = {"sh", "-c", "xdg-open \"$0\" >/dev/null 2>&1 &", NULL, NULL};
    pid_t pid;
    screen_click(s->screen, &x, &y);
    struct span link = scene_link(s->scene, x, y);
    if (!conf_bool(&s->cli->conf, OPTION_WINDOW) || !url_is_http(link))
        return;
    argv[3] = strndup(link.p, link.n);
    if (!argv[3] || posix_spawnp(&pid, argv[0], NULL, NULL, argv, environ) != 0)
        log_warn("xdg-open: the article cannot be opened");
    else
        (void)waitpid(pid, NULL, 0);
    free(argv[3]);
}

static void resize(struct show *s)
{
    int w, h;
    screen_size(s->screen, &w, &h);
    scene_resize(s->scene, w, h);
    s->black = false;
}

static void take_event(struct show *s, enum screen_event event)
{
    struct scene_time t = frame_time(s);
    switch (event) {
    case SCREEN_QUIT:
        s->quit = true;
        break;
    case SCREEN_LOST:
        log_error("the display's server has ended");
        s->quit = true;
        s->ends = EXIT_CODE_UNAVAILABLE;
        break;
    case SCREEN_PAUSE:
        scene_pause(s->scene, !scene_paused(s->scene));
        break;
    case SCREEN_NEXT:
        scene_skip(s->scene, 1, &t);
        break;
    case SCREEN_PREVIOUS:
        scene_skip(s->scene, -1, &t);
        break;
    case SCREEN_FASTER:
        scene_faster(s->scene, 1.25);
        break;
    case SCREEN_SLOWER:
        scene_faster(s->scene, 0.8);
        break;
    case SCREEN_LAYOUT:
        if (!conf_bool(&s->cli->conf, OPTION_BAR))
            scene_next_layout(s->scene);
        break;
    case SCREEN_FULL:
        screen_toggle_full(s->screen);
        resize(s);
        break;
    case SCREEN_RESIZED:
        resize(s);
        break;
    case SCREEN_BLANK:
        dark_toggle(&s->dark, t.ms);
        break;
    case SCREEN_CLICK:
        open_link(s);
        break;
    case SCREEN_NONE:
    case SCREEN_WOKEN:
        break;
    }
}

/* Other settings: what moves goes on, and looks as they say from its next picture on. */
static void take_settings(struct show *s, const struct settings *settings)
{
    int w, h;
    if (s->cli->unread) {
        log_notice("the configuration can be used now: it ends, to be started anew with it");
        s->quit = true;
        s->ends = EXIT_CODE_CONFIG;
        return;
    }
    screen_size(s->screen, &w, &h);
    stage_take(&s->stage, settings);
    stage_dim(&s->stage, s->shown_as == HOURS_DIM);
    struct scene_opts opts = stage_scene_opts(&s->stage, s->cli, w, h, s->refresh);
    scene_renew(s->scene, &opts);
    screen_set_keys(s->screen, (enum screen_keys)settings->keys);
    s->dark.hours = settings->hours;
}

/* The worker reads everything anew; what the screen shows stays until there is news. */
static void reload(struct show *s)
{
    notify_reloading(&s->notify);
    worker_reload(s->worker);
}

static void take_command(struct show *s, enum worker_command command)
{
    struct scene_time t = frame_time(s);
    switch (command) {
    case COMMAND_PAUSE:
    case COMMAND_RESUME:
        scene_pause(s->scene, command == COMMAND_PAUSE);
        break;
    case COMMAND_NEXT:
    case COMMAND_PREVIOUS:
        scene_skip(s->scene, command == COMMAND_NEXT ? 1 : -1, &t);
        break;
    case COMMAND_RELOAD:
        reload(s);
        break;
    }
}

static void take_notes(struct show *s)
{
    struct note note;
    while (queue_pop(s->down, &note)) {
        if (note.kind == DOWN_BATCH) {
            scene_take(s->scene, note.payload, frame_time(s).now);
            note.destroy = NULL; /* taken */
        } else if (note.kind == DOWN_STATE) {
            scene_set_state(s->scene, (enum layout_state)note.number);
        } else if (note.kind == DOWN_SETTINGS) {
            take_settings(s, note.payload);
        } else if (note.kind == DOWN_BLANK) {
            dark_ask(&s->dark, note.number, clock_ms());
        } else if (note.kind == DOWN_RELOADED) {
            notify_ready(&s->notify);
        } else {
            take_command(s, (enum worker_command)note.number);
        }
        note_finish(&note);
    }
}

static bool start_worker(struct show *s)
{
    struct why why = {.text = ""};
    struct worker_opts opts = {.desk = &s->desk,
                               .cli = s->cli,
                               .down = s->down,
                               .up = s->up,
                               .show_restored = s->empty,
                               .wake = wake,
                               .data = s->screen};
    s->worker = worker_create(&opts, &why);
    if (!s->worker)
        log_error("worker: %s", why.text);
    return s->worker;
}

/* Black, dim or bright. What is on the strip when it is dimmed leaves as it came; after the dark it
 * begins anew, as nobody saw it and its ages are old. */
static void keep_hours(struct show *s, const struct scene_time *t)
{
    enum hours_state state = dark_state(&s->dark, t);
    if (state == s->shown_as)
        return;
    if (state == HOURS_BLANK || s->shown_as == HOURS_BLANK)
        screen_blank(s->screen, state == HOURS_BLANK);
    if (s->shown_as == HOURS_BLANK)
        scene_restart(s->scene);
    stage_dim(&s->stage, state == HOURS_DIM);
    s->shown_as = state;
    s->black = false;
    scene_redraw(s->scene);
}

/* The pace is chosen anew when the measured refresh moved away from the one it was chosen for. */
static void follow_refresh(struct show *s)
{
    double refresh = screen_refresh(s->screen);
    if (refresh <= 0 || (refresh > s->refresh * 0.97 && refresh < s->refresh * 1.03))
        return;
    s->refresh = refresh;
    scene_set_refresh(s->scene, refresh);
}

/* Black is presented once; then nothing is drawn until it ends. */
static enum err present_black(struct show *s, const struct scene_time *t, struct scene_frame *frame)
{
    struct strip none = {0};
    *frame = (struct scene_frame){.wait_ms = (int)(1000 - t->ms % 1000)};
    enum err e = s->black ? ERR_OK : screen_present(s->screen, &none);
    s->black = true;
    return e;
}

static enum err present_scene(struct show *s, const struct scene_time *t, struct scene_frame *frame)
{
    struct paint *paint = screen_paint(s->screen);
    scene_frame(s->scene, t, frame);
    enum err e = ERR_OK;
    if (frame->still)
        e = paint->ops->still(paint, frame->still);
    if (!e && frame->over)
        e = paint->ops->over(paint, frame->over);
    if (!e)
        e = screen_present(s->screen, &frame->strip);
    if (!e)
        prepare_frame(&s->prepare, paint, s->stage.type, frame);
    s->frames += !e;
    return e;
}

/* What there is to see at this moment. */
static bool present(struct show *s, struct scene_frame *frame)
{
    struct scene_time t = frame_time(s);
    keep_hours(s, &t);
    bool black = s->shown_as == HOURS_BLANK && !s->dumped;
    enum err e = black ? present_black(s, &t, frame) : present_scene(s, &t, frame);
    if (e)
        log_error("%s: %s", s->dumped ? conf_cstr(&s->cli->conf, OPTION_DUMP) : "screen",
                  err_text(e));
    else
        notify_alive(&s->notify, clock_ms());
    return !e;
}

static void tell_shown(struct show *s, uint64_t *last)
{
    struct span id = scene_shown(s->scene);
    uint64_t shown = span_hash(id);
    int64_t ms = clock_ms();
    if (ms - s->told_ms >= TOLD_MS) {
        s->told_ms = ms;
        queue_push(s->up, (struct note){.kind = UP_FRAMES, .number = (long)s->frames});
    }
    if (id.n == 0 || shown == *last)
        return;
    *last = shown;
    queue_push(s->up, (struct note){.kind = UP_SHOWN});
}

/* What looks like a fault is said, once. */
static void give_hints(struct show *s)
{
    struct screen_stats stats = screen_stats(s->screen);
    s->facts.ms = clock_ms();
    s->facts.clock_known = clock_known(&s->clock);
    s->facts.black = s->shown_as == HOURS_BLANK;
    s->facts.presented = stats.presented;
    s->facts.missed = stats.missed;
    const char *text = s->dumped ? NULL : hint_next(&s->hint, &s->facts);
    if (text)
        log_notice("%s", text);
}

static void learn_facts(struct show *s)
{
    SDL_version sdl;
    SDL_GetVersion(&sdl);
    hint_machine(&s->facts);
    s->facts.gpu = strcmp(screen_paint(s->screen)->ops->name, "gpu") == 0;
    s->facts.keys = conf_int(&s->cli->conf, OPTION_KEYS) != KEYS_NONE;
    s->facts.old_sdl = sdl.major == 2 && sdl.minor < 28;
}

/* Whether there is a display, and what draws on it: for the service manager and for ctl. */
static void tell_display(struct show *s)
{
    static const char none[] = "none";
    bool waits = screen_waits(s->screen);
    const char *name = waits ? none : screen_paint(s->screen)->ops->name;
    char *copy = name == s->painter ? NULL : strdup(name);
    if (!copy)
        return;
    s->painter = name;
    notify_status(&s->notify, waits            ? "waiting for a display"
                              : s->cli->unread ? "the last good news: the configuration is wrong"
                                               : "showing the news");
    queue_push(s->up, (struct note){.kind = UP_PAINTER,
                                    .number = screen_paint(s->screen)->software,
                                    .payload = copy,
                                    .destroy = free});
}

/* The loop: moving, it is paced by presenting; still, it waits for what changes next. */
static enum exit_code loop(struct show *s)
{
    struct scene_frame frame = {.moving = true};
    uint64_t last = 0;
    while (!s->quit && !(atomic_load(&signals_said) & SAID_STOP)) {
        int wait = frame.moving || s->dumped ? 0 : frame.wait_ms;
        bool still = wait > 0;
        for (enum screen_event e = screen_event(s->screen, wait < WAIT_MAX_MS ? wait : WAIT_MAX_MS);
             e != SCREEN_NONE; e = screen_event(s->screen, 0))
            take_event(s, e);
        tell_display(s);
        take_notes(s);
        if (!present(s, &frame))
            return s->dumped ? EXIT_CODE_OUTPUT : EXIT_CODE_UNAVAILABLE;
        tell_shown(s, &last);
        if (still || s->frames % FRAMES_HINT == 2)
            give_hints(s);
        if (!still)
            follow_refresh(s);
        if (s->last && s->frames >= s->last)
            break;
        if (atomic_fetch_and(&signals_said, ~(unsigned)SAID_RELOAD) & SAID_RELOAD && s->worker)
            reload(s);
    }
    return s->ends;
}

/* patient: who started us would only start us again. */
static struct screen_opts screen_opts(const struct cli *cli, bool patient)
{
    const struct conf *c = &cli->conf;
    struct screen_opts o = {.painter = (enum screen_painter)conf_int(c, OPTION_PAINTER),
                            .window = conf_bool(c, OPTION_WINDOW),
                            .bar = conf_bool(c, OPTION_BAR),
                            .bar_bottom = conf_int(c, OPTION_EDGE) == EDGE_BOTTOM,
                            .display = conf_cstr(c, OPTION_DISPLAY),
                            .rotation = (enum rotation)conf_int(c, OPTION_ROTATE),
                            .refresh = conf_real(c, OPTION_REFRESH),
                            .unpaced = conf_bool(c, OPTION_UNPACED),
                            .dump = conf_cstr(c, OPTION_DUMP),
                            .title = "Motograph",
                            .keys = (enum screen_keys)conf_int(c, OPTION_KEYS)};
    conf_size(c, OPTION_SIZE, &o.w, &o.h);
    o.patient = patient && o.painter != PAINTER_DUMP;
    return o;
}

static bool make_scene(struct show *s)
{
    int w, h;
    screen_size(s->screen, &w, &h);
    s->refresh = screen_refresh(s->screen);
    struct scene_opts opts = stage_scene_opts(&s->stage, s->cli, w, h, s->refresh);
    s->scene = scene_create(&opts);
    if (!s->scene)
        return false;
    struct store *store = s->desk.store;
    struct story_batch *b = !store ? NULL
                            : s->cli->unread
                                ? store_get_any_snapshot(store)
                                : store_get_snapshot(store, sources_hash(&s->desk.sources));
    s->empty = !b || b->n == 0;
    if (b)
        scene_take(s->scene, b, clock_now(&s->clock));
    return true;
}

/* Dumped frames are made of what is there at the start, so that they are the same every time. */
static enum exit_code gather_first(struct show *s)
{
    struct story_batch *b;
    enum exit_code code = desk_gather(&s->desk, s->cli, &b);
    if (b)
        scene_take(s->scene, b, clock_now(&s->clock));
    scene_set_state(s->scene, STATE_GOOD);
    return code == EXIT_CODE_SOME ? EXIT_CODE_DONE : code;
}

static enum exit_code open_all(struct show *s)
{
    struct why why = {.text = ""};
    struct screen_opts opts = screen_opts(s->cli, notify_listened(&s->notify));
    enum exit_code code = desk_init_kept(&s->desk, s->cli);
    s->clock = s->desk.clock;
    if (!code)
        code = stage_init(&s->stage, s->cli);
    if (code)
        return code;
    s->dark.hours = s->stage.settings.hours;
    s->screen = screen_create(&opts, s->stage.type, &why);
    if (!s->screen) {
        log_error("%s", why.text);
        return EXIT_CODE_UNAVAILABLE;
    }
    s->dumped = opts.painter == PAINTER_DUMP;
    learn_facts(s);
    s->start = s->clock.start; /* however long the opening took */
    s->last = (uint64_t)conf_int(&s->cli->conf, OPTION_FRAMES);
    s->down = queue_create();
    s->up = queue_create();
    if (!s->down || !s->up || !make_scene(s))
        return EXIT_CODE_SOFTWARE;
    return EXIT_CODE_DONE;
}

/* The first frame before the worker: nothing that may be slow stands before the picture. */
static enum exit_code run(struct show *s)
{
    struct scene_frame frame;
    if (!s->dumped && !present(s, &frame))
        return EXIT_CODE_UNAVAILABLE;
    notify_ready(&s->notify);
    tell_display(s);
    enum exit_code code = EXIT_CODE_DONE;
    if (s->dumped)
        code = gather_first(s);
    else if (!start_worker(s))
        code = EXIT_CODE_SOFTWARE;
    return code ? code : loop(s);
}

static void print_stats(const struct show *s)
{
    struct screen_stats stats = screen_stats(s->screen);
    struct crawl_pace pace = scene_pace(s->scene);
    struct buf out;
    struct jsonout j;
    buf_init(&out, STATS_BYTES);
    jsonout_init(&j, &out);
    jsonout_object(&j);
    jsonout_field(&j, "painter", span_of(screen_paint(s->screen)->ops->name));
    jsonout_key(&j, "software");
    jsonout_bool(&j, screen_paint(s->screen)->software);
    jsonout_field_int(&j, "presented", (int64_t)stats.presented);
    jsonout_field_int(&j, "missed", (int64_t)stats.missed);
    jsonout_key(&j, "refresh");
    jsonout_real(&j, stats.refresh);
    jsonout_field_int(&j, "step", pace.step);
    jsonout_field_int(&j, "every", pace.every);
    jsonout_key(&j, "speed_error");
    jsonout_real(&j, pace.error);
    jsonout_key(&j, "interval_ms");
    jsonout_real(&j, stats.interval_ms);
    jsonout_key(&j, "interval_sd_ms");
    jsonout_real(&j, stats.interval_sd_ms);
    jsonout_key(&j, "first_ms");
    jsonout_real(&j, stats.first_ms);
    jsonout_close(&j);
    (void)fprintf(stderr, "%s\n", buf_cstr(&out));
    buf_finish(&out);
}

static void close_all(struct show *s)
{
    worker_destroy(s->worker);
    if (s->screen && s->scene)
        print_stats(s);
    scene_destroy(s->scene);
    screen_destroy(s->screen);
    queue_destroy(s->down);
    queue_destroy(s->up);
    stage_finish(&s->stage);
    desk_finish(&s->desk);
}

enum exit_code show_run(struct cli *cli)
{
    struct show s = {.cli = cli, .civil_of = -1};
    catch_signals();
    notify_init(&s.notify);
    if (cli->unread)
        log_error("the configuration cannot be used: the last good news are shown until it can");
    enum exit_code code = open_all(&s);
    if (!code)
        code = run(&s);
    notify_stopping(&s.notify);
    close_all(&s);
    notify_finish(&s.notify);
    return code;
}
