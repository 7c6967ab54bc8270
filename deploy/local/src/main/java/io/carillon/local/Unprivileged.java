package io.carillon.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * PostgreSQL refuses to run as root. Root's children get another identity: in a user namespace of their own, or, where
 * a container forbids those, as {@code nobody}.
 *
 * @param command stands before the command that is to run
 * @param ownFiles the files must belong to {@code nobody}
 */
record Unprivileged(List<String> command, boolean ownFiles) {
    private static final String NOBODY = "65534";
    private static final Unprivileged AS_WE_ARE = new Unprivileged(List.of(), false);
    private static final Unprivileged NAMESPACE = new Unprivileged(List.of("unshare", "-U"), false);
    private static final Unprivileged AS_NOBODY =
            new Unprivileged(List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"), true);

    /** @param programs must be within reach of that identity */
    static Unprivileged find(Path programs) throws InterruptedException, CannotStart {
        if (!"root".equals(System.getProperty("user.name"))) {
            return AS_WE_ARE;
        }
        for (Unprivileged way : List.of(NAMESPACE, AS_NOBODY)) {
            if (way.works(programs)) {
                return way;
            }
        }
        throw new CannotStart(
                "PostgreSQL refuses to run as root, and here root can neither leave its user namespace nor"
                        + " let nobody reach " + programs
                        + ": run ./carillon as another user, or with --data outside of /root.");
    }

    private boolean works(Path programs) throws InterruptedException {
        try {
            String check = "test \"$(id -u)\" != 0 && test -x \"$0\"";
            Process test = new ProcessBuilder(before(List.of("sh", "-c", check, programs.toString())))
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

    /** Gives a file, or a directory with all that is in it, to who will use it. */
    void handOver(Path tree) throws IOException {
        if (!ownFiles) {
            return;
        }
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.toList()) {
                Files.setAttribute(file, "unix:uid", Integer.valueOf(NOBODY), LinkOption.NOFOLLOW_LINKS);
            }
        }
    }
}
