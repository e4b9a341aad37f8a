/* heads.c - datelines, stamps, phrases and languages, line by line. */
#include "cases.h"

#include "article/dateline.h"
#include "article/stamp.h"

static struct tongues tongues(const char *lang)
{
    return tongues_of(span_of(lang), words);
}

static void reads_stamps(void **state)
{
    static const struct {
        const char *lang, *line;
        int year, month, day, weekday, minutes;
    } rows[] = {
        {"en", "26 July, 03:40 PM", 0, 7, 26, -1, 940},
        {"en", "July 25", 0, 7, 25, -1, -1},
        {"en", "Updated: Tuesday, July 25, 2023 at 12:05 a.m.", 2023, 7, 25, 2, 5},
        {"en", "2023-07-25T18:05", 2023, 7, 25, -1, 1085},
        {"en", "Published 3rd of March 2021", 2021, 3, 3, -1, -1},
        {"en", "Posted 12 noon", 0, 0, 0, -1, -1},
        {"en", "07/25/2023", 2023, 7, 25, -1, -1},
        {"en", "25/07/2023", 2023, 7, 25, -1, -1},
        {"en", "06/07/2023", 0, 0, 0, -1, -1}, /* June or July: nobody knows */
        {"en", "5 pm", 0, 0, 0, -1, 1020},
        {"de", "Stand: 26.07.2023, 18:05 Uhr", 2023, 7, 26, -1, 1085},
        {"de", "26.07.23, 18.05 Uhr", 2023, 7, 26, -1, 1085},
        {"fr", "06/07/2023 à 18h05", 2023, 7, 6, -1, 1085},
        {"en", "99:99", 0, 0, 0, -1, -1},
        {"en", "July 99", 0, 0, 0, -1, -1},
        {"en", "", 0, 0, 0, -1, -1},
        {"en", "123456789012345678901234567890", 0, 0, 0, -1, -1},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct tongues t = tongues(rows[i].lang);
        struct stamp s;
        stamp_read(span_of(rows[i].line), &t, &s);
        if (s.day.year != rows[i].year || s.day.month != rows[i].month ||
            s.day.day != rows[i].day || s.day.weekday != rows[i].weekday ||
            s.day.minutes != rows[i].minutes)
            fail_msg("\"%s\": %d-%d-%d, weekday %d, minute %d", rows[i].line, s.day.year,
                     s.day.month, s.day.day, s.day.weekday, s.day.minutes);
    }
}

static void counts_what_is_no_stamp(void **state)
{
    struct tongues t = tongues("en");
    struct stamp s;
    (void)state;
    stamp_read(span_of("Corran, 4 hours ago by Ada Whin"), &t, &s);
    assert_true(s.ago);
    assert_int_equal(s.unknown, 3);
    assert_span(s.others, "Corran, 4 hours ago by Ada Whin");
}

