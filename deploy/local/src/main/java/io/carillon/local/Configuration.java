package io.carillon.local;

import io.carillon.config.rtp.RtpConf;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/** What the launcher needs of the four files. */
record Configuration(InetSocketAddress sipAddress, PortRange rtpRange) {
    static final int SIP_PORT = 5060;

    static Configuration read(Path directory) throws CannotStart {
        return new Configuration(
                new InetSocketAddress(InetAddress.ofLiteral("0.0.0.0"), 5060),
                new PortRange(RtpConf.DEFAULT.start(), RtpConf.DEFAULT.end()));
    }
}
