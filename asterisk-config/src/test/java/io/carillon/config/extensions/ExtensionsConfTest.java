package io.carillon.config.extensions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.carillon.config.Located;
import io.carillon.config.Position;
import io.carillon.config.Problem;
import io.carillon.config.Reading;
import io.carillon.config.Sources;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExtensionsConfTest {
    private static final Set<String> HERE = Set.of(
            "dial",
            "hangup",
            "goto",
            "gotoif",
            "gotoiftime",
            "gosub",
            "macro",
            "set",
            "noop",
            "answer",
            "execif",
            "ringing",
            "wait");
    private static final Set<String> LATER =
            Set.of("voicemail", "voicemailmain", "background", "waitexten", "saynumber", "playback", "echo", "system");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            exten => 118,1,Dial(Sip/toto)            | 118 | 1   | Dial      | Sip/toto
            Exten => 118,1,Dial(Sip/toto)            | 118 | 1   | Dial      | Sip/toto
            EXTEN=118,1,dial(SIP/toto)               | 118 | 1   | dial      | SIP/toto
            exten => 300, 1, Hangup()                | 300 | 1   | Hangup    | ``
            exten => 4,2,Hangup                      | 4   | 2   | Hangup    | ``
            exten => 50,1,goto(Menu,s,1)             | 50  | 1   | goto      | Menu,s,1
            exten=>11,1,Dial(SIP/user1&SIP/user2,10) | 11  | 1   | Dial      | SIP/user1&SIP/user2,10
            exten => 7,102,VoiceMail,b1000           | 7   | 102 | VoiceMail | b1000
            exten => 9,1, Ringing                    | 9   | 1   | Ringing   | ``
            exten => 9,2, Wait(2)                    | 9   | 2   | Wait      | 2
            exten => 9 , 1 , Dial ( SIP/a , 20 , tr ) | 9  | 1   | Dial      | SIP/a , 20 , tr
            exten => s,n,NoOp(a)                     | s   | 1   | NoOp      | a
            exten => s,1(start),NoOp(:\\) smile)     | s   | 1   | NoOp      | :\\) smile
            exten => s,1,NoOp(a\\;b)                 | s   | 1   | NoOp      | a;b
            exten => s,1,NoOp(a) ; Hangup()          | s   | 1   | NoOp      | a
            exten => _[1-5]X.,1,NoOp                 | _[1-5]X. | 1 | NoOp   | ``
            """)
    void a_line_is_read_as_students_type_it(
            String line, String name, int priority, String application, String arguments) {
        Extension extension = loaded("[local]\n" + line + "\n")
                .contexts()
                .getFirst()
                .extensions()
                .getFirst();

        assertThat(extension.name()).isEqualTo(name);
        Priority step = extension.priorities().getFirst();
        assertThat(step.number()).isEqualTo(priority);
        assertThat(step.application()).isEqualTo(application);
        assertThat(step.arguments()).isEqualTo(arguments);
    }

    @Test
    void the_old_form_separates_arguments_by_bars_outside_of_expressions() {
        Extension extension = extension("exten => 1,1,Dial,SIP/a|20|tr\nexten => 1,2,GotoIf,$[1|0]?5");

        assertThat(extension.priorities()).extracting(Priority::arguments).containsExactly("SIP/a,20,tr", "$[1|0]?5");
    }

    @Test
    void n_counts_from_the_line_before_of_the_same_extension() {
        Extension extension = extension("""
                exten => 1,1,NoOp(a)
                exten => 2,7,NoOp(other)
                exten => 1,n(here),NoOp(b)
                same => n+2,NoOp(c)
                same => n,NoOp(d)
                exten => 1,next,NoOp(e)
                exten => 1,hint,SIP/user1""");

        assertThat(extension.priorities()).extracting(Priority::number).containsExactly(1, 2, 5, 6, 7);
        assertThat(extension.priorities().get(1).label()).contains("here");
        assertThat(extension.hint()).contains("SIP/user1");
    }

    @Test
    void a_line_without_a_priority_is_taken_as_the_next_one() {
        String text = "[local]\nexten => 200,1,Dial(SIP/a,8)\nexten => 200,VoiceMail(200)\n";

        assertThat(loaded(text).contexts().getFirst().extensions().getFirst().priorities())
                .extracting(Priority::number, Priority::application)
                .containsExactly(tuple(1, "Dial"), tuple(2, "VoiceMail"));
        assertThat(warnings(text)).contains("extensions.conf:3:14: warning: the priority is missing and taken as n");
    }

    @Test
    void an_extension_may_be_for_one_caller_only() {
        List<Extension> extensions = loaded("[a]\nexten => 1/100,1,NoOp\nexten => 1,1,NoOp\nexten => 1/,1,NoOp\n")
                .contexts()
                .getFirst()
                .extensions();

        assertThat(extensions)
                .extracting(Extension::callerId)
                .containsExactly(Optional.of("100"), Optional.empty(), Optional.of(""));
    }

    @Test
    void the_numbers_of_lines_may_come_from_globals() {
        ExtensionsConf conf = loaded("[a]\nexten => ${DESK},1,NoOp\n[globals]\nDESK => 42\n");

        assertThat(conf.contexts().getFirst().extensions().getFirst().name()).isEqualTo("42");
        assertThat(conf.globals()).containsEntry("DESK", new Located<>("42", new Position("extensions.conf", 4, 9)));
    }

    @Test
    void globals_keep_their_order_so_that_one_may_use_another() {
        assertThat(loaded("[globals]\nZ=1\nA=${Z}\nM=2\n").globals().keySet()).containsExactly("Z", "A", "M");
    }

    @Test
    void general_knows_its_options_and_ours() {
        PlanGeneral general = loaded("""
                [General]
                autofallthrough= no
                static=yes
                writeprotect = no
                priorityjumping=no
                prioritygaps=stop
                clearglobalvars=yes
                """).general();

        assertThat(general).isEqualTo(new PlanGeneral(false, true, false, true, false, PlanGeneral.Gaps.STOP));
        assertThat(loaded("[a]\n").general())
                .isEqualTo(new PlanGeneral(true, false, false, false, true, PlanGeneral.Gaps.SKIP));
    }

    @Test
    void includes_keep_their_times_and_ignorepat_its_pattern() {
        Context context = loaded("""
                [a]
                include => b
                include => c,9:00-17:00,mon-fri,*,*
                include => d|*|sat-sun
                ignorepat => 9
                [b]
                [c]
                [d]
                """).context("a").orElseThrow();

        assertThat(context.includes())
                .extracting(Include::context, Include::when)
                .containsExactly(
                        tuple("b", Optional.empty()),
                        tuple("c", Optional.of("9:00-17:00,mon-fri,*,*")),
                        tuple("d", Optional.of("*,sat-sun")));
        assertThat(context.ignorePatterns()).extracting(Located::value).containsExactly("9");
    }

    @Test
    void sections_of_one_name_are_one_context() {
        assertThat(loaded("[a]\nexten => 1,1,NoOp\n[b]\n[a]\nexten => 2,1,NoOp\n")
                        .context("a")
                        .orElseThrow()
                        .extensions())
                .extracting(Extension::name)
                .containsExactly("1", "2");
    }

    @Test
    void a_context_is_found_in_any_case_but_exactly_first() {
        ExtensionsConf conf = loaded("[menu]\n[Menu]\n");

        assertThat(conf.context("Menu").orElseThrow().name()).isEqualTo("Menu");
        assertThat(conf.context("MENU").orElseThrow().name()).isEqualTo("menu");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            exten => 100                       | 10 | exten is number,priority,application(arguments)
            exten => 100,1                     | 15 | the application is missing behind the priority
            exten => 100,1,                    | 16 | the application is missing
            exten => 100,x,Dial(SIP/a)         | 14 | the priority is a number, n or hint, if need be with +number or (label)
            exten => 100,0,Dial(SIP/a)         | 14 | a priority is a number from 1 to 1000000
            exten => 100,99999999999,NoOp      | 14 | a priority is a number from 1 to 1000000
            exten => ,1,NoOp                   | 10 | the number of the extension is missing
            exten => 100,1,Dial(SIP/a          | 20 | the ')' of this '(' is missing
            exten => 100,1,Di al(SIP/a)        | 16 | the name of an application has letters, digits and _ only
            exten => _[1-5,1,NoOp              | 11 | the ']' of this set of digits is missing
            same => n,NoOp                     | 1  | same continues an exten line, and there is none above
            exten 100,1,NoOp                   | 1  | this line is neither [section] nor name=value; if it is a comment, begin it with ;
            \\tProno ncer                       | 2  | this line is neither [section] nor name=value; if it is a comment, begin it with ;
            switch => IAX2/x                   | 1  | switch asks another program for the plan in the middle of a call; Carillon reads plans from files only
            exten => 1,1,Set(A=${CURL(http://x)}) | 14 | CURL fetches what another computer says in the middle of a call; let that computer read Carillon's facts instead
            exten => 1,1,NoOp($[${shell(ls)}])  | 14 | SHELL runs a program through a shell with what a caller may have sent; System runs listed programs
            exten => 1,1,Set(FILE(/etc/x)=a)    | 14 | FILE reads and writes files of this computer in the middle of a call
            #exec /bin/ls                      | 1  | #exec runs a program while the file is read; Carillon never does: run it beforehand and #include what it wrote
            """)
    void a_line_that_cannot_be_understood_is_an_error_with_its_place(String line, int column, String message) {
        assertThat(read("[a]\n" + line.replace("\\t", "\t") + "\n"))
                .isEqualTo(new Reading.Rejected<>(
                        List.of(Problem.error(new Position("extensions.conf", 2, column), message)), List.of()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            exten => 1,1,NoOp#exten => 1,3,NoOp       | 3:14 | priority 2 of 1 is missing: the plan goes on at 3 (Asterisk, and prioritygaps=stop, end the call there)
            exten => 1,1,NoOp#exten => 1,1,NoOp       | 3:14 | 1 has priority 1 twice; this one is ignored
            exten => 1,1,NoOp#exten => 1,102,NoOp     | ``   | ``
            exten => 1,1,Hangup#exten => 1,2,NoOp     | 3:14 | no call comes to priority 2 of 1
            exten => 1,1,Hangup#exten => 1,102,NoOp   | ``   | ``
            exten => 1,1,Hangup#exten => 1,n(x),NoOp  | ``   | ``
            exten => 1,1,Answer#exten => 1,2,GotoIf($[1]?4)#exten => 1,3,Hangup#exten => 1,4,NoOp | `` | ``
            exten => 1,1,VoiceMail(1)                 | 2:14 | VoiceMail is not here yet: a call that comes to it is refused with 603
            exten => 1,1,Dail(SIP/a)                  | 2:14 | there is no application Dail: a call that comes to it is refused with 603
            exten => 1,1,Goto(secretariat,s,1)        | 2:14 | there is no context [secretariat] to go to
            exten => 1,1,Goto(s,6)                    | 2:14 | there is no extension s in [a] to go to
            exten => 1,1,Goto(6)                      | 2:14 | 1 has no priority 6 to go to
            exten => 1,1,Dial(SIP/a,8,twTm)           | 2:14 | these options of Dial have no effect in Carillon yet: w
            exten => 1,1,Dial(SIP/a,${IF($[1]?8,9)},rK) | 2:14 | these options of Dial have no effect in Carillon yet: K
            exten => 1,1,Dial(SIP/a,,M(greet)rg)      | 2:14 | these options of Dial have no effect in Carillon yet: M
            exten => 1,1,Dial(SIP/a,8,r)              | ``   | ``
            exten => 1,1,Dial(sip/a&PJSIP/b,8)        | 2:14 | PJSIP/… will not be called: Carillon calls SIP/account only
            exten => 1,1,Dial(Local/5@a)              | 2:14 | Local/… will not be called: Carillon calls SIP/account only
            exten => 1,1,Dial(${A}&SIP/${B}/1)        | ``   | ``
            exten => 1,1,Dial(SIP/a,8,${OPTIONS})     | ``   | ``
            exten => 1,1,Gosub(sub,s,1(a,b))          | 2:14 | there is no context [sub] to go to
            exten => 1,1,Macro(stdexten,SIP/a)        | 2:14 | there is no context [macro-stdexten] to go to
            exten => 1,1,GotoIf($[${A}?1:2]?b,s,1:1)  | 2:14 | there is no context [b] to go to
            exten => 1,1,GotoIf($[${A} = 1]?1:7)      | 2:14 | 1 has no priority 7 to go to
            exten => 1,1,GotoIfTime(9:00-17:00,mon-fri,*,*?day,s,1) | 2:14 | there is no context [day] to go to
            exten => 1,1,GotoIfTime(9-17,mon-fri,*,*?1) | 2:14 | this is no time of day: 9-17; it covers nothing
            exten => 1,1,GotoIf(1?+2:${X})            | ``   | ``
            exten => 1,1,NoOp(${LENGTH(a)})           | 2:14 | there is no function LENGTH: it is empty
            exten => 1,1,NoOp(${DB(a/b)})             | 2:14 | the function DB is not here yet: it is empty
            exten => 1,1,NoOp(${A)                    | 2:14 | the '}' of '${' is missing: it is taken as text
            exten => 1,1,NoOp(${CALLERID(num})        | 2:14 | the ')' of CALLERID( is missing: it is empty
            exten => 1,1,NoOp($[${A} = 1)             | 2:14 | the ']' of '$[' is missing: it is taken as text
            exten => 1,1,NoOp($[ [${A:-1}] : $ ]$)    | ``   | ``
            exten => o,1,NoOp#exten => a,1,NoOp#exten => e,1,NoOp#exten => T,1,NoOp#exten => h,1,NoOp#exten => 1,hint,SIP/a | `` | ``
            exten => 1,1,ExecIf($[1]?Wait(1):Dail(x)) | 2:14 | there is no application Dail: a call that comes to it is refused with 603
            exten => 1,1,ExecIf($[1]?Dial(SIP/a,,M(x))) | 2:14 | these options of Dial have no effect in Carillon yet: M
            include => b,9:00-17:00,mo-fri,*,*#[b]    | 2:12 | this is no day of the week: mo-fri; it covers nothing
            include => nowhere                        | 2:12 | there is no context [nowhere] to include
            include => a                              | 2:12 | [a] includes itself
            exten => _.,1,NoOp                        | 2:10 | _. also matches the special extensions i, t and h; _X. matches what is dialled
            exten => _X.5,1,NoOp                      | 2:13 | what stands behind . or ! in a pattern is not looked at
            exten => 1,1,Hangup() now                 | 2:23 | the text behind ')' is ignored
            extne => 1,1,Hangup()                     | 2:1  | unknown option extne in a context
            """)
    void what_will_hardly_be_meant_is_a_warning(String lines, String place, String message) {
        assertThat(warnings("[a]\n" + lines.replace('#', '\n') + "\n"))
                .isEqualTo(place.isEmpty() ? List.of() : List.of("extensions.conf:" + place + ": warning: " + message));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            VoiceMail(1,ug(6))      | ``
            VoiceMail(1,g(${GAIN})) | ``
            VoiceMail(1)            | ``
            VoiceMailMain(1,sg(3)a(1)p) | ``
            VoiceMail(1,ug(1.5))    | g(1.5) of VoiceMail has no effect: it takes whole decibels from -24 to 24
            VoiceMail(1,g(25))      | g(25) of VoiceMail has no effect: it takes whole decibels from -24 to 24
            VoiceMailMain(1,g)      | g of VoiceMailMain has no effect: it takes whole decibels from -24 to 24
            VoiceMailMain(1,g(loud)) | g(loud) of VoiceMailMain has no effect: it takes whole decibels from -24 to 24
            VoiceMail(1,g(-6))      | g(-6) of VoiceMail makes what is recorded quieter, not louder
            VoiceMail(1,uUP)        | these options of VoiceMail have no effect: UP
            """)
    void options_of_voicemail_that_will_not_do_what_they_say_are_warnings(String step, String message) {
        assertThat(warnings("[a]\nexten => 1,1," + step + "\n"))
                .filteredOn(warning -> !warning.contains("not here yet"))
                .isEqualTo(message.isEmpty() ? List.of() : List.of("extensions.conf:2:14: warning: " + message));
    }

    @Test
    void a_branch_is_out_of_reach_without_priorityjumping() {
        assertThat(warnings("[general]\npriorityjumping=no\n[a]\nexten => 1,1,NoOp\nexten => 1,102,NoOp\n"))
                .containsExactly("extensions.conf:5:16: warning: no call comes to priority 102 of 1");
    }

    @Test
    void all_wrong_lines_are_told_at_once() {
        assertThat(errors("[a]\nexten => 1\nfoo\nexten => 2\n"))
                .extracting(Problem::line)
                .containsExactly(2, 3, 4);
    }

    private static Reading<ExtensionsConf> read(String text) {
        return ExtensionsConf.read(Sources.of(Map.of("extensions.conf", text)), ExtensionsConfTest::support);
    }

    private static ApplicationNames.Support support(String name) {
        String key = name.toLowerCase(Locale.ROOT);
        return HERE.contains(key)
                ? ApplicationNames.Support.HERE
                : LATER.contains(key) ? ApplicationNames.Support.LATER : ApplicationNames.Support.UNKNOWN;
    }

    private static ExtensionsConf loaded(String text) {
        return switch (read(text)) {
            case Reading.Loaded<ExtensionsConf>(ExtensionsConf conf, List<Problem> warnings) -> conf;
            case Reading.Rejected<ExtensionsConf> rejected -> throw new AssertionError(rejected.errors());
        };
    }

    private static List<Problem> errors(String text) {
        return switch (read(text)) {
            case Reading.Loaded<ExtensionsConf> loaded -> List.of();
            case Reading.Rejected<ExtensionsConf>(List<Problem> errors, List<Problem> warnings) -> errors;
        };
    }

    private static Extension extension(String lines) {
        return loaded("[local]\n" + lines + "\n")
                .contexts()
                .getFirst()
                .extensions()
                .getFirst();
    }

    private static List<String> warnings(String text) {
        return switch (read(text)) {
            case Reading.Loaded<ExtensionsConf>(ExtensionsConf conf, List<Problem> warnings) ->
                warnings.stream().map(Problem::toString).toList();
            case Reading.Rejected<ExtensionsConf> rejected -> throw new AssertionError(rejected.errors());
        };
    }
}
