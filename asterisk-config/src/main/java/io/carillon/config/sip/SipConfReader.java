package io.carillon.config.sip;

import io.carillon.config.ConfFile;
import io.carillon.config.Entry;
import io.carillon.config.Position;
import io.carillon.config.Problems;
import io.carillon.config.Reading;
import io.carillon.config.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gives the sections of sip.conf their meaning. One reading, one thread. */
final class SipConfReader {
    private final ConfFile file;
    private final Problems problems;

    SipConfReader(ConfFile file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    Reading<SipConf> read() {
        GeneralDraft general = new GeneralDraft();
        file.section("general")
                .map(Section::entries)
                .orElse(List.of())
                .forEach(entry -> GeneralOptions.TABLE.apply(general, entry, problems));
        general.review(problems);
        List<Account> accounts = new ArrayList<>();
        for (Section section : file.sections()) {
            if (!section.template() && !section.isNamed("general")) {
                account(section, general).ifPresent(accounts::add);
            }
        }
        return problems.conclude(() -> new SipConf(general.build(), accounts, general.registrations));
    }

    private Optional<Account> account(Section section, GeneralDraft general) {
        for (Position again : section.again()) {
            problems.warning(again, "[" + section.name() + "] stands here again; these lines add to the first");
        }
        if (section.isNamed("authentication")) {
            problems.warning(section.at(), "[authentication] has no effect in Carillon");
            return Optional.empty();
        }
        AccountDraft draft = new AccountDraft(section.name(), section.at(), general);
        for (Entry entry : section.entries()) {
            AccountOptions.TABLE.apply(draft, entry, problems);
        }
        return draft.build(problems);
    }
}