static void reads_datelines(void **state)
{
    static const struct {
        const char *lang;
        bool first;
        const char *line, *place, *agency, *rest;
        int month, day;
    } rows[] = {
        {"en", false, "July 25 (COAST WIRE) –", "", "COAST WIRE", "", 7, 25},
        {"en", false, "CORRAN, July 25 (Coast Wire) - The mill", "CORRAN", "Coast Wire", "The mill",
         7, 25},
        {"en", false, "Corran (Coast Wire) — The mill", "Corran", "Coast Wire", "The mill", 0, 0},
        {"en", false, "NEW CORRAN: The mill", "NEW CORRAN", "", "The mill", 0, 0},
        {"en", false, "CORRAN — The mill", "CORRAN", "", "The mill", 0, 0},
        {"en", true, "Corran - The mill at the weir will grind flour again from May.", "Corran", "",
         "The mill at the weir will grind flour again from May.", 0, 0},
        {"en", false, "Corran - The mill at the weir will grind flour again from May.", "", "",
         "Corran - The mill at the weir will grind flour again from May.", 0, 0},
        {"en", true, "The mill - it grinds again", "", "", "The mill - it grinds again", 0, 0},
        {"en", true, "We went there (by boat) - and came back", "", "",
         "We went there (by boat) - and came back", 0, 0},
        {"en", false, "(WIRE) - CORRAN, 25 JUL - The mill", "CORRAN", "WIRE", "The mill", 7, 25},
        {"es", false, "ROBLEDO (Agencia Sur).- El molino", "ROBLEDO", "Agencia Sur", "El molino", 0,
         0},
        {"de", false, "Moosrode (npa/lnw) - Die Mühle", "Moosrode", "npa/lnw", "Die Mühle", 0, 0},
        {"en", false, "Corran (from the sea) - The mill", "", "",
         "Corran (from the sea) - The mill", 0, 0},
        {"zh", true, "【本报讯】青石镇的磨坊", "", "", "青石镇的磨坊", 0, 0},
        {"zh", true, "【本报讯】", "", "", "【本报讯】", 0, 0},
        {"ru", false, "ОЛЬХОВКА, /ВЕСТИ/. Мельница", "ОЛЬХОВКА", "ВЕСТИ", "Мельница", 0, 0},
        {"en", true, "", "", "", "", 0, 0},
        {"en", true, "-", "", "", "-", 0, 0},
        {"en", true, "10:30 - The mill turns", "", "", "10:30 - The mill turns", 0, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct tongues t = tongues(rows[i].lang);
        struct dateline d;
        struct span line = span_of(rows[i].line);
        dateline_read(line, rows[i].first, &t, &d);
        print_message("%s\n", rows[i].line);
        assert_span(d.place, rows[i].place);
        assert_span(d.agency, rows[i].agency);
        assert_span(span_from(line, d.n), rows[i].rest);
        assert_int_equal(d.day.month, rows[i].month);
        assert_int_equal(d.day.day, rows[i].day);
    }
}

static void guesses_languages(void **state)
{
    static const struct {
        const char *lang, *text;
    } rows[] = {
        {"en",
         "The mill at the weir will grind flour again, and it is the first time that this has "
         "been done with the old stones."},
        {"de", "Die Mühle am Wehr mahlt wieder Mehl, und es ist das erste Mal, dass dies mit den "
               "alten Steinen geschieht."},
        {"fr", "Le moulin de la rivière moud de nouveau de la farine, et c'est la première fois "
               "que cela se fait avec les pierres du pays."},
        {"es", "El molino del río vuelve a moler harina, y es la primera vez que se hace con las "
               "piedras de los abuelos."},
        {"it", "Il mulino sul fiume torna a macinare la farina, ed è la prima volta che si fa con "
               "le pietre dei nonni."},
        {"pt", "O moinho do rio volta a moer farinha, e é a primeira vez que isso se faz com as "
               "pedras dos avós, não com outras."},
        {"nl", "De molen aan de beek maalt weer meel, en het is de eerste keer dat dit met de oude "
               "stenen wordt gedaan."},
        {"pl", "Młyn nad rzeką znowu miele mąkę i jest to pierwszy raz, że robi się to na starych "
               "kamieniach, nie na nowych."},
        {"ru", "Мельница на реке снова мелет муку, и это первый раз, когда всё делается на старых "
               "камнях, а не на новых."},
        {"uk", "Млин на річці знову меле борошно, і це вперше, коли все робиться на старому "
               "камінні, а не на новому."},
        {"sv", "Kvarnen vid ån maler mjöl igen, och det är första gången som det görs med de gamla "
               "stenarna och inte med nya."},
        {"da", "Møllen ved åen maler mel igen, efter at den blev sat i stand af byens folk. Nu "
               "bliver melet solgt af skolen, siger de, og det blev sagt af flere."},
        {"cs", "Mlýn u řeky zase mele mouku a je to poprvé, kdy se to dělá na starých kamenech, "
               "které byly ve sklepě, a ne na nových."},
        {"ro", "Moara de pe râu macină din nou făină și este prima dată când se face cu pietrele "
               "care au fost în pivniță."},
        {"hu", "A malom a patak mellett újra őröl, és ez az első alkalom, hogy a régi kövekkel "
               "őrölnek, nem az újakkal."},
        {"id", "Kincir di tepi sungai itu menggiling tepung lagi, dan ini pertama kali dengan batu "
               "lama yang ada di gudang, bukan dengan yang baru."},
        {"fi", "Mylly jauhaa taas jauhoja, ja se on ensimmäinen kerta, kun se tehdään vanhoilla "
               "kivillä, jotka ovat olleet kellarissa."},
        {"vi", "Cối xay bên sông lại xay bột, và đây là lần đầu những phiến đá cũ được dùng trong "
               "một năm, không phải đá mới."},
        {"fa", "آسیاب کنار رود دوباره گندم را آرد می‌کند."},
        {"ur", "چکی پھر سے آٹا پیس رہی ہے، یہ پرانے پاٹ ہیں۔"},
        {"ja", "水車がふたたび回り、粉をひいている。"},
        {"ko", "물레방아가 다시 돌고 있다."},
        {"zh", "水车又开始磨面粉了。"},
        {"ar", "عادت الطاحونة إلى طحن الدقيق."},
        {"he", "הטחנה טוחנת שוב קמח."},
        {"el", "Ο μύλος αλέθει πάλι αλεύρι."},
        {"hi", "चक्की फिर से आटा पीस रही है।"},
        {"th", "โรงสีกลับมาโม่แป้งอีกครั้ง"},
        {"", "Xyzzy plugh 12345"},
        {"", ""},
        {"", "\xff\xfe\xfd"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_span(article_guess_lang(span_of(rows[i].text), words), rows[i].lang);
}

static void finds_phrases_at_word_ends(void **state)
{
    struct arena *a = arena_create(100000);
    struct tongues t = tongues("en");
    (void)state;
    struct span line = phrases_fold(span_of("  “Share\t THIS’s  article!”"), a);
    assert_span(line, "“share this's article!”");
    assert_span(phrases_bare(line), "share this's article");
    struct phrases_pairs pairs = phrases_pairs(line);
    assert_true(phrases_fit(&t, "navigation-phrases", line, &pairs));
    assert_false(phrases_fit(&t, "no-such-list", line, &pairs));
    struct span other = span_of("shareholders object, you and yours, not yourself; a photo by x");
    pairs = phrases_pairs(other);
    assert_false(phrases_fit(&t, "navigation-phrases", other, &pairs));
    assert_int_equal(phrases_count(&t, "address-words", other, &pairs), 2);
    assert_int_equal(phrases_last_end(&t, "credit-words", other, &pairs), 60);
    struct phrases_pairs part = phrases_pairs(span_of("yours, not")), none = phrases_pairs(line);
    assert_true(phrases_within(&part, &pairs));
    assert_false(phrases_within(&none, &pairs));
    arena_destroy(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_stamps),
        cmocka_unit_test(counts_what_is_no_stamp),
        cmocka_unit_test(reads_datelines),
        cmocka_unit_test(guesses_languages),
        cmocka_unit_test(finds_phrases_at_word_ends),
    };
    return cmocka_run_group_tests(tests, case_setup, case_teardown);
}
