package io.carillon.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;

record TextSources(Map<String, String> texts) implements Sources {
    TextSources {
        texts = Map.copyOf(texts);
    }

    @Override
    public Source read(String path) {
        return Optional.ofNullable(texts.get(path))
                .<Source>map(Source.Text::new)
                .orElseGet(Source.Missing::new);
    }

    @Override
    public List<String> matching(String pattern) {
        PathPattern wanted = new PathPattern(pattern);
        return texts.keySet().stream().filter(wanted::matches).sorted().toList();
    }
}
