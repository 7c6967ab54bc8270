package io.carillon.proxy.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.config.Reading;
import io.carillon.config.Sources;
import io.carillon.config.extensions.ExtensionsConf;
import io.carillon.config.extensions.KnownApplications;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlanChangesTest {
    private static final String BEFORE = """
            [globals]
            A=1
            [one]
            exten => 1,1,NoOp(a)
            exten => 2,1,NoOp(b)
            [two]
            include => one
            """;

    private static ExtensionsConf read(String text) {
        return switch (ExtensionsConf.read(Sources.of(Map.of(ExtensionsConf.FILE, text)), KnownApplications.NAMES)) {
            case Reading.Loaded<ExtensionsConf>(ExtensionsConf conf, var _) -> conf;
            case Reading.Rejected<ExtensionsConf> wrong -> throw new AssertionError(wrong.errors());
        };
    }

    private static PlanChanges changes(String after) {
        return PlanChanges.between(Optional.of(read(BEFORE)), read(after));
    }

    @Test
    void a_line_that_only_stands_elsewhere_is_no_change() {
        PlanChanges changes = changes("; a comment\n\n" + BEFORE);

        assertThat(changes.general()).isFalse();
        assertThat(changes.globals()).isFalse();
        assertThat(changes.contexts().changed().count()).isZero();
        assertThat(changes.extensions().changed().count()).isZero();
    }

    @Test
    void extensions_are_added_changed_and_removed_by_name_and_context() {
        PlanChanges changes = changes(BEFORE.replace("NoOp(a)", "NoOp(c)").replace("exten => 2,1", "exten => 3,1"));

        assertThat(changes.extensions().added().first()).containsExactly("3@one");
        assertThat(changes.extensions().changed().first()).containsExactly("1@one");
        assertThat(changes.extensions().removed().first()).containsExactly("2@one");
    }

    @Test
    void a_context_changes_by_what_it_includes() {
        PlanChanges changes = changes(BEFORE.replace("include => one\n", "") + "[three]\nexten => 1,1,NoOp\n");

        assertThat(changes.contexts().added().first()).containsExactly("three");
        assertThat(changes.contexts().changed().first()).containsExactly("two");
        assertThat(changes.contexts().removed().count()).isZero();
    }

    @Test
    void globals_and_general_are_told() {
        assertThat(changes(BEFORE.replace("A=1", "A=2")).globals()).isTrue();
        assertThat(changes("[general]\nautofallthrough=no\n" + BEFORE).general())
                .isTrue();
    }

    @Test
    void of_many_names_the_first_are_told_and_all_are_counted() {
        StringBuilder text = new StringBuilder(BEFORE + "[many]\n");
        for (int i = 1000; i < 1250; i++) {
            text.append("exten => ").append(i).append(",1,NoOp\n");
        }

        PlanChanges.Some added = changes(text.toString()).extensions().added();

        assertThat(added.count()).isEqualTo(250);
        assertThat(added.first()).hasSize(PlanChanges.MOST);
        assertThat(List.copyOf(added.first())).startsWith("1000@many");
    }
}
