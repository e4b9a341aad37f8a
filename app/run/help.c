/* help.c - `motograph help`: the texts that are made from the table of options.
 * Floor 9. Main thread. */
#include <string.h>

#include "base/log.h"
#include "run/command.h"
#include "run/help_bash.h"

enum { TEXT_MAX = 256 * 1024, MAN_LINE = 78 };

static const char page_head[] =
    ".Dd November 21, 2026\n.Dt MOTOGRAPH 1\n.Os\n.Sh NAME\n.Nm motograph\n"
    ".Nd news ticker for a wall: headline and key facts, each story once\n";

static const char page_about[] =
    ".Sh DESCRIPTION\n"
    ".Nm\nreads feeds and articles, condenses each story into one headline\nand a few key facts, "
    "tells a\n"
    "story once however many outlets carry it, and scrolls the result evenly.\n.Pp\n"
    "A\n.Ar SOURCE\nis the address of a feed or page, a feed file, an article file\n"
    ".Pq .txt , .html ,\na folder of those, which is watched, or\n.Cm -\nfor standard input.\n"
    "Without one the feeds of the configuration are used, else the demo.\n.Pp\n"
    "The commands are as follows:\n";

static const char page_keys[] =
    ".Sh KEYS\n.Bl -tag -width Ds\n.It Cm space , Return , play , stop\nPause and go on.\n"
    ".It Cm left , right , page up , page down , skip keys , back\nPrevious and next story.\n"
    ".It Cm up , down , rewind , fast forward\nFaster and slower.\n"
    ".It Cm L , menu\nNext layout.\n.It Cm F\nFull screen and window.\n"
    ".It Cm B , full stop , sleep\nBlack, and the picture again.\n"
    ".It Cm Q , Escape\nQuit.\n.El\n.Pp\nSo keyboards, remote controls that are keyboards, and "
    "pointers for talks can\nsteer it. "
    "On a touch screen a tap or a stroke to the left is the next story, a stroke to the\nright the "
    "one before, and a finger that rests pauses; more fingers than one mean nothing.\nIn a window "
    "a "
    "click opens the article; on the board a QR code leads a telephone there.\nThe option\n.Cm "
    "keys\nsays what works: "
    "with\n.Cm safe\nonly other stories, layouts and full screen, on a public wall\n.Cm none .\n";

