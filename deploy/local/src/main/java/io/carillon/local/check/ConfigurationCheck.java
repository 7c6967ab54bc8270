package io.carillon.local.check;

import io.carillon.config.Problem;
import io.carillon.config.Problems;
import io.carillon.config.Reading;
import io.carillon.config.Sources;
import io.carillon.config.extensions.ExtensionsConf;
import io.carillon.config.extensions.KnownApplications;
import io.carillon.config.rtp.RtpConf;
import io.carillon.config.sip.SipConf;
import io.carillon.config.voicemail.VoicemailConf;
import io.carillon.prompts.Library;
import io.carillon.prompts.Texts;
import io.carillon.proxy.configuration.PromptReview;
import io.carillon.proxy.dialplan.ExpressionReview;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The four files as each service reads its own, and what none of them sees alone: whether they fit. */
public final class ConfigurationCheck {
    private static final List<String> FILES =
            List.of(SipConf.FILE, ExtensionsConf.FILE, RtpConf.FILE, VoicemailConf.FILE);

    private ConfigurationCheck() {}

    /**
     * Errors and warnings, file by file, included ones last, in the order of lines.
     *
     * @param library what callers can be played
     */
    public static List<Problem> of(Sources sources, Library library) {
        List<Problem> all = new ArrayList<>();
        Optional<SipConf> sip = told(SipConf.read(sources), all);
        Optional<ExtensionsConf> plan = told(ExtensionsConf.read(sources, KnownApplications.NAMES), all);
        told(RtpConf.read(sources), all);
        Optional<VoicemailConf> voicemail = told(VoicemailConf.read(sources), all);
        Problems found = new Problems();
        plan.ifPresent(conf -> DangerReview.tell(conf, found));
        plan.ifPresent(conf -> ExpressionReview.tell(conf, found));
        voicemail.ifPresent(conf -> PinReview.tell(conf, found));
        if (sip.isPresent() && plan.isPresent()) {
            new FitReview(sip.get(), plan.get(), found).tell();
            new PromptReview(library, languages(sip.get()), found).tell(plan.get());
        }
        if (sip.isPresent() && voicemail.isPresent()) {
            MailboxReview.tell(sip.get(), plan, voicemail.get(), found);
        }
        told(found.conclude(() -> sources), all);
        return all.stream()
                .sorted(Comparator.<Problem, Boolean>comparing(problem -> !FILES.contains(problem.file()))
                        .thenComparingInt(problem -> FILES.indexOf(problem.file()))
                        .thenComparing(Problem::file)
                        .thenComparingInt(Problem::line)
                        .thenComparingInt(Problem::column))
                .distinct()
                .toList();
    }

    private static Set<String> languages(SipConf sip) {
        return sip.accounts().stream()
                .map(account -> account.calls().language().orElse(Texts.DEFAULT))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static <T> Optional<T> told(Reading<T> reading, List<Problem> all) {
        return switch (reading) {
            case Reading.Loaded<T>(T value, List<Problem> warnings) -> {
                all.addAll(warnings);
                yield Optional.of(value);
            }
            case Reading.Rejected<T>(List<Problem> errors, List<Problem> warnings) -> {
                all.addAll(errors);
                all.addAll(warnings);
                yield Optional.empty();
            }
        };
    }
}
