package io.carillon.config.sip;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** What {@code [general]} says for every account and an account may say otherwise. */
class CommonDraft {
    String context = "default";
    CodecList codecs = CodecList.DEFAULT;
    DtmfMode dtmf = DtmfMode.RFC2833;
    DirectMedia directMedia = DirectMedia.YES;
    Nat nat = Nat.DEFAULT;
    Insecure insecure = Insecure.NO;
    int maxContacts = 5;
    Optional<String> language = Optional.empty();
    Optional<String> fromDomain = Optional.empty();
    Optional<String> outboundProxy = Optional.empty();
    Optional<Duration> qualify = Optional.empty();
    Duration qualifyEvery = Qualify.USUALLY_EVERY;
    OptionalInt busyLevel = OptionalInt.empty();
    SessionTimers sessionTimers = SessionTimers.DEFAULT;
    SentIdentity sentIdentity = SentIdentity.NONE;
    boolean trustIdentity;

    CommonDraft() {}

    /** A copy, to be changed apart from the original. */
    CommonDraft(CommonDraft from) {
        context = from.context;
        codecs = from.codecs;
        dtmf = from.dtmf;
        directMedia = from.directMedia;
        nat = from.nat;
        insecure = from.insecure;
        maxContacts = from.maxContacts;
        language = from.language;
        fromDomain = from.fromDomain;
        outboundProxy = from.outboundProxy;
        qualify = from.qualify;
        qualifyEvery = from.qualifyEvery;
        busyLevel = from.busyLevel;
        sessionTimers = from.sessionTimers;
        sentIdentity = from.sentIdentity;
        trustIdentity = from.trustIdentity;
    }

    Account.Media media() {
        return new Account.Media(codecs.codecs(), dtmf, directMedia);
    }
}