static const char page_control[] =
    ".Sh A RUNNING TICKER\n.Bl -tag -width Ds\n"
    ".It Cm ctl say Oo Fl -for Ar TIME Oc Oo Fl -breaking Oc Ar TEXT\n"
    "A message on the wall, the next story that comes, for 15 minutes or as long as is\nsaid (7 "
    "days at most); with\n.Fl -breaking\nit has the red band.\nThe same text said again counts "
    "anew.\nA restart forgets what was said.\n"
    ".It Cm ctl unsay\nTakes back all that was said.\n"
    ".It Cm ctl blank Op Cm on | off | Ar TIME\nA black screen until\n.Cm blank off ,\nor for so "
    "long; then the hours of the\nconfiguration say what it is. Where the ticker itself drives the "
    "display, it is\nswitched off. Nothing is drawn meanwhile, and nobody's time is taken.\n"
    ".It Cm ctl reload\nReads the configuration anew, as SIGHUP does.\n.El\n.Pp\n"
    "The files of the configuration and of the theme are watched: what they say of the\nscreen "
    "(all "
    "of the sections\n.Cm screen\nand\n.Cm motion\nbut\n.Cm painter , display , window , bar , "
    "size "
    ", rotate\nand\n.Cm refresh ,\nwhich need a restart and say so) shows at once, and nothing "
    "that "
    "moves jumps. When they say\nsomething new of the feeds, these are read anew; a wrong file "
    "changes nothing.\n"
    ".Pp\nOf several tickers of one user\n.Cm ctl\nreaches the first. Who runs none reaches the "
    "service's, as root:\n.Ql sudo motograph ctl status ,\n.Ql sudo motograph feeds list .\n.Sh "
    "DESKTOP BAR\nWith\n.Fl "
    "-bar\nthe crawl lies along the edge of the desktop that\n"
    ".Fl -edge\nnames, on the display that\n.Fl -display\nnames, as high as\n"
    ".Fl -size\nsays or a sixteenth of the display.\nOn X11 windows that fill the "
    "display leave it free (not where another display lies beyond\nthat edge); on Wayland with an "
    "X server of its own that is the compositor's to do.\nWithout an X server the compositor must "
    "place it; in sway's "
    "configuration, for a bar of\n1920x48 at the foot of 1920x1080:\n"
    ".Bd -literal -offset indent\n"
    "for_window [app_id=\"motograph\"] floating enable, sticky enable, \\\\\n"
    "    border none, move absolute position 0 1032\ngaps bottom 48\n.Ed\n.Pp\n"
    "Where there is no desktop, a bar is refused:\n.Fl -layout Cm crawl\nfills that screen.\n"
    ".Sh AT LOGIN\nDesktops start what has an entry in\n.Pa ~/.config/autostart .\nFor a bar at "
    "the foot of the screen, save there as\n.Pa motograph.desktop :\n"
    ".Bd -literal -offset indent\n[Desktop Entry]\nType=Application\nName=Motograph\n"
    "Exec=motograph show --bar\n.Ed\n.Pp\nWithout\n.Fl -bar\nit is the full screen. "
    "Compositors that read no such entries start it by a line of their\nconfiguration: in sway's "
    "that is\n.Ql exec motograph show .\n"
    ".Sh DISPLAYS\nThe option\n.Fl -display\ntakes a number from 0, the connector as\n"
    ".Ql xrandr\nlists it, the monitor's own name, or words of that which no other has.\n"
    "Wayland tells connectors only where the compositor puts them into that name.\n"
    "One that is not there is answered by a list of those that are.\n.Pp\nA display that changes "
    "its mode, is unplugged or plugged in again is found "
    "again without\na restart; one that\n.Fl -display\nnames is waited for.\nWhen the X server or "
    "the Wayland compositor ends, the ticker ends with status 69: the service\nmanager starts it "
    "again.\nWhere there is no display at the start it ends likewise; started by a service manager "
    "it\nwaits for one, which\n.Cm systemctl status\nsays.\n.Pp\n"
    "On a console, with neither desktop, the ticker takes the graphics card itself: its user must "
    "be\nin the groups\n.Cm video\nand\n.Cm render ,\nfor keys in\n.Cm input .\nDisplays are "
    "named as the kernel does, as in\n.Ql --display HDMI-A-1 .\nWithout a GPU the\n.Cm kms\n"
    "painter draws;\n.Fl -size\nand\n.Fl -refresh\nchoose its mode. It gives the card "
    "up while another console is in front.\n.Pp\n"
    "With\n.Cm sync = clock\nscreens with the same news, size, theme, speed and refresh show the "
    "same at the same\ntime, to a step of the crawl, whenever each was started; their clocks must "
    "be "
    "right (NTP).\nWhat is out of step, after news or a pause, is put right in the gaps between "
    "stories.\n";

