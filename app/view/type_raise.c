/* type_raise.c - how far a run's ink stands above its font's ascent. Floor 7. Main thread. Knows no
 * SDL. */
#include "view/type_raise.h"

#include <hb.h>

enum { SUBPIXELS = 64 }; /* of HarfBuzz's lengths, a px */

static hb_font_t *open_font(const struct chain_face *face, int px)
{
    hb_blob_t *blob = hb_blob_create_from_file(face->file);
    hb_face_t *file = hb_face_create(blob, (unsigned)face->index);
    hb_font_t *font = hb_font_create(file);
    hb_font_set_scale(font, px * SUBPIXELS, px * SUBPIXELS);
    hb_face_destroy(file);
    hb_blob_destroy(blob);
    return font;
}

static hb_buffer_t *shape(hb_font_t *font, const struct run *r)
{
    hb_buffer_t *b = hb_buffer_create();
    hb_buffer_set_direction(b, r->level & 1 ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
    hb_buffer_set_script(b, (hb_script_t)r->script);
    hb_buffer_add_utf8(b, r->text.p, (int)r->text.n, 0, (int)r->text.n);
    hb_shape(font, b, NULL, 0);
    return b;
}

/* Of the highest glyph, above the baseline. */
static int top_of(hb_font_t *font, hb_buffer_t *b)
{
    unsigned n;
    const hb_glyph_info_t *glyphs = hb_buffer_get_glyph_infos(b, &n);
    const hb_glyph_position_t *places = hb_buffer_get_glyph_positions(b, &n);
    int top = 0;
    for (unsigned i = 0; i < n; i++) {
        hb_glyph_extents_t box;
        if (!hb_font_get_glyph_extents(font, glyphs[i].codepoint, &box))
            continue;
        int y = places[i].y_offset + box.y_bearing;
        top = y > top ? y : top;
    }
    return (top + SUBPIXELS - 1) / SUBPIXELS;
}

int type_raise(const struct chain_face *face, const struct run *r, int px, int ascent)
{
    hb_font_t *font = open_font(face, px);
    hb_buffer_t *b = shape(font, r);
    int above = top_of(font, b) - ascent;
    hb_buffer_destroy(b);
    hb_font_destroy(font);
    return above > 0 ? above : 0;
}
