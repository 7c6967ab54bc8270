package io.carillon.config.sip;

import static io.carillon.config.Values.flag;
import static io.carillon.config.Values.given;
import static io.carillon.config.Values.number;
import static io.carillon.config.Values.text;

import io.carillon.config.Entry;
import io.carillon.config.OptionTable;
import io.carillon.config.Problems;
import io.carillon.config.Text;
import io.carillon.config.Values;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** Options that stand in {@code [general]} and in accounts alike. */
final class CommonOptions {
    /** More would be a list of strangers, not the phones of one person. */
    private static final int MAX_CONTACTS = 100;

    /** Bounds what is written by mistake; no trunk has more. */
    private static final int MAX_CALLS = 100_000;

    private static final int QUALIFY_YES_MILLIS = 2000;
    private static final int MINUTE_MILLIS = 60_000;
    private static final int DAY_SECONDS = 86_400;

    static final OptionTable<CommonDraft> TABLE = new OptionTable<CommonDraft>()
            .on((draft, entry, problems) -> text(entry, problems).ifPresent(v -> draft.context = v), "context")
            .on((draft, entry, problems) -> draft.codecs = draft.codecs.allow(entry.value(), problems), "allow")
            .on((draft, entry, problems) -> draft.codecs = draft.codecs.disallow(entry.value(), problems), "disallow")
            .on((draft, entry, problems) -> dtmf(entry, problems).ifPresent(v -> draft.dtmf = v), "dtmfmode", "dtmf")
            .on(CommonOptions::directMedia, "directmedia", "canreinvite")
            .on(CommonOptions::nat, "nat")
            .on(CommonOptions::insecure, "insecure")
            .on(CommonOptions::maxContacts, "max_contacts", "maxcontacts")
            .on((draft, entry, problems) -> draft.language = given(entry), "language")
            .on((draft, entry, problems) -> draft.fromDomain = given(entry), "fromdomain")
            .on((draft, entry, problems) -> draft.outboundProxy = given(entry), "outboundproxy")
            .on(CommonOptions::qualify, "qualify")
            .on(CommonOptions::qualifyEvery, "qualifyfreq")
            .on((draft, entry, problems) -> draft.busyLevel = calls(entry, problems), "busylevel", "busy-level")
            .including(SessionTimerOptions.TABLE)
            .on(CommonOptions::sentIdentity, "sendrpid")
            .on((draft, entry, problems) -> flag(entry, problems).ifPresent(v -> draft.trustIdentity = v), "trustrpid")
            .withoutEffect(
                    "accept_outofcall_message",
                    "allowoverlap",
                    "allowsubscribe",
                    "allowtransfer",
                    "autoframing",
                    "avpf",
                    "buggymwi",
                    "callevents",
                    "callgroup",
                    "callcounter",
                    "constantssrc",
                    "discard_remote_hold_retrieval",
                    "dtlscafile",
                    "dtlscertfile",
                    "dtlsenable",
                    "dtlsfingerprint",
                    "dtlsprivatekey",
                    "dtlsrekey",
                    "dtlssetup",
                    "dtlsverify",
                    "encryption",
                    "encryption_taglen",
                    "faxdetect",
                    "force_avp",
                    "g726nonstandard",
                    "icesupport",
                    "ignoresdpversion",
                    "maxcallbitrate",
                    "maxforwards",
                    "mohinterpret",
                    "mohsuggest",
                    "musicclass",
                    "musiconhold",
                    "namedcallgroup",
                    "namedpickupgroup",
                    "notifycid",
                    "notifyhold",
                    "notifyringing",
                    "outofcall_message_context",
                    "parkinglot",
                    "pickupgroup",
                    "preferred_codec_only",
                    "prematuremedia",
                    "progressinband",
                    "promiscredir",
                    "qualifygap",
                    "qualifypeers",
                    "rtcp_mux",
                    "rpid_immediate",
                    "rpid_update",
                    "rtp_engine",
                    "rtpholdtimeout",
                    "rtpkeepalive",
                    "rtptimeout",
                    "storesipcause",
                    "subscribecontext",
                    "supportpath",
                    "t38pt_udptl",
                    "t38pt_usertpsource",
                    "textsupport",
                    "timerb",
                    "timert1",
                    "transport",
                    "trust_id_outbound",
                    "use_q850_reason",
                    "usereqphone",
                    "videosupport",
                    "vmexten");

    private CommonOptions() {}

    /** A number of calls at a time; 0 means no limit. */
    static OptionalInt calls(Entry entry, Problems problems) {
        OptionalInt calls = number(entry, 0, MAX_CALLS, problems);
        return calls.isPresent() && calls.getAsInt() == 0 ? OptionalInt.empty() : calls;
    }

    private static void maxContacts(CommonDraft draft, Entry entry, Problems problems) {
        number(entry, 1, MAX_CONTACTS, problems).ifPresent(value -> draft.maxContacts = value);
    }