static const char page_feeds[] =
    ".Sh FEEDS\n.Ql motograph feeds list\ntells of each feed where and how often it is asked, how "
    "that ended last and why,\nwhen it is asked next, what became of its items, and its rules. A "
    "running\nticker notes all that once a minute.\n.Pp\n"
    "After a good answer a feed rests as long as its section, its server or the\nfeed itself asks "
    "for, whichever is longest, a day at most, and not in hours\nor on days that it wants to be "
    "left alone.\nOne that posts rarely rests up to four times as long, unless its section\nsays\n"
    ".Cm every .\n"
    "After failures the time doubles up to a day: from 15 seconds where nobody was\nreached, from "
    "5 minutes where a server answered.\nA host that asks for rest gets it for all its feeds.\n"
    "A feed that is gone for good (410) is asked again after 30 days.\n.Pp\n"
    "An address that moved for good is believed when three answers in a row said\nso over two "
    "days, never from https to http; a page that names a feed leads to\nit.\nBoth are remembered "
    "beside the configuration, which is never rewritten, and\ngiven up when the other address "
    "fails.\nA log-in page of the network is no news: what was known stays.\n.Pp\n"
    "With\n.Fl -json\neach feed is a line, an object with these fields (times are UTC or null,\n"
    "durations are seconds):\n.Bl -tag -width Ds -compact\n"
    ".It Cm name , address\nas configured\n"
    ".It Cm asked_at , asked_because\nthe address in its place, or null, and\n.Cm found\nin the "
    "page or\n.Cm moved\n"
    ".It Cm moved_to\nwhere it says that it moved, not believed yet\n"
    ".It Cm outcome , reason\nof the last try, in words\n"
    ".It Cm failures\nin a row\n"
    ".It Cm tried , succeeded , due\nlast try, last good one, next one\n"
    ".It Cm host_rests_until\nwhen its host asked for rest\n"
    ".It Cm items\n"
    "of the last good answer:\n.Cm all , shown , old , excluded , held , flood ,\nand\n"
    ".Cm future ,\nwhich are among the shown\n"
    ".It Cm rules\n.Cm every , ttl , max_age , max_items , flood , include , exclude ,\n"
    ".Cm include_all , exclude_all , hold , follow , allow_private ,\nand\n"
    ".Cm skip_hours , skip_days ,\nbits from 0:00 GMT and Sunday on\n.El\n";

static const char page_hold[] =
    ".Sh FEEDS ON HOLD\nNothing of a feed with\n.Cm hold = yes\nis shown before a person says so. "
    "On the running ticker\n.Ql motograph ctl held\nlists what waits, one article a line: number, "
    "time, feed and headline, parted by tabs.\n.Ql motograph ctl release\nand\n"
    ".Ql motograph ctl reject\ntake such numbers, or\n.Cm all .\n"
    "What is released is on the wall at once; when its words change it waits again.\nWhat is "
    "rejected does not come back.\nWhat waits for longer than\n.Cm max-age\nis let go. "
    "Both are kept across restarts, with\n.Fl -no-store\nuntil the ticker ends.\n"
    ".Cm news\nand\n.Cm shot\nprint nothing of such a feed but what was released in the store "
    "that\n.Fl -store\nnames, and say how many wait.\n"
    ".Sh WHAT IS TAKEN\nAn article must pass the words to include and to exclude, those of its "
    "feed and those of the\nsection\n.Cm news .\nA word is matched whole in title, headline and "
    "text, whatever its case and accents; a phrase by\nits words in a row; in scripts without "
    "spaces anywhere.\n.Pp\nA date more than a day ahead, or before 1990, is not believed: the "
    "article goes by when it was\nfirst seen. So does one a little ahead. An article whose words "
    "change is the same story, updated,\nwhere it was.\n.Pp\nOf an answer after the first no "
    "more than\n.Cm flood\nnew articles are taken, the newest; the rest is passed over until its "
    "words change.\n";

