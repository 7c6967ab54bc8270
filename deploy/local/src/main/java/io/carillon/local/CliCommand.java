package io.carillon.local;

import io.carillon.local.RunState.ProcessState;
import io.carillon.local.console.Console;
import io.carillon.local.console.Replicas;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cli}: the console of the Carillon that runs here, or of one elsewhere. */
@Command(name = "cli", description = "Asterisk's commands for a running Carillon.", mixinStandardHelpOptions = true)
final class CliCommand implements Callable<Integer> {
    private static final String TOKEN = "CARILLON_HTTP_TOKEN";

    @Mixin
    private Where where = new Where();

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "-x", paramLabel = "COMMAND", description = "runs one command and ends; status 1 if it failed")
    private @Nullable String command;

    @Option(names = "--json", description = "answers for programs")
    private boolean json;

    @Option(names = "--proxy", paramLabel = "URL", description = "a proxy's HTTP; once for each replica")
    private List<URI> proxies = List.of();

    @Option(names = "--registrar", paramLabel = "URL", description = "a registrar's")
    private List<URI> registrars = List.of();

    @Option(names = "--relay", paramLabel = "URL", description = "a media relay's")
    private List<URI> relays = List.of();

    @Option(names = "--voicemail", paramLabel = "URL", description = "a voicemail service's")
    private List<URI> voicemails = List.of();

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description = "what the services ask for (default: " + TOKEN + " of the environment, which other users of"
                    + " the machine cannot read)")
    private @Nullable String token;

    @Override
    public Integer call() throws CannotStart, IOException, InterruptedException {
        Console console = new Console(replicas(), token(), json, System.out);
        if (command != null) {
            return console.run(command) ? 0 : 1;
        }
        Files.createDirectories(where.data());
        console.talk(history());
        return 0;
    }

    private Path history() {
        return where.data().resolve("console.history");
    }

    private Optional<String> token() {
        return Optional.ofNullable(token)
                .or(() -> Optional.ofNullable(System.getenv(TOKEN)))
                .filter(text -> !text.isBlank());
    }

    private Replicas replicas() throws CannotStart, IOException {
        Replicas named = new Replicas(checked(proxies), checked(registrars), checked(relays), checked(voicemails));
        if (!named.equals(new Replicas(List.of(), List.of(), List.of(), List.of()))) {
            return named;
        }
        Optional<RunState> state = DataDirectory.isInUse(where.data()) ? RunState.read(where.data()) : Optional.empty();
        return state.map(CliCommand::running)
                .orElseThrow(() -> new CannotStart("No Carillon runs on the data of " + where.data()
                        + ": start one with `./carillon up`, name its --data, or name services elsewhere with --proxy URL,"
                        + " --registrar URL, --relay URL, --voicemail URL."));
    }

    private List<URI> checked(List<URI> addresses) {
        for (URI address : addresses) {
            if (!List.of("http", "https").contains(String.valueOf(address.getScheme())) || address.getHost() == null) {
                throw new ParameterException(
                        spec == null ? CarillonMain.commandLine() : spec.commandLine(),
                        "'" + address + "' is no http://HOST:PORT");
            }
        }
        return addresses;
    }

    private static Replicas running(RunState state) {
        return new Replicas(
                of(Service.PROXY, state),
                of(Service.REGISTRAR, state),
                of(Service.MEDIA_RELAY, state),
                of(Service.VOICEMAIL, state));
    }

    private static List<URI> of(Service service, RunState state) {
        return state.processes().stream()
                .filter(process -> process.name().matches(service.label() + "-\\d+"))
                .map(ProcessState::addresses)
                .flatMap(addresses -> Optional.ofNullable(addresses.get("http")).stream())
                .map(URI::create)
                .toList();
    }
}
