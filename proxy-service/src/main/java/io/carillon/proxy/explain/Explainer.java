package io.carillon.proxy.explain;

import io.carillon.config.extensions.ApplicationNames;
import io.carillon.config.extensions.ExtensionsConf;
import io.carillon.config.sip.Account;
import io.carillon.config.sip.SipConf;
import io.carillon.prompts.Library;
import io.carillon.proxy.dialplan.Caller;
import io.carillon.proxy.dialplan.Ending;
import io.carillon.proxy.dialplan.HungUp;
import io.carillon.proxy.dialplan.Interpreter;
import io.carillon.proxy.dialplan.Plan;
import io.carillon.proxy.dialplan.World;
import io.carillon.proxy.dialplan.application.Applications;
import java.util.Optional;

/**
 * Runs a plan for one call in a simulated world: a clock that goes by itself, phones that do as they are told, the same
 * random numbers every time, and no program run. The answer comes at once, whatever the plan waits for, and is bounded.
 */
public final class Explainer {
    private static final long SEED = 1;

    /** What the proxy tells who dials a number that is not there. */
    private static final Ending UNALLOCATED = new Ending(404, 1);

    private Explainer() {}

    /** The names with which extensions.conf is to be read. */
    public static ApplicationNames names() {
        return Applications.NAMES;
    }

    /**
     * Empty when there is no such account, or none that may call.
     *
     * @param recordings our prompts with the administrator's over them, if those are at hand
     */
    public static Optional<Explanation> explain(
            SipConf sip, ExtensionsConf extensions, Question question, Optional<Library> recordings) {
        return caller(sip, question)
                .map(account -> explain(account, sip, extensions, question, new Hearing(recordings)));
    }

    private static Explanation explain(
            Account account, SipConf sip, ExtensionsConf extensions, Question question, Hearing hearing) {
        SimulatedClock clock = new SimulatedClock(question.at(), question.zone());
        Plan plan = Plan.of(extensions, Applications.NAMES, World.simulated(clock, SEED));
        Transcript transcript = new Transcript(clock);
        SimulatedDial phones = new SimulatedDial(question.phones(), sip, transcript, hearing);
        Caller caller = caller(account, question.number());
        SimulatedChannel channel = new SimulatedChannel(clock, transcript, phones, hearing, caller, question.digits());
        String context = question.context().orElse(account.calls().context());
        Ending ending = Ending.LEFT;
        boolean left = false;
        try {
            if (plan.has(context, question.number(), caller.number())) {
                ending = Interpreter.run(channel, plan, context, question.number(), transcript);
            } else {
                transcript.happens("[" + context + "] has no extension " + question.number() + ": nothing is run");
                ending = UNALLOCATED;
            }
        } catch (HungUp gone) {
            ending = gone.ending();
            left = true;
        }
        return new Explanation(
                caller,
                context,
                question.at().atZone(question.zone()),
                transcript.lines(),
                ending,
                channel.answered(),
                left,
                clock.elapsed());
    }

    private static Optional<Account> caller(SipConf sip, Question question) {
        return sip.accounts().stream()
                .filter(account -> question.from().isPresent()
                        ? question.from().get().equals(account.name())
                        : account.type().mayCall())
                .findFirst();
    }

    private static Caller caller(Account account, String dialled) {
        return new Caller(
                account.name(),
                account.calls().callerId().number().orElse(account.name()),
                account.calls().callerId().name().orElse(""),
                dialled,
                account.calls().language());
    }
}