/* Each has the hint that the program prints at the failure. */
static const char page_troubles[] =
    ".Sh TROUBLES\nWhat goes wrong is said on standard error, under the service unit in\n"
    ".Ql journalctl -u motograph .\n.Bl -tag -width Ds\n"
    ".It A black screen\n"
    ".Qq no display\nsays why: the groups\n.Cm video\nand\n.Cm render\nare missing, another "
    "program holds the display, nothing is plugged in, or the program was started neither from a "
    "desktop nor on a console. Without any such line the hours\n.Pq Cm show-hours\nor\n"
    ".Ql ctl blank\nmade it black:\n.Ql ctl blank off\nends the second.\n"
    ".It A garbled picture on a Raspberry Pi 5\n"
    ".Qq this old SDL may show a garbled picture :\nDebian 12's SDL 2.26 and the drivers of that "
    "board do not fit on a bare console. Use\n.Fl -painter Cm kms ,\nRaspberry Pi OS, or a "
    "desktop.\n"
    ".It \\&No key works\n"
    ".Qq no keyboard can be read :\nadd the user to the group\n.Cm input .\nOn a public wall\n"
    ".Cm keys = none\nis meant so.\n"
    ".It The time is --:-- or wrong\n"
    ".Qq the clock of this machine is not set :\na board without a battery learns the time from "
    "the network; see\n.Ql timedatectl .\nAn hour too many or too few is the time zone:\n"
    ".Ql timedatectl set-timezone .\n"
    ".It Boxes for letters, or no text\n"
    ".Qq no font: install the package\nnames it, and\n.Ql motograph check\nnames what is missing "
    "by script.\n"
    ".It \\&No news\n"
    ".Ql motograph feeds list\n(of the service's ticker by\n.Cm sudo )\nsays of each feed why "
    "and when it is asked again; the lamp at the "
    "clock shows that the news are old. A feed in the local network needs\n"
    ".Cm allow-private = yes .\n"
    ".It \\&No news from a folder or a file\n"
    ".Qq unreadable :\nthe service reads as a user of its own, and homes and\n.Pa /tmp\nare "
    "not there for it. Put the files into\n.Pa /srv ,\nreadable for all, or open homes by\n"
    ".Ql systemctl edit motograph :\n.Cm ProtectHome=read-only\nbelow\n.Cm [Service] .\n"
    ".It A password is not taken\n"
    ".Qq cannot be read :\nfiles that belong to root are shown to the "
    "service as credentials; see\n.Xr motograph.conf 5 ,\nREACHING FEEDS.\n"
    ".It The screen stays lit at night\n"
    ".Qq the desktop keeps the display lit :\non a desktop black is a picture, and only the "
    "desktop switches the display off. On a bare console the ticker does.\n"
    ".It The crawl judders\n"
    ".Qq more than one frame in twenty is late :\n.Ql ctl status\nnames the painter; where\n"
    ".Cm software\nis true there is no GPU, and\n.Fl -painter Cm soft\nor\n.Cm kms\nis lighter. "
    "A smaller mode\n.Pq Fl -size\nand fewer programs beside it help, too.\n"
    ".It Two tickers\n"
    ".Qq another ticker runs already :\nthe service unit's, as a rule.\n"
    ".Ql systemctl stop motograph\nends that one;\n.Ql systemctl start getty@tty1\ngives its "
    "console back to who logs in.\n"
    ".It The sandbox is partial or none\n"
    ".Qq motograph-ingest is only partly shut in :\nsee\n.Sx SANDBOX .\n"
    ".It A file of the configuration is wrong\n"
    ".Ql motograph check\nnames the line and what is allowed there; a running ticker goes on with "
    "the old one. The "
    "service that starts with one that it cannot use at all shows the last good news, fetches "
    "nothing and begins anew "
    "once the file is right\n.Pq Ql systemctl status motograph\nsays so; any other ticker ends "
    "with status 78.\n.El\n";

static const char page_end[] =
    ".Sh SIGNALS\n.Bl -tag -width Ds\n.It Dv SIGHUP\nRead the configuration anew: the screen, "
    "the feeds and how they are fetched.\nWhen it is wrong the old one stays.\n"
    ".It Dv SIGTERM , SIGINT\nEnd.\n.El\n"
    ".Sh ENVIRONMENT\n.Bl -tag -width Ds\n.It Ev http_proxy , https_proxy , all_proxy\n"
    "Proxies where the configuration names none, the last for both kinds of\naddresses;\n"
    ".Ev HTTPS_PROXY\nand\n.Ev ALL_PROXY\ncount likewise,\n.Ev HTTP_PROXY\ndoes not.\n"
    ".It Ev no_proxy , NO_PROXY\nHosts and domains that are asked without a proxy, parted by "
    "commas;\n.Cm *\nis all of them.\n.El\n"
    ".Sh FILES\n.Bl -tag -width Ds\n.It Pa ~/.config/motograph/motograph.conf\n"
    "The user's configuration, then\n.Pa conf.d/*.conf\nbeside it, both after the system's in\n"
    ".Pa /etc/motograph .\n.It Pa ~/.cache/motograph/store.sqlite\n"
    "The last good news; may be deleted.\n"
    ".It Pa /var/cache/motograph/store.sqlite\nThose of the service.\n.El\n"
    ".Sh SANDBOX\n"
    "What feeds and pages send is read by a program of its own,\n.Nm motograph-ingest ,\n"
    "which gives up nearly all system calls (seccomp) and all files but its\nword lists and the "
    "system's libraries (Landlock) before the first byte.\n"
    ".Ql ctl status\nsays\n.Cm whole ,\nor\n.Cm partial\nand\n.Cm none\nwhere the kernel, an "
    "emulator or the filter of a service unit does not\nallow both: see the calls that\n.Pa "
    "motograph.service\nallows.\n"
    ".Sh EXIT STATUS\n.Bl -tag -width Ds -compact\n.It 0\ndone\n"
    ".It 1\nsome sources failed, the rest was shown; of\n.Cm ctl :\nsome of it could not be "
    "done\n.It 64\nwrong usage\n"
    ".It 65\nnothing usable in the input\n.It 66\nno such file\n"
    ".It 69\nno display, or no source reachable\n.It 70\nout of memory\n.It 73\noutput cannot be "
    "written\n"
    ".It 78\nwrong configuration\n.El\n"
    ".Sh SEE ALSO\n.Xr motograph.conf 5\n";

