package io.carillon.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Reads below one directory. A Kubernetes volume's symbolic links are followed; {@code ..} never leads out. */
record DirectorySources(Path directory) implements Sources {

    @Override
    public Source read(String path) {
        try {
            Path file = directory.resolve(path).normalize();
            if (!file.startsWith(directory.normalize())) {
                return new Source.Unreadable("lies outside of the configuration directory");
            }
            if (!Files.exists(file)) {
                return new Source.Missing();
            }
            if (Files.isDirectory(file)) {
                return new Source.Unreadable("is a directory");
            }
            if (Files.size(file) > Limits.FILE_BYTES) {
                return new Source.Unreadable("is larger than " + Limits.FILE_BYTES + " bytes");
            }
            return new Source.Text(decode(Files.readAllBytes(file)));
        } catch (IOException | InvalidPathException failure) {
            return new Source.Unreadable("cannot be read: " + failure);
        }
    }

    @Override
    public List<String> matching(String pattern) {
        PathPattern wanted = new PathPattern(pattern);
        try (Stream<Path> names = Files.list(directory.resolve(wanted.directory()))) {
            return names.map(name -> wanted.directory() + name.getFileName())
                    .filter(wanted::matches)
                    .sorted()
                    .toList();
        } catch (IOException | InvalidPathException nothingThere) {
            return List.of();
        }
    }

    private static String decode(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }
}
