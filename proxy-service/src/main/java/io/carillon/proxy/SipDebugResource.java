package io.carillon.proxy;

import io.carillon.operation.HttpProblem;
import io.carillon.proxy.trace.SipDebug;
import io.carillon.proxy.trace.SipDebug.Scope;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** {@code sip set debug}: which SIP messages are written to this proxy's log. */
@Path("/sip/debug")
public class SipDebugResource {
    private final SipDebug debug;

    SipDebugResource(SipDebug debug) {
        this.debug = debug;
    }

    /**
     * @param scope off, all, peer (an account), ip (an address) or call (a Call-ID); on is all
     * @param value which peer, address or call
     */
    public record Setting(@Nullable String scope, Optional<String> value) {}

    @GET
    @Operation(summary = "What is shown now")
    public Setting shown() {
        return switch (debug.scope()) {
            case Scope.Off() -> new Setting("off", Optional.empty());
            case Scope.All() -> new Setting("all", Optional.empty());
            case Scope.Peer(String account) -> new Setting("peer", Optional.of(account));
            case Scope.Address(String ip) -> new Setting("ip", Optional.of(ip));
            case Scope.Call(String callId) -> new Setting("call", Optional.of(callId));
        };
    }

    @PUT
    @Operation(
            summary = "Show the messages of everybody, of an account, of an address, of a call, or of nobody",
            description = "400 with one sentence when the scope or its value is missing; nothing has changed then.")
    public Setting show(@Nullable Setting wanted) {
        String scope = wanted == null || wanted.scope() == null ? "" : wanted.scope();
        debug.show(
                switch (scope.toLowerCase(Locale.ROOT)) {
                    case "off" -> new Scope.Off();
                    case "on", "all" -> new Scope.All();
                    case "peer" -> new Scope.Peer(value(wanted, "which account"));
                    case "ip" -> new Scope.Address(value(wanted, "which address"));
                    case "call" -> new Scope.Call(value(wanted, "which Call-ID"));
                    default -> throw refused("scope is off, all, peer, ip or call");
                });
        return shown();
    }

    private static String value(@Nullable Setting wanted, String what) {
        return Optional.ofNullable(wanted)
                .flatMap(Setting::value)
                .filter(value -> !value.isBlank())
                .orElseThrow(() -> refused("value says " + what + "; it is missing"));
    }

    private static BadRequestException refused(String sentence) {
        return new BadRequestException(HttpProblem.of(400, sentence));
    }
}
