package io.carillon.protocol.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TypedAheadTest {
    private final TypedAhead keys = new TypedAhead();

    @Test
    void keys_come_in_their_order_and_each_once() {
        type("12");

        assertThat(keys.next()).contains('1');
        assertThat(keys.next()).contains('2');
        assertThat(keys.next()).isEmpty();
    }

    @Test
    void the_first_that_is_wanted_is_taken_from_among_others() {
        type("1*2#");

        assertThat(keys.next("#*")).contains('*');
        assertThat(keys.next("9")).isEmpty();
        assertThat(keys.next()).contains('1');
        assertThat(keys.next("#*")).contains('#');
    }

    @Test
    void what_is_forgotten_does_not_come_back() {
        type("1*2#");

        keys.forgetAllBut("*#");
        assertThat(keys.next()).contains('*');
        keys.forget();

        assertThat(keys.next()).isEmpty();
    }

    @Test
    void whoever_leans_on_a_key_fills_no_heap() {
        type("1".repeat(TypedAhead.MOST) + "2");

        assertThat(keys.next("2")).isEmpty();
        assertThat(keys.next()).contains('1');
    }

    private void type(String text) {
        text.chars().forEach(key -> keys.pressed((char) key));
    }
}
