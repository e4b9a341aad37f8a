/* guess.c - the language of a text. Floor 3. Any thread. Knows no language but by its list and by
 * the ranges of scripts. */
#include "article/article.h"
#include "base/utf8.h"

enum {
    GUESS_BYTES = 2 * 1024,
    GUESS_WORD_MAX = 64,
    GUESS_LANGS_MAX = 64,
    GUESS_HITS_MIN = 3,
    GUESS_CLEAR = 15,
    GUESS_LOOK = 16
};

enum script {
    SCRIPT_OTHER,
    SCRIPT_LATIN,
    SCRIPT_CYRILLIC,
    SCRIPT_GREEK,
    SCRIPT_HEBREW,
    SCRIPT_ARABIC,
    SCRIPT_DEVANAGARI,
    SCRIPT_THAI,
    SCRIPT_KANA,
    SCRIPT_HANGUL,
    SCRIPT_HAN,
    SCRIPTS
};

static const struct range {
    uint32_t from, to;
    enum script script;
} ranges[] = {
    {0x0041, 0x024F, SCRIPT_LATIN},    {0x0370, 0x03FF, SCRIPT_GREEK},
    {0x0400, 0x052F, SCRIPT_CYRILLIC}, {0x0590, 0x05FF, SCRIPT_HEBREW},
    {0x0600, 0x077F, SCRIPT_ARABIC},   {0x0900, 0x097F, SCRIPT_DEVANAGARI},
    {0x0E00, 0x0E7F, SCRIPT_THAI},     {0x1100, 0x11FF, SCRIPT_HANGUL},
    {0x3040, 0x30FF, SCRIPT_KANA},     {0x3400, 0x4DBF, SCRIPT_HAN},
    {0x4E00, 0x9FFF, SCRIPT_HAN},      {0xAC00, 0xD7A3, SCRIPT_HANGUL},
};

static const struct span script_langs[SCRIPTS] = {
    [SCRIPT_GREEK] = SPAN("el"), [SCRIPT_HEBREW] = SPAN("he"),     [SCRIPT_ARABIC] = SPAN("ar"),
    [SCRIPT_THAI] = SPAN("th"),  [SCRIPT_DEVANAGARI] = SPAN("hi"), [SCRIPT_HANGUL] = SPAN("ko"),
    [SCRIPT_KANA] = SPAN("ja"),  [SCRIPT_HAN] = SPAN("zh"),
};

static enum script script_of(uint32_t cp)
{
    for (size_t i = 0; i < sizeof(ranges) / sizeof(ranges[0]); i++)
        if (cp >= ranges[i].from && cp <= ranges[i].to)
            return ranges[i].script;
    return SCRIPT_OTHER;
}

/* The script that most letters have. Japanese mixes Han with kana: some kana decide. */
static enum script main_script(struct span text)
{
    size_t counts[SCRIPTS] = {0}, letters = 0;
    enum script best = SCRIPT_OTHER;
    while (text.n > 0) {
        uint32_t cp = utf8_next(&text);
        if (!utf8_is_letter(cp) && !utf8_is_mark(cp))
            continue;
        counts[script_of(cp)]++;
        letters++;
    }
    for (int s = SCRIPT_LATIN; s < SCRIPTS; s++)
        if (counts[s] > counts[best])
            best = (enum script)s;
    if ((best == SCRIPT_HAN || best == SCRIPT_KANA) && counts[SCRIPT_KANA] * 20 > letters)
        return SCRIPT_KANA;
    return counts[best] * 2 > letters ? best : SCRIPT_OTHER;
}

/* Persian and Urdu have letters that Arabic has not. */
static struct span arabic_lang(struct span text)
{
    static const struct span letters[] = {SPAN("\u067e\u0686\u0698\u06af\u06cc\u06a9"),
                                          SPAN("\u0679\u0688\u0691\u06d2\u06ba\u06c1")};
    size_t own[2] = {0};
    while (text.n > 0) {
        uint32_t cp = utf8_next(&text);
        for (size_t i = 0; i < 2; i++)
            for (struct span rest = letters[i]; rest.n > 0;)
                own[i] += utf8_next(&rest) == cp;
    }
    if (own[1] >= GUESS_HITS_MIN)
        return span_of("ur");
    return span_of(own[0] >= GUESS_HITS_MIN ? "fa" : "ar");
}

