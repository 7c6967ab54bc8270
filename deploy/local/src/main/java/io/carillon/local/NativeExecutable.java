package io.carillon.local;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A service built as a native executable, with the options that it is started with. */
record NativeExecutable(Path file) {
    /** As for the JVM; the rest of {@link ServiceJvm#OPTIONS} was settled when the executable was built. */
    static final List<String> OPTIONS = List.of("-Xmx256m", ServiceJvm.CARRIERS_OPTION);

    /**
     * What Maven's module {@code label-service} made below the checkout.
     *
     * @throws CannotStart if there is none, or several
     */
    static NativeExecutable of(Path home, Service service) throws CannotStart {
        Path target = home.resolve(service.label() + "-service/target");
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> runners = Files.newDirectoryStream(target, "*-runner")) {
            runners.forEach(found::add);
        } catch (IOException unreadable) {
            throw new CannotStart(target + " cannot be read: " + unreadable.getMessage() + ".", unreadable);
        }
        if (found.size() != 1) {
            throw new CannotStart(service.label() + " is not built as one native executable (" + target + " has "
                    + found.size() + " files *-runner): docs/native.md says how.");
        }
        return new NativeExecutable(found.getFirst());
    }

    List<String> command() {
        return Stream.concat(Stream.of(file.toString()), OPTIONS.stream()).toList();
    }
}
