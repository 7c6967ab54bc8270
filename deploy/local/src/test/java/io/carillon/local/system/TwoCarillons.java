package io.carillon.local.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.carillon.local.Carillon;
import io.carillon.local.Service;
import io.carillon.local.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;

/** A Carillon that is a provider, and another that is its customer. */
final class TwoCarillons {
    static final String TRUNK_SECRET = "trunk-secret";

    /** Seconds; short, so that a test sees a refresh. */
    static final long EXPIRY = 5;

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static final String PROVIDER_SIP = """
            [general]
            context=nowhere
            minexpiry=2
            directmedia=no

            [customer]
            type=friend
            host=dynamic
            secret=trunk-secret
            context=from-customer

            [wrong]
            type=friend
            host=dynamic
            secret=another
            context=from-customer

            [desk]
            type=friend
            host=dynamic
            secret=desk-secret
            callerid=Desk <4930700>
            context=from-desk
            """;

    private static final String PROVIDER_PLAN = """
            [from-customer]
            exten => _49XXXXXXX,1,Dial(SIP/desk,30)

            [from-desk]
            exten => 700,1,Dial(SIP/customer,30)
            exten => _5XXX,1,Dial(SIP/${EXTEN:1}@customer,30)

            [nowhere]
            """;

    private static final String CUSTOMER_SIP = """
            [general]
            context=nowhere
            directmedia=no
            register => customer:trunk-secret@provider/9999~5
            register => wrong:guess@127.0.0.1:PORT/1

            [provider]
            type=peer
            host=127.0.0.1
            port=PORT
            fromuser=customer
            secret=trunk-secret
            insecure=invite
            context=from-provider
            call-limit=1
            qualify=yes

            [dead]
            type=peer
            host=127.0.0.1
            port=1
            qualify=500
            context=nowhere

            [alice]
            type=friend
            host=dynamic
            secret=alice-secret
            callerid=Alice <123>
            context=inside
            """;

    private static final String CUSTOMER_PLAN = """
            [inside]
            exten => _0.,1,Dial(SIP/${EXTEN:1}@provider,30)

            exten => 8,1,Dial(SIP/1@dead,30)
            exten => 8,2,Congestion()
            exten => 8,102,Busy()

            [from-provider]
            exten => 9999,1,Dial(SIP/alice,30)
            exten => 123,1,Dial(SIP/alice,30)

            [nowhere]
            """;

    private TwoCarillons() {}

    static Carillon provider(Path directory) throws Exception {
        return start(directory, PROVIDER_SIP, PROVIDER_PLAN);
    }

    /** @param port of the provider */
    static Carillon customer(Path directory, int port) throws Exception {
        return start(directory, CUSTOMER_SIP.replace("PORT", Integer.toString(port)), CUSTOMER_PLAN);
    }

    private static Carillon start(Path directory, String phones, String plan) throws Exception {
        Path files = Files.createDirectories(directory.resolve("conf"));
        Settings checkout = Checkout.settings();
        Files.writeString(files.resolve("sip.conf"), phones);
        Files.writeString(files.resolve("extensions.conf"), plan);
        Files.writeString(files.resolve("rtp.conf"), "[general]\n");
        Files.copy(checkout.home().resolve("examples/lab/voicemail.conf"), files.resolve("voicemail.conf"));
        return Starts.carillon(
                checkout.configuration(files).data(directory.resolve("data")).onFreePorts());
    }

    static JsonNode get(Carillon carillon, Service service, String path) {
        URI uri = carillon.http(service, 1).resolve(path);
        try {
            return JSON.readTree(HTTP.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                    .body());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
