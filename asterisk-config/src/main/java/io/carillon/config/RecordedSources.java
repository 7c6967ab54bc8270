package io.carillon.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Remembers the texts that were read through it: what has to be stored so that {@link Sources#of} reads the same again.
 * For one thread.
 */
public final class RecordedSources implements Sources {
    private final Sources sources;
    private final Map<String, String> texts = new LinkedHashMap<>();

    public RecordedSources(Sources sources) {
        this.sources = sources;
    }

    @Override
    public Source read(String path) {
        Source source = sources.read(path);
        if (source instanceof Source.Text(String text)) {
            texts.put(path, text);
        }
        return source;
    }

    @Override
    public List<String> matching(String pattern) {
        return sources.matching(pattern);
    }

    /** By path, in the order in which they were first read. */
    public Map<String, String> texts() {
        return Collections.unmodifiableMap(texts);
    }
}
