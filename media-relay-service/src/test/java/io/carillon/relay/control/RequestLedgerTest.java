package io.carillon.relay.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.media.MediaFrame.Request;
import io.carillon.protocol.media.MediaFrame.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RequestLedgerTest {

    private final RequestLedger ledger = new RequestLedger();
    private final List<String> done = new ArrayList<>();

    @Test
    void a_request_that_comes_again_gets_the_same_response_and_is_done_once() {
        CompletableFuture<Response> first = ask("proxy-1", 1);
        CompletableFuture<Response> again = ask("proxy-1", 1);

        assertThat(again).isSameAs(first);
        assertThat(done).containsExactly("proxy-1 1");
    }

    @Test
    void the_same_id_of_another_client_is_another_request() {
        CompletableFuture<Response> _ = ask("proxy-1", 1);
        CompletableFuture<Response> _ = ask("proxy-2", 1);

        assertThat(done).containsExactly("proxy-1 1", "proxy-2 1");
    }

    @Test
    void only_the_newest_requests_of_a_client_are_remembered() {
        for (int id = 0; id <= RequestLedger.REMEMBERED_A_CLIENT; id++) {
            CompletableFuture<Response> _ = ask("proxy-1", id);
        }
        done.clear();

        CompletableFuture<Response> _ = ask("proxy-1", 1);
        CompletableFuture<Response> _ = ask("proxy-1", 0);

        assertThat(done).containsExactly("proxy-1 0");
    }

    @Test
    void only_the_clients_used_last_are_remembered() {
        for (int client = 0; client <= RequestLedger.MOST_CLIENTS; client++) {
            CompletableFuture<Response> _ = ask("proxy-" + client, 1);
        }
        done.clear();

        CompletableFuture<Response> _ = ask("proxy-" + RequestLedger.MOST_CLIENTS, 1);
        CompletableFuture<Response> _ = ask("proxy-0", 1);

        assertThat(done).containsExactly("proxy-0 1");
    }

    private CompletableFuture<Response> ask(String client, long id) {
        return ledger.once(new Request(client, id, List.of()), () -> {
            done.add(client + " " + id);
            return CompletableFuture.completedFuture(new Response(id, List.of()));
        });
    }
}
