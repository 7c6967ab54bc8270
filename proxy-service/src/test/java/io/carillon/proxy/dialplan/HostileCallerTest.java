package io.carillon.proxy.dialplan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a plan, its callers and its callees cannot do to each other. */
class HostileCallerTest {
    private final ScriptedChannel channel = ScriptedChannel.ofBob();
    private final List<Step> steps = new ArrayList<>();

    private Ending run(Plan plan, String extension) {
        return Interpreter.run(channel, plan, "local", extension, steps::add);
    }

    @Test
    void a_302_leads_to_an_extension_of_the_context_in_which_the_call_began() {
        channel.thenForwardedTo("200");

        run(Plans.of("""
                [local]
                exten => 1,1,Goto(inner,1,1)
                exten => 200,1,NoOp(here)
                [inner]
                exten => 1,1,Dial(SIP/a)
                exten => 200,1,NoOp(not here)
                """), "1");

        assertThat(channel.said()).containsExactly("3: NoOp here");
    }

    @Test
    void phones_that_send_a_call_round_lose_it() {
        IntStream.range(0, 20).forEach(_ -> channel.thenForwardedTo("1"));

        Ending ending = run(Plans.local("exten => 1,1,Dial(SIP/a)"), "1");

        assertThat(channel.did()).hasSize(6);
        assertThat(channel.said()).containsExactly("2: the call is not sent on to 1: it has been sent on 5 times");
        assertThat(ending.sipStatus()).isEqualTo(480);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exten => 1,1,Goto(1)",
                "exten => 1,1,Dial(IAX2/a)\nsame => n,Goto(1)",
                "exten => 1,1,Wait(0)\nsame => n,Goto(1)"
            })
    @Timeout(10)
    void a_plan_that_goes_round_is_ended_and_the_line_named(String lines) {
        assertThat(run(Plans.local(lines), "1").sipStatus()).isEqualTo(603);
        assertThat(channel.said().getLast())
                .endsWith("the plan goes round without waiting: the call is ended after 5000 priorities");
        assertThat(steps).hasSize(5_000);
    }

    @Test
    void a_plan_that_waits_may_go_round() {
        IntStream.range(0, 10_000)
                .forEach(_ -> channel.then(DialResult.unanswered(DialStatus.NOANSWER, 480, 20, Duration.ofSeconds(1))));
        channel.then(DialStatus.ANSWER);

        assertThat(run(Plans.local("exten => 1,1,Dial(SIP/a,1)\nsame => n,Goto(1)"), "1"))
                .isEqualTo(Ending.NORMAL);
    }

    @Test
    void a_plan_that_makes_up_variables_runs_out_of_room() {
        run(
                Plans.local("exten => 1,1,Set(I=$[${I}0 + 1])\nsame => n,Set(V${LEN(${X})}=1)\n"
                        + "same => n,Set(X=${X}x)\nsame => n,GotoIf($[${LEN(${X})} < 400]?2)"),
                "1");

        assertThat(steps.getLast().variables()).hasSize(Variables.MAX_VARIABLES);
        assertThat(channel.said()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1&SIP/boss",
                "1&boss",
                "1,1,admin",
                "1)",
                "1${SECRET}",
                "1$[1+1]",
                "1\"",
                "1\\",
                "1?2:3",
                "1|tr",
                "1/../boss",
                "1@evil"
            })
    void what_was_dialled_never_becomes_plan(String hostile) {
        Plan plan = Plans.of("""
                [globals]
                SECRET => hidden
                [local]
                exten => _1.,1,NoOp(${EXTEN})
                same => n,Set(COPY=${EXTEN})
                same => n,Dial(SIP/${COPY},5)
                same => n,GotoIf($["${EXTEN}" = "x"]?admin,s,1)
                same => n,Goto(${EXTEN})
                [admin]
                exten => _.,1,NoOp(admin)
                """);

        run(plan, hostile);

        assertThat(channel.requests())
                .allSatisfy(request -> assertThat(request.targets()).containsExactly(new DialRequest.Target(hostile)));
        assertThat(channel.requests().stream().flatMap(request -> request.timeout().stream()))
                .allMatch(Duration.ofSeconds(5)::equals);
        assertThat(channel.said()).first().isEqualTo("4: NoOp " + hostile);
        assertThat(steps).extracting(Step::context).containsOnly("local");
        assertThat(String.join("", channel.said())).doesNotContain("hidden");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1&SIP/boss",
                "1,1,admin",
                "s,1)",
                "x?admin,s,1:1",
                "1:admin,s,1",
                "1(x)",
                "${SECRET}",
                "$[1=1]",
                "a|b",
                "a=b",
                "Busy()",
                "1\"",
                "admin,s,1(1",
                "TIMEOUT(digit)",
                "(1 kind"
            })
    void what_was_dialled_stays_one_argument_of_whatever_uses_it(String hostile) {
        Plan plan = Plans.of("""
                [globals]
                SECRET => hidden
                [local]
                exten => _!,1,MSet(A=${EXTEN},B=2)
                same => n,Gosub(sub,s,1(${EXTEN},${CUT(EXTEN,x,1-)}))
                same => n,Macro(m,${EXTEN})
                same => n,ExecIf(1?NoOp(exec ${EXTEN}):Goto(admin,s,1))
                same => n,GosubIf($["${EXTEN}" = "no"]?admin,s,1:sub,s,1(${EXTEN},${URIDECODE(${URIENCODE(${EXTEN})})}))
                same => n,Set(${EXTEN}=x)
                same => n,UserEvent(Dialled,Number: ${EXTEN})
                same => n,Set(CALLERID(num)=${EXTEN})
                same => n,Dial(SIP/${FILTER(\\x20-\\x7e,${EXTEN})}@trunk,5)
                same => n,NoOp(${A} ${B} ${TOUPPER(${A})} ${IF(1?${EXTEN}:no)})
                [sub]
                exten => s,1,NoOp(${ARGC} ${ARG1} ${ARG2})
                same => n,Return(${ARG1})
                [macro-m]
                exten => s,1,NoOp(${ARGC} ${ARG1})
                [admin]
                exten => _!,1,NoOp(admin)
                """);

        run(plan, hostile);

        assertThat(channel.said())
                .contains("15: NoOp 2 " + hostile + " " + hostile, "18: NoOp 1 " + hostile, "7: NoOp exec " + hostile)
                .anyMatch(line -> line.startsWith("13: NoOp " + hostile + " 2 "))
                .noneMatch(line -> line.startsWith("20: "));
        assertThat(String.join("", channel.said())).doesNotContain("hidden");
        assertThat(channel.did()).contains("event Dialled {Number=" + hostile + "}");
        assertThat(channel.requests())
                .allSatisfy(request -> assertThat(request.targets())
                        .containsExactly(new DialRequest.Target("trunk", java.util.Optional.of(hostile))));
        assertThat(channel.caller().number()).matches("[0-9A-Za-z+*#._-]*");
        assertThat(steps).extracting(Step::context).containsOnly("local", "sub", "macro-m");
    }

    @Test
    void a_line_break_that_was_dialled_stays_on_the_line_of_the_log() {
        run(Plans.local("exten => _1.,1,NoOp(${EXTEN})"), "1\r\nCall from boss");

        assertThat(channel.said()).containsExactly("2: NoOp 1??Call from boss");
    }

    @Test
    void a_caller_whose_name_is_an_expression_is_no_expression() {
        ScriptedChannel named = ScriptedChannel.of(new Caller("phone", "55", "\" | 1 = 1 | \"", "1"));

        Interpreter.run(
                named,
                Plans.local(
                        "exten => 1,1,GotoIf($[\"${CALLERID(name)}\" = \"boss\"]?3)\nsame => n,Busy\nsame => n,Answer"),
                "local",
                "1",
                steps::add);

        assertThat(named.did()).isEmpty();
    }

    @Test
    @Timeout(120)
    void whatever_is_dialled_calls_one_party_in_one_context() {
        Plan plan = Plans.of("""
                [local]
                exten => _!,1,Set(COPY=${EXTEN:0:30})
                same => n,Set(SUM=$[${COPY} + ${LEN(${EXTEN})} = "${EXTEN}" | 0])
                same => n,GotoIf($["${EXTEN}" =~ "admin(.*)"]?never:${PRIORITY}4)
                same => 34,Dial(SIP/x${COPY},5,${SUM})
                same => n,NoOp(${${EXTEN}} ${EXTEN:${EXTEN}})
                same => n,Set(TURN=${TURN}x)
                same => n,GotoIf($["${TURN}" = "x"]?${EXTEN}:never)
                same => 99(never),NoOp
                [admin]
                exten => _!,1,NoOp(admin)
                """);
        Random random = new Random(4);
        String[] pieces = {
            "admin",
            ",",
            "1",
            "s",
            "&",
            "SIP/",
            "|",
            "(",
            ")",
            "$",
            "{",
            "}",
            "[",
            "]",
            "EXTEN",
            "\"",
            "\\",
            "?",
            ":",
            "=",
            "\uE02C",
            "\r\n",
            "never",
            "local",
            "+",
            "\uD83D\uDE00"
        };

        for (int call = 0; call < 20_000; call++) {
            StringBuilder dialled = new StringBuilder();
            for (int i = random.nextInt(10); i > 0; i--) {
                dialled.append(pieces[random.nextInt(pieces.length)]);
            }
            ScriptedChannel caller = ScriptedChannel.ofBob().then(DialStatus.BUSY);
            List<Step> taken = new ArrayList<>();

            Interpreter.run(caller, plan, "local", dialled.toString(), taken::add);

            assertThat(taken).extracting(Step::context).containsOnly("local");
            assertThat(caller.requests())
                    .allSatisfy(request -> assertThat(request.targets()).hasSize(1));
            assertThat(caller.said()).noneMatch(line -> line.matches("(?s).*\\p{Cntrl}.*"));
        }
    }
}
