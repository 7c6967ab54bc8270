package io.carillon.config.rtp;

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
}
