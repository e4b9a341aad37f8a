/* queue.h - a bounded queue between two threads.
 *
 * Floor 9. Any thread. push TAKES the item, pop GIVES it. When it is full the
 * oldest item makes room and is destroyed: the newest news count, and neither
 * thread ever waits for the other. */
#ifndef MOTOGRAPH_RUN_QUEUE_H
#define MOTOGRAPH_RUN_QUEUE_H

#include <stdbool.h>
#include <stddef.h>

enum { QUEUE_SLOTS = 32 };

/* What goes through: a kind, a number, and a payload with the function that ends it. */
struct note {
    int kind;
    long number;
    void *payload;
    void (*destroy)(void *payload); /* NULL: nothing to end */
};

struct queue;

struct queue *queue_create(void);    /* NULL: memory is out */
void queue_destroy(struct queue *q); /* ends what is left; NULL is allowed */
void queue_push(struct queue *q, struct note note);
bool queue_pop(struct queue *q, struct note *note); /* false: empty */
void note_finish(struct note *note);                /* ends the payload; twice is harmless */

#endif
