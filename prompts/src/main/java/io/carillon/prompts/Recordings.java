package io.carillon.prompts;

import io.carillon.sound.Opening;
import io.carillon.sound.SoundFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The administrator's directory. Nothing outside of it is opened, whatever a name or a symbolic link says; links within it are
 * followed, as Kubernetes makes them. Any thread; files may come and go.
 */
final class Recordings {
    /** Music on hold is as long as a record; what is longer is most likely no prompt. */
    static final Duration LONGEST = Duration.ofMinutes(60);

    /** Music for a week. */
    static final int MOST = 2_000;

    private final Path directory;

    Recordings(Path directory) {
        this.directory = directory;
    }

    /**
     * @param path below the directory, without extension; already known to hold no {@code ..}
     * @return empty where there is no such file
     */
    Optional<Lookup> open(String path) {
        for (SoundFormat format : SoundFormat.values()) {
            Path file = directory.resolve(path + "." + format.extension());
            if (Files.isRegularFile(file)) {
                return Optional.of(open(file, format));
            }
        }
        return Optional.empty();
    }

    /**
     * @param path of a directory below this one; already known to hold no {@code ..}
     * @return its recordings, in the order of their names, each as {@link #open} takes it
     */
    List<String> in(String path) throws IOException {
        Path folder = directory.resolve(path);
        if (!Files.isDirectory(folder) || !folder.toRealPath().startsWith(directory.toRealPath())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .flatMap(file -> nameOf(file).stream())
                    .distinct()
                    .sorted()
                    .limit(MOST)
                    .map(name -> path + "/" + name)
                    .toList();
        } catch (UncheckedIOException gone) {
            throw gone.getCause();
        }
    }

    private static Optional<String> nameOf(Path file) {
        String name = String.valueOf(file.getFileName());
        return Arrays.stream(SoundFormat.values())
                .map(format -> "." + format.extension())
                .filter(name::endsWith)
                .map(extension -> name.substring(0, name.length() - extension.length()))
                .findFirst();
    }

    private Lookup open(Path file, SoundFormat format) {
        try {
            Path real = file.toRealPath();
            if (!real.startsWith(directory.toRealPath())) {
                return new Lookup.Unreadable(file + " leads out of " + directory);
            }
            Opening opening = format.open(Files.newInputStream(real), Files.size(real));
            return switch (opening) {
                case Opening.Opened opened -> bounded(file, opened);
                case Opening.Unreadable(String why) -> new Lookup.Unreadable(file + " " + why);
            };
        } catch (IOException failure) {
            return new Lookup.Unreadable(file + " cannot be read: " + failure);
        }
    }

    private static Lookup bounded(Path file, Opening.Opened opened) throws IOException {
        if (opened.plays().compareTo(LONGEST) > 0) {
            opened.reader().close();
            return new Lookup.Unreadable(
                    file + " plays " + opened.plays().toMinutes() + " minutes, more than " + LONGEST.toMinutes());
        }
        return new Lookup.Found(opened.reader(), opened.plays(), file.toString());
    }
}
