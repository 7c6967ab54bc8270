package io.carillon.testkit.realphones;

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
public final class RealPhones {

    /** The Debian packages that hold the programs. */
    private static final String PACKAGES = "baresip linphone-cli sip-tester";

    private RealPhones() {}

    /** The program's path. Does not return without it. */
    static Path demand(String program) {
        Optional<Path> found = find(program);
        if (found.isPresent()) {
            return found.get();
        }
        String message = program + " is not installed (Debian: apt-get install " + PACKAGES + ")";
        if (required()) {
            throw new AssertionFailedError(message);
        }
        System.err.println("*** SKIPPED: " + message + " ***");
        throw new TestAbortedException(message);
    }

    private static boolean required() {
        return "true".equals(System.getenv("CI")) || "required".equals(System.getProperty("carillon.realPhones"));
    }

    private static Optional<Path> find(String program) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin");
        return Stream.of(path.split(File.pathSeparator))
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
