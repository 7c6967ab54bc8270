package io.carillon.relay;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** {@code carillon.rtp.*}: what an operator may set for the relay. */
@ConfigMapping(prefix = "carillon.rtp")
interface RelaySettings {

    /** The first RTP port; rtp.conf's rtpstart without it. */
    OptionalInt start();

    /** The last RTP port; rtp.conf's rtpend without it. */
    OptionalInt end();

    /** The address RTP ports are bound to; without it every address of this machine, of both families. */
    Optional<String> address();

    /**
     * The address shown in SDP to parties that are not in sip.conf's localnet, in place of its externip, which is one for
     * all relays; without either the address we are bound to, else the local one that reaches the party.
     */
    Optional<String> advertised();

    /** A leg whose party sends nothing for this long is reported. */
    @WithDefault("10s")
    Duration silent();

    /** A session without RTP or command for this long is asked about, then ended. */
    @WithDefault("5m")
    Duration idle();

    /** The administrator's recordings; the directory {@code sounds} beside the configuration without it. */
    Optional<Path> sounds();

    /** Media loops; one a core without it. */
    OptionalInt loops();
}
