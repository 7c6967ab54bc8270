package io.carillon.config.sip;

import io.carillon.config.ConfFile;
import io.carillon.config.Position;
import io.carillon.config.Problems;
import io.carillon.config.Reading;
import io.carillon.config.Redaction;
import io.carillon.config.Sources;
import java.util.List;
import java.util.Optional;

/** {@code sip.conf}, read and checked. */
public record SipConf(SipGeneral general, List<Account> accounts, List<Registration> registrations) {
    /** The file's usual name. */
    public static final String FILE = "sip.conf";

    /**
     * For storing a revision: passwords of accounts, of {@code register =>} and of {@code auth =} are masked. What is read
     * from the masked text differs in nothing but its passwords.
     */
    public static final Redaction REDACTION = Redaction.of(
            "(?i)^(.*?\\b(?:secret|md5secret|remotesecret|dbsecret|tlsprivatekeypassword)\\s*=>?\\s*)[^\\s>].*()$",
            "(?i)^(.*?\\bregister\\s*=>?\\s*[^:@]*(?:@[^:@]*)?:).*(@[^@]*)$",
            "(?i)^(.*?\\bauth\\s*=>?\\s*[^:#]*[:#]).*(@[^@]*)$");

    public SipConf {
        accounts = List.copyOf(accounts);
        registrations = List.copyOf(registrations);
    }

    /** Reads {@value #FILE}. A file that is not there is rejected. */
    public static Reading<SipConf> read(Sources sources) {
        Problems problems = new Problems();
        return switch (ConfFile.read(sources, FILE, problems)) {
            case ConfFile.Outcome.Absent() ->
                problems.rejected(new Position(FILE, 1, 1), "the file is missing: without it there are no phones");
            case ConfFile.Outcome.Present(ConfFile file) -> new SipConfReader(file, problems).read();
        };
    }

    public Optional<Account> account(String name) {
        return accounts.stream().filter(account -> account.name().equals(name)).findFirst();
    }
}
