package io.carillon.config.rtp;

import static io.carillon.config.Values.number;

import io.carillon.config.Entry;
import io.carillon.config.OptionTable;
import io.carillon.config.Position;
import io.carillon.config.Problems;

/** {@code rtp.conf} while it is read. */
final class RtpDraft {
    private static final int MAX_PORT = 65_535;

    /** Below it, a service would have to run as root. */
    private static final int FIRST_UNPRIVILEGED = 1024;

    static final OptionTable<RtpDraft> OPTIONS = new OptionTable<RtpDraft>()
            .on(RtpDraft::start, "rtpstart")
            .on(RtpDraft::end, "rtpend")
            .withoutEffect(
                    "dtmftimeout",
                    "dtls_mtu",
                    "ice_blacklist",
                    "ice_deny",
                    "ice_host_candidates",
                    "icesupport",
                    "learning_min",
                    "learning_min_sequential",
                    "probation",
                    "rtcpinterval",
                    "rtpchecksums",
                    "srtpreplayprotection",
                    "strictrtp",
                    "stun_blacklist",
                    "stunaddr",
                    "turnaddr",
                    "turnpassword",
                    "turnport",
                    "turnusername");

    private int start = RtpConf.DEFAULT.start();
    private int end = RtpConf.DEFAULT.end();
    private Position rangeAt = new Position(RtpConf.FILE, 1, 1);

    private void start(Entry entry, Problems problems) {
        number(entry, FIRST_UNPRIVILEGED, MAX_PORT, problems).ifPresent(port -> start = port);
        rangeAt = entry.value().at();
    }

    private void end(Entry entry, Problems problems) {
        number(entry, FIRST_UNPRIVILEGED, MAX_PORT, problems).ifPresent(port -> end = port);
        rangeAt = entry.value().at();
    }

    void check(Problems problems) {
        if (!problems.hasErrors() && end - start < 1) {
            problems.error(
                    rangeAt,
                    "rtpstart (" + start + ") and rtpend (" + end
                            + ") leave no pair of ports: one for RTP, one for RTCP");
        }
    }

    RtpConf build() {
        return new RtpConf(start, end);
    }
}
