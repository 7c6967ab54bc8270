package io.carillon.proxy.dialplan;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.config.extensions.KnownFunctions;
import io.carillon.proxy.dialplan.function.Functions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunctionsTest {
    private final ScriptedChannel channel = ScriptedChannel.ofBob();

    private String value(String text) {
        Interpreter.run(
                channel,
                Plans.local("exten => 1,1,Set(V=one-two-three)\nsame => n,Set(E=)\nsame => n,NoOp(" + text + ")"),
                "local",
                "1",
                _ -> {});
        return channel.said().getLast().replaceFirst("^4: NoOp ?", "");
    }

    @Test
    void whoever_reads_a_plan_elsewhere_is_told_the_same() {
        assertThat(Functions.here()).isEqualTo(KnownFunctions.here());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '\t', quoteCharacter = '`', textBlock = """
            ${LEN(${V})}	13
            ${LEN(${V}):0:1}	1
            ${CUT(V,,2)}	two
            ${CUT(V,-,2-)}	two-three
            ${CUT(V,-,1&3)}	one-three
            ${CUT(V,-,-2)}	one-two
            ${CUT(V,-,9)}	``
            ${CUT(V,e,1)}	on
            ${CUT(CALLERID(num),-,1)}	``
            ${CUT(CHANNEL,-,1)}	SIP/phone
            ${FIELDQTY(V,-)}	3
            ${FIELDQTY(E,-)}	0
            ${IF($[1 = 1]?yes:no)}	yes
            ${IF($[1 = 2]?yes:no)}	no
            ${IF($[1 = 2]?yes)}	``
            ${IF(1?"a:b":c)}	a:b
            ${IF(0?${V}:${LEN(abc)})}	3
            ${IFTIME(9:00-17:00,mon-fri,*,*?open:closed)}	open
            ${IFTIME(9:00-17:00|sat|*|*?open:closed)}	closed
            ${STRFTIME(1768478400,UTC,%Y-%m-%d %H:%M:%S)}	2026-01-15 12:00:00
            ${STRFTIME(1768478400,Europe/Paris,%A %e %B %Y\\, %k h %M)}	Thursday 15 January 2026\\, 13 h 00
            ${STRFTIME(,,%H%M)}	1200
            ${STRFTIME(${EPOCH},,%j %U %W %V %u %w %y %C %I %p %%)}	015 02 02 03 4 4 26 20 12 PM %
            ${STRFTIME(0,UTC,%d%b%y %a %3q %s)}	01Jan70 Thu 000 0
            ${STRFTIME(,,%c)}	Thu Jan 15 12:00:00 2026
            ${EPOCH}	1768478400
            ${DATETIME}	15012026-12:00:00
            ${TIMESTAMP}	20260115-120000
            ${UNIQUEID}	0197297d-40fa-7000-8000-0000000000ca
            ${CHANNEL(name)} ${CHANNEL(state)} ${CHANNEL(peername)}	SIP/phone-000000ca Ring phone
            ${CALLERID(num)} ${CALLERID(number)} ${CALLERID(name)}	55 55 Bob
            ${CALLERID(all)} ${CALLERID(dnid)} ${CALLERIDNUM}	"Bob" <55> 100 55
            ${CDR(src)} ${CDR(dst)} ${CDR(dcontext)} ${CDR(duration)} ${CDR(billsec)}	55 1 local 60 0
            ${CDR(start)} <${CDR(answer)}> ${CDR(disposition)}	2026-01-15 11:59:00 <> NO ANSWER
            ${REGEX("^[0-9]+$" 123)} ${REGEX("^[0-9]+$" 12a)}	1 0
            ${REGEX("a b" xa bx)}	1
            ${FILTER(0-9,+33 (0)6-12)}	330612
            ${FILTER(a-c\\-x,a-b-c-d-x)}	a-b-c--x
            ${FILTER(\\x41-\\x43,ABCD)}	ABC
            ${TOUPPER(${V})} ${TOLOWER(ABC)}	ONE-TWO-THREE abc
            ${EXISTS(${V})}${EXISTS(${E})}${ISNULL(${V})}${ISNULL(${E})}	1001
            ${SET(W=3)}${W}	33
            ${QUOTE(a"b)}	"a\\"b"
            ${URIENCODE(a b&c/é)} ${URIDECODE(a%20b%26)}	a%20b%26c%2F%C3%A9 a b&
            ${MATH(7/2)} ${MATH(7/2,int)} ${MATH(255+0,hex)} ${MATH(1<2)}	3.500000 3 ff TRUE
            ${DIALPLAN_EXISTS(local,1)} ${DIALPLAN_EXISTS(local,9)}	1 0
            ${RAND(5,5)}	5
            ${GLOBAL(NONE)}${LOCAL(V)}	one-two-three
            ${TIMEOUT(digit)} ${TIMEOUT(response)} ${TIMEOUT(absolute)}	5.000 10.000 0.000
            """)
    void a_function_has_a_value(String text, String value) {
        assertThat(value(text)).isEqualTo(value);
    }

    @Test
    void chance_stays_within_its_limits_and_can_be_repeated() {
        List<String> first = new ArrayList<>();
        List<String> second = new ArrayList<>();
        for (List<String> list : List.of(first, second)) {
            ScriptedChannel caller = ScriptedChannel.ofBob();
            Interpreter.run(
                    caller,
                    Plans.local("exten => 1,1,Set(I=$[0${I} + 1])\nsame => n,Verbose(${RAND(1,6)})\n"
                            + "same => n,GotoIf($[${I} < 100]?1)"),
                    "local",
                    "1",
                    _ -> {});
            caller.said().forEach(line -> list.add(line.replace("3: ", "")));
        }

        assertThat(first).hasSize(100).allMatch(text -> text.matches("[1-6]")).isEqualTo(second);
    }

    @Test
    void what_is_set_can_be_read() {
        Plan plan = Plans.of("""
                [globals]
                G => old
                [local]
                exten => 1,1,Set(GLOBAL(G)=new)
                same => n,Set(CDR(userfield)=order 17)
                same => n,MSet(CHANNEL(language)=fr,A=1,__B=2)
                same => n,Set(CALLERID(all)=Eve <7&8>)
                same => n,Set(TIMEOUT(digit)=2.5)
                same => n,NoOp(${G} ${CDR(userfield)} ${LANGUAGE()} ${A}${B} ${CALLERID(all)} ${TIMEOUT(digit)})
                """);

        Interpreter.run(channel, plan, "local", "1", _ -> {});

        assertThat(channel.said()).containsExactly("9: NoOp new order 17 fr 12 \"Eve\" <78> 2.500");
        assertThat(channel.notes()).containsExactly(java.util.Map.entry("userfield", "order 17"));
        assertThat(channel.did()).containsExactly("present Eve <78>");
    }

    @Test
    void a_global_variable_is_seen_by_the_next_call() {
        Plan plan = Plans.local("exten => 1,1,Set(GLOBAL(N)=$[0${N} + 1])\nsame => n,NoOp(${N})");

        Interpreter.run(channel, plan, "local", "1", _ -> {});
        Interpreter.run(channel, plan, "local", "1", _ -> {});

        assertThat(channel.said()).containsExactly("3: NoOp 1", "3: NoOp 2");
    }

    @Test
    void an_extension_for_one_caller_is_for_the_number_that_the_plan_has_set() {
        Interpreter.run(
                channel,
                Plans.local("exten => 1,1,Set(CALLERID(num)=99)\nsame => n,Goto(2,1)\n"
                        + "exten => 2,1,NoOp(all)\nexten => 2/99,1,NoOp(you)"),
                "local",
                "1",
                _ -> {});

        assertThat(channel.said()).containsExactly("5: NoOp you");
    }

    @Test
    void the_time_of_a_call_has_an_end_where_the_plan_says_so() {
        Ending ending = Interpreter.run(
                channel,
                Plans.local("exten => 1,1,Set(TIMEOUT(absolute)=0.001)\nsame => n,Wait(60)\nexten => T,1,NoOp(T)"),
                "local",
                "1",
                _ -> {});

        assertThat(channel.did()).containsExactly("pause PT0.001S");
        assertThat(ending).isEqualTo(Ending.DECLINED);
    }

    @Test
    void e_takes_what_no_other_extension_does() {
        Interpreter.run(
                channel,
                Plans.local("exten => 1,1,Goto(9,1)\nexten => e,1,NoOp(${EXCEPTION(reason)} ${INVALID_EXTEN})"),
                "local",
                "1",
                _ -> {});

        assertThat(channel.said()).containsExactly("3: NoOp INVALID 9");
    }
}