static const char file_head[] =
    ".Dd November 21, 2026\n.Dt MOTOGRAPH.CONF 5\n.Os\n.Sh NAME\n.Nm motograph.conf\n"
    ".Nd configuration of the news ticker\n.Sh DESCRIPTION\n"
    "A file holds sections with settings, one a line.\nText with special characters stands in "
    "double quotes, and a\n.Cm #\nbegins a comment.\n.Bd -literal -offset indent\n"
    "screen {\n    layout = board\n    title = \"City Hall\"\n}\n"
    "feed \"Harbour Post\" {\n    url = \"https://harbour-post.example/feed.xml\"\n}\n.Ed\n.Pp\n"
    "Each feed has a name and an address of its own; a section of the same name\nin a later file "
    "changes the earlier one.\n"
    "Check it with\n.Ql motograph check ,\nwhich names each wrong line and what is allowed there.\n"
    "A ticker that starts goes on without wrong values and unknown settings, which may be those of "
    "a\nlater version; but a feed with a wrong value is left out, and a file with a slip of its "
    "form, or\nwithout any feed that is right, ends it with status 78; the service shows the last "
    "good news\nuntil the file is right.\n"
    ".Sh SETTINGS\n";

static const char file_access[] =
    ".Sh REACHING FEEDS\n"
    "Feeds are fetched over http and https and nothing else, and a redirect\nnever leads back from "
    "https to http.\nNothing in this machine or the local network is asked unless the\nsection of "
    "the feed says\n.Cm allow-private = yes :\nwhat counts is the address that is really "
    "connected to.\nCertificates are always checked, and no setting turns that off.\n"
    "A server of your own with a certificate of its own is trusted by naming\nthe certificate, or "
    "that of its authority, as\n.Cm ca-file .\n.Pp\n"
    "A password never stands in an address or in this file but in a file of its\nown, which only "
    "its owner can read:\n"
    ".Bd -literal -offset indent\n"
    "feed \"Members\" {\n    url = \"https://club.example/feed.xml\"\n    user = \"ada\"\n"
    "    secret-file = \"/etc/motograph/club.secret\"\n}\n.Ed\n.Pp\n"
    "The service runs as a user of its own, who cannot read that file. There the name stands "
    "without\na folder,\n.Cm secret-file = \"club\" ,\nand\n.Ql systemctl edit motograph\n"
    "shows the file to the service under that name (certificates and keys likewise):\n"
    ".Bd -literal -offset indent\n"
    "[Service]\nLoadCredential=club:/etc/motograph/club.secret\n.Ed\n.Pp\n"
    "A password is shown to the host of that address alone, not where a redirect leads;\nso is our "
    "own "
    "certificate.\nFor a feed without\n.Cm user\nthe file that\n.Cm netrc-file\nnames is "
    "looked at: by its whole path, for the service\n.Pa /run/credentials/motograph.service/NAME "
    ".\n.Pp\n"
    "A proxy is\n.Ql http://host:port ,\n.Ql https://host:port\nor\n.Ql socks5h://host:port .\n"
    "The section of a feed counts first, then the fetch section, then the\nenvironment; see\n"
    ".Xr motograph 1 .\nBehind a proxy it is the proxy that keeps feeds off the local network.\n";

