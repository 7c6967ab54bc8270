package io.carillon.local.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CommandTableTest {
    private final CommandTable table = new CommandTable(List.of(
            Command.of("sip show peers [like PATTERN]", "all", words -> Answer.said(words.toString(), true)),
            Command.of("sip show peer PEER", "one", words -> Answer.said(words.toString(), true)),
            Command.of("channel request hangup CHANNEL|all", "ends", words -> Answer.said(words.toString(), true)),
            Command.of("dialplan show [CONTEXT]", "plan", words -> Answer.said(words.toString(), true)),
            Command.of("sip show users", "callers", words -> Answer.said(words.toString(), true)),
            Command.of("sip reload", "again", _ -> {
                throw new NoAnswer("Nobody is there.");
            })));

    private String said(String line) throws Exception {
        return String.join("\n", table.run(line).lines());
    }

    @Test
    void a_command_is_found_by_its_words() throws Exception {
        assertThat(said("sip show peer alice")).isEqualTo("[sip, show, peer, alice]");
        assertThat(said("sip show peers")).isEqualTo("[sip, show, peers]");
    }

    @Test
    void a_name_that_is_missing_is_asked_for() throws Exception {
        assertThat(said("sip show peer")).isEqualTo("Usage: sip show peer PEER");
        assertThat(said("sip show peers like")).isEqualTo("Usage: sip show peers [like PATTERN]");
    }

    @Test
    void a_command_may_be_shortened_where_only_one_is_meant() throws Exception {
        assertThat(said("si sh us")).isEqualTo("[sip, show, users]");
        assertThat(said("s")).startsWith("No such command 's'");
    }

    @Test
    void what_nobody_answers_has_failed_in_one_sentence() throws Exception {
        Answer answer = table.run("sip reload");

        assertThat(answer.ok()).isFalse();
        assertThat(answer.lines()).containsExactly("Nobody is there.");
        assertThat(answer.json().path("message").asText()).isEqualTo("Nobody is there.");
    }

    @Test
    void help_lists_all_or_those_that_begin_so() throws Exception {
        assertThat(table.run("help").lines()).hasSize(7).anyMatch(line -> line.endsWith("sip reload  again"));
        assertThat(table.run("help sip show").lines()).hasSize(3);
        assertThat(table.run("help weather").ok()).isFalse();
    }

    @Test
    void quotation_marks_keep_blanks() {
        assertThat(CommandTable.words("a \"b c\"  d")).containsExactly("a", "b c", "d");
    }

    @Test
    void completion_offers_words_and_names() {
        Completion completion = new Completion(
                table, () -> List.of("SIP/alice-0a"), () -> List.of("alice", "bob"), () -> List.of("phones"));

        assertThat(completion.candidates(List.of("sip", "show"), "p")).containsExactly("peer", "peers");
        assertThat(completion.candidates(List.of("sip", "show", "peer"), "A")).containsExactly("alice");
        assertThat(completion.candidates(List.of("channel", "request", "hangup"), "sip/"))
                .containsExactly("SIP/alice-0a");
        assertThat(completion.candidates(List.of("channel", "request", "hangup"), ""))
                .containsExactly("SIP/alice-0a", "all");
        assertThat(completion.candidates(List.of("dialplan", "show"), "")).containsExactly("phones");
        assertThat(completion.candidates(List.of(), "")).containsExactly("channel", "dialplan", "help", "sip");
    }

    @Test
    void completion_of_names_that_nobody_tells_offers_nothing() {
        Completion.Names away = () -> {
            throw new NoAnswer("away");
        };

        assertThat(new Completion(table, away, away, away).candidates(List.of("sip", "show", "peer"), ""))
                .isEmpty();
    }
}
