/* bare.c - the least that SDL can do on a screen: one picture, then it waits to be ended. What
 * motograph's start is measured beside. Says READY=1 to NOTIFY_SOCKET once the picture is there. */
#include <SDL.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static void ready(void)
{
    struct sockaddr_un a = {.sun_family = AF_UNIX};
    const char *path = getenv("NOTIFY_SOCKET");
    size_t n = path ? strlen(path) : 0;
    if (n < 2 || n >= sizeof a.sun_path)
        return;
    memcpy(a.sun_path, path, n);
    if (a.sun_path[0] == '@')
        a.sun_path[0] = 0;
    int fd = socket(AF_UNIX, SOCK_DGRAM, 0);
    (void)sendto(fd, "READY=1", 7, 0, (struct sockaddr *)&a,
                 (socklen_t)(offsetof(struct sockaddr_un, sun_path) + n));
}

int main(void)
{
    SDL_Window *window = NULL;
    SDL_Renderer *renderer = NULL;
    (void)setenv("SDL_INPUT_LINUX_KEEP_KBD", "1", 0);
    if (SDL_Init(SDL_INIT_VIDEO) == 0)
        window = SDL_CreateWindow("bare", 0, 0, 640, 480, SDL_WINDOW_FULLSCREEN_DESKTOP);
    if (window)
        renderer = SDL_CreateRenderer(window, -1, SDL_RENDERER_PRESENTVSYNC);
    if (!renderer) {
        (void)fprintf(stderr, "bare: %s\n", SDL_GetError());
        return 1;
    }
    (void)SDL_SetRenderDrawColor(renderer, 40, 80, 120, 255);
    (void)SDL_RenderClear(renderer);
    SDL_RenderPresent(renderer);
    ready();
    for (SDL_Event e = {0}; e.type != SDL_QUIT;)
        (void)SDL_WaitEvent(&e);
    SDL_Quit();
    return 0;
}
