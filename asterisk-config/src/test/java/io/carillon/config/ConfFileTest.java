package io.carillon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

class ConfFileTest {
    private final Problems problems = new Problems();

    @Test
    void keys_values_and_arrows_are_read_with_blanks_anywhere() {
        assertThat(entries("[a]\nk=v\n  k  =  v w  \nk => v\nk=>v\nk = > v\n\tk\t=\tv\t\n"))
                .containsExactly(
                        tuple("k", "v", 2, 3),
                        tuple("k", "v w", 3, 9),
                        tuple("k", "v", 4, 6),
                        tuple("k", "v", 5, 4),
                        tuple("k", "> v", 6, 5),
                        tuple("k", "v", 7, 6));
    }

    @Test
    void comments_end_a_line_unless_the_semicolon_is_escaped() {
        assertThat(entries("[a] ; section\n;k=0\n   ; k=0\nk=a\\;b ; comment\nl=x;y\n"))
                .containsExactly(tuple("k", "a;b", 4, 3), tuple("l", "x", 5, 3));
    }

    @Test
    void a_comment_block_may_span_lines_and_nest_and_a_drawn_line_is_none() {
        assertThat(entries("""
                [a]
                ;-----------------
                k=1
                ;-- k=2
                ;-- k=3 --;
                k=4 --; k=5
                k=6;-- inside --;7
                """)).containsExactly(tuple("k", "1", 3, 3), tuple("k", "5", 6, 11), tuple("k", "67", 7, 3));
    }

    @Test
    void a_block_that_is_never_closed_is_warned_of_where_it_begins() {
        entries("[a]\nk=1\nl=2 ;-- now what\nm=3\n");

        assertThat(told()).containsExactly("a.conf:3:1: warning: a comment begins here with ;-- and no --; ends it");
    }

    @Test
    void columns_stay_right_behind_an_escape_and_a_block() {
        Section section = read(Map.of("a.conf", "[a]\nk=\\;;-- x --;b,c\n")).getFirst();
        Text value = section.entries().getFirst().value();

        assertThat(value.value()).isEqualTo(";b,c");
        assertThat(value.at(0).column()).isEqualTo(3);
        assertThat(value.at(1).column()).isEqualTo(14);
        assertThat(value.split(",").get(1).at().column()).isEqualTo(16);
        assertThat(value.at(4).column()).isEqualTo(17);
    }

    @Test
    void what_word_processors_do_to_a_file_is_undone() {
        assertThat(entries("\uFEFF[a]\r\nk\u00A0=\u202Fv\u00A0; x\r\n\u200Bl=2\r\n"))
                .containsExactly(tuple("k", "v", 2, 5), tuple("l", "2", 3, 4));
    }

    @Test
    void a_section_takes_the_lines_of_its_templates_first() {
        List<Section> sections = read(Map.of("a.conf", """
                [base](!)
                k=1
                [more](!,base)
                k=2
                [x](base,more)
                k=3
                [x](+)
                k=4
                """));

        assertThat(sections)
                .extracting(Section::name, Section::template)
                .containsExactly(tuple("base", true), tuple("more", true), tuple("x", false));
        assertThat(sections.get(2).entries())
                .extracting(entry -> entry.value().value())
                .containsExactly("1", "1", "2", "3", "4");
    }

    @Test
    void a_section_that_stands_twice_is_one_and_knows_it() {
        Section section = read(Map.of("a.conf", "[a]\nk=1\n[b]\n[a]\nk=2\n")).getFirst();

        assertThat(section.entries()).hasSize(2);
        assertThat(section.again()).containsExactly(new Position("a.conf", 4, 2));
    }

    @Test
    void included_files_stand_where_they_are_included() {
        List<Section> sections = read(Map.of(
                "a.conf", "[a]\n#include \"d/b.conf\"\nk=3\n#include <c.conf>\n#tryinclude nosuch.conf\n",
                "d/b.conf", "k=1\n#include c.conf\n",
                "c.conf", "k=2\n"));

        assertThat(problems.hasErrors()).isFalse();
        assertThat(sections.getFirst().entries())
                .extracting(entry -> entry.value().value() + " " + entry.at())
                .containsExactly("1 d/b.conf:1:1", "2 c.conf:1:1", "3 a.conf:3:1", "2 c.conf:1:1");
    }

