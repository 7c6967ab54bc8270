package io.carillon.proxy.trunk;

import io.carillon.protocol.sip.SipUri;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which line of {@code register =>} an INVITE is for, without a look at each: by the token in its Contact, or by where it
 * comes from and the extension that it names. Owned by the signalling loop.
 */
final class LinesCalled {
    private final Map<String, RegisteringLine> byToken = new HashMap<>();
    private final Map<String, RegisteringLine> byName = new HashMap<>();
    private final NamesAt<Place> byPlace = new NamesAt<>();

    private record Place(InetSocketAddress provider, String extension) {}

    void add(RegisteringLine line) {
        byToken.put(line.token(), line);
        byName.put(line.line().name(), line);
    }

    void remove(RegisteringLine line) {
        byToken.remove(line.token(), line);
        byName.remove(line.line().name(), line);
        moved(line, line.addresses(), Set.of());
    }

    /** The line's provider is at other addresses than before. */
    void moved(RegisteringLine line, Set<InetSocketAddress> before, Set<InetSocketAddress> now) {
        String name = line.line().name();
        String extension = line.line().extension();
        before.forEach(address -> byPlace.remove(new Place(address, extension), name));
        if (byName.get(name) == line) {
            now.forEach(address -> byPlace.add(new Place(address, extension), name));
        }
    }

    Optional<RegisteringLine> find(SipUri uri, InetSocketAddress from) {
        return LineMessages.tokenIn(uri)
                .map(byToken::get)
                .filter(line -> line.isCalledBy(uri, from))
                .or(() -> uri.plainUser()
                        .flatMap(extension -> byPlace.at(new Place(from, extension))
                                .map(byName::get)
                                .filter(line -> line != null && line.isCalledBy(uri, from))
                                .findFirst()));
    }
}
