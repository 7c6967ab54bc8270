package io.carillon.proxy;

import io.carillon.proxy.trace.SipDebug;
import io.carillon.proxy.trace.SipDebug.Scope;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** {@code sip set debug}: which SIP messages are written to this proxy's log. */
@Path("/sip/debug")
public class SipDebugResource {
    private final SipDebug debug;

    SipDebugResource(SipDebug debug) {
        this.debug = debug;
    }

    /**
     * @param scope off, on, peer (an account), ip (an address) or call (a Call-ID)
     * @param value which peer, address or call
     */
    public record Setting(String scope, Optional<String> value) {}

    @GET
    @Operation(summary = "What is shown now")
    public Setting shown() {
        return switch (debug.scope()) {
            case Scope.Off() -> new Setting("off", Optional.empty());
            case Scope.All() -> new Setting("on", Optional.empty());
            case Scope.Peer(String account) -> new Setting("peer", Optional.of(account));
            case Scope.Address(String ip) -> new Setting("ip", Optional.of(ip));
            case Scope.Call(String callId) -> new Setting("call", Optional.of(callId));
        };
    }

    @PUT
    @Operation(summary = "Show the messages of everybody, of an account, of an address, of a call, or of nobody")
    public Setting show(Setting wanted) {
        debug.show(
                switch (wanted.scope().toLowerCase(Locale.ROOT)) {
                    case "off" -> new Scope.Off();
                    case "on" -> new Scope.All();
                    case "peer" -> new Scope.Peer(value(wanted));
                    case "ip" -> new Scope.Address(value(wanted));
                    case "call" -> new Scope.Call(value(wanted));
                    default -> throw new BadRequestException("scope: off, on, peer, ip or call");
                });
        return shown();
    }

    private static String value(Setting wanted) {
        return wanted.value()
                .filter(value -> !value.isBlank())
                .orElseThrow(() -> new BadRequestException("value: which " + wanted.scope()));
    }
}
