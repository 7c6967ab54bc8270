package io.carillon.config.sip;

import static io.carillon.config.Values.flag;
import static io.carillon.config.Values.given;
import static io.carillon.config.Values.number;
import static io.carillon.config.Values.text;

import io.carillon.config.Entry;
import io.carillon.config.OptionTable;
import io.carillon.config.Problems;
import io.carillon.config.Text;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** Options of {@code [general]} alone. */
final class GeneralOptions {
    private static final int MAX_PORT = 65_535;

    /** A binding of a year is a permanent one. */
    private static final int MAX_EXPIRY_SECONDS = 366 * 86_400;

    /** As good as never, for a load test from one address. */
    private static final int MAX_FAILED_LOGINS = 1_000_000;

    /** Whoever wants to refuse longer has a firewall, and the facts to feed it. */
    private static final int MAX_LOGIN_SECONDS = 86_400;

    static final OptionTable<GeneralDraft> TABLE = new OptionTable<GeneralDraft>()
            .including(CommonOptions.TABLE)
            .on(GeneralOptions::domain, "domain")
            .on((draft, entry, problems) -> text(entry, problems).ifPresent(v -> draft.realm = v), "realm")
            .on(GeneralOptions::digestAlgorithms, "digest_algorithms")
            .on(GeneralOptions::bindAddress, "bindaddr", "udpbindaddr")
            .on(
                    (draft, entry, problems) -> port(entry, problems).ifPresent(v -> draft.bindPort = v),
                    "bindport",
                    "port")
            .on((draft, entry, problems) -> flag(entry, problems).ifPresent(v -> draft.tcp = v), "tcpenable")
            .on(GeneralOptions::outsideAddress, "externip", "externaddr", "externalip", "externhost")
            .on((draft, entry, problems) -> seconds(entry, problems, v -> draft.outsideRefresh = v), "externrefresh")
            .on(GeneralOptions::localNetwork, "localnet")
            .on(
                    (draft, entry, problems) -> seconds(entry, problems, v -> draft.minimumExpiry = v),
                    "minexpiry",
                    "minexpirey")
            .on(
                    (draft, entry, problems) -> seconds(entry, problems, v -> draft.maximumExpiry = v),
                    "maxexpiry",
                    "maxexpirey")
            .on(
                    (draft, entry, problems) -> seconds(entry, problems, v -> draft.standardExpiry = v),
                    "defaultexpiry",
                    "defaultexpirey")
            .on(
                    (draft, entry, problems) -> flag(entry, problems).ifPresent(v -> draft.strictExpiry = v),
                    "strict_expiry")
            .on((draft, entry, problems) -> failures(entry, problems, v -> draft.slowAfter = v), "login_slow_after")
            .on((draft, entry, problems) -> failures(entry, problems, v -> draft.refuseAfter = v), "login_refuse_after")
            .on((draft, entry, problems) -> loginTime(entry, problems, v -> draft.loginWindow = v), "login_window")
            .on(
                    (draft, entry, problems) -> loginTime(entry, problems, v -> draft.loginsRefusedFor = v),
                    "login_refuse_time")
            .on((draft, entry, problems) -> flag(entry, problems).ifPresent(v -> draft.allowGuest = v), "allowguest")
            .on((draft, entry, problems) -> flag(entry, problems).ifPresent(v -> draft.srvLookup = v), "srvlookup")
            .on((draft, entry, problems) -> given(entry).ifPresent(v -> draft.userAgent = v), "useragent")
            .on(GeneralOptions::alwaysAuthReject, "alwaysauthreject")
            .on(
                    (draft, entry, problems) ->
                            RegistrationLine.read(entry, problems).ifPresent(draft.registrations::add),
                    "register")
            .withoutEffect(
                    "allowexternaldomains",
                    "auth",
                    "auth_message_requests",
                    "auth_options_requests",
                    "authfailureevents",
                    "autocreatepeer",
                    "autodomain",
                    "callerid",
                    "compactheaders",
                    "cos_audio",
                    "cos_sip",
                    "cos_text",
                    "cos_video",
                    "default_calling_pres",
                    "directmediaacl",
                    "directrtpsetup",
                    "domainsasrealm",
                    "dumphistory",
                    "dynamic_exclude_static",
                    "externtcpport",
                    "externtlsport",
                    "fromuser",
                    "g726nonstandard",
                    "ignoreregexpire",
                    "jbenable",
                    "jbforce",
                    "jbimpl",
                    "jblog",
                    "jbmaxsize",
                    "jbresyncthreshold",
                    "jbtargetextra",
                    "legacy_useroption_parsing",
                    "limitonpeers",
                    "match_auth_username",
                    "matchexternaddrlocally",
                    "media_address",
                    "mwi",
                    "mwi_from",
                    "mwiexpiry",
                    "notifymimetype",
                    "parkext",
                    "pedantic",
                    "recordhistory",
                    "regcontext",
                    "regextenonqualify",
                    "register_retry_403",
                    "registerattempts",
                    "registertimeout",
                    "relaxdtmf",
                    "rtautoclear",
                    "rtcachefriends",
                    "rtsavepath",
                    "rtsavesysname",
                    "rtupdate",
                    "sdpowner",
                    "sdpsession",
                    "send_diversion",
                    "shrinkcallerid",
                    "sipdebug",
                    "snom_aoc_enabled",
                    "subscribe_network_change_event",
                    "t1min",
                    "t38pt_rtp",
                    "tcpauthlimit",
                    "tcpauthtimeout",
                    "tcpbindaddr",
                    "tlsbindaddr",
                    "tlscadir",
                    "tlscafile",
                    "tlscertfile",
                    "tlscipher",
                    "tlsclientmethod",
                    "tlsdontverifyserver",
                    "tlsenable",
                    "tlsprivatekey",
                    "tos",
                    "tos_audio",
                    "tos_sip",
                    "tos_text",
                    "tos_video",
                    "unsolicited_mailbox",
                    "usesrtp",
                    "websocket_enabled",
                    "websocket_write_timeout");

