package io.carillon.config.voicemail;

import io.carillon.config.ConfFile;
import io.carillon.config.Entry;
import io.carillon.config.Located;
import io.carillon.config.Problems;
import io.carillon.config.Reading;
import io.carillon.config.Secret;
import io.carillon.config.Section;
import io.carillon.config.Text;
import io.carillon.config.Values;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Gives the sections of voicemail.conf their meaning. One reading, one thread. */
final class VoicemailConfReader {
    private static final Pattern PIN = Pattern.compile("[0-9*#]*");
    private static final int NAME_FIELD = 1;
    private static final int EMAIL_FIELD = 2;
    private static final int PAGER_FIELD = 3;
    private static final int OPTIONS_FIELD = 4;

    private final Problems problems;
    private final MailboxOptions general = new MailboxOptions();
    private final Map<String, Located<String>> zones = new HashMap<>();
    private final Map<String, Mailbox> mailboxes = new LinkedHashMap<>();

    VoicemailConfReader(Problems problems) {
        this.problems = problems;
    }

    Reading<VoicemailConf> read(ConfFile file) {
        for (Section section : file.sections()) {
            for (Entry entry : section.entries()) {
                if (section.isNamed("general")) {
                    general.apply(entry, problems);
                } else if (section.isNamed("zonemessages")) {
                    zone(entry);
                } else if (!section.template()) {
                    mailbox(section.name(), entry);
                }
            }
        }
        review(general.values());
        mailboxes.values().stream().filter(box -> !box.options().isEmpty()).forEach(box -> {
            Map<String, Located<String>> merged = new HashMap<>(general.values());
            merged.putAll(box.options());
            reviewOwn(box.options(), merged);
        });
        return problems.conclude(() -> new VoicemailConf(general.values(), zones, List.copyOf(mailboxes.values())));
    }

    private void zone(Entry entry) {
        Text id = entry.value().split("|").getFirst();
        try {
            ZoneId.of(id.value());
            zones.put(entry.key().value(), entry.value().located());
        } catch (DateTimeException unknown) {
            problems.error(id.at(), id.value() + " is no time zone; one is Europe/Paris");
        }
    }

    private void review(Map<String, Located<String>> options) {
        reviewOwn(options, options);
    }

    /** What options mean together. Only those that stand here are told of. */
    private void reviewOwn(Map<String, Located<String>> own, Map<String, Located<String>> all) {
        Optional.ofNullable(own.get("tz"))
                .filter(tz -> !zones.containsKey(tz.value()))
                .ifPresent(tz -> problems.warning(
                        tz.at(), tz.value() + " is not in [zonemessages]: the time of this machine is told"));
        int shortest = seconds(all, "minsecs");
        int longest = seconds(all, "maxsecs");
        if (longest > 0 && shortest > longest) {
            Stream.of("minsecs", "maxsecs")
                    .flatMap(name -> Optional.ofNullable(own.get(name)).stream())
                    .findFirst()
                    .ifPresent(at ->
                            problems.error(at.at(), "minsecs is more than maxsecs: nobody could leave a message"));
        }
    }

    private static int seconds(Map<String, Located<String>> options, String name) {
        return Optional.ofNullable(options.get(name))
                .map(option -> Values.number(option.value()).orElse(0))
                .orElse(0);
    }

    private void mailbox(String context, Entry entry) {
        String key = entry.key().value() + "@" + context;
        if (mailboxes.containsKey(key)) {
            problems.warning(entry.at(), "the mailbox " + key + " stands here again and is ignored");
            return;
        }
        List<Text> fields = entry.value().split(",");
        boolean fixed = fields.getFirst().value().startsWith("-");
        Text pin = fixed ? fields.getFirst().from(1).strip() : fields.getFirst();
        if (pin.isEmpty()) {
            problems.warning(pin.at(), "the mailbox " + key + " has no PIN: nobody can listen to it by telephone");
        } else if (!PIN.matcher(pin.value()).matches()) {
            problems.error(pin.at(), "a PIN is made of digits, so that it can be keyed in on a telephone");
        }
        mailboxes.put(
                key,
                new Mailbox(
                        entry.key().value(),
                        context,
                        Optional.of(pin.value()).filter(text -> !text.isEmpty()).map(Secret::new),
                        !fixed,
                        field(fields, NAME_FIELD),
                        field(fields, EMAIL_FIELD),
                        field(fields, PAGER_FIELD),
                        options(fields),
                        entry.at()));
    }

    private static Optional<String> field(List<Text> fields, int index) {
        return fields.size() > index && !fields.get(index).isEmpty()
                ? Optional.of(fields.get(index).value())
                : Optional.empty();
    }

    /** {@code option=value|option=value}; commas are taken between them too. */
    private Map<String, Located<String>> options(List<Text> fields) {
        MailboxOptions options = new MailboxOptions();
        for (Text field : fields.subList(Math.min(OPTIONS_FIELD, fields.size()), fields.size())) {
            for (Text option : field.split("|")) {
                int equals = option.value().indexOf('=');
                if (equals > 0) {
                    options.apply(
                            new Entry(
                                    option.part(0, equals).strip(),
                                    option.from(equals + 1).strip()),
                            problems);
                } else if (!option.isEmpty()) {
                    problems.error(option.at(), "an option of a mailbox is name=value; several are separated by |");
                }
            }
        }
        return options.values();
    }
}
