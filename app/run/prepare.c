/* prepare.c - what comes soon is drawn beforehand. Floor 9. Main thread. */
#include "run/prepare.h"

#include "view/type_pictures.h"

/* Of the next card: what is drawn at most, and in how many frames. */
enum { CARD_BYTES_MAX = TYPE_PICTURES_BYTES / 4 * 3, CARD_SLICES = 256 };

/* Its texts, one slice a frame, where they are few enough to keep. */
static void draw_card(struct prepare *p, struct type *type, const struct draw_list *card)
{
    size_t bytes = 0;
    for (size_t i = 0; i < card->n; i++)
        if (card->cmds[i].kind == DRAW_TEXT)
            bytes += (size_t)card->cmds[i].box.w * (size_t)card->cmds[i].box.h * sizeof(uint32_t);
    if (card->id != p->id)
        *p = (struct prepare){.id = card->id, .slices = bytes < CARD_BYTES_MAX ? CARD_SLICES : 0};
    struct box all = {0, 0, card->w, card->h};
    if (p->slices > 0 && paint_list_ahead(type, card, all, &p->command))
        p->slices = 0;
    else
        p->slices--;
}

void prepare_frame(struct prepare *p, struct paint *paint, struct type *type,
                   const struct scene_frame *frame)
{
    bool busy = frame->entering && !paint->ops->prepare(paint, frame->entering);
    busy = busy || (frame->ahead && !paint->ops->prepare(paint, frame->ahead));
    if (!busy && frame->card)
        draw_card(p, type, frame->card);
}