static const char file_end[] = ".Sh SEE ALSO\n.Xr motograph 1\n";

/* A bracket is a word's, no mark behind it. */
static void put_args_man(struct buf *out, const char *args)
{
    for (; *args; args++)
        (void)buf_printf(out, "%s%c", *args == ']' ? "\\&" : "", *args);
}

static void put_commands_man(struct buf *out)
{
    size_t n;
    const struct cli_command *commands = cli_commands(&n);
    (void)buf_puts(out, ".Bl -tag -width Ds\n");
    for (size_t i = 0; i < n; i++) {
        (void)buf_printf(out, ".It Nm Cm %s%s", commands[i].name, commands[i].args[0] ? " " : "");
        put_args_man(out, commands[i].args);
        (void)buf_printf(out, "\\&\n%s.\n", commands[i].help);
    }
    (void)buf_puts(out, ".El\n");
}

/* Where a line of prose ends: behind its first sentence, else before MAN_LINE is full. */
static size_t man_break(struct span line)
{
    size_t space = 0;
    for (size_t i = 1; i + 1 < line.n; i++) {
        if (line.p[i] != ' ')
            continue;
        if (line.p[i - 1] == '.' && line.p[i + 1] >= 'A' && line.p[i + 1] <= 'Z')
            return i;
        if (i > MAN_LINE && space)
            return space;
        space = i;
    }
    return line.n > MAN_LINE && space ? space : line.n;
}

/* A manual as mandoc(1) wants it: a sentence begins a line, and no line is long. */
static void put_wrapped(struct buf *out, struct span page)
{
    struct span line;
    while (span_line(&page, &line)) {
        while (line.n) {
            size_t n = line.p[0] == '.' ? line.n : man_break(line);
            (void)buf_put(out, span_sub(line, 0, n));
            (void)buf_putc(out, '\n');
            line = span_from(line, n < line.n ? n + 1 : n);
        }
    }
}

static void put_page(struct buf *out)
{
    (void)buf_puts(out, page_head);
    (void)buf_puts(out, ".Sh SYNOPSIS\n.Nm\n.Op Ar command\n.Op Ar options\n.Op Ar SOURCE ...\n");
    (void)buf_puts(out, page_about);
    put_commands_man(out);
    (void)buf_puts(out, ".Pp\nThe options are as follows:\n");
    option_print_man(out, false);
    (void)buf_puts(out, page_feeds);
    (void)buf_puts(out, page_keys);
    (void)buf_puts(out, page_control);
    (void)buf_puts(out, page_hold);
    (void)buf_puts(out, page_troubles);
    (void)buf_puts(out, page_end);
}

static void put_file_page(struct buf *out)
{
    (void)buf_puts(out, file_head);
    option_print_man(out, true);
    (void)buf_puts(out, file_access);
    (void)buf_puts(out, file_end);
}

enum exit_code help_run(struct cli *cli)
{
    struct buf out, page;
    const char *what = cli->n_args > 0 ? cli->args[0] : "";
    buf_init(&out, TEXT_MAX);
    buf_init(&page, TEXT_MAX);
    enum exit_code code = EXIT_CODE_DONE;
    if (strcmp(what, "config") == 0)
        option_print_default(&out);
    else if (strcmp(what, "man") == 0)
        put_page(&page);
    else if (strcmp(what, "man5") == 0)
        put_file_page(&page);
    else if (strcmp(what, "bash") == 0)
        help_bash_print(&out);
    else if (what[0])
        code = EXIT_CODE_USAGE;
    else
        cli_print_help(stdout);
    put_wrapped(&out, buf_span(&page));
    if (code)
        log_error("help: config, man, man5 or bash");
    else
        code = cli_print(&out);
    buf_finish(&page);
    buf_finish(&out);
    return code;
}