/* Cuts the next word off *text into lower-case bytes; false at the end. */
static bool next_word(struct span *text, struct buf *word)
{
    buf_reset(word);
    while (text->n > 0) {
        uint32_t cp = utf8_next(text);
        if (utf8_is_letter(cp) || utf8_is_mark(cp) || (cp == '\'' && word->n > 0))
            (void)utf8_put(word, utf8_lower(cp));
        else if (word->n > 0)
            break;
    }
    return word->n > 0;
}

/* Two language groups share a script but not all letters; what one of them cannot write rules
 * it out. */
static void count_letters(struct span text, const struct span *langs, size_t n, size_t *hits)
{
    while (text.n > 0) {
        uint32_t cp = utf8_lower(utf8_next(&text));
        bool ukrainian = cp == 0x0456 || cp == 0x0457 || cp == 0x0454 || cp == 0x0491;
        bool russian = cp == 0x044B || cp == 0x044D || cp == 0x0451 || cp == 0x044A;
        for (size_t i = 0; (ukrainian || russian) && i < n; i++)
            hits[i] +=
                (ukrainian && span_is(langs[i], "uk")) || (russian && span_is(langs[i], "ru"));
    }
}

/* One language is so far ahead that the rest of the text need not be asked. */
static bool is_clear(const size_t *hits, size_t n)
{
    size_t best = 0, second = 0;
    for (size_t i = 0; i < n; i++) {
        size_t behind = hits[i] > best ? best : hits[i];
        second = behind > second ? behind : second;
        best = hits[i] > best ? hits[i] : best;
    }
    return best >= GUESS_CLEAR && best >= 3 * second;
}

/* How many words were looked up. */
static size_t count_words(struct span text, const struct words *words, const struct span *langs,
                          size_t n, size_t *hits)
{
    struct buf word;
    size_t total = 0;
    buf_init(&word, GUESS_WORD_MAX * 4);
    while (next_word(&text, &word)) {
        total++;
        words_count(words, langs, n, "guess", buf_span(&word), hits);
        if (total % GUESS_LOOK == 0 && is_clear(hits, n))
            break;
    }
    buf_finish(&word);
    return total;
}

/* The best must be clearly ahead of the second and have a share that running text has. */
static struct span best_lang(const struct span *langs, const size_t *hits, size_t n, size_t total)
{
    size_t best = 0, second = SIZE_MAX;
    for (size_t i = 1; i < n; i++)
        if (hits[i] > hits[best])
            best = i;
    for (size_t i = 0; i < n; i++)
        if (i != best && (second == SIZE_MAX || hits[i] > hits[second]))
            second = i;
    if (n == 0 || hits[best] < GUESS_HITS_MIN || hits[best] * 12 < total)
        return span_of(NULL);
    if (second != SIZE_MAX && hits[second] * 10 > hits[best] * 9)
        return span_of(NULL);
    return langs[best];
}

/* Languages with a list of their commonest words; the others are known by their dates alone. */
static size_t guess_langs(const struct words *words, struct span out[GUESS_LANGS_MAX])
{
    const struct span *langs;
    size_t all = words_langs(words, &langs), n = 0, entries;
    for (size_t i = 0; i < all && n < GUESS_LANGS_MAX; i++)
        if (words_list(words, langs[i], "guess", &entries))
            out[n++] = langs[i];
    return n;
}

struct span article_guess_lang(struct span text, const struct words *words)
{
    text = utf8_cut(text, GUESS_BYTES);
    enum script script = main_script(text);
    if (script == SCRIPT_ARABIC)
        return arabic_lang(text);
    if (script != SCRIPT_LATIN && script != SCRIPT_CYRILLIC)
        return script_langs[script];
    struct span langs[GUESS_LANGS_MAX];
    size_t hits[GUESS_LANGS_MAX] = {0}, n = guess_langs(words, langs);
    if (script == SCRIPT_CYRILLIC)
        count_letters(text, langs, n, hits);
    size_t total = count_words(text, words, langs, n, hits);
    return best_lang(langs, hits, n, total);
}
