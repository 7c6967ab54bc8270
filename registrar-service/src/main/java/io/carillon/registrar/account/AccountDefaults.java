package io.carillon.registrar.account;

import io.carillon.config.sip.Codec;
import io.carillon.config.sip.SipGeneral;
import java.util.List;
import java.util.Locale;

/** What an account made over HTTP is where its form says nothing: as {@code [general]} of sip.conf says. */
record AccountDefaults(
        String context,
        List<String> codecs,
        String dtmfMode,
        String forceRport,
        String symmetricMedia,
        List<String> directMedia) {

    /** Until a sip.conf is in force. */
    static final AccountDefaults BUILT_IN =
            new AccountDefaults("default", List.of("ulaw", "alaw", "gsm"), "rfc2833", "detect", "no", List.of("yes"));

    static AccountDefaults of(SipGeneral general) {
        return new AccountDefaults(
                general.context(),
                general.media().codecs().stream().map(Codec::asteriskName).toList(),
                lower(general.media().dtmf()),
                lower(general.nat().forceRport()),
                lower(general.nat().symmetricMedia()),
                FileAccounts.directMedia(general.media().directMedia()));
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
