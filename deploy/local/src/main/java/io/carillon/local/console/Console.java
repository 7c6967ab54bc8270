package io.carillon.local.console;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** Commands in, answers out. It changes nothing but what a command names, and nothing for calls in progress but hangup. */
public final class Console {
    private static final String PROMPT = "carillon*CLI> ";
    private static final Set<String> LEAVE = Set.of("exit", "quit", "q");

    private final CommandTable table;
    private final Completion completion;
    private final boolean json;
    private final PrintStream out;

    /**
     * @param token for services that ask for one
     * @param json whether answers are for programs
     */
    public Console(Replicas replicas, Optional<String> token, boolean json, PrintStream out) {
        Services services = new Services(replicas, token);
        ChannelCommands channels = new ChannelCommands(services, Clock.systemUTC());
        PeerCommands peers = new PeerCommands(services);
        Reloads reloads = new Reloads(services);
        DialplanCommands plan = new DialplanCommands(services, reloads);
        this.table = new CommandTable(Stream.of(
                        channels.commands(),
                        new ProcessCommands(services, Clock.systemUTC()).commands(),
                        peers.commands(),
                        new SipCommands(services, reloads).commands(),
                        plan.commands(),
                        new MediaCommands(services).commands())
                .flatMap(List::stream)
                .toList());
        this.completion = new Completion(table, channels::names, peers::names, plan::contexts);
        this.json = json;
        this.out = out;
    }

    /** Runs one command. Whether it did what was asked. */
    public boolean run(String line) throws InterruptedException {
        Answer answer = table.run(line);
        if (json) {
            out.println(Json.pretty(answer.json()));
        } else {
            answer.lines().forEach(out::println);
        }
        out.flush();
        return answer.ok();
    }

    /**
     * Reads commands from the terminal until its end.
     *
     * @param history where the lines are kept between runs
     */
    public void talk(Path history) throws IOException, InterruptedException {
        try (Terminal terminal =
                TerminalBuilder.builder().system(true).dumb(true).build()) {
            LineReader reader = LineReaderBuilder.builder()
                    .terminal(terminal)
                    .appName("carillon")
                    .completer(completion)
                    .variable(LineReader.HISTORY_FILE, history)
                    // A ! in a command is a !, not an event of the history.
                    .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                    .build();
            String line = read(reader);
            while (!LEAVE.contains(line)) {
                if (!line.isEmpty()) {
                    run(line);
                }
                line = read(reader);
            }
        }
    }

    /** Ctrl-C throws the line away, Ctrl-D ends. */
    private static String read(LineReader reader) {
        try {
            return reader.readLine(PROMPT).strip();
        } catch (UserInterruptException thrownAway) {
            return "";
        } catch (EndOfFileException end) {
            return "exit";
        }
    }
}
