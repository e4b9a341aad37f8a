/* prepare.h - what the painter will need soon is drawn beforehand, a slice a frame, so that no
 * frame is late where a card turns or a new script comes in.
 *
 * Floor 9. Main thread. What is entering the strip goes first, then its next item, then the card.
 */
#ifndef MOTOGRAPH_RUN_PREPARE_H
#define MOTOGRAPH_RUN_PREPARE_H

#include "run/scene.h"
#include "view/paint.h"

/* How far drawing the next card has come; zeros at the start. */
struct prepare {
    uint64_t id;
    size_t command;
    int slices; /* left */
};

/* After a presented frame: draws one slice. */
void prepare_frame(struct prepare *p, struct paint *paint, struct type *type,
                   const struct scene_frame *frame);

#endif
