package io.carillon.testkit.program;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/**
 * Whether a program of another maker is here. Where the suite must be whole (environment {@code CI=true}, or system
 * property {@code carillon.realPhones=required}) a missing one fails the test, elsewhere the test is skipped and says so
 * on the console.
 */
public final class Program {

    /** Where Debian has daemons and tools of the network, which the PATH of an ordinary user leaves out. */
    private static final String FOR_ADMINISTRATORS = File.pathSeparator + "/usr/sbin" + File.pathSeparator + "/sbin";

    private Program() {}

    /**
     * The program's path. Does not return without it.
     *
     * @param source how to get it, as {@code Debian: apt-get install kamailio}
     */
    public static Path demand(String name, String source) {
        return find(name).orElseThrow(() -> missing(name + " is not installed (" + source + ")"));
    }

    /** What to throw where something is missing that a test cannot do without: the test fails or is skipped. */
    public static RuntimeException missing(String message) {
        if (required()) {
            throw new AssertionFailedError(message);
        }
        System.err.println("*** SKIPPED: " + message + " ***");
        return new TestAbortedException(message);
    }

    private static boolean required() {
        return "true".equals(System.getenv("CI")) || "required".equals(System.getProperty("carillon.realPhones"));
    }

    private static Optional<Path> find(String name) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin") + FOR_ADMINISTRATORS;
        return Stream.of(path.split(File.pathSeparator))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
