package io.carillon.registrar.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an account is, apart from its name, its origin and its secret: the columns of {@code location.v1_account}, and the
 * fields of an account over HTTP.
 *
 * @param type user, peer or friend
 * @param host address or name of a permanent binding
 * @param port of that host
 * @param maxContacts how many bindings may live at a time
 * @param context of the dial plan where its calls begin
 * @param mailboxes as number@context
 * @param codecs allowed, in order of preference, by their Asterisk names
 * @param dtmfMode rfc2833, info, inband or auto
 * @param forceRport no, yes or detect
 * @param symmetricMedia no, yes or detect
 * @param directMedia empty: no; else yes with its conditions nonat, update, outgoing
 * @param settings further options of sip.conf by name, none of them secret
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@RegisterForReflection
public record AccountDetails(
        String type,
        @Nullable String host,
        @Nullable Integer port,
        int maxContacts,
        String context,
        @Nullable String callerName,
        @Nullable String callerNumber,
        List<String> mailboxes,
        @Nullable String language,
        List<String> codecs,
        String dtmfMode,
        String forceRport,
        String symmetricMedia,
        List<String> directMedia,
        Map<String, Object> settings) {

    public AccountDetails {
        mailboxes = List.copyOf(mailboxes);
        codecs = List.copyOf(codecs);
        directMedia = List.copyOf(directMedia);
        settings = Map.copyOf(settings);
    }
}
