package io.carillon.local.console;

import static io.carillon.local.console.Table.Column.left;
import static io.carillon.local.console.Table.Column.right;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {
    private final Table table = new Table(left("Name", 8), right("Prio", 4), left("Data", 3));

    @Test
    void columns_are_as_wide_as_their_titles_say_and_numbers_stand_to_the_right() {
        table.row("alice", "1", "x");

        assertThat(table.lines()).containsExactly("Name     Prio Data", "alice       1 x");
    }

    @Test
    void a_long_name_is_not_cut() {
        table.row("alexandrine", "1", "x");

        assertThat(table.lines()).containsExactly("Name        Prio Data", "alexandrine    1 x");
    }

    @Test
    void what_a_phone_has_sent_moves_no_cursor() {
        table.row("\u001b[2Jbob", "1", "x");

        assertThat(table.lines().get(1)).startsWith("?[2Jbob");
    }
}