    private GeneralOptions() {}

    private static OptionalInt port(Entry entry, Problems problems) {
        return number(entry, 1, MAX_PORT, problems);
    }

    private static void seconds(Entry entry, Problems problems, Consumer<Duration> setting) {
        number(entry, 1, MAX_EXPIRY_SECONDS, problems).ifPresent(v -> setting.accept(Duration.ofSeconds(v)));
    }

    private static void failures(Entry entry, Problems problems, IntConsumer setting) {
        number(entry, 1, MAX_FAILED_LOGINS, problems).ifPresent(setting);
    }

    private static void loginTime(Entry entry, Problems problems, Consumer<Duration> setting) {
        number(entry, 1, MAX_LOGIN_SECONDS, problems).ifPresent(v -> setting.accept(Duration.ofSeconds(v)));
    }

    /** {@code domain=example.com[,context]}. */
    private static void domain(GeneralDraft draft, Entry entry, Problems problems) {
        List<Text> parts = entry.value().split(",");
        if (parts.getFirst().isEmpty()) {
            problems.error(entry.value().at(), "domain has no value");
            return;
        }
        if (parts.size() > 1) {
            problems.warning(parts.get(1).at(), "a context of its own for a domain has no effect in Carillon");
        }
        draft.domains.add(parts.getFirst().value().toLowerCase(Locale.ROOT));
    }

    private static void digestAlgorithms(GeneralDraft draft, Entry entry, Problems problems) {
        List<DigestAlgorithm> algorithms = new ArrayList<>();
        for (Text word : entry.value().split(",")) {
            switch (word.value().toLowerCase(Locale.ROOT)) {
                case "md5" -> algorithms.add(DigestAlgorithm.MD5);
                case "sha256", "sha-256" -> algorithms.add(DigestAlgorithm.SHA_256);
                default -> {
                    problems.error(word.at(), "digest_algorithms is md5, sha256, or both with a comma");
                    return;
                }
            }
        }
        draft.digestAlgorithms = algorithms.stream().distinct().toList();
    }

    private static void bindAddress(GeneralDraft draft, Entry entry, Problems problems) {
        Endpoint.parse(entry.value().value())
                .filter(endpoint -> Network.literal(endpoint.host()).isPresent())
                .ifPresentOrElse(
                        endpoint -> {
                            draft.bindAddress = address(endpoint);
                            endpoint.port().ifPresent(port -> draft.bindPort = port);
                        },
                        () -> problems.error(
                                entry.value().at(),
                                entry.key() + " is an address of this machine, or 0.0.0.0 for all"));
    }

    private static InetAddress address(Endpoint endpoint) {
        return Network.literal(endpoint.host()).orElse(SipGeneral.Listen.EVERY_ADDRESS);
    }

    private static void outsideAddress(GeneralDraft draft, Entry entry, Problems problems) {
        boolean nameMeant = entry.name().equals("externhost");
        Optional<Endpoint> endpoint = Endpoint.parse(entry.value().value())
                .filter(found -> nameMeant || Network.literal(found.host()).isPresent());
        if (endpoint.isEmpty()) {
            problems.error(
                    entry.value().at(),
                    entry.key()
                            + (nameMeant
                                    ? " is a name"
                                    : " is the public address of the NAT (a name goes to externhost)"));
            return;
        }
        draft.outsideAt = Optional.of(entry.value().at());
        draft.outsideAddress = Optional.of(endpoint.get().host());
        draft.outsidePort = endpoint.get().port();
    }

    private static void localNetwork(GeneralDraft draft, Entry entry, Problems problems) {
        Network.parse(entry.value().value())
                .ifPresentOrElse(
                        draft.localNetworks::add,
                        () -> problems.error(
                                entry.value().at(), "localnet is a network such as 192.168.0.0/255.255.255.0"));
    }

    private static void alwaysAuthReject(GeneralDraft draft, Entry entry, Problems problems) {
        flag(entry, problems)
                .filter(value -> !value)
                .ifPresent(no -> problems.warning(
                        entry.value().at(), "Carillon never tells a wrong password from an unknown user"));
    }
}
