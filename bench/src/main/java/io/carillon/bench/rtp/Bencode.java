package io.carillon.bench.rtp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Bencoding, as rtpengine's NG protocol uses it: texts, lists and dictionaries. */
final class Bencode {

    private final String text;
    private int at;

    private Bencode(String text) {
        this.text = text;
    }

    static String encode(Object value) {
        return switch (value) {
            case String string -> string.getBytes(ISO_8859_1).length + ":" + string;
            case List<?> list -> {
                StringBuilder out = new StringBuilder("l");
                list.forEach(element -> out.append(encode(element)));
                yield out.append('e').toString();
            }
            case Map<?, ?> map -> {
                StringBuilder out = new StringBuilder("d");
                new TreeMap<>(map)
                        .forEach((key, element) -> out.append(encode(key)).append(encode(element)));
                yield out.append('e').toString();
            }
            default -> throw new IllegalArgumentException("not bencodable: " + value);
        };
    }

    /** A dictionary; numbers come back as text. */
    static Map<?, ?> decode(String text) {
        return (Map<?, ?>) new Bencode(text).value();
    }

    private Object value() {
        return switch (text.charAt(at)) {
            case 'd' -> dictionary();
            case 'l' -> list();
            case 'i' -> number();
            default -> string();
        };
    }

    private Map<Object, Object> dictionary() {
        at++;
        Map<Object, Object> map = new TreeMap<>();
        while (text.charAt(at) != 'e') {
            map.put(value(), value());
        }
        at++;
        return map;
    }

    private List<Object> list() {
        at++;
        List<Object> list = new ArrayList<>();
        while (text.charAt(at) != 'e') {
            list.add(value());
        }
        at++;
        return list;
    }

    private String number() {
        int end = text.indexOf('e', at);
        String number = text.substring(at + 1, end);
        at = end + 1;
        return number;
    }

    private String string() {
        int colon = text.indexOf(':', at);
        at = colon + 1 + Integer.parseInt(text.substring(at, colon));
        return text.substring(colon + 1, at);
    }
}