    @Test
    void a_pattern_includes_what_it_matches_in_order() {
        List<Section> sections = read(Map.of(
                "a.conf", "#include d/*.conf\n",
                "d/2.conf", "[two]\n",
                "d/1.conf", "[one]\n",
                "d/.hidden.conf", "[hidden]\n",
                "d/e/3.conf", "[three]\n",
                "d/1.conf~", "[backup]\n"));

        assertThat(sections).extracting(Section::name).containsExactly("one", "two");
    }

    @Test
    void an_include_that_cannot_be_is_an_error_at_its_name() {
        read(Map.of(
                "a.conf",
                        "#include nosuch.conf\n#include b.conf\n#include ../up.conf\n#include /etc/passwd\n#include\n#inklude x\n",
                "b.conf", "#include a.conf\n#include b.conf\n"));

        assertThat(told())
                .containsExactly(
                        "a.conf:1:10: error: there is no file nosuch.conf in the configuration directory",
                        "a.conf:3:10: error: only files below the configuration directory can be included",
                        "a.conf:4:10: error: only files below the configuration directory can be included",
                        "a.conf:5:9: error: the name of the file to include is missing",
                        "a.conf:6:1: error: unknown directive; #include and #tryinclude exist",
                        "b.conf:1:10: error: a.conf includes itself by way of others",
                        "b.conf:2:10: error: b.conf includes itself by way of others");
    }

    @Test
    void includes_are_bounded_in_depth_and_number() {
        Map<String, String> deep = new HashMap<>();
        for (int i = 0; i < 20; i++) {
            deep.put("f" + i, "#include f" + (i + 1) + "\n");
        }
        Map<String, String> wide = Map.of("a.conf", "#include b\n".repeat(Limits.FILES + 5), "b", "");

        ConfFile.read(Sources.of(deep), "f0", problems);
        ConfFile.read(Sources.of(wide), "a.conf", problems);

        assertThat(told())
                .contains(
                        "f10:1:10: error: included files are nested deeper than 10",
                        "a.conf:2000:10: error: more than 2000 files are included");
    }

    @Test
    void a_line_that_is_too_long_is_an_error_not_a_burden() {
        read(Map.of("a.conf", "[a]\nk=" + "v".repeat(Limits.LINE_CHARACTERS) + "\n"));

        assertThat(told()).containsExactly("a.conf:2:8193: error: a line of more than 8192 characters");
    }

    @Test
    void templates_cannot_multiply_without_end() {
        StringBuilder text = new StringBuilder("[t0](!)\n").append("k=v\n".repeat(100));
        for (int i = 1; i < 30; i++) {
            text.append("[t" + i + "](!,t" + (i - 1) + ",t" + (i - 1) + ")\n");
        }

        read(Map.of("a.conf", text.toString()));

        assertThat(told()).first().asString().endsWith("error: templates multiply to more than 1000000 lines");
    }

    @Test
    void a_control_character_has_its_place() {
        read(Map.of("a.conf", "[a]\nk=v\0w\n"));

        assertThat(told()).containsExactly("a.conf:2:4: error: a control character (U+0000)");
    }

    @Test
    void an_arrow_of_a_word_processor_is_named() {
        read(Map.of("a.conf", "[a]\nexten ⇒ 100\n"));

        assertThat(told()).containsExactly("a.conf:2:1: error: an arrow is written => here");
    }

    @Test
    void problems_are_bounded() {
        read(Map.of("a.conf", "[a]\n" + "oops\n".repeat(10_000)));

        assertThat(told()).hasSize(Problems.MAX + 1).last().asString().endsWith("and more that are not listed");
    }

    private List<Section> read(Map<String, String> texts) {
        return switch (ConfFile.read(Sources.of(texts), "a.conf", problems)) {
            case ConfFile.Outcome.Present(ConfFile file) -> file.sections();
            case ConfFile.Outcome.Absent() -> throw new AssertionError("a.conf is there");
        };
    }

    private List<Tuple> entries(String text) {
        return read(Map.of("a.conf", text)).getFirst().entries().stream()
                .map(entry -> tuple(
                        entry.key().value(),
                        entry.value().value(),
                        entry.at().line(),
                        entry.value().at().column()))
                .toList();
    }

    private List<String> told() {
        return switch (problems.conclude(() -> "fine")) {
            case Reading.Loaded<String>(String fine, List<Problem> warnings) ->
                warnings.stream().map(Problem::toString).toList();
            case Reading.Rejected<String>(List<Problem> errors, List<Problem> warnings) ->
                errors.stream().map(Problem::toString).toList();
        };
    }
}
