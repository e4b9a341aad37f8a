/* line.c - a line that a person typed, word by word. Floor 9. Any thread. */
#include "run/line.h"

bool line_word(struct span *rest, struct span *word)
{
    struct span piece;
    while (span_split(rest, ' ', &piece)) {
        piece = span_trim(piece);
        if (piece.n == 0)
            continue;
        *word = piece;
        return true;
    }
    return false;
}
