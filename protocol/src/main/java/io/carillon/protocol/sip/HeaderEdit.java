package io.carillon.protocol.sip;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The fields of a message being edited: a shallow copy in which fields are replaced, never changed. */
final class HeaderEdit {
    private static final HeaderField[] NONE = new HeaderField[0];

    private final List<HeaderField> fields;
    private byte[] body;

    HeaderEdit() {
        this.fields = new ArrayList<>(16);
        this.body = new byte[0];
    }

    HeaderEdit(SipMessage original) {
        HeaderField[] copied = original.fields();
        this.fields = new ArrayList<>(copied.length + 4);
        fields.addAll(Arrays.asList(copied));
        this.body = original.body();
    }

    /** Replaces every value; the new one stands where the first was, or at the end. */
    void set(String name, String value) {
        HeaderField field = HeaderField.written(name, value);
        if (refuseContentLength(field)) {
            return;
        }
        int first = indexOf(field.name);
        if (first < 0) {
            fields.add(field);
            return;
        }
        fields.set(first, field);
        for (int i = fields.size() - 1; i > first; i--) {
            if (fields.get(i).is(field.name)) {
                fields.remove(i);
            }
        }
    }

    /** After the last value of that name, or at the end. */
    void add(String name, String value) {
        HeaderField field = HeaderField.written(name, value);
        if (refuseContentLength(field)) {
            return;
        }
        int at = fields.size();
        for (int i = fields.size() - 1; i >= 0; i--) {
            if (fields.get(i).is(field.name)) {
                at = i + 1;
                break;
            }
        }
        fields.add(at, field);
    }

    /** Before the first value of that name, or at the top. */
    void prepend(String name, String value) {
        HeaderField field = HeaderField.written(name, value);
        if (refuseContentLength(field)) {
            return;
        }
        fields.add(Math.max(indexOf(field.name), 0), field);
    }

    void remove(String name) {
        String canonical = HeaderNames.canonical(name);
        fields.removeIf(field -> field.is(canonical));
    }

    void removeFirst(String name) {
        int first = indexOf(HeaderNames.canonical(name));
        if (first >= 0) {
            fields.remove(first);
        }
    }

    void copy(HeaderField field) {
        fields.add(field);
    }

    void body(String contentType, byte[] bytes) {
        set(HeaderNames.CONTENT_TYPE, contentType);
        body = bytes;
    }

    void body(String contentType, String text) {
        body(contentType, text.getBytes(StandardCharsets.UTF_8));
    }

    void noBody() {
        remove(HeaderNames.CONTENT_TYPE);
        body = new byte[0];
    }

    HeaderField[] fields() {
        return fields.toArray(NONE);
    }

    byte[] body() {
        return body;
    }

    /** The length is always that of the body; nobody sets it. */
    private static boolean refuseContentLength(HeaderField field) {
        return field.is(HeaderNames.CONTENT_LENGTH);
    }

    int indexOf(String canonical) {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).is(canonical)) {
                return i;
            }
        }
        return -1;
    }

    HeaderField get(int index) {
        return fields.get(index);
    }

    void replace(int index, HeaderField field) {
        fields.set(index, field);
    }
}
