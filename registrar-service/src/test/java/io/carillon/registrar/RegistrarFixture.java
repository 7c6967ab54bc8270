package io.carillon.registrar;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.carillon.testkit.parts.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A registrar on real parts, asked by phones over SIP and by people over HTTP; each test finds the usual accounts. */
@NullUnmarked // Quarkus fills the fields
@QuarkusTestResource(RegistrarParts.class)
abstract class RegistrarFixture {
    static final ObjectMapper JSON = new ObjectMapper();
    static final String CONTACT = "<sip:phone@10.0.0.5:5060>";
    static final Duration SOON = Duration.ofSeconds(15);

    @Inject
    RegistrarMain main;

    @Inject
    DataSource database;

    @TestHTTPResource("/")
    URI http;

    @RegistrarParts.Server
    TestDatabase server;

    @RegistrarParts.Folder
    Path folder;

    final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void noBindings() throws SQLException {
        sql("DELETE FROM location.binding");
    }

    @AfterEach
    void usualFile() throws Exception {
        sql("DELETE FROM location.account WHERE origin = 'http'");
        Files.writeString(folder.resolve("sip.conf"), RegistrarParts.SIP_CONF);
        post("/reload", "");
    }

    static boolean answered(ProxyClient phone, int status) throws Exception {
        return holdsSoon(() -> phone.exchange(phone.register(CONTACT)).status() == status);
    }

    static boolean holdsSoon(Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + SOON.toNanos();
        boolean holds = false;
        while (!holds && System.nanoTime() < end) {
            holds = condition.call();
        }
        return holds;
    }

    ProxyClient phone(String user, String password) throws IOException {
        return new ProxyClient(main.address().orElseThrow(), user, password);
    }

    List<String> bindings(String aor) throws Exception {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT contact FROM location.binding WHERE aor = '" + aor + "' ORDER BY slot")) {
            List<String> contacts = new ArrayList<>();
            while (rows.next()) {
                contacts.add(rows.getString(1));
            }
            return contacts;
        }
    }

    void sql(String statement) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    HttpResponse<String> create(String name, String fields) throws Exception {
        return post("/accounts", "{\"name\":\"" + name + "\"," + fields + "}");
    }

    HttpResponse<String> get(String path) throws Exception {
        return send("GET", path, "");
    }

    HttpResponse<String> post(String path, String body) throws Exception {
        return send("POST", path, body);
    }

    HttpResponse<String> send(String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(http.resolve(path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Content-Type", "application/json")
                .build();
        return client.send(request, BodyHandlers.ofString());
    }
}
