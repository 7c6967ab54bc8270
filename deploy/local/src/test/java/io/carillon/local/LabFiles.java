package io.carillon.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A configuration directory with two phones, to be changed file by file. */
record LabFiles(Path directory) {
    static LabFiles in(Path directory) {
        return new LabFiles(directory).with("sip.conf", """
                        [general]
                        context=local
                        [alice]
                        type=friend
                        host=dynamic
                        secret=correct-horse
                        """).with("extensions.conf", """
                        [local]
                        exten => 100,1,Dial(SIP/alice,8)
                        """);
    }

    LabFiles with(String file, String text) {
        try {
            Files.writeString(directory.resolve(file), text);
            return this;
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    Configuration read() throws CannotStart {
        return Configuration.read(directory);
    }
}
