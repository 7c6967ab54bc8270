package io.carillon.config.rtp;

import io.carillon.config.ConfFile;
import io.carillon.config.Entry;
import io.carillon.config.Position;
import io.carillon.config.Problems;
import io.carillon.config.Reading;
import io.carillon.config.Section;
import io.carillon.config.Sources;

/**
 * {@code rtp.conf}: the range of UDP ports for RTP and RTCP.
 *
 * @param start the first port, included
 * @param end the last port, included
 */
public record RtpConf(int start, int end) {
    /** The file's usual name. */
    public static final String FILE = "rtp.conf";

    /** What Asterisk's sample file says. (Its built-in 5000–31000 would run over our own ports.) */
    public static final RtpConf DEFAULT = new RtpConf(10000, 20000);

    public RtpConf {
        if (start < 1 || end > 65535 || end - start < 1) {
            throw new IllegalArgumentException("no range of ports: " + start + "-" + end);
        }
    }

    /** Reads {@value #FILE}. Without the file, {@link #DEFAULT} holds. */
    public static Reading<RtpConf> read(Sources sources) {
        Problems problems = new Problems();
        RtpDraft draft = new RtpDraft();
        switch (ConfFile.read(sources, FILE, problems)) {
            case ConfFile.Outcome.Absent() ->
                problems.warning(
                        new Position(FILE, 1, 1),
                        "the file is missing; ports " + DEFAULT.start + " to " + DEFAULT.end + " are used");
            case ConfFile.Outcome.Present(ConfFile file) -> {
                for (Section section : file.sections()) {
                    read(section, draft, problems);
                }
                draft.check(problems);
            }
        }
        return problems.conclude(draft::build);
    }

    private static void read(Section section, RtpDraft draft, Problems problems) {
        if (!section.isNamed("general")) {
            problems.warning(section.at(), "[" + section.name() + "] has no effect in Carillon");
            return;
        }
        for (Entry entry : section.entries()) {
            RtpDraft.OPTIONS.apply(draft, entry, problems);
        }
    }
}
