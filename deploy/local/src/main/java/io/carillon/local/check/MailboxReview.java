package io.carillon.local.check;

import io.carillon.config.Problems;
import io.carillon.config.extensions.ExtensionsConf;
import io.carillon.config.extensions.Priority;
import io.carillon.config.sip.Account;
import io.carillon.config.sip.MailboxName;
import io.carillon.config.sip.SipConf;
import io.carillon.config.voicemail.VoicemailConf;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Whether the mailboxes that accounts and the plan name exist. */
final class MailboxReview {
    /** {@code 1000}, {@code 1000@context}, and {@code b1000} as it was written once. */
    private static final Pattern BOX = Pattern.compile("[bsu]*(\\d+)(?:@([\\w-]+))?");

    private static final String DEFAULT_CONTEXT = "default";

    private MailboxReview() {}

    static void tell(SipConf sip, Optional<ExtensionsConf> plan, VoicemailConf voicemail, Problems problems) {
        for (Account account : sip.accounts()) {
            for (MailboxName box : account.calls().mailboxes()) {
                if (voicemail.mailbox(box.number(), box.context()).isEmpty()) {
                    problems.warning(
                            account.at(),
                            "[" + account.name() + "] has mailbox " + box + ", which voicemail.conf lacks");
                }
            }
        }
        plan.ifPresent(conf -> Stream.of("VoiceMail", "VoiceMailMain")
                .flatMap(application -> PlanSteps.of(conf, application))
                .forEach(step -> visit(step, voicemail, problems)));
    }

    private static void visit(Priority step, VoicemailConf voicemail, Problems problems) {
        for (String text : PlanSteps.firstArgument(step, "&")) {
            Matcher box = BOX.matcher(text);
            if (box.matches()) {
                String context = Optional.ofNullable(box.group(2)).orElse(DEFAULT_CONTEXT);
                if (voicemail.mailbox(box.group(1), context).isEmpty()) {
                    problems.warning(
                            step.at(), "there is no mailbox " + box.group(1) + "@" + context + " in voicemail.conf");
                }
            }
        }
    }
}
