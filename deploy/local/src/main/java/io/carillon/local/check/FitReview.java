package io.carillon.local.check;

import io.carillon.config.Problems;
import io.carillon.config.extensions.ExtensionsConf;
import io.carillon.config.extensions.Priority;
import io.carillon.config.sip.Account;
import io.carillon.config.sip.SipConf;
import io.carillon.prompts.Texts;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether accounts begin where the plan has a context and have a language of ours, and the plan calls accounts that exist. */
final class FitReview {
    private static final String SIP = "sip/";

    private final SipConf sip;
    private final ExtensionsConf plan;
    private final Problems problems;
    private final Set<String> accounts;

    FitReview(SipConf sip, ExtensionsConf plan, Problems problems) {
        this.sip = sip;
        this.plan = plan;
        this.problems = problems;
        this.accounts = sip.accounts().stream().map(Account::name).collect(Collectors.toUnmodifiableSet());
    }

    void tell() {
        for (Account account : sip.accounts()) {
            String context = account.calls().context();
            if (account.type().mayCall() && plan.context(context).isEmpty()) {
                problems.warning(
                        account.at(),
                        "[" + account.name() + "] calls from context [" + context
                                + "], which extensions.conf lacks: every number is refused with 404");
            }
        }
        sip.accounts().forEach(this::language);
        PlanSteps.of(plan, "Dial").forEach(this::dial);
    }

    private void language(Account account) {
        account.calls()
                .language()
                .filter(language -> !Texts.languages().contains(language.split("[_-]", 2)[0].toLowerCase(Locale.ROOT)))
                .ifPresent(language -> problems.warning(
                        account.at(),
                        "[" + account.name() + "] has language " + language
                                + ": numbers, dates and whatever you have not recorded are said in English"));
    }

    private void dial(Priority step) {
        for (String target : PlanSteps.firstArgument(step, "&")) {
            called(target)
                    .filter(name -> !accounts.contains(name))
                    .ifPresent(name -> problems.warning(
                            step.at(), "Dial calls SIP/" + name + ", and sip.conf has no account [" + name + "]"));
        }
    }

    /** The account in {@code SIP/account}, {@code SIP/account/number} or {@code SIP/number@account}; empty for a domain. */
    private static Optional<String> called(String target) {
        if (!target.toLowerCase(Locale.ROOT).startsWith(SIP)) {
            return Optional.empty();
        }
        String rest = target.substring(SIP.length());
        int at = rest.lastIndexOf('@');
        String name = at >= 0 ? rest.substring(at + 1) : rest.split("/", 2)[0];
        // An address or a domain needs no account.
        return name.isEmpty() || name.contains(".") || name.contains(":") ? Optional.empty() : Optional.of(name);
    }
}
