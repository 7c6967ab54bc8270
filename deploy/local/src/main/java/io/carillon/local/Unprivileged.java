package io.carillon.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * PostgreSQL refuses to run as root. Root's children get another identity: in a user namespace of their own, or, where
 * a container forbids those, as {@code nobody} with the one capability that lets it reach its files.
 *
 * @param command stands before the command that is to run
 * @param ownFiles the files must belong to {@code nobody}
 */
record Unprivileged(List<String> command, boolean ownFiles) {
    private static final String NOBODY = "65534";
    private static final Unprivileged AS_WE_ARE = new Unprivileged(List.of(), false);
    private static final Unprivileged NAMESPACE = new Unprivileged(List.of("unshare", "-U"), false);
    private static final Unprivileged CAPABILITY = new Unprivileged(
            List.of(
                    "setpriv",
                    "--reuid=" + NOBODY,
                    "--regid=" + NOBODY,
                    "--clear-groups",
                    "--inh-caps=-all,+dac_override",
                    "--ambient-caps=-all,+dac_override"),
            true);

    static Unprivileged find() throws IOException, InterruptedException, CannotStart {
        if (!"root".equals(System.getProperty("user.name"))) {
            return AS_WE_ARE;
        }
        for (Unprivileged way : List.of(NAMESPACE, CAPABILITY)) {
            if (way.works()) {
                return way;
            }
        }
        throw new CannotStart("PostgreSQL refuses to run as root, and this system has neither unshare nor setpriv to"
                + " change that: run ./carillon as another user.");
    }

    private boolean works() throws InterruptedException {
        try {
            Process test = new ProcessBuilder(before(List.of("sh", "-c", "test \"$(id -u)\" != 0")))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return test.waitFor() == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    List<String> before(List<String> arguments) {
        return Stream.concat(command.stream(), arguments.stream()).toList();
    }

    /** Gives a directory with all that is in it to who will use it. */
    void handOver(Path directory) throws IOException {
        if (!ownFiles) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.toList()) {
                Files.setAttribute(file, "unix:uid", Integer.valueOf(NOBODY), java.nio.file.LinkOption.NOFOLLOW_LINKS);
            }
        }
    }
}
