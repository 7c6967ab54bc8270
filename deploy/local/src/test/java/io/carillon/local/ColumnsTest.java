package io.carillon.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ColumnsTest {
    @Test
    void the_longest_cell_moves_the_columns_behind_it_in_every_row() {
        List<String> lines = Columns.lines(List.of(
                List.of("PROCESS", "ADDRESSES", "STATE"),
                List.of("proxy-1", "http://127.0.0.1:40001 sip 127.0.0.1:40002", "ready"),
                List.of("media-relay-1", "-", "not ready: ended")));

        assertThat(lines)
                .containsExactly(
                        "PROCESS        ADDRESSES                                   STATE",
                        "proxy-1        http://127.0.0.1:40001 sip 127.0.0.1:40002  ready",
                        "media-relay-1  -                                           not ready: ended");
    }
}
