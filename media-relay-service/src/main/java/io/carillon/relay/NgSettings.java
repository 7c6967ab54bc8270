package io.carillon.relay;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** {@code carillon.ng.*}: what an operator may set for rtpengine's NG protocol. */
@ConfigMapping(prefix = "carillon.ng")
interface NgSettings {

    /** What {@link #address()} says where nobody is listened to. */
    String OFF = "off";

    /** Where proxies are listened to, address and port, or {@value #OFF}. */
    @WithDefault("127.0.0.1:2223")
    String address();

    /** An answered call without any media for this long is ended; rtpengine's usual time. */
    @WithDefault("60s")
    Duration idle();
}
