/* queue.c - a bounded queue between two threads. Floor 9. Any thread. */
#include "run/queue.h"

#include <pthread.h>
#include <stdlib.h>

struct queue {
    pthread_mutex_t lock;
    struct note slots[QUEUE_SLOTS]; /* a ring, under lock */
    size_t first, n;
};

struct queue *queue_create(void)
{
    struct queue *q = calloc(1, sizeof *q);
    if (q && pthread_mutex_init(&q->lock, NULL) != 0) {
        free(q);
        q = NULL;
    }
    return q;
}

void note_finish(struct note *note)
{
    if (note->destroy)
        note->destroy(note->payload);
    *note = (struct note){0};
}

void queue_destroy(struct queue *q)
{
    struct note note;
    if (!q)
        return;
    while (queue_pop(q, &note))
        note_finish(&note);
    (void)pthread_mutex_destroy(&q->lock);
    free(q);
}

void queue_push(struct queue *q, struct note note)
{
    struct note dropped = {0};
    (void)pthread_mutex_lock(&q->lock);
    if (q->n == QUEUE_SLOTS) {
        dropped = q->slots[q->first];
        q->first = (q->first + 1) % QUEUE_SLOTS;
        q->n--;
    }
    q->slots[(q->first + q->n++) % QUEUE_SLOTS] = note;
    (void)pthread_mutex_unlock(&q->lock);
    note_finish(&dropped);
}

bool queue_pop(struct queue *q, struct note *note)
{
    (void)pthread_mutex_lock(&q->lock);
    bool some = q->n > 0;
    if (some) {
        *note = q->slots[q->first];
        q->first = (q->first + 1) % QUEUE_SLOTS;
        q->n--;
    }
    (void)pthread_mutex_unlock(&q->lock);
    return some;
}