    private static Optional<DtmfMode> dtmf(Entry entry, Problems problems) {
        return switch (entry.value().value().toLowerCase(Locale.ROOT)) {
            case "rfc2833", "rfc4733" -> Optional.of(DtmfMode.RFC2833);
            case "info", "shortinfo" -> Optional.of(DtmfMode.INFO);
            case "inband" -> Optional.of(DtmfMode.INBAND);
            case "auto" -> Optional.of(DtmfMode.AUTO);
            default -> {
                problems.error(entry.value().at(), entry.key() + " is rfc2833, info, inband or auto");
                yield Optional.empty();
            }
        };
    }

    private static void directMedia(CommonDraft draft, Entry entry, Problems problems) {
        DirectMedia media = DirectMedia.NO;
        for (Text word : entry.value().split(",")) {
            Optional<Boolean> flag = Values.flag(word.value());
            if (flag.isPresent()) {
                media = flag.get() ? DirectMedia.YES : DirectMedia.NO;
                continue;
            }
            switch (word.value().toLowerCase(Locale.ROOT)) {
                case "nonat" -> media = new DirectMedia(true, true, media.byUpdate(), media.outgoingOnly());
                case "update" -> media = new DirectMedia(true, media.notBehindNat(), true, media.outgoingOnly());
                case "outgoing" -> media = new DirectMedia(true, media.notBehindNat(), media.byUpdate(), true);
                default -> {
                    problems.error(word.at(), entry.key() + " is yes, no, nonat, update or outgoing");
                    return;
                }
            }
        }
        draft.directMedia = media;
    }

    private static void nat(CommonDraft draft, Entry entry, Problems problems) {
        Nat nat = Nat.NO;
        for (Text word : entry.value().split(",")) {
            Optional<Boolean> flag = Values.flag(word.value());
            if (flag.isPresent()) {
                nat = flag.get() ? Nat.YES : Nat.NO;
                continue;
            }
            switch (word.value().toLowerCase(Locale.ROOT)) {
                case "never" -> nat = Nat.NO;
                case "route", "force_rport" -> nat = new Nat(Nat.Switch.YES, nat.symmetricMedia());
                case "comedia" -> nat = new Nat(nat.forceRport(), Nat.Switch.YES);
                case "auto_force_rport" -> nat = new Nat(Nat.Switch.DETECT, nat.symmetricMedia());
                case "auto_comedia" -> nat = new Nat(nat.forceRport(), Nat.Switch.DETECT);
                default -> {
                    problems.error(
                            word.at(),
                            "nat is yes, no, never, route, force_rport, comedia, auto_force_rport or auto_comedia");
                    return;
                }
            }
        }
        draft.nat = nat;
    }

    private static void insecure(CommonDraft draft, Entry entry, Problems problems) {
        Insecure insecure = Insecure.NO;
        for (Text word : entry.value().split(",")) {
            switch (word.value().toLowerCase(Locale.ROOT)) {
                case "port" -> insecure = new Insecure(true, insecure.invite());
                case "invite" -> insecure = new Insecure(insecure.port(), true);
                case "very" -> insecure = new Insecure(true, true);
                case "no", "" -> insecure = Insecure.NO;
                default -> {
                    problems.error(word.at(), "insecure is port, invite, or both with a comma");
                    return;
                }
            }
        }
        draft.insecure = insecure;
    }

    private static void sentIdentity(CommonDraft draft, Entry entry, Problems problems) {
        switch (entry.value().value().toLowerCase(Locale.ROOT)) {
            case "pai" -> draft.sentIdentity = SentIdentity.ASSERTED;
            case "rpid" -> draft.sentIdentity = SentIdentity.REMOTE_PARTY_ID;
            default ->
                flag(entry, problems)
                        .ifPresent(yes -> draft.sentIdentity = yes ? SentIdentity.REMOTE_PARTY_ID : SentIdentity.NONE);
        }
    }

    private static void qualify(CommonDraft draft, Entry entry, Problems problems) {
        OptionalInt millis = Values.number(entry.value().value());
        Optional<Boolean> flag = Values.flag(entry.value().value());
        if (flag.isPresent()) {
            draft.qualify = flag.get() ? Optional.of(Duration.ofMillis(QUALIFY_YES_MILLIS)) : Optional.empty();
        } else if (millis.isPresent() && millis.getAsInt() <= MINUTE_MILLIS) {
            draft.qualify = Optional.of(Duration.ofMillis(millis.getAsInt()));
        } else {
            problems.error(entry.value().at(), "qualify is yes, no or a number of milliseconds up to " + MINUTE_MILLIS);
        }
    }

    private static void qualifyEvery(CommonDraft draft, Entry entry, Problems problems) {
        OptionalInt seconds = Values.number(entry.value().value());
        if (seconds.isPresent() && seconds.getAsInt() >= 1 && seconds.getAsInt() <= DAY_SECONDS) {
            draft.qualifyEvery = Duration.ofSeconds(seconds.getAsInt());
        } else {
            problems.error(entry.value().at(), "qualifyfreq is a number of seconds from 1 to " + DAY_SECONDS);
        }
    }
}
