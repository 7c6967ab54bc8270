package io.carillon.proxy.locate;

import io.carillon.proxy.locate.Question.RecordType;
import io.carillon.proxy.locate.ResourceRecord.Address;
import io.carillon.proxy.locate.ResourceRecord.Pointer;
import io.carillon.proxy.locate.ResourceRecord.Service;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a fake DNS knows, written as in a zone file without quotes: {@code example.com A 192.0.2.1}. */
final class Zone {
    private final Map<Question, List<ResourceRecord>> records = new HashMap<>();

    static Zone of(String lines) {
        Zone zone = new Zone();
        lines.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(zone::add);
        return zone;
    }

    private void add(String line) {
        String[] words = line.split("\\s+");
        RecordType type = RecordType.valueOf(words[1]);
        ResourceRecord record = switch (type) {
            case A, AAAA -> new Address(InetAddress.ofLiteral(words[2]));
            case SRV -> new Service(number(words[2]), number(words[3]), number(words[4]), host(words[5]));
            case NAPTR -> new Pointer(number(words[2]), number(words[3]), words[4], words[5], host(words[6]));
        };
        records.computeIfAbsent(new Question(words[0], type), _ -> new ArrayList<>())
                .add(record);
    }

    private static int number(String text) {
        return Integer.parseInt(text);
    }

    private static String host(String text) {
        return text.equals(".") ? "" : text;
    }

    List<ResourceRecord> records(Question question) {
        return records.getOrDefault(question, List.of());
    }
}
