/* whenword.c - the words of dates in many languages. Floor 0. Any thread. Knows no dates. */
#include "base/whenword.h"

#include <string.h>

/* Beginnings of the month names of many languages, as utf8_put_key writes them; the longest
 * that fits decides. Where a weekday begins like a month ("mar." in French), the month that
 * follows corrects it. */
static const char *const month_stems[] = {
    "jan ian ene gen sty led tam oca янв яну січ ιαν",
    "feb fev lut uno hel sub фев лют φεβ",
    "mar maal maar mrz mrt bre мар бер μαρ",
    "apr abr avr kwi dub huh nis апр кві απρ",
    "may mai mei maj mag kve tou маи мая тра μαι",
    "jun iun juin giu cze cer kesa haz июн юни чер ιουν",
    "jul iul juil lug lip cervenec cervence hei tem июл юли лип ιουλ",
    "aug ago aou agu sie srp elo авг серп αυγ",
    "sep set szep wrz zar syy eyl сен сеп вер σεπ",
    "oct okt out ott paz rij lok eki окт жов οκτ",
    "nov lis marras kas noi ноя ное лис νοε",
    "dec dez des dic gru pro joul ara дек гру δεκ",
};

/* English months and weekdays, which nearly all feeds write, are known without a search. False: it
 * is none of them. */
static bool english(struct span word, int *month)
{
    static const char names[] = "janfebmaraprmayjunjulaugsepoctnovdecmontuewedthufrisatsun";
    if (word.n != 3)
        return false;
    for (int i = 0; names[i]; i += 3) {
        if (memcmp(names + i, word.p, 3) != 0)
            continue;
        *month = i < 12 * 3 ? i / 3 + 1 : 0;
        return true;
    }
    return false;
}

int whenword_month(struct span word)
{
    int month = 0;
    if (english(word, &month))
        return month;
    size_t best = 2; /* shorter words name no month */
    for (int m = 1; m <= 12; m++) {
        struct span rest = span_of(month_stems[m - 1]), stem;
        while (span_split(&rest, ' ', &stem)) {
            if (stem.n > best && span_eq(span_sub(word, 0, stem.n), stem)) {
                month = m;
                best = stem.n;
            }
        }
    }
    return month;
}

struct zone {
    const char *name;
    int minutes;
};

/* Names that feeds use. Where a name means several zones (IST, CST, BST), the one most feeds
 * mean. The letters of military zones were defined the wrong way round and say nothing
 * (RFC 2822, section 4.3). */
static const struct zone zones[] = {
    {"z", 0},       {"ut", 0},     {"utc", 0},    {"gmt", 0},    {"wet", 0},    {"est", -300},
    {"edt", -240},  {"et", -300},  {"cst", -360}, {"cdt", -300}, {"ct", -360},  {"mst", -420},
    {"mdt", -360},  {"mt", -420},  {"pst", -480}, {"pdt", -420}, {"pt", -480},  {"akst", -540},
    {"akdt", -480}, {"hst", -600}, {"ast", -240}, {"adt", -180}, {"nst", -210}, {"ndt", -150},
    {"brt", -180},  {"art", -180}, {"clt", -240}, {"bst", 60},   {"west", 60},  {"cet", 60},
    {"met", 60},    {"mez", 60},   {"cest", 120}, {"mest", 120}, {"mesz", 120}, {"eet", 120},
    {"sast", 120},  {"eest", 180}, {"msk", 180},  {"trt", 180},  {"msd", 240},  {"pkt", 300},
    {"ist", 330},   {"ict", 420},  {"wib", 420},  {"hkt", 480},  {"sgt", 480},  {"awst", 480},
    {"wita", 480},  {"jst", 540},  {"kst", 540},  {"wit", 540},  {"acst", 570}, {"aest", 600},
    {"acdt", 630},  {"aedt", 660}, {"nzst", 720}, {"nzdt", 780},
};

int whenword_zone(struct span word)
{
    for (size_t i = 0; i < sizeof zones / sizeof zones[0]; i++)
        if (span_is(word, zones[i].name))
            return zones[i].minutes;
    return WHENWORD_NO_ZONE;
}

/* Words behind a number that say what it is: Korean, Chinese, Japanese; French hours. */
struct unit {
    const char *word;
    char what; /* y, m, d, H, M, S */
};

static const struct unit units[] = {
    {"년", 'y'}, {"年", 'y'}, {"월", 'm'}, {"月", 'm'}, {"일", 'd'}, {"日", 'd'}, {"시", 'H'},
    {"時", 'H'}, {"时", 'H'}, {"h", 'H'},  {"분", 'M'}, {"分", 'M'}, {"초", 'S'}, {"秒", 'S'},
};

char whenword_unit(struct span word)
{
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
        if (span_is(word, units[i].word))
            return units[i].what;
    return 0;
}

bool whenword_in(struct span word, const char *list)
{
    struct span rest = span_of(list), piece;
    while (span_split(&rest, ' ', &piece))
        if (span_eq(word, piece))
            return true;
    return false;
}
