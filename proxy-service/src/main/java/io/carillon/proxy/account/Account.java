package io.carillon.proxy.account;

import io.carillon.config.sip.AccessList;
import io.carillon.config.sip.Codec;
import io.carillon.config.sip.SipGeneral;
import io.carillon.protocol.sip.dialog.SessionTimer;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An account of sip.conf or of the registrar's HTTP interface, as the published view {@code location.v1_account} shows
 * it: what {@code [general]} says is already in it, and no clear password.
 *
 * @param realm the realm of the two digests
 * @param ha1Md5 RFC 7616 §3.4.2; empty for an account without a secret, which is not challenged
 * @param ha1Sha256 RFC 8760; empty where only MD5 is known
 * @param context where its calls begin in the dial plan
 * @param callerName callerid's name, empty where there is none
 * @param callerNumber callerid's number, else the account's name
 * @param codecs Asterisk's names in order of preference; never empty
 * @param forceRport whether requests go to where it registered from rather than to its Contact
 * @param symmetricMedia whether RTP goes to where its RTP comes from
 * @param permitted addresses that its requests may come from
 * @param limits how many calls it may have
 * @param media how its sound and its keys travel
 * @param sessions what its calls agree to of session timers (RFC 4028)
 * @param anonymous those it calls do not learn who it is (RFC 3323)
 * @param provider where it is and who we are to it, when it is more than a phone
 */
public record Account(
        String name,
        Type type,
        String realm,
        Optional<String> ha1Md5,
        Optional<String> ha1Sha256,
        String context,
        String callerName,
        String callerNumber,
        List<String> codecs,
        Nat forceRport,
        Nat symmetricMedia,
        MediaPolicy media,
        Optional<String> language,
        AccessList permitted,
        Limits limits,
        SessionTimer.Policy sessions,
        boolean anonymous,
        Provider provider) {

    public Account {
        codecs = List.copyOf(codecs);
    }

    /**
     * How its sound and its keys travel.
     *
     * @param keysByInfo {@code dtmfmode=info}: keys go by SIP INFO and not by RTP
     * @param direct {@code directmedia}: its sound may go straight to the other party, where no NAT is between; {@code nonat}
     *     is no different from {@code yes}, since through a NAT it would be heard by nobody
     * @param directByUpdate {@code directmedia=update}: asked for by UPDATE rather than re-INVITE
     */
    public record MediaPolicy(boolean keysByInfo, boolean direct, boolean directByUpdate) {
        /** Keys by RTP, sound through the relay. */
        public static final MediaPolicy RELAYED = new MediaPolicy(false, false, false);
    }

    /**
     * Calls at a time, made and taken alike.
     *
     * @param calls {@code call-limit}: with so many it makes no other, and counts as busy
     * @param busyLevel with so many it counts as busy when it is called
     */
    public record Limits(OptionalInt calls, OptionalInt busyLevel) {
        public static final Limits NONE = new Limits(OptionalInt.empty(), OptionalInt.empty());

        /** With how many calls it counts as busy. */
        public int busyFrom() {
            return Math.min(calls.orElse(Integer.MAX_VALUE), busyLevel.orElse(Integer.MAX_VALUE));
        }
    }

    /** Whether it may call, and from there. */
    public boolean mayCall(InetAddress from) {
        return type.mayCall() && permitted.permits(from);
    }

    /** Nobody's account, or one that has no section: what {@code [general]} says. */
    public static Account ofGeneral(String name, Type type, String number, SipGeneral general) {
        return new Account(
                name,
                type,
                general.realm(),
                Optional.empty(),
                Optional.empty(),
                general.context(),
                "",
                number,
                general.media().codecs().stream().map(Codec::asteriskName).toList(),
                Nat.DETECT,
                Nat.DETECT,
                MediaPolicy.RELAYED,
                Optional.empty(),
                AccessList.OPEN,
                Limits.NONE,
                SessionTimer.Policy.DEFAULT,
                false,
                Provider.NONE);
    }

    /**
     * The same with another name and number for those it calls: a trunk stands for whoever calls through it.
     *
     * @param hidden whether they are kept from callees
     */
    public Account showing(String name, String number, boolean hidden) {
        return new Account(
                this.name,
                type,
                realm,
                ha1Md5,
                ha1Sha256,
                context,
                name,
                number,
                codecs,
                forceRport,
                symmetricMedia,
                media,
                language,
                permitted,
                limits,
                sessions,
                hidden,
                provider);
    }

    /** Whether its section gives it a callerid; if not, its calls are shown as they come. */
    public boolean hasCallerId() {
        return !callerName.isEmpty() || !callerNumber.equals(name);
    }

    /** Whether this is nobody's account, under which strangers are let in. */
    public boolean isGuest() {
        return type == Type.GUEST;
    }

    /** sip.conf's type, and one that no account of a file has. */
    public enum Type {
        /** May call only. */
        USER,
        /** May be called only. */
        PEER,
        /** May do both. */
        FRIEND,
        /** A stranger, let in by allowguest=yes; may call only. */
        GUEST;

        public boolean mayCall() {
            return this != PEER;
        }

        public boolean mayBeCalled() {
            return this == PEER || this == FRIEND;
        }
    }

    /** sip.conf's nat. */
    public enum Nat {
        NO,
        YES,
        /** As the phone's Via shows. */
        DETECT
    }
}
